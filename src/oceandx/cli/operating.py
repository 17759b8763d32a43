"""The commands that tell what enrichment did: how it stands, how good it was, and the audit trail."""

from __future__ import annotations

import json
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
    from oceandx.report.enrichment import Row
    from oceandx.tickets.feedback import Given
    from oceandx.tickets.ledger import Entry
    from oceandx.tickets.parts import Installed

ConfigArgument = Annotated[Path, typer.Argument(help=text("enrich_config"))]


class ReportFormat(StrEnum):
    """How the report is written."""

    MARKDOWN = "markdown"
    HTML = "html"


def status(config: ConfigArgument, output_format: FormatOption = Format.MARKDOWN) -> None:
    """Say how enrichment stands."""
    with opened(config) as installation:
        data = _status(installation)
    if output_format is Format.JSON:
        emit(json.dumps(data, ensure_ascii=False, indent=2), None)
        return
    emit("\n".join(_lines(data)), None)


def report(
    config: ConfigArgument,
    output_format: Annotated[
        ReportFormat, typer.Option("--format", help=text("enrich_report_format"))
    ] = ReportFormat.MARKDOWN,
    lang: LangOption = None,
    knowledge: KnowledgeOption = None,
    output: OutputOption = None,
) -> None:
    """Tell what enrichment concluded, beside what persons have said of it."""
    from oceandx.consultation import open_knowledge
    from oceandx.report.enrichment import report_lines, report_page
    from oceandx.resources import knowledge_root

    kb = open_knowledge(knowledge)
    with opened(config) as installation:
        rows = list(_rows(installation))
    language = language_of(lang)
    if output_format is ReportFormat.HTML:
        emit(report_page(kb, rows, language, knowledge or knowledge_root()), output)
    else:
        emit("\n".join(report_lines(kb, rows, language)), output)


def audit(config: ConfigArgument, output: OutputOption = None) -> None:
    """Check the audit trail and print it, one line of JSON an entry."""
    with opened(config) as installation:
        if problems := installation.audit.verify():
            raise UsageError("\n".join(f"{config}: audit trail: {problem}" for problem in problems))
        emit("\n".join(installation.audit.export()), output)


def opened(config: Path) -> Installed:
    """Return the installation of a configuration, made where it is not yet, or what a ledger file holds."""
    from oceandx.tickets.installation import Installation
    from oceandx.tickets.opening import open_installation
    from oceandx.tickets.settings import read_enriching

    if config.suffix != ".toml":
        if not config.is_file():
            raise UsageError(f"{config}: no such ledger; 'oceandx enrich file' makes one beside its output")
        return Installation(config)
    # Made here, too: there are switches to set before the first start.
    return open_installation(read_enriching(config))


def status_lines(installation: Installed) -> list[str]:
    """Return how an installation stands, for people."""
    return _lines(_status(installation))


def _status(installation: Installed) -> dict[str, Any]:
    position, counts = installation.switches.read(), installation.queue.counts()
    oldest = installation.queue.oldest_waiting()
    letters = installation.queue.dead_letters()
    return {
        "mode": position.mode.value,
        "stopped": position.is_killed,
        "breakers": dict(position.breakers),
        "allowed": sorted(f"{helpdesk}:{listed}:{value}".rstrip(":") for helpdesk, listed, value in position.allowed),
        "waiting": counts.waiting,
        "backfill": counts.backfill,
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


def _lines(data: dict[str, Any]) -> list[str]:
    return [f"{name}: {_plain(value)}" for name, value in data.items()]


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {one}" for key, one in value.items()) or "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(map(str, value)) or "-"
    return str(value)


def _rows(installation: Installed) -> Iterator[Row]:
    """Yield one row for each ticket: its last run."""
    last: dict[tuple[str, str], Entry] = {}
    for entry in installation.ledger.entries():
        last[entry.plan.helpdesk, entry.plan.ticket_id] = entry
    said: dict[str, list[Given]] = {}
    for given in sorted(installation.feedback.all(), key=lambda one: one.at):
        said.setdefault(given.key, []).append(given)
    for entry in last.values():
        yield _row(entry, said.get(entry.key, ()))


def _row(entry: Entry, verdicts: Sequence[Given]) -> Row:
    from oceandx.model.vocabulary import Status
    from oceandx.report.enrichment import Row
    from oceandx.tickets.summary import person_of

    causes = entry.plan.diagnosis["causes"].items()
    # Where all causes are ruled out, none is the most likely one.
    cause, first = next((one for one in causes if one[1] != Status.RULED_OUT), ("", ""))
    said = [given for given in verdicts if given.cause or given.judgement == "right"]
    return Row(
        ticket_id=entry.plan.ticket_id,
        state=entry.state.value,
        why=entry.plan.why,
        language=entry.plan.language,
        symptoms=tuple(entry.plan.diagnosis["symptoms"]),
        cause=cause,
        status=first,
        probability=entry.plan.diagnosis["probability"],
        person=(said[-1].cause or cause) if said else person_of(entry.plan.diagnosis),
    )
