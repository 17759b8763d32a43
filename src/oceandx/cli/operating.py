"""The commands that run an installation of enrichment, and those by which persons steer it."""

from __future__ import annotations

import getpass
import json
import logging
import time
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from oceandx.cli.help import text
from oceandx.cli.options import Format, FormatOption, KnowledgeOption, LangOption, OutputOption, emit, language_of
from oceandx.errors import UsageError

if TYPE_CHECKING:
    from oceandx.model.case import Known, Unknown
    from oceandx.model.knowledge import KnowledgeBase
    from oceandx.report.enrichment import Row
    from oceandx.tickets.installation import Installation
    from oceandx.tickets.ledger import Entry
    from oceandx.tickets.settings import Enriching

ConfigArgument = Annotated[Path, typer.Argument(help=text("enrich_config"))]
IdsArgument = Annotated[list[int], typer.Argument(help=text("enrich_ids"))]


class ModeName(StrEnum):
    """Whether notes are written, or only prepared; the values are those of tickets.switches.Mode."""

    SHADOW = "shadow"
    WRITE = "write"


class ReportFormat(StrEnum):
    """How the report is written."""

    MARKDOWN = "markdown"
    HTML = "html"


def run(config: ConfigArgument, knowledge: KnowledgeOption = None) -> None:
    """Work until told to stop."""
    from oceandx.tickets.service import run as serve

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    # httpx logs each address it calls; an id of a ticket is enough to find it in the helpdesk.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    serve(config, knowledge, read_facts)


def read_facts(kb: KnowledgeBase, path: Path) -> Sequence[Known | Unknown]:
    """Return the facts of a snapshot."""
    from oceandx.cli.snapshots import read_snapshot

    return read_snapshot(kb, path, None).facts


def status(config: ConfigArgument, output_format: FormatOption = Format.MARKDOWN) -> None:
    """Say how an installation stands."""
    with _opened(config) as installation:
        data = _status(installation)
    if output_format is Format.JSON:
        emit(json.dumps(data, ensure_ascii=False, indent=2), None)
        return
    emit("\n".join(f"{name}: {_plain(value)}" for name, value in data.items()), None)


def switch(
    config: ConfigArgument,
    mode: Annotated[ModeName | None, typer.Option("--mode", help=text("enrich_mode"))] = None,
    allow: Annotated[list[str] | None, typer.Option("--allow", help=text("enrich_allow"))] = None,
    disallow: Annotated[list[str] | None, typer.Option("--disallow", help=text("enrich_disallow"))] = None,
    stop: Annotated[bool, typer.Option("--stop", help=text("enrich_stop"))] = False,
    go: Annotated[bool, typer.Option("--go", help=text("enrich_go"))] = False,
) -> None:
    """Switch writing on or off; running workers heed it from their next ticket on."""
    from oceandx.tickets.switches import Mode

    if stop and go:
        raise UsageError("--stop and --go: give one of them")
    actor = getpass.getuser()
    wanted = [(_listed(one), True) for one in allow or []] + [(_listed(one), False) for one in disallow or []]
    with _opened(config) as installation:
        switches = installation.switches
        if stop:
            switches.kill(actor)
        for (helpdesk, listed, value), is_allowed in wanted:
            (switches.allow if is_allowed else switches.disallow)(helpdesk, listed, value, actor)
        if mode is not None:
            switches.set_mode(Mode(mode), actor)
        if go:
            switches.revive(actor)
            for helpdesk in switches.read().breakers:
                switches.close_breaker(helpdesk, actor)
        emit("\n".join(f"{name}: {_plain(value)}" for name, value in _status(installation).items()), None)


def retry(
    config: ConfigArgument, ids: Annotated[list[int] | None, typer.Argument(help=text("enrich_ids"))] = None
) -> None:
    """Give dead letters another try: those named, or all."""
    with _opened(config) as installation:
        emit(f"retried: {installation.queue.retry_dead(ids or None)}", None)


def discard(config: ConfigArgument, ids: IdsArgument) -> None:
    """Give up the dead letters that are named."""
    with _opened(config) as installation:
        emit(f"discarded: {installation.queue.discard(ids)}", None)


def ask(config: ConfigArgument, helpdesk: str, tickets: list[str]) -> None:
    """Have tickets enriched now."""
    from oceandx.tickets.queue import Reason

    with _opened(config) as installation:
        for ticket in tickets:
            installation.queue.put(ticket, ticket, helpdesk, Reason.ASKED)
        emit(f"waiting: {installation.queue.counts().waiting}", None)


