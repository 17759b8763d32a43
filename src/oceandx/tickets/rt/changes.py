"""Which tickets changed: the newest first, back to where the last poll began, whatever time zone the account is in.

A date in a search is read in the account's own time zone, which nobody outside knows for sure. So no date is sent:
rows come ordered by their last change and are read until they are old enough. Rows that change meanwhile move to the
top and belong to the next poll; rows that leave the search could hide others from the next page, which shows in the
number of all rows: the poll then begins again.
"""

from __future__ import annotations

import datetime
import math
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from oceandx.tickets.helpdesk import Changes, Refused
from oceandx.tickets.rt.calls import Answer, Calls
from oceandx.tickets.rt.settings import RtSettings
from oceandx.tickets.rt.shapes import TicketRow, TicketRows

_PER_PAGE = 100
_Moment = Annotated[datetime.datetime, Meta(tz=True)]


class _Cursor(Struct, frozen=True, forbid_unknown_fields=True, array_like=True):
    """Changes since ``low`` are wanted; from page 2 on: where the next poll begins, and how many rows there were."""

    low: _Moment
    page: Annotated[int, Meta(ge=1, le=1_000_000)] = 1
    next_low: _Moment | None = None
    total: Annotated[int, Meta(ge=0)] | None = None


class Polling:
    """Reads what changed in the queues of the settings."""

    def __init__(self, calls: Calls, settings: RtSettings) -> None:
        self._calls = calls
        self._overlap = datetime.timedelta(seconds=settings.overlap_seconds)
        self._closed = settings.closed_statuses
        self._query = " OR ".join(f"Queue = '{queue}'" for queue in settings.queues)

    def after(self, text: str) -> Changes:
        """Return a page of tickets that changed after a cursor. Raises Refused, Unavailable."""
        if not text:
            rows, answer = self._rows(page=1, per_page=1)
            return Changes((), _text(_Cursor(self._now(rows, answer, None))), at_end=True)
        cursor = _cursor(text)
        rows, answer = self._rows(cursor.page, _PER_PAGE)
        if cursor.page > 1 and _are_fewer(rows.total, cursor.total):
            cursor = _Cursor(cursor.low)
            rows, answer = self._rows(page=1, per_page=_PER_PAGE)
        next_low = cursor.next_low or max(self._now(rows, answer, cursor.low) - self._overlap, cursor.low)
        new = [row for row in rows.items if _moment(row) >= cursor.low]
        # The oldest first: what was asked first is answered first.
        ids = tuple(str(row.id) for row in reversed(new))
        closed = frozenset(str(row.id) for row in new if row.status in self._closed)
        if len(new) < len(rows.items) or not rows.items or cursor.page * _PER_PAGE >= (rows.total or math.inf):
            return Changes(ids, _text(_Cursor(next_low)), at_end=True, closed=closed)
        further = _Cursor(cursor.low, cursor.page + 1, next_low, rows.total)
        return Changes(ids, _text(further), at_end=False, closed=closed)

    def since(self, date: datetime.date) -> str:
        """Return the cursor of what changed on a day (UTC) or later."""
        return _text(_Cursor(datetime.datetime.combine(date, datetime.time(), datetime.UTC)))

    def _rows(self, page: int, per_page: int) -> tuple[TicketRows, Answer]:
        params: dict[str, str | int | list[str]] = {
            "query": self._query,
            "fields": "LastUpdated,Status",
            "orderby": ["LastUpdated", "id"],
            "order": ["DESC", "DESC"],
            "page": page,
            "per_page": per_page,
        }
        return self._calls.read("looking for changes", "/tickets", TicketRows, params)

    def _now(self, rows: TicketRows, answer: Answer, low: _Moment | None) -> datetime.datetime:
        """Return the server's own time; without its clock, that of the newest change."""
        if answer.at is not None:
            return datetime.datetime.fromtimestamp(answer.at, datetime.UTC)
        if rows.items:
            return _moment(rows.items[0])
        return low or datetime.datetime.fromtimestamp(0, datetime.UTC)


def _are_fewer(now: int | None, before: int | None) -> bool:
    return now is not None and before is not None and now < before


def _moment(row: TicketRow) -> datetime.datetime:
    try:
        moment = datetime.datetime.fromisoformat(row.last_updated)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise Refused("looking for changes: a time of change is not of the documented shape")
    return moment


def _text(cursor: _Cursor) -> str:
    return msgspec.json.encode(cursor).decode()


def _cursor(text: str) -> _Cursor:
    try:
        return msgspec.json.decode(text, type=_Cursor)
    except (msgspec.DecodeError, ValueError):
        cursor = None
    if cursor is None:
        raise Refused("looking for changes: the cursor is not one of Request Tracker's; begin with an empty one")
    return cursor
