"""Names in the cells of a list: «young, april / wm. fothergill / …», «- petit, rose», beside one that goes.

A cell is what stands between two semicolons, slashes or ends of lines. Where one begins with a patient's name, the next
ones that begin with what can only be read as a name are further patients, however they are written.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.lines import Lines
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.strengths import NAME

_PARTS = re.compile(r";|(?<!\d)[ ]?/[ ]?(?!\d)")
_DIGITS = re.compile(r"\d+")
_MARK = re.compile(r"\n[ \t>]*([^\w\s(\"'«“]{0,2}|\d{1,2}[.)])[ \t]*[\"«“(]?\Z")
_LED = re.compile(r"[:(\d]")
_CLOSES = frozenset(",.;)/\n\x1e([:-\u2013—|")
_SWAPS = frozenset({", ", ","})
_WITHIN = frozenset({" ", "-", "'", ". ", ".", ".-", "\u2019"})
_AFTER_LETTER = frozenset({"", ".", ",", ";", ")", "\n", "'", "-"})
_LONGEST = 4
_AFTER = 2
_NO_NAME = (
    Flag.DOCTOR | Flag.DOCTOR_BEFORE | Flag.PATIENT | Flag.PRODUCT | Flag.STATE_VERB | Flag.ORGANISATION_BEFORE
    | Flag.ORGANISATION_AFTER | Flag.MONTH | Flag.AND | Flag.GREETING | Flag.SIGN_OFF | Flag.FILLER | Flag.TITLE
    | Flag.PATIENT_THING | Flag.PRONOUN | Flag.PLACE | Flag.KIN | Flag.NUMBER_WORD | Flag.POSSESSIVE | Flag.ROLE
    | Flag.PATIENT_ACT | Flag.STAFF_ACT | Flag.PROVIDER_THING | Flag.CLINIC | Flag.DISCIPLINE | Flag.HEADER
)  # fmt: skip
_ALSO_NAMES = Flag.MONTH | Flag.FILLER | Flag.PRODUCT | Flag.PROVIDER_THING | Flag.STATE_VERB
_AT_WORK = Flag.ROLE | Flag.DOCTOR | Flag.DESIGNATION | Flag.CLINIC | Flag.ORGANISATION_AFTER | Flag.PROVIDER_THING
_SPOKEN = Flag.FILLER | Flag.POSSESSIVE | Flag.OF | Flag.AT

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Cell:
    """One cell: its first and last word, and how it is parted from the one before: a sign, or the mark of its line."""

    first: int
    last: int
    parted: str


def find_in_cells(reading: Reading, lines: Lines, gone: Sequence[Span], staff: Collection[str]) -> Iterator[Span]:
    """Yield the first and last words of names that begin cells beside cells with a name that is ``gone``."""
    cells = _cells(reading)
    if len(cells) < 2 or not gone:
        return
    starts = dict(gone)
    named = {at: span for at, cell in enumerate(cells) if (span := _named(reading, cell, starts))}
    waiting = sorted(named)
    while waiting:
        at = waiting.pop(0)
        for other in (at - 1, at + 1):
            if not 0 <= other < len(cells) or other in named or not _are_beside(cells, at, other):
                continue
            many = sum(each in named for each in range(at - _LONGEST, at + _LONGEST + 1)) > 1
            span = _name(reading, cells[other], many=many, swapped=_is_swapped(reading, named[at]))
            if span and not _is_staffs(reading, lines, span, staff):
                named[other] = span
                waiting.append(other)
                yield span


def _cells(reading: Reading) -> list[_Cell]:
    """Return the cells of a text, in order."""
    result: list[_Cell] = []
    first, parted = 0, ""
    for at, gap in enumerate(reading.gaps[:-1]):
        if at and (sign := _parting(gap)):
            result.append(_Cell(first, at - 1, parted))
            first, parted = at, sign
    if reading.flags:
        result.append(_Cell(first, len(reading.flags) - 1, parted))
    return result


def _parting(gap: str) -> str:
    """Return what parts two cells: the sign, or the line break and the mark after it; empty if nothing does."""
    if "\n" in gap or "\x1e" in gap:
        mark = _MARK.search(gap)
        below = gap.count("\n") == 1 and mark
        return f"\n{_DIGITS.sub('1', mark[1])}" if below and mark else "\n\n"
    found = _PARTS.search(gap)
    return found[0].strip() if found else ""


def _are_beside(cells: Sequence[_Cell], at: int, other: int) -> bool:
    """Whether two neighbours stand in one list: on one line, or on lines with the same mark."""
    later, earlier = max(at, other), min(at, other)
    parted = cells[later].parted
    if parted == "\n\n":
        return False
    if not parted.startswith("\n"):
        return True
    return cells[earlier].parted == parted or (len(parted) == 1 and cells[earlier].parted == "\n\n")


def _named(reading: Reading, cell: _Cell, starts: dict[int, int]) -> Span | None:
    """Return the name that goes with which a cell begins, or with which the first of a row ends."""
    for at in range(cell.first, cell.last + 1):
        last = starts.get(at)
        if last is None:
            continue
        led = at == cell.first or _LED.search(reading.gaps[at])
        return (at, last) if led or last == cell.last else None
    return None


def _is_swapped(reading: Reading, span: Span) -> bool:
    return any(reading.gaps[at] in _SWAPS for at in range(span[0] + 1, span[1] + 1))


def _name(reading: Reading, cell: _Cell, *, many: bool, swapped: bool) -> Span | None:
    """Return what can be a name at the beginning of a cell."""
    last, known, letters, comma = cell.first - 1, 0, 0, False
    while last < cell.last and last - cell.first + 1 < _LONGEST:
        at = last + 1
        gap = reading.gaps[at]
        if at > cell.first and gap not in _WITHIN:
            if comma or gap not in _SWAPS:
                break
            comma = True
        elif at > cell.first and gap == ". " and len(reading.plain[at - 1]) > 2:
            break
        kind = _kind(reading, at, many=many, swapped=swapped)
        if not kind:
            comma = comma and gap not in _SWAPS
            break
        known += kind == "known"
        letters += kind == "letter"
        last = at
    words = last - cell.first + 1
    if words < 2 or letters == words or not _closes(reading, last):
        return None
    if last < cell.last and any(flag & _AT_WORK for flag in reading.flags[last + 1 : last + 1 + _AFTER]):
        return None
    if many or letters or (comma and swapped) or known == words:
        return cell.first, last
    return None


def _kind(reading: Reading, at: int, *, many: bool, swapped: bool) -> str:
    """Return how a word may be part of a name: "letter", "known", "unknown" or "particle"; empty if it cannot."""
    flag, plain = reading.flags[at], reading.plain[at]
    if len(plain) == 1:
        return "letter" if reading.gaps[at + 1][:1] in _AFTER_LETTER else ""
    if flag & NAME:
        forbidden = _NO_NAME & ~_ALSO_NAMES if many and swapped else _NO_NAME  # «- winter, may»
        return "" if flag & forbidden else "known"
    if flag & Flag.PARTICLE and not flag & _SPOKEN:
        return "particle"
    if not flag and not reading.lexicon.resembles_word(plain):
        return "unknown"
    return ""


def _closes(reading: Reading, last: int) -> bool:
    gap = reading.gaps[last + 1].lstrip(" ")
    return not gap or gap[0] in _CLOSES or gap[0].isdigit()


def _is_staffs(reading: Reading, lines: Lines, span: Span, staff: Collection[str]) -> bool:
    """Whether a name is of words of staff's names, or stands where a writer signs."""
    if all(word in staff for word in reading.plain[span[0] : span[1] + 1]):
        return True
    start = reading.starts[span[0]]
    number = lines.number(start)
    return lines.starts_with(number, start) and lines.in_signature(number)
