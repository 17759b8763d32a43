"""The typed rule form: a rule is one conjunction of ``fact op constant``, over encoded values.

An encoded value is a bool, an int or a str; dates are day numbers. A rule's ``key`` names what it stands for; several
rules may share one key (the branches of ``one_of``). ``origin`` is the file that a rule comes from.
"""

from __future__ import annotations

import datetime
import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from oceandx.model.case import Value
from oceandx.model.knowledge import Comparison, Condition, Derivation, FactDefinition, When
from oceandx.model.vocabulary import FactType, Operator, Truth

Encoded = bool | int | str


class Op(StrEnum):
    """A comparison that both matchers know."""

    EQ = "eq"
    NE = "ne"
    LT = "lt"
    LE = "le"
    GE = "ge"
    GT = "gt"


_PASSES: Mapping[Op, Callable[[Any, Any], bool]] = {
    Op.EQ: operator.eq,
    Op.NE: operator.ne,
    Op.LT: operator.lt,
    Op.LE: operator.le,
    Op.GE: operator.ge,
    Op.GT: operator.gt,
}
_MEANS: Mapping[Operator, Callable[[Any, Any], bool]] = {
    Operator.IS: operator.eq,
    Operator.IS_NOT: operator.ne,
    Operator.ONE_OF: lambda value, constants: value in constants,
    Operator.AT_LEAST: operator.ge,
    Operator.AT_MOST: operator.le,
    Operator.BEFORE: operator.lt,
    Operator.AFTER: operator.gt,
}


@dataclass(frozen=True, slots=True)
class Test:
    """One comparison of a fact with a constant of the fact's own type."""

    fact: str
    op: Op
    constant: Encoded


@dataclass(frozen=True, slots=True)
class Rule:
    """One conjunction; it stands for ``key`` and comes from the file ``origin``."""

    key: str
    tests: tuple[Test, ...]
    origin: str


@dataclass(frozen=True, slots=True)
class Stratum:
    """Rules that are matched together against one wide fact."""

    rules: tuple[Rule, ...]


def holds(test: Test, value: Encoded) -> bool:
    """Say whether an encoded value passes a test; both have the fact's type."""
    return _PASSES[test.op](value, test.constant)


def judge(condition: Condition, value: Value | None) -> Truth:
    """Say what is known of a condition; ``None`` is an unknown fact, and never false.

    This is the reference semantics; the matchers are tested against it. ISO dates order as text.
    """
    if value is None:
        return Truth.UNKNOWN
    return Truth.TRUE if _MEANS[condition.operator](value, condition.value) else Truth.FALSE


def compare(comparison: Comparison, values: Mapping[str, Value]) -> Truth:
    """Say what is known of a comparison of two facts; unknown when either is."""
    one, other = values.get(comparison.fact), values.get(comparison.other)
    if one is None or other is None:
        return Truth.UNKNOWN
    return Truth.TRUE if _MEANS[comparison.operator](one, other) else Truth.FALSE


def truth(when: When, values: Mapping[str, Value]) -> Truth:
    """Say what is known of a conjunction: false if any part is false, else unknown if any part is."""
    return _together({judge(condition, values.get(condition.fact)) for condition in when})


def concludes(derivation: Derivation, values: Mapping[str, Value]) -> Truth:
    """Say what is known of the premises of a derived fact."""
    return _together({truth(derivation.when, values), *(compare(item, values) for item in derivation.compare)})


def _together(parts: set[Truth]) -> Truth:
    if Truth.FALSE in parts:
        return Truth.FALSE
    return Truth.UNKNOWN if Truth.UNKNOWN in parts else Truth.TRUE


def difference_name(comparison: Comparison) -> str:
    """Return the name under which the matchers see how far two compared facts are apart."""
    return f"difference.{comparison.fact}.from.{comparison.other}"


def encode_differences(
    comparisons: Iterable[Comparison], definitions: Mapping[str, FactDefinition], values: Mapping[str, Value]
) -> dict[str, Encoded]:
    """Encode the compared facts as their difference, in days or units: the matchers know constants only."""
    return {
        difference_name(item): _number(definitions, values, item.fact) - _number(definitions, values, item.other)
        for item in comparisons
        if item.fact in values and item.other in values
    }


def _number(definitions: Mapping[str, FactDefinition], values: Mapping[str, Value], name: str) -> int:
    return int(encode(definitions[name], values[name]))


def encode(definition: FactDefinition, value: Value) -> Encoded:
    """Return the form in which the matchers compare a value: dates become day numbers."""
    if definition.type is FactType.DATE:
        return datetime.date.fromisoformat(str(value)).toordinal()
    return value


def encode_facts(definitions: Mapping[str, FactDefinition], values: Mapping[str, Value]) -> dict[str, Encoded]:
    """Encode all known values."""
    return {name: encode(definitions[name], value) for name, value in values.items()}
