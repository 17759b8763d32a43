"""What is done to the program or for a patient, which is the work of staff: «X changed the delay», «unlocked by X»."""

from __future__ import annotations

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.runs import Run
from oceandx.intake.redaction.strengths import NAME

_FARTHEST = 5
_PHRASE = 4
_REACH = 8
_WITHIN = frozenset({" ", "'"})
_BETWEEN = Flag.FILLER | Flag.HAVE | Flag.SUBJECT
_ARTICLE = Flag.POSSESSIVE | Flag.NUMBER_WORD | Flag.OURS | Flag.FILLER
_OWN = (
    Flag.PATIENT_THING | Flag.RECEIVED | Flag.THEIR | Flag.KIN | Flag.PHONE | Flag.NUMBER_LABEL | Flag.CALENDAR
    | Flag.CHART | Flag.HEALTH | Flag.BIRTH | Flag.MEETING
)  # fmt: skip
_FORM = Flag.PATIENT_THING | Flag.RECEIVED
_OTHERS = Flag.PATIENT | Flag.TITLE
_VERBS = Flag.CHANGES | Flag.CONTACTS | Flag.TENDS
_ENDS = frozenset(".;,!?)\n\x1e")


def is_doer(reading: Reading, run: Run, before: int) -> bool:
    """Whether somebody changes the program, handles a patient, or minds a part of it."""
    if before >= 0 and reading.flags[before] & (Flag.KIN | Flag.PATIENT):
        return False
    ahead = reading.ahead(run.last)
    return bool(
        _is_agent(reading, run, before)
        or (ahead & _VERBS and _acts(reading, run))
        or (ahead & Flag.PRESENT and _is_with_patient(reading, run))
    )


def _is_agent(reading: Reading, run: Run, before: int) -> bool:
    """«was unlocked by Jo», «débarré par Jo»."""
    flags, gaps = reading.flags, reading.gaps
    led = before > 0 and before == run.first - 1 and flags[before] & Flag.BY and gaps[run.first] == gaps[before] == " "
    return bool(led and flags[before - 1] & Flag.CHANGES and not flags[before - 1] & Flag.PATIENT_ACT)


def _is_with_patient(reading: Reading, run: Run) -> bool:
    """«Sukhi is on the phone with her», «Luc est au téléphone avec la patiente»."""
    flags = reading.flags
    present = False
    for at in range(run.last + 1, min(run.last + 1 + _REACH, len(flags) - 1)):
        if reading.gaps[at] not in _WITHIN or (reading.upper[at] and flags[at] & NAME):
            return False
        present = present or bool(flags[at] & Flag.PRESENT)
        if present and flags[at] & Flag.WITH:
            after = at + 1 + bool(flags[at + 1] & _ARTICLE and at + 2 < len(flags))
            return bool((flags[at + 1] & (Flag.SPOKEN_TO | Flag.PRONOUN)) or flags[after] & _OTHERS)
    return False


def _acts(reading: Reading, run: Run) -> bool:
    """Whether a verb after a name, adverbs perhaps between, has an object that is none of a patient's own."""
    flags, gaps = reading.flags, reading.gaps
    for at in range(run.last + 1, min(run.last + 1 + _FARTHEST, len(flags))):
        if gaps[at] not in _WITHIN or (reading.upper[at] and flags[at] & NAME):
            return False
        following = flags[at + 1] if at + 1 < len(flags) and gaps[at + 1] == " " else 0
        if flags[at] & following & _VERBS:
            continue  # «a changé» is two words of one cue
        since = run.first > 0 and flags[run.first - 1] & Flag.NOW_THAT
        if flags[at] & Flag.CHANGES and _changes_program(reading, at, _OWN & ~_FORM if since else _OWN):
            return True
        if flags[at] & Flag.CONTACTS and _contacts(reading, run.last, at):
            return True
        if flags[at] & Flag.TENDS:
            return _tends(reading, at)
        if not flags[at] & _BETWEEN and not flags[at] & (Flag.CHANGES | Flag.CONTACTS):
            return False
    return False


def _changes_program(reading: Reading, verb: int, own: int) -> bool:
    """Whether the object is the program's or a patient: «a changé le délai», «clicked Go On», «unlocked Mr. Hay».

    ``own`` is what is a patient's own: after «since», no form is, «depuis que X a refait le formulaire».
    """
    flags, gaps, upper = reading.flags, reading.gaps, reading.upper
    first = verb + 1
    if first + 1 >= len(flags) or gaps[first] not in {" ", ' "', " «", " « "}:
        return False
    if upper[first]:
        label = upper[first + 1] and gaps[first + 1] == " " and not flags[first + 1] & own
        return bool(flags[first] & _OTHERS or (label and not flags[first] & own))
    article = first
    while first < verb + _PHRASE - 1 and flags[first] & _ARTICLE and gaps[first + 1] in _WITHIN:
        first += 1
    if first == article or flags[verb] & Flag.PATIENT_ACT:
        return False  # «clicked the link»
    for at in range(first, min(first + _PHRASE, len(flags))):
        if flags[at] & own or flags[at] & Flag.SECRET_STATE & ~_OTHERS:
            return False  # «changed the wrong one»: errors are patients'
        if flags[at] & _OTHERS:
            return True
        if at + 1 >= len(flags) or gaps[at + 1] != " ":
            break
    return True


def _contacts(reading: Reading, last: int, verb: int) -> bool:
    """Whether somebody turns to a patient of whom a message told: «called her she was upset», «lui a téléphoné»."""
    flags, gaps = reading.flags, reading.gaps
    if any(flags[at] & Flag.SPOKEN_TO for at in range(last + 1, verb)):
        return True
    after = verb + 1
    if after >= len(flags) or gaps[after] != " " or not flags[after] & Flag.SPOKEN_TO:
        return False
    following = after + 1
    if not flags[after] & Flag.THEIR or following >= len(flags) or not _ENDS.isdisjoint(gaps[following]):
        return True
    noun = Flag.ORDINARY | Flag.PATIENT_THING | Flag.RECEIVED | Flag.KIN | Flag.DOCTOR | Flag.ROLE | Flag.PROVIDER_THING
    clause = Flag.PRONOUN | Flag.AND | Flag.SUBJECT | Flag.CALENDAR
    return bool(flags[following] & clause) or not flags[following] & noun


def _tends(reading: Reading, verb: int) -> bool:
    """«is looking after Ocean», «s'occupe de notre serveur»."""
    flags = reading.flags
    for at in range(verb + 1, min(verb + 1 + _PHRASE, len(flags))):
        if reading.gaps[at] not in _WITHIN or flags[at] & _OWN:
            return False
        if (flags[at] & Flag.PRODUCT and reading.upper[at]) or flags[at] & (Flag.SETUP | Flag.OURS):
            return True
    return False
