"""Who is called ours: «our web contractor, Luc Roy», «mon prédécesseur, Luc Roy,», «Luc Roy, our new student.»."""

from __future__ import annotations

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.runs import Run

_WITHIN = frozenset({" ", "-", "'"})
_OPENS = frozenset({", ", " (", ": ", " : "})
_MOST = 4
_OF_PATIENTS = (
    Flag.PATIENT | Flag.KIN | Flag.PATIENT_THING | Flag.RECEIVED | Flag.PATIENT_MESSAGE | Flag.ABOUT | Flag.ORDINAL
    | Flag.CALENDAR | Flag.MONTH | Flag.MEETING | Flag.LIKEWISE | Flag.SIGN_OFF | Flag.GREETING | Flag.CHART
    | Flag.STATE_VERB | Flag.HAVE | Flag.AND | Flag.PRONOUN | Flag.PANEL | Flag.AGE
)  # fmt: skip

_POSTS = Flag.ROLE | Flag.DOCTOR


def is_ours(reading: Reading, run: Run, before: int) -> bool:
    """Whether a name is in apposition to somebody of ours who is no patient."""
    return (
        _is_led_by_ours(reading, run, before) or _is_followed_by_ours(reading, run) or _is_said_to_be_ours(reading, run)
    )


def _is_said_to_be_ours(reading: Reading, run: Run) -> bool:
    """Whether somebody is said to be one of our people: «Tania Roy est la seule de nos quatre secrétaires à …»."""
    flags, after = reading.flags, run.last + 1
    if after >= len(flags) or not flags[after] & Flag.STATE_VERB or reading.gaps[after] != " ":
        return False
    for at in range(after + 1, min(after + 1 + _MOST, len(flags))):
        if reading.gaps[at] not in _WITHIN or _is_patients(flags[at] & ~Flag.PRONOUN):
            return False
        if flags[at] & Flag.OURS:
            return any(flag & _POSTS for flag in flags[at + 1 : at + 4])
    return False


def _is_led_by_ours(reading: Reading, run: Run, before: int) -> bool:
    """Whether «our» and what is no patient lead to a name after a comma."""
    if before < 0 or reading.gaps[before + 1] not in _OPENS:
        return False
    closes = reading.text[reading.ends[run.last] : reading.ends[run.last] + 1]
    joined = run.last + 1 < len(reading.flags) and reading.flags[run.last + 1] & Flag.AND
    if closes not in {",", ".", ")", "", ";", "\n"} and not joined:
        return False
    for at in range(before, max(-1, before - _MOST - 1), -1):
        flag = reading.flags[at]
        if flag & Flag.OURS:
            posted = any(reading.flags[each] & _POSTS for each in range(at + 1, before + 1))
            return at < before and (posted or not _is_one_of(reading, at))
        if _is_patients(flag) or reading.gaps[at] not in _WITHIN:
            return False
    return False


def _is_followed_by_ours(reading: Reading, run: Run) -> bool:
    """Whether «our» and what is no patient follow a name after a comma, and nothing else in the clause."""
    after = run.last + 1
    if after >= len(reading.flags) or reading.gaps[after] not in {", ", " ("} or not reading.flags[after] & Flag.OURS:
        return False
    if reading.flags[after] & Flag.MINE:
        return False  # «…, dont Rosa Quill, mon cobaye»
    for at in range(after + 1, min(after + 2 + _MOST, len(reading.gaps))):
        if at > after + 1 and reading.gaps[at] not in _WITHIN:
            return reading.gaps[at][:1] in {",", ".", ")", "", "\n"}
        if at < len(reading.flags) and _is_patients(reading.flags[at]):
            return False
    return False


def _is_patients(flag: int) -> bool:
    """Whether a word may tell of a patient, or is no noun at all."""
    return bool(flag & _OF_PATIENTS) and not flag & Flag.ROLE


def _is_one_of(reading: Reading, at: int) -> bool:
    """Whether «one of», or «for», stands before «our»: «one of our regulars, Rosa Quill, …»."""
    return at > 0 and reading.gaps[at] in _WITHIN and bool(reading.flags[at - 1] & Flag.OF)
