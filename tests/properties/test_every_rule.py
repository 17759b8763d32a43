"""Every rule of the knowledge base fires, does not fire, and stays unknown, in both matchers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from oceandx.consultation import open_knowledge
from oceandx.engine.compile import Program, all_evidence, compile_program
from oceandx.engine.matcher import Engine, GuardedMatcher, make_matcher
from oceandx.engine.rules import encode_differences, encode_facts, truth
from oceandx.model.case import Value
from oceandx.model.knowledge import Condition, Derivation, Evidence, FactDefinition, KnowledgeBase
from oceandx.model.vocabulary import FactType, Operator, Truth

KB: KnowledgeBase = open_knowledge(Path(__file__).resolve().parents[2])
EVIDENCE = {evidence.id: evidence for evidence in all_evidence(KB)}
PROGRAM: Program = compile_program(KB)
MATCHERS = [make_matcher(PROGRAM, engine) for engine in (Engine.NATIVE, Engine.AUTO)]


def holding(condition: Condition, definition: FactDefinition) -> Value:
    """Return a value for which a condition of our rules holds."""
    value = condition.value
    if isinstance(value, tuple):
        return value[0]
    if condition.operator is Operator.IS_NOT:
        return next(choice for choice in definition.choices if choice != value)
    assert condition.operator in {Operator.IS, Operator.AT_LEAST, Operator.AT_MOST}
    return value


def failing(condition: Condition, definition: FactDefinition) -> Value:
    """Return a value for which it does not hold."""
    if condition.operator is Operator.IS_NOT:
        assert not isinstance(condition.value, tuple)
        return condition.value
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
    values = {c.fact: holding(c, KB.facts[c.fact]) for c in evidence.when}
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


COMPARED: dict[FactType, tuple[Value, Value]] = {
    FactType.INTEGER: (20, 30),
    FactType.DATE: ("2026-01-20", "2026-01-30"),
}
HOLDING = {
    Operator.IS: (0, 0),
    Operator.IS_NOT: (0, 1),
    Operator.BEFORE: (0, 1),
    Operator.AFTER: (1, 0),
    Operator.AT_LEAST: (0, 0),
    Operator.AT_MOST: (0, 0),
}
FAILING = {
    Operator.IS: (0, 1),
    Operator.IS_NOT: (0, 0),
    Operator.BEFORE: (0, 0),
    Operator.AFTER: (0, 0),
    Operator.AT_LEAST: (0, 1),
    Operator.AT_MOST: (1, 0),
}


def compared(derivation: Derivation, sides: Mapping[Operator, tuple[int, int]]) -> dict[str, Value]:
    """Return values of the facts that a derived fact compares with each other."""
    values: dict[str, Value] = {}
    for comparison in derivation.compare:
        choice = COMPARED[KB.facts[comparison.fact].type]
        one, other = sides[comparison.operator]
        values |= {comparison.fact: choice[one], comparison.other: choice[other]}
    return values


DERIVATIONS = {f"rules/derived.yaml#{item.fact}#{number}": item for number, item in enumerate(KB.derivations, 1)}


@pytest.mark.parametrize("key", DERIVATIONS)
def test_a_fact_is_concluded_from_its_premises_and_only_then(key: str) -> None:
    derivation = DERIVATIONS[key]
    assert PROGRAM.conclusions[key] == (derivation.fact, derivation.value)
    values = {**{c.fact: holding(c, KB.facts[c.fact]) for c in derivation.when}, **compared(derivation, HOLDING)}
    assert set(values) == set(derivation.premises())
    for matcher in MATCHERS:
        assert concludes(matcher, key, values)
        for condition in derivation.when:
            assert not concludes(matcher, key, {**values, condition.fact: failing(condition, KB.facts[condition.fact])})
        if derivation.compare:
            assert not concludes(matcher, key, {**values, **compared(derivation, FAILING)})
        for name in values:
            assert not concludes(matcher, key, {n: v for n, v in values.items() if n != name})
        assert matcher.fallbacks == 0


def concludes(matcher: GuardedMatcher, key: str, values: Mapping[str, Value]) -> bool:
    """Say whether a derived rule fires in its stratum."""
    wide = {**encode_facts(KB.facts, values), **encode_differences(PROGRAM.comparisons, KB.facts, values)}
    return any(key in matcher.match(level, wide) for level in range(len(PROGRAM.strata) - 1))
