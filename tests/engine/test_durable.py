"""The durable matcher; the kernel is the real one except where it has to fail."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

from oceandx.engine.durable import DurableMatcher, load_kernel
from oceandx.engine.matcher import GuardedMatcher
from oceandx.engine.native import NativeMatcher
from oceandx.engine.packing import MAX_NUMBER, MAX_TEXT
from oceandx.engine.rules import Encoded, Op, Rule, Stratum
from oceandx.engine.rules import Test as Comparison
from oceandx.errors import EngineRefusal

KERNEL = load_kernel()
needs_kernel = pytest.mark.skipif(KERNEL is None, reason="durable-rules does not run on this Python")

STRATA = (
    Stratum((Rule("below", (Comparison("a.on", Op.EQ, True),), "f"),)),
    Stratum(
        (
            Rule("flag", (Comparison("a.on", Op.EQ, True),), "f"),
            Rule("not", (Comparison("a.mode", Op.NE, "x"),), "f"),
            Rule("above", (Comparison("a.count", Op.GT, 3),), "f"),
            Rule("range", (Comparison("a.count", Op.GE, 3), Comparison("a.count", Op.LE, 5)), "f"),
            Rule("less", (Comparison("a.on", Op.EQ, False), Comparison("a.count", Op.LT, 3)), "f"),
            Rule("either", (Comparison("a.mode", Op.EQ, "x"),), "f"),
            Rule("either", (Comparison("a.count", Op.EQ, 4),), "f"),
        )
    ),
)


class FailingKernel(ModuleType):
    """A kernel that takes rules and then answers assertions as told."""

    def __init__(self, code: int | Exception, sentinel: int = 1) -> None:
        super().__init__("failing")
        self.code = code
        self.sentinel = sentinel
        self.rulesets: list[tuple[str, str]] = []
        self.asserted = 0
        self.retracted: list[tuple[int, str]] = []

    def create_ruleset(self, name: str, rules: str) -> int:
        self.rulesets.append((name, rules))
        return len(self.rulesets)

    def assert_fact(self, handle: int, message: str) -> tuple[int, int]:
        if '"$case"' in message:
            return self.sentinel, handle
        self.asserted += 1
        if isinstance(self.code, Exception):
            raise self.code
        return self.code, handle

    def start_action_for_state(self, handle: int, offset: int) -> None:
        """Have no activation."""

    def retract_fact(self, handle: int, message: str) -> None:
        self.retracted.append((handle, message))


def real_matcher(strata: tuple[Stratum, ...] = STRATA) -> DurableMatcher:
    assert KERNEL is not None
    return DurableMatcher(strata, KERNEL)


@needs_kernel
@pytest.mark.parametrize(
    ("facts", "fired"),
    [
        ({}, set()),
        ({"b.other": True}, set()),
        ({"a.on": True}, {"flag"}),
        ({"a.on": False, "a.count": 2}, {"less"}),
        ({"a.count": 4, "a.mode": "x"}, {"above", "range", "either"}),
        ({"a.mode": 'é "q" \\'}, {"not"}),
    ],
)
def test_a_rule_fires_when_every_test_holds(facts: dict[str, Encoded], fired: set[str]) -> None:
    assert real_matcher().match(1, facts) == fired


@needs_kernel
def test_each_stratum_answers_for_itself() -> None:
    assert real_matcher().match(0, {"a.on": True}) == {"below"}


@needs_kernel
def test_an_empty_stratum_fires_nothing() -> None:
    assert real_matcher((Stratum(()),)).match(0, {"a.on": True}) == set()


@needs_kernel
def test_nothing_is_left_of_one_case_for_the_next() -> None:
    matcher = real_matcher()
    for _ in range(300):
        assert matcher.match(1, {"a.on": True}) == {"flag"}
        assert matcher.match(1, {"a.count": 3}) == {"range"}
        assert matcher.match(1, {"a.count": 2}) == set()


@needs_kernel
def test_two_rulesets_answer_together() -> None:
    rules = [
        Rule(f"{file}#{number}", (Comparison("a.count", Op.EQ, number),), f"rules/causes/{file}.yaml")
        for file, first in (("a", 0), ("b", 200))
        for number in range(first, first + 300)
    ]
    strata = (Stratum(tuple(rules)),)
    durable, native = real_matcher(strata), NativeMatcher(strata)
    assert durable.match(0, {"a.count": 199}) == {"a#199"}
    assert durable.match(0, {"a.count": 250}) == {"a#250", "b#250"}
    assert durable.match(0, {"a.count": 499}) == {"b#499"}
    assert durable.match(0, {"a.count": 500}) == set()
    assert all(durable.match(0, {"a.count": n}) == native.match(0, {"a.count": n}) for n in range(-1, 502))


@needs_kernel
@pytest.mark.parametrize("value", [MAX_NUMBER + 1, -MAX_NUMBER - 1, "x" * (MAX_TEXT + 1)])
def test_a_value_beyond_the_limits_is_refused_and_the_next_case_is_taken(value: Encoded) -> None:
    matcher = real_matcher()
    with pytest.raises(EngineRefusal, match="outside the limits of the kernel"):
        matcher.match(1, {"a.on": True, "a.count": value})
    assert matcher.match(1, {"a.on": True}) == {"flag"}


@needs_kernel
def test_more_pending_thresholds_than_the_kernel_holds_are_refused() -> None:
    rules = tuple(
        Rule(f"r{n}", (Comparison("a.count", Op.GE, n), Comparison("b.on", Op.EQ, True)), "f") for n in range(80)
    )
    matcher = real_matcher((Stratum(rules),))
    with pytest.raises(EngineRefusal, match=r"the kernel refused: .*303"):
        matcher.match(0, {"a.count": 79})


@pytest.mark.parametrize(
    ("code", "message"),
    [
        (RuntimeError("error 303"), "the kernel refused: error 303"),
        (212, "the kernel refused: assertion answered 212"),
    ],
)
def test_after_a_surprise_a_ruleset_is_not_used_again(code: int | Exception, message: str) -> None:
    kernel = FailingKernel(code)
    matcher = DurableMatcher((Stratum(STRATA[1].rules),), kernel)
    with pytest.raises(EngineRefusal, match=message):
        matcher.match(0, {"a.on": True})
    with pytest.raises(EngineRefusal, match="outside the limits"):
        matcher.match(0, {"a.on": True})
    assert kernel.asserted == 1
    assert kernel.retracted == [(1, '{"sid": "w", "id": "f"}')]


def test_where_the_kernel_raises_the_native_matcher_answers_and_it_is_counted() -> None:
    kernel = FailingKernel(RuntimeError("error 303"))
    guarded = GuardedMatcher(DurableMatcher(STRATA, kernel), NativeMatcher(STRATA))
    assert guarded.match(1, {"a.on": False, "a.count": 2}) == {"less"}
    assert guarded.match(1, {"a.count": 4, "a.mode": "x"}) == {"above", "range", "either"}
    assert guarded.fallbacks == 2
    assert kernel.asserted == 1


def test_a_state_without_activations_fires_nothing() -> None:
    kernel = FailingKernel(0, sentinel=0)
    matcher = DurableMatcher(STRATA, kernel)
    assert matcher.match(1, {"a.on": True}) == set()
    assert kernel.retracted == [(2, '{"sid": "w", "id": "f"}')]


def test_without_the_kernel_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "durable_rules_engine", None)
    assert load_kernel() is None
