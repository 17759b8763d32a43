"""Steps that changed nothing or that nobody took, and a reminder log without a line."""

from __future__ import annotations

import pytest

from intake.wordings import codes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Refreshing does nothing.", []),
        ("The sync hasn't run since Friday.", ["S06"]),
        ("The sync didn't run last night and Ocean is empty.", ["S06"]),
        ("Rafraîchir ne change rien.", []),
        ("Nobody has run the full sync since Monday.", []),
        ("On n'a pas lancé la synchro complète depuis lundi.", []),
        ("Dr. Roy's day sheet shows 6 of her 19 bookings. Refreshing does nothing.", ["S02"]),
        ("Nothing has synced between Accuro and Ocean since Monday. Refreshing does nothing.", ["S06"]),
        ("Plus rien ne se synchronise entre Accuro et Ocean. Rafraîchir ne change rien.", ["S06"]),
    ],
)
def test_a_step_that_changed_nothing_is_no_synchronization_that_fails(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The log has no line for Dr. Roy's patients", ["S03"]),
        ("The reminder log is empty for Dr. Roy", ["S03"]),
        ("Rien dans le journal des rappels pour les patients de la Dre Roy", ["S03"]),
        ("Only patients who came through an eReferral get reminder e-mails.", ["S03"]),
        ("Seuls les patients venus d'une référence reçoivent un rappel par courriel", ["S03"]),
        ("The fax log is empty", []),
        ("« livré » au journal mais elle n'a rien reçu", ["S07"]),
        ("The reminder log shows abandoned for 3 patients", ["S08"]),
        ("There are 16 in Accuro and 9 in Ocean", ["S02"]),
        ("There are 16 providers in Accuro and 9 licences in Ocean", []),
    ],
)
def test_a_log_without_a_line_tells_that_no_reminder_goes_out(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("None of our providers are on the Patients page", ["S01"]),
        ("Not one of our doctors is on the list", ["S01"]),
        ("None of our patients complain about the Patients page", []),
        ("All our providers are on the Patients page", []),
    ],
)
def test_whom_nobody_of_is_on_a_page_is_missing_there(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ocean doesn't know me when I launch it from Accuro", ["S24"]),
        ("Ocean me replace pas quand je l'ouvre d'Accuro", ["S24"]),
        ("Cloud Connect me logue pas", ["S26"]),
        ("Ocean doesn't email me when a patient replies", ["S36"]),
        ("Les patients s'enregistrent à la borne mais on voit pas l'arrivée", ["S34"]),
        ("Still nothing from QHR since we signed in June", ["S39"]),
        ("She wants texts and gets only e-mails", ["S09"]),
        ("Elle veut des textos mais reçoit juste des courriels", ["S09"]),
        ("He wants e-mails and gets only texts", []),
        ("The bookings of Dr. Roy are missing. No answer from QHR so far.", ["S02"]),
        ("Nothing from QHR about the reminders, but they go out fine", []),
        ("Daniel Corbeil a la clé de chiffrement", []),
    ],
)
def test_what_is_denied_within_a_phrase_is_denied(text: str, expected: list[str]) -> None:
    assert codes(text) == expected
