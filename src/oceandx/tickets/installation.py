"""One installation of enrichment: its file, and the parts that share it."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol, Self

from oceandx.tickets.audit import Audit, Kind, Record
from oceandx.tickets.budget import DEFAULT_RATES, Budget, Lane, Rate
from oceandx.tickets.feedback import Feedback
from oceandx.tickets.ledger import Ledger
from oceandx.tickets.queue import Reason
from oceandx.tickets.sqlite_queue import SqliteQueue
from oceandx.tickets.store import Store
from oceandx.tickets.switches import Position, Switches
from oceandx.tickets.worker import Worker

_ACTOR = "enrich"


class Installation:
    """The queue, ledger, audit trail, switches, budget and feedback of one file; each process opens its own."""

    def __init__(
        self, path: Path, rates: Mapping[Lane, Rate] = DEFAULT_RATES, clock: Callable[[], float] = time.time
    ) -> None:
        self.store = Store(path)
        self.audit = Audit(self.store, clock=clock)
        self.ledger = Ledger(self.store, self.audit, clock=clock)
        self.queue = SqliteQueue(self.store, clock=clock)
        self.switches = Switches(self.store, self.audit, clock=clock)
        self.budget = Budget(self.store, rates)
        self.feedback = Feedback(self.store, self.audit, clock=clock)

    def retry_dead(self, actor: str, ids: Collection[int] | None = None) -> int:
        """Let dead letters (None: all) come again, and keep who wanted it; return how many."""
        with self.store.transaction():
            count = self.queue.retry_dead(ids)
            self.audit.append(Record(Kind.DEAD_RETRIED, actor, counts={"jobs": count}))
        return count

    def discard(self, actor: str, ids: Collection[int]) -> int:
        """Remove dead letters for good, and keep who wanted it; return how many."""
        with self.store.transaction():
            count = self.queue.discard(ids)
            self.audit.append(Record(Kind.DEAD_DISCARDED, actor, counts={"jobs": count}))
        return count

    @property
    def is_reachable(self) -> bool:
        """Say that a file can be asked at any moment, if only to hear why it cannot be read."""
        return True

    def may_poll(self, helpdesk: str, seconds: float) -> bool:
        """Say that it is this program's turn to ask a helpdesk for changes: of a file there is no other."""
        del helpdesk, seconds
        return True

    def serve(self, worker: Worker) -> None:
        """Have a worker take jobs until it is told to end; a job under way is finished first."""
        worker.run()

    def transaction(self) -> AbstractContextManager[object]:
        """Return a context in which everything is kept at once, or not at all."""
        return self.store.transaction()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.store.close()


class Switched(Protocol):
    """The switches, as workers heed them."""

    def read(self) -> Position:
        """Return how they stand now."""

    def open_breaker(self, helpdesk: str, why: str, actor: str) -> bool:
        """Stop one helpdesk until a person closes its breaker."""


class Budgeted(Protocol):
    """The budget, as workers take from it."""

    def take(self, helpdesk: str, n: int, now: float, lane: Lane = Lane.LIVE) -> float:
        """Take writes and return 0, or return in how many seconds to ask again."""

    def pause(self, helpdesk: str, now: float, seconds: float) -> None:
        """Let nobody write for so many seconds."""


class Governed(Protocol):
    """An installation, of one machine or of many, as far as it governs what workers do."""

    @property
    def switches(self) -> Switched:
        """Return its switches."""

    @property
    def budget(self) -> Budgeted:
        """Return its budget."""


class SwitchGate:
    """What persons have switched, and the budget that all workers share; ``read_only``: nothing may be written."""

    def __init__(
        self,
        installation: Governed,
        lane: Lane = Lane.LIVE,
        clock: Callable[[], float] = time.time,
        *,
        read_only: bool = False,
    ) -> None:
        self._installation = installation
        self._lane = lane
        self._clock = clock
        self._read_only = read_only

    def of(self, reason: Reason) -> SwitchGate:
        """Return the gate of tickets put for a reason: old ones have a budget of their own, and may be read-only."""
        lane = Lane.BACKFILL if reason.is_backfill else Lane.LIVE
        return SwitchGate(self._installation, lane, self._clock, read_only=reason is Reason.BACKFILL_SHADOW)

    def is_stopped(self, helpdesk: str) -> bool:
        """Say whether everything is stopped."""
        return self._installation.switches.read().is_stopped(helpdesk)

    def may_write(self, helpdesk: str, queue: str, ticket_id: str) -> bool:
        """Say whether this ticket may be written on."""
        return not self._read_only and self._installation.switches.read().may_write(helpdesk, queue, ticket_id)

    def stop(self, helpdesk: str, why: str) -> None:
        """Open the breaker of a helpdesk."""
        self._installation.switches.open_breaker(helpdesk, why, _ACTOR)

    def wait(self, helpdesk: str) -> float:
        """Take one write from the budget, or return how long there is none."""
        return self._installation.budget.take(helpdesk, 1, self._clock(), self._lane)

    def pause(self, helpdesk: str, seconds: float) -> None:
        """Let nobody write for so long."""
        self._installation.budget.pause(helpdesk, self._clock(), seconds)


class FileGate:
    """The gate of a file of notes, which nobody sees until a person takes it up: everything or nothing is written."""

    def __init__(self, *, writes: bool = True) -> None:
        self._writes = writes

    def of(self, reason: Reason) -> FileGate:
        """Return itself: all tickets of a file are alike."""
        del reason
        return self

    def is_stopped(self, helpdesk: str) -> bool:
        """Nothing is stopped."""
        del helpdesk
        return False

    def may_write(self, helpdesk: str, queue: str, ticket_id: str) -> bool:
        """Say whether the file is written at all."""
        del helpdesk, queue, ticket_id
        return self._writes

    def stop(self, helpdesk: str, why: str) -> None:
        """Do nothing: each ticket of a file is handled once a run."""

    def wait(self, helpdesk: str) -> float:
        """There is no budget."""
        del helpdesk
        return 0.0

    def pause(self, helpdesk: str, seconds: float) -> None:
        """Do nothing: a file asks for no pause."""
