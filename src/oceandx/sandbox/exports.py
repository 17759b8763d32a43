"""The files that a clinic's administrator would export or type, as tables."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from oceandx.sandbox.clinic import OCEAN_MARKS, Clinic
from oceandx.sandbox.schedule import Schedule
from oceandx.sandbox.tokens import OCEANAPI, OWN

Row = Sequence[object]

_GRID_COLUMNS = ("patient", "scheduling", "billing", "emr", "labs", "visible")
_LEVELS = {"full": "Full", "read-only": "Read Only", "none": ""}


@dataclass(frozen=True, slots=True)
class Export:
    """One table: its header and its rows."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]


def export(clinic: Clinic, schedule: Schedule, name: str) -> Export:
    """Return one table of a clinic by the name of its file."""
    header, rows = _TABLES[name]
    return Export(header, tuple(rows(clinic, schedule)))


def _permissions(clinic: Clinic, _schedule: Schedule) -> Iterator[Row]:
    offices, providers = _names(clinic)
    grid = clinic.exported_grid
    for (office, provider), row in grid.rows.items():
        levels = (_LEVELS[row.levels[column]] for column in _GRID_COLUMNS)
        until = row.access_until.isoformat() if row.access_until else ""
        yield (grid.emr_user, offices[office], providers[provider], *levels, until)


def _providers(clinic: Clinic, _schedule: Schedule) -> Iterator[Row]:
    for office in clinic.offices:
        for provider in clinic.providers:
            if office.id in provider.offices:
                yield office.name, provider.name, _word(provider.active)


def _ocean_providers(clinic: Clinic, _schedule: Schedule) -> Iterator[Row]:
    for provider in clinic.providers:
        yield (provider.name, *(_word(clinic.ocean_marks[provider.id][mark]) for mark in OCEAN_MARKS))


def _sync_status(clinic: Clinic, _schedule: Schedule) -> Iterator[Row]:
    state = clinic.cloud_connect
    last = clinic.now - datetime.timedelta(minutes=state.minutes_since_sync)
    last_full = clinic.now - datetime.timedelta(days=state.days_since_full_sync)
    yield (
        _word(state.integration_enabled),
        _word(state.authorized),
        state.connected_user,
        f"{last:%Y-%m-%d %H:%M}",
        f"{last_full:%Y-%m-%d %H:%M}",
        state.last_error,
        state.days_to_sync,
    )


def _reminders(clinic: Clinic, _schedule: Schedule) -> Iterator[Row]:
    if site := clinic.reminders:
        settings = (_word(site.enabled), site.source, site.run_time, _word(site.test_mode))
        for rule in site.rules:
            marks = (_word(mark) for mark in (rule.confirmation, rule.weblink, rule.cancellation))
            when = (rule.days_before, rule.schedules, rule.condition, rule.channel)
            yield (rule.rule, _word(rule.enabled), *when, *marks, *settings)


def _reminder_log(clinic: Clinic, _schedule: Schedule) -> Iterator[Row]:
    for line in clinic.reminder_log:
        date = (clinic.today + datetime.timedelta(days=line.day)).isoformat()
        counts = (line.sent, line.delivered, line.undelivered, line.aborted, line.failed)
        yield (date, line.schedule, *counts, line.description)


def _daysheet_counts(clinic: Clinic, schedule: Schedule) -> Iterator[Row]:
    """Count by day: all bookings in Accuro, and those that the OceanAPI user sees within the days to sync."""
    horizon = clinic.today + datetime.timedelta(days=clinic.cloud_connect.days_to_sync)
    in_accuro = Counter((b.date, b.office_id, b.provider_id) for b in schedule.seen_by(OWN))
    in_ocean = Counter((b.date, b.office_id, b.provider_id) for b in schedule.seen_by(OCEANAPI) if b.date < horizon)
    offices, providers = _names(clinic)
    for key, count in in_accuro.items():
        date, office, provider = key
        if office is not None and provider is not None and date >= clinic.today:
            synced = in_ocean[key] if clinic.ocean_marks[provider]["sync_selected"] else 0
            yield date.isoformat(), offices[office], providers[provider], count, synced


def _names(clinic: Clinic) -> tuple[Mapping[int, str], Mapping[int, str]]:
    return {o.id: o.name for o in clinic.offices}, {p.id: p.name for p in clinic.providers}


def _word(value: bool) -> str:
    return "yes" if value else "no"


_TABLES: Mapping[str, tuple[tuple[str, ...], Callable[[Clinic, Schedule], Iterator[Row]]]] = {
    "permissions": (("emr_user", "office", "provider", *_GRID_COLUMNS, "access_until"), _permissions),
    "providers": (("office", "provider", "active"), _providers),
    "ocean_providers": (("provider", *OCEAN_MARKS), _ocean_providers),
    "sync_status": (
        (
            "integration_enabled",
            "authorized",
            "connected_user",
            "last_sync_at",
            "last_full_sync_at",
            "last_error",
            "days_to_sync",
        ),
        _sync_status,
    ),
    "reminders": (
        (
            *("rule", "enabled", "days_before", "schedules", "condition", "channel"),
            *("confirmation", "weblink", "cancellation"),
            *("reminders_enabled", "source", "run_time", "test_mode"),
        ),
        _reminders,
    ),
    "reminder_log": (
        ("date", "schedule", "sent", "delivered", "undelivered", "aborted", "failed", "description"),
        _reminder_log,
    ),
    "daysheet_counts": (("date", "office", "provider", "bookings_in_accuro", "bookings_in_ocean"), _daysheet_counts),
}
