"""Numbers of things, dates and a clinic's telephone stay where a patient's values go. Everything here is invented."""

from __future__ import annotations

from datetime import date

import pytest

from oceandx.intake.redaction import Redactor
from redacting import redaction_words

REDACTOR = Redactor(redaction_words(), today=lambda: date(2026, 11, 26))


def redacted(text: str) -> str:
    return REDACTOR.redact(["", text]).texts[1]


@pytest.mark.parametrize(
    "text",
    [
        "The tablet with serial QTR-55120-3341 is dead.",
        "Three Plus licences were charged on INV-2026-004417 and nobody knows why.",
        "The label printer (asset B-3310, firmware V12) is jammed.",
        "Le rappel est parti en anglais le 11-05-2026.",
        "Nothing moves. Gateway firmware 7.4.12 if that matters.",
        "Version 7.4.12 of the gateway, and Accuro 12.3.10.",
        "The link says siteNum 7204 and opens nothing.",
        "Merci.\nPerrine Gagnon, directrice\n12, rue du Quai, Matane (Québec) G4W 1A1",
        "Thanks.\nIngrid Oak\nCedar Point Clinic, 12 Quay Rd, Ansel ON L0K 3B7, 604 555-0123",
        "Merci.\n\nPerrine Gagnon\nGMF des Ormes, 1180 rue Principale, Matane (Québec) G4W 1A1",
        "Bonjour, c'est pour votre suivi no 6620, merci.",
        "Bonjour, le no de suivi 6620 est fermé, ou le numéro de suivi 6621.",
        "Merci.\nPerrine, Clinique des Ormes, 418 555-0123",
        "Her PHN is wrong on the page.\nIngrid, Cedar Point Clinic, 604 555-0123",
    ],
)
def test_numbers_of_things_days_and_the_clinic_stay(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    "label",
    [
        "lic",
        "lic. no.",
        "licence no.",
        "permis",
        "OIIQ",
        "no de professionnel",
        "slot id",
        "asset",
        "asset tag",
        "corr. id",
        "CPSO",
        "CPSBC",
        "CPSA",
        "CPSM",
        "CMQ",
        "billing number",
        "billing no.",
    ],
)
def test_what_a_label_says_to_be_of_a_thing_or_a_doctor_stays(label: str) -> None:
    text = f"Thanks, Dr. P. Quill, {label} 70216"
    assert redacted(text) == text


