"""A helpdesk that is a file: one ticket a line comes in, one enrichment a line goes out; for everyone else."""

from __future__ import annotations

import datetime
import hashlib
import io
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

import msgspec
from msgspec import Struct

from oceandx.errors import UsageError
from oceandx.tickets.helpdesk import (
    Author,
    Capabilities,
    Changes,
    Enrichment,
    Event,
    Forged,
    Message,
    OwnField,
    Receipt,
    Refused,
    Ticket,
    TicketGone,
)

_LONGEST = 30_000_000
_PAGE = 1000


class _Said(Struct, frozen=True, forbid_unknown_fields=True):
    """One message of a line; who wrote it, and whether the customer sees it."""

    body: str
    author: Author = Author.CUSTOMER
    public: bool = True
    html: bool = False
    at: str = ""


class _Line(Struct, frozen=True, forbid_unknown_fields=True):
    """One ticket of a file: ``body`` alone, or ``messages``."""

    id: str | int
    subject: str = ""
    body: str = ""
    messages: tuple[_Said, ...] = ()
    queue: str = ""
    closed: bool = False
    locale: str = ""
    agent_locale: str = ""
    fields: dict[OwnField, str] = {}
    tags: tuple[str, ...] = ()


_SHAPE = 'one line is {"id": …, "subject": "…", "body": "…"}'
_READ = msgspec.json.Decoder(_Line)


class JsonLines:
    """Tickets of a file, and the file of what is to be written on them (None: nothing is written).

    A line that stands there is never repeated.
    """

    def __init__(self, tickets: BinaryIO, place: str, output: Path | None) -> None:
        """Read where each ticket stands in ``tickets`` (seekable); ``place`` is its name in messages."""
        self._file = tickets
        self._place = place
        self._output = output
        self._at: dict[str, int] = {}
        self._closed: set[str] = set()
        for line, at, number in self._index():
            ticket_id = str(line.id)
            if ticket_id in self._at:
                raise UsageError(f"{place}:{number}: a second ticket '{ticket_id}'; each id stands once")
            self._at[ticket_id] = at
            if line.closed:
                self._closed.add(ticket_id)
        self._receipts = _receipts_in(output) if output is not None else {}

    @property
    def name(self) -> str:
        """Return the id under which the ledger knows this helpdesk."""
        return "jsonl"

    @property
    def capabilities(self) -> Capabilities:
        """Return what a file can do."""
        return Capabilities(tags=True, versions=True, webhooks=False)

    def fetch(self, ticket_id: str) -> Ticket:
        """Return a ticket of the file."""
        line, _ = self._line(ticket_id)
        told = line.messages or (_Said(line.body),)
        messages = tuple(
            Message(
                id=str(number),
                author=said.author,
                public=said.public,
                created_at=said.at,
                text="" if said.html else said.body,
                html=said.body if said.html else "",
            )
            for number, said in enumerate(told, 1)
        )
        return Ticket(
            id=ticket_id,
            version=self._version(ticket_id),
            subject=line.subject,
            queue=line.queue,
            closed=line.closed,
            updated_at=messages[-1].created_at,
            messages=messages,
            fields=line.fields,
            tags=frozenset(line.tags),
            customer_locale=line.locale,
            agent_locale=line.agent_locale,
        )

    def changes(self, cursor: str) -> Changes:
        """Return the tickets in the order of the file; the cursor counts them."""
        start = int(cursor or 0)
        ids = list(self._at)[start : start + _PAGE]
        closed = self._closed.intersection(ids)
        return Changes(
            tuple(ids), str(start + len(ids)), at_end=start + len(ids) >= len(self._at), closed=frozenset(closed)
        )

    def since(self, date: datetime.date) -> str:
        """Return the start of the file: it does not tell when a ticket changed."""
        del date
        return "0"

    def verify(self, headers: Mapping[str, str], body: bytes) -> Event:
        """Refuse: a file sends no events."""
        del headers, body
        raise Forged("a file sends no events")

    def write(self, ticket: Ticket, enrichment: Enrichment) -> Receipt:
        """Append one line, on disk before this returns."""
        if self._output is None:
            raise Refused(f"{self._place}: there is no file to write to")
        known = self.find_receipt(ticket.id, enrichment.key)
        if known is not None:
            return known
        receipt = Receipt(enrichment.key, enrichment.key if enrichment.note else "", _now())
        data = {
            "id": ticket.id,
            "key": enrichment.key,
            "note": enrichment.note,
            "fields": {str(field): value for field, value in enrichment.fields.items()},
            "tags": sorted(enrichment.tags),
            "written_at": receipt.written_at,
        }
        try:
            with self._output.open("a", encoding="utf-8") as stream:
                stream.write(json.dumps(data, ensure_ascii=False) + "\n")
                stream.flush()
                os.fsync(stream.fileno())
        except OSError as error:
            raise Refused(f"{self._output}: {(error.strerror or 'cannot be written').lower()}") from error
        self._receipts[ticket.id, enrichment.key] = receipt
        return receipt

    def find_receipt(self, ticket_id: str, key: str) -> Receipt | None:
        """Return the receipt of a line that was written before."""
        return self._receipts.get((ticket_id, key))

    def _index(self) -> Iterator[tuple[_Line, int, int]]:
        number, at = 0, 0
        while raw := self._file.readline(_LONGEST + 1):
            number += 1
            if len(raw) > _LONGEST:
                raise UsageError(
                    f"{self._place}:{number}: a line of more than {_LONGEST} bytes; one line is one ticket"
                )
            if raw.strip():
                yield _decode(raw, f"{self._place}:{number}"), at, number
            at += len(raw)

    def _line(self, ticket_id: str) -> tuple[_Line, bytes]:
        if ticket_id not in self._at:
            raise TicketGone(f"{self._place}: no ticket {ticket_id}")
        self._file.seek(self._at[ticket_id])
        raw = self._file.readline(_LONGEST)
        return _decode(raw, self._place), raw

    def _version(self, ticket_id: str) -> str:
        return hashlib.sha256(self._line(ticket_id)[1]).hexdigest()[:16]


