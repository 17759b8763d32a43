"""Addresses that a word before them tells: «lives at 12 Pine», «zip 12601»; sections of land: «NE 14-22-3 W5»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.removal import Removal, RemovalKind

_SECTION = re.compile(  # the quarter of a section of land, with township, range and meridian
    r"(?<![\w\-])(?:NE|NW|SE|SW|LSD[ ]?\d{1,2})[ \-]{1,2}\d{1,2}[ \-]\d{1,3}[ \-]\d{1,2}(?:[ \-]{0,3}W\d?[A-Z]?)?(?!\w)"
)
_BEFORE_ROAD = re.compile(r"(?<![\w\-])\d{2,6}(?:[ \-]\d{1,6})?[ ]\Z")
_AFTER_ROAD = re.compile(r"\.?[ ]\d{1,4}(?!\w)")
_CIVIC = re.compile(
    r"\.?[ ]{0,2}[:=]?[ ]{0,2}((?:#?\d{1,5}[A-Za-z]?[ ]?[\-,\u2013][ ]?)?"
    r"\d{1,6}(?:[ \-]?[A-Da-d](?!\w))?(?:[ ](?:1/2|½))?),?[ ]"
)
_LAST_NUMBER = re.compile(r"(?:,?[ ]#?\d{1,5}[A-Za-z]?(?!\w))?(?:,?[ ](?:[Nn][o°]\.?|#)[ ]?\d{1,5})?")
_ZIP = re.compile(r"\.?[ ]{0,2}[:=]?[ ]?(\d{5}(?:-\d{4})?|[A-Za-z][\dO][A-Za-z][ \-]?[\dO][A-Za-z][\dO])(?!\w)")
_MOST = 4
_LONGEST = 24


def find_told_addresses(reading: Reading) -> Iterator[Removal]:
    """Yield such addresses, a street after «lives on», sections of land and roads that only have numbers."""
    text = reading.text
    for match in _SECTION.finditer(text) if reading.clusters else ():
        yield Removal(*match.span(), RemovalKind.ADDRESS)
    for at in reading.noted(Flag.NUMBERED_ROAD):
        start = reading.starts[at]
        before = _BEFORE_ROAD.search(text, max(0, start - _LONGEST), start)
        after = _AFTER_ROAD.match(text, reading.ends[min(at + 1, len(reading.ends) - 1)])
        if before and after:
            yield Removal(before.start(), after.end(), RemovalKind.ADDRESS)
    for at in reading.noted(Flag.DWELLS | Flag.ADDRESS_LABEL | Flag.ZIP):
        end = reading.ends[at]
        code = _ZIP.match(text, end) if reading.flags[at] & Flag.ZIP else None
        if code:
            yield Removal(*code.span(1), RemovalKind.ADDRESS)
        civic = _CIVIC.match(text, end) if reading.flags[at] & (Flag.DWELLS | Flag.ADDRESS_LABEL) else None
        if civic:
            last = _name(reading, reading.word_after(civic.end()), civic.end())
            if last >= 0:
                yield Removal(civic.start(1), _with_number(text, reading.ends[last]), RemovalKind.ADDRESS)
        elif reading.flags[at] & Flag.DWELLS:
            yield from _street_alone(reading, at)


def _name(reading: Reading, first: int, start: int) -> int:
    """Return the last word of a street that begins at a position; -1 where a word there names none."""
    if first >= len(reading.flags) or reading.starts[first] != start:
        return -1
    last, named = first - 1, False
    for at in range(first, min(first + _MOST, len(reading.flags))):
        flag = reading.flags[at]
        street = flag & (Flag.STREET_BEFORE | Flag.STREET_AFTER | Flag.DIRECTION)
        if at > first and reading.gaps[at] not in {" ", "-", "'"}:
            break
        if not (reading.upper[at] or street or flag & Flag.PARTICLE):
            break
        if reading.upper[at] and flag & (Flag.PRODUCT | Flag.PATIENT | Flag.CALENDAR | Flag.MONTH) and not street:
            break
        named = named or reading.upper[at] or bool(street)
        last = at
    while last >= first and reading.flags[last] & Flag.PARTICLE and not reading.upper[last]:
        last -= 1
    return last if named else -1


def _with_number(text: str, end: int) -> int:
    """Return where an address ends, the number of a road or of a flat after it included."""
    match = _LAST_NUMBER.match(text, end, min(len(text), end + _LONGEST))
    return match.end() if match else end


def _street_alone(reading: Reading, at: int) -> Iterator[Removal]:
    """Yield the street without a number on which somebody lives: «lives on Pine Street»."""
    first = at + 1
    last = first
    while last < len(reading.flags) and last < first + _MOST and reading.upper[last] and reading.gaps[last] == " ":
        if last > first and reading.flags[last] & Flag.STREET_AFTER:
            yield Removal(reading.starts[first], reading.ends[last], RemovalKind.ADDRESS)
            return
        last += 1
