"""Who is to get what offices send each other: «Resumes to X by Friday», «envoyez la facture à X»."""

from __future__ import annotations

from oceandx.intake.redaction.acting import is_told
from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.runs import Run
from oceandx.intake.redaction.sentences import ends_before

_FARTHEST = 6
_OF_PATIENT = Flag.PATIENT | Flag.THEIR | Flag.RECEIVED | Flag.KIN


def gets_papers(reading: Reading, run: Run, before: int) -> bool:
    """Whether a paper of an office leads to a name, by «to», and nobody tells to have sent it."""
    flags = reading.flags
    if before < 1 or reading.gaps[run.first] != " " or not flags[before] & Flag.TOWARDS:
        return False
    for at in range(before - 1, max(-1, before - _FARTHEST), -1):
        if ends_before(reading, at + 1) or flags[at] & _OF_PATIENT:
            return False
        if flags[at] & Flag.PAPER:
            after = flags[run.last + 1] if run.last + 1 < len(flags) else 0
            return not is_told(reading, at) and not after & Flag.PRONOUN  # «… to Rosa Quill? She is 82»
    return False
