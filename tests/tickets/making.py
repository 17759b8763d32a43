"""Tickets for the tests of enrichment."""

from __future__ import annotations

import datetime
from functools import cache

from oceandx.consultation import open_knowledge
from oceandx.model.knowledge import KnowledgeBase
from oceandx.reading import TicketReader, open_reader
from oceandx.tickets.consulting import Consulted, consult
from oceandx.tickets.helpdesk import Author, Message, Ticket

TODAY = datetime.date(2026, 11, 26)
MISSING = "Dr. Roy does not appear in the provider list on the Patients page of Ocean."
MANQUE = "La Dre Roy n'apparaît pas dans la liste des fournisseurs, à la page Patients d'Ocean."


@cache
def knowledge() -> KnowledgeBase:
    """Return the knowledge base of the checkout."""
    return open_knowledge()


@cache
def reader() -> TicketReader:
    """Return a reader of tickets."""
    return open_reader(knowledge())


def ticket(*messages: Message, subject: str = "", **changed: object) -> Ticket:
    """Return a ticket with these messages."""
    made = {
        "id": "7",
        "version": "1",
        "subject": subject,
        "queue": "Accuro",
        "closed": False,
        "updated_at": "2026-11-26T09:00:00Z",
        "messages": messages,
        "fields": {},
        "tags": frozenset(),
    }
    return Ticket(**{**made, **changed})  # type: ignore[arg-type]


def said(text: str, author: Author = Author.CUSTOMER, *, public: bool = True, html: str = "") -> Message:
    """Return one message."""
    return Message("1", author, public, "2026-11-26T09:00:00Z", text, html)


def consulted(text: str, **changed: object) -> Consulted:
    """Return what a ticket with one message of a customer says and means."""
    return consult(knowledge(), reader(), ticket(said(text), **changed), lambda reading: (), TODAY)  # type: ignore[arg-type]
