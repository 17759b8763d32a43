"""Choosing a matcher, and falling back."""

from __future__ import annotations

import sys
from collections.abc import Mapping

import pytest

from engine.small import cause, fact, knowledge, when
from oceandx.engine.compile import Program, compile_program
from oceandx.engine.durable import load_kernel
from oceandx.engine.matcher import Engine, GuardedMatcher, make_matcher
from oceandx.engine.native import NativeMatcher
from oceandx.engine.packing import MAX_NUMBER
from oceandx.engine.rules import Encoded
from oceandx.errors import EngineRefusal, KnowledgeBaseError, UsageError
from oceandx.model.vocabulary import FactType

FACTS = (fact("a.on"), fact("a.count", FactType.INTEGER, minimum=0, maximum=1000))
PROVES = "rules/causes/leak.yaml#leak-1"


def program() -> Program:
    return compile_program(
        knowledge(FACTS, [cause("leak", ("proves", when(a_on=True)), ("weakens", when(a_count={"at_least": 3})))])
    )


def too_wide() -> Program:
    items = [("supports", when(a_count=number)) for number in range(520)]
    return compile_program(knowledge(FACTS, [cause("wide", *items)]))


class Refusing:
    """A matcher that refuses flags that are off."""

    name = "refusing"

    def match(self, stratum: int, facts: Mapping[str, Encoded]) -> frozenset[str]:
        if facts.get("a.on") is False:
            raise EngineRefusal("a flag that is off")
        return frozenset({f"first {stratum}"})


def test_what_the_first_matcher_refuses_the_fallback_answers_and_is_counted() -> None:
    guarded = GuardedMatcher(Refusing(), NativeMatcher(program().strata))
    assert guarded.match(0, {"a.on": True}) == {"first 0"}
    assert guarded.fallbacks == 0
    assert guarded.match(0, {"a.on": False, "a.count": 3}) == {"rules/causes/leak.yaml#leak-2"}
    assert guarded.match(0, {"a.on": False}) == set()
    assert guarded.fallbacks == 2
    assert guarded.name == "refusing"


def test_native_is_used_when_it_is_asked_for() -> None:
    matcher = make_matcher(program(), Engine.NATIVE)
    assert matcher.name == "native"
    assert matcher.match(0, {"a.on": True, "a.count": MAX_NUMBER + 1}) == {PROVES, "rules/causes/leak.yaml#leak-2"}
    assert matcher.fallbacks == 0


@pytest.mark.skipif(load_kernel() is None, reason="durable-rules does not run on this Python")
@pytest.mark.parametrize("engine", [Engine.AUTO, Engine.DURABLE])
def test_durable_is_used_where_it_runs(engine: Engine) -> None:
    matcher = make_matcher(program(), engine)
    assert matcher.name == "durable"
    assert matcher.match(0, {"a.on": True}) == {PROVES}
    assert matcher.fallbacks == 0
    assert matcher.match(0, {"a.count": MAX_NUMBER + 1}) == {"rules/causes/leak.yaml#leak-2"}
    assert matcher.fallbacks == 1


def test_native_is_used_where_durable_does_not_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "durable_rules_engine", None)
    assert make_matcher(program()).name == "native"


def test_durable_cannot_be_asked_for_where_it_does_not_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "durable_rules_engine", None)
    with pytest.raises(UsageError, match=r"^--engine durable: durable-rules does not run here"):
        make_matcher(program(), Engine.DURABLE)


@pytest.mark.parametrize("engine", [Engine.AUTO, Engine.NATIVE])
def test_the_limits_hold_for_every_matcher(engine: Engine) -> None:
    with pytest.raises(KnowledgeBaseError) as caught:
        make_matcher(too_wide(), engine)
    assert str(caught.value) == (
        "rules/causes/wide.yaml:1:1: 520 different constants side by side (at 'a.count'), the engine holds 480; "
        "split this file"
    )
