"""Names listed in parentheses: whom the words before count says whose they are: «three doctors (Lavoie, Chen)»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.person import Person
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.runs import Run
from oceandx.intake.redaction.strengths import NAME, Strength
from oceandx.intake.redaction.surroundings import is_role

_LIST = re.compile(r"\(([^()\n:;]{6,160})\)")
_ITEMS = re.compile(r", | et | and | & | pis | / ")
_ITEM = re.compile(r"[^\W\d_][\w'\u2019\-]*\.?(?: [^\W\d_][\w'\u2019\-]*\.?){0,2}")
_OPEN_END = re.compile(r"(?:, | |^)(?:etc\.?|entre autres|among others|et al\.?)\Z")
_BEFORE = 12
_SHORT = 3
_OF_STAFF = Flag.DOCTOR | Flag.ROLE | Flag.PROVIDER_THING | Flag.CLINIC | Flag.ORGANISATION_BEFORE | Flag.ROSTER
_OF_PATIENTS = Flag.PATIENT | Flag.KIN | Flag.PATIENT_THING | Flag.PATIENT_ACT | Flag.RECEIVED | Flag.ABOUT
_NO_NAME = (
    Flag.PRODUCT | Flag.MONTH | Flag.CALENDAR | Flag.PROVINCE | Flag.PATIENT_THING | Flag.STATE_VERB | Flag.PATIENT
    | Flag.CHART | Flag.PHONE
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


def _names(reading: Reading, match: re.Match[str]) -> list[Run]:
    """Return the items of a list, all of them names in capitals and one of them a known one, or nothing."""
    inside = _OPEN_END.sub("", match[1])
    runs: list[Run] = []
    known = plain = strange = 0
    position = match.start(1)
    for item in _ITEMS.split(inside):
        start = reading.text.index(item, position)
        position = start + len(item)
        if not _ITEM.fullmatch(item) or not item[0].isupper():
            return []
        first, last = reading.word_after(start), reading.word_before(position)
        while first < last and reading.flags[first] & (Flag.TITLE | Flag.DOCTOR_BEFORE):
            first += 1
        flags = reading.flags[first : last + 1]
        if not flags or any(flag & _NO_NAME for flag in flags) or not reading.upper[last]:
            return []
        known += any(flag & NAME and not flag & Flag.ORDINARY for flag in flags)
        strange += all(not reading.flags[at] and _is_no_word(reading, at) for at in range(first, last + 1))
        plain += all(flag & Flag.ORDINARY and not flag & (NAME | Flag.ALSO_WORD) for flag in flags)
        runs.append(Run(first, last, last - first + 1, Strength.DOUBTFUL))
    return runs if (known and plain * 2 < len(runs)) or strange == len(runs) else []


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
