"""Whether a full name at the end signs a message, or tells who the message spoke of."""

from __future__ import annotations

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.runs import Run

_FAR_BEFORE = 80
_ADDRESSED = Flag.GREETING | Flag.SIGN_OFF | Flag.HEADER | Flag.ROLE | Flag.DOCTOR | Flag.SELF


def tells_who(reading: Reading, run: Run) -> bool:
    """Whether a full name tells who was spoken of by a given name before: «Will says no text. Will Boucher, …»."""
    if run.words < 2 or not reading.flags[run.first] & Flag.GIVEN:
        return False
    given = reading.plain[run.first]
    for at in range(max(0, run.first - _FAR_BEFORE), run.first):
        if reading.plain[at] == given and reading.upper[at] and reading.plain[at + 1] != reading.plain[run.last]:
            led = reading.flags[at - 1] if at else 0
            return not led & _ADDRESSED
    return False
