"""A ticket with its messages: who wrote each, whether the customer sees it, and what it says."""

from __future__ import annotations

import base64
import binascii
import html
import re
import threading
from collections.abc import Sequence

from oceandx.tickets.helpdesk import Author, Message, Refused, Ticket
from oceandx.tickets.rt.calls import Calls
from oceandx.tickets.rt.history import MOST_PAGES, PER_PAGE, Histories, Record
from oceandx.tickets.rt.settings import RtSettings
from oceandx.tickets.rt.shapes import (
    PartRecord,
    PartRow,
    PartRows,
    Person,
    TicketRow,
    TicketRows,
    Transaction,
    UserRecord,
    Whole,
)

_PUBLIC = {"Create": True, "Correspond": True, "Comment": False}
_SYSTEM = {"rt_system", "nobody"}
_LANGUAGE = re.compile(r"[a-z]{2,3}([_-][a-z0-9]{2,8})*", re.IGNORECASE)
_MOST_PEOPLE = 5_000


class Reader:
    """Reads whole tickets; remembers who is staff, for as long as it lives."""

    def __init__(self, calls: Calls, settings: RtSettings, histories: Histories) -> None:
        self._calls, self._settings, self._histories = calls, settings, histories
        self._staff: dict[str, bool] = {}
        self._lock = threading.Lock()

    def ticket(self, ticket_id: str) -> Ticket:
        """Return a ticket with its messages. Raises TicketGone, Refused, Unavailable."""
        record = self._histories.record(ticket_id)
        entries = self._histories.entries(record)
        row = self.people(ticket_id)
        spoken = self._bounded([entry for entry in entries if entry.type in _PUBLIC])
        parts = self._parts(ticket_id, {entry.id for entry in spoken})
        asking = [person for person in row.requestor if _language(person)]
        raw = record.ticket
        return Ticket(
            id=ticket_id,
            version=record.version,
            subject=raw.subject or "",
            queue=raw.queue.name or str(raw.queue.key),
            closed=raw.status in self._settings.closed_statuses,
            updated_at=raw.last_updated,
            messages=tuple(self._message(entry, parts.get(entry.id, []), row) for entry in spoken),
            fields=self._histories.own_fields(record),
            tags=self._histories.tags(record),
            customer_locale=_language(asking[0]) if asking else "",
            agent_locale=_language(raw.owner),
        )

    def people(self, ticket_id: str) -> TicketRow:
        """Return who asks and who gets copies."""
        params = {
            "query": f"id={ticket_id}",
            "fields": "LastUpdated,Requestor,Cc",
            "fields[Requestor]": "id,Name,Lang,EmailAddress",
            "fields[Cc]": "id,Name,EmailAddress",
            "per_page": 1,
        }
        rows, _ = self._calls.read("reading the people of the ticket", "/tickets", TicketRows, params)
        return rows.items[0] if rows.items else TicketRow(id=int(ticket_id))

    def text_of(self, record: Record, entry: Transaction) -> str:
        """Return what a message says, HTML or not."""
        parts = self._parts(str(record.ticket.id), {entry.id}).get(entry.id, [])
        text, hyper = self._content(parts)
        return hyper or text

    def headers_of(self, record: Record, entry: Transaction) -> list[str]:
        """Return the header blocks of the parts of a recorded mail."""
        parts = self._parts(str(record.ticket.id), {entry.id}).get(entry.id, [])
        return [self._part(part.id).headers or "" for part in parts]

    def _bounded(self, spoken: list[Transaction]) -> list[Transaction]:
        most = self._settings.messages
        return spoken if len(spoken) <= most else [spoken[0], *spoken[-(most - 1) :]]

    def _message(self, entry: Transaction, parts: Sequence[PartRow], row: TicketRow) -> Message:
        text, hyper = self._content(parts)
        is_public = _PUBLIC[entry.type]
        author = self._author(entry, row, is_public=is_public)
        return Message(str(entry.id), author, is_public, entry.created, text=text, html=hyper)

    def _author(self, entry: Transaction, row: TicketRow, *, is_public: bool) -> Author:
        name = (entry.creator.name or "").casefold()
        if self._histories.is_own(entry):
            return Author.SELF
        if name in _SYSTEM:
            return Author.SYSTEM
        if any((person.name or "").casefold() == name for person in row.requestor):
            return Author.CUSTOMER
        is_staff = self._is_staff(entry.creator)
        if is_staff is None:
            # The record cannot be read: only staff comment, and whoever else writes in the open may be anybody.
            return Author.CUSTOMER if is_public else Author.AGENT
        return Author.AGENT if is_staff else Author.CUSTOMER

    def _is_staff(self, person: Person) -> bool | None:
        key = str(person.key)
        if not key.isdigit():  # a name may be another's number
            return None
        with self._lock:
            known = self._staff.get(key)
        if known is not None:
            return known
        try:
            record, _ = self._calls.read("reading a user", f"/user/{key}", UserRecord)
        except Refused:
            return None
        if record.privileged is None:
            return None
        with self._lock:
            if len(self._staff) >= _MOST_PEOPLE:
                self._staff.clear()
            self._staff[key] = bool(record.privileged)
        return bool(record.privileged)

    def _parts(self, ticket_id: str, wanted: set[int]) -> dict[int, list[PartRow]]:
        found: dict[int, list[PartRow]] = {}
        # The parent of a part cannot be asked for here: for a whole message the server fails with status 500.
        params = {"fields": "TransactionId,ContentType,ContentLength,Filename", "per_page": PER_PAGE, "orderby": "id"}
        for page in range(1, MOST_PAGES + 1):
            path = f"/ticket/{ticket_id}/attachments"
            rows, _ = self._calls.read("reading the parts", path, PartRows, {**params, "page": page})
            for part in rows.items:
                if (owner := _number(part.transaction_id)) in wanted:
                    found.setdefault(owner, []).append(part)
            if not rows.items:
                return found
        raise Refused("reading the parts: more than are ever read")

    def _content(self, parts: Sequence[PartRow]) -> tuple[str, str]:
        """Return the text and the HTML of a message; one of them is empty."""
        kinds = {part.id: (part.content_type or "").lower() for part in parts}
        inside = {part.id for part in parts if kinds[part.id] == "message/rfc822"}
        read: list[tuple[int, bool, str]] = []
        for part in sorted(parts, key=lambda part: part.id):
            if inside and kinds[part.id].startswith("multipart/") and _holder(self._part(part.id)) in inside:
                inside.add(part.id)
            is_html = kinds[part.id] == "text/html"
            if part.filename or not (is_html or kinds[part.id] == "text/plain"):
                continue  # a file
            if _number(part.content_length) > self._settings.text_bytes:
                continue
            record = self._part(part.id)
            parent = _holder(record)
            if parent not in inside:  # else a mail that was attached: nobody says who wrote it
                read.append((parent, is_html, _decoded(record.content)))
        rich = {parent for parent, is_html, _ in read if is_html and kinds.get(parent) == "multipart/alternative"}
        kept = [(is_html, content) for parent, is_html, content in read if is_html or parent not in rich]
        if any(is_html for is_html, _ in kept):
            return "", "\n".join(content if is_html else _as_html(content) for is_html, content in kept)
        return "\n\n".join(content for _, content in kept), ""

    def _part(self, part_id: int) -> PartRecord:
        record, _ = self._calls.read("reading a part of a message", f"/attachment/{part_id}", PartRecord)
        return record


def _number(value: object) -> int:
    text = str(value)
    return int(text) if text.isdigit() else 0


def _holder(part: PartRecord) -> int:
    return part.parent.id if isinstance(part.parent, Whole) else 0


def _decoded(content: str | None) -> str:
    try:
        return base64.b64decode(content or "").decode("utf-8", "replace").replace("\r\n", "\n")
    except (binascii.Error, ValueError):
        return ""


def _as_html(text: str) -> str:
    return "<p>" + html.escape(text).replace("\n", "<br>") + "</p>"


def _language(person: Person) -> str:
    """Return the language of a user as a BCP 47 tag, empty where none is set."""
    text = (person.lang or "").strip()
    if not _LANGUAGE.fullmatch(text):
        return ""
    first, *rest = re.split("[_-]", text)
    return "-".join([first.lower(), *(part.upper() if len(part) == 2 else part.title() for part in rest)])
