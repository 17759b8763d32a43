"""The bookings of a simulated clinic: derived from its plan, the same each time, and what of them a token sees."""

from __future__ import annotations

import datetime
import hashlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass

from oceandx.sandbox.clinic import Clinic
from oceandx.sandbox.tokens import OWN

_FIRST_ID, _ID_STEP = 100_000, 7  # ids have gaps, so that nobody counts on them
_OPENING, _SLOT = 8 * 60, 15  # minutes
MOST_A_DAY = (24 * 60 - _OPENING) // _SLOT


@dataclass(frozen=True, slots=True)
class Booking:
    """One booking; ``provider_id`` is None when the clinic books by resource, ``office_id`` when it has no office."""

    id: int
    date: datetime.date
    start: int
    end: int
    office_id: int | None
    provider_id: int | None
    confirmed: bool
    patient: int


class Schedule:
    """All bookings of a clinic, made when they are first asked for; safe for calls at the same time."""

    def __init__(self, clinic: Clinic) -> None:
        self._clinic = clinic
        self._lock = threading.Lock()
        self._seen: dict[str, tuple[Booking, ...]] = {}

    def seen_by(self, client: str) -> tuple[Booking, ...]:
        """Return the bookings that a client's token shows, by id; what it may not see is left out silently."""
        with self._lock:
            if OWN not in self._seen:
                self._seen[OWN] = tuple(_derive(self._clinic))
            if client not in self._seen:
                self._seen[client] = tuple(b for b in self._seen[OWN] if _shown_to_oceanapi(self._clinic, b))
            return self._seen[client]


def _shown_to_oceanapi(clinic: Clinic, booking: Booking) -> bool:
    """Say whether the OceanAPI user sees a booking; one without a provider is under no provider permission."""
    if booking.office_id is not None and booking.office_id not in clinic.consented:
        return False
    if booking.provider_id is None:
        return True
    rows = [
        row
        for (office, provider), row in clinic.grid.rows.items()
        if provider == booking.provider_id and booking.office_id in {None, office}
    ]
    return any(row.shows_schedule(clinic.today) for row in rows)


def _derive(clinic: Clinic) -> Iterator[Booking]:
    plan = clinic.bookings
    serial = 0
    for day in range(plan.first, plan.last + 1):
        date = clinic.today + datetime.timedelta(days=day)
        for provider in clinic.providers:
            for office in provider.offices:
                for place in range(plan.count(office, provider.id)):
                    chances = _chances(f"{clinic.id} {day} {provider.id} {office} {place}")
                    start = _OPENING + place * _SLOT
                    yield Booking(
                        id=_FIRST_ID + serial * _ID_STEP,
                        date=date,
                        start=_clock(start),
                        end=_clock(start + _SLOT - 1),
                        office_id=None if chances[0] < plan.without_office else office,
                        provider_id=None if chances[1] < plan.by_resource else provider.id,
                        confirmed=chances[2] < plan.confirmed,
                        patient=serial % 997 + 1,
                    )
                    serial += 1


def _chances(key: str) -> tuple[float, ...]:
    """Return three numbers from 0 to below 1 that depend on the key alone."""
    digest = hashlib.blake2s(key.encode(), digest_size=12).digest()
    return tuple(int.from_bytes(digest[at : at + 4], "big") / 2**32 for at in (0, 4, 8))


def _clock(minutes: int) -> int:
    return minutes // 60 * 100 + minutes % 60
