"""Numbers that nothing explains: of 4 to 7 digits, no year, hour or count, and no word before that they belong to."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.removal import Removal, RemovalKind, joined

_PLAIN = re.compile(r"(?<![\w.,:/@$%\-\u2013])\d{4,7}(?![\w:%$°@/]|[.,:\-]\w|[ ]?[%$°])")
_GROUPED = re.compile(
    r"(?<![\w.,:/@$\-])(?:\d{2,3}-\d{2,5}(?:-(?:\d{1,4}|[A-Z]))?|\d-\d{4,6}|\d{4,6}-[A-Z])(?![\w:%$@/\-]|[.,]\d)"
)
_CODED = re.compile(
    r"(?<![\w.,:/@$%\-])(?:[A-Za-z]{2,5}[-/]?|[A-Z][-/]|[A-Z]\d)\d{3,6}(?:-\d{1,4})?[A-Z]?(?![\w:%$@/\-]|[.,]\w)"
    r"|(?<![\w.,:/@$%\-])[A-Z]{1,5}(?:-\d{2,4}){2}(?![\w:%$@/\-]|[.,]\w)"
    r"|(?<![\w.,:/@$%\-])[A-Z]{4}\d{2,8}(?=\.{2}|\u2026)"  # the beginning of a card's number: «ABCD52…»
)
_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"[A-Za-z]{1,5}[-/]?\Z")
_MOST_LETTERS = 6
_YEAR = re.compile(r"(?:19\d\d|20[0-4]\d)\Z")
_HOUR = re.compile(r"(?:0[6-9]|1\d|2[0-3])(?:[0-5]0|[1-5]5)\Z")
_OF_PHONE = re.compile(r"\d{3}\)?[ .\-]{0,2}\Z")
_RANGE = re.compile(r"\d{2}-\d{2}(?:-(?:(?:19|20)?\d{2}))?\Z")
_ELSE = (
    Flag.KEPT_NUMBER | Flag.PHONE | Flag.EXTENSION | Flag.SECRET | Flag.STREET_BEFORE | Flag.UNIT | Flag.ENDS_IN
    | Flag.RURAL | Flag.SETUP | Flag.PAPER
)  # fmt: skip
_DIRECTLY = Flag.ORGANISATION_AFTER | Flag.MONTH | Flag.CALENDAR
_GOES_ON = (
    Flag.AND | Flag.OF | Flag.AT | Flag.STATE_VERB | Flag.FILLER | Flag.IN_PLACE_OF | Flag.WHEREABOUTS | Flag.WITH_US
    | Flag.HAVE
)  # fmt: skip
_PLURAL = ("s", "x")
_FARTHEST = 5
_ENDS = frozenset(".!?;\n\x1e")


def find_unexplained(reading: Reading, values: Sequence[Removal]) -> Iterator[Removal]:
    """Yield the numbers that no word explains: in a ticket such a number is mostly that of a patient's file."""
    text = reading.text
    taken = joined(values)
    starts = [each.start for each in taken]
    for start, end in _candidates(text):
        near = bisect_right(starts, end) - 1
        free = near < 0 or taken[near].end <= start
        if free and not _is_of_time(text[start:end]) and not _is_part(text, start) and _is_bare(reading, start, end):
            yield Removal(start, end, RemovalKind.CHART_NUMBER)


def _candidates(text: str) -> Iterator[tuple[int, int]]:
    """Yield where such numbers may stand, the letters before their digits included."""
    past = 0
    for digits in _DIGITS.finditer(text):
        start = digits.start()
        if start < past:
            continue
        letters = _LETTERS.search(text, max(past, start - _MOST_LETTERS), start)
        found = _CODED.match(text, letters.start()) if letters else None
        found = found or _PLAIN.match(text, start) or _GROUPED.match(text, start)
        if found:
            past = found.end()
            yield found.span()


def _is_of_time(value: str) -> bool:
    return bool(_YEAR.match(value) or _RANGE.match(value) or _HOUR.match(value))


def _is_part(text: str, start: int) -> bool:
    """Whether a number is the end of a telephone's, or a ticket's between brackets: «[#20931]»."""
    return text[start - 2 : start] == "[#" or _OF_PHONE.search(text, max(0, start - 8), start) is not None


def _is_bare(reading: Reading, start: int, end: int) -> bool:
    """Whether no word before a number, or begun by it, tells what it is, and it counts nothing."""
    flags = reading.flags
    before, own, after = reading.word_before(start), reading.word_after(start), reading.word_after(end)
    lettered = own < len(flags) and reading.starts[own] < end
    if lettered and flags[own] & _ELSE and not (len(reading.plain[own]) == 1 and reading.text[start + 1] == "-"):
        return False  # «INC-7719»
    plain = reading.text[start:end].isdigit()
    if plain and before >= 0 and flags[before] & _DIRECTLY and "#" not in reading.text[reading.ends[before] : start]:
        return False  # «(Avon Valley Medical, 1399)»
    for at in range(before, max(-1, before - _FARTHEST), -1):
        if _tells_what(reading, at, before):
            return False
        if not _ENDS.isdisjoint(reading.gaps[at]):
            asked = at and "?" in reading.gaps[at] and reading.flags[at - 1] & Flag.KEPT_NUMBER
            return not asked and _is_bare_behind(reading, after, end)
    return _is_bare_behind(reading, after, end)


def _is_bare_behind(reading: Reading, after: int, end: int) -> bool:
    """Whether no word follows that a number counts."""
    if after < len(reading.flags) and reading.text[end : reading.starts[after]] == " ":
        return bool(reading.flags[after] & _GOES_ON) or not reading.plain[after].endswith(_PLURAL)
    return True


def _tells_what(reading: Reading, at: int, before: int) -> bool:
    """Whether a word some way before a number says that it is of something else."""
    flag = reading.flags[at]
    if len(reading.plain[at]) == 1:
        return False  # «N-4417's»
    if flag & Flag.NUMBER_LABEL:
        if at and reading.flags[at - 1] & Flag.PRODUCT:
            return True  # «Ocean number 3862»
        flag &= ~Flag.PHONE  # «number 4412»
    if (
        flag & Flag.ENDS_IN
        and at < before
        and reading.flags[before] & (Flag.NUMBER_WORD | Flag.GUY) != Flag.NUMBER_WORD
    ):
        flag &= ~Flag.ENDS_IN  # «the last of them: 4412», «the last one: 4412»
    return bool(flag & _ELSE)
