"""What the files of a clinic list, as plain structures that a live collector can supply too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Placement:
    """A provider who works in an office; ``is_active`` is None when nobody said."""

    office: str
    provider: str
    is_active: bool | None = None


@dataclass(frozen=True, slots=True)
class OceanProvider:
    """What Ocean shows of one provider; None is what nobody said."""

    provider: str
    offered: bool | None = None
    sync_selected: bool | None = None
    messages_licence: bool | None = None
    reminders_schedule: bool | None = None
    online_booking: bool | None = None
    on_patients_page: bool | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """The permission grid of one file: all its users, the one it is about, if that is sure, and where rows are.

    ``places`` are the pairs of an office and a provider that have a row of the OceanAPI user.
    """

    users: tuple[str, ...]
    user: str | None
    places: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DaySheetCount:
    """How many bookings of one day each system shows; None is what nobody counted."""

    date: date
    office: str
    provider: str
    in_accuro: int | None
    in_ocean: int | None
