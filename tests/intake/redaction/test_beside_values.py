"""What stands in and beside a value says whose a name is, and how a date is written out. All of it is invented."""

from __future__ import annotations

from datetime import date

import pytest

from oceandx.intake.redaction import Redactor
from redacting import redaction_words

REDACTOR = Redactor(redaction_words(), today=lambda: date(2026, 11, 26))


def redacted(text: str) -> str:
    return REDACTOR.redact([text]).texts[0]


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Patient : Ovide Plourde, carte santé 4417-902-835 RD.", "Plourde"),
        ("Un cas : Odile Niyonkuru, santé 2095-664-118-ZL.", "Niyonkuru"),
        ("Dernier cas : Kofi Asante-Lavallée, santé Ontario 8840 552 017 FN.", "Asante"),
        ("Example: Gwen Ashby, health 8840 552 017 FN.", "Ashby"),
        ("l'état reste tel quel (ex. Hubert Nadon, 92, chemin du Lac-Vert, Cantley J8V 3B5)", "Nadon"),
        ("Mr. Desmond Iyer (61 Farrand Street, Unit 2, Thunder Bay ON P7A 3H5) sent us a letter.", "Iyer"),
    ],
)
def test_the_words_of_a_value_name_no_clinic(text: str, gone: str) -> None:
    assert gone not in redacted(text)


@pytest.mark.parametrize(
    "text",
    [
        "Julie Roy, clinique du Lac-Vert, est à l'accueil.",
        "Ask Gwen Ashby, Family Health Team, about the tablet.",
        "Le site 1234-567-890 est le nôtre.",
    ],
)
def test_a_clinic_that_is_no_value_is_one_still(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Un cas de la semaine : santé 2095-664-118-ZL", "Un cas de la semaine : santé «HEALTH-NUMBER-1»"),
        ("one case from today, 2095 664 118 ZL", "one case from today, «HEALTH-NUMBER-1»"),
        ("billet 2095-664-118", "billet 2095-664-118"),
        ("our case number is 2095-664-118", "our case number is 2095-664-118"),
    ],
)
def test_a_number_laid_out_like_a_health_number_is_a_case_only_directly_after_that_word(text: str, left: str) -> None:
    assert redacted(text) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Her birthday is June the ninth, nineteen forty-one.", "Her birthday is «BIRTH-DATE-1»."),
        ("dob June ninth, 1941", "dob «BIRTH-DATE-1»"),
        ("dob June the 9th, nineteen forty-one", "dob «BIRTH-DATE-1»"),
        ("born on the ninth of June nineteen forty-one", "born on the «BIRTH-DATE-1»"),
        ("née le neuf juin mil neuf cent quarante et un", "née le «BIRTH-DATE-1»"),
        ("His birthday is March 3 and not March 13.", "His birthday is «BIRTH-DATE-1» and not «BIRTH-DATE-2»."),
        ("Né le 3 mars et non le 13 mars.", "Né le «BIRTH-DATE-1» et non le «BIRTH-DATE-2»."),
        ("It broke on June the ninth, not before.", "It broke on June the ninth, not before."),
        ("Since May one of them fails, and not March 13.", "Since May one of them fails, and not March 13."),
    ],
)
def test_birth_dates_are_written_out_in_many_ways(text: str, left: str) -> None:
    assert redacted(text) == left


def test_who_writes_of_their_own_card_or_birth_date_is_a_patient() -> None:
    told = (
        "Please see below.\nMikayla\n\nFrom: Oriane Cormier\nSent: November 11\nTo: Front desk\n\n"
        "I typed my birth date and it says locked.\nThanks, Oriane"
    )
    result = redacted(told)
    assert "Oriane" not in result
    assert "Mikayla" in result


@pytest.mark.parametrize(
    "text",
    [
        "Another one.\n\n> From: Walter Ferris\n> To: reception\n> I have now had four reminders.\n\nWhy? Joanne",
        "One more.\n\n> From: Walter Ferris\n> I have now had four reminders.\n\nShe told her doctor, too. Joanne",
        "Une autre.\nLison\n\nDe : Walter Ferris\nÀ : Réception\n\nJ'ai reçu le rappel trois fois.",
    ],
)
def test_who_tells_what_they_got_themselves_is_a_patient(text: str) -> None:
    result = redacted(text)
    assert "Ferris" not in result
    assert "Joanne" in result or "Lison" in result


def test_who_tells_what_their_patients_got_works_there() -> None:
    told = "Voir plus bas.\nLison\n\nDe : Walter Ferris\nÀ : Lison\n\nJ'ai vérifié les rappels de mes patients."
    assert redacted(told) == told


def test_who_writes_of_a_patients_card_works_there() -> None:
    told = "See below.\nMikayla\n\nFrom: Oriane Cormier\nTo: Support\n\nHis birth date is refused.\nThanks, Oriane"
    assert redacted(told) == told


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Dr. Basu has slots. Tomas Zhang (t.zhang@mailbox.example) wrote us to complain", "Zhang"),
        ("La boîte est vide. Ginette Dutil, elle, a fini par trouver le sien.", "Dutil"),
        ("Two families this morning, and the little Kowalski-Obi girl.", "Kowalski"),
    ],
)
def test_who_begins_a_sentence_does_not_sign(text: str, gone: str) -> None:
    assert gone not in redacted(text)


