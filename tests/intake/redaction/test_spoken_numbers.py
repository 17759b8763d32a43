"""Numbers that are written as they are said, in words, apart or again, and what only looks like one."""

from __future__ import annotations

from datetime import date

import pytest

from oceandx.intake.redaction import Redactor
from redacting import redaction_words

REDACTOR = Redactor(redaction_words(), today=lambda: date(2026, 11, 27))


def redacted(text: str) -> str:
    return REDACTOR.redact([text]).texts[0]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Her chart number is four four one oh seven, please.", "Her chart number is «CHART-1», please."),
        ("Son dossier numéro M-zéro-zéro-quatre-huit est vide.", "Son dossier numéro «CHART-1» est vide."),
        ("Dossier treize-quarante-deux barre C, svp.", "Dossier «CHART-1», svp."),
        ("Dossier numéro deux cent trois, tiret, quatorze. Merci", "Dossier numéro «CHART-1». Merci"),
        ("It is chart one-oh-nine-nine-dash-B for him.", "It is chart «CHART-1» for him."),
        ("Dossier 1-1-0-6 (onze zéro six) encore.", "Dossier «CHART-1» («CHART-2») encore."),
        ("Ring her at seven-eight-oh five-five-five oh-one-six-eight.", "Ring her at «PHONE-1»."),
        ("Rappelez-la au quatre cinq zéro, cinq cinq cinq, zéro un neuf neuf.", "Rappelez-la au «PHONE-1»."),
        ("Ring her at three oh six, triple five, oh one double four.", "Ring her at «PHONE-1»."),
        ("Her phone: three oh six, triple five, oh one double four.", "Her phone: «PHONE-1»."),
        ("Call at 3-0-6 ... 5-5-5 ... 0-1-7-7 today.", "Call at «PHONE-1» today."),
        ("Her Yukon card is 0 0 2 - 4 4 1 - 9 0 7 now.", "Her Yukon card is «HEALTH-NUMBER-1» now."),
        ("Her NWT card N 208 4417 fails.", "Her NWT card «HEALTH-NUMBER-1» fails."),
        ("His login on a card, lpelland / Maple4Camp, fails.", "His login on a card, lpelland / «SECRET-1», fails."),
    ],
)  # fmt: skip
def test_a_number_that_is_said_goes(text: str, left: str) -> None:
    assert redacted(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "We open the chart, one, two, three seconds and it closes.",
        "We have two three-hour clinics and one or two nurses, five days a week.",
        "Ils en ont reçu deux, trois ou quatre. Le dossier de deux patients est vide.",
        "Our site number is four four one oh seven.",
        "Our ticket is four four one oh seven two two one nine five.",
        "The login page works in Accuro / Ocean2 for all.",
    ],
)
def test_what_is_counted_stays(text: str) -> None:
    assert redacted(text) == text
