"""Troubles of the moment within messages about something else, and questions about the reader's own."""

from __future__ import annotations

import pytest

from intake.wordings import reader
from oceandx.intake.message import Message
from oceandx.model.ticket import Reading


def read(text: str) -> Reading:
    return reader().read(Message("", text))


def codes(reading: Reading) -> list[str]:
    return [symptom.code for symptom in reading.symptoms]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            (
                "Question about our last invoice: do we pay for a doctor whose patients, since she is back this week, "
                "still never get their reminder e-mails, while the other six doctors' patients do?"
            ),
            "S03",
        ),
        (
            (
                "Ce serait bien que les patients puissent confirmer, mais depuis lundi la page de confirmation affiche "
                "« une erreur est survenue », encore ce matin, pour tous nos patients."
            ),
            "S04",
        ),
        (
            (
                "Suggestion pour vous : synchronisez plus souvent! Depuis mercredi rien ne se synchronise plus "
                "entre Accuro et Ocean, toujours rien ce matin, pour aucun de nos médecins."
            ),
            "S06",
        ),
    ],
)
def test_a_trouble_of_the_moment_is_read_within_another_matter(text: str, code: str) -> None:
    reading = read(text)
    assert (codes(reading), reading.out_of_scope) == ([code], "")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("It would be great if patients could confirm by text, please add this as a feature.", "feature-request"),
        ("Question about your last invoice: do we pay for the reminders that were not sent?", "billing"),
        (
            "Please add a feature: last winter our reminders all came twice, since then we would like a limit.",
            "feature-request",
        ),
        (
            "The printer is broken since Monday, so none of the forms are printed and nothing is in the charts today.",
            "hardware",
        ),
    ],
)
def test_a_symptom_that_belongs_to_another_matter_is_none(text: str, kind: str) -> None:
    reading = read(text)
    assert (codes(reading), reading.out_of_scope) == ([], kind)


@pytest.mark.parametrize(
    "text",
    [
        "Are your patients not getting their reminders?",
        "Vos patients ne reçoivent pas leurs rappels ?",
        "Avez-vous déjà perdu votre clé de chiffrement ?",
        "Votre borne refuse des patients ?",
    ],
)
def test_a_question_about_the_readers_own_is_no_complaint(text: str) -> None:
    assert codes(read(text)) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Why are our patients not getting their reminders?", "S03"),
        ("Nos patients ne reçoivent pas leurs rappels, savez-vous pourquoi ?", "S03"),
        ("La borne refuse des patients. Votre équipe peut-elle regarder ?", "S34"),
    ],
)
def test_a_question_about_ones_own_is_a_complaint(text: str, code: str) -> None:
    assert codes(read(text)) == [code]