@pytest.mark.parametrize("text", ["Nothing syncs. Tomas Zhang (reception)", "Rien ne part. Ginette Dutil, secrétaire"])
def test_who_stands_at_the_end_with_a_post_signs(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Last was SOLOMON KEEWATIN (Sask. health services no. 812 345 670). Rhonda marks them.", "KEEWATIN"),
        (
            "tried last name, first name, hcn.\n\nMahnoor Siddiqui-Bell\nHC# 2345 678 901\neveryone else is found",
            "Mahnoor",
        ),
        ("the text didn't reach Dieudonné Mukendi, PHN 9876-543-210; others got theirs.", "Mukendi"),
        ("my name is Lakshmi Ramanathan born 14/02/1961", "Ramanathan"),
        ("le dossier de M. Lamontagne (no 7734-B) dans Ocean", "7734-B"),
        ("the chart of Mr. Lamontagne (# 7734) in Ocean", "7734"),
        ("ARSENEAU Gilles | 70011 | 1961-04-30\nBOUZID Nadia | 70458 | 1985-12-08", "70458"),
        ("Allo l'équipe, M. Esteban Quiroga (dossier 48812) nous a répondu", "Quiroga"),
        ("Hi, a patient of Dr. Varga, Prakash Iyer, tried to confirm", "Iyer"),
        ("Dr. E, Vikram Subramaniam and O'Leary, Siobhan both pressed confirm.", "Subramaniam"),
        ("no reminders: Winter, Dale; Winter, Joy; Pham. Everybody else's go.", "Pham"),
        (
            "Patient below. Any idea why? She is upset about it.\n\n> From: Ivy Greyeyes\n> I pushed confirm, nothing.",
            "Greyeyes",
        ),
    ],
)
def test_a_value_beside_a_name_makes_it_a_patients(text: str, gone: str) -> None:
    assert gone not in redacted(text)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("NAM SAVE48071412, rien au dossier", "NAM «HEALTH-NUMBER-1», rien au dossier"),
        ("la dernière est LAVE 5857 1234", "la dernière est «HEALTH-NUMBER-1»"),
        ("DOB is 5th of May, she says 15th of June", "DOB is «BIRTH-DATE-1», she says «BIRTH-DATE-2»"),
        ("Née le 5 mai, elle dit le 15 juin", "Née le «BIRTH-DATE-1», elle dit le «BIRTH-DATE-2»"),
        ("birth date 5th of May, should be 6th of May", "birth date «BIRTH-DATE-1», should be «BIRTH-DATE-2»"),
        ("born 5 May, her visit was 15 June", "born «BIRTH-DATE-1», her visit was 15 June"),
        ("charts 12 345 and 12 346", "charts «CHART-1» and «CHART-2»"),
        ("pt 12 345 has no appt", "pt «CHART-1» has no appt"),
        ("patient # PED-2231 cannot confirm", "patient # «CHART-1» cannot confirm"),
        ("the chart number on the label reads PED-2231", "the chart number on the label reads «CHART-1»"),
        ("dossier patient MR-4471, rien", "dossier patient «CHART-1», rien"),
        ("Mme Tremblay, no MR-4471, n'a rien reçu", "Mme «PATIENT-1», no «CHART-1», n'a rien reçu"),
        ("Marie Tremblay PED-2231 cannot confirm", "«PATIENT-1» «CHART-1» cannot confirm"),
        ("Marie Tremblay (12 345) cannot confirm", "«PATIENT-1» («CHART-1») cannot confirm"),
        ("She typed the 5th of May as her birthday", "She typed the «BIRTH-DATE-1» as her birthday"),
        ("Elle a mis le 5 mai comme date de naissance", "Elle a mis le «BIRTH-DATE-1» comme date de naissance"),
        (
            "her birth date in Accuro is the 5th of May but she says 6th of May",
            "her birth date in Accuro is the «BIRTH-DATE-1» but she says «BIRTH-DATE-2»",
        ),
        ("the key we have on paper says Maple7-tree-Lake", "the key we have on paper says «SECRET-1»"),
        ("The new one is k9Lm-2Rvt-88Qx-ZbPa.", "The new one is «SECRET-1»."),
        (
            "Sunny (last name Bath, no card) cannot confirm",
            "«PATIENT-1» (last name «PATIENT-2», no card) cannot confirm",
        ),
        ("ticket INC-4471 of our patient", "ticket INC-4471 of our patient"),
        ("our patient asked about ticket INC-4471 again", "our patient asked about ticket INC-4471 again"),
        ("the field last name Bath shows twice", "the field last name Bath shows twice"),
        ("site MTL-223, aucun patient", "site MTL-223, aucun patient"),
        ("It broke on May 5 as expected", "It broke on May 5 as expected"),
        ("Room B-120 has no kiosk", "Room B-120 has no kiosk"),
        ("version Win11-beta-two of the browser", "version Win11-beta-two of the browser"),
    ],
)
def test_values_that_stand_apart_from_their_word(text: str, left: str) -> None:
    assert redacted(text) == left
