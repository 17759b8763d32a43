"""Birth dates without a year, or years alone: «born 07/08/1961; she says July 8», «DOB off by a day, it is Feb 9»."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from oceandx.intake.redaction.dates import FoundDate
from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.removal import Removal, RemovalKind

_FARTHEST = 40
_NEAR = 3
_SMALL = 3
_SUBJECTS = (
    Flag.PRONOUN | Flag.SPOKEN_TO | Flag.TITLE | Flag.PATIENT | Flag.KIN | Flag.PATIENT_THING | Flag.HEALTH | Flag.CHART
)
_MOST = 12
_SMALL_GAP = 6
"""A comma and an article at most stand between a year and its day."""
_SINCE = 8
_YEAR = re.compile(
    r"(?<![\d/.\-'])(?:(?:0?[1-9]|1[0-2])[/.\-])?((?:19|20)\d\d)(?:[/.\-](?:0[1-9]|1[0-2]))?(?![\d/]|[.\-]\d)"
)
_SENTENCE = re.compile(r"[.!?]\s|\n")
_ELSE = Flag.KEPT_NUMBER | Flag.SINCE | Flag.PRODUCT
_OF_VISITS = Flag.MEETING | Flag.RECEIVED | Flag.SINCE | Flag.CALENDAR | (Flag.PATIENT_THING & ~Flag.BIRTH)
_LED = 20
"""As many words at most lead from a verb of saying to the day."""
_ENDS = frozenset(".!?\n\x1e")
_BETWEEN = (
    Flag.POSSESSIVE | Flag.FILLER | Flag.STATE_VERB | Flag.GIVEN_AS | Flag.SUBJECT | Flag.ME | Flag.THEMSELVES
)  # fmt: skip


def find_stated_births(reading: Reading, dates: Iterable[FoundDate]) -> Iterator[Removal]:
    """Yield the days that a verb of saying leads to, where a birth date is spoken of shortly before."""
    for found in dates:
        at = reading.word_before(found.start)
        if not found.years and (_is_corrected(reading, found.start) or _turns_older(reading, found.start)):
            yield Removal(found.start, found.end, RemovalKind.BIRTH_DATE)
        nearest = max(0, at - _LED)
        while at > nearest and _leads_on(reading, at):
            at -= 1
        if at < 0 or not reading.flags[at] & Flag.SPEAKS or "\n" in reading.text[reading.ends[at] : found.start]:
            continue
        told = any(flag & _SUBJECTS for flag in reading.flags[max(0, at - _NEAR) : at])
        if told and _speaks_of_birth(reading, at):
            yield Removal(found.start, found.end, RemovalKind.BIRTH_DATE)


def _leads_on(reading: Reading, at: int) -> bool:
    """Whether a word only leads from a verb of saying to what is said: «dit que c'est le …»."""
    flag = reading.flags[at]
    small = flag & Flag.ORDINARY and reading.ends[at] - reading.starts[at] <= _SMALL
    return bool(flag & _BETWEEN or small) and not flag & Flag.SPEAKS


def find_birth_years(reading: Reading, today: date) -> Iterator[Removal]:
    """Yield the years of long ago in a sentence after a word for a birth: «birth year typed as 1916, not 1961»."""
    past = -1
    for at in reading.noted(Flag.BIRTH):
        start, last = max(past, reading.ends[at]), reading.ends[at]
        for match in _YEAR.finditer(reading.text, start, last + 2 * _FARTHEST):
            words = range(reading.word_after(last), reading.word_before(match.start()) + 1)
            if any(reading.flags[each] & _ELSE for each in words) or _SENTENCE.search(
                reading.text, last, match.start()
            ):
                break
            last = past = match.end()
            if today.year - int(match[1]) > _SINCE:
                yield Removal(*match.span(), RemovalKind.BIRTH_DATE)


def find_worded_years(reading: Reading, dates: Iterable[FoundDate]) -> Iterator[Removal]:
    """Yield the years of birth in words, with a day right after: «né en mille neuf cent dix, le 2 juillet»."""
    following = list(dates)
    for at in reading.noted(Flag.BIRTH):
        first = at + 2
        if first >= len(reading.flags) or not reading.flags[at + 1] & Flag.BIRTH_JOINT:
            continue
        last = at + 1
        while last + 1 < len(reading.flags) and reading.gaps[last + 1] in {" ", "-"}:
            if not reading.flags[last + 1] & Flag.NUMBER_WORD:
                break
            last += 1
        while last > first and reading.flags[last] & Flag.AND:
            last -= 1
        if last > first and not (last + 1 < len(reading.flags) and _measures(reading, last + 1)):
            end = reading.ends[last]
            day = next((each.end for each in following if 0 < each.start - end <= _SMALL_GAP), end)
            yield Removal(reading.starts[first], day, RemovalKind.BIRTH_DATE)


def _measures(reading: Reading, at: int) -> bool:
    """Whether a word right after a number says what is counted: «in thirty-two weeks»."""
    return reading.gaps[at] == " " and bool(reading.flags[at] & (Flag.AGE | Flag.CALENDAR))


def _is_corrected(reading: Reading, start: int) -> bool:
    """Whether a day is what a birth date in its sentence is or is not: «the DOB is off, the real one is Feb 9»."""
    at = reading.word_before(start)
    while at > 0 and reading.flags[at] & Flag.POSSESSIVE and not reading.gaps[at + 1].strip(" '"):
        at -= 1
    if at < 0 or not reading.flags[at] & (Flag.STATE_VERB | Flag.IN_PLACE_OF):
        return False
    for back in range(at, max(-1, at - _MOST), -1):
        if reading.flags[back] & Flag.BIRTH:
            return True
        dated = any(map(str.isdigit, reading.gaps[back]))  # the birth date stands there already
        if dated or reading.flags[back] & _OF_VISITS or not _ENDS.isdisjoint(reading.gaps[back]):
            return False
    return False


def _turns_older(reading: Reading, start: int) -> bool:
    """Whether somebody gets a year older on a day: «turned 64 on August 7», «aura 65 ans le 7 août»."""
    at = reading.word_before(start)
    for back in range(at, max(-1, at - _NEAR - 1), -1):
        if reading.flags[back] & Flag.AGES:
            return any(map(str.isdigit, reading.text[reading.ends[back] : start]))
    return False


def _speaks_of_birth(reading: Reading, last: int) -> bool:
    """Whether a birth date is named before a word, in its sentence or the one before."""
    ends = 0
    for at in range(last, max(-1, last - _FARTHEST), -1):
        if reading.flags[at] & Flag.BIRTH:
            return True
        ends += not _ENDS.isdisjoint(reading.gaps[at])
        if ends > 1:
            return False
    return False
