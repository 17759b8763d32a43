"""Dates: those of birth are found, those of the problem are left alone.

A date is of birth when a word says so, or when it lies so far back that no problem is that old.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from oceandx.intake.redaction.birth_cues import follows_letter, is_called_birth
from oceandx.intake.redaction.cues_before import nearest_cue
from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.removal import Removal, RemovalKind

PROBLEM_YEARS = 2
"""A date that lies further back than this is not the date of a problem."""

_SINCE_YEARS = 8
_YEAR = r"(?:1[89]|20)\d\d"
NUMERIC = re.compile(
    rf"(?<!\d)(?<!\d\.)(?:(?P<ymd>{_YEAR} ?[-/.\u2013] ?\d{{1,2}} ?[-/.\u2013] ?\d{{1,2}}|{_YEAR} \d\d \d\d)"
    rf"|(?P<dmy>\d{{1,2}} ?[-/.\u2013] ?\d{{1,2}} ?[-/.\u2013] ?{_YEAR}|\d\d \d\d {_YEAR})"
    rf"|(?P<short>\d{{1,2}}(?:[-/.]| / )\d{{1,2}}(?:[-/.]| / )\d\d)"
    rf"|(?P<packed>{_YEAR}[01]\d[0-3]\d))(?![\d]|[.\-]\d)"
)
_YEAR_BEFORE = re.compile(r"(?<!\d)((?:1[89]|20)\d\d)[ ,./-]{1,3}\Z")
_YEAR_AFTER = re.compile(r"[ ,]{1,2}((?:1[89]|20)\d\d)(?!\d)")
_ROMAN = re.compile(
    r"(?<![\w.])(?:\d{1,2}(?P<sign>[ .\-/])[ivx]{1,4}(?P=sign)(?:1[89]|20)?\d\d"
    r"|(?:1[89]|20)\d\d(?P<mark>[ .\-/])[ivx]{1,4}(?P=mark)\d{1,2})(?!\w)",
    re.IGNORECASE,
)
_RANGE = re.compile(r"[. ]{1,2}(\d{1,2})[ ]?[\-\u2013/][ ]?(\d{1,2})(?!\d)")
_LISTED = re.compile(r"[. ]{1,2}(\d{1,2}), (\d{1,2})(?=,? (?:[^\W\d]{2,3} )?\d{1,2}(?![\d:h/\-]))")
_LAST_DAY = 31
_DIGITS = re.compile(r"\d+")
_ROMAN_REACH = 16
_OTHERWISE = Flag.IN_PLACE_OF | Flag.BUT | Flag.SPEAKS | Flag.CHART
_OF_VISITS = Flag.SINCE | Flag.CALENDAR | (Flag.PATIENT_THING & ~Flag.CHART) | Flag.PATIENT_ACT
_SHORT_VERSION = re.compile(r"[1-9]\.\d{1,2}\.|[1-9]\d\.\d\.")
"""A number of one digit without a zero before it, as few write in a date with points."""
_IN = frozenset({" ", "-", ", "})
_ROMAN_DIGITS = frozenset("iIvVxX")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in the text, with the years that it may mean (none where it names no year)."""

    start: int
    end: int
    years: tuple[int, ...]


def find_dates(reading: Reading, today: date) -> tuple[list[Removal], list[FoundDate]]:
    """Return the birth dates, and the other dates, which are those of the problem."""
    births: list[Removal] = []
    others: list[FoundDate] = []
    for found in _all_dates(reading, today):
        if _is_birth(reading, found, today) or (births and _explains(reading, births[-1], found)):
            births.append(Removal(found.start, found.end, RemovalKind.BIRTH_DATE))
        else:
            others.append(found)
    births.extend(_bare_after_cue(reading))
    return births, others


def _all_dates(reading: Reading, today: date) -> Iterator[FoundDate]:
    text = reading.text
    for start, end in reading.clusters:
        if end - start >= 6:
            for match in NUMERIC.finditer(text, start, end):
                years = _years(match, today)
                if years and not _is_version(reading, match):
                    yield FoundDate(match.start(), match.end(), years)
        yield from _roman(reading, start, end, today)
    for match in reading.lexicon.ordinal_month.finditer(text) if reading.noted(Flag.MONTH_WORD) else ():
        yield FoundDate(match.start(), match.end(), (int(match[1]),))
    for at in reading.noted(Flag.MONTH):
        found = _around_month(reading, at, today)
        if found:
            yield found


