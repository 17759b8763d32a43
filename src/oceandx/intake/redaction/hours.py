"""Names beside an hour, as those of a day's list are."""

from __future__ import annotations

import re

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.runs import Run
from oceandx.intake.redaction.strengths import Strength

_AT_HOUR = re.compile(r"[ ,(]{1,3}(?:(?:[^\W\d]{1,2}|@)[ ]?)\d{1,2}(?:[ ]?h)?(?![\d%/:.\w]|[ ]h)")
_HOUR_BEFORE = re.compile(
    r"(?<![\w:])(?:\d{1,2}(?:[ ]?[h:][ ]?\d\d|[ ]?h|(?=[ ]?[ap]\.?m))[ ]?(?:[ap]\.?m\.?)?|[^\W\d_]{1,2}[ ]\d{1,2})"
    r",?[ ]\(?\Z"
)
_HOUR_LINE = re.compile(r"(?:\A|\n)[>\-*• ]{0,4}\d{1,2}[h:]\d\d[ ]?(?:[ap]\.?m\.?)?[ ]?[\-\u2013:]?[ ]\Z")
_NEXT_NAME = re.compile(r"[ ]?(?:[,;&]|[^\W\d_]{2,3})[ ](?:[^\W\d_]{2,3}[ ])?[^\W\d_]{2,20}[ ,(]{1,3}\d{1,2}[h:]\d\d")
_EARLIER = re.compile(r"\d{1,2}[h:]\d\d[ ]?(?:[ap]\.?m\.?)?[ ]?(?:[,;&]|[^\W\d_]{2,3})[ ](?:[^\W\d_]{2,3}[ ])?\Z")
_TIMED = re.compile(
    r"(?:\A|[\n,;|•(>]|[ ](?:et|and|&))[ ]{0,3}[\-*•\u2013]?[ ]?\d{1,2}[ ]?[h:][ ]?\d\d[ ]?(?:[ap]\.?m\.?)?"
    r"[ ]?[\-\u2013:|(]?[ ]{0,3}\Z"
)
_ELSE = Flag.CALL_BACK | Flag.INTRODUCTION | Flag.AT | Flag.DOCTOR | Flag.ROLE | Flag.GREETING
_TIME_AFTER = re.compile(r"[ ,(]{1,3}(?:[^\W\d]{1,2}[ ]|@[ ]?)?\d{1,2}[ ]?[h:][ ]?\d\d(?!\d)")


def is_timed(reading: Reading, run: Run) -> bool:
    """Whether a name alone stands beside a time in a day's list: «9h15 Lamothe, 9h30 Guay», «appt Roy 2:10»."""
    particle = run.first < run.last and reading.flags[run.first] & Flag.PARTICLE
    if run.words > 1 + bool(particle) or run.strongest < Strength.SHAPE or not reading.upper[run.first]:
        return False
    if not reading.starts[run.first]:
        return _is_on_list_of_hours(reading, run)
    if _is_apposed_to_hour(reading, run) or _is_on_list_of_hours(reading, run):
        return True
    given = reading.flags[run.first] & Flag.GIVEN and not particle
    return not given and (_follows_hour(reading, run) or _at_hour(reading, run) or _precedes_hour(reading, run))


def _follows_hour(reading: Reading, run: Run) -> bool:
    start = reading.starts[run.first]
    return _TIMED.search(reading.text, max(0, start - 18), start) is not None


def _precedes_hour(reading: Reading, run: Run) -> bool:
    before = reading.flags[run.first - 1] if run.first else 0
    led = before & (Flag.PATIENT_THING | Flag.HAVE) and not before & Flag.OF
    known = reading.flags[run.first] & Flag.SURNAME and not reading.flags[run.first] & Flag.ORDINARY
    led = led or (run.first > 0 and known and not before & _ELSE)
    gap = reading.gaps[run.first]
    listed = gap.endswith((", ", " - ", ": ", "; ")) and reading.flags[run.first] & Flag.SURNAME and "\n" not in gap
    timed = (led and gap == " ") or listed
    return bool(timed and _TIME_AFTER.match(reading.text, reading.ends[run.last]))


def _is_apposed_to_hour(reading: Reading, run: Run) -> bool:
    """Whether a name only says who an hour is for: «my 2pm, Kowalski, never …», «the 10:30, Leticia, was …»."""
    text, end, start = reading.text, reading.ends[run.last], reading.starts[run.first]
    gap = reading.gaps[run.first]
    closed = (gap.endswith(", ") and text[end : end + 1] in {",", "", "."}) or (
        gap.endswith("(") and text[end : end + 1] == ")"
    )
    return bool(closed and _HOUR_BEFORE.search(text, max(0, start - 14), start))


def _is_on_list_of_hours(reading: Reading, run: Run) -> bool:
    """Whether a name fills a line after an hour, or hours alternate with names: «3:30 Teo», «Teo 9:10, Poppy 9:20»."""
    text, start, end = reading.text, reading.starts[run.first], reading.ends[run.last]
    if _HOUR_LINE.search(text, max(0, start - 12), start) and text[end : end + 1] in {"", "\n"}:
        return True
    after = _TIME_AFTER.match(text, end)
    listed = _NEXT_NAME.match(text, after.end()) if after else None
    earlier = _EARLIER.search(text, max(0, start - 14), start)
    return bool(after and (listed or earlier))


def _at_hour(reading: Reading, run: Run) -> bool:
    """Whether an hour follows a surname: «Arsenault at 10 and Gaudet at 10:20»."""
    text, end = reading.text, reading.ends[run.last]
    after = run.last + 2
    hour = _AT_HOUR.match(text, end)
    spoken = run.last + 1 < len(reading.flags) and reading.flags[run.last + 1] & Flag.AT
    if not hour or not spoken or not reading.flags[run.first] & Flag.SURNAME:
        return False
    if run.first and reading.flags[run.first - 1] & _ELSE:
        return False
    rest = text[hour.end() : hour.end() + 1]
    listed = after < len(reading.flags) and reading.flags[after] & (Flag.AND | Flag.STATE_VERB | Flag.FILLER)
    return rest != " " or bool(listed)
