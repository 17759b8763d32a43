"""The appointments endpoint: filters, pages and their traps, and rows with fictitious patients in them."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from oceandx.sandbox.clinic import Clinic
from oceandx.sandbox.refusals import refusal
from oceandx.sandbox.schedule import Booking, Schedule
from oceandx.sandbox.wire import Answer, Query

_DEFAULT_PAGE, _LARGEST_PAGE = 25, 50


@dataclass(frozen=True, slots=True)
class Trap:
    """What is wrong with the pages: always the same page, rows added to the total, rows a page at most."""

    stuck: bool = False
    added: int = 0
    page: int | None = None


@dataclass(frozen=True, slots=True)
class _Wanted:
    start: datetime.date
    end: datetime.date
    providers: frozenset[int]
    offices: frozenset[int]
    without_office: bool

    def fits(self, booking: Booking) -> bool:
        if not self.start <= booking.date <= self.end:
            return False
        if self.providers and booking.provider_id not in self.providers:
            return False
        if booking.office_id is None:
            return self.without_office
        return not self.offices or booking.office_id in self.offices


class Appointments:
    """Answers calls for appointments of one clinic."""

    def __init__(self, clinic: Clinic, schedule: Schedule) -> None:
        self._clinic = clinic
        self._schedule = schedule
        self._providers = {provider.id: provider for provider in clinic.providers}
        self._offices = {office.id: office for office in clinic.offices}
        # A client asks for the pages of one selection one after the other.
        self._selected = lru_cache(maxsize=64)(self._select)

    def answer(self, query: Query, client: str, trap: Trap) -> Answer:
        """Return one page, or 400 with what is wrong."""
        try:
            wanted, size, after = _read(query)
        except ValueError as error:
            return refusal(400, str(error), f"invalid value of {error}", "constraint")
        bookings, ids = self._selected(client, wanted)
        begin = 0 if trap.stuck else bisect_right(ids, after)
        size = min(size, trap.page or size)
        shown = bookings[begin : begin + size]
        remaining = len(bookings) - begin
        return Answer(
            200,
            {
                "contents": [self._row(booking) for booking in shown],
                "count": len(shown),
                "total": remaining + trap.added if shown else 0,
                "lastId": shown[-1].id if shown else 0,
            },
        )

    def _select(self, client: str, wanted: _Wanted) -> tuple[tuple[Booking, ...], tuple[int, ...]]:
        bookings = tuple(filter(wanted.fits, self._schedule.seen_by(client)))
        return bookings, tuple(booking.id for booking in bookings)

    def _row(self, booking: Booking) -> dict[str, object]:
        provider = self._providers.get(booking.provider_id or 0)
        office = self._offices.get(booking.office_id or 0)
        marks = {"confirmed": booking.confirmed, "arrived": False}
        return {
            "appointmentId": booking.id,
            "date": booking.date.isoformat(),
            "startTime": booking.start,
            "endTime": booking.end,
            "providerId": booking.provider_id,
            "officeId": booking.office_id,
            **marks,
            "patient": {**_patient(booking.patient), **marks},
            "provider": provider
            and {"providerId": provider.id, "firstName": provider.first, "lastName": provider.last},
            "office": office and {"officeId": office.id, "name": office.name},
            "history": [{"date": booking.date.isoformat(), "comments": "fictitious"}],
        }


def _patient(number: int) -> dict[str, object]:
    """Return a patient who does not exist; the fields are there so that tests can prove that a client drops them."""
    return {
        "patientId": 900_000 + number,
        "firstName": f"Patiente {number}",
        "lastName": "Fictive",
        "birthDate": f"19{number % 90 + 10}-01-01",
        "healthNumber": f"FICTIF {number:07d}",
        "email": {"emailId": number, "type": "Home", "address": f"patiente{number}@example.invalid", "order": 1},
        "phone": f"555-01{number % 100:02d}",
        "comments": "fictitious",
    }


def _read(query: Query) -> tuple[_Wanted, int, int]:
    """Read the query; raises ValueError with the parameter's name, as its only text."""
    start = _date(query, "startDate")
    end = _date(query, "endDate") if "endDate" in query else start
    if end < start:
        raise ValueError("endDate")
    null_office = query.get("includeNullOffice", ["true"])[-1].lower()
    if null_office not in {"true", "false"}:
        raise ValueError("includeNullOffice")
    wanted = _Wanted(start, end, _numbers(query, "providerId"), _numbers(query, "officeId"), null_office == "true")
    size = max(_numbers(query, "pageSize") or {_DEFAULT_PAGE})
    if size < 1:
        raise ValueError("pageSize")
    return wanted, min(size, _LARGEST_PAGE), max(_numbers(query, "startingId") or {0})


def _date(query: Query, name: str) -> datetime.date:
    text = query.get(name, [""])[-1]
    try:
        return datetime.datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a date has no zone
    except ValueError:
        raise ValueError(name) from None


def _numbers(query: Query, name: str) -> frozenset[int]:
    try:
        return frozenset(int(text) for text in query.get(name, ()))
    except ValueError:
        raise ValueError(name) from None
