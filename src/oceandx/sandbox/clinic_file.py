"""Reading a clinic file, and faults that are sent while the sandbox runs."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from oceandx.errors import Problem, UsageError
from oceandx.knowledge.reader import Node, read
from oceandx.knowledge.schema import validate
from oceandx.sandbox.clinic import (
    COLUMNS,
    OCEAN_MARKS,
    BookingPlan,
    Clinic,
    CloudConnect,
    Grid,
    GridRow,
    LogLine,
    Office,
    Provider,
    ReminderRule,
    Reminders,
)
from oceandx.sandbox.clinic_rules import check_clinic, check_faults
from oceandx.sandbox.faults import Fault, make_fault

_ZONE = "America/Toronto"
_NOON = datetime.time(12)  # the time of a clinic whose date is fixed
_SHIPPED = "clinics"


def shipped_clinics() -> Mapping[str, Path]:
    """Return the clinic files that come with the sandbox, by id."""
    folder = Path(str(files("oceandx.sandbox"))) / _SHIPPED
    return {file.stem: file for file in sorted(folder.glob("*.yaml"))}


def load_clinic(path: str) -> Clinic:
    """Read a clinic file; raises UsageError with one line for each problem: file, line, column, message."""
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
        raise UsageError(f"{path}: {reason}; name a clinic file") from error
    return read_clinic(path, content)


def read_clinic(path: str, content: bytes, now: datetime.datetime | None = None) -> Clinic:
    """Return the clinic of a file's content at a moment, by default this one; raises UsageError like load_clinic."""
    node, problems = read(path, content)
    if node is not None and not problems:
        problems = validate(node, "clinic") or list(check_clinic(node))
    if node is None or problems:
        raise UsageError("\n".join(str(problem) for problem in sorted(problems)))
    data: Any = node.plain()
    return _clinic(data, now)


def read_injection(body: bytes) -> tuple[tuple[Fault, ...], str | None, list[Problem]]:
    """Read a list of faults, or a map with ``faults`` and a ``canary``; YAML holds JSON."""
    node, problems = read("faults", body)
    if node is None or problems:
        return (), None, problems
    if isinstance(node.value, list):
        node = Node({"faults": node}, node.path, node.line, node.column, (Node("faults", node.path, 1, 1),))
    problems = validate(node, "clinic", "injection") or list(check_faults(node))
    if problems:
        return (), None, problems
    data: Any = node.plain()
    return tuple(map(make_fault, data.get("faults", ()))), data.get("canary"), []


def _clinic(data: Mapping[str, Any], now: datetime.datetime | None) -> Clinic:
    zone = ZoneInfo(data.get("time_zone", _ZONE))
    moment = (now or datetime.datetime.now(zone)).astimezone(zone)
    if "today" in data:
        moment = datetime.datetime.combine(datetime.date.fromisoformat(data["today"]), _NOON, zone)
    offices = tuple(Office(**entry) for entry in data["offices"])
    everywhere = tuple(office.id for office in offices)
    providers = tuple(_provider(entry, everywhere) for entry in data["providers"])
    grid = _grid(data.get("grid", {}), data["emr_user"], providers, moment.date())
    exported = data.get("exported_grid")
    connection = {"connected_user": data["emr_user"], **data.get("cloud_connect", {})}
    return Clinic(
        id=data["clinic"],
        name=data["name"],
        title=data["title"],
        situation=data["situation"],
        symptoms=tuple(data["symptoms"]),
        answers=data["answers"],
        expected=data["expected"],
        provider=data.get("provider"),
        zone=zone,
        now=moment,
        access=tuple(data["access"]),
        exports=tuple(data["exports"]),
        offices=offices,
        providers=providers,
        grid=grid,
        exported_grid=_grid(exported, data["emr_user"], providers, moment.date()) if exported else grid,
        consented=frozenset(data.get("consented_offices", everywhere)),
        cloud_connect=CloudConnect(**connection),
        ocean_marks=_ocean_marks(data.get("ocean_providers", ()), providers),
        reminders=_reminders(data["reminders"]) if "reminders" in data else None,
        reminder_log=tuple(LogLine(**line) for line in data.get("reminder_log", ())),
        bookings=_bookings(data["bookings"]) if "bookings" in data else BookingPlan(),
        faults=tuple(map(make_fault, data.get("faults", ()))),
        canary=data.get("canary", ""),
        token_seconds=data.get("token_seconds", 3600),
    )


def _provider(entry: Mapping[str, Any], everywhere: tuple[int, ...]) -> Provider:
    return Provider(**{**entry, "offices": tuple(entry.get("offices", everywhere))})


def _grid(data: Mapping[str, Any], user: str, providers: Sequence[Provider], today: datetime.date) -> Grid:
    usual = data.get("default", "full")
    rows = {
        (office, provider.id): GridRow(office, provider.id, dict.fromkeys(COLUMNS, usual), None)
        for provider in providers
        for office in provider.offices
    }
    for exception in data.get("exceptions", ()):
        for key in [key for key in rows if _meant(exception, key)]:
            if exception.get("row") == "missing":
                del rows[key]
            else:
                rows[key] = _changed(rows[key], exception, today)
    return Grid(data.get("emr_user", user), dict(sorted(rows.items())))


def _meant(exception: Mapping[str, Any], key: tuple[int, int]) -> bool:
    office, provider = key
    return office in exception.get("offices", (office,)) and provider in exception.get("providers", (provider,))


def _changed(row: GridRow, exception: Mapping[str, Any], today: datetime.date) -> GridRow:
    until = exception.get("access_until", row.access_until)
    if isinstance(until, int):
        until = today + datetime.timedelta(days=until)
    elif isinstance(until, str):
        until = datetime.date.fromisoformat(until)
    changed = dict.fromkeys(exception.get("columns", COLUMNS), exception["level"]) if "level" in exception else {}
    return GridRow(row.office, row.provider, {**row.levels, **changed}, until)


def _ocean_marks(
    entries: Sequence[Mapping[str, Any]], providers: Sequence[Provider]
) -> Mapping[int, Mapping[str, bool]]:
    special = {entry["provider"]: entry for entry in entries}
    return {p.id: {mark: special.get(p.id, {}).get(mark, True) for mark in OCEAN_MARKS} for p in providers}


def _reminders(data: Mapping[str, Any]) -> Reminders:
    return Reminders(**{**data, "rules": tuple(ReminderRule(**rule) for rule in data["rules"])})


def _bookings(data: Mapping[str, Any]) -> BookingPlan:
    names = {"from": "first", "to": "last"}
    plan = {names.get(name, name): value for name, value in data.items()}
    exceptions = data.get("exceptions", ())
    plan["exceptions"] = tuple((e.get("office"), e.get("provider"), e["a_day"]) for e in exceptions)
    return BookingPlan(**plan)
