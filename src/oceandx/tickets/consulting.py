"""From a ticket of a helpdesk to what it says and what that means; nothing of its text leaves except redacted."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache

from oceandx.consultation import diagnose
from oceandx.facts.merge import expire, merge
from oceandx.intake.html import visible_text
from oceandx.intake.message import Message as Mail
from oceandx.model.case import Case, Facts, Known, Unknown
from oceandx.model.diagnosis import Diagnosis
from oceandx.model.knowledge import KnowledgeBase
from oceandx.model.ticket import Reading
from oceandx.model.vocabulary import Language
from oceandx.reading import TicketReader, reported_symptoms, stated_facts
from oceandx.tickets.helpdesk import Author, Ticket
from oceandx.tickets.watching import UNWATCHED, Step, Watch

_KEPT = 256
"""As many diagnoses are kept: tickets of one day and site often ask the same."""

Collect = Callable[[Reading], Iterable[Known | Unknown]]
"""What is known of the clinic's systems for a ticket; never raises for an expected failure."""


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
    collect: Collect,
    today: datetime.date,
    watch: Watch = UNWATCHED,
) -> Consulted:
    """Return what a ticket says and its diagnosis; facts are collected only where there is something to diagnose."""
    with watch.step(Step.READ):
        reading = reader.read(customer_text(ticket))
    language = customer_language(ticket, reading)
    if not reading.symptoms or reading.out_of_scope:
        return Consulted(reading, None, language, _digest(reading, {}, language))
    with watch.step(Step.COLLECT):
        collected = tuple(collect(reading))
    facts = merge(expire([*stated_facts(kb, reading, today), *collected], kb.facts, today))
    case = Case(f"ticket-{ticket.id}", language, reported_symptoms(reading), facts, today.isoformat())
    with watch.step(Step.DIAGNOSE):
        diagnosis = _diagnosed(kb, case)
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


@dataclass(frozen=True, slots=True)
class _Question:
    """All that a diagnosis depends on, so that tickets which ask the same get the same answer.

    ``facts``: each with its name, and the list behind it as text. ``case`` holds no word of a ticket.
    """

    knowledge: str
    language: Language
    symptoms: tuple[str, ...]
    facts: tuple[tuple[str, Known | Unknown, str], ...]
    as_of: str
    kb: KnowledgeBase = field(compare=False)
    case: Case = field(compare=False)


def _diagnosed(kb: KnowledgeBase, case: Case) -> Diagnosis:
    """Return the diagnosis of a case; it is kept for a while, since the choice of the next question costs the most."""
    symptoms = tuple(symptom.id for symptom in case.symptoms)
    facts = tuple(_plain(name, fact) for name, fact in sorted(case.facts.items()))
    wordless = replace(case, id="", symptoms=tuple(replace(symptom, match="") for symptom in case.symptoms))
    answer = _answered(_Question(kb.hash, case.language, symptoms, facts, case.as_of, kb, wordless))
    return replace(answer, case=replace(answer.case, id=case.id, symptoms=case.symptoms))


def _plain(name: str, fact: Known | Unknown) -> tuple[str, Known | Unknown, str]:
    if isinstance(fact, Known) and fact.detail:
        return name, replace(fact, detail=()), repr(fact.detail)
    return name, fact, ""


@lru_cache(maxsize=_KEPT)
def _answered(question: _Question) -> Diagnosis:
    return diagnose(question.kb, question.case)


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
