"""JSON Schema over nodes: the subset that our schemas use, with places and did-you-mean."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any

from oceandx.errors import Problem
from oceandx.knowledge.reader import Node
from oceandx.resources import schema_text

Schema = Mapping[str, Any]

_KINDS = {
    "object": "a map",
    "array": "a list",
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
}


@cache
def load_schema(name: str) -> Schema:
    """Return the published schema of one file kind."""
    schema: Schema = json.loads(schema_text(name))
    return schema


def validate(node: Node, name: str, definition: str | None = None) -> list[Problem]:
    """Return every way in which the node differs from the schema, or from one of its definitions, each at its place."""
    schema = load_schema(name)
    definitions: Schema = schema.get("$defs", {})
    return list(_check(node, definitions[definition] if definition else schema, definitions))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a hint that names the nearest known word, or nothing."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; did you mean '{near[0]}'?" if near else ""


def _check(node: Node, schema: Schema, definitions: Schema) -> Iterator[Problem]:
    if "$ref" in schema:
        yield from _check(node, definitions[schema["$ref"].rpartition("/")[2]], definitions)
        return
    if "anyOf" in schema:
        yield from _check_any(node, schema, definitions)
        return
    allowed = _types(schema)
    if allowed and _type(node) not in allowed:
        yield node.problem(f"{shown(node)} where {_named(allowed)} is needed")
        return
    yield from _check_value(node, schema)
    if isinstance(node.value, dict):
        yield from _check_map(node, node.value, schema, definitions)
    elif isinstance(node.value, list):
        yield from _check_list(node, node.value, schema, definitions)


def _check_any(node: Node, schema: Schema, definitions: Schema) -> Iterator[Problem]:
    """Check against the one branch whose type fits; our branches differ by type."""
    branches = [definitions[branch["$ref"].rpartition("/")[2]] for branch in schema["anyOf"]]
    for branch in branches:
        if _type(node) in _types(branch):
            yield from _check(node, branch, definitions)
            return
    allowed = [kind for branch in branches for kind in _types(branch)]
    yield node.problem(f"{shown(node)} where {_named(allowed)} is needed")


def _check_value(node: Node, schema: Schema) -> Iterator[Problem]:
    value = node.value
    if "enum" in schema and value not in schema["enum"]:
        choices = ", ".join(schema["enum"])
        yield node.problem(f"'{value}' is not one of {choices}{did_you_mean(str(value), schema['enum'])}")
    if "const" in schema and value != schema["const"]:
        yield node.problem(f"'{value}' must be '{schema['const']}'")
    if isinstance(value, str):
        if len(value.strip()) < schema.get("minLength", 0):
            yield node.problem("the text is empty")
        if "pattern" in schema and not re.search(schema["pattern"], value):
            yield node.problem(f"'{value}' does not have the form {schema['pattern']}{_aside(schema)}")
    if isinstance(value, int | float):
        yield from _check_number(node, value, schema)


def _check_number(node: Node, value: float, schema: Schema) -> Iterator[Problem]:
    if "minimum" in schema and value < schema["minimum"]:
        yield node.problem(f"{value} is less than {schema['minimum']}")
    if "exclusiveMinimum" in schema and value <= schema["exclusiveMinimum"]:
        yield node.problem(f"{value} must be more than {schema['exclusiveMinimum']}")


def _check_map(node: Node, entries: dict[str, Node], schema: Schema, definitions: Schema) -> Iterator[Problem]:
    properties: Schema = schema.get("properties", {})
    for missing in schema.get("required", ()):
        if missing not in entries:
            yield node.problem(f"'{missing}' is missing")
    if len(entries) < schema.get("minProperties", 0):
        yield node.problem("at least one entry is needed")
    others = schema.get("additionalProperties", {})  # a map of any kind says nothing of its entries
    for key in node.keys:
        name = str(key.value)
        if "propertyNames" in schema:
            yield from _check(key, schema["propertyNames"], definitions)
        if name in properties:
            yield from _check(entries[name], properties[name], definitions)
        elif others is False:
            yield key.problem(f"unknown key '{name}'{did_you_mean(name, properties) or _offer(properties)}")
        else:
            yield from _check(entries[name], others, definitions)


def _check_list(node: Node, items: list[Node], schema: Schema, definitions: Schema) -> Iterator[Problem]:
    if len(items) < schema.get("minItems", 0):
        yield node.problem(f"at least {schema['minItems']} entries are needed")
    for item in items:
        yield from _check(item, schema.get("items", {}), definitions)


def shown(node: Node) -> str:
    """Return what an author wrote, for a message."""
    kind = _type(node)
    if kind in {"object", "array", "nothing"}:
        return _KINDS.get(kind, kind)
    return f"'{str(node.value).lower() if kind == 'boolean' else node.value}'"


def _types(schema: Schema) -> list[str]:
    if "enum" in schema or "const" in schema:
        return ["string"]
    kind = schema.get("type", [])
    return [kind] if isinstance(kind, str) else list(kind)


def _type(node: Node) -> str:
    value = node.value
    if isinstance(value, bool):
        return "boolean"
    by_class = {dict: "object", list: "array", str: "string", int: "integer", float: "number"}
    return by_class.get(type(value), "nothing")


def _named(kinds: list[str]) -> str:
    return " or ".join(dict.fromkeys(_KINDS[kind] for kind in kinds))


def _offer(properties: Schema) -> str:
    return f"; known keys: {', '.join(properties)}"


def _aside(schema: Schema) -> str:
    return f" ({schema['description']})" if "description" in schema else ""
