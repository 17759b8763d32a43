"""Old tickets: those that changed since a day are put behind all others, page by page, and a second run goes on."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import msgspec
from msgspec import Struct

from oceandx.tickets.audit import Kind, Record
from oceandx.tickets.helpdesk import Changes, Helpdesk, Unavailable
from oceandx.tickets.parts import Installed
from oceandx.tickets.queue import Put, Reason

_TRIES = 10
"""As often a page is asked for that the helpdesk cannot give now."""
_SHORTEST, _OWN_LONGEST, _LONGEST = 1.0, 30.0, 120.0
"""Seconds before a page is asked for again: at least, at most of our own accord, and when the helpdesk asks for it."""


@dataclass(frozen=True, slots=True)
class Backfill:
    """Old tickets of a helpdesk, ``since`` a day (UTC): in shadow, or (``writes``) as the switches allow."""

    helpdesk: str
    since: datetime.date
    writes: bool = False

    @property
    def reason(self) -> Reason:
        """Return why its tickets are put, which tells the worker that they are old and whether it may write."""
        return Reason.BACKFILL if self.writes else Reason.BACKFILL_SHADOW

    @property
    def key(self) -> str:
        """Return the key of its jobs: never that of a live job, which so keeps its own tries and dead letter."""
        return "backfill" if self.writes else "backfill-shadow"

    @property
    def place(self) -> str:
        """Return the name under which its cursor is kept; no helpdesk has a slash in its name."""
        return f"{self.key}/{self.helpdesk}/{self.since}"


class Standing(Struct, frozen=True, forbid_unknown_fields=True):
    """How far a backfill is: the next cursor, tickets that were put and left out as closed, whether it came to the end.

    A ticket that changed meanwhile may be counted twice.
    """

    cursor: str
    put: int = 0
    closed: int = 0
    at_end: bool = False


def standing(installation: Installed, backfill: Backfill) -> Standing | None:
    """Return how far a backfill came, or None where it has not begun."""
    kept = installation.ledger.cursor(backfill.place)
    return msgspec.json.decode(kept, type=Standing) if kept else None


def begin_again(installation: Installed, backfill: Backfill) -> None:
    """Let the next run begin at the day; jobs that wait stay."""
    installation.ledger.set_cursor(backfill.place, "")


def fill(
    installation: Installed,
    desk: Helpdesk,
    backfill: Backfill,
    actor: str,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[Standing]:
    """Put the tickets of a backfill from where it stands; yield after each page how far it is, the end last.

    Jobs, cursor and the entry of the audit trail are kept together or not at all; where that cannot be, the entry comes
    first and the cursor last, so that a page that was cut off is put again. Raises a HelpdeskError where the helpdesk
    stays unavailable; what was yielded is kept. Closed tickets are left out, where the list says so.
    """
    at = standing(installation, backfill) or Standing(desk.since(backfill.since))
    is_last = False
    while not is_last:
        changes = _page(desk, at.cursor, sleep)
        is_last = changes.at_end
        open_ones = [ticket_id for ticket_id in changes.ticket_ids if ticket_id not in changes.closed]
        left_out = len(changes.ticket_ids) - len(open_ones)
        at = Standing(changes.cursor, at.put + len(open_ones), at.closed + left_out, changes.at_end)
        puts = [Put(backfill.key, ticket_id, backfill.helpdesk, backfill.reason) for ticket_id in open_ones]
        with installation.transaction():
            if changes.ticket_ids:
                installation.audit.append(_record(backfill, actor, len(open_ones), left_out))
            installation.queue.put_many(puts)
            installation.ledger.set_cursor(backfill.place, msgspec.json.encode(at).decode())
        yield at


def _page(desk: Helpdesk, cursor: str, sleep: Callable[[float], None]) -> Changes:
    """Return the next page; while the helpdesk asks for patience, wait."""
    for attempt in range(1, _TRIES + 1):
        try:
            return desk.changes(cursor)
        except Unavailable as error:
            wait = max(_SHORTEST, error.retry_after or min(_SHORTEST * 2.0**attempt, _OWN_LONGEST))
            if attempt == _TRIES or wait > _LONGEST:
                raise
        sleep(wait)
    raise AssertionError  # pragma: no cover - the last attempt returns or raises


def _record(backfill: Backfill, actor: str, put: int, closed: int) -> Record:
    counts = {"put": put, "closed": closed}
    return Record(Kind.BACKFILLED, actor, backfill.helpdesk, what=f"{backfill.key}:{backfill.since}", counts=counts)
