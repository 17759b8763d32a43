"""An enrichment file for tests, with a clock that is set by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from oceandx.tickets.audit import Audit
from oceandx.tickets.helpdesk import OwnField
from oceandx.tickets.ledger import Ledger, Plan
from oceandx.tickets.sqlite_queue import SqliteQueue
from oceandx.tickets.store import Store

START = 1_800_000_000.0


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
