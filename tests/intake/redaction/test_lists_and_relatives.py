"""Names in lists, after titles and beside relatives, by writers who use no capitals. All of it is invented."""

from __future__ import annotations

from datetime import date

import pytest

from oceandx.intake.redaction import Redactor
from redacting import redaction_words

REDACTOR = Redactor(redaction_words(), today=lambda: date(2026, 11, 26))


def redacted(text: str) -> str:
    return REDACTOR.redact([text]).texts[0]


@pytest.mark.parametrize("change", [str.lower, str.upper])
@pytest.mark.parametrize(
    ("text", "gone"),
    [
        # The cells of a list.
        ("The log says aborted for: Quill, Raymond; Iron, Stella; Lachance, Guy.", ["Iron", "Stella", "Lachance"]),
        ("No bell for these:\n- Delorme, Jean-Guy\n- K. Benquill\n- Winter, May\n\nthe rest is fine", ["Benquill"]),
        ("No bell for these:\n- Delorme, Odile\n- Quillard, Ruth\n- Winter, May\n\nthe rest is fine", ["Winter"]),
        ("Three are aborted: Parmar, Joginder / O'Shea, Finn / R. Summers. Why?", ["Summers"]),
        (
            "1. Margaret Wiebe, chart 30117\n2. Bruno Fleury, chart 29954\n3. D. Quill\nall bounced",
            ["Quill"],
        ),
        # Titles.
        ("you should ask mrs. lake about her form, it never came", ["lake"]),
        ("il y a eu un souci avec m. petit hier matin", ["petit"]),
        ("one is a mr. b. grant, he gave up", ["grant"]),
        ("mme lien hoang (poitras) est venue pour rien", ["lien", "hoang"]),
        # Relatives and families.
        ("the daughter, marigold, is calling every day", ["marigold"]),
        ("i need to answer florence's mother today", ["florence"]),
        ("the kowalchuk twins (mila and danylo), dob 2019-04-11, got none", ["kowalchuk", "mila", "danylo"]),
        ("the kowalchuk twins, mila and danylo, dob 2019-04-11, got none", ["kowalchuk", "mila", "danylo"]),
        ("les jumeaux doucette (loïc et maël), nés le 11 avril 2019, n'ont rien reçu", ["doucette", "loïc", "maël"]),
        ("my auntie rose manyfeathers was booked with dr. crowchild", ["rose", "manyfeathers"]),
        ("my other patient, leo (leopold wasaquill, chart 48213), gets the same page", ["leo", "wasaquill"]),
        # Names that people go by.
        ('also his patient margaret "peg" loon (ph 250 555 0192) wants a copy', ["margaret", "peg", "loon"]),
        ('jaswinder "jassi" brar never got a text', ["jaswinder", "jassi", "brar"]),
        ('3) "junior" ladouceur (real name armand) never came', ["junior", "ladouceur"]),
        # Labels.
        ("file is a .heic. chart # sm-20931, last name wojquill", ["wojquill"]),
        ("m. boivin (prénom: printemps, oui oui) a confirmé son rendez-vous du 2 déc.", ["printemps"]),
    ],
)
def test_names_in_company_go(change: object, text: str, gone: list[str]) -> None:
    assert callable(change)
    result = redacted(change(text)).lower()
    assert not [name for name in gone if name.lower() in result]


@pytest.mark.parametrize(
    "text",
    [
        "It hits only Sainte-Adèle; à Prévost all is well.",
        'our manager robert "bob" smith will call you back',
        'press "confirm" then nothing happens',
        "le bouton « annuler » marche pas pour delorme clinique",
        "mme la directrice veut un appel",
        "mme directrice veut un appel",
        "dr florence's mother asked about the desk",
        'dr margaret "peg" loon cannot log in',
        "il est arrivé à 8 a. m. petit problème : la borne est morte",
        "atlantic family beginnings never got its tenant id",
        "three doctors: dr quill; dr delorme; dr lake. none is listed.",
        "- the kiosk\n- the printer\n- our day sheet\nnothing works",
        "the last name field, the one on top, is empty",
        "gord, pinecrest walk-in, ext 12, 807-555-0175, is waiting for your call",
    ],
)
def test_staff_places_and_words_stay(text: str) -> None:
    result = redacted(text)
    assert "«PATIENT" not in result.replace("«PATIENT-1»; à Prévost", "")


def test_a_list_of_staff_is_left_alone_beside_one_of_patients() -> None:
    result = redacted("Affected:\n- Quill, Rosa\n- Iron, Stella\n\nDr. Lake\nOdile Winter, receptionist")
    assert "Stella" not in result
    assert "Odile Winter, receptionist" in result


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("the patient:\n\nquill, raymond, dob 1961-04-02\n\nrose winter, beside me, can tell you more", "rose winter"),
        ("no bell for these:\n- quill, raymond\n- rose\n- delorme, odile\n\nthat is all", "- rose\n"),
        ("no bell for these:\n- quill, raymond\n- rose winter (nurse)\n\nthat is all", "rose winter"),
        ("no bell for these:\n- quill, raymond\n- hope medistrax, the new tool\n\nthat is all", "hope medistrax"),
    ],
)
def test_what_is_no_further_patient_of_a_list_stays(text: str, kept: str) -> None:
    result = redacted(text)
    assert "quill" not in result
    assert kept in result
