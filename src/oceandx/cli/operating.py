"""The commands that tell what enrichment did: how it stands, how good it was, and the audit trail."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from oceandx.cli.help import text
from oceandx.cli.options import Format, FormatOption, KnowledgeOption, LangOption, OutputOption, emit, language_of
from oceandx.errors import UsageError

if TYPE_CHECKING:
    from oceandx.report.enrichment import Row
    from oceandx.tickets.installation import Installation
    from oceandx.tickets.ledger import Entry

LedgerArgument = Annotated[Path, typer.Argument(help=text("enrich_ledger"))]


class ReportFormat(StrEnum):
    """How the report is written."""

    MARKDOWN = "markdown"
    HTML = "html"


def status(ledger: LedgerArgument, output_format: FormatOption = Format.MARKDOWN) -> None:
    """Say how enrichment stands."""
    with _opened(ledger) as installation:
        data = _status(installation)
    if output_format is Format.JSON:
        emit(json.dumps(data, ensure_ascii=False, indent=2), None)
        return
    emit("\n".join(f"{name}: {_plain(value)}" for name, value in data.items()), None)


def report(
    ledger: LedgerArgument,
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
    with _opened(ledger) as installation:
        rows = list(_rows(installation))
    language = language_of(lang)
    if output_format is ReportFormat.HTML:
        emit(report_page(kb, rows, language, knowledge or knowledge_root()), output)
    else:
        emit("\n".join(report_lines(kb, rows, language)), output)


def audit(ledger: LedgerArgument, output: OutputOption = None) -> None:
    """Check the audit trail and print it, one line of JSON an entry."""
    with _opened(ledger) as installation:
        if problems := installation.audit.verify():
            raise UsageError("\n".join(f"{ledger}: audit trail: {problem}" for problem in problems))
        emit("\n".join(installation.audit.export()), output)


def _opened(ledger: Path) -> Installation:
    """Return what a ledger file holds; a file that does not exist is not made."""
    from oceandx.tickets.installation import Installation

    if not ledger.is_file():
        raise UsageError(f"{ledger}: no such ledger; 'oceandx enrich file' makes one beside its output")
    return Installation(ledger)


def _status(installation: Installation) -> dict[str, Any]:
    counts = installation.queue.counts()
    oldest = installation.queue.oldest_waiting()
    letters = installation.queue.dead_letters()
    return {
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
