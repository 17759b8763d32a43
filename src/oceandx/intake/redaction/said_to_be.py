"""Who is said to be somebody at work: «The one with the key is X», «La fille du soir, c'est X», «our web guy X»."""

from __future__ import annotations

from functools import reduce
from operator import or_

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.posts import is_role
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.runs import Run

_LONGEST = 10
_NEAR = 5
_LONGEST_GROUP = 50
_JOINS = frozenset(")\n.;:")
_WITHIN = frozenset({" ", "'", "-"})
_JOINED = _WITHIN | {", "}
_IS = Flag.STATE_VERB | Flag.ABOUT
_OF_PATIENT = (
    Flag.RECEIVED | Flag.PATIENT_THING | Flag.PATIENT_ACT | Flag.SOUGHT | Flag.BIRTH | Flag.HEALTH | Flag.CHART
    | Flag.NAME_LABEL | Flag.PATIENT_MESSAGE | Flag.SPEAKS
)  # fmt: skip
_AT_WORK = Flag.TENDS | Flag.AS_STAFF | Flag.DOCTOR
_WITH_WORK = Flag.SECRET | Flag.SETUP


def is_said_to_be_staff(reading: Reading, run: Run, before: int) -> bool:
    """Whether what is said to be a name, or leads to it, is somebody at work."""
    if before < 1:
        return False
    said = reading.flags[before] & Flag.STATE_VERB or _is_called(reading, before)
    if reading.gaps[run.first] == " " and said and _is_subject_at_work(reading, before):
        return True
    if _is_doctors(reading, run, before) or _is_yours(reading, run, before) or _is_of_group(reading, run):
        return True
    return _is_our_expert(reading, run, before) or _tells_of_self(reading, run, before)


def _is_doctors(reading: Reading, run: Run, before: int) -> bool:
    """Whether a name between brackets tells which doctor is meant: «Dr. Gill (Amrit)»."""
    closed = reading.text[reading.ends[run.last] : reading.ends[run.last] + 1] == ")"
    led = before > 0 and reading.upper[before] and reading.flags[before - 1] & Flag.DOCTOR_BEFORE
    return bool(led) and closed and reading.gaps[run.first] == " (" and run.words == 1


def _is_of_group(reading: Reading, run: Run) -> bool:
    """Whether a name is one of those between brackets after people at work: «les filles au comptoir (Manon, Luz)»."""
    opens = reading.text.rfind("(", max(0, reading.starts[run.first] - _LONGEST_GROUP), reading.starts[run.first])
    closes = reading.text.find(")", reading.ends[run.last], reading.ends[run.last] + _LONGEST_GROUP)
    if opens < 0 or closes < 0 or not _JOINS.isdisjoint(reading.text[opens + 1 : reading.starts[run.first]]):
        return False
    named = range(reading.word_after(opens), reading.word_before(closes) + 1)
    if not all(reading.upper[at] or reading.flags[at] & Flag.AND for at in named):
        return False
    before = reading.word_before(opens)
    words = range(max(0, before - _NEAR), before + 1)
    told = [
        at
        for at in words
        if (reading.flags[at] & (Flag.ROLE | Flag.DESK | Flag.OFFICE) or _are_others(reading, at))
        and all(reading.gaps[each] in _WITHIN for each in range(at + 1, before + 1))
    ]
    kin = any(reading.flags[at] & Flag.KIN and not reading.flags[at] & Flag.GUY for at in words)
    return bool(told) and not kin and not any(reading.flags[at] & Flag.PATIENT for at in words)


def _are_others(reading: Reading, at: int) -> bool:
    """Whether those beside the writer are spoken of: «the other girls»."""
    return at > 0 and bool(reading.flags[at] & Flag.GUY and reading.flags[at - 1] & Flag.OTHER)


