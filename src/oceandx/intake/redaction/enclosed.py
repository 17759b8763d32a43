"""Names listed in parentheses: whom the words before count says whose they are: «three doctors (Lavoie, Chen)»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.person import Person
from oceandx.intake.redaction.posts import is_role
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.runs import Run
from oceandx.intake.redaction.strengths import NAME, Strength

_LIST = re.compile(r"\(([^()\n:;]{6,160})\)")
_PARTING = frozenset({",", ".,", "/", "&", ";"})
_WITHIN = frozenset({"", "-", "'", ".", "\u2019"})
_LONGEST = 4
_BEFORE = 12
_SHORT = 3
_OF_STAFF = Flag.DOCTOR | Flag.ROLE | Flag.PROVIDER_THING | Flag.CLINIC | Flag.ORGANISATION_BEFORE | Flag.ROSTER
_OF_PATIENTS = Flag.PATIENT | Flag.KIN | Flag.PATIENT_THING | Flag.PATIENT_ACT | Flag.RECEIVED | Flag.ABOUT
_LEADS = Flag.OURS | Flag.ROLE
_NO_NAME = (
    Flag.PRODUCT | Flag.MONTH | Flag.CALENDAR | Flag.PROVINCE | Flag.PATIENT_THING | Flag.STATE_VERB | Flag.PATIENT
    | Flag.CHART | Flag.PHONE | Flag.ORGANISATION_BEFORE
)  # fmt: skip


def find_enclosed(reading: Reading) -> Iterator[tuple[Run, Person]]:
    """Yield the names of each list in parentheses that has two or more, and whose they are."""
    if "(" not in reading.text:
        return
    for match in _LIST.finditer(reading.text):
        runs = _names(reading, match)
        if len(runs) > 1:
            person = _counted(reading, runs[0].first)
            if person is not Person.UNKNOWN:
                yield from ((run, person) for run in runs)


def with_enclosed(people: list[tuple[Run, Person]], enclosed: list[tuple[Run, Person]]) -> list[tuple[Run, Person]]:
    """Return the people, those of lists in parentheses being what the list says where nothing else was known."""
    if not enclosed:
        return people
    listed = {run.first: (run, person) for run, person in enclosed}
    result = [*people]
    for at, (run, person) in enumerate(people):
        other = listed.pop(run.first, None)
        if other and (person is Person.UNKNOWN or other[1] is Person.STAFF):
            result[at] = other
    return sorted([*result, *listed.values()], key=lambda each: each[0].first)


def _names(reading: Reading, match: re.Match[str]) -> list[Run]:
    """Return the items of a list, all of them names in capitals and one of them a known one, or nothing."""
    runs: list[Run] = []
    known = plain = strange = 0
    for first, last in _items(reading, match):
        flags = reading.flags[first : last + 1]
        if not flags or last - first >= _LONGEST or any(flag & _NO_NAME for flag in flags) or not reading.upper[last]:
            return []
        if any(flag & _LEADS and not reading.upper[first + at] for at, flag in enumerate(flags)):
            return []  # «… (et de nos adjointes Rosa et Luce)»
        known += any(flag & NAME and not flag & Flag.ORDINARY for flag in flags)
        strange += all(not reading.flags[at] and _is_no_word(reading, at) for at in range(first, last + 1))
        plain += all(flag & Flag.ORDINARY and not flag & (NAME | Flag.ALSO_WORD) for flag in flags)
        runs.append(Run(first, last, last - first + 1, Strength.DOUBTFUL))
    return runs if (known and plain * 2 < len(runs)) or strange == len(runs) else []


def _items(reading: Reading, match: re.Match[str]) -> list[tuple[int, int]]:
    """Return the first and last words of the items, titles left out; what only leaves the list open is none."""
    items: list[list[int]] = [[]]
    for at in range(reading.word_after(match.start(1)), reading.word_before(match.end(1)) + 1):
        gap = reading.gaps[at].strip(" ") if items[0] else ""
        joins = reading.flags[at] & Flag.AND and not reading.upper[at]
        if joins or (items[-1] and gap in _PARTING):
            items.append([])
        elif items[-1] and gap not in _WITHIN:
            return [(0, -1)]
        if not joins and not (reading.flags[at] & (Flag.TITLE | Flag.DOCTOR_BEFORE) and not items[-1]):
            items[-1].append(at)
    found = [(item[0], item[-1]) for item in items if item]
    if len(found) > 2 and not any(reading.upper[at] for at in range(found[-1][0], found[-1][1] + 1)):
        found.pop()  # «…, etc.»
    return found


def _is_no_word(reading: Reading, at: int) -> bool:
    """Whether an unknown word is none of the language, not even one with a slip or in capitals."""
    word = reading.text[reading.starts[at] : reading.ends[at]]
    return len(word) > _SHORT and not word.isupper() and not reading.lexicon.resembles_word(reading.plain[at])


def _counted(reading: Reading, first: int) -> Person:
    """Return whom the nearest telling word of the sentence before a list speaks of."""
    for at in range(first - 1, max(-1, first - 1 - _BEFORE), -1):
        flag = reading.flags[at]
        if flag & _OF_STAFF and not flag & Flag.PATIENT and not (flag & Flag.ROLE and not is_role(reading, at)):
            return Person.STAFF
        if flag & _OF_PATIENTS:
            led = reading.flags[at + 1 : at + 3]
            return Person.STAFF if any(each & Flag.DOCTOR for each in led) else Person.PATIENT
        if any(each in reading.gaps[at] for each in ".!?\n\x1e"):
            break
    return Person.UNKNOWN
