"""Tables that somebody pasted: what heads a column says what stands in it, however short or odd it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.removal import Removal, RemovalKind
from oceandx.intake.redaction.strengths import NAME

_SEPARATORS = ("|", "\t", ";", ",")
_SEPARATOR = re.compile(r"[|\t;,]")
_HEAD = re.compile(r"[^\d,;|\t\n]{0,40}[,;|\t][^\d\n]*[^\d\n.!?,:;]\s*\Z|[^\d\n]*\|\s*\Z")
_LONGEST_HEAD = 200
_MOST_COLUMNS = 24
_NUMBER = re.compile(r"#?[A-Za-z]{0,4}[ \-]?\d[\d \-./]{1,16}[A-Za-z]{0,2}\Z")
_DATE = re.compile(r"[\w .,/\-]{4,24}\Z")
_STAFF = Flag.DOCTOR | Flag.ROLE | Flag.CLINIC | Flag.ORGANISATION_AFTER
_OF_FILE = Flag.BIRTH | Flag.HEALTH | Flag.CHART
_KINDS = (
    (Flag.BIRTH, RemovalKind.BIRTH_DATE),
    (Flag.HEALTH, RemovalKind.HEALTH_NUMBER),
    (Flag.CHART | Flag.CHART_NEAR, RemovalKind.CHART_NUMBER),
    (Flag.PATIENT | Flag.NAME_LABEL, RemovalKind.NAME),
)


def find_in_tables(reading: Reading) -> Iterator[Removal]:
    """Yield the cells below a head that says chart, health number, birth date or patient."""
    text = reading.text
    if "\n" not in text or _SEPARATOR.search(text) is None:
        return
    heads: dict[int, RemovalKind] = {}
    separator = ""
    start = 0
    for line in text.splitlines(keepends=True):
        if heads and separator in line and len(line) > 1:
            for column, (first, last) in enumerate(_cells(line, separator)):
                kind = heads.get(column)
                if kind and _fits(reading, kind, line[first:last], start + first):
                    yield Removal(start + first, start + last, kind)
        elif len(line) < _LONGEST_HEAD and _HEAD.match(line):
            separator, heads = _heads(reading, line, start)
        else:
            heads = {}
        start += len(line)


def _cells(line: str, separator: str) -> Iterator[tuple[int, int]]:
    """Yield where each cell of a line starts and ends, the spaces around it left out."""
    start = 0
    for part in line.rstrip("\r\n").split(separator, _MOST_COLUMNS):
        inner = part.strip(" >*")
        first = start + (part.index(inner) if inner else 0)
        yield first, first + len(inner)
        start += len(part) + len(separator)


def _heads(reading: Reading, line: str, start: int) -> tuple[str, dict[int, RemovalKind]]:
    """Return the separator of a line and what its cells say of their columns; nothing if it heads no table."""
    for separator in _SEPARATORS:
        if not 1 <= line.count(separator) <= _MOST_COLUMNS:
            continue
        result: dict[int, RemovalKind] = {}
        named, said = -1, 0
        for column, (first, last) in enumerate(_cells(line, separator)):
            at = reading.word_after(start + first)
            flags = 0
            words = 0
            while at < len(reading.flags) and reading.ends[at] <= start + last:
                flags |= reading.flags[at]
                words += 1
                at += 1
            if words > 4:
                return "", {}  # a sentence
            kind = next((kind for wanted, kind in _KINDS if flags & wanted), None)
            if kind and not (kind is RemovalKind.NAME and flags & _STAFF):
                result[column] = kind
            elif words == 1 and flags & Flag.ABOUT and named < 0:
                named = column
            said |= flags
        listed = named >= 0 and said & (_OF_FILE if said & Flag.FORM_LABEL else _OF_FILE | Flag.PHONE)
        if listed:
            result[named] = RemovalKind.NAME  # «name;phone», where nobody has a post
        if listed or len(result) > 1 or (result and separator != ","):
            return separator, result
    return "", {}


def _fits(reading: Reading, kind: RemovalKind, cell: str, start: int) -> bool:
    """Whether a cell holds such a value, and no remark."""
    if kind is RemovalKind.NAME:
        at = reading.word_after(start)
        if at >= len(reading.flags) or reading.starts[at] != start or len(cell) > 40 or any(map(str.isdigit, cell)):
            return False
        words = range(at, reading.word_before(start + len(cell)) + 1)
        plain = sum(1 for each in words if reading.flags[each] & Flag.ORDINARY and not reading.flags[each] & NAME)
        return len(words) <= 4 and plain == 0 and (reading.upper[at] or bool(reading.flags[at] & NAME))
    at = reading.word_after(start)
    kept = at < len(reading.flags) and reading.starts[at] < start + len(cell) and reading.flags[at] & Flag.KEPT_NUMBER
    if kept or not any(map(str.isdigit, cell)):
        return False
    return bool((_DATE if kind is RemovalKind.BIRTH_DATE else _NUMBER).match(cell))
