"""The last digits of a number, telephones beside a word that means two things, and slips. Every one is invented."""

from __future__ import annotations

from datetime import date

import pytest

from oceandx.intake.redaction import Redactor
from redacting import redaction_words

REDACTOR = Redactor(redaction_words(), today=lambda: date(2026, 11, 26))


def redacted(text: str) -> str:
    return REDACTOR.redact(["", text]).texts[1]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("her phone ends in 4471", "4471"),
        ("the last four of her cell are 4471", "4471"),
        ("card ends XK, the kiosk says no", "XK"),
        ("health card ending in 4471, version XK", "XK"),
        ("chart number ending 71", "71"),
        ("home 613 555 0142, work 613-555-0143 ext. 4", "613-555-0143"),
        ("cell: 613-555-O142", "613-555-O142"),
        ("her line (613)5550142 rings out", "5550142"),
        ("cell français 06-12-34-56-78", "12-34-56-78"),
        ("DOB is 1961-O8-07 there", "O8-07"),
        ("ROSE WINTERS (our # R-4471) waited", "R-4471"),
        ("son cell finit par 4471", "4471"),
        ("les 4 derniers chiffres de son cell : 4471", "4471"),
        ("la carte soleil finit par 4471", "4471"),
        ("le cell est dans la bonne case : 581.555.0142", "581.555.0142"),
    ],
)
def test_a_part_of_a_number_or_an_odd_one_goes(text: str, value: str) -> None:
    assert value not in redacted(text)


@pytest.mark.parametrize(
    "text",
    [
        "the ticket ending in 4471",
        "facture se terminant par 4471",
        "our week ending 4471",
        "the site number ends in 71",
        "Chrome version XK",
        "appelez-nous au 418-555-0142 poste 4 et demandez la réception",
    ],
)
def test_a_part_of_another_number_stays(text: str) -> None:
    assert redacted(text) == text
