"""Birth dates that somebody or a card says otherwise, without a year: «born 07/08/1961; she says July 8»."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from oceandx.intake.redaction.dates import FoundDate
from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.removal import Removal, RemovalKind

_FARTHEST = 40
_NEAR = 3
_SUBJECTS = Flag.PRONOUN | Flag.PATIENT | Flag.KIN | Flag.PATIENT_THING | Flag.HEALTH | Flag.CHART
_ENDS = frozenset(".!?\n\x1e")
_BETWEEN = Flag.POSSESSIVE | Flag.FILLER | Flag.STATE_VERB | Flag.GIVEN_AS | Flag.SUBJECT | Flag.ME


def find_stated_births(reading: Reading, dates: Iterable[FoundDate]) -> Iterator[Removal]:
    """Yield the days that a verb of saying leads to, where a birth date is spoken of shortly before."""
    for found in dates:
        at = reading.word_before(found.start)
        while at > 0 and reading.flags[at] & _BETWEEN and not reading.flags[at] & Flag.SPEAKS:
            at -= 1
        if at < 0 or not reading.flags[at] & Flag.SPEAKS or "\n" in reading.text[reading.ends[at] : found.start]:
            continue
        told = any(flag & _SUBJECTS for flag in reading.flags[max(0, at - _NEAR) : at])
        if told and _speaks_of_birth(reading, at):
            yield Removal(found.start, found.end, RemovalKind.BIRTH_DATE)


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
