"""Numbers that nothing explains go; those that a word explains stay. Every one is invented."""

from __future__ import annotations

from datetime import date

import pytest

from oceandx.intake.redaction import Redactor
from redacting import redaction_words

REDACTOR = Redactor(redaction_words(), today=lambda: date(2026, 11, 26))


def redacted(text: str) -> str:
    return REDACTOR.redact([text]).texts[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Our # 7781 never got the reminder", "7781"),
        ("#5567 / #5568 same household", "5568"),
        ("so use 77-0316, it is in the log", "77-0316"),
        ("N-4417's form went to N-4471.", "N-4471"),
        ("Chair 14: D2093", "D2093"),
        ("it's about 100-2558", "100-2558"),
        ("le 60419 n'a rien reçu", "60419"),
        ("pouvez-vous renvoyer à 15577? aussi 15601", "15601"),
        ("SMIJO001 et SMIJO002 sont inversés", "SMIJO002"),
        ("CA-1020-55 is stuck", "CA-1020-55"),
        ("chart V-3321 is empty", "V-3321"),
        ("her chart number is 2011", "2011"),
        ("Patient reference: 4412", "4412"),
        ("the last one: 4412", "4412"),
        ("number 6-00413, then 7718-B", "7718-B"),
        ("pour 4412 rien ne paraît", "4412"),
    ],
)
def test_a_number_that_nothing_explains_goes(text: str, value: str) -> None:
    assert value not in redacted(text)


@pytest.mark.parametrize(
    "text",
    [
        "Site 6120 is silent",
        "Re: [#20931] sync down",
        "please close #55120",
        "ticket 40912 and invoice 30918",
        "INC-7719 is open",
        "since 2019 it is so",
        "the list skips from 0800 to 1015",
        "it is 24-11-26 today",
        "il y en a 1206 lignes",
        "we sent 4410 reminders",
        "Avon Valley Medical, 1399",
        "call 514 555-0122 at the desk",
        "error E-1047 came up",
        "facture F-2026-1187",
        "build 5567 on Windows",
        "OceanAPI4410 is refused",
        "the 1.4410 version",
        "costs 4410$ a year",
        "the chart since 2011",
        "Ocean number 3862",
        "billing code A007",
        "V5.2 of the app",
    ],
)
def test_a_number_that_a_word_explains_stays(text: str) -> None:
    assert "«CHART" not in redacted(text)
