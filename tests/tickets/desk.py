"""A helpdesk in memory that can fail in every way, and its switches."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from oceandx.tickets.helpdesk import (
    Author,
    Capabilities,
    Changes,
    Enrichment,
    Event,
    Forged,
    HelpdeskError,
    Message,
    Outdated,
    Receipt,
    Ticket,
    TicketGone,
    Uncertain,
)
from oceandx.tickets.queue import Reason


@dataclass
class MemoryDesk:
    """Tickets in memory; ``before_write`` runs between fetch and write, ``fails`` are raised by the next writes.

    An Uncertain failure is raised after the write took place when ``lost`` is set, else before. What is ``unsealed``
    was cut off after its note: only the next write, which adds no second one, completes it.
    """

    tickets: dict[str, Ticket] = field(default_factory=dict)
    before_write: Callable[[], None] = lambda: None
    after_write: Callable[[], None] = lambda: None
    fails: list[HelpdeskError] = field(default_factory=list)
    lost: bool = False
    unsealed: bool = False
    sealed: set[tuple[str, str]] = field(default_factory=set)
    written: list[tuple[str, Enrichment]] = field(default_factory=list)
    fetched: int = 0

    @property
    def name(self) -> str:
        return "memory"

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(tags=True, versions=True, webhooks=False)

    def fetch(self, ticket_id: str) -> Ticket:
        self.fetched += 1
        if ticket_id not in self.tickets:
            raise TicketGone(f"no ticket {ticket_id}")
        return self.tickets[ticket_id]

    def changes(self, cursor: str) -> Changes:
        closed = frozenset(one.id for one in self.tickets.values() if one.closed)
        return Changes(tuple(self.tickets), cursor, at_end=True, closed=closed)

    def since(self, date: datetime.date) -> str:
        return f"since {date}"

    def verify(self, headers: Mapping[str, str], body: bytes) -> Event:
        raise Forged("no events")

    def write(self, ticket: Ticket, enrichment: Enrichment) -> Receipt:
        self.before_write()
        if self.fails and not (isinstance(self.fails[0], Uncertain) and self.lost):
            raise self.fails.pop(0)
        if self.tickets[ticket.id].version != ticket.version:
            raise Outdated("changed meanwhile")
        self.written.append((ticket.id, enrichment))
        self.edit(ticket.id, fields={**ticket.fields, **enrichment.fields}, tags=ticket.tags | enrichment.tags)
        noted = any(enrichment.key in m.html for m in ticket.messages if m.author is Author.SELF)
        if enrichment.note is not None and not noted:
            self.say(ticket.id, Author.SELF, enrichment.note, public=False)
        if self.unsealed:
            self.unsealed = False
            raise Uncertain("cut off after the note")
        self.sealed.add((ticket.id, enrichment.key))
        if self.fails:
            raise self.fails.pop(0)
        self.after_write()
        return Receipt(enrichment.key, str(len(self.written)), "2026-11-26T10:00:00Z")

    def find_receipt(self, ticket_id: str, key: str) -> Receipt | None:
        ticket = self.tickets[ticket_id]
        notes = [m for m in ticket.messages if m.author is Author.SELF and key in m.html]
        if (ticket_id, key) not in self.sealed:
            return None
        return Receipt(key, notes[0].id if notes else "", ticket.updated_at)

    def edit(self, ticket_id: str, **changed: object) -> None:
        """Change a ticket as anybody might."""
        old = self.tickets[ticket_id]
        self.tickets[ticket_id] = replace(old, version=str(int(old.version) + 1), **changed)  # type: ignore[arg-type]

    def say(self, ticket_id: str, author: Author, text: str, *, public: bool = True) -> None:
        """Add a message."""
        old = self.tickets[ticket_id]
        number = str(len(old.messages) + 1)
        html = text if author is Author.SELF else ""
        message = Message(number, author, public, "2026-11-26T10:00:00Z", "" if html else text, html)
        self.edit(ticket_id, messages=(*old.messages, message))


@dataclass
class MemoryGate:
    """The switches in memory."""

    write: bool = True
    stopped: str = ""
    waits: float = 0.0

    def of(self, reason: Reason) -> MemoryGate:
        return self

    def is_stopped(self, helpdesk: str) -> bool:
        return bool(self.stopped)

    def may_write(self, helpdesk: str, queue: str, ticket_id: str) -> bool:
        return self.write

    def stop(self, helpdesk: str, why: str) -> None:
        self.stopped = why

    def wait(self, helpdesk: str) -> float:
        return self.waits

    def pause(self, helpdesk: str, seconds: float) -> None:
        self.waits = seconds