def _is_version(reading: Reading, match: re.Match[str]) -> bool:
    """Whether what has the layout of a date is the version of a program: «Accuro 2023.02.1», «firmware 7.4.12»."""
    at = reading.word_before(match.start())
    numbered = match.lastgroup == "ymd" or (match.lastgroup == "short" and _SHORT_VERSION.match(match.group()))
    if at < 0 or not numbered or "." not in match.group() or match.start() != reading.ends[at] + 1:
        return False
    return bool(reading.flags[at] & (Flag.PRODUCT | Flag.KEPT_NUMBER)) and not nearest_cue(
        reading, match.start(), Flag.BIRTH, words=6
    )


def _years(match: re.Match[str], today: date) -> tuple[int, ...]:
    numbers = [int(each) for each in _DIGITS.findall(match.group())]
    kind = match.lastgroup
    if kind == "packed":
        whole = match.group()
        return (int(whole[:4]),) if 1 <= int(whole[4:6]) <= 12 and 1 <= int(whole[6:]) <= 31 else ()
    first, second, third = numbers
    if kind == "ymd":
        return (first,) if _day_and_month(second, third) else ()
    if kind == "dmy":
        return (third,) if _day_and_month(first, second) else ()
    years = []
    if _day_and_month(first, second):
        years.append(_century(third, today))
    if _day_and_month(second, third):
        years.append(_century(first, today))
    return tuple(years)


def _roman(reading: Reading, start: int, end: int, today: date) -> Iterator[FoundDate]:
    if end - start < _ROMAN_REACH and reading.text[end : end + 1] in _ROMAN_DIGITS:
        for match in _ROMAN.finditer(reading.text, start, min(len(reading.text), start + _ROMAN_REACH)):
            yield FoundDate(match.start(), match.end(), _roman_years(match.group(), today))


def _roman_years(value: str, today: date) -> tuple[int, ...]:
    """Return the years of a date whose month is a Roman number: «03-XI-1948», «1986.VII.30»."""
    first, last = (each for each in _DIGITS.findall(value))
    year = max(first, last, key=len) if len(first) != len(last) else last
    return (int(year) if len(year) == 4 else _century(int(year), today),)


def is_date(text: str, start: int, end: int, today: date) -> bool:
    """Whether a span that has the layout of a date names a day of a year."""
    match = NUMERIC.match(text, start, end)
    return match is not None and bool(_years(match, today))


def is_short_date(parts: list[str]) -> bool:
    """Whether three numbers of two digits are a day, a month and a year in some order: «15 06 88»."""
    first, second, third = map(int, parts)
    return _day_and_month(first, second) or _day_and_month(second, third)


def _day_and_month(one: int, other: int) -> bool:
    return 1 <= min(one, other) <= 12 and 1 <= max(one, other) <= 31


def _century(year: int, today: date) -> int:
    return 2000 + year if year <= today.year % 100 + 1 else 1900 + year


def _around_month(reading: Reading, at: int, today: date) -> FoundDate | None:
    text, plain = reading.text, reading.plain
    start, end = reading.starts[at], reading.ends[at]
    before = reading.lexicon.day_before.search(text, max(0, start - 24), start)
    year_before = None if before else _YEAR_BEFORE.search(text, max(0, start - 8), start)
    after = reading.lexicon.after_month.match(text, end)
    day = after and after["day"]
    year = after and after["year"]
    if not (before or day or year_before or (year and len(year) > 2)):
        return _in_words(reading, at)
    if before and not year and day and len(day) == 2 and not before[1]:  # «2 mars 78»
        day, year = None, day
    days = (_RANGE.match(text, end) or _LISTED.match(text, end)) if year and not before else None
    if days and int(days[1]) < int(days[2]) <= _LAST_DAY:
        year = None  # «Oct 26-30», «Dec 7, 14 and 21»
    first = before.start() if before else year_before.start() if year_before else start
    last = after.end() if after and (day or year) else end
    if not before and not year_before and not day:
        first = _day_in_words(reading, at)
    elif not year:
        last = max(last, _year_in_words(reading, last))
    written = (before and before[1]) or (year_before and year_before[1]) or year
    years: tuple[int, ...] = ()
    if written:
        number = int(written.lstrip("'"))
        years = (number if number > 99 else _century(number, today),)
    if last < end or plain[at] not in reading.lexicon.months:
        return None
    return FoundDate(first, last, years)


def _day_in_words(reading: Reading, at: int) -> int:
    """Return where «the ninth of May 1947» begins, its month being the word ``at``."""
    first = at
    while (
        first
        and at - first < 4
        and reading.flags[first - 1] & (Flag.NUMBER_WORD | Flag.OF)
        and reading.gaps[first] in _IN
    ):
        first -= 1
    while first < at and not reading.flags[first] & Flag.NUMBER_WORD:
        first += 1
    return reading.starts[first]


