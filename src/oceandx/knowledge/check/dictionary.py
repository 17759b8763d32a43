"""The fact dictionary: each type has what it needs, and each value has a meaning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from oceandx.errors import Problem
from oceandx.knowledge.check.names import Names, fields, items
from oceandx.knowledge.reader import Node
from oceandx.knowledge.schema import did_you_mean


def check_dictionary(nodes: Mapping[str, Node], names: Names) -> list[Problem]:
    """Return what is missing or too much in the definitions of facts."""
    del nodes
    problems: list[Problem] = []
    for definition in (names.facts or {}).values():
        problems += _shape(definition)
        problems += _meanings(definition)
    return problems


def _shape(definition: Node) -> Iterator[Problem]:
    own = fields(definition)
    kind = own["type"].value
    for key, wanted in (("choices", "choice"), ("minimum", "integer"), ("maximum", "integer")):
        if kind == wanted and key not in own:
            yield definition.problem(f"a fact of type {wanted} needs '{key}'")
        elif kind != wanted and key in own:
            yield own[key].problem(f"'{key}' belongs to facts of type {wanted}, this one is {kind}")


def _meanings(definition: Node) -> Iterator[Problem]:
    own = fields(definition)
    wanted = expected_meanings(own)
    given = [str(key.value) for key in own["meaning"].keys]
    for missing in [value for value in wanted if value not in given]:
        yield own["meaning"].problem(f"no meaning for the value '{missing}'")
    for key in own["meaning"].keys:
        if key.value not in wanted:
            name = str(key.value)
            yield key.problem(f"'{name}' is no value of this fact{did_you_mean(name, wanted)}")
    if wanted == ["any"] and "any" in given:
        for language in ("fr", "en"):
            text = own["meaning"].find("any", language)
            if "{value}" not in str(text.value):
                yield text.problem("the meaning of a number or a date shows it: write {value}")


def expected_meanings(definition: Mapping[str, Node]) -> list[str]:
    """Return the keys that the meanings of a fact must have."""
    kind = definition["type"].value
    if kind == "boolean":
        return ["true", "false"]
    if kind == "choice" and "choices" in definition:
        return [str(choice.value) for choice in items(definition["choices"])]
    return ["any"]
