"""Who is gone or away, or stands in: «since X left», «X, who had the key, retired», «in my absence, X …»."""

from __future__ import annotations

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.runs import Run
from oceandx.intake.redaction.sentences import ends_before, sentence_around

_FARTHEST = 10
_REACH = 14
_NEAR = 6
_WITHIN = frozenset({" ", "'", "-"})
_LEFT_THING = Flag.POSSESSIVE | Flag.NUMBER_WORD | Flag.THEIR | Flag.HAVE | Flag.WITH
_OF_PATIENT = Flag.PATIENT | Flag.RECEIVED | Flag.PATIENT_THING | Flag.HEALTH | Flag.CHART | Flag.KIN
_OF_POST = Flag.ROLE | Flag.SETUP | Flag.AS_STAFF | Flag.SECRET | Flag.PRODUCT
_GOING = Flag.LEFT | Flag.RETIRED | Flag.ABSENT | Flag.BEING
_TELLING = _GOING | Flag.BEFORE_ME


def is_gone_or_stands_in(reading: Reading, run: Run, before: int, *, titled: bool) -> bool:
    """Whether a name is that of who left or is away, whose post somebody took, or who answers meanwhile."""
    led = reading.flags[before] if before >= 0 and reading.gaps[before + 1] in _WITHIN else 0
    if led & (Flag.AT | Flag.OF) and _is_taken_over_from(reading, before):
        return True
    ahead = reading.ahead(run.last)
    if ahead & _TELLING:
        if ahead & Flag.BEFORE_ME and _was_before(reading, run):
            return True
        if not titled and ahead & _GOING and _is_gone(reading, run, led):
            return True
        if ahead & Flag.LEFT and _takes_secret(reading, run):
            return True
    return _answers_meanwhile(reading, run)


def _takes_secret(reading: Reading, run: Run) -> bool:
    """«Mme X est partie avec le mot de passe», «X left with the key»: who had it worked there."""
    flags = reading.flags
    for at in range(run.last + 1, min(run.last + 1 + _NEAR, len(flags) - 2)):
        if flags[at] & Flag.WITH and flags[at - 1] & Flag.LEFT and reading.gaps[at] == " ":
            return bool(flags[at + 1] & Flag.POSSESSIVE and flags[at + 2] & Flag.SECRET)
    return False


def _is_gone(reading: Reading, run: Run, led: int) -> bool:
    """«since X left», «with X away», «X, qui l'avait notée, a pris sa retraite», «X étant en vacances, je suis …»."""
    flags, after = reading.flags, run.last + 1
    if led & Flag.NOW_THAT and reading.gaps[after] == " ":
        return _leaves(reading, after, certain=False)
    if led & Flag.WITH and flags[after] & Flag.ABSENT and reading.gaps[after] == " ":
        return True
    if flags[after] & (Flag.BEING | Flag.STATE_VERB) and reading.gaps[after] in {" ", ", "} and after + 1 < len(flags):
        away = flags[after + 1] & (Flag.ABSENT | Flag.AT if flags[after] & Flag.BEING else Flag.ABSENT)
        return bool(away) and _speaks_of_post(reading, after)
    return reading.gaps[after] == ", " and bool(flags[after] & Flag.FILLER) and _leaves_after_aside(reading, after)


def _leaves(reading: Reading, at: int, *, certain: bool) -> bool:
    """Whether a word says that somebody left for good: «retired», «left in May»; not «left a message»."""
    flags = reading.flags
    if at >= len(flags) or not flags[at] & (Flag.LEFT | Flag.RETIRED):
        return False
    if flags[at] & Flag.RETIRED:
        return True
    while at + 1 < len(flags) and flags[at + 1] & Flag.LEFT and reading.gaps[at + 1] in _WITHIN:
        at += 1
    after = at + 1
    if after >= len(flags) or reading.gaps[after] != " ":
        return True
    if flags[after] & (Flag.OURS | Flag.ABSENT) or _is_dated(reading, after):
        return True
    return not certain and not flags[after] & _LEFT_THING


def _is_dated(reading: Reading, at: int) -> bool:
    """Whether a day or a month follows, «in» or «last» perhaps before it."""
    flags = reading.flags[at : at + 2]
    near = reading.gaps[at + 1].strip(" ")[:1] if at + 1 < len(reading.gaps) else ""
    return any(flag & (Flag.CALENDAR | Flag.MONTH) for flag in flags) or near.isdigit()


def _leaves_after_aside(reading: Reading, first: int) -> bool:
    """Whether what stands between two commas after a name is followed by words for leaving."""
    for at in range(first + 1, min(first + _FARTHEST, len(reading.flags))):
        if reading.gaps[at] == ", ":
            return _leaves(reading, at, certain=True)
        if reading.gaps[at] not in _WITHIN or reading.flags[at] & _OF_PATIENT:
            return False
    return False


def _speaks_of_post(reading: Reading, first: int) -> bool:
    """Whether the sentence that a word is in speaks of the writer and of a post or the program."""
    joined = 0
    for at in sentence_around(reading, first, _REACH):
        joined |= reading.flags[at]
        if reading.flags[at] & Flag.PATIENT:
            return False
    return bool(joined & (Flag.SELF | Flag.OURS)) and bool(joined & _OF_POST)


def _is_taken_over_from(reading: Reading, before: int) -> bool:
    """«I inherited this role Nov 2 from X», «j'ai hérité du poste de X»; not «j'ai repris le dossier de X»."""
    for at in range(before - 1, max(-1, before - _FARTHEST), -1):
        flag = reading.flags[at]
        if ends_before(reading, at + 1) or flag & _OF_PATIENT:
            return False
        if flag & Flag.TAKES_OVER:
            return True
    return False


def _was_before(reading: Reading, run: Run) -> bool:
    """«X, who had this job before me, …», «X, qui occupait le poste avant moi»."""
    flags, after = reading.flags, run.last + 1
    if reading.gaps[after] not in {", ", " (", " "} or not flags[after] & (Flag.FILLER | Flag.HAVE):
        return False
    job = False
    for at in range(after, min(after + _FARTHEST, len(flags))):
        if (at > after and reading.gaps[at] not in _WITHIN) or flags[at] & _OF_PATIENT:
            return False
        job = job or bool(flags[at] & Flag.JOB)
        if flags[at] & Flag.BEFORE_ME:
            return job
    return False


def _answers_meanwhile(reading: Reading, run: Run) -> bool:
    """«En mon absence, Mme X prend mes dossiers», «X is in charge until I'm back»."""
    if not reading.noted(Flag.WHILE_AWAY):
        return False
    joined = 0
    for at in sentence_around(reading, run.first, _REACH):
        flag = reading.flags[at]
        if flag & (Flag.PATIENT | Flag.RECEIVED | Flag.THEIR | Flag.KIN | Flag.PATIENT_ACT | Flag.HEALTH | Flag.BIRTH):
            return False
        joined |= flag
    return bool(joined & Flag.WHILE_AWAY)
