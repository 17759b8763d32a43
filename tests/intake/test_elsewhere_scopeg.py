"""Letters about something else that name troubles on their way, and troubles told in the words of such letters."""

from __future__ import annotations

import pytest

from intake.wordings import codes, reader
from oceandx.intake.message import Message


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


@pytest.mark.parametrize(
    "body",
    [
        "No patient of Dr. Roy got a reminder in May. Someone ticked her box, and since then not a hiccup.",
        "The kiosk sent everyone to the desk. Lena fixed the rule; it never happened again.",
        "Les patients de la Dre Roy ne recevaient aucun rappel. Léna a coché sa case. Depuis, pas une plainte.",
        "La borne envoyait tout le monde au comptoir. Une case à cocher, et ça ne s'est jamais reproduit.",
    ],
)
def test_what_is_long_over_in_everyday_words_is_past(body: str) -> None:
    reading = reader().read(Message("", body))
    assert not reading.symptoms
    assert reading.past or reading.out_of_scope


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("After years without a problem, no reminders go out to any patient of Dr. Roy this week.", "S03"),
        ("Après trois ans sans un pépin, aucun rappel ne part depuis lundi pour la Dre Roy.", "S03"),
    ],
)
def test_what_ran_well_before_does_not_end_what_comes_after(body: str, code: str) -> None:
    assert code in codes(body)
