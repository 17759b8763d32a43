"""Who moves patients' visits, and whom the writer is put beside, stays; patients go. All is invented."""

from __future__ import annotations

from datetime import date

import pytest

from oceandx.intake.redaction import Redactor
from redacting import redaction_words

REDACTOR = Redactor(redaction_words(), today=lambda: date(2026, 11, 26))


def redacted(text: str) -> str:
    return REDACTOR.redact([text]).texts[0]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        # Who moves a visit.
        ("Mr. Blackwood got two reminders. I can see that Wanda moved his visit yesterday.", "Wanda"),
        ("Wanda rescheduled her to Thursday and the reminder still says Tuesday.", "Wanda"),
        ("Mme Ève Poulin a confirmé. C'est vrai que Luce avait déplacé son rendez-vous à jeudi.", "Luce"),
        ("Faut dire que Luce lui avait changé son heure la veille.", "Luce"),
        ("Rosa Quill named me as the backup contact.", "Rosa Quill"),
        # Who does, or does not do, what the writer does not.
        ("I didn't remove him and neither did Wanda.", "Wanda"),
        ("Nobody touched the settings, not me, not Wanda.", "Wanda"),
        ("Ni Luce ni moi n'avons changé quoi que ce soit.", "Luce"),
        (
            "Just me I think: I send forms and no email tells me so. Wanda and Bernie both get theirs.",
            "Wanda and Bernie",
        ),
        ("Luce et Bernard reçoivent les leurs, pas moi.", "Luce et Bernard"),
    ],
)
def test_colleagues_stay(text: str, kept: str) -> None:
    assert kept in redacted(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Rosa Gagnon moved her visit to Thursday and got two reminders.", "Gagnon"),
        ("Rosa Gagnon a déplacé son rendez-vous elle-même en ligne.", "Gagnon"),
        ("Mrs. Hay and Wanda came. Wanda moved her visit and still got the old text.", "Wanda"),
        ("His follow-up isn't there and neither is Rosa Gagnon's on the 14th.", "Gagnon"),
        ("I called twice, she got no text and neither did Rosa Gagnon.", "Gagnon"),
        ("Rosa Gagnon and Luc Roy both got theirs twice.", "Gagnon"),
        ("Ni Rosa Gagnon ni son mari n'ont reçu le texto.", "Gagnon"),
    ],
)
def test_patients_go(text: str, name: str) -> None:
    assert name not in redacted(text)
