"""An enrichment file for tests, with a clock that is set by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from oceandx.tickets.audit import Audit
from oceandx.tickets.budget import Budget, Lane, Rate
from oceandx.tickets.feedback import Feedback
from oceandx.tickets.helpdesk import OwnField
from oceandx.tickets.ledger import Ledger, Plan
from oceandx.tickets.sqlite_queue import SqliteQueue
from oceandx.tickets.store import Store
from oceandx.tickets.switches import Switches

START = 1_800_000_000.0
RATES = {Lane.LIVE: Rate(per_minute=30, burst=5), Lane.BACKFILL: Rate(per_minute=6, burst=1)}


@dataclass
class Clock:
    """A clock that stands until it is moved."""

    now: float = START

    def __call__(self) -> float:
        return self.now


class Filed:
    """The parts of one enrichment file, all by the same clock."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "enrich.sqlite"
        self.clock = Clock()
        self.store = Store(self.path)
        self.queue = SqliteQueue(self.store, clock=self.clock)
        self.audit = Audit(self.store, clock=self.clock)
        self.ledger = Ledger(self.store, self.audit, clock=self.clock)
        self.switches = Switches(self.store, self.audit, clock=self.clock)
        self.budget = Budget(self.store, RATES)
        self.feedback = Feedback(self.store, self.audit, clock=self.clock)

    def together(self) -> AbstractContextManager[object]:
        """Return a context in which everything is kept at once, or not at all."""
        return self.store.transaction()

    @contextmanager
    def another(self, most_crashes: int = 5) -> Iterator[Filed]:
        """Give the same file as another process has it."""
        other = Filed(self.path.parent)
        other.clock = self.clock
        other.queue = SqliteQueue(other.store, clock=self.clock, most_crashes=most_crashes)
        yield other
        other.store.close()

    def failing(self, act: Callable[[], object]) -> None:
        """Do something within a transaction that fails afterwards."""
        with suppress(KeyError), self.store.transaction():
            act()
            raise KeyError


def plan(
    ticket_id: str = "7",
    digest: str = "d1",
    fields: Mapping[OwnField, str] | None = None,
    tags: frozenset[str] = frozenset(),
    diagnosis: Mapping[str, Any] | None = None,
) -> Plan:
    """Return a plan for a ticket of the helpdesk ``desk``."""
    return Plan("desk", ticket_id, digest, "k1", diagnosis or {}, fields or {}, tags)
