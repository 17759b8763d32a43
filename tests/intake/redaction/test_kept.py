"""What a clinic needs to find the trouble stays: days of the trouble, staff, clinics, places. Names are invented."""

from __future__ import annotations

from datetime import date

import pytest

from oceandx.intake.redaction import Redactor
from redacting import redaction_words

REDACTOR = Redactor(redaction_words(), today=lambda: date(2026, 11, 26))


def redacted(text: str) -> str:
    return REDACTOR.redact([text]).texts[0]


@pytest.mark.parametrize(
    "text",
    [
        "Les derniers ne partent jamais (le 11 novembre, par exemple).",
        "Est-ce que ça ne devait pas être réglé le 9 novembre?",
        "Il manque le rdv du 3 déc 14 h et celui du 26 nov 11 h.",
        "The visit of Nov 26 11 am is missing, that of 3 Dec 10 p.m. too.",
    ],
)
def test_the_day_of_the_trouble_stays(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Gaétan Roy, ne le premier mai mil neuf cent quarante", "premier mai"),
        ("Patient ne 3 mai 1961", "3 mai 1961"),
        ("DDN 26 nov 41", "26 nov 41"),
        ("born Nov 26 41 here", "Nov 26 41"),
    ],
)
def test_a_birth_without_its_accent_goes(text: str, day: str) -> None:
    assert day not in redacted(text)
