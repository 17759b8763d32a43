"""Who is told something, and so works there: «Mr. Cross told X that …», «Laurence, je te réponds …»."""

from __future__ import annotations

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.runs import Run
from oceandx.intake.redaction.strengths import is_m

_FARTHEST = 8
_ENDS = frozenset(".;!?\n\x1e")
_WRITER = Flag.SELF | Flag.REQUEST | Flag.SIGN_OFF
_AT_WORK = Flag.DOCTOR | Flag.ROLE | Flag.DESIGNATION


def hears_patient(reading: Reading, run: Run, before: int) -> bool:
    """Whether a name is told something by a titled patient, or alone by «she», who goes on about herself."""
    flags, verb = reading.flags, before
    if before < 1 or reading.gaps[run.first] != " ":
        return False
    if flags[before] & Flag.TOWARDS and not flags[before] & Flag.SPEAKS:
        verb = before - 1
    if not flags[verb] & Flag.SPEAKS or reading.gaps[before] not in {" ", "'"}:
        return False
    for at in range(verb - 1, max(-1, verb - _FARTHEST), -1):
        titled = bool(flags[at] & Flag.TITLE) or is_m(reading, at)
        ended = not _ENDS.isdisjoint(reading.gaps[at + 1]) and not (titled and reading.gaps[at + 1] == ". ")
        if ended or flags[at] & _AT_WORK:
            return False
        if titled or flags[at] & Flag.PATIENT:
            return True
        if flags[at] & Flag.PRONOUN:
            return run.words == 1 and _goes_on(reading, run.last + 1)
    return False


def _goes_on(reading: Reading, after: int) -> bool:
    """Whether a clause about «him» or «her» is joined: «that he …», «qu'elle …»."""
    if after + 1 >= len(reading.flags) or reading.gaps[after] != " " or reading.gaps[after + 1] not in {" ", "'"}:
        return False
    return bool(reading.flags[after] & Flag.FILLER and reading.flags[after + 1] & Flag.PRONOUN)


def is_addressed(reading: Reading, run: Run) -> bool:
    """Whether a message begins with a first name and goes on with who writes: «Laurence, je te réponds ici»."""
    after = run.last + 1
    if run.words > 1 or after >= len(reading.flags) or reading.gaps[after] != ", ":
        return False
    opens = not run.first or "\x1e" in reading.gaps[run.first]
    return opens and bool(reading.flags[after] & _WRITER)
