"""A reader with the real knowledge base, for the tests of wordings."""

from __future__ import annotations

from functools import cache

from oceandx.consultation import open_knowledge
from oceandx.intake.message import Message
from oceandx.model.case import Value
from oceandx.reading import TicketReader, open_reader


@cache
def reader() -> TicketReader:
    """Return the reader, made once."""
    return open_reader(open_knowledge())


def codes(body: str, subject: str = "") -> list[str]:
    """Return the codes of the symptoms that a ticket reports now."""
    return [symptom.code for symptom in reader().read(Message(subject, body)).symptoms]


def facts(body: str) -> dict[str, Value]:
    """Return the facts that a ticket states."""
    return {fact.name: fact.value for fact in reader().read(Message("", body)).facts}


def kind(body: str, subject: str = "") -> str:
    """Return what else a ticket is about, or nothing."""
    return reader().read(Message(subject, body)).out_of_scope
