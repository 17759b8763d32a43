"""Chart numbers by whose they are: «his # is 4471», «Rosa Quill (our no. R-4471)», «chez nous c'est le 4471»."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.removal import Removal, RemovalKind

_NUMBER = re.compile(
    r"(?:\d{4,7}|\d{2,4}-\d{2,5}|\d{2,3} \d{3,4})(?:-?[A-Z](?!\w))?(?![\w:/%$°\-]|[.,]\d|[ ]?[$%°]|[ ]\d)"
)
_BETWEEN = frozenset("# :=.°º'(")
_SIGNS = frozenset("#°º")
_YEAR = re.compile(r"(?:19\d\d|20[0-3]\d)\Z")
_LONGEST_LETTERS = 4
_FAR = 5
_MOST_LED = 5
_LEAST = 4
_REACH = 12
_ENDS = frozenset(".!?;\n\x1e")
_PARAGRAPHS = frozenset("\n\x1e")
_ELSE = Flag.KEPT_NUMBER | Flag.PHONE | Flag.SECRET | Flag.STREET_BEFORE | Flag.UNIT | Flag.MONTH | Flag.EXTENSION
_OF_PATIENT = (
    Flag.PATIENT | Flag.KIN | Flag.TITLE | Flag.PRONOUN | Flag.CHART | Flag.CHART_NEAR | Flag.BIRTH | Flag.HEALTH
)
_NO_NAME = Flag.PRODUCT | Flag.CLINIC | Flag.ORGANISATION_AFTER | Flag.ROLE | Flag.DOCTOR_BEFORE | Flag.PLACE
_LEADS = Flag.STATE_VERB | Flag.POSSESSIVE | Flag.PRONOUN | Flag.SPOKEN_TO | Flag.GIVEN_AS | Flag.THEMSELVES
_TELLS = Flag.STATE_VERB | Flag.GIVEN_AS | Flag.THEIR | Flag.PRONOUN
_GOES_ON = (
    Flag.AND | Flag.OF | Flag.AT | Flag.STATE_VERB | Flag.FILLER | Flag.IN_PLACE_OF | Flag.WHEREABOUTS | Flag.WITH_US
)


def find_own_numbers(reading: Reading, values: Sequence[Removal]) -> Iterator[Removal]:
    """Yield the numbers that are said to be a patient's, and those that a clinic says to be its own for one."""
    names = sorted(each.end for each in values if each.kind is RemovalKind.NAME)
    for begin, _stop in reading.clusters:
        match = _NUMBER.match(reading.text, begin)
        if not match or _YEAR.match(match.group()) or sum(map(str.isdigit, match.group())) < _LEAST:
            continue
        start, before = _with_letters(reading, begin)
        found = before >= 0 and (
            _is_owned(reading, start, before, names)
            or _is_with_us(reading, start, before, match.end())
            or _is_here_before(reading, before, match.end())
        )
        if found and not _counts(reading, match.end()):
            yield Removal(start, match.end(), RemovalKind.CHART_NUMBER)


def _with_letters(reading: Reading, start: int) -> tuple[int, int]:
    """Return where a number begins, the letters of its office included, and the word before it."""
    at = reading.word_before(start)
    if at < 0 or reading.text[max(reading.ends[at], start - 2) : start] not in {"", "-"} or not reading.upper[at]:
        return start, at
    short = reading.ends[at] - reading.starts[at] <= _LONGEST_LETTERS and not reading.flags[at] & _ELSE
    return (reading.starts[at], at - 1) if short else (start, at)


