"""Compiling: conditions become flat rules, derived facts become ordered strata."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from oceandx.engine.rules import Op, Rule, Stratum, Test, difference_name, encode
from oceandx.model.bearing import needed
from oceandx.model.case import Value
from oceandx.model.knowledge import Comparison, Condition, Derivation, Evidence, FactDefinition, KnowledgeBase, When
from oceandx.model.vocabulary import FactType, Operator

_OPS = {
    Operator.IS: Op.EQ,
    Operator.IS_NOT: Op.NE,
    Operator.AT_LEAST: Op.GE,
    Operator.AT_MOST: Op.LE,
    Operator.BEFORE: Op.LT,
    Operator.AFTER: Op.GT,
}
# The order of tests decides the shape of the matching network: few, mutually exclusive roots come first.
_RANK = {FactType.CHOICE: 0, FactType.BOOLEAN: 1, FactType.INTEGER: 2, FactType.DATE: 3}
_DERIVED = "rules/derived.yaml"


@dataclass(frozen=True, slots=True)
class Program:
    """The compiled rules: strata of derivations in order, then the stratum of evidence.

    ``conclusions`` maps the key of a derivation rule to the fact and the value that it concludes.
    """

    strata: tuple[Stratum, ...]
    conclusions: Mapping[str, tuple[str, Value]]
    definitions: Mapping[str, FactDefinition]
    comparisons: tuple[Comparison, ...] = ()


def compile_program(kb: KnowledgeBase, symptoms: frozenset[str] | None = None) -> Program:
    """Compile the knowledge base, or only what bears on some symptoms; derivations must not form a circle."""
    evidence = list(all_evidence(kb, symptoms))
    derivations = kb.derivations
    if symptoms is not None:
        derivations = needed(derivations, {c.fact for item in evidence for c in item.when})
    strata = [
        Stratum(tuple(rule for key, item in level for rule in _rules(kb.facts, key, item.when, _DERIVED, item.compare)))
        for level in _levels(derivations)
    ]
    last = (rule for item in evidence for rule in _rules(kb.facts, item.id, item.when, origin(item)))
    return Program(
        strata=(*strata, Stratum(tuple(last))),
        conclusions={key: (item.fact, item.value) for key, item in _keyed(derivations)},
        definitions=kb.facts,
        comparisons=tuple(comparison for item in derivations for comparison in item.compare),
    )


def all_evidence(kb: KnowledgeBase, symptoms: frozenset[str] | None = None) -> Iterable[Evidence]:
    """Yield every piece of evidence, or that of some symptoms' candidates: general first, in a fixed order."""
    chosen = [kb.symptoms[name] for name in (kb.symptoms if symptoms is None else sorted(symptoms))]
    names = kb.causes if symptoms is None else sorted({c.cause for symptom in chosen for c in symptom.candidates})
    for name in names:
        yield from kb.causes[name].evidence
    for symptom in chosen:
        for candidate in symptom.candidates:
            yield from candidate.evidence


def origin(evidence: Evidence) -> str:
    """Return the file that a piece of evidence stands in."""
    return evidence.id.partition("#")[0]


def _keyed(derivations: Iterable[Derivation]) -> list[tuple[str, Derivation]]:
    return [(f"{_DERIVED}#{item.fact}#{number}", item) for number, item in enumerate(derivations, 1)]


def _levels(derivations: tuple[Derivation, ...]) -> list[list[tuple[str, Derivation]]]:
    """Order derivations so that a fact is concluded after all the facts it rests on."""
    level = {item.fact: 0 for item in derivations}
    for _ in level:
        for item in derivations:
            below = (level[name] + 1 for name in item.premises() if name in level)
            level[item.fact] = max(level[item.fact], *below, 0)
    depth = max(level.values(), default=-1) + 1
    return [[pair for pair in _keyed(derivations) if level[pair[1].fact] == i] for i in range(depth)]


def _rules(
    definitions: Mapping[str, FactDefinition], key: str, when: When, file: str, compare: tuple[Comparison, ...] = ()
) -> Iterable[Rule]:
    """Expand one conjunction into flat rules: one for each way through its alternatives."""
    alternatives = [_tests(definitions[condition.fact], condition) for condition in when]
    alternatives += [[Test(difference_name(item), _OPS[item.operator], 0)] for item in compare]
    for tests in itertools.product(*alternatives):
        ordered = sorted(tests, key=lambda test: _test_order(definitions, test))
        yield Rule(key, tuple(dict.fromkeys(ordered)), file)


def _tests(definition: FactDefinition, condition: Condition) -> list[Test]:
    value = condition.value
    if isinstance(value, tuple):
        return [Test(condition.fact, Op.EQ, encode(definition, one)) for one in dict.fromkeys(value)]
    return [Test(condition.fact, _OPS[condition.operator], encode(definition, value))]


def _test_order(definitions: Mapping[str, FactDefinition], test: Test) -> tuple[bool, int, str, str, str]:
    kind = definitions[test.fact].type if test.fact in definitions else FactType.INTEGER
    return test.op is not Op.EQ, _RANK[kind], test.fact, test.op, str(test.constant)
