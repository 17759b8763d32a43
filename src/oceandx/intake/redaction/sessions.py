"""Whose session, account or access it is: «Accuro left open as Wade», «le compte au nom de Luc», «give X access»."""

from __future__ import annotations

import re

from oceandx.intake.redaction.acting import has_own_thing
from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.runs import Run

_FARTHEST = 5
_USER = re.compile(r"[A-Z]{2}[a-z]{2,}\d{0,4}(?!\w)")
_CLAUSE = 10
_ENDS = frozenset(".;!?\n\x1e")
_AS = Flag.GIVEN_AS | Flag.WITH | Flag.OF | Flag.BELONGS
_FILE = Flag.CHART | Flag.PATIENT | Flag.KIN | Flag.RECEIVED
_THING = Flag.PATIENT_THING | Flag.RECEIVED
_GRANTED = Flag.GRANTS | Flag.TOWARDS | Flag.MEANT_FOR
_MACHINE = Flag.PRODUCT | Flag.PROVIDER_THING
_SMALL = (
    Flag.POSSESSIVE | Flag.PRODUCT | Flag.PROVIDER_THING | Flag.OF | Flag.GIVEN_AS | Flag.THEIR | Flag.FILLER
    | Flag.BELONGS | Flag.LOCATED | Flag.AT
)  # fmt: skip


def has_session(reading: Reading, run: Run, before: int) -> bool:
    """Whether a name is that of who is logged in somewhere, has an account, or is to get one."""
    if before < 0 or reading.gaps[run.first] not in {" ", "'", ' "', " «", ": ", " : "}:
        return False
    return (
        _names_user(reading, run, before)
        or _is_logged_in(reading, before)
        or _has_account(reading, before)
        or _is_granted(reading, run, before)
    )


def _names_user(reading: Reading, run: Run, before: int) -> bool:
    """Whether a name is written as programs write those of their users: «my Accuro user is PVaillancourt»."""
    if run.words > 1 or not _USER.match(reading.text, reading.starts[run.first]):
        return False
    return any(reading.flags[at] & Flag.SIGN_IN for at in range(max(0, before - 2), before + 1))


def _is_logged_in(reading: Reading, before: int) -> bool:
    """Whether a login leads to a name: «logged into Ocean as Wade», «Accuro resté ouvert au nom de Luc»."""
    flags = reading.flags
    if not flags[before] & _AS:
        return False
    for at in range(before, max(-1, before - _FARTHEST), -1):
        if flags[at] & Flag.LOGGED_IN:
            return _of_machine(reading, at, certain=True)
        if flags[at] & Flag.LEFT_OPEN:
            return _of_machine(reading, at, certain=False)
        if not flags[at] & _SMALL or reading.gaps[at] not in {" ", "'"}:
            return False
    return False


def _of_machine(reading: Reading, last: int, *, certain: bool) -> bool:
    """Whether a program or a computer is what is open, and no file of a patient."""
    machine = certain
    for at in _clause(reading, last):
        if reading.flags[at] & _FILE & ~Flag.RECEIVED and not reading.flags[at] & Flag.PRODUCT:
            return False
        machine = machine or bool(reading.flags[at] & _MACHINE)
    return machine


def _has_account(reading: Reading, before: int) -> bool:
    """Whether an account is said to be a name's: «the account belongs to Wade»; not «the chart belongs to Wade»."""
    if not reading.flags[before] & Flag.BELONGS:
        return False
    for at in _clause(reading, before):
        flag = reading.flags[at]
        if flag & Flag.PROVIDER_THING and not flag & (_FILE & ~Flag.PATIENT):
            return True
        if flag & _FILE and not flag & Flag.BELONGS:
            return False
    return False


def _is_granted(reading: Reading, run: Run, before: int) -> bool:
    """«Please give Wade access», «donner un accès à Luc», «remove Wade's licence»."""
    flags, after = reading.flags, run.last + 1
    led = flags[before] & _GRANTED
    if not led or has_own_thing(reading, run.last) or _speaks_of_patient(reading, run.last):
        return False
    if flags[before] & Flag.GRANTS:
        if after < len(flags) and reading.plain[after] == "s" and reading.gaps[after] == "'":
            after += 1
        for at in range(after, min(after + 3, len(flags))):
            if reading.gaps[at] != " " or flags[at] & _FILE:
                return False
            if _is_access(flags[at]):
                return not any(flag & (_THING | Flag.THEIR) for flag in flags[at + 1 : at + 4])
        return False
    if not flags[before] & (Flag.TOWARDS | Flag.MEANT_FOR):
        return False
    given = access = False
    for at in _clause(reading, before):
        access = access or _is_access(flags[at])
        given = given or bool(flags[at] & Flag.GRANTS)
        if flags[at] & (Flag.RECEIVED | Flag.CHART):
            return False
    return given and access


def _speaks_of_patient(reading: Reading, last: int) -> bool:
    """Whether the sentence goes on with a patient."""
    for at in range(last + 1, min(last + 1 + _CLAUSE, len(reading.flags))):
        if not _ENDS.isdisjoint(reading.gaps[at]):
            return False
        if reading.flags[at] & Flag.PATIENT and not reading.upper[at]:
            return True
    return False


def _is_access(flag: int) -> bool:
    return bool(flag & Flag.PROVIDER_THING) and not flag & (Flag.PATIENT | Flag.ORDINARY & Flag.PATIENT_THING)


def _clause(reading: Reading, last: int) -> range:
    """Return the words up to one, from the last back to the first of its sentence."""
    first = last
    while first > max(0, last - _CLAUSE) and _ENDS.isdisjoint(reading.gaps[first]):
        first -= 1
    return range(last, first - 1, -1)