def open_tickets(place: str, standard_input: BinaryIO) -> BinaryIO:
    """Return the file of tickets, or what came in on standard input (``-``), seekable. Raises UsageError."""
    if place == "-":
        return io.BytesIO(standard_input.read())
    try:
        return Path(place).open("rb")
    except (OSError, ValueError) as error:
        raise UsageError(f"{place}: {(getattr(error, 'strerror', None) or 'cannot be read').lower()}") from error


def _decode(raw: bytes, place: str) -> _Line:
    try:
        return _READ.decode(raw)
    except (msgspec.DecodeError, RecursionError) as error:
        what = str(error) if isinstance(error, msgspec.ValidationError) else "this is no JSON"
        raise UsageError(f"{place}: {what}; {_SHAPE}") from error


def _receipts_in(output: Path) -> dict[tuple[str, str], Receipt]:
    """Return what an earlier run has written; a last line that was cut off was never written."""
    receipts: dict[tuple[str, str], Receipt] = {}
    try:
        raw = output.read_bytes() if output.exists() else b""
        whole = raw[: raw.rfind(b"\n") + 1]
        if len(whole) < len(raw):
            with output.open("r+b") as stream:
                stream.truncate(len(whole))
    except OSError as error:
        raise UsageError(f"{output}: {(error.strerror or 'cannot be read').lower()}") from error
    for number, line in enumerate(whole.splitlines(), 1):
        try:
            data = json.loads(line)
            key = str(data["key"])
            receipts[str(data["id"]), key] = Receipt(key, key if data["note"] else "", str(data["written_at"]))
        except (ValueError, KeyError, TypeError) as error:
            raise UsageError(f"{output}:{number}: not a line that 'oceandx enrich' wrote; give another file") from error
    return receipts


def _now() -> str:
    return datetime.datetime.now(tz=datetime.UTC).isoformat(timespec="seconds")
