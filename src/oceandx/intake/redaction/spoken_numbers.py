"""Numbers that somebody wrote as they are said: «tel nine oh two, 555, 0174», «dossier zéro-quatre, tiret, douze»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from oceandx.intake.redaction.cues_before import nearest_cue
from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.numbers import NUMBER_CUES
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.removal import Removal, RemovalKind

_TELEPHONE = 10
_LONG, _SHORT = 7, 3
"""As many digits has a number of which a word says what it is, and one that is said to be a chart's, at the least."""
_BETWEEN = " -,/.\u2026\u20130123456789"
_DIGITS_BEFORE = re.compile(r"(?<!\d)\d{1,4}(?:[ \-,/.]{1,3}\d{1,4}){0,3}[ \-,/.]{1,3}\Z")
_DIGITS_AFTER = re.compile(r"(?:[ \-,/.]{1,3}\d{1,4}){1,3}(?!\d)")
_AGAIN = re.compile(r"\d[ ]?\([ ]?\Z")
"""What stands before a number that is said once more: «1106 (onze zéro six)»."""
_LETTER_BEFORE = re.compile(r"(?<!\w)[A-Za-z][\- ]\Z")
_LETTER_AFTER = re.compile(r"[\- ][A-Z](?!\w)")
_REPEATED = Flag.SAID_TWICE | Flag.SAID_THRICE
_COUNTED = Flag.DIGIT_WORD | Flag.NUMBER_WORD
_AMONG = _COUNTED | Flag.SAID_TWICE | Flag.SAID_THRICE | Flag.SAID_SIGN


@dataclass(slots=True)
class _Said:
    """A number as it is said: its last word, where it begins and ends in the text, how many digits and words it has."""

    last: int
    start: int
    end: int
    digits: int
    words: int


def find_spoken(reading: Reading) -> Iterator[Removal]:
    """Yield the numbers that are said after their word, and telephones anywhere."""
    past = -1
    for at in reading.noted(Flag.DIGIT_WORD):
        if at <= past:
            continue
        first = at
        while first - 1 > past and _goes_on(reading, first):
            first -= 1
        said = _said(reading, first)
        past = said.last
        kind = _kind(reading, said)
        if kind:
            yield Removal(said.start, said.end, kind)


def _kind(reading: Reading, said: _Said) -> RemovalKind | None:
    """Return what a number is by the word before it; one of ten digits without one is a telephone's."""
    if said.digits < _SHORT or said.words < _SHORT - 1:
        return None
    cue = nearest_cue(reading, said.start, NUMBER_CUES)
    if _AGAIN.search(reading.text, max(0, said.start - 5), said.start):
        return RemovalKind.CHART_NUMBER
    # "the chart, one, two, three": so short a number is not counted out.
    if cue & Flag.CHART and (said.digits > _SHORT or "," not in reading.text[said.start : said.end]):
        return RemovalKind.CHART_NUMBER
    if said.digits >= _LONG and cue & Flag.HEALTH:
        return RemovalKind.HEALTH_NUMBER
    if said.digits >= _LONG and cue & Flag.PHONE:
        return RemovalKind.PHONE
    return RemovalKind.PHONE if said.digits == _TELEPHONE and not cue & Flag.KEPT_NUMBER else None


def _goes_on(reading: Reading, at: int) -> bool:
    """Whether a word and the one before it are said of one number."""
    both = reading.flags[at] & _AMONG and reading.flags[at - 1] & _AMONG
    return bool(at and both) and not reading.gaps[at].strip(_BETWEEN)


def _said(reading: Reading, at: int) -> _Said:
    """Return the number that begins with a word, or with the digits before it."""
    text, flags, gaps = reading.text, reading.flags, reading.gaps
    last, digits, words, repeated = at, 0, 0, 1
    place = at
    while True:  # word by word, as far as they are said of one number
        flag = flags[place]
        if flag & _COUNTED and not flag & Flag.AND:
            digits += repeated
            words += 1
            repeated, last = 1, place
        elif flag & _REPEATED:
            repeated = 2 if flag & Flag.SAID_TWICE else 3
        if place + 1 >= len(flags) or not _goes_on(reading, place + 1):
            break
        place += 1
        digits += sum(map(str.isdigit, gaps[place]))
    digits -= sum(map(str.isdigit, "".join(gaps[last + 1 : place + 1])))
    before = _DIGITS_BEFORE.search(text, max(0, reading.starts[at] - 24), reading.starts[at])
    letter = None if before else _LETTER_BEFORE.search(text, max(0, reading.starts[at] - 2), reading.starts[at])
    start = before.start() if before else letter.start() if letter else reading.starts[at]
    after = _DIGITS_AFTER.match(text, reading.ends[last]) or _LETTER_AFTER.match(text, reading.ends[place])
    if before:
        digits += sum(map(str.isdigit, before.group()))
    if after:
        digits += sum(map(str.isdigit, after.group()))
    return _Said(place, start, after.end() if after else reading.ends[last], digits, words)
