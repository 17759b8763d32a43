"""What states facts outright: facts, values and units that exist, and a number where the value is one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from oceandx.errors import Problem
from oceandx.knowledge.check.names import Names, fields, unknown
from oceandx.knowledge.check.patterns import check_patterns, choices_of, entries_of, listed
from oceandx.knowledge.reader import Node
from oceandx.model.vocabulary import FactType

_STATED = "kb/intake/stated.yaml"
_MEASURES = "kb/intake/measures.yaml"


def check_statements(
    nodes: Mapping[str, Node], names: Names, concepts: Mapping[str, Node], symptoms: Collection[str]
) -> Iterator[Problem]:
    """Yield what the entries of stated facts name that does not exist, or what the fact cannot be."""
    if _STATED not in nodes or _MEASURES not in nodes:
        return
    for fact in listed(nodes[_STATED], "settings"):
        yield from unknown(fact, "fact", names.facts)
    units = _units(nodes)
    for unit, node in units.items():
        if unit in concepts:
            yield node.problem(f"the concept '{unit}' is defined already")
    for entry in entries_of(nodes, _STATED, "stated"):
        yield from unknown(entry.find("fact"), "fact", names.facts)
        for symptom in listed(entry, "about"):
            yield from unknown(symptom, "symptom", symptoms)
        yield from check_patterns(entry, [*concepts, *units])
        defined = (names.facts or {}).get(str(entry.find("fact").value))
        if defined is not None:
            yield from _value(entry, defined)
        if "measured" in fields(entry):
            yield from _measured(entry, units)


def _value(entry: Node, fact: Node) -> Iterator[Problem]:
    """Yield a problem where the fact can never have the value."""
    kind = FactType(str(fact.find("type").value))
    if "measured" in fields(entry):
        if kind is not FactType.INTEGER:
            yield entry.find("measured").problem(f"a number is no value of this fact; its type is {kind}")
        return
    yield from _is_value(entry.find("is"), fact)


def _is_value(value: Node, fact: Node) -> Iterator[Problem]:
    kind = FactType(str(fact.find("type").value))
    if kind is FactType.CHOICE:
        choices = [str(choice.value) for choice in listed(fact, "choices")]
        yield from unknown(value, "choice", choices or None)
    elif type(value.value) is not {FactType.BOOLEAN: bool, FactType.INTEGER: int}.get(kind):
        yield value.problem(f"this is no value of the fact that words state; its type is {kind}")


def check_tellers(recognise: Node, names: Names) -> Iterator[Problem]:
    """Yield what the facts by which a symptom is told name that does not exist, or what the fact cannot be."""
    for entry in listed(recognise, "told_by"):
        yield from unknown(entry.find("fact"), "fact", names.facts)
        defined = (names.facts or {}).get(str(entry.find("fact").value))
        if defined is not None:
            for value in listed(entry, "is"):
                yield from _is_value(value, defined)


def _measured(entry: Node, units: Mapping[str, Node]) -> Iterator[Problem]:
    """Yield a problem for each pattern that does not name the unit from which the value comes."""
    unit = entry.find("measured")
    yield from unknown(unit, "unit", units)
    for pattern in listed(entry, "patterns"):
        if not any(choices_of(literal) == [unit.value] for literal in listed(pattern, "all")):
            yield pattern.problem(f"the pattern does not name the unit '{unit.value}' that is measured")


def _units(nodes: Mapping[str, Node]) -> dict[str, Node]:
    """Return what numbers are counted in, which patterns name as they name concepts."""
    named = [entry.find("unit") for entry in entries_of(nodes, _MEASURES, "units")]
    named.append(nodes[_MEASURES].find("clock").find("unit"))
    return {str(node.value): node for node in named}