def _is_yours(reading: Reading, run: Run, before: int) -> bool:
    """Whether somebody is one of those who are written to: «your Kwame», «Judith Carmody at your company»."""
    if run.words == 1 and reading.flags[before] & Flag.YOURS and reading.gaps[run.first] == " ":
        return reading.gaps[min(run.last + 1, len(reading.gaps) - 1)] != "'"
    after = run.last + 1
    if after + 1 >= len(reading.flags) or reading.gaps[after].strip(' "»\u201d'):
        return False
    return bool(reading.flags[after] & Flag.AT and reading.flags[after + 1] & Flag.YOURS)


def _tells_of_self(reading: Reading, run: Run, before: int) -> bool:
    """Whether writers say what they are, and their name between brackets: «I'm the nurse at Lakeside (Rosa Quill)»."""
    if reading.gaps[run.first] != " (" or reading.text[reading.ends[run.last] : reading.ends[run.last] + 1] != ")":
        return False
    first = before
    while first > 0 and before - first < _LONGEST and reading.gaps[first] in _WITHIN:
        first -= 1
    words = range(first, before + 1)
    told = reading.flags[first] & Flag.SELF and reading.flags[first] & Flag.SUBJECT
    posted = any(reading.flags[at] & Flag.ROLE and is_role(reading, at) for at in words)
    return bool(told and posted) and not any(_is_of_patient(reading.flags[at]) for at in words)


def _is_called(reading: Reading, at: int) -> bool:
    """Whether a word ends «is called» or «se nomme»; «referral for» only leads to a name."""
    led = at > 0 and (reading.flags[at - 1] & Flag.STATE_VERB or len(reading.plain[at - 1]) == len("se"))
    return bool(reading.flags[at] & Flag.ABOUT and led)


def _is_subject_at_work(reading: Reading, verb: int) -> bool:
    """Whether the subject of «is» or «is called» is somebody at work, and nothing of a patient's stands in it.

    Such are a post, somebody and a field of work («la fille du soir»), and who has what only staff have («the one with
    the key»).
    """
    subject = _subject(reading, verb)
    flags = [reading.flags[at] for at in subject]
    said = reduce(or_, flags, 0)
    if not flags or said & Flag.THEIR or any(_is_of_patient(flag) for flag in flags):
        return False
    posted = any(reading.flags[at] & Flag.ROLE and is_role(reading, at) for at in subject)
    has = said & _WITH_WORK and said & (Flag.WITH | Flag.HAVE)
    return posted or bool(said & _AT_WORK or (said & Flag.GUY and (said & Flag.TRADE or has)))


def _subject(reading: Reading, verb: int) -> range:
    """Return the words before a verb in its clause: «La fille du soir, c'est X», «the one with the key is X»."""
    last = verb
    while last > 0 and (reading.flags[last] & _IS or len(reading.plain[last]) == 1) and reading.gaps[last] in _JOINED:
        last -= 1  # «se nommait», «, c'est»
    first = last
    while first > 0 and last - first < _LONGEST and reading.gaps[first] in _WITHIN:
        first -= 1
    whole = first == 0 or reading.gaps[first] not in _WITHIN
    return range(first, last + 1) if whole else range(0)


def _is_of_patient(flag: int) -> bool:
    patient = bool(flag & Flag.PATIENT and not flag & Flag.ROLE)
    return patient or bool(flag & _OF_PATIENT and not flag & (_WITH_WORK | Flag.ROLE | Flag.TRADE | Flag.GUY))


def _is_our_expert(reading: Reading, run: Run, before: int) -> bool:
    """Whether ours, somebody and a field of work stand before: «our web guy X», «notre gars des ordinateurs, X,»."""
    if reading.gaps[run.first] not in {" ", ", ", " ("}:
        return False
    said = 0
    if reading.flags[run.first] & Flag.GUY and not reading.upper[run.first]:
        before = run.first  # Guy is a name too
    for at in range(before, max(-1, before - _NEAR), -1):
        flag = reading.flags[at]
        if flag & Flag.OURS:
            return bool(said & Flag.GUY and said & Flag.TRADE)
        said |= flag
        if reading.gaps[at] not in _WITHIN or flag & Flag.PATIENT:
            return False
    return False
