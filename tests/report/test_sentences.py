from __future__ import annotations

from collections.abc import Callable

import pytest

from oceandx.model.case import Known, Unknown, Value
from oceandx.model.diagnosis import Diagnosis
from oceandx.model.knowledge import Condition, KnowledgeBase
from oceandx.model.vocabulary import Language, Operator, Truth, UnknownReason
from oceandx.report.sentences import (
    COMPLETE,
    EXPIRED,
    HIDDEN,
    condition_text,
    evidence_text,
    gap_lines,
    gaps_of,
    link,
    meaning,
    symptom_titles,
)
from oceandx.report.words import Words


@pytest.fixture
def english(kb: KnowledgeBase) -> Words:
    return Words(kb, Language.EN, markdown=True)


@pytest.fixture
def french(kb: KnowledgeBase) -> Words:
    return Words(kb, Language.FR, markdown=True)


def gap(office: str, provider: str, **state: object) -> dict[str, object]:
    return {"emr_user": "OceanAPI", "office": office, "provider": provider, **state}


def test_gaps_name_office_provider_and_columns(english: Words, french: Words) -> None:
    gaps = (gap("Nord", "Roy, A.", missing=["labs", "emr"], read_only=["patient"], expired_since="2026-01-02"),)
    assert gap_lines(english, gaps) == [
        (
            "Office Nord, provider Roy, A.: columns to tick: **Labs**, **EMR**; "
            "read-only columns to set to full access: **Patient**; access ended on 2026-01-02"
        )
    ]
    assert french_start(gap_lines(french, gaps)[0]) == "Bureau Nord, fournisseur Roy, A. : colonnes à cocher : "


def french_start(line: str) -> str:
    return line.replace("\u00a0", " ").partition("«")[0]


def test_an_absent_row_has_no_columns(english: Words) -> None:
    gaps = (gap("Nord", "Roy", missing=["labs"], row_absent=True),)
    assert gap_lines(english, gaps) == ["Office Nord, provider Roy: no row for this provider in this office"]


PLACES = ({"office": "Nord", "provider": "Roy", "bookings": 7}, {"office": "Sud", "provider": "Roy", "bookings": 5})


@pytest.mark.parametrize("value", ["some-providers", "whole-office"])
def test_hidden_bookings_show_where_a_permission_is_missing(english: Words, value: str) -> None:
    hidden = Known(HIDDEN, value, "accuro:as_oceanapi+own_user", "2026-03-02", PLACES)
    lines = gap_lines(english, gaps_of({HIDDEN: hidden}))
    assert lines == [
        "Office Nord, provider Roy: 7 known bookings, none of them visible to the OceanAPI user",
        "Office Sud, provider Roy: 5 known bookings, none of them visible to the OceanAPI user",
    ]
    assert gaps_of({HIDDEN: hidden}, [EXPIRED]) == ()


def test_a_place_with_a_gap_in_the_grid_is_named_once(english: Words) -> None:
    hidden = Known(HIDDEN, "some-providers", "accuro:as_oceanapi+own_user", "2026-03-02", PLACES)
    grid = Known(COMPLETE, False, "import:permissions", "2026-03-02", (gap("Nord", "Roy", missing=["labs"]),))
    assert gap_lines(english, gaps_of({HIDDEN: hidden, COMPLETE: grid})) == [
        "Office Nord, provider Roy: columns to tick: **Labs**",
        "Office Sud, provider Roy: 5 known bookings, none of them visible to the OceanAPI user",
    ]


def test_bookings_that_are_not_hidden_are_no_gap() -> None:
    for fact in (
        Known(HIDDEN, "none", "accuro:as_oceanapi+own_user", "2026-03-02", PLACES),
        Unknown(HIDDEN, UnknownReason.INCONCLUSIVE, "accuro:as_oceanapi", "2026-03-02", PLACES),
    ):
        assert gaps_of({HIDDEN: fact}) == ()


