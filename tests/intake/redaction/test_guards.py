"""What keeps each way of telling a patient, or a desk, from going too far. Every name and number is invented."""

from __future__ import annotations

from datetime import date

import pytest

from oceandx.intake.redaction import Redactor
from redacting import redaction_words

REDACTOR = Redactor(redaction_words(), today=lambda: date(2026, 11, 26))


def redacted(text: str) -> str:
    return REDACTOR.redact(["", text]).texts[1]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        # The card of somebody else makes nobody who signs a patient.
        ("My 9:15 was 6612 044 938 MR and nothing works.\n\nWanda Quillian", "Wanda Quillian"),
        ("My patient's card is 6612 044 938 MR.\n\nWanda Quillian", "Wanda Quillian"),
        ("See below.\nWanda Quillian\n\n-----Original Message-----\nFrom: x\nmy card is 6612 044 938 MR", "Wanda"),
        # Who is spoken to has only the beginning of a patient's name.
        ("hi bart, the line for bartholomew quill says sent and he got nothing at all", "hi bart,"),
        # Who works there ends a row.
        ("not in ocean: mrs whitlock, mr grover, joy winter rn will call you about it", "joy winter rn"),
        ("not in ocean: mrs whitlock, mr grover, joy winter, rn, will call you about it", "joy winter, rn"),
        ("Caller: Augustin Fairchild. The receptionist there got our email about it.", "Augustin Fairchild"),
        ("Hi Brenda, 6612 044 938 MR is locked.", "Hi Brenda,"),
        ("Elle voit « Ocean » Rosa Quillian (née le 3 mai 1950) en gris.", "« Ocean »"),
    ],
)
def test_what_is_none_of_a_patient_stays(text: str, kept: str) -> None:
    assert kept in redacted(text)


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Courriel de la patiente :\n\nJe n'ai rien reçu.\nOdile Quessy\nInfirmière\n418 555-0123", "555-0123"),
        ('Patient wrote:\n"Nothing came. Call the front desk where I live, 418 555-0123"', "555-0123"),
        ("Le rappel n'est jamais parti.\nC'était pour M. Perron, La Sarre", "Perron"),
        ("Mme Quessy, no. 2019, n'a rien reçu", "2019"),
    ],
)
def test_what_is_a_patients_goes(text: str, gone: str) -> None:
    assert gone not in redacted(text)


def test_who_is_away_and_tells_of_patients_keeps_none_of_them() -> None:
    text = "I am away until Monday. Mrs. Whitlock got no text. Rosalind Quillian neither, I think."
    assert "Quillian" not in redacted(text)
    assert "Duncan Quillian" in redacted("I am away until Monday. Duncan Quillian answers instead.")
