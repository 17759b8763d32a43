"""Chart numbers of three or four digits, told by where they stand. Every name and number is invented."""

from __future__ import annotations

from datetime import date

import pytest

from oceandx.intake.redaction import Redactor
from redacting import redaction_words

REDACTOR = Redactor(redaction_words(), today=lambda: date(2026, 11, 26))


def redacted(text: str) -> str:
    return REDACTOR.redact(["", text]).texts[1]


@pytest.mark.parametrize(
    "text",
    [
        "Mrs. Quill, no. 447, never got it",
        "Mrs. Quill, number 4471",
        "Rosa Quill (#447)",
        "Rosa Quill (447)",
        "Rosa Quill - 4471",
        "Rosa Quill, DOB 1950-01-02, 4471",
        "Rosa Quill (her ID w/ us is 4471)",
        "pt #447",
        "pt 4471 in Accuro",
        "patient # 447",
        "look at 4471 in Accuro",
        "his number in Accuro: 4471",
        "hospital number 447",
        "Mme Quessy (447)",
        "Mme Quessy, no 447",
        "Mme Rose Quessy, 4471, n'a rien reçu",
        "dossier patient 447",
        "numéro du patient : 447",
        "cliente 4471",
        "no de client 447",
        "son numéro chez nous est le 4471",
        "numéro DMÉ : 4471",
        "ovila quessy dos. 447",
        "Rosa Quill, HHN 4471; Yusuf Abdi",
        "inscrite sous le no 447 dans Accuro",
        "patient n° 447",
        "MHSC no. 447123",
        "Manitoba Health 447123",
        "treaty number 447123",
    ],
)
def test_a_short_chart_number_goes(text: str) -> None:
    result = redacted(text)
    assert "447" not in result


@pytest.mark.parametrize(
    "text",
    [
        "site 4471 in Accuro",
        "error 4471 in Accuro",
        "version 4471 in Accuro",
        "Dr. Quill (447) is on",
        "patient 1430 today",
        "pt 2026",
        "447 patients, 4471 rows in Accuro",
    ],
)
def test_a_number_of_something_else_stays(text: str) -> None:
    assert redacted(text) == text
