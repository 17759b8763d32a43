"""What a question is worth: expected information, in bits, about which cause it is.

Each candidate's view of a value comes from its own evidence: a value that would prove it is near certain under it, a
value that would rule it out near impossible. A conjunction that the value completes only in part counts in part.
Under causes that say nothing of the fact, unremarkable values are more likely than those that would prove something.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from oceandx.engine.rules import compare, concludes, encode, judge, truth
from oceandx.engine.verdicts import Hypothesis, speaking
from oceandx.model.case import Value
from oceandx.model.knowledge import Derivation, Evidence, FactDefinition, Scale
from oceandx.model.vocabulary import FactType, Says, Truth

_REMARKABLE = 0.2
_OTHER = 0.05


@dataclass(frozen=True, slots=True)
class Beliefs:
    """The undetermined candidates with their probabilities, and what is known."""

    candidates: Sequence[Hypothesis]
    probabilities: Sequence[float]
    values: Mapping[str, Value]
    derivations: Sequence[Derivation]
    definitions: Mapping[str, FactDefinition]
    scale: Scale


def askable(beliefs: Beliefs, given_up: Collection[str] = ()) -> list[str]:
    """Return the unknown facts that bear on a candidate, sorted.

    A derived fact is asked as it is; once one of its premises is known, or when a person does not know it
    (``given_up``), its premises are asked in its place, as long as any is left.
    """
    open_facts = {c.fact for h in beliefs.candidates for e in h.evidence for c in e.when}
    found: set[str] = set()
    seen: set[str] = set()
    while open_facts:
        name = open_facts.pop()
        seen.add(name)
        if name in beliefs.values:
            continue
        premises = {one for item in beliefs.derivations if item.fact == name for one in item.premises()}
        left = premises - set(beliefs.values)
        if left and (name in given_up or left != premises):
            open_facts |= left - seen
        elif name not in given_up:
            found.add(name)
    return sorted(found)


def gain(beliefs: Beliefs, definition: FactDefinition) -> float:
    """Return the expected information of learning one fact, in bits."""
    options = _values(definition, beliefs)
    if not options:
        return _gain_of_a_half(beliefs, definition)
    views = [_with(beliefs, definition.name, value) for value in options]
    base = [_REMARKABLE if _proves_something(beliefs, view) else 1.0 for view in views]
    touched = _reached(beliefs.derivations, definition.name)
    rows: list[list[float]] = []
    for hypothesis in beliefs.candidates:
        bearing = [e for e in hypothesis.evidence if any(c.fact in touched for c in e.when)]
        before = _ratio(bearing, beliefs.values, beliefs.scale)
        row = [b * _ratio(bearing, view, beliefs.scale) / before for b, view in zip(base, views, strict=True)]
        rows.append(_normal(row))
    rows.append(_normal(base))
    masses = _normal([*beliefs.probabilities, _OTHER])
    return _mutual_information(masses, rows)


def _reached(derivations: Sequence[Derivation], name: str) -> set[str]:
    """Return a fact and all that may be concluded from it."""
    reached, size = {name}, 0
    while size != len(reached):
        size = len(reached)
        reached |= {item.fact for item in derivations if not reached.isdisjoint(item.premises())}
    return reached


def _gain_of_a_half(beliefs: Beliefs, definition: FactDefinition) -> float:
    """Return half of what the conclusion is worth, for a fact that says something only together with another one."""
    waiting = {item.fact for item in beliefs.derivations if definition.name in item.premises()} - set(beliefs.values)
    return max((gain(beliefs, beliefs.definitions[name]) for name in waiting), default=0.0) / 2


def _values(definition: FactDefinition, beliefs: Beliefs) -> list[Value]:
    """Return the values worth telling apart: all of them, or one for each interval that a rule knows."""
    if definition.type is FactType.BOOLEAN:
        return [True, False]
    if definition.type is FactType.CHOICE:
        return list(definition.choices)
    conditions = [
        c
        for when in (
            *(e.when for h in beliefs.candidates for e in h.evidence),
            *(d.when for d in beliefs.derivations),
        )
        for c in when
        if c.fact == definition.name
    ]
    compared = [item for d in beliefs.derivations for item in d.compare if definition.name in {item.fact, item.other}]
    constants = {v for c in conditions for v in (c.value if isinstance(c.value, tuple) else (c.value,))}
    others = {item.other if item.fact == definition.name else item.fact for item in compared}
    constants |= {beliefs.values[name] for name in others if name in beliefs.values}
    low, high = definition.minimum or 0, definition.maximum or 0
    if definition.type is FactType.DATE:
        low, high = date.min.toordinal(), date.max.toordinal()
    numbers = {int(encode(definition, c)) + step for c in constants for step in (-1, 0, 1)}
    seen: dict[tuple[Truth, ...], Value] = {}
    for number in sorted(n for n in numbers if low <= n <= high):
        value = date.fromordinal(number).isoformat() if definition.type is FactType.DATE else number
        view = {**beliefs.values, definition.name: value}
        seen.setdefault((*(judge(c, value) for c in conditions), *(compare(item, view) for item in compared)), value)
    return list(seen.values())


def _with(beliefs: Beliefs, name: str, value: Value) -> dict[str, Value]:
    """Return what would be known if a fact had a value, conclusions included."""
    view = {**beliefs.values, name: value}
    if not any(name in item.premises() for item in beliefs.derivations):
        return view
    for _ in beliefs.derivations:
        size = len(view)
        for item in beliefs.derivations:
            if item.fact not in view and concludes(item, view) is Truth.TRUE:
                view[item.fact] = item.value
        if len(view) == size:
            break
    return view


def _proves_something(beliefs: Beliefs, view: Mapping[str, Value]) -> bool:
    return any(
        e.says is Says.PROVES and truth(e.when, view) is Truth.TRUE and truth(e.when, beliefs.values) is Truth.UNKNOWN
        for h in beliefs.candidates
        for e in h.evidence
    )


def _ratio(evidence: Iterable[Evidence], view: Mapping[str, Value], scale: Scale) -> float:
    """Return the likelihood ratio of a view; what holds but for k unknown facts counts by 1 / 2^k."""
    holding, partial = [], 0.0
    for item in evidence:
        known = [judge(condition, view.get(condition.fact)) for condition in item.when]
        if Truth.FALSE in known:
            continue
        open_parts = known.count(Truth.UNKNOWN)
        if open_parts == 0:
            holding.append(item)
        elif open_parts < len(known):
            partial += math.log(scale.ratio[item.says]) / 2**open_parts
    return math.prod(scale.ratio[item.says] for item in speaking(holding, scale)) * math.exp(partial)


def _normal(numbers: Sequence[float]) -> list[float]:
    total = sum(numbers)
    return [number / total for number in numbers]


def _mutual_information(masses: Sequence[float], rows: Sequence[Sequence[float]]) -> float:
    """Return the mutual information of the cause and the value, in bits."""
    columns = range(len(rows[0]))
    overall = [sum(mass * row[i] for mass, row in zip(masses, rows, strict=True)) for i in columns]
    return sum(
        mass * row[i] * math.log2(row[i] / overall[i])
        for mass, row in zip(masses, rows, strict=True)
        for i in columns
        if mass > 0 and row[i] > 0
    )
