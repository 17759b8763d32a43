"""What a clinic file must keep beyond its schema: names that exist, dates, shares; each problem at its place."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from oceandx.errors import Problem
from oceandx.knowledge.reader import Node
from oceandx.knowledge.schema import did_you_mean
from oceandx.sandbox.faults import RESOURCES, SYSTEMS, TOKEN
from oceandx.sandbox.routes import ROUTES
from oceandx.sandbox.schedule import MOST_A_DAY

_TARGETS = (*SYSTEMS, TOKEN, RESOURCES, *(route.name for route in ROUTES))
_SHARES = ("confirmed", "by_resource", "without_office")
_NEEDED_BY_EXPORT = {"reminders": "reminders", "reminder_log": "reminder_log", "daysheet_counts": "bookings"}


def check_clinic(node: Node) -> Iterator[Problem]:
    """Yield what is wrong with a clinic file that fits its schema."""
    offices, providers = _items(node, "offices"), _items(node, "providers")
    yield from _unique(offices, "id", "name")
    yield from _unique(providers, "id")
    known_offices = {str(office.find("id").value) for office in offices}
    known_providers = {str(provider.find("id").value) for provider in providers}
    yield from _references(node, known_offices, known_providers)
    yield from _expectation(node)
    yield from _times(node)
    yield from _amounts(node)
    yield from check_faults(node)
    if _has(node, "provider"):
        names = [" ".join(str(p.find(key).value) for key in ("title", "first", "last")) for p in providers]
        yield from _known(node.find("provider"), names, "provider")
    for export in _items(node, "exports"):
        section = _NEEDED_BY_EXPORT.get(str(export.value))
        if section and not _has(node, section):
            yield export.problem(f"'{export.value}' is exported, but the file has no '{section}'")


def check_faults(node: Node) -> Iterator[Problem]:
    """Yield the faults that meet no call, or that could not be sent."""
    for fault in _items(node, "faults"):
        yield from _known(fault.find("on"), _TARGETS, "target")
        if _has(fault, "status") and int(str(fault.find("status").value)) > 599:
            yield fault.find("status").problem("a status is at most 599")
        if _has(fault, "location") and not re.fullmatch("[!-~]+", str(fault.find("location").value)):
            yield fault.find("location").problem("a location is plain ASCII without spaces")


def _references(node: Node, offices: set[str], providers: set[str]) -> Iterator[Problem]:
    for entry in _referring(node):
        named = {name: [*_items(entry, f"{name}s"), *_one(entry, name)] for name in ("office", "provider")}
        for office in named["office"]:
            yield from _known(office, offices, "office")
        for provider in named["provider"]:
            yield from _known(provider, providers, "provider")
    for office in _items(node, "consented_offices"):
        yield from _known(office, offices, "office")


def _referring(node: Node) -> Iterator[Node]:
    """Yield every entry that names offices or providers by their id."""
    yield from _items(node, "providers")
    yield from _items(node, "ocean_providers")
    for section in ("grid", "exported_grid", "bookings"):
        for part in _one(node, section):
            yield from _items(part, "exceptions")


def _expectation(node: Node) -> Iterator[Problem]:
    expected = node.find("expected")
    if _has(expected, "status") == _has(expected, "question"):
        yield expected.problem("write either 'status' or 'question': what is found, or what must be asked first")


def _times(node: Node) -> Iterator[Problem]:
    if _has(node, "time_zone"):
        zone = node.find("time_zone")
        try:
            ZoneInfo(str(zone.value))
        except (ZoneInfoNotFoundError, ValueError, OSError):
            yield zone.problem(f"unknown time zone '{zone.value}'; write one such as America/Toronto")
    dates = _one(node, "today") + [date for entry in _referring(node) for date in _one(entry, "access_until")]
    for date in dates:
        if isinstance(date.value, str) and not _is_date(date.value):
            yield date.problem(f"'{date.value}' is no date of the calendar")


def _amounts(node: Node) -> Iterator[Problem]:
    if not _has(node, "bookings"):
        return
    plan = node.find("bookings")
    for share in (plan.find(name) for name in _SHARES if _has(plan, name)):
        if isinstance(share.value, int | float) and share.value > 1:
            yield share.problem(f"{share.value} is more than 1; a share lies between 0 and 1")
    for entry in (plan, *_items(plan, "exceptions")):
        count = entry.find("a_day")
        if isinstance(count.value, int) and count.value > MOST_A_DAY:
            yield count.problem(f"{count.value} bookings do not fit in a day; at most {MOST_A_DAY}")


def _unique(entries: list[Node], *keys: str) -> Iterator[Problem]:
    for key in keys:
        first: dict[str, int] = {}
        for place in (entry.find(key) for entry in entries):
            word = str(place.value)
            if word in first:
                yield place.problem(f"'{word}' stands twice (first on line {first[word]})")
            first.setdefault(word, place.line)


def _known(place: Node, known: set[str] | list[str] | tuple[str, ...], what: str) -> Iterator[Problem]:
    word = str(place.value)
    if word not in known:
        near = "" if word.isdecimal() else did_you_mean(word, sorted(known))  # numbers are not near each other
        hint = near or f"; known: {', '.join(sorted(known))}"
        yield place.problem(f"unknown {what} '{word}'{hint}")


def _is_date(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _has(node: Node, key: str) -> bool:
    return isinstance(node.value, dict) and key in node.value


def _one(node: Node, key: str) -> list[Node]:
    return [node.find(key)] if _has(node, key) else []


def _items(node: Node, key: str) -> list[Node]:
    found = node.find(key)
    return found.value if _has(node, key) and isinstance(found.value, list) else []
