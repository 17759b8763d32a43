"""Who works on the program or with patients is staff, as is who one word governs with staff. Names are invented."""

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
        "The kiosk takes everybody since Wanda Pelland set a fallback provider.",
        "La borne accepte tout le monde depuis que Josée a changé le délai.",
        "Réglé : le patient n'est plus barré, Ginette a cliqué Clear Lock Out.",
        "He was unlocked by Wanda and finished his form.",
        "Il a été débarré par Ginette et il a rempli son formulaire.",
        "When Wanda Pelland called her she was quite upset.",
        "Quand Ginette Pelland lui a téléphoné, elle a trouvé le lien.",
        "Wanda Pelland is looking after Ocean while I am away.",
        "Luce Pelland s'occupe d'Ocean pendant mon congé.",
        "She is locked. Wanda is on the phone with her now",
        "Elle est barrée. Ginette est au téléphone avec elle.",
        "Rosa Pelland fait un remplacement chez nous.",
        "I'm the new manager, replaced Rosa Pelland on Nov 2.",
    ],
)
def test_who_does_the_work_of_staff_stays(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Rosa Quill changed the appointment and got two reminders.", "Quill"),
        ("Rosa Quill called her clinic because the link is dead.", "Quill"),
        ("Rosa Quill a changé d'adresse courriel et ne reçoit rien.", "Quill"),
        ("Rosa Quill a modifié son rendez-vous en ligne.", "Quill"),
        ("Rosa Quill clicked the confirm link and got an error page.", "Quill"),
        ("Rosa Quill selected the wrong doctor in the list.", "Quill"),
        ("Rosa Quill a choisi le français et reçoit l'anglais.", "Quill"),
        ("The link was clicked by Rosa Quill at noon.", "Quill"),
        ("I replaced Rosa Quill with Luc Hay in the morning slot.", "Quill"),
        ("Her daughter Rosa Quill called her twice about the form.", "Quill"),
        ("Rosa Quill was on the phone, the link is dead.", "Quill"),
        ("I have Rosa Quill on the phone, she gets no reminder.", "Quill"),
    ],
)
def test_who_does_what_patients_do_goes(text: str, name: str) -> None:
    assert name not in redacted(text)


@pytest.mark.parametrize(
    "text",
    [
        "When clients of Wanda and Josie click on the confirm link they get an error page.",
        "C'est un souhait des patients (et de nos réceptionnistes Ginette et Rose).",
        "Our IT fellow (Gord Pelland) changed the policy last night.",
        "We hired Dr. Rosa Pelland 3 weeks ago and she is not in the list.",
        "Ça fait trois appels, mercredi avec un certain Devon. Je n'ai pas les droits.",
        "Ça va, c'est Luc de TechnoNord qui l'a vérifié.",
    ],
)
def test_who_is_named_as_staff_stays(text: str) -> None:
    assert redacted(text) == text


def test_who_is_named_before_anothers_birth_date_is_no_patient() -> None:
    text = "Ça va, c'est Luc de TechnoNord qui l'a vérifié. Ocean refuse le PDF de Rosa Quill (née le 2019/05/22)."
    assert "Luc de TechnoNord" in redacted(text)
    assert "Quill" not in redacted(text)


@pytest.mark.parametrize(
    "text",
    [
        "Au bureau sur la rue Mountain, rien ne se passe.",
        "Notre point de service sur le chemin Innes a ouvert lundi.",
        "Priscilla Hay LPN\nWhyte Avenue Women's Clinic",
        "The phones are down because of construction on Simcoe, so this hurts.",
        "She manages a clinic in Wiarton on another program, and their mails stopped.",
        "Since that minute High River has not received one thing from Accuro.",
    ],
)
def test_where_an_office_is_stays(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("La patiente habite au 41, rue Mountain, et ne reçoit rien.", "Mountain"),
        ("Patient High River has not received one reminder.", "High River"),
        ("She goes by a certain Devon Quill in the chart.", "Quill"),
        ("A patient with last name Quispe gets no text.", "Quispe"),
    ],
)
def test_where_a_patient_lives_or_is_called_goes(text: str, name: str) -> None:
    assert name not in redacted(text)
