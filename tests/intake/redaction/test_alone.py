"""A given name alone: what stands around it is weighed, and knowledge holds the points. Names are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from oceandx.intake.redaction import Redactor
from redacting import redaction_words

WORDS = redaction_words()
TODAY = date(2026, 11, 26)
REDACTOR = Redactor(WORDS, today=lambda: TODAY)


def redacted(text: str) -> str:
    return REDACTOR.redact([text]).texts[0]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The form for Lorenzo never came back.", "Lorenzo"),
        ("Thaddeus got three reminders for one visit.", "Thaddeus"),
        ("Is it normal that Gurpreet can't confirm from her phone?", "Gurpreet"),
        ("Fatou est arrivée à 9 h et la borne l'a refusée.", "Fatou"),
        ("Le rendez-vous de Wilfrid n'est pas là.", "Wilfrid"),
        ("Rien de neuf pour Rosalie : elle n'a pas reçu son texto.", "Rosalie"),
    ],
)
def test_what_only_patients_have_takes_a_name_alone(text: str, name: str) -> None:
    assert name not in redacted(text)


@pytest.mark.parametrize(
    "text",
    [
        "Marjolaine lui a lu le message au téléphone en attendant, avec l'aide de Ketsia.",
        "I think Corey duplicated a rule when he was training Ximena.",
        "Since Liam joined in April not a single reminder has been generated for his clients.",
        "Nobody told Denise that the template changed.",
        "Julie says the reminders are not going out.",
    ],
)
def test_what_colleagues_do_leaves_a_name_alone(text: str) -> None:
    assert redacted(text) == text


def test_the_sum_decides() -> None:
    text = "Thaddeus got three reminders for one visit."
    never = replace(WORDS, alone_points=replace(WORDS.alone_points, enough=10_000))
    always = replace(WORDS, alone_points=replace(WORDS.alone_points, enough=-10_000))
    assert Redactor(never, today=lambda: TODAY).redact([text]).texts == (text,)
    told = "I think Corey duplicated a rule when he was training Ximena."
    assert Redactor(always, today=lambda: TODAY).redact([told]).texts[0].count("«") == 2


def test_a_patient_named_in_full_elsewhere_is_one_alone_too() -> None:
    text = "Mrs. Wanda Pelland got no text. Nobody told Wanda that the template changed."
    assert "Wanda" not in redacted(text)
