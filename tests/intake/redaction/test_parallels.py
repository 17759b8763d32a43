"""Names of which the same is told as of a patient beside them, and acts and things that only a patient has."""

from __future__ import annotations

from datetime import date

import pytest

from oceandx.intake.redaction import Redactor
from redacting import redaction_words

REDACTOR = Redactor(redaction_words(), today=lambda: date(2026, 11, 27))


def redacted(text: str) -> str:
    return REDACTOR.redact([text]).texts[0]


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Mme Pelland est venue à 10 h 20, et Gontran à 11 h 40.", "Gontran"),
        ("Madame Pelland s'est retrouvée à 10 h 20, et Gontran aussi à 11 h 40.", "Gontran"),
        ("Delroy answered on the 12th and Mr. Pelland on the 14th.", "Delroy"),
        ("It happened with Mr. Pelland (docx) and Delroy (heic).", "Delroy"),
        ("Mme Pelland a rempli le sien. Idem pour Gontran.", "Gontran"),
        ("We found out because Wanda didn't show on Tuesday.", "Wanda"),
        ("On l'a su parce que Wanda ne s'est pas présentée mardi.", "Wanda"),
        ("Mrs. Pelland wanted to cancel Delroy's check-up.", "Delroy"),
    ],
)
def test_of_whom_the_same_is_told_as_of_a_patient_goes(text: str, gone: str) -> None:
    assert gone not in redacted(text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Mrs. Pelland came at 10:20 and Dr. Delroy at 11:40.", "Delroy"),
        ("Mrs. Pelland waited (lobby) and Wanda (front desk) called her.", "Wanda"),
        ("Mrs. Pelland came at 10:20. Wanda at 2 desks saw it.", "Wanda"),
        ("I can't open the portal. Same story for Wanda.", "Wanda"),
        ("Mrs. Pelland was here at 10:20 when Wanda on the 14th was off.", "Wanda"),
        ("Mrs. Pelland came at 10:20. And Wanda on the 14th was off.", "Wanda"),
        ("Mrs. Pelland (lobby) and Wanda (nurse) were there.", "Wanda"),
        ("Mrs. Pelland waited 20 minutes and Wanda had 9 calls.", "Wanda"),
        ("Mme Pelland a attendu 20 minutes, et Wanda a eu 9 appels.", "Wanda"),
    ],
)
def test_who_is_not_told_of_alike_stays(text: str, kept: str) -> None:
    assert kept in redacted(text)