def _is_owned(reading: Reading, start: int, at: int, names: Sequence[int]) -> bool:
    """Whether «his», «our» and the like stand before «#», «no.» or «ID» and a number, a verb perhaps between."""
    signed = False
    end = start
    for _ in range(_MOST_LED):
        if at < 0 or end - reading.ends[at] > _FAR:
            return False
        between = reading.text[reading.ends[at] : end]
        if not set(between) <= _BETWEEN:
            return False
        flag = reading.flags[at]
        signed = signed or bool(flag & Flag.NUMBER_LABEL) or not _SIGNS.isdisjoint(between)
        if signed and flag & Flag.THEIR:
            return True
        if signed and flag & Flag.OURS:
            return _speaks_of_patient(reading, at, names)
        if not flag & (_LEADS | Flag.NUMBER_LABEL | Flag.INNER) and between[:1] not in {"°", "º"}:
            return False
        end = reading.starts[at]
        at -= 1
    return False


def _speaks_of_patient(reading: Reading, owner: int, names: Sequence[int]) -> bool:
    """Whether one patient is spoken of or named some words before, in the same paragraph."""
    first = owner
    while first > 0 and owner - first < _REACH and _PARAGRAPHS.isdisjoint(reading.gaps[first]):
        first -= 1
    if _beside_capitals(reading, owner):
        return True
    near = bisect_left(names, reading.starts[first])
    if near < len(names) and names[near] <= reading.starts[owner]:
        return True
    return any(reading.flags[at] & _OF_PATIENT and reading.plain[at][-1:] != "s" for at in range(first, owner))


def _beside_capitals(reading: Reading, owner: int) -> bool:
    """Whether a parenthesis follows two words written as a name is: «ROSE QUILL (our # R-4471)»."""
    if owner < 2 or reading.gaps[owner].strip(" ") not in {"(", "["} or reading.gaps[owner - 1] != " ":
        return False
    named = all(reading.upper[at] and not reading.flags[at] & _NO_NAME for at in (owner - 2, owner - 1))
    return named and not (owner > 2 and reading.flags[owner - 3] & (Flag.DOCTOR_BEFORE | Flag.CLINIC))


def _is_with_us(reading: Reading, start: int, at: int, end: int) -> bool:
    """Whether «chez nous» or «in Accuro» stands before, a verb, a label or an article between: «chez nous c'est …»."""
    told = False
    last = start
    for _ in range(_MOST_LED):
        if at < 0 or last - reading.ends[at] > _FAR:
            return False
        between = reading.text[reading.ends[at] : last]
        if not set(between) <= _BETWEEN:
            return False
        flag = reading.flags[at]
        told = told or bool(flag & (Flag.STATE_VERB | Flag.NUMBER_LABEL)) or not _SIGNS.isdisjoint(between)
        told = told or bool(flag & Flag.POSSESSIVE and last == start and _ends_here(reading, end))
        if flag & Flag.WITH_US and not flag & _LEADS:
            return told
        if not flag & (_LEADS | Flag.NUMBER_LABEL):
            return False
        last = reading.starts[at]
        at -= 1
    return False


def _is_here_before(reading: Reading, before: int, end: int) -> bool:
    """Whether «chez nous» or «in our EMR» follows a number that somebody is or has: «she is 4471 in our EMR»."""
    after = reading.word_after(end)
    if after >= len(reading.flags) or reading.text[end : reading.starts[after]] != " ":
        return False
    if (
        not reading.flags[after] & Flag.WITH_US
        or not reading.flags[min(after + 1, len(reading.flags) - 1)] & Flag.WITH_US
    ):
        return False
    near = reading.flags[max(0, before - _FAR + 1) : before + 1]
    near = near if _ENDS.isdisjoint(reading.gaps[before + 1]) else []
    return not any(flag & _ELSE and not flag & Flag.NUMBER_LABEL for flag in near) and any(
        flag & _TELLS for flag in near
    )


def _ends_here(reading: Reading, end: int) -> bool:
    at = reading.word_after(end)
    return at >= len(reading.flags) or reading.text[end : reading.starts[at]] != " "


def _counts(reading: Reading, end: int) -> bool:
    """Whether a word goes on that a number counts or dates: «dans Accuro c'est 4471 rappels»."""
    if _ends_here(reading, end):
        return False
    return not reading.flags[reading.word_after(end)] & _GOES_ON
