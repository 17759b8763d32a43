"""Initials that are called so, names behind a label, an initial before a surname, kin. Every one is invented."""

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
        ("Initiales M.-J. L., toujours présente dans Accuro", "M.-J. L."),
        ("Re: M.-C. L.\nElle a reçu deux fois le courriel", "M.-C. L."),
        ("pt initials r.k., message never left the outbox", "r.k."),
        ("initials: KJ, no text", "KJ"),
        ("my notes don't end up in the chart (client: Thaddeus W., from Ottawa area)", "Thaddeus"),
        ("patients get the email, e.g. rdv of t. abramovic on friday", "abramovic"),
        ("son chum Gaétan n'a rien reçu non plus", "Gaétan"),
        ("sa kokom Philomène non plus", "Philomène"),
        ("Bb de Nadège est impossible à envoyer", "Nadège"),
    ],
)
def test_these_go(text: str, value: str) -> None:
    assert value not in redacted(text)


@pytest.mark.parametrize(
    "text",
    [
        "the initials show in the log",
        "Re: S.E.K. reset",
        "what do the initials OK mean",
        "the reminder of dr t. abramovic is late for all patients here",
        "le CHUM nous envoie des références",
    ],
)
def test_these_stay(text: str) -> None:
    assert redacted(text) == text
