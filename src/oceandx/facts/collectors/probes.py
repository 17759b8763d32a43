"""What counts of bookings say: which ones OceanAPI does not see, and whose are never confirmed. Pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field

from oceandx.facts.collectors.accuro import Booking, Window
from oceandx.facts.collectors.failure import Trouble

Place = tuple[str, str]
"""An office and a provider, by their ids in Accuro."""


@dataclass(slots=True)
class Sweep:
    """The counts of one reading of the bookings; bookings by resource and without an office are left out.

    ``by_day`` counts by day, office and provider; the others by provider, among bookings that say whether they are
    confirmed.
    """

    by_day: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    judged: Counter[str] = field(default_factory=Counter)
    confirmed: Counter[str] = field(default_factory=Counter)

    def add(self, booking: Booking) -> None:
        """Count one booking."""
        if booking.provider is None:
            return
        if booking.office is not None:
            self.by_day[booking.day, booking.office, booking.provider] += 1
        if booking.confirmed is not None:
            self.judged[booking.provider] += 1
            self.confirmed[booking.provider] += booking.confirmed

    def places(self, days: frozenset[str] | None = None) -> Counter[Place]:
        """Return the counts by office and provider, of all days or of some."""
        counts: Counter[Place] = Counter()
        for (day, office, provider), number in self.by_day.items():
            if days is None or day in days:
                counts[office, provider] += number
        return counts


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What a probe concludes: a value, or the trouble that keeps it from one; ``places`` or ``shares`` behind it."""

    value: str | Trouble
    places: tuple[tuple[Place, int], ...] = ()
    shares: tuple[tuple[str, int, int], ...] = ()


async def sweep(bookings: AsyncIterator[Booking], window: Window) -> Sweep:
    """Count the bookings of a window as they come; a day outside it was not asked for and does not count."""
    counts = Sweep()
    first, last = window.first.isoformat(), window.last.isoformat()
    async for booking in bookings:
        if first <= booking.day <= last:
            counts.add(booking)
    return counts


def missing_places(truth: Mapping[Place, int], seen: Mapping[Place, int]) -> list[Place]:
    """Return the places with known bookings of which not a single one is seen, sorted."""
    return sorted(place for place, number in truth.items() if number > 0 and not seen.get(place))


def hidden(truth: Mapping[Place, int], missing: list[Place]) -> Conclusion:
    """Return what places whose bookings stay hidden say of the permissions of OceanAPI (apis.md, section 2.4).

    A place is an office and a provider. Nothing seen at all says nothing: there may be no user behind the token.
    """
    known = {place for place, number in truth.items() if number > 0}
    if not known:
        return Conclusion(Trouble.NOTHING_TO_COMPARE)
    absent = [place for place in missing if place in known]
    behind = tuple((place, truth[place]) for place in absent)
    if len(absent) == len(known):
        return Conclusion(Trouble.NO_USER, behind)
    seen_offices = {office for office, _ in known.difference(absent)}
    if any(office in seen_offices for office, _ in absent):
        return Conclusion("some-providers", behind)
    return Conclusion("whole-office" if absent else "none", behind)


def confirmations(counts: Sweep, several: int) -> Conclusion:
    """Return which providers have confirmed bookings, among those with several; ``shares`` are per provider."""
    shares = tuple(
        (provider, number, counts.confirmed[provider])
        for provider, number in sorted(counts.judged.items())
        if number >= several
    )
    if not shares:
        return Conclusion(Trouble.NOTHING_TO_COMPARE)
    have = sum(confirmed > 0 for _, _, confirmed in shares)
    if have == 0:
        return Conclusion("none", shares=shares)
    return Conclusion("all-providers" if have == len(shares) else "some-providers", shares=shares)
