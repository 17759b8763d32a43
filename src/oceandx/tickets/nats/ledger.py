"""The ledger of many machines: all runs of a ticket in one value of a key-value bucket, written over its last revision.

Each change is in the audit trail before it is in the ledger: after a crash between the two the ticket comes again, and
the trail has the entry twice; it never lacks one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from oceandx.tickets.audit import Kind, Record, Trail
from oceandx.tickets.codes import name
from oceandx.tickets.helpdesk import OwnField, Receipt
from oceandx.tickets.ledger import Entry, Owned, Plan, State
from oceandx.tickets.nats.streams import Place, Streams, token_of, until_agreed

_SUPERSEDED = "superseded"
_WHOLE = 20
"""Of so many runs of a ticket the diagnosis is kept; of older ones, that they were: a value has a largest size."""
_ENDED = frozenset({State.WRITTEN, State.SHADOWED})


class Run(Struct, frozen=True, omit_defaults=True):
    """One run; ``turn`` is the audit entry of its last change, which orders runs."""

    key: str
    digest: str
    knowledge: str
    state: State
    turn: int
    first_at: float
    last_at: float
    why: str = ""
    language: str = ""
    diagnosis: dict[str, Any] = {}
    fields: dict[str, str] = {}
    tags: tuple[str, ...] = ()
    note_id: str = ""
    written_at: str = ""
    wrote_at: float = 0.0


class Page(Struct, frozen=True, omit_defaults=True):
    """All that is known of a ticket: its runs in the order of their last change, and what enrichment wrote on it."""

    helpdesk: str
    ticket_id: str
    runs: tuple[Run, ...] = ()
    fields: dict[str, str] = {}
    tags: tuple[str, ...] = ()


class _Ticket(Struct, frozen=True):
    """Which ticket a run is of."""

    helpdesk: str
    ticket_id: str


class NatsLedger:
    """The ledger of an installation on many machines."""

    def __init__(
        self, streams: Streams, audit: Trail, *, actor: str = "enrich", clock: Callable[[], float] = time.time
    ) -> None:
        self._streams = streams
        self._audit = audit
        self._actor = actor
        self._clock = clock
        self._recent: dict[str, _Ticket] = {}
        """The tickets of runs that were planned here last: spares looking them up."""

    def together(self) -> AbstractContextManager[object]:
        """Return a context that does nothing: of many values each is kept by itself, in the order of the calls."""
        return nullcontext()

    def plan(self, plan: Plan) -> Entry:
        """Keep a run before anything is written, and return it as it then stands.

        A run that is written already stays so. Other runs of the ticket that were planned and never finished are
        skipped.
        """
        self._remember(plan)

        def planned() -> Entry:
            revision, page = self._page(plan.helpdesk, plan.ticket_id)
            known = _run(page, plan.key)
            if known is not None and known.state is State.WRITTEN:
                return _entry(page, known)
            for run in page.runs:
                if run.state is State.PLANNED and run.key != plan.key:
                    page = self._with(page, run, State.SKIPPED, _SUPERSEDED)
            turn = self._audit.append(_record(plan.helpdesk, plan.ticket_id, plan, Kind.PLANNED, self._actor, plan.why))
            now = self._clock()
            run = _run_of(plan, turn, now, known.first_at if known is not None else now)
            page = _moved(page, run)
            self._write(page, revision)
            return _entry(page, run)

        return until_agreed(planned)

    def mark_written(self, receipt: Receipt) -> bool:
        """Keep that a run stands on its ticket, whatever was thought of it before; return False where it is known."""
        if receipt.note_id:
            name("the id of a note", receipt.note_id)
        if receipt.written_at:
            name("the time of a note", receipt.written_at)
        wrote = {"note_id": receipt.note_id, "written_at": receipt.written_at, "wrote_at": self._clock()}
        return self._change(receipt.key, State.WRITTEN, receipt.note_id and "note", wrote)

    def mark_shadowed(self, key: str) -> bool:
        """Keep that a run was made in shadow mode, so that nothing was written; return False where it had ended."""
        return self._change(key, State.SHADOWED, "", {})

    def mark_skipped(self, key: str, why: str) -> bool:
        """Keep that a run is not written, and why, as a code; return False where it had ended."""
        return self._change(key, State.SKIPPED, why, {})

    def entry(self, key: str) -> Entry | None:
        """Return a run by its key."""
        ticket = self._ticket(key)
        if ticket is None:
            return None
        _, page = self._page(ticket.helpdesk, ticket.ticket_id)
        run = _run(page, key)
        return None if run is None else _entry(page, run)

    def latest(self, helpdesk: str, ticket_id: str) -> Entry | None:
        """Return the run of a ticket that was last written or shadowed."""
        _, page = self._page(helpdesk, ticket_id)
        return next((_entry(page, run) for run in reversed(page.runs) if run.state in _ENDED), None)

    def pending(self, helpdesk: str, ticket_id: str) -> Entry | None:
        """Return the run of a ticket that was planned and has not ended: its worker died, or no answer came."""
        _, page = self._page(helpdesk, ticket_id)
        return next((_entry(page, run) for run in page.runs if run.state is State.PLANNED), None)

    def owned(self, helpdesk: str, ticket_id: str) -> Owned:
        """Return what enrichment wrote on a ticket."""
        _, page = self._page(helpdesk, ticket_id)
        return Owned(_fields(page.fields), frozenset(page.tags))

    def writes_within(self, helpdesk: str, ticket_id: str, seconds: float) -> int:
        """Return how many runs were written on a ticket in the last seconds."""
        _, page = self._page(helpdesk, ticket_id)
        since = self._clock() - seconds
        return sum(run.state is State.WRITTEN and run.wrote_at >= since for run in page.runs)

    def counts(self) -> Mapping[State, int]:
        """Return how many runs there are by state; every value is read for that."""
        found = [run.state for page in self._pages() for run in page.runs]
        return {state: found.count(state) for state in State}

    def entries(self, since: float = 0.0) -> Iterator[Entry]:
        """Yield the runs that were last changed at a time or later, in the order of that change."""
        found = [(run.turn, _entry(page, run)) for page in self._pages() for run in page.runs if run.last_at >= since]
        yield from (entry for _, entry in sorted(found, key=lambda one: one[0]))

    def cursor(self, helpdesk: str) -> str:
        """Return up to where the changes of a helpdesk were taken; empty before the first time."""
        stored = self._streams.read(Place.CONTROL, token_of("cursor", helpdesk))
        return "" if stored is None else stored.data.decode()

    def set_cursor(self, helpdesk: str, cursor: str) -> None:
        """Keep up to where changes were taken, after putting what they named."""
        self._streams.write(Place.CONTROL, token_of("cursor", helpdesk), cursor.encode(), None)

    def _change(self, key: str, state: State, why: str, more: Mapping[str, Any]) -> bool:
        ticket = self._ticket(key)

        def changed() -> bool:
            revision, page = self._page(ticket.helpdesk, ticket.ticket_id) if ticket else (0, Page("", ""))
            run = _run(page, key)
            if run is None:
                raise LookupError("no run of that key was planned")
            if run.state is State.WRITTEN or (run.state is not State.PLANNED and state is not State.WRITTEN):
                return False
            page = self._with(page, run, state, why, more)
            if state is State.WRITTEN:
                tags = tuple(sorted({*page.tags, *run.tags}))
                page = replace(page, fields={**page.fields, **run.fields}, tags=tags)
            self._write(page, revision)
            return True

        return until_agreed(changed)

    def _with(self, page: Page, run: Run, state: State, why: str, more: Mapping[str, Any] | None = None) -> Page:
        record = _record(page.helpdesk, page.ticket_id, run, Kind(state.value), self._actor, why)
        turn = self._audit.append(record)
        return _moved(page, replace(run, state=state, turn=turn, last_at=self._clock(), **(more or {})))

    def _remember(self, plan: Plan) -> None:
        """Keep which ticket a key is of, before there is a run of it."""
        if self._ticket(plan.key) is None:
            ticket = _Ticket(plan.helpdesk, plan.ticket_id)
            self._streams.write(Place.RUNS, _index(plan.key), msgspec.json.encode(ticket), None)
            self._recent[plan.key] = ticket

    def _ticket(self, key: str) -> _Ticket | None:
        if (recent := self._recent.get(key)) is not None:
            return recent
        stored = self._streams.read(Place.RUNS, _index(key))
        if stored is None:
            return None
        if len(self._recent) > 1000:
            self._recent.clear()
        self._recent[key] = msgspec.json.decode(stored.data, type=_Ticket)
        return self._recent[key]

    def _page(self, helpdesk: str, ticket_id: str) -> tuple[int, Page]:
        stored = self._streams.read(Place.RUNS, token_of("ticket", helpdesk, ticket_id))
        if stored is None:
            return 0, Page(helpdesk, ticket_id)
        return stored.revision, msgspec.json.decode(stored.data, type=Page)

    def _pages(self) -> Iterator[Page]:
        # What is written anew while all are read comes twice, and stands as it was written last.
        found = {one.token: one.data for one in self._streams.scan(Place.RUNS) if not one.token.startswith(_INDEX)}
        return (msgspec.json.decode(data, type=Page) for data in found.values())

    def _write(self, page: Page, revision: int) -> None:
        older, newer = page.runs[:-_WHOLE], page.runs[-_WHOLE:]
        page = replace(page, runs=(*(replace(run, diagnosis={}) for run in older), *newer))
        token = token_of("ticket", page.helpdesk, page.ticket_id)
        self._streams.write(Place.RUNS, token, msgspec.json.encode(page), revision)


_INDEX = "key-"


def _index(key: str) -> str:
    return f"{_INDEX}{token_of(key)}"


def _run(page: Page, key: str) -> Run | None:
    return next((run for run in page.runs if run.key == key), None)


def _moved(page: Page, run: Run) -> Page:
    """Return a page on which a run is the last that changed."""
    return replace(page, runs=(*(one for one in page.runs if one.key != run.key), run))


def _run_of(plan: Plan, turn: int, now: float, first_at: float) -> Run:
    return Run(
        key=plan.key,
        digest=plan.digest,
        knowledge=plan.knowledge,
        state=State.PLANNED,
        turn=turn,
        first_at=first_at,
        last_at=now,
        why=plan.why,
        language=plan.language,
        diagnosis=dict(plan.diagnosis),
        fields={field.value: value for field, value in plan.fields.items()},
        tags=tuple(sorted(plan.tags)),
    )


def _entry(page: Page, run: Run) -> Entry:
    plan = Plan(
        helpdesk=page.helpdesk,
        ticket_id=page.ticket_id,
        digest=run.digest,
        knowledge=run.knowledge,
        diagnosis=run.diagnosis,
        fields=_fields(run.fields),
        tags=frozenset(run.tags),
        why=run.why,
        language=run.language,
    )
    receipt = Receipt(run.key, run.note_id, run.written_at) if run.state is State.WRITTEN else None
    return Entry(plan, run.key, run.state, receipt, run.first_at, run.last_at)


def _fields(fields: Mapping[str, str]) -> Mapping[OwnField, str]:
    return {OwnField(field): value for field, value in fields.items()}


def _record(helpdesk: str, ticket_id: str, run: Plan | Run, kind: Kind, actor: str, why: str) -> Record:
    return Record(kind, actor, helpdesk, ticket_id, run.key, run.digest, why)