def report(
    config: ConfigArgument,
    output_format: Annotated[
        ReportFormat, typer.Option("--format", help=text("enrich_report_format"))
    ] = ReportFormat.MARKDOWN,
    lang: LangOption = None,
    knowledge: KnowledgeOption = None,
    output: OutputOption = None,
) -> None:
    """Compare what enrichment concluded with what persons have set."""
    from oceandx.consultation import open_knowledge
    from oceandx.report.enrichment import report_lines, report_page
    from oceandx.resources import knowledge_root

    kb = open_knowledge(knowledge)
    with _opened(config) as installation:
        rows = list(_rows(installation))
    language = language_of(lang)
    if output_format is ReportFormat.HTML:
        emit(report_page(kb, rows, language, knowledge or knowledge_root()), output)
    else:
        emit("\n".join(report_lines(kb, rows, language)), output)


def audit(config: ConfigArgument, output: OutputOption = None) -> None:
    """Check the audit trail and print it, one line of JSON an entry."""
    with _opened(config) as installation:
        if problems := installation.audit.verify():
            raise UsageError("\n".join(f"{config}: audit trail: {problem}" for problem in problems))
        emit("\n".join(installation.audit.export()), output)


def _opened(config: Path) -> Installation:
    """Return the installation of a configuration, or of a ledger file itself."""
    from oceandx.tickets.installation import Installation
    from oceandx.tickets.settings import read_enriching

    if config.suffix != ".toml" and config.is_file():
        return Installation(config)
    settings: Enriching = read_enriching(config)
    if not settings.ledger_path.exists():
        raise UsageError(f"{settings.ledger_path}: no such file; 'oceandx enrich run {config}' makes it")
    return Installation(settings.ledger_path, settings.rates)


def _status(installation: Installation) -> dict[str, Any]:
    position, counts = installation.switches.read(), installation.queue.counts()
    oldest = installation.queue.oldest_waiting()
    letters = installation.queue.dead_letters()
    return {
        "mode": position.mode.value,
        "stopped": position.is_killed,
        "breakers": dict(position.breakers),
        "allowed": sorted(f"{helpdesk}:{listed}:{value}".rstrip(":") for helpdesk, listed, value in position.allowed),
        "waiting": counts.waiting,
        "working": counts.leased,
        "lag_seconds": round(max(0.0, time.time() - oldest)) if oldest is not None else 0,
        "dead": counts.dead,
        "dead_letters": [
            f"{letter.id}: {letter.helpdesk} {letter.ticket_id} {letter.why.failure} {letter.why.raised}".rstrip()
            for letter in letters
        ],
        "runs": {state.value: count for state, count in installation.ledger.counts().items()},
        "verdicts": {verdict.value: count for verdict, count in installation.feedback.counts().items()},
    }


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {one}" for key, one in value.items()) or "-"
    if isinstance(value, list):
        return "; ".join(map(str, value)) or "-"
    return str(value)


def _listed(given: str) -> tuple[str, Any, str]:
    """Read ``HELPDESK:all``, ``HELPDESK:queue:NAME`` or ``HELPDESK:ticket:ID``."""
    from oceandx.tickets.switches import Listed

    helpdesk, _, rest = given.partition(":")
    kind, _, value = rest.partition(":")
    if helpdesk and kind in set(Listed) and (kind == Listed.ALL) is not bool(value):
        return helpdesk, Listed(kind), value
    raise UsageError(f"{given}: write rt:queue:NAME, rt:ticket:ID or rt:all, with the name of the helpdesk first")


def _rows(installation: Installation) -> Iterator[Row]:
    """Yield one row for each ticket: its last run."""
    last: dict[tuple[str, str], Entry] = {}
    for entry in installation.ledger.entries():
        last[entry.plan.helpdesk, entry.plan.ticket_id] = entry
    for entry in last.values():
        yield _row(installation, entry)


def _row(installation: Installation, entry: Entry) -> Row:
    from oceandx.report.enrichment import Row

    causes = entry.plan.diagnosis["causes"]
    cause, first = next(iter(causes.items()), ("", ""))
    said = [given for given in installation.feedback.of(entry.key) if given.cause or given.judgement == "right"]
    return Row(
        ticket_id=entry.plan.ticket_id,
        state=entry.state.value,
        why=entry.plan.why,
        language=entry.plan.language,
        symptoms=tuple(entry.plan.diagnosis["symptoms"]),
        cause=cause,
        status=first,
        probability=entry.plan.diagnosis["probability"],
        person=(said[-1].cause or cause) if said else "",
    )
