"""Who signs at the very end, a clinic beside them or below, or a word of farewell before. Names are invented."""

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
        "The reminders stopped on Tuesday for all doctors.\nBest, Wanda-Lou",
        "Les rappels ne partent plus pour tous les médecins.\nNiaweh, Ginette",
        "La borne refuse tout le monde depuis mardi.\nPrélèvements Chaudière, Ginette",
        "La borne refuse tout le monde depuis mardi. Clinique digestive de Laval, Ginette.",
        "the licence lapses soon and nothing is cut off yet. Halifax Kids Clinic Wanda",
        "Le problème du lien est réglé pour tout le monde.\n\nRock Pelland, ORL Charlesbourg",
        "No doctor sees the new status in the scheduler.\n\nRegards\nSimone Arsenault, RN\nAtlantic Family Horizons",
        "Every patient gets an error page.\n\nTrish Delorme\nClinic supervisor, Heartline Calgary (site 7719)",
    ],
)
def test_who_ends_a_message_beside_a_clinic_or_a_farewell_stays(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    "subject_and_body",
    [
        ("Message patient", "Ma collègue peut envoyer, moi non.\nSolange Robichaud\nAgente administrative, Centre Roy"),
        ("Patient message", "My colleague can send, I cannot.\nSolange Robichaud\nOffice clerk, Lakeside Clinic"),
    ],
)
def test_a_subject_that_names_a_feature_makes_no_message_a_patients(subject_and_body: tuple[str, str]) -> None:
    assert REDACTOR.redact(subject_and_body).texts[1] == subject_and_body[1]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Two of them called this morning, no reminder:\nQuill, Wanda", "Quill"),
        ("The photo is not in the file 77-2041. Inès Benali-Roy. Dr. Hay, Dermato Laval. Wanda", "Benali"),
        ("The reminders of two patients failed this week:\nRose Quill, Luc Pelland", "Quill"),
        ("The form is lost for one person today. Lost Massage Form Rosa Quispe", "Quispe"),
        ("La fiche est en double depuis mardi : Pelland, Ginette", "Pelland"),
    ],
)
def test_a_patient_named_at_the_end_goes(text: str, name: str) -> None:
    assert name not in redacted(text)
