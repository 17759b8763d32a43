"""With whom patients book: «no times for Nadine Hay», «RDV à 14 h avec Luc Roy», «les horaires, sauf celui de Roy»."""

from __future__ import annotations

import re

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.runs import Run
from oceandx.intake.redaction.sentences import is_abbreviated
from oceandx.intake.redaction.strengths import NAME

_REACH = 12
_BETWEEN = 5
_AWAY = 7
_SHORT = 2
_QUOTES = frozenset('"«“')
_ENDS = frozenset(";!?\n\x1e")
_TO = Flag.MEANT_FOR | Flag.WITH | Flag.OF
_OF_MEETING = (
    Flag.CALENDAR | Flag.AT | Flag.LOCATED | Flag.OF | Flag.HAVE | Flag.STATE_VERB | Flag.FILLER | Flag.THEIR
    | Flag.NUMBER_WORD | Flag.POSSESSIVE | Flag.MONTH
)  # fmt: skip
_WRITER = Flag.SELF | Flag.OURS | Flag.DOCTOR
_NO_NAME = Flag.MONTH | Flag.CALENDAR | Flag.PRODUCT | Flag.MEETING
_ONE_PATIENT = Flag.PATIENT | Flag.TITLE | Flag.PRONOUN | Flag.KIN
_ELSE = Flag.RECEIVED | Flag.CHART | Flag.PATIENT
_THING = _ELSE | Flag.PATIENT_THING
_BEFORE_HOUR = re.compile(
    r"(?:(?<![\d:])\d{1,2}[ ]?(?:[h:][ ]?(?:[0-5]\d)?|(?=[ap]\.?m))[ ]?(?:[ap]\.?m\.?)?|(?<!\d)[01]\d[0-5]\d),?[ ]\Z"
)


def is_booked(reading: Reading, run: Run, before: int, *, titled: bool) -> bool:
    """Whether a name is that of somebody with whom patients can or did book."""
    flags = reading.flags
    if not titled and _has_availability(reading, run):
        return True
    if before < 0 or reading.gaps[before + 1] not in {" ", "'"}:
        return False
    if flags[before] & Flag.THAT_OF and _is_one_of_schedules(reading, before, titled=titled):
        return True
    if titled:
        return False
    available = flags[before] & _TO and _is_available(reading, run, before)
    return bool(available) or bool(flags[before] & Flag.WITH and _is_met(reading, run, before))


def _is_one_of_schedules(reading: Reading, before: int, *, titled: bool) -> bool:
    """«choisir l'horaire, celui de Luc Roy n'y est pas»: what «celui» stands for is a thing of providers.

    With «M.» it is so in the sentence itself only: «… du bon médecin. Celui de M. Roy traîne» is a patient's document.
    """
    first = before
    while first > 0 and reading.flags[first] & Flag.THAT_OF:
        if titled and _ends(reading, first):
            return False
        first -= 1
    for at in _back(reading, first):
        flag = reading.flags[at]
        if flag & Flag.PROVIDER_THING and not flag & _THING:
            return True
        if flag & _THING:
            return False
    return False


def _is_available(reading: Reading, run: Run, before: int) -> bool:
    """«no times for Nadine», «aucune plage en ligne pour Luc»; not «no times for Lee Quispe when she tries»."""
    flags = reading.flags
    if flags[before] & Flag.TOWARDS and not flags[before] & Flag.MEANT_FOR:
        return False
    ahead = range(run.last + 1, min(run.last + _AWAY, len(flags)))
    if any(flags[at] & Flag.PRONOUN and reading.gaps[at] == " " for at in ahead):
        return False
    for at in range(before, max(-1, before - _BETWEEN), -1):
        if flags[at] & Flag.AVAILABILITY:
            return True
        verbal = flags[at] & Flag.FILLER and len(reading.plain[at]) > _SHORT  # «does not work for …»
        if at < before and (verbal or flags[at] & (_ONE_PATIENT | Flag.STATE_VERB)):
            return False
        if reading.gaps[at] not in {" ", "-", "'"}:
            return False
    return False


