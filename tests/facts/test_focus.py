"""Whom a case is about: one of a list's values becomes the fact, the wrong one never does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.small import fact
from oceandx.errors import UsageError
from oceandx.facts.focus import focus
from oceandx.model.case import Known, Unknown
from oceandx.model.vocabulary import FactType, UnknownReason

DEFINITIONS = {
    definition.name: definition
    for definition in (
        fact("a.on"),
        fact("a.count", FactType.INTEGER, minimum=0),
        fact("a.mode", FactType.CHOICE, "one", "two"),
    )
}
TITLES = frozenset({"dr", "dre"})


def listed(name: str, *items: dict[str, object], reason: UnknownReason = UnknownReason.NOT_ASKED) -> Unknown:
    return Unknown(name, reason, "import:ocean_providers", "2026-11-23", items)


ON = listed("a.on", {"provider": "Roy, Amélie", "value": True}, {"provider": "Dr Marc Li", "value": False})


def focused(*facts: Known | Unknown, **wanted: str) -> tuple[Known | Unknown, ...]:
    return focus(facts, wanted, DEFINITIONS, titles=TITLES)


@pytest.mark.parametrize("name", ["Roy, Amélie", "Dre Amélie Roy", "AMELIE ROY"])
def test_the_value_of_the_named_one_becomes_the_fact(name: str) -> None:
    assert focused(ON, provider=name) == (
        Known("a.on", True, ON.source, ON.observed_at, ({"provider": "Roy, Amélie", "value": True},)),
    )


def test_values_keep_their_type() -> None:
    facts = [listed("a.count", {"rule": "R", "value": 2}), listed("a.mode", {"rule": "R", "value": "two"})]
    assert [getattr(one, "value", None) for one in focused(*facts, rule="r")] == [2, "two"]


def test_without_a_name_nothing_changes() -> None:
    assert focused(ON) == (ON,)


@pytest.mark.parametrize("name", ["Amélie", "Roi, Amélie", "Roy", "Sophie Nguyen"])
def test_another_name_is_refused_with_the_nearest_first(name: str) -> None:
    with pytest.raises(UsageError) as caught:
        focused(ON, provider=name)
    near = "'Roy, Amélie', 'Dr Marc Li'" if name != "Sophie Nguyen" else "'"
    assert f"--provider {name}: the files do not name this provider; the nearest are {near}" in str(caught.value)


def test_a_name_needs_a_list() -> None:
    with pytest.raises(UsageError, match="--office Nord: no file that was given lists any office; import one"):
        focused(ON, office="Nord")


def test_a_name_without_a_value_leaves_the_fact_unknown() -> None:
    assert focus([ON], {"provider": "Kay"}, DEFINITIONS, listed={"provider": ["Kay"]}) == (ON,)
    other = listed("a.on", {"provider": "Roy, Amélie", "missing": ["emr"]})
    assert focused(other, provider="Amélie Roy") == (other,)


@pytest.mark.parametrize("reason", [reason for reason in UnknownReason if reason is not UnknownReason.NOT_ASKED])
def test_a_fact_that_is_unknown_for_another_reason_stays_so(reason: UnknownReason) -> None:
    torn = replace(ON, reason=reason)
    assert focused(torn, provider="Marc Li") == (torn,)


def test_two_values_of_one_name_leave_the_fact_unknown() -> None:
    twice = listed("a.on", {"provider": "Marc Li", "value": True}, {"provider": "Li, Marc", "value": False})
    assert focused(twice, provider="Marc Li") == (twice,)


def test_an_office_and_a_provider_are_both_meant() -> None:
    both = listed(
        "a.on",
        {"office": "Nord", "provider": "Li", "value": True},
        {"office": "Sud", "provider": "Li", "value": False},
    )
    assert focused(both, provider="Li") == (both,)
    assert [getattr(one, "value", None) for one in focused(both, provider="Li", office="sud")] == [False]


NAMES = st.sampled_from(["Roy", "Li", "Kay"])


@given(st.lists(st.tuples(NAMES, st.booleans()), min_size=1, max_size=5), NAMES)
def test_a_known_value_is_one_that_the_list_gives_for_the_name(items: list[tuple[str, bool]], name: str) -> None:
    source = listed("a.on", *({"provider": one, "value": value} for one, value in items))
    said = {value for one, value in items if one == name}
    (found,) = focus([source], {"provider": name}, DEFINITIONS, listed={"provider": ["Roy", "Li", "Kay"]})
    assert getattr(found, "value", None) is (next(iter(said)) if len(said) == 1 else None)
