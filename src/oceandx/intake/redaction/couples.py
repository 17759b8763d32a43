"""Two names with «and» between, of whom the words after both say that they work there."""

from __future__ import annotations

from collections.abc import Sequence

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.person import Person
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.runs import Run
from oceandx.intake.redaction.strengths import Strength

_WORKS = Flag.ROLE | Flag.DOCTOR
_BEFORE_POST = Flag.POSSESSIVE | Flag.OURS | Flag.NUMBER_WORD | Flag.FILLER | Flag.STATE_VERB | Flag.OF
_FARTHEST = 4


def with_coupled(reading: Reading, people: Sequence[tuple[Run, Person]]) -> list[tuple[Run, Person]]:
    """Return the people, both of «Rosa Quill et Luc Roy, nos deux nutritionnistes,» being staff."""
    result = list(people)
    for at in range(len(result) - 1):
        (one, person), (other, _second) = result[at], result[at + 1]
        if person is not Person.UNKNOWN or other.first - one.last != 2 or one.strongest < Strength.SHAPE:
            continue
        joined = reading.flags[one.last + 1] & Flag.AND and "\n" not in reading.gaps[other.first]
        if joined and _share_post(reading, other.last):
            result[at], result[at + 1] = (one, Person.STAFF), (other, Person.STAFF)
    return result


def _share_post(reading: Reading, last: int) -> bool:
    """Whether the plural of a post follows a name, after a comma or «are»."""
    flags, gaps = reading.flags, reading.gaps
    first = last + 1
    if first >= len(flags) or not (gaps[first] in {", ", " ("} or flags[first] & Flag.STATE_VERB):
        return False
    for at in range(first, min(first + _FARTHEST, len(flags))):
        if at > first and gaps[at] != " ":
            return False
        if flags[at] & _WORKS and not flags[at] & Flag.PATIENT:
            last = at + 1 < len(flags) and flags[at + 1] & _WORKS and gaps[at + 1] == " "  # «nurse practitioners»
            post = reading.plain[at + bool(last)]
            return post.endswith("s") and len(post) > 3
        if not flags[at] & _BEFORE_POST:
            return False
    return False
