"""Who moves, cancels or enters a patient's visit: «Wanda moved him to Friday», «Luce lui avait changé son heure»."""

from __future__ import annotations

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.runs import Run
from oceandx.intake.redaction.sentences import ends_before
from oceandx.intake.redaction.strengths import NAME

_FARTHEST = 6
_REACH = 40
_NEAR = 4
_CLAUSE = 12
_WITHIN = frozenset({" ", "'"})
_BETWEEN = Flag.FILLER | Flag.HAVE | Flag.SPOKEN_TO | Flag.SUBJECT
_FOLLOWS = (
    Flag.OF | Flag.AT | Flag.AND | Flag.LOCATED | Flag.CALENDAR | Flag.MONTH | Flag.FILLER | Flag.THROUGH | Flag.ALONG
    | Flag.MEANT_FOR
)  # fmt: skip
_VISIT = Flag.MEETING | Flag.PATIENT_THING
_OWN = Flag.PATIENT_THING | Flag.RECEIVED | Flag.MEETING


def handles_visit(reading: Reading, run: Run) -> bool:
    """Whether a name, without a title, does to a patient's visit what is done at a desk."""
    if not reading.ahead(run.last) & Flag.MOVES:
        return False
    verb = _verb(reading, run)
    if verb < 0:
        return False
    return (
        _has_person_before(reading, run, verb) or _has_person_after(reading, verb) or _moves_visit(reading, run, verb)
    )


def _verb(reading: Reading, run: Run) -> int:
    """Return the last word of the verb that a name is the subject of, or -1."""
    flags = reading.flags
    for at in range(run.last + 1, min(run.last + _FARTHEST, len(flags))):
        if reading.gaps[at] not in _WITHIN or (reading.upper[at] and flags[at] & NAME):
            return -1
        if flags[at] & Flag.MOVES:
            further = range(at + 1, min(at + _NEAR, len(flags)))  # «avait déplacé» is two words of one cue
            apart = (each for each in further if not flags[each] & Flag.MOVES or reading.gaps[each] not in _WITHIN)
            return next(apart, further.stop) - 1
        if not flags[at] & _BETWEEN:
            return -1
    return -1


def _has_person_before(reading: Reading, run: Run, verb: int) -> bool:
    """«lui avait changé son heure», «l'a inscrite à la main»: to whom it is done; «l'a annulé» is done to a visit."""
    words = range(run.last + 1, verb)
    spoken_to = [at for at in words if reading.flags[at] & Flag.SPOKEN_TO]
    if any(len(reading.plain[at]) > 1 for at in spoken_to):
        return True
    return bool(spoken_to) and (run.words == 1 or reading.plain[verb].endswith(("ee", "te")))


def _has_person_after(reading: Reading, verb: int) -> bool:
    """«rescheduled her to Thursday», «cancelled him»; not «rescheduled her visit»."""
    flags, after = reading.flags, verb + 1
    if after >= len(flags) or reading.gaps[after] != " " or not flags[after] & Flag.SPOKEN_TO:
        return False
    if not flags[after] & Flag.THEIR or after + 1 >= len(flags) or reading.gaps[after + 1] != " ":
        return True
    following = flags[after + 1]
    return bool(following & _FOLLOWS) and not following & _OWN


def _moves_visit(reading: Reading, run: Run, verb: int) -> bool:
    """«Kathy moved his visit»: a given name alone, where the patient is spoken of with a title or as the patient."""
    flags = reading.flags
    if run.words > 1 or (flags[run.first] and not flags[run.first] & Flag.GIVEN):
        return False
    thing = range(verb + 1, min(verb + 1 + _NEAR, len(flags)))
    if not any(flags[at] & _VISIT for at in thing):
        return False
    return _patient_is_titled(reading, run.first) and not _receives(reading, verb)


def _patient_is_titled(reading: Reading, first: int) -> bool:
    """Whether a title, or «patient», stands in the words before, and does not lead to this very name."""
    for at in range(first - 1, max(-1, first - _REACH), -1):
        if reading.flags[at] & (Flag.TITLE | Flag.PATIENT) and at < first - 1 and reading.upper[at + 1]:
            return reading.plain[at + 1] != reading.plain[first]
    return False


def _receives(reading: Reading, verb: int) -> bool:
    """Whether the sentence goes on with what somebody gets for it: «moved her visit and still got the old text»."""
    for at in range(verb + 2, min(verb + 2 + _CLAUSE, len(reading.flags))):
        if ends_before(reading, at):
            return False
        if reading.flags[at] & (Flag.GET | Flag.PATIENT_ACT):
            return True
    return False
