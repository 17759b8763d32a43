"""The designation of a profession beside a name: «Kevin Marsh, PT», «notre TRP, Luc Roy», «Rosa Quill pht»."""

from __future__ import annotations

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.runs import Run

_SHORT = 2


def is_designation(reading: Reading, at: int) -> bool:
    """Whether the designation of a profession follows a name: «Kevin Marsh, PT», «Kevin Marsh PT», «Luc Roy pht»."""
    if not reading.flags[at] & Flag.DESIGNATION or reading.gaps[at] not in {", ", " (", " "}:
        return False
    if reading.gaps[at + 1][:1] in {"-", "#"} and reading.gaps[at + 1][1:2].isdigit():
        return False  # «Rosa Quill (PT-1180)»
    after = reading.flags[at + 1] if at + 1 < len(reading.flags) and reading.gaps[at + 1] == " " else 0
    if reading.gaps[at] == " " and after & (Flag.PATIENT_THING | Flag.RECEIVED):
        return False  # «Rita Quill OT appointment»
    before = reading.text[reading.starts[at - 1] : reading.ends[at - 1]]
    own = reading.text[reading.starts[at] : reading.ends[at]]
    if sum(map(str.isupper, own)) > 1:  # «PT», «MSc»
        return not before.isupper() and not (reading.gaps[at] == " " and _shouts(reading, at + 1))
    return reading.gaps[at] == " " and len(own) > _SHORT and _stands_last(reading, at)


def may_be_one_word(reading: Reading, run: Run) -> bool:
    """Whether a designation may follow a name: one of a single word only in parentheses, and no «(PT)»."""
    after = run.last + 1
    return run.words > 1 or (reading.gaps[after] == " (" and not reading.flags[after] & Flag.PATIENT)


def _shouts(reading: Reading, at: int) -> bool:
    """Whether a word is in capitals and is no second designation."""
    if at >= len(reading.flags) or reading.flags[at] & (Flag.DESIGNATION | Flag.DOCTOR):
        return False
    return reading.text[reading.starts[at] : reading.ends[at]].isupper() and len(reading.plain[at]) > 1


def _stands_last(reading: Reading, at: int) -> bool:
    """Whether nothing of a sentence follows a word."""
    return reading.gaps[at + 1][:1] in {"", "\n", ",", ")", ".", "\x1e"}


def is_led_by_designation(reading: Reading, run: Run, before: int) -> bool:
    """Whether a designation in capitals stands before a name: «our RMT Kirsten Boyle», «notre TRP, Luc Roy,»."""
    if before < 1 or not reading.flags[before] & Flag.DESIGNATION or reading.gaps[run.first] not in {" ", ", ", " ("}:
        return False
    own = reading.text[reading.starts[before] : reading.ends[before]]
    led = reading.flags[before - 1] & (Flag.POSSESSIVE | Flag.ORDINARY) and reading.gaps[before] == " "
    shouted = reading.text[reading.starts[run.first] : reading.ends[run.first]].isupper()
    return own.isupper() and bool(led) and not shouted
