"""The patterns of a file: every concept that they name exists."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from oceandx.errors import Problem
from oceandx.knowledge.check.names import fields, items, unknown
from oceandx.knowledge.reader import Node
from oceandx.model.recognition import COMPLAINT

_MARKS = "-+^<>*"


def check_patterns(node: Node, concepts: Collection[str], key: str = "patterns") -> Iterator[Problem]:
    """Yield what the patterns of an entry, under a key that may be left out, name that does not exist."""
    known = [COMPLAINT, *concepts]
    for pattern in listed(node, key):
        for literal in (*listed(pattern, "all"), *listed(pattern, "without")):
            for choice in choices_of(literal):
                name = Node(choice, literal.path, literal.line, literal.column)
                yield from unknown(name, "concept", known)


def choices_of(literal: Node) -> list[str]:
    """Return the concepts of a literal, without its marks."""
    return [choice.rstrip(_MARKS) for choice in str(literal.value).split("|")]


def entries_of(nodes: Mapping[str, Node], path: str, key: str) -> list[Node]:
    """Return the entries of a list in a file, and nothing where the file is not there."""
    return items(nodes[path].find(key)) if path in nodes else []


def listed(node: Node, key: str) -> list[Node]:
    """Return the entries of a list that may be left out."""
    return items(fields(node)[key]) if key in fields(node) else []
