"""Two names that one word governs: of «clients of Wanda and Luc» or «nos réceptionnistes A et B» both are staff."""

from __future__ import annotations

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.person import Person
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.runs import Run

_POSTS = Flag.ROLE | Flag.DOCTOR
_THEIRS = Flag.PROVIDER_THING | Flag.PATIENT
_LONGEST = 5


def is_governed(reading: Reading, previous: tuple[Run, Person], run: Run) -> bool:
    """Whether «and» joins a given name to one of staff that the plural of a post, or «patients of», leads to."""
    before, person = previous
    if person is not Person.STAFF or run.first - before.last != 2:
        return False
    flags, gaps = reading.flags, reading.gaps
    joined = flags[before.last + 1] & Flag.AND and len(gaps[run.first] + gaps[before.last + 1]) < _LONGEST
    at = before.first - 1
    if not joined or at < 1 or gaps[before.first] not in {" ", "'"} or not flags[run.first] & Flag.GIVEN:
        return False
    if flags[at] & _POSTS and not flags[at] & Flag.PATIENT:
        return reading.plain[at].endswith("s")
    if run.words > 1 or before.words > 1:
        return False
    return bool(flags[at] & Flag.OF and flags[at - 1] & _THEIRS and reading.plain[at - 1].endswith("s"))
