"""One ticket from its fetching to the proof that its note stands: once, privately, and never over a person's word."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from oceandx.model.knowledge import KnowledgeBase
from oceandx.model.vocabulary import Language
from oceandx.reading import TicketReader
from oceandx.tickets.consulting import Collect, Consulted, consult, language_of
from oceandx.tickets.helpdesk import (
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
from oceandx.tickets.ledger import Entry, Owned, Plan, State, key_of
from oceandx.tickets.notes import NoteContext, note_of
from oceandx.tickets.policy import Decision, Why, decide, left_alone, untouched
from oceandx.tickets.queue import Reason
from oceandx.tickets.summary import PERSON, from_data, person_of, summary_of, to_data
from oceandx.tickets.watching import UNWATCHED, Step, Watch

_TRIES = 3
"""As often a ticket that changed meanwhile is read and diagnosed again before it waits its turn anew."""
_RESTLESS = 60.0
_ENDED = frozenset({State.WRITTEN, State.SHADOWED})
_FACTS = "facts"
"""Where a run keeps the digest of its facts alone."""
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


class Gate(Protocol):
    """What a person has switched, read anew for each ticket."""

    def of(self, reason: Reason) -> Gate:
        """Return the gate of tickets put for a reason."""

    def is_stopped(self, helpdesk: str) -> bool:
        """Say whether everything is stopped (kill switch, or the breaker)."""

    def may_write(self, helpdesk: str, queue: str, ticket_id: str) -> bool:
        """Say whether this ticket may be written on, or is only shadowed."""

    def stop(self, helpdesk: str, why: str) -> None:
        """Open the breaker: nothing is written until a person looks."""

    def wait(self, helpdesk: str) -> float:
        """Take one write from the budget; return 0, or how many seconds there is none."""

    def pause(self, helpdesk: str, seconds: float) -> None:
        """Let no worker write for so long: the helpdesk asks for it."""


class Runs(Protocol):
    """What is known of the runs of tickets: the ledger of a file, or of many machines; see ``ledger.Ledger``."""

    def together(self) -> AbstractContextManager[object]:
        """Return the context in which several things are kept at once, where that can be; else one after the other."""

    def plan(self, plan: Plan) -> Entry:
        """Keep a run before anything is written, and return it as it then stands."""

    def mark_written(self, receipt: Receipt) -> bool:
        """Keep that a run stands on its ticket; return False where it is known."""

    def mark_shadowed(self, key: str) -> bool:
        """Keep that a run was made in shadow mode; return False where it had ended."""

    def entry(self, key: str) -> Entry | None:
        """Return a run by its key."""

    def latest(self, helpdesk: str, ticket_id: str) -> Entry | None:
        """Return the run of a ticket that was last written or shadowed."""

    def pending(self, helpdesk: str, ticket_id: str) -> Entry | None:
        """Return the run of a ticket that was planned and has not ended."""

    def owned(self, helpdesk: str, ticket_id: str) -> Owned:
        """Return what enrichment wrote on a ticket."""

    def writes_within(self, helpdesk: str, ticket_id: str, seconds: float) -> int:
        """Return how many runs were written on a ticket in the last seconds."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How notes are written, and who watches.

    ``root`` holds reports/; ``language`` of agents whose own is not known; ``links`` by key.
    """

    root: Path
    language: Language
    links: Callable[[str], Mapping[str, str]]
    today: Callable[[], datetime.date]
    watch: Watch = UNWATCHED


class Enricher:
    """Handles the tickets of one helpdesk, one at a time."""

    def __init__(
        self, kb: KnowledgeBase, reader: TicketReader, desk: Helpdesk, ledger: Runs, gate: Gate, manner: Manner
    ) -> None:
        self._kb = kb
        self._reader = reader
        self._desk = desk
        self._ledger = ledger
        self._gate = gate
        self._manner = manner

    def of(self, reason: Reason) -> Enricher:
        """Return the enricher of tickets put for a reason: the same, behind their gate."""
        gate = self._gate.of(reason)
        return Enricher(self._kb, self._reader, self._desk, self._ledger, gate, self._manner)

    def handle(
        self, ticket_id: str, collect: Collect, *, anew: bool = False, still_ours: Callable[[], None] = lambda: None
    ) -> Handled:
        """Handle one ticket; ``anew``: its facts were collected again, so that it is read though we wrote last.

        ``still_ours`` is called right before a write and raises when the ticket is another worker's by now. Raises the
        HelpdeskErrors that the worker decides on (retry, or dead letter), never with text of the ticket.
        """
        if self._gate.is_stopped(self._desk.name):
            return Handled(Outcome.STOPPED, "stopped")
        try:
            for _ in range(_TRIES):
                handled = self._once(ticket_id, collect, still_ours, anew=anew)
                if handled is not None:
                    return handled
        except Unavailable as error:
            if error.retry_after:
                self._gate.pause(self._desk.name, error.retry_after)
            raise
        return Handled(Outcome.LATER, "changing", after=_RESTLESS)

    def _once(self, ticket_id: str, collect: Collect, still_ours: Callable[[], None], *, anew: bool) -> Handled | None:
        with self._manner.watch.step(Step.FETCH):
            ticket = self._desk.fetch(ticket_id)
        is_open = self._is_open(ticket)
        why = left_alone(ticket)
        # What was cut off in the middle of a write may have a note of ours last, and still not be complete; whoever
        # may not write leaves it to the job that does.
        is_to_end = is_open and self._gate.may_write(self._desk.name, ticket.queue, ticket.id)
        if why is not None and not ((anew or is_to_end) and why is Why.OWN_WRITE):
            return Handled(Outcome.LEFT_ALONE, why)
        manner = self._manner
        consulted = consult(self._kb, self._reader, ticket, collect, manner.today(), manner.watch)
        return self._enrich(ticket, consulted, still_ours)

    def _is_open(self, ticket: Ticket) -> bool:
        """Say whether a write may have been cut off on a ticket; where it proves complete, the ledger says so now."""
        pending = self._ledger.pending(self._desk.name, ticket.id)
        if pending is None:
            return False
        receipt = self._desk.find_receipt(ticket.id, pending.key)
        if receipt is not None:
            self._ledger.mark_written(receipt)
        return receipt is None

    def _enrich(self, ticket: Ticket, consulted: Consulted, still_ours: Callable[[], None]) -> Handled | None:
        """Write, shadow or leave; None when the ticket changed meanwhile and must be read again."""
        desk, decision = self._desk.name, decide(consulted)
        plan = self._plan(ticket, consulted, decision)
        may_write = self._gate.may_write(desk, ticket.queue, ticket.id)
        known = self._ledger.entry(plan.key)
        if known is not None and (known.state is State.WRITTEN or _is_shadowed(known, plan, may_write=may_write)):
            return Handled(Outcome.REPEATED, decision.why, plan.key)
        if not may_write:
            self._ledger.plan(plan)
            self._ledger.mark_shadowed(plan.key)
            return Handled(Outcome.SHADOWED, decision.why, plan.key)
        if self._ledger.writes_within(desk, ticket.id, _WINDOW) >= _MOST_WRITES:
            self._gate.stop(desk, "too-many-writes")
            return Handled(Outcome.STOPPED, "too-many-writes", plan.key)
        last = self._ledger.latest(desk, ticket.id)
        note = self._note(ticket, consulted, plan.key, last) if decision.note else None
        with self._ledger.together():
            wait = self._gate.wait(desk)
            if wait > 0:
                return Handled(Outcome.LATER, "budget", plan.key, after=wait)
            self._ledger.plan(plan)
            still_ours()
        with self._manner.watch.step(Step.WRITE):
            receipt = self._write(ticket, Enrichment(plan.key, note, plan.fields, plan.tags))
        if receipt is None:
            return None
        self._ledger.mark_written(receipt)
        return Handled(Outcome.WRITTEN, decision.why, plan.key)

    def _plan(self, ticket: Ticket, consulted: Consulted, decision: Decision) -> Plan:
        """Return what is to be written: no field that a person has set, no tag that a person has taken off."""
        desk = self._desk.name
        owned = self._ledger.owned(desk, ticket.id)
        digest = self._digest(ticket.id, consulted.digest)
        key = key_of(desk, ticket.id, digest, self._kb.hash)
        return Plan(
            helpdesk=desk,
            ticket_id=ticket.id,
            digest=digest,
            knowledge=self._kb.hash,
            diagnosis={**to_data(summary_of(consulted)), _FACTS: consulted.digest, **self._concluded(ticket, owned)},
            fields={**untouched(ticket, decision.fields, owned.fields), OwnField.RUN_KEY: key},
            tags=decision.tags - (owned.tags - ticket.tags),
            why=decision.why,
            language=consulted.language,
        )

    def _concluded(self, ticket: Ticket, owned: Owned) -> Mapping[str, str]:
        """Return the cause that a person has set, if what stands there is one: a field may hold anything."""
        code = ticket.fields.get(OwnField.DIAGNOSIS, "")
        is_theirs = code != owned.fields.get(OwnField.DIAGNOSIS)
        return {PERSON: code} if is_theirs and any(code == cause.code for cause in self._kb.causes.values()) else {}

    def _digest(self, ticket_id: str, facts: str) -> str:
        """Return what names a run: the facts, and where they are again as they once were, after which run that is.

        Without it the note that stands last would be that of facts which are no longer so.
        """
        last = self._ledger.latest(self._desk.name, ticket_id)
        if last is not None and last.plan.diagnosis.get(_FACTS) == facts:
            return last.plan.digest
        known = self._ledger.entry(key_of(self._desk.name, ticket_id, facts, self._kb.hash))
        if last is None or known is None or known.state not in _ENDED:
            return facts
        return hashlib.sha256(f"{facts}\0{last.key}".encode()).hexdigest()

    def _note(self, ticket: Ticket, consulted: Consulted, key: str, last: Entry | None) -> str:
        context = NoteContext(
            root=self._manner.root,
            language=language_of(ticket.agent_locale) or self._manner.language,
            key=key,
            before=from_data(last.plan.diagnosis) if last and last.state is State.WRITTEN else None,
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


def _is_shadowed(known: Entry, plan: Plan, *, may_write: bool) -> bool:
    """Say whether a run was shadowed already and nothing is new: neither the mode, nor what a person concludes."""
    told = person_of(known.plan.diagnosis) == person_of(plan.diagnosis)
    return known.state is State.SHADOWED and not may_write and told
