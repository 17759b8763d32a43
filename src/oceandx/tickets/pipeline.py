"""One ticket from its fetching to the proof that its note stands: once, privately, and never over a person's word."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from oceandx.model.case import Known, Unknown
from oceandx.model.knowledge import KnowledgeBase
from oceandx.model.ticket import Reading
from oceandx.model.vocabulary import Language
from oceandx.reading import TicketReader
from oceandx.tickets.consulting import Consulted, consult, language_of
from oceandx.tickets.helpdesk import (
    Author,
    Enrichment,
    Exposed,
    Helpdesk,
    Outdated,
    OwnField,
    Receipt,
    Ticket,
    Unavailable,
    Uncertain,
)
from oceandx.tickets.notes import NoteContext, note_of
from oceandx.tickets.policy import Decision, Why, decide, left_alone, untouched
from oceandx.tickets.summary import Summary, summary_of

_TRIES = 3
"""As often a ticket that changed meanwhile is read and diagnosed again before it waits its turn anew."""
_KEY_LENGTH = 16
_MOST_WRITES = 4
_WINDOW = 3600.0
"""More writes than that on one ticket within so many seconds are no help but a loop."""


class Outcome(StrEnum):
    """How the handling of a ticket ended."""

    WRITTEN = "written"
    SHADOWED = "shadowed"
    REPEATED = "repeated"
    LEFT_ALONE = "left-alone"
    LATER = "later"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Handled:
    """How it ended and why; ``after``: in how many seconds a ticket that is to wait comes again."""

    outcome: Outcome
    why: str
    key: str = ""
    after: float = 0.0


@dataclass(frozen=True, slots=True)
class Run:
    """One diagnosis of one ticket, as the ledger keeps it: no word of the ticket."""

    helpdesk: str
    ticket_id: str
    key: str
    digest: str
    knowledge: str
    why: str
    language: str
    summary: Summary
    fields: Mapping[OwnField, str]
    tags: frozenset[str]


class Book(Protocol):
    """The ledger, as far as handling one ticket needs it."""

    def latest(self, helpdesk: str, ticket_id: str, *, written: bool) -> Run | None:
        """Return the last run of a ticket that was ``written``, or else the last that was only shadowed."""

    def pending(self, helpdesk: str, ticket_id: str) -> Run | None:
        """Return the run of a ticket that was planned and not finished: a crash or an unknown answer."""

    def plan(self, run: Run) -> None:
        """Keep a run before anything is written."""

    def finish(self, run: Run, receipt: Receipt | None) -> None:
        """Keep that a run stands on the ticket, or (no receipt) that it was only shadowed."""

    def writes_within(self, helpdesk: str, ticket_id: str, seconds: float) -> int:
        """Return how many runs were written on a ticket of late."""


class Gate(Protocol):
    """What a person has switched, read anew for each ticket."""

    def is_stopped(self, helpdesk: str) -> bool:
        """Say whether everything is stopped (kill switch, or the breaker)."""

    def may_write(self, helpdesk: str, queue: str, ticket_id: str) -> bool:
        """Say whether this ticket may be written on, or is only shadowed."""

    def stop(self, helpdesk: str, why: str) -> None:
        """Open the breaker: nothing is written until a person looks."""

    def wait(self, helpdesk: str) -> float:
        """Take one write from the budget; return 0, or how many seconds there is none."""


Collect = Callable[[Reading], Iterable[Known | Unknown]]
"""What is known of the clinic's systems for a ticket; never raises for an expected failure."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How notes are written: ``root`` holds reports/; ``language`` of agents whose own is not known; links by key."""

    root: Path
    language: Language
    links: Callable[[str], Mapping[str, str]]
    today: Callable[[], datetime.date]


