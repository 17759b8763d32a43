"""Strict YAML: one document of plain maps, lists and scalars, with the place of each.

Refused: duplicate keys, keys that are not text, anchors, aliases and tags, several documents, more than
``MAX_BYTES`` bytes or ``MAX_DEPTH`` levels. Only ``true`` and ``false`` are booleans; dates stay text.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from oceandx.errors import Problem

MAX_BYTES = 1_000_000
MAX_DEPTH = 20

Scalar = str | int | float | bool | None

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,15})\Z")
_FLOAT = re.compile(r"-?(0|[1-9][0-9]{0,15})\.[0-9]{1,17}\Z")
_CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WORDS: dict[str, Scalar] = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(frozen=True, slots=True)
class Node:
    """A value with its place (1-based line and column) in a file."""

    value: Scalar | dict[str, Node] | list[Node]
    path: str
    line: int
    column: int
    keys: tuple[Node, ...] = ()

    def problem(self, message: str) -> Problem:
        """Return a problem at this place."""
        return Problem(self.path, self.line, self.column, message)

    def plain(self) -> object:
        """Return the value without places."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value

    def find(self, *keys: str) -> Node:
        """Return the node at a path of keys, or the nearest one above it."""
        node = self
        for key in keys:
            if not isinstance(node.value, dict) or key not in node.value:
                break
            node = node.value[key]
        return node


class _Refused(Exception):  # noqa: N818 - internal control flow of this module
    """Carries the one problem that makes the rest of the file unreadable."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


def read(path: str, content: bytes) -> tuple[Node | None, list[Problem]]:
    """Read one file; the node is None when the file as a whole cannot be used."""
    try:
        text = _decode(path, content)
        return _Reader(path).document(text)
    except _Refused as refused:
        return None, [refused.problem]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        return None, [Problem(path, line, column, f"not valid YAML: {error.problem or error.context}")]


def _decode(path: str, content: bytes) -> str:
    if len(content) > MAX_BYTES:
        raise _Refused(Problem(path, 1, 1, f"{len(content)} bytes; at most {MAX_BYTES}: split the file"))
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        place = _end(content[: error.start].decode())
        raise _Refused(Problem(path, *place, "not UTF-8 text; save the file as UTF-8")) from error
    if control := _CONTROL.search(text):
        place = _end(text[: control.start()])
        raise _Refused(Problem(path, *place, f"control character U+{ord(control[0]):04X}; remove it"))
    return text


def _end(before: str) -> tuple[int, int]:
    """Return the line and column right after a text."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")


class _Reader:
    """Builds nodes from parser events, so that limits hold before anything is expanded."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._problems: list[Problem] = []

    def document(self, text: str) -> tuple[Node | None, list[Problem]]:
        events = yaml.parse(text, Loader=_LOADER)
        root: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    raise self._refuse(event, "a second document starts here; write one document a file")
                root = self._node(next(events), events, 0)
        if root is None:
            raise _Refused(Problem(self._path, 1, 1, "the file is empty"))
        return root, self._problems

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise self._refuse(event, f"nested more than {MAX_DEPTH} levels deep")
        if isinstance(event, yaml.AliasEvent):
            raise self._refuse(event, "aliases (*name) are not used here; write the value out")
        if getattr(event, "anchor", None):
            raise self._refuse(event, "anchors (&name) are not used here; write the value where it is needed")
        if getattr(event, "tag", None):
            raise self._refuse(event, "tags (!name) are not used here; write the plain value")
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(event, events, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(event, events, depth)
        return self._place(event, _scalar(event))

    def _mapping(self, start: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        entries: dict[str, Node] = {}
        keys: dict[str, Node] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent) or event.anchor or event.tag:
                raise self._refuse(event, "a key must be plain text")
            # Keys are text as written: `true:` names the value true of a fact.
            key = self._place(event, event.value)
            value = self._node(next(events), events, depth + 1)
            if event.value in entries:
                first = keys[event.value].line
                self._problems.append(key.problem(f"duplicate key '{event.value}' (first on line {first})"))
                continue
            keys[event.value] = key
            entries[event.value] = value
        return self._place(start, entries, tuple(keys.values()))

    def _sequence(self, start: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        items: list[Node] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(self._node(event, events, depth + 1))
        return self._place(start, items)

    def _place(
        self,
        event: yaml.Event,
        value: Scalar | dict[str, Node] | list[Node],
        keys: tuple[Node, ...] = (),
    ) -> Node:
        return Node(value, self._path, *_start(event), keys)

    def _refuse(self, event: yaml.Event, message: str) -> _Refused:
        return _Refused(Problem(self._path, *_start(event), message))


def _start(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _scalar(event: Any) -> Scalar:
    text: str = event.value
    if event.style:  # quoted or block text; the C parser says "" where the Python one says None
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.match(text):
        return int(text)
    if _FLOAT.match(text):
        return float(text)
    return text
