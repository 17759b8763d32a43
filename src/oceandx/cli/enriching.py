"""The commands that enrich tickets."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from oceandx.cli.help import text
from oceandx.cli.options import KnowledgeOption, LangOption, check_output, date_of, language_of, say
from oceandx.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from oceandx.model.case import Known, Unknown
    from oceandx.model.knowledge import KnowledgeBase
    from oceandx.model.ticket import Reading
    from oceandx.tickets.consulting import Collect

LedgerOption = Annotated[Path | None, typer.Option("--ledger", help=text("ledger"))]


def enrich_file(
    tickets: Annotated[str, typer.Argument(help=text("enrich_tickets"))],
    output: Annotated[Path | None, typer.Option("--output", "-o", help=text("enrich_output"))] = None,
    shadow: Annotated[bool, typer.Option("--shadow", help=text("enrich_shadow"))] = False,
    ledger: LedgerOption = None,
    snapshot: Annotated[list[Path] | None, typer.Option("--snapshot", help=text("enrich_snapshot"))] = None,
    lang: LangOption = None,
    knowledge: KnowledgeOption = None,
) -> None:
    """Enrich a file of tickets: notes, fields and tags go to another file."""
    from oceandx.consultation import open_knowledge
    from oceandx.reading import open_reader
    from oceandx.resources import knowledge_root
    from oceandx.tickets.installation import FileGate, Installation
    from oceandx.tickets.jsonl import JsonLines, open_tickets
    from oceandx.tickets.pipeline import Enricher, Manner
    from oceandx.tickets.worker import Worker, poll

    ledger = ledger or _ledger_of(tickets, output, shadow=shadow)
    check_output(output)
    kb = open_knowledge(knowledge)
    collect = _from_snapshots(kb, snapshot or [])
    ended: Counter[str] = Counter()
    manner = Manner(knowledge or knowledge_root(), language_of(lang), lambda _: {}, lambda: date_of(None))
    with (
        open_tickets(tickets, sys.stdin.buffer) as stream,
        Installation(ledger) as installation,
    ):
        desk = JsonLines(stream, tickets, None if shadow else output)
        gate = FileGate(writes=not shadow)
        enricher = Enricher(kb, open_reader(kb), desk, installation.ledger, gate, manner)
        worker = Worker(
            installation.queue,
            {desk.name: enricher},
            collect,
            "file",
            tell=lambda _, outcome, __: ended.update([outcome]),
        )
        # The file is read from its start each time: what is written already is known by its key.
        installation.ledger.set_cursor(desk.name, "")
        poll(installation, installation.queue, installation.ledger, desk)
        while worker.step():
            pass
        counts = installation.queue.counts()
        # What an earlier run has under a lease, as when it was killed, comes with the next run.
        if waiting := counts.waiting + counts.leased + counts.dead:
            ended["waiting"] = waiting
    say(json.dumps(dict(sorted(ended.items()))))


def _ledger_of(tickets: str, output: Path | None, *, shadow: bool) -> Path:
    """Return the ledger beside the output, or beside the tickets where there is none."""
    if output is None and not shadow:
        raise UsageError("--output: name the file that notes are added to; or give --shadow, which writes none")
    if output is None and tickets == "-":
        raise UsageError("--ledger: name the file; tickets from standard input have none beside them")
    beside = output or Path(tickets)
    return beside.with_name(beside.name + ".ledger")


def _from_snapshots(kb: KnowledgeBase, paths: list[Path]) -> Collect:
    """Return what snapshots tell; all tickets of the file are of the one site that these are of."""
    from oceandx.cli.snapshots import read_snapshot

    facts = [fact for path in paths for fact in read_snapshot(kb, path, None).facts]

    def collect(reading: Reading) -> Iterable[Known | Unknown]:
        del reading
        return facts

    return collect