def _is_met(reading: Reading, run: Run, before: int) -> bool:
    """«Lee Quispe, Nov 12 at 9:15 with Nadine», «she booked Friday with Nadine»: a patient, a meeting, then «with»."""
    flags = reading.flags
    start = reading.starts[before]
    hour = _BEFORE_HOUR.search(reading.text, max(0, start - 16), start)
    owner = reading.word_before(hour.start()) if hour else -1
    if owner >= 0 and flags[owner] & Flag.OURS:
        return False  # «my 9:15 with Lee Quispe»
    meeting = hour is not None
    met = -1
    for at in _back(reading, before - 1):
        flag = flags[at]
        named = reading.upper[at] and (flag & NAME or not flag) and not flag & _NO_NAME
        if meeting and (named or (flag & _ONE_PATIENT and not flag & Flag.THEIR)):
            seen = at > 0 and flags[at - 1] & Flag.DOCTOR  # «Dr. Roy has an appointment with Lee Quispe»
            return not seen and not _tells_of_own(reading, run)
        if flag & Flag.MEETING:
            if flag & Flag.CLASH or (at and flags[at - 1] & Flag.OURS):
                return False
            if not _QUOTES.isdisjoint(reading.gaps[at]):
                return True  # «the text says "appointment with Nadine"»
            meeting, met = True, max(met, at)
        elif not flag & _OF_MEETING and len(reading.plain[at]) > 1:
            break
    return met == before - 1 and not _tells_of_own(reading, run) and _is_bare_meeting(reading, run, met)


def _is_bare_meeting(reading: Reading, run: Run, last: int) -> bool:
    """«one appointment with Nadine», and nobody in the sentence who has patients: not «I had an appointment with …»."""
    flags, met = reading.flags, last
    while met > 0 and flags[met - 1] & Flag.MEETING:
        met -= 1
    if met > 0 and flags[met - 1] & Flag.THEIR:
        return False
    ahead = range(run.last + 1, min(run.last + _REACH, len(flags)))
    told = any(flags[at] & Flag.PATIENT and not reading.upper[at] for at in ahead)
    return told or not any(flags[at] & _WRITER for at in _back(reading, met))


def _tells_of_own(reading: Reading, run: Run) -> bool:
    """Whether something of the name's own follows: then it is the patient who is met."""
    after = run.last + 1
    if after >= len(reading.flags):
        return False
    owned = reading.plain[after] == "s" and reading.gaps[after] == "'"
    return owned or bool(reading.flags[after] & (Flag.CHART | Flag.HEALTH | Flag.BIRTH))


def _has_availability(reading: Reading, run: Run) -> bool:
    """«Luc Roy has no times online», «Nadine a plein de trous»."""
    flags, first = reading.flags, run.last + 1
    if first >= len(flags) or not flags[first] & Flag.HAVE or reading.gaps[first] != " ":
        return False
    for at in range(first + 1, min(first + _AWAY, len(flags))):
        away = flags[at] & _ELSE or (flags[at] & Flag.AT and not flags[at] & Flag.OF)
        if reading.gaps[at] not in {" ", "'", "-"} or away:
            return False
        if flags[at] & Flag.AVAILABILITY:
            after = flags[at + 1] if at + 1 < len(flags) else 0
            if after & Flag.AVAILABILITY:
                continue
            return not (after & Flag.TOWARDS and reading.gaps[at + 1] == " ")  # «no slots to choose from»
    return False


def _back(reading: Reading, last: int) -> range:
    """Return the words of a sentence from one back to its first."""
    first = last
    while first > max(0, last - _REACH) and not _ends(reading, first):
        first -= 1
    return range(last, first - 1, -1)


def _ends(reading: Reading, at: int) -> bool:
    """Whether a sentence ends before a word; the point of «a.m.» or «Dr.» is no end."""
    gap = reading.gaps[at]
    return not _ENDS.isdisjoint(gap) or (". " in gap and not is_abbreviated(reading, at - 1))
