"""Every condition compares a known fact, in a way and with a value that its type allows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from oceandx.errors import Problem
from oceandx.knowledge.check.names import Names, fields, items, unknown
from oceandx.knowledge.reader import Node
from oceandx.knowledge.schema import did_you_mean, shown

Definitions = Mapping[str, Node]

_NOTHING = Node(None, "", 0, 0)

_ORDERED = ("date", "integer")
_ALLOWED = {
    "boolean": ("is_not",),
    "choice": ("is_not", "one_of"),
    "integer": ("is_not", "one_of", "at_least", "at_most"),
    "date": ("is_not", "before", "after"),
}


def check_conditions(nodes: Mapping[str, Node], names: Names) -> list[Problem]:
    """Return the conditions that can never be judged, or never hold."""
    problems: list[Problem] = []
    if names.facts is not None:
        for path, node in nodes.items():
            problems += _check_file(path, node, names.facts)
    return problems


def _check_file(path: str, node: Node, facts: Definitions) -> Iterator[Problem]:
    if path.startswith("rules/symptoms/"):
        yield from _check_when(fields(node).get("implies", _NOTHING), facts)
        for candidate in items(node.find("candidates")):
            yield from _evidence(candidate, facts)
    elif path.startswith("rules/causes/"):
        yield from _evidence(node, facts)
    elif path == "rules/derived.yaml":
        yield from _derived(node, facts)
    elif path.startswith("kb/remediations/"):
        yield from _check_when(fields(node).get("guard", _NOTHING), facts)
    elif path == "kb/facts.yaml":
        for definition in facts.values():
            yield from _check_when(fields(definition).get("void_when", _NOTHING), facts)


def _evidence(owner: Node, facts: Definitions) -> Iterator[Problem]:
    seen: dict[str, Node] = {}
    for item in items(fields(owner).get("evidence", _NOTHING)):
        when = item.find("when")
        yield from _check_when(when, facts)
        same = repr(sorted((key, repr(value.plain())) for key, value in fields(when).items()))
        if same in seen:
            yield item.problem(f"the same condition already stands on line {seen[same].line}")
        seen.setdefault(same, item)


def _derived(node: Node, facts: Definitions) -> Iterator[Problem]:
    for item in items(node.find("derived")):
        fact = item.find("fact")
        yield from unknown(fact, "fact", facts)
        if not {"when", "compare"} & set(fields(item)):
            yield item.problem("'when' or 'compare' is missing: nothing would conclude this fact")
        yield from _check_when(fields(item).get("when", _NOTHING), facts)
        yield from _check_compare(fields(item).get("compare", _NOTHING), facts)
        if fact.value in facts:
            yield from _check_value(item.find("is"), fields(facts[str(fact.value)]))


def _check_compare(compare: Node, facts: Definitions) -> Iterator[Problem]:
    """Find the comparisons of facts that are unknown, of no order, or of different types."""
    for key in compare.keys:
        for other in fields(fields(compare)[str(key.value)]).values():
            kinds = []
            for node in (key, other):
                yield from unknown(node, "fact", facts)
                if node.value in facts:
                    kinds.append(str(fields(facts[str(node.value)])["type"].value))
            if kinds and not set(kinds) <= set(_ORDERED):
                yield key.problem(f"only facts of type {' or '.join(_ORDERED)} are compared with each other")
            elif len(set(kinds)) > 1:
                yield other.problem(f"{kinds[1]} '{other.value}' cannot be compared with {kinds[0]} '{key.value}'")


def _check_when(when: Node, facts: Definitions) -> Iterator[Problem]:
    for key in when.keys:
        name = str(key.value)
        if name not in facts:
            yield key.problem(f"unknown fact '{name}'{did_you_mean(name, facts)}")
            continue
        definition = fields(facts[name])
        if definition["privacy"].value in {"patient", "secret"}:
            yield key.problem(f"'{name}' is never stored ({definition['privacy'].value}); use a derivative")
        yield from _check_comparison(fields(when)[name], definition)


def _check_comparison(compared: Node, definition: Mapping[str, Node]) -> Iterator[Problem]:
    if not isinstance(compared.value, dict):
        yield from _check_value(compared, definition)
        return
    kind = str(definition["type"].value)
    for key in compared.keys:
        operator = str(key.value)
        value = compared.value[operator]
        if operator not in _ALLOWED[kind]:
            allowed = ", ".join(("a plain value", *_ALLOWED[kind]))
            yield key.problem(f"'{operator}' does not fit a fact of type {kind}; allowed: {allowed}")
        elif operator == "one_of":
            for item in items(value):
                yield from _check_value(item, definition)
        else:
            yield from _check_value(value, definition)
    low, high = compared.find("at_least").value, compared.find("at_most").value
    if isinstance(low, int) and isinstance(high, int) and low > high:
        yield compared.problem(f"never true: at least {low} and at most {high}")
    after, before = compared.find("after").value, compared.find("before").value
    if isinstance(after, str) and isinstance(before, str) and after >= before:
        yield compared.problem(f"never true: after {after} and before {before}")


def _check_value(node: Node, definition: Mapping[str, Node]) -> Iterator[Problem]:
    kind, value = definition["type"].value, node.value
    if kind == "boolean":
        if not isinstance(value, bool):
            yield node.problem(f"{shown(node)} where true or false is needed")
    elif kind == "choice":
        if "choices" in definition:
            yield from unknown(node, "choice", [str(choice.value) for choice in items(definition["choices"])])
    elif kind == "integer":
        yield from _check_integer(node, definition)
    elif not _is_date(value):
        yield node.problem(f"{shown(node)} where a date such as 2026-11-22 is needed")


def _check_integer(node: Node, definition: Mapping[str, Node]) -> Iterator[Problem]:
    value = node.value
    if isinstance(value, bool) or not isinstance(value, int):
        yield node.problem(f"{shown(node)} where a whole number is needed")
        return
    low, high = (definition[key].value if key in definition else None for key in ("minimum", "maximum"))
    if (isinstance(low, int) and value < low) or (isinstance(high, int) and value > high):
        yield node.problem(f"{value} is outside {low} to {high}")


def _is_date(value: object) -> bool:
    """Accept the one form 2026-11-22; fromisoformat also takes 20261122 and 2026-W47-7."""
    try:
        return dt.date.fromisoformat(str(value)).isoformat() == value
    except ValueError:
        return False
