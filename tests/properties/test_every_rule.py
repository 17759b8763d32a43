"""Every rule of the knowledge base fires, does not fire, and stays unknown, in both matchers."""

from __future__ import annotations

from pathlib import Path

import pytest

from oceandx.consultation import open_knowledge
from oceandx.engine.compile import Program, all_evidence, compile_program
from oceandx.engine.matcher import Engine, GuardedMatcher, make_matcher
from oceandx.engine.rules import encode_facts, truth
from oceandx.model.case import Value
from oceandx.model.knowledge import Condition, Evidence, FactDefinition, KnowledgeBase
from oceandx.model.vocabulary import FactType, Operator, Truth

KB: KnowledgeBase = open_knowledge(Path(__file__).resolve().parents[2])
EVIDENCE = {evidence.id: evidence for evidence in all_evidence(KB)}
PROGRAM: Program = compile_program(KB)
MATCHERS = [make_matcher(PROGRAM, engine) for engine in (Engine.NATIVE, Engine.AUTO)]


def holding(condition: Condition) -> Value:
    """Return a value for which a condition of our rules holds."""
    value = condition.value
    if isinstance(value, tuple):
        return value[0]
    assert condition.operator in {Operator.IS, Operator.AT_LEAST, Operator.AT_MOST}
    return value


def failing(condition: Condition, definition: FactDefinition) -> Value:
    """Return a value for which it does not hold."""
    if definition.type is FactType.BOOLEAN:
        return not condition.value
    if definition.type is FactType.CHOICE:
        taken = condition.value if isinstance(condition.value, tuple) else (condition.value,)
        return next(choice for choice in definition.choices if choice not in taken)
    assert isinstance(condition.value, int)
    return condition.value - 1 if condition.operator is not Operator.AT_MOST else condition.value + 1


def fires(matcher: GuardedMatcher, evidence: Evidence, values: dict[str, Value]) -> bool:
    return evidence.id in matcher.match(len(PROGRAM.strata) - 1, encode_facts(KB.facts, values))


@pytest.mark.parametrize("name", EVIDENCE)
def test_a_rule_fires_when_it_holds_and_only_then(name: str) -> None:
    evidence = EVIDENCE[name]
    values = {condition.fact: holding(condition) for condition in evidence.when}
    assert truth(evidence.when, values) is Truth.TRUE
    for matcher in MATCHERS:
        assert fires(matcher, evidence, values)
        for condition in evidence.when:
            spoiled = {**values, condition.fact: failing(condition, KB.facts[condition.fact])}
            assert truth(evidence.when, spoiled) is Truth.FALSE
            assert not fires(matcher, evidence, spoiled)
            without = {fact: value for fact, value in values.items() if fact != condition.fact}
            assert truth(evidence.when, without) is Truth.UNKNOWN
            assert not fires(matcher, evidence, without)
        assert matcher.fallbacks == 0