def _year_in_words(reading: Reading, end: int) -> int:
    """Return where «4 mars mil neuf cent soixante et un», «June 9th, nineteen forty-one» ends after day and month."""
    last = reading.word_before(end)
    if last + 1 >= len(reading.flags) or reading.text[end : reading.starts[last + 1]] not in _IN:
        return 0
    first = last
    while (
        last + 1 < len(reading.flags)
        and reading.flags[last + 1] & Flag.NUMBER_WORD
        and (reading.gaps[last + 1] in _IN or last == first)
    ):
        last += 1
    while last > first and reading.flags[last] & Flag.AND:
        last -= 1
    return reading.ends[last] if last > first + 1 else 0


def _in_words(reading: Reading, at: int) -> FoundDate | None:
    flags, gaps = reading.flags, reading.gaps
    first = last = at
    while (
        first > 0
        and first > at - 5
        and flags[first - 1] & (Flag.NUMBER_WORD | Flag.OF)
        and gaps[first] in {" ", "-", "'"}
    ):
        first -= 1
    while (
        last + 1 < len(flags)
        and last < at + 12
        and (flags[last + 1] & (Flag.NUMBER_WORD | Flag.OF) or _leads_to_day(reading, at, last + 1))
        and gaps[last + 1] in {" ", "-", ", ", "'"}
    ):
        last += 1
    while last > at and (not flags[last] & Flag.NUMBER_WORD or flags[last] & Flag.AND):
        last -= 1
    while first < at and not flags[first] & Flag.NUMBER_WORD:
        first += 1
    right = sum(1 for each in range(at + 1, last + 1) if flags[each] & Flag.NUMBER_WORD)
    end = reading.ends[last]
    year = _YEAR_AFTER.match(reading.text, end) if right == 1 and first == at else None  # «June ninth, 1941»
    if first == last or (first == at and right < 2 and not year):
        return None
    if year:
        return FoundDate(reading.starts[first], year.end(), (int(year[1]),))
    return FoundDate(reading.starts[first], end, (1900,) if right >= 2 else ())


def _leads_to_day(reading: Reading, month: int, at: int) -> bool:
    """Whether «the» stands between a month and its day: «June the ninth»."""
    after = at + 1
    led = at == month + 1 and after < len(reading.flags) and reading.flags[at] & Flag.POSSESSIVE
    return bool(led and reading.flags[after] & Flag.NUMBER_WORD and reading.gaps[after] == " ")


def _is_birth(reading: Reading, found: FoundDate, today: date) -> bool:
    cue = nearest_cue(reading, found.start, Flag.BIRTH | Flag.SINCE, words=6)
    if cue & Flag.BIRTH or is_called_birth(reading, found.end) or follows_letter(reading, found.start):
        return True
    if not found.years:
        return False
    age = min(today.year - year for year in found.years)
    if age <= PROBLEM_YEARS:
        return False
    return not (cue & Flag.SINCE and age <= _SINCE_YEARS)


def _explains(reading: Reading, birth: Removal, found: FoundDate) -> bool:
    """Whether a date stands beside a birth date: «11/03/1951 (that's November 3)», «March 3 and not March 13»."""
    between = reading.text[birth.end : found.start]
    if not 0 < len(between) <= 30 or "\n" in between:
        return False
    words = range(reading.word_after(birth.end), reading.word_before(found.start) + 1)
    flags = [reading.flags[at] for at in words]
    instead = any(flag & _OTHERWISE for flag in flags) or _only_denies(flags)
    instead = instead and not any(flag & _OF_VISITS for flag in flags) and not any(map(str.isdigit, between))
    return between.lstrip()[:1] in {"(", "[", "="} or (instead and not any(sign in between for sign in ".;:!?"))


def _only_denies(flags: list[int]) -> bool:
    """Whether some words only lead to another date: «…, pas le 2 août»."""
    return any(flag & Flag.FILLER for flag in flags) and all(flag & (Flag.FILLER | Flag.POSSESSIVE) for flag in flags)


def _bare_after_cue(reading: Reading) -> Iterator[Removal]:
    """Yield a year, six digits or an odd date directly after «born» or «DOB»."""
    for at in reading.noted(Flag.BIRTH):
        match = reading.lexicon.bare_birth.match(reading.text, reading.ends[at])
        if match:
            yield Removal(match.start(1), match.end(1), RemovalKind.BIRTH_DATE)
