"""Chart numbers that do not stand directly after their word: in a list below it, or elsewhere in the sentence."""

from __future__ import annotations

import re

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading

_LONGEST = 7
_LEAST_WITHIN = 5
_REACH = 12
_LIST = re.compile(r"([^\n]{1,80}):[ ]*\n(?:[ >\-*•#]{0,5}\d{3,9}[ ]*\n){0,12}[ >\-*•#]{0,5}\Z")
_LIST_REACH = 260
_NEXT = re.compile(r"[ ]#?\d{5,7}(?![\d:/.\-])")
_COLON = 3
_ENDS = frozenset(".!?;\n")
_GOES_ON = Flag.AND | Flag.OF | Flag.AT | Flag.STATE_VERB | Flag.FILLER | Flag.IN_PLACE_OF | Flag.GIVEN_AS
_ELSE = Flag.KEPT_NUMBER | Flag.PHONE


def is_distant_chart(reading: Reading, start: int, end: int, *, year: bool) -> bool:
    """Whether a number of four digits or more, with no word directly before it, is that of a chart."""
    if reading.text[start - 1 : start] == "#" and _chart_follows(reading, end):
        return True
    if year or end - start > _LONGEST:
        return False
    return (
        _is_looked_up(reading, start)
        or _is_told(reading, start)
        or _is_below(reading, start)
        or _is_in_sentence(reading, start, end)
    )


def _is_looked_up(reading: Reading, start: int) -> bool:
    """Whether it was searched for: «look up 40218 in accuro»."""
    at = reading.word_before(start)
    return at >= 0 and bool(reading.flags[at] & Flag.SOUGHT) and reading.text[reading.ends[at] : start] in {" ", ": "}


def _is_below(reading: Reading, start: int) -> bool:
    """Whether it stands below its head: «Charts:», a number a line; or after a colon: «the file in question: 40218»."""
    text = reading.text
    at = reading.word_before(start)
    if at < 0:
        return False
    if text[reading.ends[at] : start] == ": ":
        near = range(max(0, at - _COLON), at + 1)
        return any(reading.flags[each] & (Flag.CHART | Flag.CHART_NEAR) for each in near) and not any(
            reading.flags[each] & _ELSE & ~Flag.PHONE for each in near
        )
    if "\n" not in text[reading.ends[at] : start]:
        return False
    above = _LIST.search(text, max(0, start - _LIST_REACH), start)
    if not above:
        return False
    head = range(reading.word_after(above.start(1)), reading.word_before(above.end(1)) + 1)
    return any(reading.flags[each] & Flag.CHART for each in head)


def _is_in_sentence(reading: Reading, start: int, end: int) -> bool:
    """Whether its sentence speaks of charts: «merged 40218 and the chart is blank»; no noun that it counts follows."""
    if end - start < _LEAST_WITHIN or reading.text[end : end + 1].isalpha():
        return False
    after = reading.word_after(end)
    if (
        after < len(reading.flags)
        and reading.text[end : reading.starts[after]] == " "
        and not reading.flags[after] & _GOES_ON
        and not _is_moved(reading, end, after)
    ):
        return False
    found = False
    for at in range(after - 1, max(-1, after - _REACH), -1):
        if reading.flags[at] & _ELSE:
            return False
        found = found or bool(reading.flags[at] & Flag.CHART)
        if not _ENDS.isdisjoint(reading.gaps[at]):
            break
    for at in range(after, min(after + _REACH, len(reading.flags))):
        if not _ENDS.isdisjoint(reading.gaps[at]):
            break
        found = found or bool(reading.flags[at] & Flag.CHART)
    return found


def _is_moved(reading: Reading, end: int, after: int) -> bool:
    """Whether a word leads from one number to another of about its length: «merge 40218 into 40219»."""
    gap = reading.gaps[after + 1]
    number = _NEXT.match(gap)
    return number is not None and reading.text[end : reading.starts[after]] == " "


def _is_told(reading: Reading, start: int) -> bool:
    """Whether a sentence or two say what it is: «the chart for Goldberg. In Accuro it is 7719»."""
    at = reading.word_before(start)
    if at < 0 or not reading.flags[at] & Flag.STATE_VERB or start - reading.ends[at] > 2:
        return False
    for back in range(at, max(-1, at - _REACH), -1):
        if reading.flags[back] & Flag.CHART:
            return True
        if reading.flags[back] & _ELSE or any(map(str.isdigit, reading.gaps[back])):
            return False
    return False


def _chart_follows(reading: Reading, end: int) -> bool:
    """Whether «chart» comes within three words on the same line: «#48213 on his chart»."""
    first = reading.word_after(end)
    for at in range(first, min(first + 3, len(reading.flags))):
        if reading.starts[at] - end > 24 or any(each in reading.gaps[at] for each in ".;\n"):
            return False
        if reading.flags[at] & Flag.CHART:
            return True
    return False
