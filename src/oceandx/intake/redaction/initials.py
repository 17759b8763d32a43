"""Patients of whom only the initials are told: «patient J.S.», «patients affected: N.W., P.K.»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.removal import Removal, RemovalKind

_AFTER_PATIENT = frozenset({" ", ": ", " : ", " ("})
_AFTER_HEAD = frozenset({": ", " : "})
_WITHIN = frozenset({".", ". ", "-", " ", ".-"})
_BETWEEN = frozenset({"., ", ", ", ". ", " ", ".,"})
_LONGEST = 4
_DOTTED = re.compile(r"[ ]?:[ ]((?:[A-Z]\.-?){1,2}[ ][A-Z]\.)(?=[ ]?(?:[,(\n]|\Z))")
_INITIALS = re.compile(r"(?:[ ]?:)?[ ]((?:[^\W\d_]\.[ \-]?){1,3}[^\W\d_]\.)|[ ]?:[ ]([A-Z]{2,3}(?!\w))")


def find_initials(reading: Reading) -> Iterator[Removal]:
    """Yield initials directly after the word patient, after the head of a list of patients, or before an hour."""
    yield from _at_hours(reading)
    yield from _called_so(reading)
    for patient in reading.noted(Flag.PATIENT):
        first, opens = patient + 1, _AFTER_PATIENT
        if first < len(reading.flags) and reading.gaps[first] == " " and reading.flags[first] & Flag.ORDINARY:
            first, opens = patient + 2, _AFTER_HEAD
        if first < len(reading.flags) and reading.gaps[first] in opens:
            last = _last_initial(reading, first)
            if last > first or (last == first and _is_pair(reading, last)):
                yield _removal(reading, first, last)
                yield from _listed(reading, last)


def _called_so(reading: Reading) -> Iterator[Removal]:
    """Yield what is said to be initials, or is what a message is about: «initials r.k.», «Re: M.-C. L.»."""
    for at in reading.carrying(Flag.INITIALS | Flag.HEADER | Flag.HEADING):
        told = reading.flags[at] & Flag.INITIALS
        match = (_INITIALS if told else _DOTTED).match(reading.text, reading.ends[at])
        if match:
            yield Removal(*match.span(match.lastindex or 0), RemovalKind.NAME)


def _at_hours(reading: Reading) -> Iterator[Removal]:
    """Yield initials that an hour follows: «J.T. at 9 and M.K. at 9:15»."""
    for start, _end in reading.clusters:
        at = reading.word_before(start)
        if at < 2 or not reading.flags[at] & Flag.AT or reading.text[reading.ends[at] : start] != " ":
            continue
        first, last = at - 2, at - 1
        letters = all(reading.upper[each] and reading.ends[each] - reading.starts[each] == 1 for each in (first, last))
        if letters and reading.gaps[last] in {".", ". "} and reading.gaps[at] == ". ":
            yield _removal(reading, first, last)


def _last_initial(reading: Reading, first: int) -> int:
    last = first - 1
    while (
        last + 1 < min(len(reading.flags), first + _LONGEST)
        and _is_initial(reading, last + 1)
        and (last < first or reading.gaps[last + 1] in _WITHIN)
    ):
        last += 1
    return last


def _listed(reading: Reading, last: int) -> Iterator[Removal]:
    """Yield the pairs of initials that go on a list."""
    while True:
        first = last + 1
        if first < len(reading.flags) and reading.flags[first] & Flag.AND and not reading.upper[first]:
            first += 1
        if first + 1 >= len(reading.flags) or reading.gaps[last + 1] not in _BETWEEN:
            return
        if not (_is_initial(reading, first) and _is_initial(reading, first + 1)) or reading.gaps[first + 1] == " ":
            return
        last = first + 1
        yield _removal(reading, first, last)


def _is_initial(reading: Reading, at: int) -> bool:
    return reading.upper[at] and (reading.ends[at] - reading.starts[at] == 1 or _is_pair(reading, at))


def _is_pair(reading: Reading, at: int) -> bool:
    word = reading.text[reading.starts[at] : reading.ends[at]]
    return 2 <= len(word) <= 3 and word.isupper() and not reading.flags[at]


def _removal(reading: Reading, first: int, last: int) -> Removal:
    return Removal(reading.starts[first], reading.ends[last], RemovalKind.NAME)
