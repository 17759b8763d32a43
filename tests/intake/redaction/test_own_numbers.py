"""Chart numbers by whose they are, by their groups and by the name beside them. Every one is invented."""

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
        "her # 4471 is twice there",
        "their number is 41-4471",
        "Rosa Quill (our # R-4471) waited since Friday",
        "Rosa Quill (our ID 4471)",
        "that patient, our number 4471, waited",
        "in Accuro she is 44710",
        "he's 44710 in our EMR",
        "it is under 44710 in accuro",
        "record ID 44710",
        "her internal number 44710",
        "Rosa Quill: 44710",
        "44710 Rosa Quill",
        "#44710 (Rosa Quill) never got it",
        "(44710) Rosa Quill",
        "44710 - Rosa Quill",
        "waited with Rosa Quill (PT-4471), all well",
        "merge 44710 into 44711 please, both are her charts",
        "Manitoba Health reg. 447100, no reply",
        "passport GA447100 used as ID",
        "son no 41-4471 chez nous",
        "chez nous c'est le 447100",
        "la patiente est 447100 chez nous",
        "elle porte le no 447100",
        "leur no 447100",
        "son # est 447100",
        "dans accuro elle est 44710",
        "no interne 44710",
        "dossier 44 7100",
        "no de dossier 44 71 00",
        "exemple : 44710 (Mme Quill)",
    ],
)
def test_the_number_of_a_patient_goes(text: str) -> None:
    result = redacted(text)
    assert "447" not in result
    assert "44 7" not in result


@pytest.mark.parametrize(
    "text",
    [
        "our site # 4471",
        "notre no de site: 4471",
        "our ticket number 4471",
        "notre billet no 447100",
        "in Accuro it shows 4471 rows",
        "chez nous c'est 4471 rappels",
        "dans Accuro les 4471 rappels",
        "4471 reminders in our EMR",
        "ticket 44710 - still open",
        "dossiers 12 janvier",
        "Accuro 2023.02.1",
        "the chart has 340 documents",
        "INC0447100 closed without answer",
        "room 4471 with Dr. Quill",
    ],
)
def test_a_number_that_is_nobodys_stays(text: str) -> None:
    assert redacted(text) == text
