"""What a question is worth."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest

from engine.small import SCALE, cause, fact, when
from oceandx.engine.information import Beliefs, askable, gain
from oceandx.engine.verdicts import Hypothesis
from oceandx.model.case import Value
from oceandx.model.knowledge import Cause, Comparison, Derivation, FactDefinition, When
from oceandx.model.vocabulary import FactType, Operator

ON = fact("a.on")
COUNT = fact("a.count", FactType.INTEGER, minimum=0, maximum=100)
MODE = fact("a.mode", FactType.CHOICE, "x", "y", "z")
DAY = fact("a.day", FactType.DATE)


def beliefs(*causes: Cause, values: dict[str, Value] | None = None, derived: Sequence[Derivation] = ()) -> Beliefs:
    return Beliefs(
        candidates=[Hypothesis(one, (), 1.0, one.evidence) for one in causes],
        probabilities=[1 / len(causes)] * len(causes),
        values=values or {},
        derivations=derived,
        definitions={one.name: one for one in (ON, COUNT, MODE, DAY)},
        scale=SCALE,
    )


def worth(definition: FactDefinition, *items: tuple[str, When], values: dict[str, Value] | None = None) -> float:
    """Return the gain of a fact for telling a cause with this evidence from one without any."""
    return gain(beliefs(cause("leak", *items), cause("rust"), values=values), definition)


CHAIN = [
    Derivation("d.second", True, when(d_first=True, e_on=True)),
    Derivation("d.first", True, when(a_on=True)),
    Derivation("d.other", True, when(f_on=True)),
]
CHAINED = cause("leak", ("proves", when(d_second=True, b_on=True)), ("supports", when(c_on=True)))


def test_askable_are_the_unknown_facts_that_evidence_rests_on() -> None:
    assert askable(beliefs(CHAINED, values={"c.on": True}, derived=CHAIN)) == ["b.on", "d.second"]


def test_the_premises_of_a_conclusion_are_asked_once_one_of_them_is_known() -> None:
    values: dict[str, Value] = {"c.on": True, "e.on": True}
    assert askable(beliefs(CHAINED, values=values, derived=CHAIN)) == ["b.on", "d.first"]
    assert askable(beliefs(CHAINED, values={**values, "d.second": False}, derived=CHAIN)) == ["b.on"]


def test_a_conclusion_that_its_known_premises_leave_open_is_asked_as_it_is() -> None:
    values: dict[str, Value] = {"c.on": True, "d.first": True, "e.on": False, "b.on": True}
    assert askable(beliefs(CHAINED, values=values, derived=CHAIN)) == ["d.second"]


def test_the_premises_of_a_conclusion_are_asked_when_a_person_does_not_know_it() -> None:
    one = beliefs(CHAINED, values={"c.on": True}, derived=CHAIN)
    assert askable(one, {"d.second"}) == ["b.on", "d.first", "e.on"]
    assert askable(one, {"d.second", "d.first"}) == ["a.on", "b.on", "e.on"]
    assert askable(one, {"d.second", "d.first", "a.on", "b.on"}) == ["e.on"]


OLD, NEW = fact("a.old", FactType.DATE), fact("a.new", FactType.DATE)
LATER = [
    Derivation("a.on", True, (), (Comparison("a.new", Operator.AFTER, "a.old"),)),
    Derivation("a.on", False, (), (Comparison("a.new", Operator.BEFORE, "a.old"),)),
]


def test_a_date_that_is_compared_with_a_known_one_is_worth_what_follows() -> None:
    leak = cause("leak", ("strongly_supports", when(a_on=True)))
    one = beliefs(leak, cause("rust"), values={"a.old": "2026-03-01"}, derived=LATER)
    assert gain(one, NEW) > 0.1
    assert gain(beliefs(leak, cause("rust"), values={"a.new": "2026-03-01"}, derived=LATER), OLD) > 0.1


def test_a_date_that_waits_for_another_one_is_worth_half_of_what_follows() -> None:
    leak = cause("leak", ("strongly_supports", when(a_on=True)))
    one = beliefs(leak, cause("rust"), derived=LATER)
    assert gain(one, NEW) == pytest.approx(gain(one, ON) / 2)
    assert gain(one, DAY) == pytest.approx(0.0)


def test_a_fact_that_bears_on_no_candidate_is_worth_nothing() -> None:
    assert worth(fact("z.on"), ("proves", when(a_on=True))) == pytest.approx(0.0)


def test_evidence_that_says_more_is_worth_more() -> None:
    ordered = [
        worth(ON, ("supports", when(a_on=True))),
        worth(ON, ("strongly_supports", when(a_on=True))),
        worth(ON, ("strongly_supports", when(a_on=True)), ("strongly_weakens", when(a_on=False))),
        worth(ON, ("proves", when(a_on=True)), ("rules_out", when(a_on=False))),
    ]
    assert ordered == sorted(ordered)
    assert len(set(ordered)) == len(ordered)
    assert ordered[0] > 0.0
    assert ordered[-1] < math.log2(3)


def test_a_conjunction_that_is_completed_in_part_counts_in_part() -> None:
    whole = worth(ON, ("supports", when(a_on=True)))
    part = worth(ON, ("supports", when(a_on=True, b_on=True)))
    assert 0.0 < part < whole


def test_a_conjunction_with_a_false_part_is_worth_nothing() -> None:
    items = ("supports", when(a_on=True, b_on=True))
    assert worth(ON, items, values={"b.on": False}) == pytest.approx(0.0)
    assert worth(ON, items, values={"b.on": True}) > 0.0


@pytest.mark.parametrize(
    ("definition", "condition"),
    [
        (MODE, when(a_mode="y")),
        (MODE, when(a_mode={"one_of": ("x", "y")})),
        (COUNT, when(a_count={"at_least": 4})),
        (COUNT, when(a_count={"at_most": 0})),
        (COUNT, when(a_count={"one_of": (0, 100)})),
        (DAY, when(a_day="2026-02-28")),
        (DAY, when(a_day={"before": "2026-03-01"})),
        (DAY, when(a_day={"after": "2026-12-31"})),
    ],
)
def test_each_type_of_fact_has_values_on_both_sides_of_a_condition(definition: FactDefinition, condition: When) -> None:
    assert worth(definition, ("strongly_supports", condition)) > 0.01


def test_values_on_the_same_side_of_every_constant_count_as_one() -> None:
    near = worth(COUNT, ("supports", when(a_count={"at_least": 50})))
    split = worth(
        COUNT, ("supports", when(a_count={"at_least": 50})), ("supports", when(a_count={"at_least": 50, "at_most": 90}))
    )
    assert near == pytest.approx(worth(ON, ("supports", when(a_on=True))))
    assert split != pytest.approx(near)


def test_a_date_before_and_a_date_after_are_worth_the_same() -> None:
    before = worth(DAY, ("supports", when(a_day={"before": "2026-03-01"})))
    after = worth(DAY, ("supports", when(a_day={"after": "2026-03-01"})))
    assert before == pytest.approx(after)
    assert before == pytest.approx(worth(ON, ("supports", when(a_on=True))))


@pytest.mark.parametrize("edge", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_date_are_constants_like_others(edge: str) -> None:
    assert worth(DAY, ("supports", when(a_day=edge))) > 0.0


def test_what_follows_from_a_value_counts() -> None:
    leak = cause("leak", ("strongly_supports", when(d_second=True)))
    derived = [
        Derivation("d.second", True, when(d_first=True)),
        Derivation("d.first", True, when(a_on=True)),
    ]
    assert gain(beliefs(leak, cause("rust"), derived=derived), ON) > 0.1
    assert gain(beliefs(leak, cause("rust"), derived=derived[:1]), ON) == pytest.approx(0.0)


def test_numbers_in_the_premises_of_conclusions_are_told_apart_too() -> None:
    leak = cause("leak", ("strongly_supports", when(d_first=True)))
    derived = [Derivation("d.first", True, when(a_count={"at_least": 7}))]
    assert gain(beliefs(leak, cause("rust"), derived=derived), COUNT) > 0.1


def test_what_is_known_already_proves_nothing_new() -> None:
    proven = worth(ON, ("proves", when(b_on=True)), ("supports", when(a_on=True)), values={"b.on": True})
    assert proven == pytest.approx(worth(ON, ("supports", when(a_on=True))))
