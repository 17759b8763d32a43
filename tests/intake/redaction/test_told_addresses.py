"""Addresses that a word before them tells, and e-mail addresses without their sign. Every one is invented."""

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
        ("she lives on Pine Street and walks in", "Pine Street"),
        ("Patient's home: 1620 29 Ave SW", "1620 29 Ave SW"),
        ("demeure au 18 mtée Saint-Régis", "Saint-Régis"),
        ("cell 367\u2022555\u20220125", "0125"),
        ("cell (519)-(555)-(0187)", "0187"),
        ("refused with 03 / 07 / 64 as birth date", "03 / 07 / 64"),
        ("he lives at 45 1/2 Main", "45 1/2 Main"),
        ("address: 55 Hwy 7 West", "55 Hwy 7"),
        ("rural address 262045 Twp Rd 412", "262045 Twp Rd 412"),
        ("53017 Range Road 223 is where they live", "53017 Range Road 223"),
        ("their land is NE 14-22-3 W5", "NE 14-22-3 W5"),
        ("zip 12601", "12601"),
        ("postal code HOH 0H0", "HOH 0H0"),
        ("habite au 455 rte 132", "455 rte 132"),
        ("reste au 12 des Pins", "12 des Pins"),
        ("route 132, no 455", "132, no 455"),
        ("adr. 45 Principale", "45 Principale"),
        ("rquill2gmail.com bounced", "rquill2gmail.com"),
        ("rosa.q#hotmail.com", "rosa.q#hotmail.com"),
        ("rosa dot q at gmail dot com", "rosa dot q at gmail dot com"),
        ("rosa point q arobas gmail point com", "rosa point q arobas gmail point com"),
        ("her yahoo is rquill61", "rquill61"),
        ("hotmail: rquill61", "rquill61"),
        ("courriel rquill61 at gmail", "rquill61"),
    ],
)
def test_an_address_that_a_word_tells_goes(text: str, value: str) -> None:
    assert value not in redacted(text)


@pytest.mark.parametrize(
    "text",
    [
        "email address 12 times in the log",
        "the address box is empty for 12 patients",
        "IP address 10.0.0.12 is fine",
        "adresse IP 10.0.0.12",
        "the patient lives on the second page of the list",
        "mail to gmail.com bounces, yahoo too",
        "support at gmail is slow",
        "hotmail: error 404",
        "postal code 3 times wrong",
        "zip 12 MB",
        "our number with Telus is C-44",
    ],
)
def test_what_is_no_address_stays(text: str) -> None:
    assert redacted(text) == text
