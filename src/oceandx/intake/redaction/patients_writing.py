"""A patient or a relative who writes to the clinic: they tell their own card, birth date or home, or whose they are."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.lines import Lines
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.removal import Removal, RemovalKind
from oceandx.intake.redaction.runs import Run

_PERSONAL = frozenset({RemovalKind.HEALTH_NUMBER, RemovalKind.BIRTH_DATE, RemovalKind.ADDRESS})
_OWN_THING = Flag.HEALTH | Flag.BIRTH | Flag.PATIENT_THING
_ELSE = Flag.PATIENT | Flag.THEIR | Flag.PRONOUN | Flag.TITLE
_NEAR = 6
_FARTHEST_KIN = 3
_FAR = 14
_LONGEST_GAP = 60
_WITHIN = frozenset({" ", "'", "-", ", ", ": ", " : ", " ("})
_ENDS = frozenset(".!?;\n\x1e")
_INTRODUCES = Flag.THEMSELVES | Flag.INTRODUCTION


def own_messages(reading: Reading, values: Iterable[Removal]) -> list[int]:
    """Return where in a text somebody tells what is their own, or whose relative they are, in order."""
    leads = [
        at for at, flag in enumerate(reading.flags) if flag & Flag.DWELLS or (flag & Flag.MINE and flag & Flag.OURS)
    ]
    personal = [value for value in values if value.kind in _PERSONAL and _is_led(reading, value, leads)]
    told = [value.start for value in personal if _is_own(reading, value) or _is_of_family(reading, value)]
    return sorted([*told, *_relatives(reading)])


def _is_led(reading: Reading, value: Removal, leads: Sequence[int]) -> bool:
    """Whether a word stands shortly before a value, no number after another, and «my» or «live» not far before."""
    last = reading.word_before(value.start)
    lead = bisect_right(leads, last) - 1
    return lead >= 0 and last - leads[lead] <= _FAR and value.start - reading.ends[last] < _LONGEST_GAP


def _is_own(reading: Reading, value: Removal) -> bool:
    """Whether «my card is» or «I live at» leads to a value."""
    flags = reading.flags
    last = reading.word_before(value.start)
    thing = dwells = False
    for at in range(last, max(-1, last - _NEAR), -1):
        flag = flags[at]
        if at < last and not _ENDS.isdisjoint(reading.gaps[at + 1]):
            return False
        if flag & Flag.MINE and flag & Flag.OURS:
            return thing
        if dwells and flag & Flag.SELF:
            return True
        if flag & _ELSE and not flag & Flag.PATIENT_THING:
            return False
        thing = thing or bool(flag & _OWN_THING)
        dwells = dwells or (value.kind is RemovalKind.ADDRESS and bool(flag & Flag.DWELLS))
    return False


def _is_of_family(reading: Reading, value: Removal) -> bool:
    """Whether «my mother» stands before a value in its sentence: «my mother Mrs. Quill (PHN …)»."""
    last = reading.word_before(value.start)
    for at in range(last, max(0, last - _FAR), -1):
        if not _ENDS.isdisjoint(reading.gaps[at + 1].replace(". ", "")) and at < last:
            return False
        own = reading.flags[at - 1] & Flag.MINE and reading.flags[at - 1] & Flag.OURS
        if own and reading.flags[at] & Flag.KIN:
            return True
    return False


def _relatives(reading: Reading) -> Iterator[int]:
    """Yield where somebody says to be a patient's relative: «je suis la fille de …», «I am the son of …»."""
    flags = reading.flags
    for at in reading.carrying(Flag.KIN):
        if at > 1 and _is_of_named(reading, at):
            yield reading.starts[at]
        if at + 1 >= len(flags) or not flags[at + 1] & Flag.OF:
            continue
        first = at - 1
        while first >= 0 and at - first < _FARTHEST_KIN and flags[first] & (Flag.POSSESSIVE | Flag.FILLER):
            if flags[first] & Flag.INTRODUCTION or reading.gaps[first + 1] not in _WITHIN:
                break
            first -= 1
        if first >= 0 and first < at - 1 and flags[first] & Flag.INTRODUCTION and reading.gaps[first + 1] == " ":
            yield reading.starts[at]


def _is_of_named(reading: Reading, kin: int) -> bool:
    """Whether somebody says to be a named patient's relative: «this is Bilal Quill's father»."""
    if reading.plain[kin - 1] != "s" or reading.gaps[kin - 1] != "'" or reading.gaps[kin] != " ":
        return False
    for at in range(kin - 2, max(-1, kin - 2 - _NEAR), -1):
        if reading.flags[at] & Flag.THEMSELVES:
            return True
        if reading.gaps[at + 1] not in {" ", "'", "-"} and at < kin - 2:
            return False
    return False


def writes_of_own(reading: Reading, lines: Lines, run: Run, own: Iterable[int]) -> bool:
    """Whether a name is in the same message as what a patient tells of their own, nothing quoted between."""
    number = lines.number(reading.starts[run.first])
    quoted = lines.is_quoted(number)
    for position in own:
        other = lines.number(position)
        between = range(min(number, other) + 1, max(number, other) + 1)
        if lines.is_quoted(other) == quoted and not any(lines.is_barrier(each) for each in between):
            return True
    return False


def presents_self(reading: Reading, run: Run, before: int) -> bool:
    """Whether «this is» or «je suis» leads to a name."""
    return before >= 0 and bool(reading.flags[before] & _INTRODUCES) and reading.gaps[run.first] in {" ", ": ", "'"}
