"""Whom a case is about: a fact that lists each provider's own value becomes known once one provider is named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from oceandx.errors import UsageError
from oceandx.facts.entry import Definitions, make_fact
from oceandx.facts.names import Names
from oceandx.model.case import Detail, Known, Unknown
from oceandx.model.vocabulary import UnknownReason

_SHOWN = 5


def focus(
    facts: Iterable[Known | Unknown],
    wanted: Mapping[str, str],
    definitions: Definitions,
    *,
    listed: Mapping[str, Iterable[str]] | None = None,
    titles: frozenset[str] = frozenset(),
) -> tuple[Known | Unknown, ...]:
    """Return the facts, those known that list a value for what is wanted: ``{"provider": "Amélie Roy"}``.

    ``listed`` are further names that the files hold, by key: they are no mistake, though no value is known of them.
    Raises UsageError with the near names when nothing lists a name.
    """
    given = tuple(facts)
    meant = {key: _spellings(key, name, given, (listed or {}).get(key, ()), titles) for key, name in wanted.items()}
    return tuple(_focused(fact, meant, definitions) for fact in given) if meant else given


def _spellings(
    key: str, name: str, facts: Iterable[Known | Unknown], others: Iterable[str], titles: frozenset[str]
) -> tuple[str, ...]:
    """Return the spellings of a name in the facts and among the others."""
    known = list(dict.fromkeys([str(item[key]) for fact in facts for item in fact.detail if key in item] + [*others]))
    names = Names(titles)
    if found := names.find(name, known):
        return found
    if not known:
        raise UsageError(f"--{key} {name}: no file that was given lists any {key}; import one with --import")
    near = sorted(known, key=lambda other: (-names.score(name, other), other))[:_SHOWN]
    raise UsageError(f"--{key} {name}: the files do not name this {key}; the nearest are {', '.join(map(repr, near))}")


def _focused(fact: Known | Unknown, meant: Mapping[str, tuple[str, ...]], definitions: Definitions) -> Known | Unknown:
    if not isinstance(fact, Unknown) or fact.reason is not UnknownReason.NOT_ASKED:
        return fact
    chosen = _chosen(fact.detail, meant)
    values = {str(item["value"]): item["value"] for item in chosen}
    if len(values) != 1:
        return fact  # nothing is told of what is wanted, or several things
    (value,) = values.values()
    known = make_fact(definitions, fact.name, value, fact.source, fact.observed_at)
    return replace(known, detail=chosen)


def _chosen(detail: Detail, meant: Mapping[str, tuple[str, ...]]) -> Detail:
    """Return the items with a value that are about what is wanted; one that says nothing of a key may be about it."""
    return tuple(
        item
        for item in detail
        if "value" in item
        and any(key in item for key in meant)
        and all(str(item[key]) in names for key, names in meant.items() if key in item)
    )
