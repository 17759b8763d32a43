"""Names of colleagues and of the desk in threads of mail. All of it is invented."""

from __future__ import annotations

from datetime import date

import pytest

from oceandx.intake.redaction import Redactor
from redacting import redaction_words

REDACTOR = Redactor(redaction_words(), today=lambda: date(2026, 11, 28))
TOP = "Bonjour, je vous transfère le message de ma collègue.\n\nOdile Quillet\nAnalyste, {clinic}\n\n"
HEAD = "----- Message transféré -----\nDe : Marie-Lune Delorme <{address}>\nDate : ven. 6 févr. 2026\nÀ : Odile\n\n"
WORDS = "Odile au secours, plus rien ne passe d'Accuro à Ocean ce matin."


def redacted(text: str) -> str:
    return REDACTOR.redact(["Tr", text]).texts[1]


@pytest.mark.parametrize(
    ("clinic", "address", "kept"),
    [
        ("Réseau santé Littoral", "mldelorme@littoral.example", True),
        ("Clinique médicale de l'Anse-Verte", "marie.lune@anseverte.example", True),
        ("Réseau santé Littoral", "mldelorme@courrielweb.example", False),
        ("Réseau santé Littoral", "delorme@lit.example", False),
        ("Clinique du Lac Bleu", "delorme@lacourriel.example", False),
        ("notre clinique. Vertige attend", "delorme@vertige.example", False),
    ],
)
def test_who_writes_from_the_clinic_that_is_named_stays(clinic: str, address: str, kept: bool) -> None:
    result = redacted(TOP.format(clinic=clinic) + HEAD.format(address=address) + WORDS)
    assert ("Marie-Lune Delorme" in result) is kept


@pytest.mark.parametrize(("sender", "kept"), [("help", True), ("support", True), ("rosa.quill", False)])
def test_who_signs_for_a_desk_stays(sender: str, kept: bool) -> None:
    text = (
        "Thanks for sticking with us.\n\nOdile Lake, manager\n\n-----Original Message-----\n"
        f"From: Somebody <{sender}@quillpost.example>\nTo: Odile Lake\nSubject: RE: sync\n\nHello Odile,\nPlease look"
        " at the sync status and wait an hour.\nTeodor Vasquill\n"
    )
    assert ("Teodor Vasquill" in redacted(text)) is kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Laurence, je te réponds dans ton courriel : aucun rappel ne part.", True),
        ("Laurence, please look at the sync, nothing comes across.", True),
        ("Laurence, elle attend son formulaire depuis hier.", False),
        ("Laurence, my patient, gets no reminder.", False),
        ("Laurence Quill, I saw her today, gets no reminder.", False),
    ],
)
def test_who_is_spoken_to_at_the_beginning_stays(text: str, kept: bool) -> None:
    assert ("Laurence" in redacted(text)) is kept
