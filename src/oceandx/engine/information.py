"""What a question is worth: expected information, in bits, about which cause it is.

Each candidate's view of a value comes from its own evidence: a value that would prove it is near certain under it, a
value that would rule it out near impossible. A conjunction that the value completes only in part counts in part.
Under causes that say nothing of the fact, unremarkable values are more likely than those that would prove something.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from oceandx.engine.rules import compare, concludes, encode, judge, truth
from oceandx.engine.verdicts import Hypothesis, speaking
from oceandx.model.case import Value
from oceandx.model.knowledge import Derivation, Evidence, FactDefinition, Scale, When
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
    places: Mapping[str, Sequence[tuple[int, int]]] = field(init=False, repr=False)
    """By fact where evidence is about it, as numbers of the candidate and of its evidence; most bears on few."""
    concluding: Mapping[str, Sequence[Derivation]] = field(init=False, repr=False)
    """By fact the derivations of which it is a premise."""

    def __post_init__(self) -> None:
        found: dict[str, list[tuple[int, int]]] = {}
        for one, hypothesis in enumerate(self.candidates):
            for other, evidence in enumerate(hypothesis.evidence):
                for condition in evidence.when:
                    found.setdefault(condition.fact, []).append((one, other))
        object.__setattr__(self, "places", found)
        concluding: dict[str, list[Derivation]] = {}
        for item in self.derivations:
            for name in item.premises():
                concluding.setdefault(name, []).append(item)
        object.__setattr__(self, "concluding", concluding)

    def bearing(self, names: Iterable[str]) -> Mapping[int, list[Evidence]]:
        """Return by number of the candidate its evidence about any of some facts, in its order."""
        found: dict[int, list[Evidence]] = {}
        for one, other in sorted({place for name in names for place in self.places.get(name, ())}):
            found.setdefault(one, []).append(self.candidates[one].evidence[other])
        return found


def askable(beliefs: Beliefs, given_up: Collection[str] = ()) -> list[str]:
    """Return the unknown facts that bear on a candidate, sorted.

    A derived fact is asked as it is; once one of its premises is known, or when a person does not know it
    (``given_up``), its premises are asked in its place, as long as any is left.
    """
    open_facts = set(beliefs.places)
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
    bearing = beliefs.bearing(_reached(beliefs, definition.name))
    views = [_with(beliefs, definition.name, value) for value in options]
    base = [_REMARKABLE if _proves_something(beliefs, bearing, view) else 1.0 for view in views]
    silent = _normal(base)
    rows = [silent] * len(beliefs.candidates)
    for one, evidence in bearing.items():
        before = _ratio(evidence, beliefs.values, beliefs.scale)
        row = [b * _ratio(evidence, view, beliefs.scale) / before for b, view in zip(base, views, strict=True)]
        rows[one] = _normal(row)
    masses = _normal([*beliefs.probabilities, _OTHER])
    return _mutual_information(masses, [*rows, silent])


def _reached(beliefs: Beliefs, name: str) -> set[str]:
    """Return a fact and all that may be concluded from it."""
    reached, left = {name}, [name]
    while left:
        concluded = {item.fact for item in beliefs.concluding.get(left.pop(), ())} - reached
        reached |= concluded
        left += concluded
    return reached


def _gain_of_a_half(beliefs: Beliefs, definition: FactDefinition) -> float:
    """Return half of what the conclusion is worth, for a fact that says something only together with another one."""
    waiting = {item.fact for item in beliefs.concluding.get(definition.name, ())} - set(beliefs.values)
    return max((gain(beliefs, beliefs.definitions[name]) for name in waiting), default=0.0) / 2


def _values(definition: FactDefinition, beliefs: Beliefs) -> list[Value]:
    """Return the values worth telling apart: all of them, or one for each interval that a rule knows."""
    if definition.type is FactType.BOOLEAN:
        return [True, False]
    if definition.type is FactType.CHOICE:
        return list(definition.choices)
    conditions = [c for when in _conjunctions(beliefs, definition.name) for c in when if c.fact == definition.name]
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


def _conjunctions(beliefs: Beliefs, name: str) -> Iterator[When]:
    """Yield what is said of a fact, by evidence and by conclusions."""
    for evidence in beliefs.bearing((name,)).values():
        yield from (item.when for item in evidence)
    yield from (item.when for item in beliefs.derivations)


def _with(beliefs: Beliefs, name: str, value: Value) -> dict[str, Value]:
    """Return what would be known if a fact had a value, conclusions included."""
    view = {**beliefs.values, name: value}
    if name not in beliefs.concluding:
        return view
    for _ in beliefs.derivations:
        size = len(view)
        for item in beliefs.derivations:
            if item.fact not in view and concludes(item, view) is Truth.TRUE:
                view[item.fact] = item.value
        if len(view) == size:
            break
    return view


def _proves_something(beliefs: Beliefs, bearing: Mapping[int, Sequence[Evidence]], view: Mapping[str, Value]) -> bool:
    """Say whether a view proves what was open; what does not bear on the fact proves nothing new."""
    return any(
        e.says is Says.PROVES and truth(e.when, view) is Truth.TRUE and truth(e.when, beliefs.values) is Truth.UNKNOWN
        for evidence in bearing.values()
        for e in evidence
    )


def _ratio(evidence: Iterable[Evidence], view: Mapping[str, Value], scale: Scale) -> float:
    """Return the likelihood ratio of a view; what holds but for k unknown facts counts by 1 / 2^k."""
    holding, partial = list[Evidence](), 0.0
    for item in evidence:
        open_parts = 0
        for condition in item.when:
            known = judge(condition, view.get(condition.fact))
            if known is Truth.FALSE:
                break
            open_parts += known is Truth.UNKNOWN
        else:
            if open_parts == 0:
                holding.append(item)
            elif open_parts < len(item.when):
                partial += math.log(scale.ratio[item.says]) / 2**open_parts
    ratio = math.prod(scale.ratio[item.says] for item in speaking(holding, scale)) if holding else 1.0
    return ratio * math.exp(partial) if partial else ratio


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
