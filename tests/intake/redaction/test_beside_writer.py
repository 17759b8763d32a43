"""Who is held against the writer, writes from an office of ours or is to be called, is a colleague."""

from __future__ import annotations

from datetime import date

import pytest

from oceandx.intake.redaction import Redactor
from redacting import redaction_words

REDACTOR = Redactor(redaction_words(), today=lambda: date(2026, 11, 26))


def redacted(text: str) -> str:
    return REDACTOR.redact([text]).texts[0]


@pytest.mark.parametrize(
    "text",
    [
        "Ariane et Hugo ne reçoivent aucun courriel d'avis, alors que moi oui.",
        "Wanda Pelland gets no notice by e-mail while I do.",
        "Rosa Pelland at our Rutland office phoned me this morning.",
        "Je vois des cadenas. Moi, c'est Carole Pelland, poste 3, Clinique Saint-Vallier.",
        "same as last time. call Wanda",
        "The reminders of all patients stopped on Tuesday.\nSincerely,\nMrs. P. Vandermeer",
        "Les rappels ne partent plus du tout.\nCordialement,\nMme Rosa Pelland",
        "Je ne trouve pas le bouton. Rosa Pelland a pourtant le rôle d'administratrice du site.",
        "Rosa Pelland bought the Plus licence in September.",
        "Nos réceptionnistes Rosa Pelland et Camille Hay reçoivent des plaintes.",
        "Clinique francophone de Maillardville, Solange : le bouton n'apparaît nulle part.",
    ],
)
def test_a_colleague_stays(text: str) -> None:
    assert redacted(text) == text


def test_who_is_on_leave_stays_though_a_patients_birth_date_follows() -> None:
    text = (
        "C'est Ginette qui fait ça mais elle est en congé, et pour M. Réjean Hay la ligne est vide, né le 14 mars 1952."
    )
    assert "C'est Ginette qui" in redacted(text)
    assert "Hay" not in redacted(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Rosa Quill gets no texts while I do.", "Quill"),
        ("Rosa Quill can't open the form, but I can.", "Quill"),
        ("Rosa Quill ne reçoit pas son rappel, alors que moi je le vois au journal.", "Quill"),
        ("Rosa Quill at 41 Maple Street phoned me about her reminder.", "Quill"),
        ("The reminder of Rosa Quill is lost.\nThanks,\nMrs. Rosa Quill", "Quill"),
        ("La patiente de la clinique, Quispe, Solange : aucun rappel.", "Quispe"),
    ],
)
def test_a_patient_goes(text: str, name: str) -> None:
    assert name not in redacted(text)
