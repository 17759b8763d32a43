"""Surname and given name in small letters, a comma between: «chart # 31904 hunter, moira»."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.lines import Lines
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.removal import Removal
from oceandx.intake.redaction.small_letters import find_in_small_letters
from oceandx.intake.redaction.strengths import NAME

_NO_SURNAME = (
    Flag.FILLER | Flag.GREETING | Flag.SIGN_OFF | Flag.AND | Flag.PRONOUN | Flag.STATE_VERB | Flag.PATIENT_THING
    | Flag.PRODUCT | Flag.ROLE | Flag.DOCTOR | Flag.TITLE | Flag.CALENDAR | Flag.MONTH | Flag.PATIENT | Flag.BUT
    | Flag.SUBJECT | Flag.DESK | Flag.CLINIC | Flag.ORGANISATION_AFTER | Flag.NEITHER
)  # fmt: skip
_NO_NAME = Flag.PATIENT_THING | Flag.PRODUCT | Flag.ROLE | Flag.DOCTOR | Flag.TITLE | Flag.PATIENT | Flag.CALENDAR
_HOUR = re.compile(r"[ ](?:at |@ ?|\u00e0 )?\d{1,2}(?::\d\d|[ ]?h[ ]?\d{0,2}|[ ]?[ap]\.?m)(?!\w)")
_SHORTEST = 3
_NEAR = 14
_BESIDE = 4
_BEGINS = frozenset("\n.:;(?!\x1e-")
_ENDS = frozenset("\n.;()?!\x1e,-")


def find_small_names(
    reading: Reading, lines: Lines, staff: Collection[str], values: Sequence[Removal]
) -> Iterator[tuple[int, int]]:
    """Yield the first and last words of names in small letters, but for those made of ``staff``'s words."""
    yield from find_in_small_letters(reading, lines, staff)
    yield from _timed(reading, staff)
    yield from _in_brackets(reading, staff, values)
    ends, starts = {each.end for each in values}, {each.start for each in values}
    for at in reading.carrying(Flag.GIVEN):
        if at and _is_pair(reading, at) and reading.plain[at] not in staff and _is_patients(reading, at, ends, starts):
            yield at - 1, at


def _is_pair(reading: Reading, at: int) -> bool:
    """Whether a given name follows a surname and a comma, all in small letters."""
    first = at - 1
    if reading.gaps[at] != ", " or reading.upper[at] or reading.upper[first]:
        return False
    return not reading.flags[first] & _NO_SURNAME and len(reading.plain[first]) >= _SHORTEST


def _is_patients(reading: Reading, at: int, ends: Collection[int], starts: Collection[int]) -> bool:
    """Whether a pair stands beside a patient's value or a day, or after a word for a patient, by itself."""
    flags, gaps, first = reading.flags, reading.gaps, at - 1
    follows = any(reading.starts[first] - step in ends for step in range(1, _BESIDE))
    leads = any(reading.ends[at] + step in starts for step in range(1, _BESIDE))
    last = at + 1 == len(flags)
    leads = leads or (not last and gaps[at + 1] == " " and bool(flags[at + 1] & Flag.CALENDAR))
    begins = follows or not gaps[first] or gaps[first].strip(" ")[-1:] in _BEGINS
    begins = begins or bool(first and flags[first - 1] & Flag.ABOUT)
    if not begins or not (leads or last or gaps[at + 1].strip(" ")[:1] in _ENDS):
        return False
    return follows or leads or any(flag & Flag.PATIENT for flag in flags[max(0, first - _NEAR) : first])


def _timed(reading: Reading, staff: Collection[str]) -> Iterator[tuple[int, int]]:
    """Yield two words of an example that an hour follows: «e.g. will young 2:15 and edna-may kowal 3pm»."""
    for at in reading.carrying(Flag.ABOUT):
        first, last = at + 1, at + 2
        if last >= len(reading.flags) or reading.gaps[last] != " " or reading.gaps[first] not in {" ", ". ", ": "}:
            continue
        words = (first, last)
        small = not any(reading.upper[each] for each in words) and reading.flags[first] & (NAME | Flag.GIVEN)
        plain = any(reading.flags[each] & (_NO_NAME & ~Flag.FILLER) for each in words)
        if small and not plain and reading.plain[last] not in staff and _HOUR.match(reading.text, reading.ends[last]):
            yield first, last


def _in_brackets(reading: Reading, staff: Collection[str], values: Sequence[Removal]) -> Iterator[tuple[int, int]]:
    """Yield two words that open brackets, a patient's value behind them: «(dalton rose, 1712 alder st)»."""
    for value in values:
        last = reading.word_before(value.start)
        first = last - 1
        if first < 0 or reading.text[reading.ends[last] : value.start] != ", " or reading.gaps[last] != " ":
            continue
        opens = reading.gaps[first].endswith("(") and not any(reading.upper[each] for each in (first, last))
        named = reading.flags[first] & Flag.GIVEN and not reading.flags[last] & _NO_NAME
        if opens and named and reading.plain[last] not in staff:
            yield first, last
