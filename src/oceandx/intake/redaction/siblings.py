"""Given names after those of a family: «the Vandermeer twins, Pieter and Saskia», «les jumeaux Roy (Léa et Tom)»."""

from __future__ import annotations

from collections.abc import Sequence

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.person import Person
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.runs import Run
from oceandx.intake.redaction.strengths import Strength

_OPENS = frozenset({", ", " (", ": ", " : ", " - ", " \u2013 "})
_GOES_ON = frozenset({", ", " & ", " + ", "/", " / "})
_PATIENTS = (Person.PATIENT, Person.LIKELY)


def with_siblings(reading: Reading, people: Sequence[tuple[Run, Person]]) -> list[tuple[Run, Person]]:
    """Return the people, names alone that a family's or a relative's name leads to being patients."""
    result = list(people)
    for at in range(-1, len(result) - 1):
        led = at >= 0 and result[at][1] in _PATIENTS and _leads(reading, result[at][0], result[at + 1][0])
        if led or _are_counted(reading, result[at + 1][0]):
            before = result[max(at, 0)][0]
            for further in range(at + 1, len(result)):
                other, judged = result[further]
                if judged not in {Person.UNKNOWN, *_PATIENTS} or not _is_alone(reading, other):
                    break
                if further > at + 1 and not _linked(reading, before, other):
                    break
                result[further] = (other, Person.PATIENT)
                before = other
    return result


def _leads(reading: Reading, run: Run, other: Run) -> bool:
    """Whether a relative is named beside a surname, and a name follows after a comma or in parentheses."""
    if reading.gaps[other.first] not in _OPENS:
        return False
    after = other.first - run.last == 2 and reading.flags[run.last + 1] & Flag.KIN
    before = other.first - run.last == 1 and run.first > 0 and reading.flags[run.first - 1] & Flag.KIN
    if not (after or before):
        return False
    closes = reading.text[reading.ends[other.last] : reading.ends[other.last] + 1]
    joined = other.last + 1 < len(reading.flags) and reading.flags[other.last + 1] & Flag.AND
    return closes in {",", ")"} or bool(joined)


def _are_counted(reading: Reading, run: Run) -> bool:
    """Whether «two gents» or «trois dames» leads to names of which at least two are listed."""
    before = run.first - 1
    if before < 1 or reading.gaps[run.first] not in _OPENS or reading.gaps[before] != " ":
        return False
    many = reading.flags[before] & (Flag.KIN | Flag.PATIENT) and reading.plain[before].endswith(("s", "en"))
    counted = reading.flags[before - 1] & Flag.NUMBER_WORD
    joined = run.last + 1 < len(reading.flags) and reading.flags[run.last + 1] & Flag.AND
    return bool(many and counted and joined) and not reading.flags[before] & Flag.ROLE


def _is_alone(reading: Reading, run: Run) -> bool:
    """Whether a name is one word with a capital letter, known or like no word of the language."""
    return run.words == 1 and reading.upper[run.first] and run.strongest >= Strength.SHAPE


def _linked(reading: Reading, before: Run, run: Run) -> bool:
    if run.first - before.last == 1:
        return reading.gaps[run.first] in _GOES_ON
    return run.first - before.last == 2 and bool(reading.flags[before.last + 1] & Flag.AND)
