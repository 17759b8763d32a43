"""What beside a date says that it is of birth: a letter in a bracket, words that follow."""

from __future__ import annotations

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading


def follows_letter(reading: Reading, start: int) -> bool:
    """Whether a date follows the letter that stands for «born», after a bracket or a comma: «(b. 2-Oct-2026)»."""
    at = reading.word_before(start)
    if at < 0 or not reading.flags[at] & Flag.BORN_LETTER or reading.gaps[at].strip(" ")[-1:] not in {"(", ","}:
        return False
    return reading.text[reading.ends[at] : start] in {" ", ". ", "."}


def is_called_birth(reading: Reading, end: int) -> bool:
    """Whether «as her birthday», «comme date de naissance», «is his DOB» follows a date."""
    led = False
    for at in range(reading.word_after(end), min(reading.word_after(end) + 4, len(reading.flags))):
        if any(sign in reading.gaps[at] for sign in ".,;:!?\n") or any(map(str.isdigit, reading.gaps[at])):
            return False
        if reading.flags[at] & Flag.BIRTH:
            return led
        led = led or bool(reading.flags[at] & (Flag.GIVEN_AS | Flag.STATE_VERB))
    return False
