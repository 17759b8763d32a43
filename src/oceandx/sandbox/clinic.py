"""What a simulated clinic is made of; everything is fictitious."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from oceandx.sandbox.faults import Fault

COLUMNS = ("patient", "scheduling", "billing", "inbox", "emr", "labs", "reporting", "visible", "prescribe_for")
OCEAN_MARKS = (
    "offered",
    "sync_selected",
    "messages_licence",
    "reminders_schedule",
    "online_booking",
    "on_patients_page",
)


@dataclass(frozen=True, slots=True)
class Office:
    """A place of the clinic."""

    id: int
    name: str
    abbreviation: str
    active: bool = True


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider and the offices that they work in."""

    id: int
    first: str
    last: str
    title: str
    offices: tuple[int, ...]
    active: bool = True

    @property
    def name(self) -> str:
        """Return the name as the clinic writes it."""
        return f"{self.title} {self.first} {self.last}"


@dataclass(frozen=True, slots=True)
class GridRow:
    """What one EMR user may see of one provider in one office."""

    office: int
    provider: int
    levels: Mapping[str, str]
    access_until: datetime.date | None

    def shows_schedule(self, today: datetime.date) -> bool:
        """Return whether the API gives this row's bookings; the column Visible is not enforced."""
        current = self.access_until is None or self.access_until >= today
        return current and self.levels["scheduling"] != "none"


@dataclass(frozen=True, slots=True)
class Grid:
    """The permission grid of one EMR user, by office and provider; a missing row is a missing key."""

    emr_user: str
    rows: Mapping[tuple[int, int], GridRow]


@dataclass(frozen=True, slots=True)
class CloudConnect:
    """The settings and the synchronization status that an administrator sees."""

    connected_user: str
    integration_enabled: bool = True
    authorized: bool = True
    minutes_since_sync: int = 12
    days_since_full_sync: int = 3
    last_error: str = ""
    days_to_sync: int = 14


@dataclass(frozen=True, slots=True)
class ReminderRule:
    """One reminder rule."""

    rule: str
    days_before: int
    enabled: bool = True
    schedules: str = "all"
    condition: str = ""
    channel: str = "email"
    confirmation: bool = True
    weblink: bool = True
    cancellation: bool = False


@dataclass(frozen=True, slots=True)
class Reminders:
    """The reminder settings of the site and its rules."""

    rules: tuple[ReminderRule, ...]
    enabled: bool = True
    source: str = "emr-schedule"
    run_time: str = "06:00"
    test_mode: bool = False


@dataclass(frozen=True, slots=True)
class LogLine:
    """Counts of one day and schedule in the reminder log; ``day`` is an offset from today."""

    day: int
    schedule: str
    sent: int = 0
    delivered: int = 0
    undelivered: int = 0
    aborted: int = 0
    failed: int = 0
    description: str = ""


@dataclass(frozen=True, slots=True)
class BookingPlan:
    """How many bookings there are; days are offsets from today, both ends included, shares lie between 0 and 1."""

    first: int = 0
    last: int = -1
    a_day: int = 0
    confirmed: float = 0.5
    by_resource: float = 0.0
    without_office: float = 0.0
    exceptions: tuple[tuple[int | None, int | None, int], ...] = ()

    def count(self, office: int, provider: int) -> int:
        """Return the bookings a day of one provider in one office; the last exception that fits wins."""
        count = self.a_day
        for at, of, exceptional in self.exceptions:
            if at in {None, office} and of in {None, provider}:
                count = exceptional
        return count


@dataclass(frozen=True, slots=True)
class Clinic:
    """A simulated clinic at one moment; ``expected`` is what a diagnosis must find, as the file says it."""

    id: str
    name: str
    title: Mapping[str, str]
    situation: Mapping[str, str]
    symptoms: tuple[str, ...]
    answers: Mapping[str, bool | int | str]
    expected: Mapping[str, Any]
    provider: str | None
    zone: ZoneInfo
    now: datetime.datetime
    access: tuple[str, ...]
    exports: tuple[str, ...]
    offices: tuple[Office, ...]
    providers: tuple[Provider, ...]
    grid: Grid
    exported_grid: Grid
    consented: frozenset[int]
    cloud_connect: CloudConnect
    ocean_marks: Mapping[int, Mapping[str, bool]]
    reminders: Reminders | None = None
    reminder_log: tuple[LogLine, ...] = ()
    bookings: BookingPlan = field(default_factory=BookingPlan)
    faults: tuple[Fault, ...] = ()
    canary: str = ""
    token_seconds: int = 3600

    @property
    def today(self) -> datetime.date:
        """Return the clinic's date."""
        return self.now.date()
