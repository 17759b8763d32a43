"""Counts from the reminder log, day by day and schedule by schedule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from oceandx.facts.imports.findings import Fact, Origin
from oceandx.facts.imports.sheet import Sheet
from oceandx.facts.imports.table import Table
from oceandx.facts.imports.vocabulary import Vocabulary

_STATUSES = ("sent", "delivered", "undelivered", "aborted", "failed")
_NONE = "none"


@dataclass(frozen=True, slots=True)
class LogRow:
    """The counts of one schedule on one day, and the choice that its description means.

    ``day`` is None when nobody said it.
    """

    schedule: str
    counts: Mapping[str, int | None]
    description: str | None
    day: date | None = None

    @property
    def statuses(self) -> set[str]:
        """What the counts point to; nothing at all is a status too when every count is an explicit zero."""
        pointed = {status for status, count in self.counts.items() if count}
        return {_NONE} if not pointed and all(count == 0 for count in self.counts.values()) else pointed


@dataclass(slots=True)
class _Seen:
    statuses: set[str] = field(default_factory=set)
    descriptions: set[str] = field(default_factory=set)


def read_reminder_log(table: Table, vocabulary: Vocabulary) -> tuple[LogRow, ...]:
    """Read the counts; a UsageError tells all that is not understood."""
    sheet = Sheet(table, vocabulary)
    counts = zip(*(sheet.counts(status) for status in _STATUSES), strict=True)
    columns = zip(sheet.names("schedule"), counts, sheet.choices("description"), sheet.dates("date"), strict=True)
    rows = tuple(
        LogRow(name, dict(zip(_STATUSES, numbers, strict=True)), said, day) for name, numbers, said, day in columns
    )
    sheet.refuse()
    return rows


def reminder_log_facts(rows: Iterable[LogRow], origin: Origin) -> tuple[Fact, ...]:
    """Return the status and the description where all rows point to one, else unknown with each schedule's own."""
    seen: dict[str, _Seen] = {}
    for row in rows:
        # A day without a line beside days with lines takes nothing from what those say.
        one = seen.setdefault(row.schedule, _Seen())
        one.statuses |= row.statuses
        if row.description and row.statuses - {_NONE}:
            one.descriptions.add(row.description)
    return (
        _fact("reminders.log_status", {name: _settled(one.statuses) for name, one in seen.items()}, origin),
        _fact("reminders.log_description", {name: one.descriptions for name, one in seen.items()}, origin),
    )


def _settled(statuses: set[str]) -> set[str]:
    return statuses - {_NONE} or statuses


def _fact(name: str, pointed: Mapping[str, set[str]], origin: Origin) -> Fact:
    """Return the one that all schedules which point to anything have in common."""
    told = set().union(*pointed.values())
    single = {schedule: next(iter(ones)) for schedule, ones in pointed.items() if len(ones) == 1}
    items = [{"provider": schedule, "value": value} for schedule, value in single.items()]
    return origin.fact(name, told.pop() if len(told) == 1 else None, items)
