"""Codes, passwords and names that stand apart from their word, or beside another one. Every one is invented."""

from __future__ import annotations

from datetime import date

import pytest

from oceandx.intake.redaction import Redactor
from redacting import redaction_words

REDACTOR = Redactor(redaction_words(), today=lambda: date(2026, 11, 26))


def redacted(text: str) -> str:
    return REDACTOR.redact(["", text]).texts[1]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("My 2FA is 812 447. It says expired", "My 2FA is «SECRET-1». It says expired"),
        ("the verification code 81 24 47 was refused", "the verification code «SECRET-1» was refused"),
        ("the texted code (812447) expired", "the texted code («SECRET-1») expired"),
        ("the authenticator shows 812 447 today", "the authenticator shows «SECRET-1» today"),
        ("le code reçu par texto, 812447, est expiré", "le code reçu par texto, «SECRET-1», est expiré"),
        ("I tried the 2FA 812 447 and then 019-337", "I tried the 2FA «SECRET-1» and then «SECRET-2»"),
        ("le code à usage unique était 812 447", "le code à usage unique était «SECRET-1»"),
    ],
)
def test_a_code_that_is_sent_once_goes_wherever_it_stands_in_its_sentence(text: str, kept: str) -> None:
    assert redacted(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "the verification code never came for ticket 448190",
        "Two-factor is on since version 2025.1.",
        "the verification code did not come. We have 100 200 patients",
        "authenticator: case no. 448 190",
    ],
)
def test_another_number_near_such_a_code_stays(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("We tried the key Kx4!lantern and redbarn44owl, neither works", "the key «SECRET-1» and «SECRET-2», neither"),
        ("passwords: Lantern-24x or grange51hibou.", "passwords: «SECRET-1» or «SECRET-2»."),
        ("mot de passe Lanterne24! ou grange51hibou ou hibou52grange ?", "«SECRET-1» ou «SECRET-2» ou «SECRET-3» ?"),
        ("After the key reset all fails. The old one was hibou.rouge.31", "The old one was «SECRET-1»"),
        ("Nouvelle clé. L'ancienne : hibou.rouge.31. La nouvelle : grange.bleue.12", "L'ancienne : «SECRET-1». La"),
        ("Nouvelle clé. L'ancienne : hibou.rouge.31. La nouvelle : grange.bleue.12", "La nouvelle : «SECRET-2»"),
    ],
)
def test_a_secret_beside_another_goes_too(text: str, kept: str) -> None:
    assert kept in redacted(text)


@pytest.mark.parametrize(
    "text",
    [
        "the password and OceanAPI0000 are both fine",
        "the old key expired, the new one from Nov-12 works",
        "the old browser was version12, the new one too",
    ],
)
def test_what_is_no_secret_beside_a_word_for_one_stays(text: str) -> None:
    assert redacted(text) == text


def test_what_follows_a_secret_and_is_a_plain_word_or_a_user_stays() -> None:
    assert redacted("password Lantern24! and OceanAPI0000") == "password «SECRET-1» and OceanAPI0000"
    assert redacted("password Lantern24! and ticket48120") == "password «SECRET-1» and ticket48120"
    assert redacted("password Lantern24!. And redbarn44owl wrote") == "password «SECRET-1». And redbarn44owl wrote"
    assert redacted("password Lantern24! and nothing else") == "password «SECRET-1» and nothing else"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("c'est bien Mme Savary, épelé S-A-V-A-R-Y", "c'est bien Mme «PATIENT-1», épelé «PATIENT-2»"),
        ("the clerk says spell it O-k-o-j-i-e", "the clerk says spell it «PATIENT-1»"),
        ("it is G-U-N-N, not Gun", "it is «PATIENT-1», not Gun"),
    ],
)
def test_a_name_that_is_spelled_goes(text: str, kept: str) -> None:
    assert redacted(text) == kept


@pytest.mark.parametrize("text", ["the O-C-E-A-N tab", "it is A-B-C with us", "row A-1-B-2"])
def test_what_is_spelled_and_no_name_stays(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize("text", ["ticket K0481 227", "receipt no. 3318", "matter no. 33188"])
def test_a_number_of_paperwork_stays(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It does not matter 9876543217 is hers", "9876543217"),
        ("Mme Roy n'a rien reçu no 44102", "44102"),
        ("La patiente n'a rien reçu, n° 9876543217", "9876543217"),
    ],
)
def test_no_word_of_paperwork_in_a_sentence_keeps_a_patients_number(text: str, value: str) -> None:
    assert value not in redacted(text)


def test_an_address_that_a_line_break_parts_before_its_sign_goes_whole() -> None:
    assert redacted("son courriel : ines_gt\n@hotmail.example") == "son courriel : «EMAIL-1»"
    assert redacted("he wrote today\n@Brenda can you look") == "he wrote today\n@Brenda can you look"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("FPS 441207D, he wants English", "FPS «HEALTH-NUMBER-1», he wants English"),
        ("no SSNA 4410298801 du patient", "no SSNA «HEALTH-NUMBER-1» du patient"),
        ("Service number V12 345 678, ext. 4", "Service number «HEALTH-NUMBER-1», ext. 4"),
        ("les anciens combattants, K0481 227", "les anciens combattants, «HEALTH-NUMBER-1»"),
        ("health no. 441207 Dr. Roy", "health no. «HEALTH-NUMBER-1» Dr. Roy"),
    ],
)
def test_a_number_of_a_federal_programme_goes_with_its_letter(text: str, kept: str) -> None:
    assert redacted(text) == kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("It texted me a code, 812 447, which expired.", "It texted me a code, «SECRET-1», which expired."),
        ("Ils m'ont envoyé un code, 812447, et rien.", "Ils m'ont envoyé un code, «SECRET-1», et rien."),
        ("son fils l'aide, max.g arobase lac.example", "son fils l'aide, «EMAIL-1»"),
    ],
)
def test_a_code_that_came_by_text_and_an_address_with_its_sign_in_words_go(text: str, kept: str) -> None:
    assert redacted(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "Adressez-vous à Luc Pelland à la réception.",
        "Mon usager Accuro : PVaillant",
        "My Accuro user is PVaillant",
        "Job id in the panel: 1029384756.",
        "les rappels sortent pu pour trois docs (Bouffard, Nantel et Saint-Cyr)",
        "look at nuage.example for more",
    ],
)
def test_whom_to_ask_a_user_of_a_program_and_the_number_of_a_job_stay(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("J'ai Luc Pelland à la réception.", "J'ai «PATIENT-1» à la réception."),
        ("Our patient is PVaillant", "Our patient is «PATIENT-1»"),
        ("L'usager Pelland n'a pas eu son rappel.", "L'usager «PATIENT-1» n'a pas eu son rappel."),
    ],
)
def test_who_stands_at_the_desk_goes(text: str, kept: str) -> None:
    assert redacted(text) == kept
