"""Who is held against the writer, writes from an office of ours, or is to be called: a colleague."""

from __future__ import annotations

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.runs import Run

_REACH = 14
_LONGEST = 5
_WITHIN = frozenset({" ", "'", "-", ", ", " & "})
_ENDS = frozenset(".;!?)\n\x1e")
_BEGINS = frozenset(".!?;\n\x1e")
_CLOSES = Flag.FILLER | Flag.HAVE | Flag.ALSO


def is_beside_writer(reading: Reading, run: Run, before: int) -> bool:
    """Whether what is said of a name is said of who works where the writer does."""
    ahead = reading.ahead(run.last)
    return bool(
        (ahead & Flag.SELF and _is_held_against_writer(reading, run))
        or (ahead & Flag.OURS and _is_at_our_office(reading, run))
        or _presents_writer(reading, run, before)
        or _is_to_be_called(reading, run, before)
    )


def _is_held_against_writer(reading: Reading, run: Run) -> bool:
    """«X ne reçoit aucun avis, alors que moi oui», «X gets no notice while I do»: no verb of its own follows «I»."""
    flags, gaps, first = reading.flags, reading.gaps, run.first
    if first > 1 and flags[first - 1] & Flag.AND and reading.upper[first - 2]:
        first -= 2
    if first and gaps[first] in {" ", "-", "'"}:
        return False  # «Wanda finds X, but I don't»: X is no subject
    for at in range(run.last + 1, min(run.last + 1 + _REACH, len(flags))):
        if gaps[at] not in _WITHIN or flags[at] & (Flag.THEIR | Flag.TITLE):
            return False
        alerted = any(flag & Flag.ALERT for flag in flags[max(0, at - 3) : at + 3])
        if flags[at] & (Flag.RECEIVED | Flag.PATIENT_THING) and not alerted:
            return False  # «X can't open the form, but I can»
        if flags[at] & Flag.SELF and flags[at - 1] & (Flag.WHILE | Flag.BUT):
            return _is_elliptical(reading, at + 1)
    return False


def _is_elliptical(reading: Reading, after: int) -> bool:
    """Whether one or two words without an object end the sentence: «moi oui», «I do», «moi je les ai»."""
    for at in range(after, min(after + 2, len(reading.flags))):
        if not reading.flags[at] & _CLOSES and not reading.flags[at] & Flag.SHORT_REPLY:
            return False
        if not _ENDS.isdisjoint(reading.gaps[at + 1]) or at + 1 == len(reading.flags):
            return True
    return False


def _is_at_our_office(reading: Reading, run: Run) -> bool:
    """«Rosa Quill at our Rutland office phoned me»."""
    flags, gaps, first = reading.flags, reading.gaps, run.last + 1
    if first + 2 >= len(flags) or not flags[first] & Flag.AT or not flags[first + 1] & Flag.OURS:
        return False
    for at in range(first + 1, min(first + _LONGEST, len(flags))):
        if gaps[at] not in {" ", "-"}:
            return False
        if flags[at] & Flag.KEPT_NUMBER & ~Flag.PATIENT and flags[at] & (Flag.ORGANISATION_AFTER | Flag.PRODUCT):
            return True
        if flags[at] & (Flag.ORGANISATION_BEFORE | Flag.CLINIC):
            return True
        if at > first + 1 and not reading.upper[at]:
            return False
    return False


def _presents_writer(reading: Reading, run: Run, before: int) -> bool:
    """«Moi, c'est Rosa Quill, poste 3», «me, I'm Rosa»."""
    flags = reading.flags
    if before < 1 or not flags[before] & Flag.THEMSELVES or reading.gaps[run.first] != " ":
        return False
    first = before
    while first > 0 and flags[first] & Flag.THEMSELVES and reading.gaps[first] in {"'", " "}:
        first -= 1
    if flags[first] & Flag.THEMSELVES:
        first -= 1
    return first >= 0 and bool(flags[first] & Flag.SELF and flags[first] & Flag.ME) and _begins(reading, first)


def _is_to_be_called(reading: Reading, run: Run, before: int) -> bool:
    """Whether two words ask to call a given name: «same as last time. call Wanda»."""
    flags = reading.flags
    if run.words > 1 or before < 1 or not flags[before] & Flag.PHONE or not flags[before] & Flag.CALLS:
        return False
    last = reading.gaps[run.last + 1] if run.last + 1 < len(reading.gaps) else ""
    ends = not last.strip(" ") or not _ENDS.isdisjoint(last)
    return _begins(reading, before) and reading.gaps[run.first] == " " and ends and run.last + 1 >= len(flags) - 1


def _begins(reading: Reading, at: int) -> bool:
    return not at or not _BEGINS.isdisjoint(reading.gaps[at])
