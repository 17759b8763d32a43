"""What of a ticket is read, in which language, and when it says something new."""

from __future__ import annotations

from functools import partial
from itertools import product

import pytest

from oceandx.consultation import diagnose
from oceandx.model.case import Case, Known, Unknown
from oceandx.model.ticket import Reading
from oceandx.model.vocabulary import Language, UnknownReason
from oceandx.reading import reported_symptoms
from oceandx.tickets.consulting import consult, customer_text
from oceandx.tickets.helpdesk import Author
from tickets.making import MANQUE, MISSING, TODAY, consulted, knowledge, reader, said, ticket


def test_what_the_customer_wrote_is_read_and_nothing_else() -> None:
    mail = customer_text(
        ticket(
            said("First."),
            said("Did you tick the provider?", Author.AGENT),
            said("Second.", html="<p>Second <b>bold</b></p><p style='display:none'>hidden</p>"),
            said("Not for the clinic.", Author.AGENT, public=False),
            said("oceandx says", Author.SELF, public=False),
            said("Automatic answer", Author.SYSTEM),
            subject="Bookings",
        )
    )
    assert mail.subject == "Bookings"
    assert mail.body == "First.\n\nSecond bold"


def test_a_ticket_becomes_a_diagnosis() -> None:
    made = consulted(MISSING)
    assert [symptom.code for symptom in made.reading.symptoms] == ["S01"]
    assert made.diagnosis is not None
    assert made.diagnosis.case.id == "ticket-7"
    assert made.diagnosis.facts["case.extent"] == Known("case.extent", "one-provider", "ticket", "2026-11-26")


@pytest.mark.parametrize("text", ["Good morning, please call me back.", "The invoice of October is wrong.", ""])
def test_where_nothing_is_reported_nothing_is_diagnosed(text: str) -> None:
    assert consulted(text).diagnosis is None


@pytest.mark.parametrize(
    ("text", "locale", "language"),
    [
        (MISSING, "", Language.EN),
        (MANQUE, "", Language.FR),
        (MISSING, "fr-CA", Language.FR),
        (MANQUE, "en_US", Language.EN),
        (MANQUE, "de", Language.FR),
    ],
)
def test_the_language_is_the_persons_where_the_helpdesk_knows_it(text: str, locale: str, language: Language) -> None:
    made = consulted(text, customer_locale=locale)
    assert made.language is language
    assert made.diagnosis is not None
    assert made.diagnosis.case.language is language


def test_the_same_words_said_otherwise_are_nothing_new() -> None:
    assert consulted(MISSING).digest == consulted(f"Hello,\n\n{MISSING}\n\nThanks").digest
    assert consulted(MISSING).digest != consulted(f"{MISSING} The reminder e-mails are not going out.").digest


def test_a_fact_that_was_collected_is_something_new_and_its_date_is_not() -> None:
    def digest(*facts: Known) -> str:
        return consult(knowledge(), reader(), ticket(said(MISSING)), lambda reading: facts, TODAY).digest

    selected = Known("cloud_connect.provider_selected", False, "answer", "2026-11-25")
    later = Known("cloud_connect.provider_selected", False, "answer", "2026-11-26")
    assert digest() != digest(selected)
    assert digest(selected) == digest(later)


def _told(facts: tuple[Known | Unknown, ...], _: Reading) -> tuple[Known | Unknown, ...]:
    return facts


def test_what_was_answered_before_is_the_same_answer_with_its_own_ticket() -> None:
    facts: tuple[Known | Unknown, ...] = (
        Known("cloud_connect.provider_selected", False, "answer", "2026-11-25", ({"provider": "Roy"},)),
        Known("cloud_connect.provider_selected", False, "answer", "2026-11-25", ({"provider": "Singh"},)),
        Known("cloud_connect.provider_selected", True, "answer", "2026-11-25"),
        Unknown("cloud_connect.provider_selected", UnknownReason.UNREACHABLE, "answer"),
    )
    texts = (MISSING, f"Hello,\n\n{MISSING} Thanks", MANQUE)
    for number, (fact, text) in enumerate(product(facts, texts)):
        one = ticket(said(text), id=str(number))
        made = consult(knowledge(), reader(), one, partial(_told, (fact,)), TODAY).diagnosis
        assert made is not None
        # What is given to an agent is what the engine says of this very case.
        given = {name: known for name, known in made.facts.items() if name in {fact.name, "case.extent"}}
        reading = reader().read(customer_text(one))
        case = Case(f"ticket-{number}", reading.language, reported_symptoms(reading), given, TODAY.isoformat())
        assert made == diagnose(knowledge(), case)


def test_no_patient_is_left_in_what_a_ticket_says() -> None:
    made = consult(
        knowledge(),
        reader(),
        ticket(said(f"Patient Jane Desormeaux (RAMQ DESJ 8053 1234). {MISSING}"), subject="Jane Desormeaux"),
        lambda reading: (),
        TODAY,
    )
    assert "Desormeaux" not in repr(made)
    assert "8053" not in repr(made)
