"""Bookings per day, in Accuro and in Ocean: which dates are missing in Ocean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from oceandx.facts.imports.findings import Fact, Origin
from oceandx.facts.imports.sheet import Sheet
from oceandx.facts.imports.structures import DaySheetCount
from oceandx.facts.imports.table import Table
from oceandx.facts.imports.vocabulary import Vocabulary

_FACT = "daysheet.missing_dates"
_LATER, _ANY = "later-only", "any-date"


@dataclass(slots=True)
class _Days:
    """The dates of one office and provider: those on which Ocean shows all bookings, and those on which it does not."""

    complete: list[date] = field(default_factory=list)
    missing: list[date] = field(default_factory=list)


def read_daysheet_counts(table: Table, vocabulary: Vocabulary) -> tuple[DaySheetCount, ...]:
    """Read the counts; a UsageError tells all that is not understood."""
    sheet = Sheet(table, vocabulary)
    days, places = sheet.dates("date"), (sheet.names("office"), sheet.names("provider"))
    counts = (sheet.counts("bookings_in_accuro"), sheet.counts("bookings_in_ocean"))
    found: dict[tuple[date, str, str], DaySheetCount] = {}
    for row, day, office, provider, accuro, ocean in zip(sheet.rows, days, *places, *counts, strict=True):
        if day is None:
            if not sheet.filled(row, "date"):
                sheet.note(row, "date", "the row has no date; write it in every row (merged cells are not filled down)")
            continue
        count = DaySheetCount(day, office, provider, accuro, ocean)
        if found.setdefault((day, office, provider), count) != count:
            sheet.note(
                row, "date", "an earlier row has other counts for this date, office and provider; keep one of them"
            )
    sheet.refuse()
    return tuple(found.values())


def daysheet_facts(counts: Sequence[DaySheetCount], origin: Origin) -> tuple[Fact, ...]:
    """Return whether only later dates are missing, or any; the detail names what is missing."""
    short = [one for one in counts if _is_short(one)]
    detail = [
        {
            "office": one.office,
            "provider": one.provider,
            "date": one.date.isoformat(),
            "in_accuro": one.in_accuro,
            "in_ocean": one.in_ocean,
        }
        for one in short
    ]
    return (origin.fact(_FACT, _judge(_days(counts)), detail),)


def _is_short(one: DaySheetCount) -> bool:
    return one.in_accuro is not None and one.in_ocean is not None and one.in_ocean < one.in_accuro


def _days(counts: Iterable[DaySheetCount]) -> Mapping[tuple[str, str], _Days]:
    """Sort the dates of each pair; a day without bookings, or that nobody counted, says nothing."""
    pairs: dict[tuple[str, str], _Days] = {}
    for one in counts:
        if one.in_accuro and one.in_ocean is not None:
            days = pairs.setdefault((one.office, one.provider), _Days())
            (days.missing if _is_short(one) else days.complete).append(one.date)
    return pairs


def _judge(pairs: Mapping[tuple[str, str], _Days]) -> str | None:
    """Hold each pair's missing dates against its complete ones, or, where it has none, against everybody's."""
    everybody = [day for days in pairs.values() for day in days.complete]
    gaps = [days for days in pairs.values() if days.missing]
    if any(min(days.missing) <= max(days.complete or everybody, default=date.min) for days in gaps):
        return _ANY
    if not everybody and any(len(set(days.missing)) > 1 for days in gaps):
        return _ANY
    return _LATER if gaps and all(days.complete for days in gaps) else None
