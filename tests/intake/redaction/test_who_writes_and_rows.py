"""Patients who write, the short names they go by, and names that only their row shows. All names are invented."""

from __future__ import annotations

from datetime import date

import pytest

from oceandx.intake.redaction import Redactor
from redacting import redaction_words

REDACTOR = Redactor(redaction_words(), today=lambda: date(2026, 11, 26))


def redacted(text: str) -> str:
    return REDACTOR.redact(["", text]).texts[1]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("hello this is Perpetua Quillian, i live at 12 Spruce Cres, Kenora. pls call me", "Perpetua"),
        ("Bonjour, je suis Ovide Quessy, je reste au 12 rue des Pins, Rimouski. Je veux mon dossier.", "Ovide"),
        ("I need my blood work, my card is 6612 044 938 MR.\n\nPerpetua Quillian", "Quillian"),
        ("Bonjour, je suis la fille de M. Ovide Quessy, il veut ses résultats.\nMerci\nNorma Quessy", "Norma"),
        ("My mother Mrs. Perpetua Quillian (PHN 9012 345 678) wants a copy.\n\nSamuel Quillian", "Samuel"),
    ],
)
def test_a_patient_who_writes_goes(text: str, name: str) -> None:
    assert name not in redacted(text)


@pytest.mark.parametrize(
    "text",
    [
        "Her card is 6612 044 938 MR and nothing works.\n\nWanda Quillian",
        "See below.\nWanda Quillian, reception\n\n-----Original Message-----\nFrom: x\nmy card is 6612 044 938 MR",
        "La patiente dit : ma carte est la 6612 044 938 MR, rien ne marche.\n> Voir plus bas\nOdette Lavigne, adjointe",
    ],
)
def test_who_writes_of_a_patients_card_stays(text: str) -> None:
    assert "Wanda Quillian" in redacted(text) or "Odette Lavigne" in redacted(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The line for Bartholomew Quill says Sent. Bart swears he has nothing.", "Bart "),
        ("M. Kwabena Asante ne reçoit rien. Il demande qu'on l'appelle Kwab.", "Kwab."),
    ],
)
def test_the_short_name_of_a_patient_goes(text: str, name: str) -> None:
    assert name not in redacted(text)


def test_who_is_greeted_by_the_same_beginning_stays() -> None:
    text = "Hi Bart, the line for Bartholomew Quill says Sent."
    assert redacted(text).startswith("Hi Bart,")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("kiosk refuses them all. ruth eisenberg, tony d'ambrosio are two of them", "ambrosio"),
        ("not in ocean: mrs whitlock, mr grover, joy winter all with dr osei", "winter"),
        ("First three are tomorrow: Burgess, Wilfred (Bud); Noor Al-Hashimi; p. zwicker.\nThanks", "zwicker"),
        ("e.g. mrs chen phn 9876 104 552, rose hope, D. O'Shaughnessy. all lost", "rose hope"),
        ("Liste :\n- GAGNON, LUCETTE\n- Tremblay, Marie\n- roy, rose\nMerci", "roy, rose"),
    ],
)
def test_what_fills_a_row_of_patients_goes(text: str, name: str) -> None:
    assert name not in redacted(text)


@pytest.mark.parametrize(
    "text",
    [
        "mrs whitlock, mr grover, dr winter are lost",
        "Mrs. Whitlock, Mr. Grover, Brenda Osei RN will call you",
    ],
)
def test_who_works_there_stays_beside_a_row(text: str) -> None:
    assert redacted(text).rsplit(", ", 1)[1] == text.rsplit(", ", 1)[1]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("pt Lionel Quessy never gets the text reminders on his cell", "Lionel"),
        ("On Friday I sent a form to Delphine Summer and I could see her on the Ocean list.", "Delphine"),
        ("Please look at Mr. Wolfgang Buhler's account, something is off.", "Buhler"),
        ("Le statut ne change jamais. Ex. Nadège Pierre-Louis, le 24 novembre.", "Nadège"),
        ("The text reminder didn't reach Autumn Meekis, all others fine.", "Meekis"),
        ("Deux patientes de la physio, Farida Benali et Rosa Quill, se plaignent.", "Farida"),
        ("One of our regulars, Joy (last name Quillian) got five.", "Joy"),
        ("pt may grace locked out of her message from dr osei today", "may grace"),
    ],
)
def test_what_only_looked_like_staff_goes(text: str, name: str) -> None:
    assert name not in redacted(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Chart no. V-2291.", "2291"),
        ("tried her chart number 77 014. nothing", "77 014"),
        ("Got the password, all works. (It was spelled wrongly in its first letter: Kt9-vault-Heron)", "Kt9"),
    ],
)
def test_values_in_rarer_layouts_go(text: str, value: str) -> None:
    assert value not in redacted(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Wassim devait écrire à Juste Lavertu (courriel juste.lavertu@courrier.example) hier.", "Lavertu"),
        ("Rose Lake emailed us (roselake55@mail.example) about it", "Rose Lake"),
        ("Caller: Augustin Fairchild, tel 905-555-0121. Says got our email about Dec 2.", "Fairchild"),
        ("Caller: Reginald Ashdown\nRe: appt with Dr. Iqbal Dec 1\nPage errors out.", "Ashdown"),
        ("client locked out. jerome k. lives at 77 Birch Cres, Thunder Bay ON P7B 4R2", "jerome"),
        ("texts fail. gurpreet on 250.555.0117 is the one who told us first", "gurpreet"),
        ("Can you unlock Hyun-woo? last name Bae.", "Hyun"),
        ("I also can't find Alma Whitehorse, whom I saw last month", "Whitehorse"),
        ("Ocean acts up with Trevor Nightingale. No more is known", "Nightingale"),
    ],
)
def test_a_name_beside_what_tells_of_it_goes(text: str, name: str) -> None:
    assert name not in redacted(text)