@pytest.mark.parametrize(
    ("office", "provider", "french_place", "english_place"),
    [
        ("Bureau Est", "Roy", "Bureau Est, fournisseur Roy", "Office Bureau Est, provider Roy"),
        ("BUREAU-2", "Roy", "BUREAU-2, fournisseur Roy", "Office BUREAU-2, provider Roy"),
        ("West Office", "Roy", "Bureau West Office, fournisseur Roy", "West Office, provider Roy"),
        ("Nord", "Fournisseur 3", "Bureau Nord, Fournisseur 3", "Office Nord, provider Fournisseur 3"),
        ("provider", "office", "Bureau provider, fournisseur office", "Office provider, provider office"),
        ("Lac Lac", "Lee Lee", "Bureau Lac Lac, fournisseur Lee Lee", "Office Lac Lac, provider Lee Lee"),
    ],
)
def test_places_double_no_word(
    french: Words, english: Words, office: str, provider: str, french_place: str, english_place: str
) -> None:
    gaps = (gap(office, provider, row_absent=True),)
    assert gap_lines(french, gaps)[0].split("\u00a0:")[0] == french_place
    assert gap_lines(english, gaps)[0].split(":")[0] == english_place


def test_the_user_is_named_when_there_are_several(english: Words) -> None:
    gaps = (gap("N", "Roy", row_absent=True), {**gap("N", "Roy", row_absent=True), "emr_user": "Ocean_2"})
    assert [line.split(":")[0] for line in gap_lines(english, gaps)] == [
        "Office N, provider Roy (OceanAPI)",
        r"Office N, provider Roy (Ocean\_2)",
    ]


def test_gaps_of_both_facts_come_once_those_of_the_columns_first() -> None:
    first, second, third = gap("N", "A", missing=["emr"]), gap("N", "A"), gap("N", "B")
    facts: dict[str, Known | Unknown] = {
        EXPIRED: Known(EXPIRED, True, "f", "d", (third, second)),
        COMPLETE: Unknown(COMPLETE, UnknownReason.CONTRADICTORY, detail=(first,)),
    }
    assert gaps_of(facts) == (first, third)
    assert gaps_of(facts, [EXPIRED]) == (third, second)
    assert gaps_of({}) == ()


def test_a_fact_without_a_gap_shows_no_list() -> None:
    assert gaps_of({COMPLETE: Known(COMPLETE, True, "f", "d", (gap("N", "A"),))}) == ()


def test_evidence_says_only_what_is_known(kb: KnowledgeBase, english: Words, consult: Callable[..., Diagnosis]) -> None:
    diagnosis = consult("S01", {"cloud_connect.provider_selected": False})
    finding = next(f for f in diagnosis.findings if f.cause == "provider-not-selected-for-sync")
    mixed = next(a for a in finding.assessments if len(a.conditions) == 2 and a.truth is Truth.UNKNOWN)
    expected = meaning(kb, english, "cloud_connect.provider_selected", value=False)
    assert evidence_text(kb, english, mixed, {"cloud_connect.provider_selected": False}) == expected


def test_a_number_is_said_with_its_value(kb: KnowledgeBase, english: Words) -> None:
    assert "7" in meaning(kb, english, "reminders.rule_count", 7)


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        (Condition("reminders.rule_count", Operator.AT_LEAST, 4), "`reminders.rule_count` is at least 4"),
        (Condition("reminders.rule_count", Operator.AT_MOST, 4), "`reminders.rule_count` is at most 4"),
        (Condition("case.onset", Operator.IS_NOT, "always"), "`case.onset` is not always"),
        (
            Condition("case.onset", Operator.ONE_OF, ("always", "sudden")),
            "`case.onset` is one of always, sudden",
        ),
    ],
)
def test_conditions_in_formal_words(kb: KnowledgeBase, english: Words, condition: Condition, text: str) -> None:
    assert condition_text(kb, english, condition) == text


@pytest.mark.parametrize(
    ("fact", "operator", "value", "meant"),
    [
        (COMPLETE, Operator.IS, True, True),
        (COMPLETE, Operator.IS, False, False),
        (COMPLETE, Operator.IS_NOT, True, False),
        (COMPLETE, Operator.IS_NOT, False, True),
        ("case.onset", Operator.IS, "always", "always"),
    ],
)
def test_a_condition_is_said_by_the_meaning_of_its_value(
    kb: KnowledgeBase, english: Words, fact: str, operator: Operator, value: Value, meant: Value
) -> None:
    text = condition_text(kb, english, Condition(fact, operator, value))
    assert text == meaning(kb, english, fact, meant)


def test_symptoms_and_links(kb: KnowledgeBase, english: Words, french: Words) -> None:
    title = kb.symptoms["provider-missing-from-patients-page"].title.en
    assert symptom_titles(kb, english, ["provider-missing-from-patients-page"]) == [f"S01 {title}"]
    assert link(english, "a [b](c)", "https://d.e") == r"[a \[b\](c)](https://d.e)"
    assert link(french, "a: b", "https://d.e/f:g") == "[a\u00a0: b](https://d.e/f:g)"
