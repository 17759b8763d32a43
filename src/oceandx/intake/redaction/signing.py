"""Whether a name at the end signs a message, or tells who the message spoke of or whom it quotes."""

from __future__ import annotations

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.lines import Lines
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.runs import Run

_FAR_BEFORE = 80
_NEAR = 5
_LONGEST_THANKS = 8
_BARRIERS = ("---", "___")
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


def is_of_quotation(reading: Reading, lines: Lines, number: int) -> bool:
    """Whether a line is of a patient's message that is announced above it; what stands above a forwarded one is not."""
    if not lines.quotes_patient(number):
        return False
    heads = [each for each in range(len(lines.starts)) if _heads(reading, lines, each)]
    return not heads or heads[0] < number


def _heads(reading: Reading, lines: Lines, number: int) -> bool:
    """Whether a forwarded message begins at a line."""
    return reading.text.startswith(_BARRIERS, lines.starts[number]) or lines.names_sender(number)


def follows_sign_off(reading: Reading, run: Run) -> bool:
    """Whether a name ends what begins with thanks: «Merci, Luc», «Thank you for your kindness, Thi Hanh»."""
    flags, at = reading.flags, run.first - 1
    if at < 0:
        return False
    if flags[at] & Flag.SIGN_OFF and len(reading.gaps[run.first]) <= _NEAR:
        return True
    if reading.gaps[run.first] != ", " or reading.text[reading.ends[run.last] :].strip(" .\n"):
        return False
    while at > max(0, run.first - _LONGEST_THANKS) and reading.gaps[at] in {" ", "'"}:
        at -= 1
    return bool(flags[at] & Flag.SIGN_OFF)
