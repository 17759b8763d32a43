"""The nearest word before a number or a date that says what it is."""

from __future__ import annotations

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading

_ABBREVIATED = 3
_LINKS = Flag.STATE_VERB | Flag.NUMBER_LABEL


def nearest_cue(reading: Reading, position: int, wanted: int, *, words: int = 4, width: int = 45) -> int:
    """Return the flags of the nearest wanted word before a position on its line; 0 if none is within a few words."""
    at = reading.word_before(position)
    text = reading.text
    for back in range(at, max(-1, at - words), -1):
        if position - reading.ends[back] > width:
            return 0
        if reading.flags[back] & wanted:
            short = reading.ends[at] - reading.starts[at] <= _ABBREVIATED  # «Manitoba Health reg. 204417»
            between = text[reading.ends[back] : position].removesuffix(". " if short else "")
            return 0 if _broken(between) else reading.flags[back] & wanted
    return 0


def _broken(between: str) -> bool:
    return "\n" in between or ". " in between[2:] or "; " in between or any(each.isdigit() for each in between)


def is_charted(reading: Reading, before: int) -> bool:
    """Whether a word for a chart leads to a number that looks like a year: «chart number is 2011»."""
    near = reading.flags[max(0, before - 2) : before + 1]
    return bool(near[-1] & Flag.CHART or (near[-1] & _LINKS and any(flag & Flag.CHART for flag in near)))


def directly_before(reading: Reading, start: int, wanted: int) -> bool:
    """Whether a word stands next to a number, or only «number» or «is» between."""
    at = reading.word_before(start)
    while at >= 0 and reading.flags[at] & (Flag.NUMBER_LABEL | Flag.STATE_VERB) and not reading.flags[at] & wanted:
        at -= 1
    return at >= 0 and bool(reading.flags[at] & wanted)
