"""Letters about something else that name troubles on their way, and troubles told in the words of such letters."""

from __future__ import annotations

import pytest

from intake.wordings import codes


@pytest.mark.parametrize(
    "body",
    [
        "We have been asked what to do in the event that a patient gets locked out.",
        "Procedure when a patient is locked out: call the desk.",
        "En cas de panne de synchronisation, voir Gilles au poste 12.",
        "Comment réagir quand un patient est barré?",
        "Advenant une perte de la clé de chiffrement, qui appelle-t-on?",
    ],
)
def test_what_only_might_happen_is_no_trouble(body: str) -> None:
    assert codes(body) == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("No reminders have gone out to any of our patients since Monday. In case of questions call me.", "S03"),
        ("Aucun rappel ne part depuis lundi, pour aucun médecin. En cas de besoin, je suis au poste 3.", "S03"),
    ],
)
def test_whom_to_call_in_case_takes_nothing_from_a_trouble(body: str, code: str) -> None:
    assert code in codes(body)
