"""What Cloud Connect shows of the synchronization: one row, one moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from oceandx.facts.imports.dates import Moment
from oceandx.facts.imports.findings import Fact, Origin
from oceandx.facts.imports.sheet import Sheet
from oceandx.facts.imports.table import Table
from oceandx.facts.imports.vocabulary import Vocabulary

_KIND = "sync_status"
_MINUTE = timedelta(minutes=1)
# The day of the diagnosis is one of UTC: at the clinic it may begin up to half a day later or earlier.
_ZONES = timedelta(hours=12)
_MAXIMUM = 1_000_000  # of cloud_connect.minutes_since_last_sync


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """The facts of the row, and the EMR user that Cloud Connect is connected with, if it is told."""

    facts: tuple[Fact, ...]
    connected_user: str | None


def read_sync_status(table: Table, vocabulary: Vocabulary, as_of: date) -> SyncStatus:
    """Read the row; a UsageError tells all that is not understood.

    The facts are of the day when the screen was read, where the file says so, else of ``as_of``.
    """
    sheet = Sheet(table, vocabulary)
    for row in sheet.rows[1:]:
        sheet.note(row, _KIND, "a second row; the file has one row, for the whole site")
    seen, last, full = (sheet.moments(column)[0] for column in ("observed_at", "last_sync_at", "last_full_sync_at"))
    _check_order(sheet, as_of, seen, {"last_sync_at": last, "last_full_sync_at": full})
    enabled, authorized = (sheet.flags(column)[0] for column in ("integration_enabled", "authorized"))
    failed, days = sheet.errors("last_error")[0], sheet.counts("days_to_sync")[0]
    user = sheet.optional_names("connected_user")[0]
    sheet.refuse()
    origin = Origin.of([_KIND], seen.day if seen else as_of)
    facts = (
        origin.fact("cloud_connect.enabled_on_site", enabled),
        origin.fact("cloud_connect.emr_authorized", authorized),
        origin.fact("cloud_connect.last_full_sync_on", full.day.isoformat() if full else None),
        origin.fact("cloud_connect.days_to_sync", days),
        origin.fact("cloud_connect.last_sync_succeeded", None if failed is None else not failed),
        origin.fact("cloud_connect.minutes_since_last_sync", minutes_since(last, seen, as_of)),
    )
    return SyncStatus(facts, user)


def minutes_since(last: Moment | None, seen: Moment | None, as_of: date) -> int | None:
    """Return how many minutes had passed for certain since the last synchronization when the screen was read.

    Without the time of reading, whole days count: from the last minute of the day of the synchronization to the first
    minute that can belong to ``as_of`` anywhere. So a synchronization of yesterday concludes nothing. A number beyond
    what the fact can hold is unknown: the maximum in its place would be another number than the true one.
    """
    if last is None:
        return None
    if seen and seen.exact and last.exact:
        passed = seen.exact - last.exact
    elif seen:
        passed = datetime.combine(seen.day, time()) - datetime.combine(last.day, time(23, 59))
    else:
        passed = datetime.combine(as_of, time()) - datetime.combine(last.day, time(23, 59)) - _ZONES
    is_whole = bool(seen and seen.exact and last.exact) or passed >= _ZONES
    minutes = passed // _MINUTE
    return minutes if is_whole and minutes <= _MAXIMUM else None


def _check_order(sheet: Sheet, as_of: date, seen: Moment | None, moments: dict[str, Moment | None]) -> None:
    """Note the moments that lie after the reading of the screen, or after the day of the diagnosis."""
    row = sheet.rows[0]
    for column, moment in {"observed_at": seen, **moments}.items():
        if moment and moment.day > as_of:
            message = f"lies after {as_of}, the day of the diagnosis; correct it, or give --as-of"
            sheet.note(row, column, message)
        elif moment and seen and moment is not seen and _is_after(moment, seen):
            sheet.note(row, column, "lies after the moment when the screen was read; correct one of them")


def _is_after(moment: Moment, seen: Moment) -> bool:
    if moment.exact and seen.exact:
        return moment.exact > seen.exact
    return moment.day > seen.day
