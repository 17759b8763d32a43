"""What a ticket is now, and everything that was done to it, as far as the account may see."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from oceandx.tickets.helpdesk import OwnField, Refused, TicketGone
from oceandx.tickets.rt.calls import Calls
from oceandx.tickets.rt.settings import RtSettings
from oceandx.tickets.rt.shapes import TicketRecord, Transaction, Transactions

PER_PAGE = 100
MOST_PAGES = 200
_MOST_EMPTY = 20
_ID = re.compile(r"[1-9][0-9]{0,17}")
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9:._-]{0,150}")
_SUBJECT = "oceandx"
_MARK = "~"


@dataclass(frozen=True, slots=True)
class Record:
    """A ticket as one call gave it; ``at`` is the server's clock, in seconds of the epoch."""

    ticket: TicketRecord
    version: str
    at: float | None

    @property
    def newest(self) -> int | None:
        """Return the id of the newest entry of the history, which is what Request Tracker makes the version from."""
        found = re.search(r"[0-9]+", self.version)
        return int(found[0]) if found else None


class Histories:
    """Reads tickets and their histories, and knows what in them is ours."""

    def __init__(self, calls: Calls, settings: RtSettings) -> None:
        self._calls = calls
        self._own = settings.own_user.casefold()
        names = settings.fields
        self.names = {
            OwnField.DIAGNOSIS: names.diagnosis,
            OwnField.CONFIDENCE: names.confidence,
            OwnField.RUN_KEY: names.run_key,
        }
        self.tags_name = names.tags

    def record(self, ticket_id: str) -> Record:
        """Return a ticket as it is now. Raises TicketGone, Refused, Unavailable."""
        path = f"/ticket/{checked(ticket_id)}"
        params = {"fields[Queue]": "Name", "fields[Owner]": "Name,Lang"}
        ticket, answer = self._calls.read("reading the ticket", path, TicketRecord, params)
        if str(ticket.id) != ticket_id:
            raise TicketGone("reading the ticket: merged into another")
        if ticket.status == "deleted":
            raise TicketGone("reading the ticket: deleted")
        if not answer.version:
            raise Refused("reading the ticket: no ETag in the answer; something in between removes it")
        return Record(ticket, answer.version, answer.at)

    def entries(self, record: Record, after: int = 0) -> list[Transaction]:
        """Return the history, the oldest first, at least as new as ``record``; only what came ``after`` an entry."""
        # What the account may not see makes a page short, or even empty: so pages are read until the newest entry was
        # there, which the version names.
        params: dict[str, Any] = {
            "fields": "Type,Creator,Created,Field,OldValue,NewValue,Data",
            "fields[Creator]": "id,Name,Lang",
            "orderby": "id",
            "per_page": PER_PAGE,
        }
        if after:
            limit = [{"field": "id", "operator": ">", "value": after}]
            params["query"] = msgspec.json.encode(limit).decode()
        newest = record.newest
        found: list[Transaction] = []
        empty = 0
        if after and newest is not None and newest <= after:
            return found
        path = f"/ticket/{record.ticket.id}/history"
        for page in range(1, MOST_PAGES + 1):
            rows, _ = self._calls.read("reading the history", path, Transactions, {**params, "page": page})
            found += rows.items
            if found and newest is not None and found[-1].id >= newest:
                return found
            empty = 0 if rows.items else empty + 1
            if empty > (0 if newest is None else _MOST_EMPTY):
                return found
        raise Refused("reading the history: longer than anything that is read")

    def is_own(self, entry: Transaction) -> bool:
        """Say whether the enriching account did this."""
        return (entry.creator.name or "").casefold() == self._own

    def field_ids(self, record: Record) -> dict[str, str]:
        """Return the ids of the own custom fields by their names, as far as the account sees them on the ticket."""
        wanted = {*self.names.values(), self.tags_name}
        return {one.name: str(one.id) for one in record.ticket.custom_fields if one.name in wanted}

    def own_fields(self, record: Record) -> dict[OwnField, str]:
        """Return the values of the own fields that have one."""
        values = {one.name: texts(one.values) for one in record.ticket.custom_fields}
        found = {own: values.get(name, []) for own, name in self.names.items()}
        return {own: those[0] for own, those in found.items() if those}

    def tags(self, record: Record) -> frozenset[str]:
        """Return the tags."""
        return frozenset(
            text for one in record.ticket.custom_fields if one.name == self.tags_name for text in texts(one.values)
        )

    def set_to(self, entries: Sequence[Transaction], field_id: str) -> Iterator[Transaction]:
        """Give the entries by which the enriching account changed one custom field."""
        return (one for one in entries if one.type == "CustomField" and one.field_id == field_id and self.is_own(one))


def texts(values: Sequence[object]) -> list[str]:
    """Return the values that are texts and not empty."""
    return [value for value in values if isinstance(value, str) and value.strip()]


def checked(ticket_id: str) -> str:
    """Return the id of a ticket where it is one; another text has no place in an address."""
    if not _ID.fullmatch(ticket_id):
        raise TicketGone("reading the ticket: not the number of a ticket")
    return ticket_id


def checked_key(key: str) -> str:
    """Return the key of an enrichment where it can be told apart from what stands around it."""
    if not _KEY.fullmatch(key):
        raise Refused("writing: the key is not made of letters, digits and : . _ -")
    return key


def subject_of(key: str) -> str:
    """Return the subject line of a note, by which the history alone tells whose it is."""
    return f"{_SUBJECT} {key}"


def key_of(entry: Transaction) -> str:
    """Return the key in the subject line of a note of ours, empty for another; the server may have folded the line."""
    first, _, rest = " ".join((entry.data or "").split()).partition(" ")
    return rest if first == _SUBJECT else ""


def claim_of(key: str, who: str) -> str:
    """Return what stands in the run key field while a note is being written."""
    return f"{key}{_MARK}{who}"


def is_claim(value: str, key: str) -> bool:
    """Say whether a run key says that a note with this key is being written."""
    return value.startswith(key + _MARK)
