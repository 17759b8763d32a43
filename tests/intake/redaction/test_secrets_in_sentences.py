"""Passwords and codes that stand anywhere in a sentence about one. Every one is invented."""

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
        ("I typed Lantern24 for the password and it says no", "Lantern24"),
        ("We set the password to Lantern2024 on Monday", "Lantern2024"),
        ("Password is right, red-Lantern.4096, I tried it twice", "red-Lantern.4096"),
        ("the temp password from support (Qw7-rt5) expired", "Qw7-rt5"),
        ("password was on the post-it, Snow7Ball I think", "Snow7Ball"),
        ('password set to "red lantern"', "red lantern"),
        ("Windows password Winter26", "Winter26"),
        ("the password's Lantern24", "Lantern24"),
        ("OceanAPI0000 and Lantern24 worked before", "Lantern24"),
        ("Password : Zorgle 88", "Zorgle 88"),
        ("the SMS code 661204 is refused", "661204"),
        ("pasword Lantern24", "Lantern24"),
        ("on a mis Lanterne2024 comme mot de passe", "Lanterne2024"),
        ("le mot de passe est bon, lanterne-Rouge.12, je l'ai changé", "lanterne-Rouge.12"),
        ("mdp temporaire Quessy-2025-zK", "Quessy-2025-zK"),
        ("mdp/lanterne44", "lanterne44"),
        ("m.d.p. Lanterne2024", "Lanterne2024"),
        ("login: OceanAPI0000 / Lantern24!", "Lantern24!"),
        ("OceanAPI0000 (Lantern24!) does not work", "Lantern24!"),
        ("identifiants : OceanAPI0000, Lanterne24!", "Lanterne24!"),
        ("login frontdesk / Lantern24", "Lantern24"),
        ("verification code 448812", "448812"),
        ("one-time code 448 812", "448 812"),
        ("code à usage unique : 448812", "448812"),
        ("the alarm code 4096", "4096"),
        ("réponse secrète : Lanterne", "Lanterne"),
        ("shared encryption key: maple lantern 1900", "maple lantern 1900"),
    ],
)
def test_a_password_of_a_sentence_goes(text: str, value: str) -> None:
    assert value not in redacted(text)


@pytest.mark.parametrize(
    "text",
    [
        "the password of OceanAPI0000 expired",
        "login OceanAPI0000 / OceanAPI0001, both say no",
        "the password for frontdesk12 never came",
        "le mot de passe de reception12 est refusé",
        "Password page is blank on Windows11, Chrome 131 and tablet12",
        'the page goes from password to "link expired"',
        "I changed the password on Nov12 and again on Nov 19",
        "OceanAPI0000 (error 4096) since Monday",
        "user OceanAPI0000: unlocked",
        "verification code never arrives",
    ],
)
def test_what_is_no_password_stays_beside_a_word_for_one(text: str) -> None:
    assert redacted(text) == text
