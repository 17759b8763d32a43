"""From a ticket of a helpdesk to what it says and what that means; nothing of its text leaves except redacted."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from oceandx.consultation import diagnose
from oceandx.facts.entry import make_fact
from oceandx.facts.merge import expire, merge
from oceandx.intake.html import visible_text
from oceandx.intake.message import Message as Mail
from oceandx.model.case import Case, Facts, Known, ReportedSymptom, Unknown
from oceandx.model.diagnosis import Diagnosis
from oceandx.model.knowledge import KnowledgeBase
from oceandx.model.ticket import Reading
from oceandx.model.vocabulary import Language
from oceandx.reading import TicketReader
from oceandx.tickets.helpdesk import Author, Ticket

_UNKNOWN_EXTENT = "unknown"


@dataclass(frozen=True, slots=True)
class Consulted:
    """What one ticket says and what that means.

    ``diagnosis`` is None where no symptom is reported now. ``digest`` changes when anything does that a note would
    tell; ``language`` is the customer's.
    """

    reading: Reading
    diagnosis: Diagnosis | None
    language: Language
    digest: str


def consult(
    kb: KnowledgeBase,
    reader: TicketReader,
    ticket: Ticket,
    collected: Iterable[Known | Unknown],
    today: datetime.date,
) -> Consulted:
    """Return what a ticket says and its diagnosis, with the facts that were collected beside it."""
    reading = reader.read(customer_text(ticket))
    language = customer_language(ticket, reading)
    if not reading.symptoms or reading.out_of_scope:
        return Consulted(reading, None, language, _digest(reading, {}, language))
    symptoms = tuple(
        ReportedSymptom(symptom.id, "text", " … ".join(span.text for span in symptom.spans))
        for symptom in reading.symptoms
    )
    facts = merge(expire([*stated_facts(kb, reading, today), *collected], kb.facts, today))
    case = Case(f"ticket-{ticket.id}", language, symptoms, facts, today.isoformat())
    diagnosis = diagnose(kb, case)
    return Consulted(reading, diagnosis, language, _digest(reading, diagnosis.facts, language))


def customer_text(ticket: Ticket) -> Mail:
    """Return what the customer has written so far, the oldest first; what agents wrote is not the clinic's word."""
    written = [
        visible_text(message.html) if message.html else message.text
        for message in ticket.messages
        if message.author is Author.CUSTOMER and message.public
    ]
    return Mail(ticket.subject, "\n\n".join(written))


def customer_language(ticket: Ticket, reading: Reading) -> Language:
    """Return the customer's language: what the helpdesk knows of the person, else that of the text."""
    return language_of(ticket.customer_locale) or reading.language


def language_of(locale: str) -> Language | None:
    """Return the language of a BCP 47 tag, or None for another one."""
    tag = locale.replace("_", "-").partition("-")[0].lower()
    return Language(tag) if tag in set(Language) else None


def stated_facts(kb: KnowledgeBase, reading: Reading, today: datetime.date) -> list[Known | Unknown]:
    """Return the facts that a ticket states outright."""
    stated = {fact.name: fact.value for fact in reading.facts}
    if reading.extent != _UNKNOWN_EXTENT:
        stated["case.extent"] = reading.extent
    return [make_fact(kb.facts, name, value, "ticket", today.isoformat()) for name, value in stated.items()]


def _digest(reading: Reading, facts: Facts, language: Language) -> str:
    """Name what a note would tell; when a fact was observed, and the words that were used, change nothing."""
    content = {
        "symptoms": sorted(symptom.id for symptom in reading.symptoms),
        "past": sorted(symptom.id for symptom in reading.past),
        "scope": reading.out_of_scope,
        "resolved": reading.resolved,
        "ask": list(reading.ask),
        "language": language.value,
        "facts": {
            name: fact.value if isinstance(fact, Known) else f"?{fact.reason}" for name, fact in sorted(facts.items())
        },
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
