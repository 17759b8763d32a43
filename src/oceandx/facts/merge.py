"""Facts from several sources become one set: disagreement and age make a fact unknown, never a guess."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import replace

from oceandx.model.case import Known, Unknown
from oceandx.model.knowledge import FactDefinition
from oceandx.model.vocabulary import UnknownReason


def merge(facts: Iterable[Known | Unknown]) -> dict[str, Known | Unknown]:
    """Return one fact for each name; values that disagree make it unknown, as contradictory."""
    merged: dict[str, Known | Unknown] = {}
    for fact in facts:
        merged[fact.name] = _combine(merged[fact.name], fact) if fact.name in merged else fact
    return dict(sorted(merged.items()))


def expire(
    facts: Iterable[Known | Unknown],
    definitions: Mapping[str, FactDefinition],
    as_of: datetime.date,
) -> list[Known | Unknown]:
    """Return the facts with those past their shelf life unknown, as stale."""
    return [
        Unknown(fact.name, UnknownReason.STALE, fact.source, fact.observed_at, fact.detail)
        if isinstance(fact, Known) and _is_stale(fact, definitions[fact.name], as_of)
        else fact
        for fact in facts
    ]


def _combine(first: Known | Unknown, second: Known | Unknown) -> Known | Unknown:
    contradictory = [f for f in (first, second) if _is_contradictory(f)]
    if contradictory:
        return contradictory[0]
    if isinstance(first, Known) and isinstance(second, Known):
        if first.value == second.value:
            # The one that carries the list behind it says more; else what was seen last counts.
            return max(first, second, key=lambda fact: (bool(fact.detail), fact.observed_at))
        sources = f"{first.source}, {second.source}"
        observed = max(first.observed_at, second.observed_at)
        detail = first.detail or second.detail
        return Unknown(first.name, UnknownReason.CONTRADICTORY, sources, observed, detail)
    known = [f for f in (first, second) if isinstance(f, Known)]
    if known:
        other = second if known[0] is first else first
        return replace(known[0], detail=known[0].detail or other.detail)
    return first if first.detail or not second.detail else replace(first, detail=second.detail)


def _is_contradictory(fact: Known | Unknown) -> bool:
    return isinstance(fact, Unknown) and fact.reason is UnknownReason.CONTRADICTORY


def _is_stale(fact: Known, definition: FactDefinition, as_of: datetime.date) -> bool:
    if definition.shelf_life_days is None:
        return False
    observed = datetime.date.fromisoformat(fact.observed_at[:10])
    return (as_of - observed).days > definition.shelf_life_days
