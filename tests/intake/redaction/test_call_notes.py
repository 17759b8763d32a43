"""Support's own notes: who called or wrote for a clinic stays, patients and their families go. Names are invented."""

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
        "Caller Wanda Pelland had a list.",
        "Caller Wanda Pelland of Northcoast Wellness reports that a patient has disappeared.",
        "Client contact: Wanda Pelland at Guildford Paediatrics.",
        "Chat started by Wanda P. She says every user sees scrambled text.",
        "Call from Wanda Pelland, Tamarack Medical Associates. Wanda states that the page is slow.",
        "L'appelante se nomme Wanda. Aucun autre médecin n'offre la réservation.",
        "La cliente (Mme Pelland, Clinique Val-Rivard) explique que les patients voient le message.",
        "La cliente (Wanda Pelland, Clinique de Rivardville) rappelle pour dire merci.",
        "La cliente mentionne deux patients.\n\nCliente : Wanda Pelland, Clinique Rivard, site 11896.",
        "(13:02) Wanda: hi, i try to link my account\n(13:03) agent: were you signed in?\n(13:04) Wanda: yes",
        "[09:02] Agent (Kirk): hi\n[09:03] Visitor (Wanda): the day sheet stops\n[09:05] Visitor (Wanda): yes",
        "Nom : Wanda Pelland\nOrganisme : Clinique des Eskers\nPoste : commis\nProblème : rien ne va",
        "Clinic name ........ Lakeside Medical\nYour name .......... Wanda Pelland",
        "Site number: 7711\nEMR: Accuro\nIssue: see screenshot\nAttachment: (none)\nName: Wanda Pelland",
        "Rang Wanda back today. All is well.",
        "Visitor: Hi it's Wanda. Our patients open the reminder and see nothing.",
        "Form: new\nName: Wanda Pelland    Clinic: Harbourfront Clinic",
        "Les avis n'arrivent plus à Wanda Pelland ni à moi.",
        "Aucune demande depuis que Wanda a refait le formulaire.",
        "Mme Pelland est partie avec le mot de passe de chiffrement.",
        "She tried Wanda's machine too.",
        "The echo is refused when I add it to the eReferral to Tamarack.",
        "Could someone phone Wanda at the front?",
        (
            "I am away until March 16. If you need to confirm an appointment, please call the clinic. "
            "For reminders or kiosk trouble see Wanda."
        ),
        "Two new girls are starting (Wanda and Luz) and need training.",
    ],
)
def test_who_turns_to_support_stays(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Appelante : Wanda Pelland, pour elle et son mari. La page tourne sans fin.", "Pelland"),
        (
            "Appelante Mme Wanda Pelland, tél. 819 555-0133, conjointe de Luc Pelland. L'écran lui dit d'appeler.",
            "Wanda",
        ),
        ("Caller Wanda Pelland, chart 4471, cannot confirm.", "Pelland"),
        ("Caller Wanda Pelland, DOB in the chart, cannot confirm.", "Pelland"),
        ("Agent: Which patient?\nCaller: Pelland, Wanda M.   DOB 1999-02-03", "Pelland"),
        ("Caller: All of them. I'm looking at Wanda Pelland's for today, it has nothing.", "Pelland"),
        ("Caller Wanda Pelland. Says she got our email about her visit.", "Pelland"),
        ("Got a call from Wanda Pelland, her reminder says to phone us.", "Pelland"),
        ("The client (Wanda Pelland, 4471 is her chart) got two reminders.", "Pelland"),
        ("10:02 Wanda Pelland: I did not get the form\n10:05 Clinic: sorry, we resent it", "Pelland"),
        ("Name: Wanda Pelland\nDOB: 1970-02-03\nClinic: Lakeside", "Pelland"),
        ("Kateri (la fille de Wanda Pelland) est au comptoir.", "Kateri"),
        ("It was Ezekiel, 4, son of Wanda Pelland.", "Ezekiel"),
        ("Un monsieur, Luc Pelland, pensait joindre sa clinique.", "Pelland"),
        ("Referral for Wanda Pelland is still unassigned.", "Pelland"),
        ("Depuis que Wanda a changé son courriel, elle ne reçoit rien : Wanda Pelland, dossier 4471.", "Pelland"),
    ],
)
def test_a_patient_who_calls_goes(text: str, name: str) -> None:
    assert name not in redacted(text)


def test_a_number_that_is_spoken_goes_though_no_digit_is_written() -> None:
    said = "her health number is eight one five, three three, zero four six two she is new"
    assert redacted(said) == "her health number is «HEALTH-NUMBER-1» she is new"


def test_the_address_of_a_mother_who_writes_is_not_the_clinics() -> None:
    text = "Je suis la mère d'Élie (né le 2017-04-19). On change notre adresse pour le 48 rue Rivard, app. 3."
    assert "Rivard" not in redacted(text)


def test_to_whom_one_refers_stays_beside_a_patient() -> None:
    text = redacted("Trying to attach Mrs. Pelland's echo to the eReferral to Foothills. It gets turned down.")
    assert "Foothills" in text
    assert "Pelland" not in text


def test_who_signs_right_below_a_list_of_patients_is_not_on_it() -> None:
    text = redacted("Liste d'hier :\n  - Mbaye, A.\n  - J.-P. Quill\nMireille Naud (Clinique jeunesse de Rivard)")
    assert "Mireille Naud" in text
    assert "Quill" not in text
