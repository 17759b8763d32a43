"""Who called, in a note of a call: a patient where what they got from the clinic, or whom they see, is told."""

from __future__ import annotations

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.runs import Run

_REACH = 14
_NEAR = 3
_LABEL = 3
_ABBREVIATED = 2
_OF_FILE = Flag.CHART | Flag.BIRTH | Flag.HEALTH
_AT_WORK = Flag.ROLE | Flag.ORGANISATION_BEFORE | Flag.ORGANISATION_AFTER | Flag.CLINIC | Flag.PATIENT | Flag.STAFF_ACT


def calls_as_patient(reading: Reading, run: Run) -> bool:
    """«Caller: Rosa Quill. Says got our email», «Caller: Rosa Quill, re appt with Dr Roy»; not «…, Lakeside Clinic»."""
    flags = reading.flags
    for at in range(run.last + 1, min(run.last + 1 + _REACH, len(flags) - 2)):
        if flags[at] & _AT_WORK and not flags[at] & Flag.PATIENT_THING:
            return False
        near = flags[at + 1 : at + 1 + _NEAR]
        if flags[at] & Flag.OURS and near[0] & Flag.RECEIVED:
            return True
        if flags[at] & Flag.MEETING and near[0] & Flag.WITH and near[1] & Flag.DOCTOR:
            return True
    return False


def has_file(reading: Reading, run: Run) -> bool:
    """Whether a word for a file follows, an initial perhaps between: «Caller: Quill, Rosa M., chart 4471»."""
    after = run.last + 1
    after += after < len(reading.flags) and len(reading.plain[after]) == 1
    return after < len(reading.flags) and bool(reading.flags[after] & _OF_FILE) and not reading.gaps[after].strip(" ,.")


def is_told_after_caller(reading: Reading, run: Run, line: range) -> bool:
    """Whether a note goes on behind who called: «Caller: Ottilie. Says Mr. Quill …», «Caller: Mr. Quill (Rosa …)»."""
    if has_file(reading, run):
        return True
    if reading.flags[line.start] & Flag.RINGS and run.first > line.start + _LABEL:
        return True  # «Caller: I'm looking at Rosa Quill's»
    if reading.flags[line[-1]] & Flag.WROTE:
        return False
    return any(
        reading.gaps[at].startswith(". ") and len(reading.plain[at - 1]) > _ABBREVIATED
        for at in range(line.start + 1, run.first)
    )
