"""The native matcher."""

from __future__ import annotations

import pytest

from oceandx.engine.native import NativeMatcher
from oceandx.engine.rules import Encoded, Op, Rule, Stratum
from oceandx.engine.rules import Test as Comparison

STRATA = (
    Stratum((Rule("below", (Comparison("a.on", Op.EQ, True),), "f"),)),
    Stratum(
        (
            Rule("flag", (Comparison("a.on", Op.EQ, True),), "f"),
            Rule("one", (Comparison("a.count", Op.EQ, 1),), "f"),
            Rule("both", (Comparison("a.on", Op.EQ, False), Comparison("a.count", Op.GE, 3)), "f"),
            Rule("range", (Comparison("a.count", Op.GE, 3), Comparison("a.count", Op.LT, 5)), "f"),
            Rule("either", (Comparison("a.mode", Op.EQ, "x"),), "f"),
            Rule("either", (Comparison("a.count", Op.EQ, 4),), "f"),
            Rule("either", (Comparison("a.count", Op.NE, 2),), "f"),
        )
    ),
)


@pytest.mark.parametrize(
    ("facts", "fired"),
    [
        ({}, set()),
        ({"a.on": True}, {"flag"}),
        ({"a.on": False}, set()),
        ({"a.on": False, "a.count": 2}, set()),
        ({"a.on": False, "a.count": 3}, {"both", "range", "either"}),
        ({"a.count": 5}, {"either"}),
        ({"a.count": 4, "a.mode": "x"}, {"range", "either"}),
        ({"b.other": "x"}, set()),
    ],
)
def test_a_rule_fires_when_every_test_holds(facts: dict[str, Encoded], fired: set[str]) -> None:
    assert NativeMatcher(STRATA).match(1, facts) == fired


def test_each_stratum_answers_for_itself() -> None:
    assert NativeMatcher(STRATA).match(0, {"a.on": True}) == {"below"}


def test_a_flag_is_not_the_number_one() -> None:
    matcher = NativeMatcher(STRATA)
    assert "one" not in matcher.match(1, {"a.count": True})
    assert matcher.match(1, {"a.on": 1}) == set()
