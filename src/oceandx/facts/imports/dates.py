"""Reading dates and clock times that can be read in one way only; a ValueError says what would be right."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from oceandx.facts.imports.table import fold

# 00:00, 00:00:00.000, 12:00 am, 00:00z, 00:00-05:00
_TIME = r"(?:[t ]\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?(?: ?[ap]\.?m\.?)?(?: ?(?:z|[+-]\d\d:?\d\d))?)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}", re.ASCII)
_YEAR_LAST = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}|\d\d){_TIME}", re.ASCII)
_DAY_MONTH = re.compile(r"(\d{1,2})(?:[a-z]{2})?[ .,/-]+([a-z]+)[ .,/-]+(\d{4}|\d\d)", re.ASCII)
_MONTH_DAY = re.compile(r"([a-z]+)[ .,/-]+(\d{1,2})(?:[a-z]{2})?[ .,/-]+(\d{4}|\d\d)", re.ASCII)
_SERIAL = re.compile(r"\d{1,7}(?:[.,]\d*)?", re.ASCII)
_WRITE_ISO = "write year-month-day, such as 2026-10-31"
_WRITE_TIME = "write it on the 24-hour clock, such as 06:30"
_HALF = r"(?: ?([ap])\.?m\.?)?"
_CLOCK = re.compile(rf"(\d{{1,2}}) ?[:h] ?(\d\d)(?::\d\d(?:[.,]\d+)?)?{_HALF}", re.ASCII)
_HOUR = re.compile(r"(\d{1,2}) ?(?:h|([ap])\.?m\.?)", re.ASCII)
_ZONED = re.compile(r".*:\d\d(?:[.,]\d+)? ?(?:z|[+-]\d\d:?\d\d|utc|gmt)", re.ASCII)
# The day of a moment and, after a space, a comma or ISO's T, its clock time.
_MOMENT = re.compile(r"(.*?\d)(?:t| ?, | )(\d{1,2} ?(?:[:h]|[ap]\.?m).*)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day and, where it is told, the time on the clinic's clock."""

    day: date
    clock: time | None = None

    @property
    def exact(self) -> datetime | None:
        """The moment with its time, or None when only the day is known."""
        return datetime.combine(self.day, self.clock) if self.clock is not None else None


def read_date(text: str, months: Mapping[str, int]) -> date | None:
    """Read a date that can be read in one way only (None when blank) with the folded names of the months."""
    plain = fold(text)
    if not plain:
        return None
    if match := _YEAR_FIRST.fullmatch(plain):
        return _date(match[1], match[3], match[4])
    if match := _YEAR_LAST.fullmatch(plain):
        return _date(match[4], *_month_and_day(match[4], match[1], match[3]))
    if match := _DAY_MONTH.fullmatch(plain):
        return _date(match[3], str(months.get(match[2], 0)), match[1])
    if match := _MONTH_DAY.fullmatch(plain):
        return _date(match[3], str(months.get(match[1], 0)), match[2])
    if _SERIAL.fullmatch(plain):
        raise ValueError(f"looks like an Excel serial number; format the column as a date, or {_WRITE_ISO}")
    raise ValueError(f"is not understood as a date; {_WRITE_ISO}")


def read_time(text: str) -> time | None:
    """Read a time of day (None when blank): 06:30, 6 h 30, 6:30 PM."""
    plain = fold(text)
    if not plain:
        return None
    if match := _CLOCK.fullmatch(plain):
        return _time(match[1], match[2], match[3])
    if match := _HOUR.fullmatch(plain):
        return _time(match[1], "0", match[2])
    raise ValueError(f"is not understood as a time of day; {_WRITE_TIME}")


def read_moment(text: str, months: Mapping[str, int]) -> Moment | None:
    """Read a date with or without a time of day (None when blank)."""
    plain = fold(text)
    if _ZONED.fullmatch(plain):
        raise ValueError("has a time zone; write the time as the clinic's clock shows it, such as 2026-10-31 06:30")
    if match := _MOMENT.fullmatch(plain):
        day = read_date(match[1], months)
        return Moment(day, read_time(match[2])) if day else None
    day = read_date(plain, months)
    return Moment(day) if day else None


def _month_and_day(year: str, first: str, second: str) -> tuple[str, str]:
    low, high = sorted((int(first), int(second)))
    if 1 <= low < high <= 12 and len(year) == 4:
        raise ValueError(f"can be two dates, for its day may be its month; {_WRITE_ISO}")
    return (second, first) if int(first) > 12 else (first, second)


def _date(year: str, month: str, day: str) -> date:
    if len(year) == 2:
        raise ValueError(f"has a year of two digits; {_WRITE_ISO}")
    try:
        return date(int(year), int(month), int(day))
    except ValueError as error:
        raise ValueError(f"is no day of the calendar; {_WRITE_ISO}") from error


def _time(hour: str, minute: str, half: str | None) -> time:
    shown = int(hour)
    if half and not 1 <= shown <= 12:
        raise ValueError(f"is no time of the 12-hour clock; {_WRITE_TIME}")
    try:
        return time(shown % 12 + (12 if half == "p" else 0) if half else shown, int(minute))
    except ValueError as error:
        raise ValueError(f"is no time of day; {_WRITE_TIME}") from error