class Enricher:
    """Handles the tickets of one helpdesk, one at a time."""

    def __init__(
        self, kb: KnowledgeBase, reader: TicketReader, desk: Helpdesk, book: Book, gate: Gate, manner: Manner
    ) -> None:
        self._kb = kb
        self._reader = reader
        self._desk = desk
        self._book = book
        self._gate = gate
        self._manner = manner

    def handle(self, ticket_id: str, collect: Collect, *, anew: bool = False) -> Handled:
        """Handle one ticket; ``anew``: its facts were collected again, so that it is read though we wrote last.

        Raises the HelpdeskErrors that the worker decides on (retry, or dead letter), never with text of the ticket.
        """
        if self._gate.is_stopped(self._desk.name):
            return Handled(Outcome.STOPPED, "stopped")
        for _ in range(_TRIES):
            ticket = self._desk.fetch(ticket_id)
            self._settle(ticket)
            why = left_alone(ticket)
            if why is not None and not (anew and why is Why.OWN_WRITE):
                return Handled(Outcome.LEFT_ALONE, why)
            consulted = consult(self._kb, self._reader, ticket, (), self._manner.today())
            if consulted.diagnosis is not None:
                facts = tuple(collect(consulted.reading))
                if facts:
                    consulted = consult(self._kb, self._reader, ticket, facts, self._manner.today())
            handled = self._enrich(ticket, consulted, decide(consulted))
            if handled is not None:
                return handled
        return Handled(Outcome.LATER, "changing", after=60.0)

    def _settle(self, ticket: Ticket) -> None:
        """Finish a run that a crash left open, where the ticket shows that its write took place."""
        pending = self._book.pending(self._desk.name, ticket.id)
        if pending is not None and (receipt := _stands(ticket, pending)) is not None:
            self._book.finish(pending, receipt)

    def _enrich(self, ticket: Ticket, consulted: Consulted, decision: Decision) -> Handled | None:
        """Write, shadow or leave; None when the ticket changed meanwhile and must be read again."""
        desk = self._desk.name
        last = self._book.latest(desk, ticket.id, written=True)
        key = key_of(desk, ticket.id, consulted.digest, self._kb.hash)
        may_write = self._gate.may_write(desk, ticket.queue, ticket.id)
        seen = last if may_write else self._book.latest(desk, ticket.id, written=False) or last
        if seen is not None and seen.key == key:
            return Handled(Outcome.REPEATED, decision.why, key)
        fields = {**untouched(ticket, decision.fields, last.fields if last else {}), OwnField.RUN_KEY: key}
        run = Run(
            helpdesk=desk,
            ticket_id=ticket.id,
            key=key,
            digest=consulted.digest,
            knowledge=self._kb.hash,
            why=decision.why,
            language=consulted.language,
            summary=summary_of(consulted),
            fields=fields,
            tags=decision.tags,
        )
        if not may_write:
            self._book.plan(run)
            self._book.finish(run, None)
            return Handled(Outcome.SHADOWED, decision.why, key)
        if self._book.writes_within(desk, ticket.id, _WINDOW) >= _MOST_WRITES:
            self._gate.stop(desk, "too-many-writes")
            return Handled(Outcome.STOPPED, "too-many-writes", key)
        wait = self._gate.wait(desk)
        if wait > 0:
            return Handled(Outcome.LATER, "budget", key, after=wait)
        self._book.plan(run)
        note = self._note(ticket, consulted, key, last) if decision.note else None
        receipt = self._write(ticket, Enrichment(key, note, fields, decision.tags))
        if receipt is None:
            return None
        self._book.finish(run, receipt)
        return Handled(Outcome.WRITTEN, decision.why, key)

    def _note(self, ticket: Ticket, consulted: Consulted, key: str, last: Run | None) -> str:
        context = NoteContext(
            root=self._manner.root,
            language=language_of(ticket.agent_locale) or self._manner.language,
            key=key,
            before=last.summary if last else None,
            links=self._manner.links(key),
        )
        return note_of(self._kb, consulted, context)

    def _write(self, ticket: Ticket, enrichment: Enrichment) -> Receipt | None:
        """Write; where it is not known whether that took place, look before anything else."""
        try:
            return self._desk.write(ticket, enrichment)
        except Outdated:
            return None
        except Exposed:
            self._gate.stop(self._desk.name, "note-not-internal")
            raise
        except Uncertain as error:
            receipt = self._desk.find_receipt(ticket.id, enrichment.key)
            if receipt is None:
                raise Unavailable("the write was not answered and does not stand on the ticket") from error
            return receipt


def key_of(helpdesk: str, ticket_id: str, digest: str, knowledge: str) -> str:
    """Return the key of one diagnosis of one ticket: the same facts and knowledge give the same key."""
    content = f"{helpdesk}\0{ticket_id}\0{digest}\0{knowledge}"
    return hashlib.sha256(content.encode()).hexdigest()[:_KEY_LENGTH]


def _stands(ticket: Ticket, run: Run) -> Receipt | None:
    """Return the receipt of a run that the ticket itself shows, by the run key or by the note's marker."""
    noted = next((m for m in ticket.messages if m.author is Author.SELF and run.key in (m.html or m.text)), None)
    if noted is not None:
        return Receipt(run.key, noted.id, noted.created_at)
    if run.why not in {Why.DIAGNOSED, Why.NOTHING_RECOGNISED} and ticket.fields.get(OwnField.RUN_KEY) == run.key:
        return Receipt(run.key, "", ticket.updated_at)
    return None