@pytest.mark.parametrize(
    "text",
    [
        "Caller: Augustin Fairchild, Lakeside Clinic. Says reminders fail.",
        "Rappelez-moi svp. Lucienne au 613-555-0158",
    ],
)
def test_who_calls_for_the_clinic_stays(text: str) -> None:
    assert "Fairchild" in redacted(text) or "Lucienne" in redacted(text)


@pytest.mark.parametrize(
    "text",
    [
        "Sa date de naissance au dossier est le 07/08/1961; elle dit 8 juillet.",
        "Né le 3 mai 1950 au dossier mais sa carte indique le 8 juillet.",
        "Born May 3 1950 in the chart, she says it is July 8.",
    ],
)
def test_a_birthday_that_is_said_otherwise_goes(text: str) -> None:
    result = redacted(text)
    assert "juillet" not in result
    assert "July" not in result


@pytest.mark.parametrize(
    "text",
    [
        "born May 3 1950. The log reads Dec 1 as the day. She said Dec 2.",
        "She says July 8 was the first day without reminders.",
        "It started on the day we changed the API password (Nov 19).",
    ],
)
def test_a_day_of_the_trouble_that_is_said_stays(text: str) -> None:
    assert redacted(text)[-30:] == text[-30:]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("not one has it: rosa quillian / penny lane / S.K. Mahmoudi\n- Kendra", "Mahmoudi"),
        ("missing ones: 9:15 joy summers, 9:30 OLSEN KARL, 10:00 prakash n., and more", "summers"),
        ('I tried "HUANG Xiuying", "Deschênes, Armand" and "penny lane" in vain', "penny lane"),
    ],
)
def test_a_row_with_other_signs_between_goes(text: str, name: str) -> None:
    assert name not in redacted(text)


def test_a_key_of_letters_and_digits_without_a_sign_goes() -> None:
    text = "Je joins la clé d'API que le vendeur m'avait remise, au cas où : sk_ocn_4f9a17Be02Qd."
    assert "4f9a17" not in redacted(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("À la borne d'accueil, M. Gédéon Vachon (carte soleil VACG 4307 1802) s'est fait refuser.", "Vachon"),
        ("It's for the referral of Grace Church, health card 7719 203 448, born May 9 1961.", "Church"),
        ("They want forms: Hodan, Warsame, little Sagal Abdirahman, Idil Abdirahman and Zakaria.", "Hodan"),
        ("like may field and Grant Quillian both missed Monday", "may field"),
        ("Eunice (the lady in the purple coat, chart 55670, no last name) gets no texts.", "Eunice"),
        ("Ex.: lafrenière guylaine doss. 1204; o'bomsawin theresa doss. 1377.", "bomsawin"),
        ('A patient of theirs, "Sunny" (real name Sunniva Arnesen), waits.', "Sunny"),
        ("Incoming referrals have no owner (latest: Petrenko O.)", "Petrenko"),
        ("Hope Christmas (yes that's her real name) opened her reminder.", "Christmas"),
        ("Mme Blanche Neige (vrai nom!) n'a pas eu de rappel.", "Neige"),
        ("this is Bilal Quillian's father. His OHIP is 6620 118 734 AB.\n\nThanks\nImran", "Imran"),
        ("Ça concerne le dossier de Théo Charest-Paquin, n° 9043.", "9043"),
    ],
)
def test_a_number_or_a_row_says_whose_a_name_is(text: str, name: str) -> None:
    assert name not in redacted(text)
