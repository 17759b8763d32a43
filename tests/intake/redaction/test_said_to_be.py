"""Who is said to be somebody at work, or is to get an office's papers, stays; patients go. All is invented."""

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
        ("The one with the encryption key is Wanda Quill.", "Wanda Quill"),
        ("The girl who does billing was called Wanda.", "Wanda"),
        ("La fille du soir, c'est Luce Bérard.", "Luce Bérard"),
        ("Le gars des ordinateurs se nomme Luce Bérard.", "Luce Bérard"),
        ("Our web guy Rosa Quill put the link on the site.", "Rosa Quill"),
        ("notre gars des ordinateurs, Luce Bérard, a tout branché", "Luce Bérard"),
        ("Resumes to Rosa Quill by Friday please.", "Rosa Quill"),
        ("Envoyez la facture à Luce Bérard.", "Luce Bérard"),
        ("Say hi to Rosa Quill from all of us.", "Rosa Quill"),
        ("Dites merci à Luce Bérard!", "Luce Bérard"),
    ],
)
def test_who_is_at_work_stays(text: str, kept: str) -> None:
    assert kept in redacted(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The girl in the waiting room is Rosa Gagnon.", "Gagnon"),
        ("The one who got no reminder is Rosa Gagnon.", "Gagnon"),
        ("The first one it refused was Rosa Gagnon.", "Gagnon"),
        ("Her girl is called Rosa Gagnon.", "Gagnon"),
        ("La dame qui attend, c'est Rosa Gagnon.", "Gagnon"),
        ("La patiente du soir, c'est Rosa Gagnon.", "Gagnon"),
        ("One of our patients, Rosa Gagnon, got two.", "Gagnon"),
        ("We mailed an invoice to Rosa Gagnon. She is 82.", "Gagnon"),
        ("La facture est à Rosa Gagnon, née en 1951.", "Gagnon"),
    ],
)
def test_patients_go(text: str, name: str) -> None:
    assert name not in redacted(text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Mr. Oyelowo told Wendy that he never got his text", "Mr. «PATIENT-1» told Wendy that he never got his text"),
        ("Mr. Oyelowo told Wendy Oakes he got nothing", "Mr. «PATIENT-1» told Wendy Oakes he got nothing"),
        ("She told Wendy that she got nothing", "She told Wendy that she got nothing"),
        ("la patiente a dit à Josée Roy que rien ne marche", "la patiente a dit à Josée Roy que rien ne marche"),
        ("M. Oyelowo dit à Josée qu'il n'a rien reçu", "M. «PATIENT-1» dit à Josée qu'il n'a rien reçu"),
        ("Dre Roy a dit à Marie Oyelowo de rappeler", "Dre Roy a dit à «PATIENT-1» de rappeler"),
        ("the nurse told Marie Oyelowo that she is next", "the nurse told «PATIENT-1» that she is next"),
        (
            "The patient saw the nurse who told Marie Oyelowo to rebook",
            "The patient saw the nurse who told «PATIENT-1» to rebook",
        ),
        ("She told Ximena her reminder is late", "She told «PATIENT-1» her reminder is late"),
        ("she told Marie Oyelowo that she is next", "she told «PATIENT-1» that she is next"),
    ],
)
def test_whom_a_patient_tells_something_works_there(text: str, kept: str) -> None:
    assert redacted(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "Brenda Oakes tried it with her twice",
        "Brenda Oakes called her back twice",
        "Brenda Oakes tried the key from the binder",
        "Sylvie Oakes a essayé avec elle",
        "Sylvie Oakes l'a rappelée hier",
        "Sylvie Oakes a pris trois cas",
    ],
)
def test_who_does_something_with_a_patient_or_a_key_works_there(text: str) -> None:
    assert redacted(text) == text
