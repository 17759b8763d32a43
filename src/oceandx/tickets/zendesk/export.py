"""Which tickets changed, page by page of the incremental export.

A cursor of ours is ``since:SECONDS`` until the first page can be asked for, then ``after:CURSOR`` with Zendesk's own.
"""

from __future__ import annotations

import datetime
import re
import time
from collections.abc import Callable

from oceandx.tickets.helpdesk import Changes, Refused
from oceandx.tickets.zendesk.calls import Calls
from oceandx.tickets.zendesk.door import EXPORT, Call
from oceandx.tickets.zendesk.rate import Kind, Meter
from oceandx.tickets.zendesk.shapes import ExportAnswer

LAG = 61
"""Seconds of the most recent changes that the export does not tell yet, and about which it must not be asked."""
_PAGE = 250
_SINCE, _AFTER = re.compile(r"since:(\d{1,12})"), re.compile(r"after:([\x21-\x7e]{1,2000})")


class Export:
    """The incremental export of one account."""

    def __init__(self, calls: Calls, meter: Meter, clock: Callable[[], float] = time.time) -> None:
        self._calls, self._meter, self._clock = calls, meter, clock

    def since(self, date: datetime.date) -> str:
        """Return the cursor of what changed on a day (UTC) or later."""
        midnight = datetime.datetime.combine(date, datetime.time(), datetime.UTC)
        return f"since:{max(0, int(midnight.timestamp()))}"

    def changes(self, cursor: str) -> Changes:
        """Return the tickets of the next page that still exist. Raises Refused, Unavailable.

        From an empty cursor nothing is asked: the export knows nothing of the current minute, so the next call begins
        at the second of this one.
        """
        now = self._clock()
        if not cursor:
            return Changes((), f"since:{int(now)}", at_end=True)
        params: dict[str, str | int]
        if since := _SINCE.fullmatch(cursor):
            start = int(since[1])
            if start > now - LAG:
                return Changes((), cursor, at_end=True)
            params = {"start_time": start, "per_page": _PAGE}
        elif after := _AFTER.fullmatch(cursor):
            start, params = 0, {"cursor": after[1], "per_page": _PAGE}
        else:
            raise Refused(f"{EXPORT.name}: not a cursor that was handed out")
        self._meter.take(Kind.EXPORT)
        page = self._calls.read(Call(EXPORT, params=params), ExportAnswer)
        # What the system changed keeps its updated_at, so only the time at which the row was made tells what is new.
        changed = [row for row in page.tickets if row.generated_timestamp >= start and row.status != "deleted"]
        following = f"after:{page.after_cursor}" if page.after_cursor else cursor
        if not (_AFTER.fullmatch(following) or following == cursor):
            raise Refused(f"{EXPORT.name}: the answer is not of the documented shape")
        ids = tuple(dict.fromkeys(str(row.id) for row in changed))
        closed = frozenset(str(row.id) for row in changed if row.status == "closed")
        return Changes(ids, following, at_end=page.end_of_stream or following == cursor, closed=closed)
