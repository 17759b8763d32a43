"""Whom a ticket is about where several things speak for several extents: signs, their places, and their points."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from intake.wordings import reader
from oceandx.intake.message import Message
from oceandx.intake.recognising import Understood
from oceandx.model.recognition import ExtentPoints
from oceandx.model.vocabulary import Language
from recognition import pattern, recogniser

MISSING = {"missing": [pattern("show- booking")]}
Points = Mapping[str, Mapping[str, int]]


def read(text: str, signs: Points, *, symptoms: Points | None = None, ahead: int = 0, usual: str = "") -> Understood:
    points = ExtentPoints(
        signs=signs,
        symptoms=symptoms or {},
        concepts=frozenset({"everyone", "own-screen"}),
        turned=frozenset({"everyone"}),
        cues={"only": {Language.EN: ("only",), Language.FR: ("juste",)}},
        ahead=ahead,
    )
    return recogniser(MISSING, extents=points, usual={"missing": usual} if usual else None).understand(text, 0)


def seen(text: str) -> set[str]:
    return set(read(text, {}).whom.signs)


@pytest.mark.parametrize(
    ("text", "there", "not_there"),
    [
        ("The bookings of Dr. Roy are missing.", "clause provider named", "clause provider one"),
        ("The bookings of a doctor are missing.", "clause provider one within", "clause provider named"),
        ("The bookings of two doctors are missing.", "sentence provider several within", "sentence provider one"),
        ("Only a doctor is missing bookings.", "clause provider only", "clause provider several"),
        ("The bookings of a doctor only are missing.", "clause provider only", "clause provider one"),
        ("The bookings are missing. We only see it is for a doctor.", "ticket word only", "ticket provider only"),
        ("The bookings are missing. It is about a doctor.", "near provider one", "sentence provider one"),
        ("The bookings are missing. It is here. A doctor is here.", "ticket provider one", "near provider one"),
        ("The bookings are missing. The doctors see them.", "near provider plural spared", "near provider plural"),
        ("Dr. Roy and Dr. Chen see it. The bookings are missing.", "ticket provider names 2", "clause provider named"),
        ("The bookings are missing for everybody.", "sentence everyone", "sentence own-screen"),
        ("The only bookings are missing.", "sentence word only", "clause word only"),
        ("Les rendez-vous sont juste absents.", "sentence word only", "sentence word number"),
        ("The juste bookings are missing.", "ticket patients named 0", "ticket word only"),
        ("The 12 bookings are missing.", "sentence word number", "sentence word only"),
        ("The bookings are missing.", "found unknown", "found all"),
        ("The bookings of all doctors are missing.", "found all", "found unknown"),
        ("The bookings are missing.", "symptom missing", "symptom unsent"),
    ],
)  # fmt: skip
def test_signs_have_the_place_that_is_seen_from_the_complaint(text: str, there: str, not_there: str) -> None:
    assert there in seen(text)
    assert not_there not in seen(text)


def test_what_stands_in_the_clause_stands_in_all_that_holds_it() -> None:
    signs = seen("The bookings of a doctor are missing.")
    assert {f"{place} provider one within" for place in ("clause", "sentence", "near", "ticket")} <= signs


def test_what_tells_different_things_of_symptoms_is_a_sign_for_each_nature() -> None:
    text = "The bookings are missing for everybody."
    assert "usually one-user, sentence everyone" in read(text, {}, usual="one-user").whom.signs
    assert not any(sign.startswith("usually") for sign in read(text, {}).whom.signs)


def test_patients_are_counted_by_their_names() -> None:
    points = ExtentPoints(signs={}, symptoms={}, concepts=frozenset(), turned=frozenset(), cues={}, ahead=0)
    text = "The bookings are missing. patient  and patient "
    places = [text.index("patient"), text.rindex("patient")]
    for names, count in (("AA", 1), ("AB", 2)):
        understood = recogniser(MISSING, extents=points).understand(
            text, 0, named=dict(zip(places, names, strict=True))
        )
        assert f"ticket patients named {count}" in understood.whom.signs


def test_points_are_added_up_and_the_most_tell() -> None:
    signs: Points = {"always": {"unknown": 4}, "found one-provider": {"one-provider": 5}, "ticket everyone": {"all": 6}}
    assert read("The bookings are missing.", signs).extent == "unknown"
    assert read("The bookings of Dr. Roy are missing.", signs).extent == "one-provider"
    assert read("The bookings of Dr. Roy are missing. It is so for everybody.", signs).extent == "all"
    usual: Points = {"missing": {"one-user": 7}}
    assert read("The bookings of Dr. Roy are missing.", signs, symptoms=usual).extent == "one-user"


def test_an_extent_that_is_hardly_ahead_of_another_is_not_told() -> None:
    signs: Points = {"found one-provider": {"one-provider": 5, "all": 3}}
    text = "The bookings of Dr. Roy are missing."
    assert read(text, signs, ahead=2).extent == "one-provider"
    assert read(text, signs, ahead=3).extent == "unknown"


def test_each_sign_says_what_it_gave_to_the_extent_that_is_told() -> None:
    signs: Points = {"found one-provider": {"one-provider": 5, "all": 3}, "always": {"one-provider": -1, "unknown": 2}}
    whom = read("The bookings of Dr. Roy are missing.", signs).whom
    assert (whom.signs["found one-provider"], whom.signs["always"], whom.signs["symptom missing"]) == (5, -1, 0)


def test_where_nothing_is_complained_of_there_is_no_extent() -> None:
    whom = read("The bookings of Dr. Roy are here.", {"always": {"all": 9}}).whom
    assert (whom.extent, whom.signs) == ("unknown", {})


@pytest.mark.parametrize(
    ("body", "extent"),
    [
        ("We can't find Dr. Amadi on the Patients page. The six other doctors are there.", "one-provider"),
        ("La Dre Amadi n'est pas dans la page Patients. Les quatre autres médecins y sont.", "one-provider"),
        ("Dr. Amadi and Dr. Zelinka are both missing from the Patients page.", "several"),
        ("On my new laptop all patients in Ocean are padlocks. My colleague reads their names fine.", "one-user"),
        ("Sur mon nouveau portable, tous les patients sont des cadenas. Ma collègue lit leurs noms.", "one-user"),
        ("Nobody at the clinic gets an email when a patient replies to a message. None of us do.", "all"),
        ("Personne de l'équipe ne reçoit d'avis par courriel quand un patient répond à un message.", "all"),
        ("The reminder log says Aborted for a dozen people, different doctors, no pattern.", "unknown"),
        ("For Dr. Amadi only, the status that the reminder was sent is not in Accuro. Others have it.", "one-provider"),
        ("None of our patients get their reminder e-mails any more, whoever the doctor.", "all"),
    ],
)
def test_whom_clinics_mean(body: str, extent: str) -> None:
    reading = reader().read(Message("", body))
    assert len(reading.symptoms) == 1
    assert reading.extent == extent
