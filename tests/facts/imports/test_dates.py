"""Dates and clock times that can be read in one way only."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oceandx.facts.imports.dates import Moment, read_date, read_moment, read_time

MONTHS = {"janvier": 1, "octobre": 10, "oct": 10, "fevr": 2, "november": 11}


@pytest.mark.parametrize(
    "text",
    [
        "2026-10-31",
        "2026/10/31",
        "2026-10-31T00:00:00",
        "2026-10-31 23:59",
        "2026-10-31T00:00:00.000Z",
        "2026-10-31T00:00-05:00",
        "31/10/2026",
        "10/31/2026",
        "31.10.2026",
        "10-31-2026",
        "10/31/2026 12:00:00 AM",
        "31 oct. 2026",
        "31 Octobre 2026",
        "31-oct-2026",
        "Oct 31, 2026",
        "OCT. 31st, 2026",
    ],
)
def test_dates(text: str) -> None:
    assert read_date(text, MONTHS) == date(2026, 10, 31)


def test_other_dates() -> None:
    assert read_date("05/05/2026", MONTHS) == date(2026, 5, 5)
    assert read_date("1er janvier 2027", MONTHS) == date(2027, 1, 1)
    assert read_date("3 févr. 2026", MONTHS) == date(2026, 2, 3)
    assert read_date("2026-1-5", MONTHS) == date(2026, 1, 5)
    assert read_date("", MONTHS) is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("03/04/2026", "can be two dates"),
        ("1-2-2026", "can be two dates"),
        ("03/04/26", "two digits"),
        ("31/10/26", "two digits"),
        ("31 oct 26", "two digits"),
        ("26-10-31", "two digits"),
        ("46326", "serial number"),
        ("46326.5", "serial number"),
        ("2026-02-30", "no day of the calendar"),
        ("13/13/2026", "no day of the calendar"),
        ("31/31/2026", "no day of the calendar"),
        ("00/05/2026", "no day of the calendar"),
        ("31 mois 2026", "no day of the calendar"),
        ("mois 31, 2026", "no day of the calendar"),
        ("2026-10/31", "not understood"),
        ("20261031", "not understood"),
        ("octobre 2026", "not understood"),
        ("never", "not understood"),
        ("-", "not understood"),
        ("\u0662\u0660\u0662\u0666-10-31", "not understood"),
    ],
)
def test_dates_that_are_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_date(text, MONTHS)


@given(st.dates(min_value=date(1900, 1, 1)))
def test_dates_are_read_in_one_way_or_not_at_all(day: date) -> None:
    assert read_date(day.isoformat(), MONTHS) == day
    assert read_date(f"{day:%Y/%m/%d} 00:00", MONTHS) == day
    for text in (f"{day:%d/%m/%Y}", f"{day:%m/%d/%Y}"):
        if day.day > 12 or day.day == day.month:
            assert read_date(text, MONTHS) == day
        else:
            with pytest.raises(ValueError, match="two dates"):
                read_date(text, MONTHS)


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("06:30", time(6, 30)),
        ("6:30", time(6, 30)),
        ("6 h 30", time(6, 30)),
        ("18h05", time(18, 5)),
        ("6 h", time(6)),
        ("6:30 AM", time(6, 30)),
        ("12:15 a.m.", time(0, 15)),
        ("12 pm", time(12)),
        ("6:30:59 p.m.", time(18, 30)),
        ("00:00", time(0)),
        ("6\u00a0h\u00a030", time(6, 30)),
    ],
)
def test_times(text: str, clock: time) -> None:
    assert read_time(text) == clock


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("6", "not understood"),
        ("0.25", "not understood"),
        ("24:00", "no time of day"),
        ("6:60", "no time of day"),
        ("13:00 pm", "12-hour clock"),
        ("0 am", "12-hour clock"),
        ("matin", "not understood"),
        ("6:3", "not understood"),
    ],
)
def test_times_that_are_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_time(text)


@pytest.mark.parametrize(
    "text",
    [
        "2026-10-31 14:05",
        "2026-10-31T14:05:59.123",
        "31/10/2026, 2:05 PM",
        "31 octobre 2026 14 h 05",
        "Oct 31, 2026 2:05 p.m.",
        "Oct 31, 2026, 14:05",
    ],
)
def test_moments(text: str) -> None:
    assert read_moment(text, MONTHS) == Moment(date(2026, 10, 31), time(14, 5))


def test_a_moment_may_lack_its_time_but_never_its_day() -> None:
    assert read_moment("31 octobre 2026", MONTHS) == Moment(date(2026, 10, 31))
    assert read_moment("", MONTHS) is None
    assert read_time(" ") is None
    assert Moment(date(2026, 10, 31)).exact is None
    assert Moment(date(2026, 10, 31), time(1)).exact == datetime(2026, 10, 31, 1)  # noqa: DTZ001 - a clinic's clock
    for text in ("14:05", "hier 14:05", "2026-10-31 25:00", "46326.5", "2026-10-31 14:05Z", "2026-10-31T14:05-05:00"):
        with pytest.raises(ValueError, match="write"):
            read_moment(text, MONTHS)


@given(st.datetimes(min_value=datetime(1900, 1, 1)))  # noqa: DTZ001 - a clinic's clock
def test_every_minute_is_read_back(when: datetime) -> None:
    for text in (f"{when:%Y-%m-%d %H:%M}", f"{when:%Y-%m-%d} {when.hour} h {when:%M}", when.isoformat()):
        assert read_moment(text, MONTHS) == Moment(when.date(), when.time().replace(second=0, microsecond=0))
