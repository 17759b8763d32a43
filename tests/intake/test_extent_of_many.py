"""Whom a trouble touches that is usually one patient's, where patients are told of in the plural."""

from __future__ import annotations

import pytest

from intake.wordings import reader
from oceandx.intake.message import Message


@pytest.mark.parametrize(
    ("body", "extent"),
    [
        ("Francophone patients keep getting the text reminder in English. Mrs. Quill was insulted.", "unknown"),
        ("Mrs. Quill keeps getting the text reminder in English. Her daughter told us.", "one-patient"),
        ("Clients find our reminders in their junk folder. The latest is Rosa Quill.", "unknown"),
        ("Nos patients francophones reçoivent leur texto de rappel en anglais. Mme Pelland s'en plaint.", "unknown"),
        ("Mme Pelland reçoit son texto de rappel en anglais.", "one-patient"),
    ],
)
def test_one_who_is_named_is_an_example_of_many(body: str, extent: str) -> None:
    assert reader().read(Message("", body)).extent == extent


@pytest.mark.parametrize(
    "body",
    [
        "The day sheet is empty. All docs.",
        "Online booking shows the wrong times, whoever the doctor.",
        "The day sheet is empty for every physio.",
        "La feuille de journée est vide, que ce soit chez un médecin ou l'autre.",
    ],
)
def test_all_are_touched(body: str) -> None:
    assert reader().read(Message("", body)).extent == "all"
