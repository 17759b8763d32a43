"""Forward chaining by strata: what follows from the known facts, and which evidence then holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from oceandx.engine.compile import Program
from oceandx.engine.rules import Encoded, encode_differences, encode_facts, truth
from oceandx.model.case import Facts, Known, Unknown, Value
from oceandx.model.knowledge import FactDefinition
from oceandx.model.vocabulary import Truth, UnknownReason

Match = Callable[[int, Mapping[str, Encoded]], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Inference:
    """All facts of a case after chaining, the names of the concluded ones, and the evidence that fired."""

    facts: Facts
    derived: tuple[str, ...]
    fired: frozenset[str]


def infer(program: Program, match: Match, facts: Facts) -> Inference:
    """Run the strata one after another; conclusions join the facts for the next stratum."""
    current = settle(program.definitions, facts)
    derived: list[str] = []
    last = len(program.strata) - 1
    for level in range(last):
        fired = match(level, _wide(program, current))
        concluded: dict[str, set[Value]] = {}
        for key in sorted(fired):
            fact, value = program.conclusions[key]
            concluded.setdefault(fact, set()).add(value)
        observed = max((fact.observed_at for fact in current.values()), default="")
        for name in sorted(concluded):
            current[name] = _conclude(name, concluded[name], current.get(name), observed)
            derived.append(name)
    fired = match(last, _wide(program, current))
    return Inference(current, tuple(derived), fired)


def _wide(program: Program, facts: Facts) -> dict[str, Encoded]:
    """Return all that is known as one wide fact: encoded values, and the differences of compared facts."""
    values = known_values(facts)
    differences = encode_differences(program.comparisons, program.definitions, values)
    return {**encode_facts(program.definitions, values), **differences}


def known_values(facts: Facts) -> dict[str, Value]:
    """Return the values of the facts that have one."""
    return {name: fact.value for name, fact in facts.items() if isinstance(fact, Known)}


def settle(definitions: Mapping[str, FactDefinition], facts: Facts) -> dict[str, Known | Unknown]:
    """Withdraw the facts that other facts make void: they were observed on something else."""
    values = known_values(facts)
    settled: dict[str, Known | Unknown] = {}
    for name, fact in facts.items():
        void = definitions[name].void_when
        if void and truth(void, values) is Truth.TRUE:
            settled[name] = Unknown(name, UnknownReason.CONTRADICTORY, fact.source, fact.observed_at, fact.detail)
        else:
            settled[name] = fact
    return settled


def _conclude(name: str, values: set[Value], given: Known | Unknown | None, observed: str) -> Known | Unknown:
    """Return the fact that follows; disagreement with itself or with what was observed is never settled here."""
    if isinstance(given, Known):
        if values == {given.value}:
            return given
        return Unknown(name, UnknownReason.CONTRADICTORY, given.source, given.observed_at, given.detail)
    if given is not None and given.reason is UnknownReason.CONTRADICTORY:
        return given
    if len(values) > 1:
        return Unknown(name, UnknownReason.CONTRADICTORY, "derived", observed)
    fact = Known(name, next(iter(values)), "derived", observed)
    return fact if given is None else replace(fact, detail=given.detail)
