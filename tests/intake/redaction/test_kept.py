"""What a clinic needs to find the trouble stays: days of the trouble, staff, clinics, places. Names are invented."""

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
        "Les derniers ne partent jamais (le 11 novembre, par exemple).",
        "Est-ce que ça ne devait pas être réglé le 9 novembre?",
        "Il manque le rdv du 3 déc 14 h et celui du 26 nov 11 h.",
        "The visit of Nov 26 11 am is missing, that of 3 Dec 10 p.m. too.",
    ],
)
def test_the_day_of_the_trouble_stays(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Gaétan Roy, ne le premier mai mil neuf cent quarante", "premier mai"),
        ("Patient ne 3 mai 1961", "3 mai 1961"),
        ("DDN 26 nov 41", "26 nov 41"),
        ("born Nov 26 41 here", "Nov 26 41"),
    ],
)
def test_a_birth_without_its_accent_goes(text: str, day: str) -> None:
    assert day not in redacted(text)


@pytest.mark.parametrize(
    "text",
    [
        "Reminders are late on clinic days (Tuesdays and Thursdays).",
        "Toujours en retard, les Mardis et les Jeudis.",
        "Three doctors (Duquette, Fortier, Chen) are affected.",
        "Chez quatre physios (Aubin, Duquette, Gill), rien.",
    ],
)
def test_plain_words_and_lists_of_staff_stay(text: str) -> None:
    assert redacted(text) == text


def test_whoever_is_so_old_is_a_patient_and_no_pronoun() -> None:
    assert redacted("Rose Quispe got it in English. She is 84.") == "«PATIENT-1» got it in English. She is 84."


@pytest.mark.parametrize(
    "text",
    [
        "No times online for Imogen Faraday PT, why?",
        "Our RMT Imogen Faraday has no times.",
        "Notre TRP, Ludovic Massé, a tout perdu.",
        "Rien ne marche.\n\nLudovic Massé pht",
    ],
)
def test_who_has_the_designation_of_a_profession_stays(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize("text", ["Imogen Faraday pt of Dr. Roy", "Ludovic Massé PT DU DR ROY"])
def test_who_is_called_a_patient_has_no_designation(text: str) -> None:
    assert redacted(text).startswith("«PATIENT-1»")


@pytest.mark.parametrize(
    "text",
    [
        "Client: Pic Grove River Family Health Team",
        "Kiosk frozen - Strathnaver Performance",
        "Jayden @ Otter Grove Athletic Therapy",
        "Key reset at Wascanash Psychological - fallout",
        "Our sister clinic on Princess St has no kiosk.",
        "My phone went through the ice at Emma Lake.",
        "The clinic near Lac Imogen is closed.",
    ],
)
def test_clinics_streets_and_lakes_stay(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Mrs. Rose Quispe (chart 11862) is from Gravelbank, no texts.", "Gravelbank"),
        ("Mme Rose Quispe habite à Forestbourg, aucun texto.", "Forestbourg"),
    ],
)
def test_where_a_patient_is_from_stays(text: str, place: str) -> None:
    assert place in redacted(text)
    assert "Quispe" not in redacted(text)


@pytest.mark.parametrize(
    "text",
    [
        "The message is from Imogen Faraday",
        "Le message vient d'Imogen Faraday",
        "We are looking at Wanjirush Otienos",
        "Imogen Faraday Massage form",
        "Imogen Faraday Health Card 1234 567 890",
    ],
)
def test_whom_a_message_is_from_and_who_has_a_form_are_no_places(text: str) -> None:
    assert not {"Imogen", "Otienos"} & set(redacted(text).split())
