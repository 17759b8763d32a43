"""Who is gone or away, or stands in meanwhile, stays; patients who leave or go on do not. All is invented."""

from __future__ import annotations

from datetime import date

import pytest

from oceandx.intake.redaction import Redactor
from redacting import redaction_words

REDACTOR = Redactor(redaction_words(), today=lambda: date(2026, 11, 26))


def redacted(text: str) -> str:
    return REDACTOR.redact([text]).texts[0]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("We pay for seven licences since Rosa Quill left.", "Rosa Quill"),
        ("Depuis que Rosalie Quillet est partie, plus personne n'a la clé.", "Rosalie Quillet"),
        ("Rosa Quill, who had written it down, retired in June.", "Rosa Quill"),
        ("Rosalie Quillet, qui l'avait notée, a pris sa retraite en juin.", "Rosalie Quillet"),
        ("With Rosa Quill away hunting I am the only one left.", "Rosa Quill"),
        ("Je suis la seule Site Admin, Rosalie Quillet étant à la chasse.", "Rosalie Quillet"),
        ("Rosalie Quillet est en arrêt de travail et je n'ai pas son mot de passe.", "Rosalie Quillet"),
        ("Nous sommes sept depuis le départ de Mme Quillet et de M. Trottier.", "M. Trottier"),
        ("En mon absence, Mme Rosalie Quillet prend mes dossiers.", "Rosalie Quillet"),
        ("Rosa Quill has the keys until I'm back.", "Rosa Quill"),
        ("I inherited this role on Nov 2 from Mrs. Quill.", "Mrs. Quill"),
        ("Mr. Quillander, who had this job before me, could sign in.", "Mr. Quillander"),
        ("M. Quillet, qui occupait ce poste avant moi, pouvait se connecter.", "M. Quillet"),
    ],
)
def test_who_is_gone_or_stands_in_stays(text: str, kept: str) -> None:
    assert kept in redacted(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Since Rosa Quill left a message we tried again.", "Quill"),
        ("Depuis que Rosalie Quillet est partie avec le formulaire, rien ne marche.", "Quillet"),
        ("Rosa Quill, who was booked at nine, left before we could fix it.", "Quill"),
        ("Rosalie Quillet étant à l'hôpital, elle n'a pas pu répondre.", "Quillet"),
        ("En mon absence, Mme Quillet a reçu deux rappels.", "Quillet"),
        ("J'ai repris le dossier de Rosalie Quillet ce matin.", "Quillet"),
        ("Rosa Quill, who was in line before me, got the form.", "Quill"),
    ],
)
def test_patients_who_leave_go(text: str, name: str) -> None:
    assert name not in redacted(text)


def test_who_fills_in_a_form_while_somebody_is_away_is_a_patient() -> None:
    told = "While I'm away: the consent that Ms. Ada Okafor filled in on Friday is not in Accuro."
    assert redacted(told) == told.replace("Ada Okafor", "«PATIENT-1»")
    assert "Ada Okafor" in redacted("While I'm away, Ms. Ada Okafor takes my calls.")


def test_a_role_in_the_sentence_after_a_telephone_is_somebody_elses() -> None:
    told = "One who noticed: Ms. Ada Okafor, 506-555-0111. Other physicians' pages look right."
    assert "Ada Okafor" not in redacted(told)
