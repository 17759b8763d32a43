"""Facts from several sources: agreement, disagreement, age."""

from __future__ import annotations

import datetime
from dataclasses import replace
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from engine.small import fact
from oceandx.facts.merge import expire, merge
from oceandx.model.case import Known, Unknown
from oceandx.model.vocabulary import UnknownReason

YES = Known("a.on", value=True, source="answer", observed_at="2026-11-20")
NO = Known("a.on", value=False, source="import:permissions", observed_at="2026-11-21", detail=({"office": "N"},))
LISTED = Known("a.on", value=True, source="file", observed_at="2026-11-19", detail=({"office": "N"},))
UNASKED = Unknown("a.on", UnknownReason.NOT_ASKED, "import:permissions", "2026-11-21", ({"office": "S"},))
TORN = Unknown("a.on", UnknownReason.CONTRADICTORY, "import:permissions", "2026-11-21")


def test_values_that_disagree_are_contradictory_with_both_sources_named() -> None:
    merged = merge([YES, NO])["a.on"]
    assert isinstance(merged, Unknown)
    assert merged.reason is UnknownReason.CONTRADICTORY
    assert (merged.source, merged.observed_at) == ("answer, import:permissions", "2026-11-21")
    assert merged.detail == NO.detail


def test_of_values_that_agree_the_one_with_the_list_behind_it_stays() -> None:
    assert merge([YES, LISTED])["a.on"] is LISTED
    assert merge([LISTED, YES])["a.on"] is LISTED
    assert merge([YES, YES])["a.on"] == YES


def test_a_value_outweighs_not_knowing_and_takes_its_list() -> None:
    facts: list[Known | Unknown] = [YES, UNASKED]
    for order in permutations(facts):
        merged = merge(order)["a.on"]
        assert isinstance(merged, Known)
        assert (merged.value, merged.detail) == (True, UNASKED.detail)
    assert merge([UNASKED, UNASKED])["a.on"] is UNASKED


def test_of_two_that_do_not_know_the_list_stays() -> None:
    bare = Unknown("a.on", UnknownReason.NOT_KNOWN, "answer", "2026-11-20")
    assert merge([bare, UNASKED])["a.on"] == replace(bare, detail=UNASKED.detail)
    assert merge([UNASKED, bare])["a.on"] is UNASKED


def test_a_contradiction_is_not_outvoted() -> None:
    facts: list[Known | Unknown] = [YES, TORN, YES]
    for order in permutations(facts):
        assert merge(order)["a.on"] is TORN


@given(st.permutations([YES, NO, UNASKED, LISTED]))
def test_the_order_of_sources_decides_nothing(order: list[Known | Unknown]) -> None:
    merged = merge(order)["a.on"]
    assert isinstance(merged, Unknown)
    assert merged.reason is UnknownReason.CONTRADICTORY


def test_a_fact_past_its_shelf_life_is_stale_and_others_stay() -> None:
    day = datetime.date(2026, 11, 22)
    definitions = {"a.on": replace(fact("a.on"), shelf_life_days=2), "b.on": fact("b.on")}
    lasting = Known("b.on", value=True, source="answer", observed_at="2001-01-01")
    kept = {one.name: one for one in expire([YES, lasting], definitions, day)}
    assert kept == {"a.on": YES, "b.on": lasting}
    aged, torn = expire([YES, TORN], definitions, datetime.date(2026, 11, 23))
    assert isinstance(aged, Unknown)
    assert aged.reason is UnknownReason.STALE
    assert torn is TORN


def test_what_is_too_old_does_not_contradict_what_is_fresh() -> None:
    definitions = {"a.on": replace(fact("a.on"), shelf_life_days=2)}
    old = replace(YES, observed_at="2026-11-01")
    for order in permutations([old, NO]):
        assert merge(expire(order, definitions, datetime.date(2026, 11, 22)))["a.on"] == NO


def test_of_two_alike_the_one_seen_last_stays() -> None:
    later = replace(YES, observed_at="2026-11-21", source="file")
    for order in permutations([YES, later]):
        assert merge(order)["a.on"] is later
