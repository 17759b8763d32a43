"""Addresses of the clinic stay, those of patients go; who writes, or is written to, stays. All is invented."""

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
        ("We're at 40 Charlotte St., the door is blue", "40 Charlotte St."),
        ("Kindly note our new address from Dec 1: 2290 Elphinstone Ave.", "2290 Elphinstone Ave"),
        ("I typed our clinic address (41 Mill St E) into her chart", "41 Mill St E"),
        ("Notre clinique est au 1010, rue Sherbrooke Ouest.", "1010, rue Sherbrooke Ouest"),
        ("Notre bureau : 2325 rue de l'Université, local 1200.", "2325 rue de l'Université"),
        ("L'adresse de la clinique, c'est le 12, rue Fiset", "12, rue Fiset"),
        ("Dr. LeBlanc's office is also on Shore, at 2100 Shore Rd", "2100 Shore Rd"),
        ("our office is at 41 Mill St, K0A 1W0", "K0A 1W0"),
        # Who writes, and who is written to.
        ("the same nurse account (me, Joanne Avalak) is refused", "Joanne Avalak"),
        ("I'm the nurse at Lakeside (Joanne Avalak) and I can't send", "Joanne Avalak"),
        ("Je suis la secrétaire ici (Luce Bérard)", "Luce Bérard"),
        ("All is slow today.\nLuce Bérard pour Dr Roy", "Luce Bérard"),
        ("Sven and your Kwame went back and forth", "Kwame"),
        ("Votre Anouk connaît le cas.", "Anouk"),
        ("She said she was Judith Carmody at your company", "Judith Carmody"),
        ("It is for Dr. Gill (Amrit), not for Dr. Gill (Harleen)", "Amrit"),
        ("Please address it to our controller, Vikram Chettiar, with the order", "Vikram Chettiar"),
        ("1. Odile Castonguay, IP\n2. Dr Farouk Benhaddad", "Odile Castonguay"),
        ("Could not submit the PHQ form", "PHQ"),
        # What stands in brackets after a word for a secret may be a day; the name of a user is no secret.
        ("after the reset of our key (Nov 13, done by Jordan on your side)", "done by Jordan on your side"),
        ("user OceanAPIcgt40, password Tundra-Fox_4418", "OceanAPIcgt40"),
        # Places that are called like people.
        ("it's just me here today in Haines Junction", "Haines Junction"),
        ("Dr. Roy is in Fort Smith this week", "Fort Smith"),
        ("plus d'Internet du tout à Aupaluk", "Aupaluk"),
        ("It was sent to Dauphin, MB.", "Dauphin"),
        ("The form for Dr. Gill (Amrit) never came back.", "Amrit"),
    ],
)
def test_what_is_the_clinics_stays(text: str, kept: str) -> None:
    assert kept in redacted(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Our patient lives at 41 Mill St", "41 Mill St"),
        ("Our office is closed. 41 Mill St has no text either.", "41 Mill St"),
        ("Notre bureau est fermé. 41 rue Fiset, Moncton, n'a rien reçu.", "41 rue Fiset"),
        ("our office has her address wrong, it is 41 Mill St", "41 Mill St"),
        ("Notre clinique envoie tout à Mme Roy, 12, rue Fiset", "12, rue Fiset"),
        ("We moved the file. Address: 41 Mill St", "41 Mill St"),
        ("Our office is at 9 King St. Patient is at 41 Mill St", "41 Mill St"),
        ("Our office is at 9 King St; her code is K0A 1W0", "K0A 1W0"),
        ("She told me, Rosa Quill got nothing", "Rosa Quill"),
        ("I'm calling for her (Rosa Quill)", "Rosa Quill"),
        ("your patient Rosa has none", "Rosa"),
        ("It is for Mrs. Gill (Amrit)", "Amrit"),
        ("Rosa Quill pour son rendez-vous", "Rosa Quill"),
        ("our password (Nov7Quill!x9)", "Nov7Quill!x9"),
        ("user OceanAPI0000, password OceanAPI#2231x", "OceanAPI#2231x"),
        ("Mme Taber n'a rien reçu", "Taber"),
        ("patient Perth Sussex got no text", "Sussex"),
    ],
)
def test_what_is_a_patients_goes(text: str, value: str) -> None:
    assert value not in redacted(text)
