"""Names of which the same is told as of a patient: «Mme Roy vient à 10 h et Luc à 11 h», «Mr. Lee (jpg), Ann (pdf)»."""

from __future__ import annotations

import re
from collections.abc import Sequence

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.person import Person
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.runs import Run
from oceandx.intake.redaction.strengths import Strength

_ASIDE = re.compile(r"[ ]\(([^()\n]{2,16})\)")
_NUMBER = re.compile(r"(?:[ ][^\W\d_]{1,6}){0,3}[ ]\d{1,4}(?![\d%])")
"""An hour or a day, and at most three short words before it: "also at 10:40", «le 14»."""
_ENDS = re.compile(r"[.!?][ \n]|\n")
_PATIENTS = (Person.PATIENT, Person.LIKELY)
_FARTHEST = 100
_BETWEEN, _SHORT = 3, 3
"""As many words stand between a name and its number, each as short as this or one that says nothing."""
_VERB = Flag.HAVE | Flag.STATE_VERB


def with_parallels(reading: Reading, people: Sequence[tuple[Run, Person]]) -> list[tuple[Run, Person]]:
    """Return the people, those of whom the same is told as of a patient before them being patients."""
    result = list(people)
    for at in range(1, len(result)):
        (before, one), (run, other) = result[at - 1], result[at]
        if one in _PATIENTS and other is Person.UNKNOWN and _are_parallel(reading, before, run):
            result[at] = (run, Person.PATIENT)
    return result


def _are_parallel(reading: Reading, before: Run, run: Run) -> bool:
    """Whether two names are joined, and after each stands a number or an aside."""
    first, second = reading.ends[before.last], reading.starts[run.first]
    if second - first > _FARTHEST or min(before.strongest, run.strongest) < Strength.SHAPE:
        return False
    if not (reading.upper[before.first] and reading.upper[run.first]):
        return False
    between = reading.text[first:second]
    if _ENDS.search(between) or not _is_joined(reading, run):
        return False
    if _NUMBER.search(between):
        return _leads_to_number(reading, run.last)
    return bool(_ASIDE.match(between) and _ASIDE.match(reading.text, reading.ends[run.last]))


def _leads_to_number(reading: Reading, last: int) -> bool:
    """Whether a number follows a name with no verb between: "Luc also at 10:40", not "Ann had 9 calls"."""
    if not _NUMBER.match(reading.text, reading.ends[last]):
        return False
    for at in range(last + 1, min(last + 1 + _BETWEEN, len(reading.flags))):
        if any(map(str.isdigit, reading.gaps[at])):
            break
        letters = reading.ends[at] - reading.starts[at]  # one of them may be « à »
        if letters > 1 and (reading.flags[at] & _VERB or not (letters <= _SHORT or reading.flags[at] & Flag.FILLER)):
            return False
    return True


def _is_joined(reading: Reading, run: Run) -> bool:
    """Whether "and" or a comma stands before a name and its title."""
    at = run.first
    while at and reading.flags[at - 1] & Flag.TITLE and "," not in reading.gaps[at]:
        at -= 1
    joins = at and reading.flags[at - 1] & Flag.AND and reading.gaps[at] == " "
    return bool(joins) or reading.gaps[at].endswith(", ")
