"""The typed rule form and the reference semantics of conditions."""

from __future__ import annotations

import pytest

from engine.small import fact, when
from oceandx.engine.rules import Encoded, Op, compare, encode, encode_facts, holds, judge
from oceandx.engine.rules import Test as Comparison
from oceandx.model.case import Value
from oceandx.model.knowledge import Comparison as TwoFacts
from oceandx.model.knowledge import Condition
from oceandx.model.vocabulary import FactType, Operator, Truth


@pytest.mark.parametrize(
    ("op", "passing"),
    [
        (Op.EQ, [5]),
        (Op.NE, [4, 6]),
        (Op.LT, [4]),
        (Op.LE, [4, 5]),
        (Op.GE, [5, 6]),
        (Op.GT, [6]),
    ],
)
def test_each_comparison_passes_exactly_its_side_of_the_constant(op: Op, passing: list[int]) -> None:
    assert [value for value in (4, 5, 6) if holds(Comparison("a.count", op, 5), value)] == passing


@pytest.mark.parametrize(
    ("operator", "constant", "value", "truth"),
    [
        (Operator.IS, True, True, Truth.TRUE),
        (Operator.IS, True, False, Truth.FALSE),
        (Operator.IS_NOT, "x", "y", Truth.TRUE),
        (Operator.IS_NOT, "x", "x", Truth.FALSE),
        (Operator.ONE_OF, ("x", "y"), "y", Truth.TRUE),
        (Operator.ONE_OF, ("x", "y"), "z", Truth.FALSE),
        (Operator.AT_LEAST, 4, 4, Truth.TRUE),
        (Operator.AT_LEAST, 4, 3, Truth.FALSE),
        (Operator.AT_MOST, 4, 4, Truth.TRUE),
        (Operator.AT_MOST, 4, 5, Truth.FALSE),
        (Operator.BEFORE, "2026-02-28", "2026-02-27", Truth.TRUE),
        (Operator.BEFORE, "2026-02-28", "2026-02-28", Truth.FALSE),
        (Operator.AFTER, "2026-02-28", "2026-03-01", Truth.TRUE),
        (Operator.AFTER, "2026-02-28", "2026-02-28", Truth.FALSE),
    ],
)
def test_condition_is_true_or_false_of_a_known_fact(
    operator: Operator, constant: Value | tuple[Value, ...], value: Value, truth: Truth
) -> None:
    assert judge(Condition("a.fact", operator, constant), value) is truth


@pytest.mark.parametrize("operator", [Operator.IS, Operator.IS_NOT])
def test_an_unknown_fact_is_never_false(operator: Operator) -> None:
    assert judge(Condition("a.on", operator, False), None) is Truth.UNKNOWN


def test_dates_become_day_numbers_and_nothing_else_changes() -> None:
    definitions = {
        one.name: one
        for one in (
            fact("a.on"),
            fact("a.count", FactType.INTEGER),
            fact("a.mode", FactType.CHOICE, "x"),
            fact("a.day", FactType.DATE),
        )
    }
    encoded = encode_facts(definitions, {"a.on": True, "a.count": 1, "a.mode": "x", "a.day": "0001-01-02"})
    expected: dict[str, Encoded] = {"a.on": True, "a.count": 1, "a.mode": "x", "a.day": 2}
    assert encoded == expected
    assert [type(value) for value in encoded.values()] == [bool, int, str, int]


def test_day_numbers_order_as_the_dates_do() -> None:
    definition = fact("a.day", FactType.DATE)
    days = ["1999-12-31", "2000-01-01", "2024-02-29", "2024-03-01"]
    numbers = [encode(definition, day) for day in days]
    assert numbers == sorted(numbers, key=int)
    (before,) = when(a_day={"before": days[1]})
    assert [judge(before, day) for day in days] == [Truth.TRUE, Truth.FALSE, Truth.FALSE, Truth.FALSE]


@pytest.mark.parametrize(
    ("values", "known"),
    [
        ({}, Truth.UNKNOWN),
        ({"a.x": 2}, Truth.UNKNOWN),
        ({"a.y": 1}, Truth.UNKNOWN),
        ({"a.x": 2, "a.y": 1}, Truth.TRUE),
        ({"a.x": 1, "a.y": 1}, Truth.FALSE),
    ],
)
def test_a_comparison_of_two_facts_is_unknown_while_either_is(values: dict[str, Value], known: Truth) -> None:
    assert compare(TwoFacts("a.x", Operator.AFTER, "a.y"), values) is known