def test_a_clinics_telephone_stays_below_a_patients_number() -> None:
    text = "PHN 9876 543 210 gets no reminder.\nIngrid, Cedar Point Clinic, 604 555-0123"
    assert redacted(text) == "PHN «HEALTH-NUMBER-1» gets no reminder.\nIngrid, Cedar Point Clinic, 604 555-0123"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Pt: Quill, Rosa\nPh: (705) 555-0123 ext 4", "Pt: «PATIENT-1»\nPh: «PHONE-1»"),
        ("Ph: (705) 555-0123 ext 4", "Ph: «PHONE-1»"),
        ("Two wait: D 207 7316 and card M4410 927", "Two wait: «HEALTH-NUMBER-1» and card «HEALTH-NUMBER-2»"),
        ("dob 7.4.12, version 8.2.11", "dob «BIRTH-DATE-1», version 8.2.11"),
        ("Il est né en 12/1957.", "Il est né en «BIRTH-DATE-1»."),
        ("son permis A1234-567890-12", "son permis «HEALTH-NUMBER-1»"),
        ("Kiosk says no.\nRosa Quill, 12 Pine St", "Kiosk says no.\n«PATIENT-1», «ADDRESS-1»"),
        (
            "Je suis absente du bureau jusqu'au 2 avril, pour une urgence on me joint ici.\nRosa Quill\n12, rue Roy",
            "Je suis absente du bureau jusqu'au 2 avril, pour une urgence on me joint ici.\n«PATIENT-1»\n«ADDRESS-1»",
        ),
        ("Permis A1234-567890-12, licence D1234-56789-01234", "Permis «HEALTH-NUMBER-1», licence «HEALTH-NUMBER-2»"),
        (
            "Can you renew my prescription?\nRosa Quill\nRetired Nurse, 604 555-0123",
            "Can you renew my prescription?\n«PATIENT-1»\nRetired Nurse, «PHONE-1»",
        ),
        (
            "Can you renew my prescription?\nRosa Quill\nRetired Nurse, 12 Pine St",
            "Can you renew my prescription?\n«PATIENT-1»\nRetired Nurse, «ADDRESS-1»",
        ),
        (
            'The patient wrote: "No link.\nRosa Quill\nManager, 12 Pine St"',
            'The patient wrote: "No link.\n«PATIENT-1»\nManager, «ADDRESS-1»"',
        ),
        ("Rosa Quill, ref 12.04.51", "«PATIENT-1», ref «BIRTH-DATE-1»"),
        (
            "Voyez mon gestionnaire ou la secrétaire de l'étage, je suis loin jusqu'en mai.\nRosa Quill\n12, rue Roy",
            "Voyez mon gestionnaire ou la secrétaire de l'étage, je suis loin jusqu'en mai.\n«PATIENT-1»\n«ADDRESS-1»",
        ),
        (
            "Nos patients ont leurs textos en anglais, et c'est pas bien fort.\nClinique du Lac\nRosa : 506-555-0123",
            "Nos patients ont leurs textos en anglais, et c'est pas bien fort.\nClinique du Lac\nRosa : «PHONE-1»",
        ),
        ("dob 1942-03, very hard of hearing", "dob «BIRTH-DATE-1», very hard of hearing"),
        ("Une dame née vers 1942-11 attend.", "Une dame née vers «BIRTH-DATE-1» attend."),
    ],
)
def test_values_in_parts_go(text: str, wanted: str) -> None:
    assert redacted(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Bonjour, Mme Rosa Quill, a cliqué pour rien.", "Bonjour, Mme «PATIENT-1», a cliqué pour rien."),
        (
            "Bonjour, Mme Rosa Quill, carte soleil QUIR 5155 3009, attend.",
            "Bonjour, Mme «PATIENT-1», carte soleil «HEALTH-NUMBER-1», attend.",
        ),
        (
            "Bonjour, Mme Kim Anh Trần-Roy, NAM : TRAK 5155 3009, attend.",
            "Bonjour, Mme «PATIENT-1», «PATIENT-2» : «HEALTH-NUMBER-1», attend.",
        ),
        ("Bonjour, Mme Rosa Quill, née en mai, attend.", "Bonjour, Mme «PATIENT-1», née en mai, attend."),
        ("Bonjour, Mme Rosa Quill, avez-vous eu mon mot?", "Bonjour, Mme Rosa Quill, avez-vous eu mon mot?"),
        ("Hello, Mrs. Rosa Quill, a question for you.", "Hello, Mrs. Rosa Quill, a question for you."),
    ],
)
def test_whom_a_greeting_tells_of_is_no_reader_of_it(text: str, wanted: str) -> None:
    assert redacted(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Tout tombe dans la boîte du bon médecin. Celui de M. Aurèle Pinson y traîne.",
            "Tout tombe dans la boîte du bon médecin. Celui de M. «PATIENT-1» y traîne.",
        ),
        (
            "Tout tombe dans la boîte, pleine depuis septembre. Celui de M. Aurèle Pinson y traîne.",
            "Tout tombe dans la boîte, pleine depuis septembre. Celui de M. «PATIENT-1» y traîne.",
        ),
        (
            "Les horaires sont dans Ocean, sauf celui de Mme Solange Roy.",
            "Les horaires sont dans Ocean, sauf celui de Mme Solange Roy.",
        ),
    ],
)
def test_what_a_new_sentence_says_of_somebodys_is_no_schedule(text: str, wanted: str) -> None:
    assert redacted(text) == wanted


def test_a_secret_is_found_where_the_stretch_of_another_word_ends() -> None:
    """Each word for a secret is followed for so many letters, and the end must not cut a value in two."""
    for length in range(150, 260):
        text = "The password page is odd. " + "x" * length + ' then they sent the token, "eyJhbGc.Zm9vYm.k3-Q7". Odd.'
        assert "Zm9vYm" not in redacted(text)
    for length in range(30, 40):
        text = "The password page " + "so " * length + "then xk4tt9 as the token. Odd."
        assert "xk4tt9" not in redacted(text)


@pytest.mark.parametrize(
    "told",
    [
        "Can you renew my prescription?", "Please renew my medication.", "Could someone refill my inhaler?",
        "I need a refill of my ramipril.", "Any refills of my drops?", "I ran out of my pills.", "Where do my meds go?",
        "Is my medication ready?", "Are my medications ready?", "The drug store says no refills left.",
        "Pouvez-vous renouveler ma prescription?", "Je veux renouveler mon ordonnance.",
        "C'est pour le renouvellement de ma prescription.", "C'est pour le renouvellement de mon ordonnance.",
        "J'ai fini mes pilules.", "Je prends mes médicaments.", "Je n'ai plus mon médicament.",
    ],
)  # fmt: skip
def test_who_asks_for_a_medicine_of_their_own_is_a_patient(told: str) -> None:
    assert redacted(f"Hello, this is Rosa Quill. {told}") == f"Hello, this is «PATIENT-1». {told}"


@pytest.mark.parametrize(
    "told", ["The sync is down.", "Patients ask us to renew prescriptions online.", "Ma liste ne s'ouvre pas."]
)
def test_who_does_not_is_none(told: str) -> None:
    assert redacted(f"Hello, this is Rosa Quill. {told}") == f"Hello, this is Rosa Quill. {told}"


@pytest.mark.parametrize("form", ["the form", "our website form", "a form online", "your form"])
def test_who_filled_in_a_form_is_a_patient(form: str) -> None:
    assert redacted(f"Rosa Quill filled in {form} yesterday.") == f"«PATIENT-1» filled in {form} yesterday."
