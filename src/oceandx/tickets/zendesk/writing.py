"""The one write on a ticket: an internal note with our fields, then our tags, then both are read back.

Nothing here can name another visibility, another field or another endpoint.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable, Mapping

import msgspec

from oceandx.tickets.helpdesk import (
    Enrichment,
    Exposed,
    HelpdeskError,
    Outdated,
    OwnField,
    Receipt,
    Refused,
    Ticket,
    Unavailable,
    Uncertain,
)
from oceandx.tickets.zendesk.calls import LONGEST_WAIT, Calls
from oceandx.tickets.zendesk.door import TAGS, UPDATE, Call
from oceandx.tickets.zendesk.rate import Kind, Meter
from oceandx.tickets.zendesk.reading import Reader, holds
from oceandx.tickets.zendesk.settings import ZendeskSettings, own_fields
from oceandx.tickets.zendesk.shapes import TagsAnswer, TicketRow, UpdateAnswer

LARGEST_NOTE = 60_000
"""Bytes of a note: Zendesk cuts a longer comment at 64 KiB without a word, and the marker at its end would be lost."""
_TAG_TRIES = 5
_TAG = re.compile(r"[a-z0-9][a-z0-9_\-:./]{0,79}")
_STAMP = re.compile(r"[0-9TZ:.+\-]{10,40}")


class Writer:
    """Writes on tickets of one account. Safe between threads."""

    def __init__(
        self,
        calls: Calls,
        reader: Reader,
        meter: Meter,
        settings: ZendeskSettings,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._calls, self._reader, self._meter, self._sleep = calls, reader, meter, sleep
        self._fields = own_fields(settings)

    def write(self, ticket: Ticket, enrichment: Enrichment) -> Receipt:
        """Write on a ticket that still is as ``ticket`` says, and return the receipt.

        Raises Outdated, Refused, TicketGone, Unavailable (all: nothing was written), Uncertain, Exposed.
        """
        _check(ticket, enrichment)
        self._meter.take(Kind.WRITE, 2 if enrichment.tags - ticket.tags else 1)
        body = self._body(ticket, enrichment)
        key = hashlib.sha256(f"{ticket.id}:".encode() + body).hexdigest()
        call = Call(UPDATE, ticket.id, headers={"Idempotency-Key": f"oceandx-{key}"}, body=body)
        answer = self._calls.write(call, UpdateAnswer)
        note_id = _internal(answer)
        failed: HelpdeskError | None = None
        try:
            self._add_tags(ticket.id, answer.ticket, enrichment.tags)
            return self._read_back(ticket.id, enrichment, note_id)
        except (Exposed, Uncertain):
            raise
        except HelpdeskError as error:
            failed = error
        # Those errors say that nothing was written, which is true of their call but no more of the ticket.
        raise Uncertain(f"the note was taken, but then: {failed}")

    def _body(self, ticket: Ticket, enrichment: Enrichment) -> bytes:
        values: Mapping[OwnField, str] = {**enrichment.fields, OwnField.RUN_KEY: enrichment.key}
        update: dict[str, object] = {
            "custom_fields": [
                {"id": number, "value": values[own]} for own, number in self._fields.items() if own in values
            ],
            "updated_stamp": ticket.version,
            "safe_update": True,
        }
        if enrichment.note is not None:
            update["comment"] = {"html_body": enrichment.note, "public": False}
        return msgspec.json.encode({"ticket": update})

    def _add_tags(self, ticket_id: str, row: TicketRow, wanted: frozenset[str]) -> None:
        """Add tags to those that are there; again from a fresh stamp when somebody changes the ticket meanwhile.

        Adding a tag twice is adding it once, and each try begins with what stands, so that none is blind.
        """
        for _ in range(_TAG_TRIES):
            missing = wanted - set(row.tags)
            if not missing:
                return
            body = {"tags": sorted(missing), "updated_stamp": row.updated_at, "safe_update": "true"}
            try:
                self._calls.write(Call(TAGS, ticket_id, body=msgspec.json.encode(body)), TagsAnswer)
            except (Outdated, Uncertain):
                pass  # what stands is read before anything is sent again
            except Unavailable as error:
                if error.retry_after is None or error.retry_after > LONGEST_WAIT:
                    raise
                self._sleep(error.retry_after)
            row = self._reader.row(ticket_id)
        if wanted - set(row.tags):
            raise Uncertain(f"{TAGS.name}: the note stands, but the tags could not be added")

    def _read_back(self, ticket_id: str, enrichment: Enrichment, note_id: int | None) -> Receipt:
        if enrichment.note is None:
            receipt = self._reader.receipt(ticket_id, enrichment.key)
            if receipt is None:
                raise Uncertain(f"{UPDATE.name}: what was written is not there when it is read back")
            return receipt
        note = self._reader.note(ticket_id, enrichment.key, note_id)
        if note is None or not holds(note.html_body, enrichment.key):
            raise Uncertain(f"{UPDATE.name}: the note is not there, or not whole, when it is read back")
        return Receipt(enrichment.key, str(note.id), note.created_at)


def _internal(answer: UpdateAnswer) -> int | None:
    """Return the id of the comment that an update made, if any. Raises Exposed when customers can see one."""
    made = [event for event in (answer.audit.events if answer.audit else ()) if event.type == "Comment"]
    if any(event.public is not False for event in made):
        raise Exposed(f"{UPDATE.name}: a comment of this update can be seen by the customer")
    return made[0].id if made else None


def _check(ticket: Ticket, enrichment: Enrichment) -> None:
    """Raise Refused for what Zendesk would cut, split or misread."""
    note = enrichment.note
    if not enrichment.key or (note is not None and not holds(note, enrichment.key)):
        raise Refused(f"{UPDATE.name}: the note does not hold its key")
    if note is not None and len(note.encode()) > LARGEST_NOTE:
        raise Refused(f"{UPDATE.name}: the note is longer than {LARGEST_NOTE} bytes")
    if not all(_TAG.fullmatch(tag) for tag in enrichment.tags):
        raise Refused(f"{TAGS.name}: a tag is lower case without spaces, at most 80 characters")
    if not _STAMP.fullmatch(ticket.version):
        raise Refused(f"{UPDATE.name}: the ticket has no stamp to hold against")
