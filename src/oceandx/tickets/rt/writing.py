"""One enrichment on one ticket: at most one note, whatever breaks in between, and nothing of a person's overwritten.

Request Tracker has no transaction over several calls, and two writers with one version may both get through. So:

1. A change of fields and tags, refused by the server when the ticket is not what was fetched, also puts a claim into
   the run key: the key, and who writes. The history orders claims; only the first one goes on.
2. The history says whether a person wrote in just that moment. What they wrote is put back.
3. The note is written, and read back: it must be a comment, by us, and no mail of it may go to a customer.
4. The run key is set to the key alone: the seal. A ticket has an enrichment if, and only if, it was sealed.

What was cut off before the seal is taken up again by the next write: a note that stands is not written twice, and while
a claim is young the server may still be working on the note behind it, so nobody begins again.
"""

from __future__ import annotations

import contextlib
import datetime
import email
import email.utils
import re
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

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
from oceandx.tickets.rt.calls import Calls
from oceandx.tickets.rt.history import (
    Histories,
    Record,
    checked_key,
    claim_of,
    is_claim,
    key_of,
    subject_of,
    texts,
)
from oceandx.tickets.rt.reading import Reader
from oceandx.tickets.rt.settings import RtSettings
from oceandx.tickets.rt.shapes import Transaction

# What the server offers to an account that may reply: outright, or as one that may change a ticket's status.
_REPLIES = {"correspond", "lifecycle"}


@dataclass(frozen=True, slots=True)
class _Plan:
    """What one write is about to do on a ticket whose newest entry is ``after``."""

    ticket: Ticket
    enrichment: Enrichment
    ids: dict[str, str]
    claim: str
    after: int


class Writer:
    """Writes enrichments and finds those that stand."""

    def __init__(self, calls: Calls, settings: RtSettings, histories: Histories, reader: Reader) -> None:
        self._calls, self._settings, self._histories, self._reader = calls, settings, histories, reader

    def find(self, ticket_id: str, key: str) -> Receipt | None:
        """Return the receipt of an enrichment that is complete on a ticket. Raises TicketGone, Refused, Unavailable."""
        record = self._histories.record(ticket_id)
        return self._receipt(record, self._histories.entries(record), checked_key(key))

    def write(self, ticket: Ticket, enrichment: Enrichment, now: Callable[[], float] = time.time) -> Receipt:
        """Write an enrichment unless it stands already, and return its receipt."""
        key = checked_key(enrichment.key)
        record = self._histories.record(ticket.id)
        entries = self._histories.entries(record)
        if receipt := self._receipt(record, entries, key):
            return receipt
        if record.version != ticket.version:
            raise Outdated("writing: the ticket changed since it was fetched")
        plan = self._plan(record, ticket, enrichment)
        note = self._note(record, entries, key)
        if note is None:
            self._wait_for_others(plan, entries, record.at or now())
        self._claim(plan)
        self._begin(plan, with_note=note is None and enrichment.note is not None)
        try:
            return self._finish(plan, note)
        except (Unavailable, Outdated) as error:
            failure = str(error)
        raise Uncertain(f"{failure}; part of the enrichment is written")

    def _begin(self, plan: _Plan, *, with_note: bool) -> None:
        """Write the note once the claim holds; where it surely was not written, take the claim back."""
        failure: HelpdeskError
        try:
            record = self._histories.record(plan.ticket.id)
            entries = self._histories.entries(record, plan.after)
            self._give_way(plan, entries)
            self._put_back(plan, record, entries)
            if with_note:
                self._post(plan)
        except (Unavailable, Outdated, Refused) as error:
            failure = error
        else:
            return
        with contextlib.suppress(HelpdeskError):
            self._put(plan, {self._run_key: ""}, "taking the claim back")
        raise failure

    def _finish(self, plan: _Plan, note: Transaction | None) -> Receipt:
        key = plan.enrichment.key
        record = self._histories.record(plan.ticket.id)
        entries = self._histories.entries(record, 0 if note else plan.after)
        if plan.enrichment.note is not None:
            note = self._read_back(plan, record, entries)
        self._put_back(plan, record, [entry for entry in entries if entry.id > plan.after])
        self._are_set(plan, record)
        self._put(plan, {self._run_key: key}, "sealing the enrichment")
        record = self._histories.record(plan.ticket.id)
        if self._histories.own_fields(record).get(OwnField.RUN_KEY) != key:
            raise Uncertain("sealing the enrichment: the run key does not stand")
        return Receipt(key, str(note.id) if note else "", record.ticket.last_updated)

    @property
    def _run_key(self) -> str:
        return self._histories.names[OwnField.RUN_KEY]

    def _receipt(self, record: Record, entries: Sequence[Transaction], key: str) -> Receipt | None:
        field_id = self._histories.field_ids(record).get(self._run_key, "")
        sealed = [entry for entry in self._histories.set_to(entries, field_id) if entry.new_value == key]
        if not sealed:
            return None
        note = self._note(record, entries, key)
        return Receipt(key, str(note.id) if note else "", sealed[0].created)

    def _note(self, record: Record, entries: Sequence[Transaction], key: str) -> Transaction | None:
        """Return our own comment with a key: its subject line says so, or else the marker in it."""
        own = [entry for entry in entries if entry.type == "Comment" and self._histories.is_own(entry)]
        marker = re.compile(rf"(?<![\w:.-]){re.escape(key)}(?![\w:.-])")
        for entry in own:
            if key_of(entry) == key:
                return entry
            if not key_of(entry) and marker.search(self._reader.text_of(record, entry)):
                return entry
        return None

    def _plan(self, record: Record, ticket: Ticket, enrichment: Enrichment) -> _Plan:
        if not self._settings.allow_reply_right and any(link.ref in _REPLIES for link in record.ticket.links):
            raise Refused("writing: the account may reply to customers; take ReplyToTicket and ModifyTicket from it")
        ids = self._histories.field_ids(record)
        names = [*(self._histories.names[field] for field in enrichment.fields), self._run_key]
        names += [self._histories.tags_name] if enrichment.tags else []
        if missing := sorted(set(names) - set(ids)):
            raise Refused(f"writing: no custom field '{missing[0]}' on the ticket that the account can see")
        if record.newest is None:
            raise Refused("writing: the version of the ticket is none of Request Tracker's")
        return _Plan(ticket, enrichment, ids, claim_of(enrichment.key, secrets.token_hex(4)), record.newest)

    def _wait_for_others(self, plan: _Plan, entries: Sequence[Transaction], now: float) -> None:
        """Stop while another write of the same key, alive or not, may still bring its note."""
        if plan.enrichment.note is None:
            return
        changes = list(self._histories.set_to(entries, plan.ids[self._run_key]))
        taken_back = {entry.old_value for entry in changes if not entry.new_value}
        for entry in changes:
            if is_claim(entry.new_value or "", plan.enrichment.key) and entry.new_value not in taken_back:
                left = self._settings.settle_seconds - (now - _seconds(entry.created))
                if left > 0:
                    raise Unavailable("writing: an earlier write of the same note may still be under way", left)

    def _claim(self, plan: _Plan) -> None:
        fields = {self._histories.names[field]: value for field, value in plan.enrichment.fields.items()}
        values: dict[str, object] = {**fields, self._run_key: plan.claim}
        if plan.enrichment.tags:
            # What is not in the list is taken away by the server: the tags that stand are part of it.
            values[self._histories.tags_name] = sorted(plan.ticket.tags | plan.enrichment.tags)
        self._put(plan, values, "writing fields and tags", plan.ticket.version)

    def _give_way(self, plan: _Plan, entries: Sequence[Transaction]) -> None:
        values = [entry.new_value or "" for entry in self._histories.set_to(entries, plan.ids[self._run_key])]
        claims = [value for value in values if is_claim(value, plan.enrichment.key)]
        if plan.claim not in claims:
            raise Refused("writing fields and tags: the account has no right to change the run key")
        if claims[0] != plan.claim:
            raise Outdated("writing: another write of the same note came first")

    def _put_back(self, plan: _Plan, record: Record, entries: Sequence[Transaction]) -> None:
        """Put back what a person wrote, from the server's look at the version on, into what we wrote at that moment.

        What our own entries say that they replaced is not to be relied on: under a race the server writes there what
        it read before.
        """
        values = {one.name: texts(one.values) for one in record.ticket.custom_fields}
        latest: dict[str, str] = {}
        for field in plan.enrichment.fields:
            name = self._histories.names[field]
            if field is not OwnField.RUN_KEY:
                changes = _changes(entries, plan.ids[name])
                theirs = [entry.new_value or "" for entry in changes if not self._histories.is_own(entry)]
                if theirs:
                    latest[name] = theirs[-1]
        lost: dict[str, object] = {name: new or None for name, new in latest.items() if values[name] != texts([new])}
        changes = list(_changes(entries, plan.ids.get(self._histories.tags_name, "")))
        taken = {entry.old_value for entry in changes if entry.old_value and self._histories.is_own(entry)}
        added = {entry.new_value for entry in changes if entry.new_value and not self._histories.is_own(entry)}
        removed = {entry.old_value for entry in changes if entry.old_value and not self._histories.is_own(entry)}
        tags = self._histories.tags(record)
        if missing := (taken | added) - removed - tags:
            lost[self._histories.tags_name] = sorted(missing | tags)
        if lost:
            self._put(plan, lost, "putting back what a person wrote")
        if latest:
            raise Outdated("writing fields and tags: a person wrote at the same moment; what they wrote stands")

    def _post(self, plan: _Plan) -> None:
        body = {
            "ContentType": "text/html",
            "Subject": subject_of(plan.enrichment.key),
            "Content": plan.enrichment.note,
        }
        # A comment never goes to a customer by itself. `correspond`, which does, is nowhere in this package.
        self._calls.write("writing the note", "POST", f"/ticket/{plan.ticket.id}/comment", body)

    def _read_back(self, plan: _Plan, record: Record, entries: Sequence[Transaction]) -> Transaction:
        note = self._note(record, entries, plan.enrichment.key)
        if note is None:
            if any(key_of(entry) == plan.enrichment.key and self._histories.is_own(entry) for entry in entries):
                raise Exposed("reading the note back: it is no internal comment")
            raise Uncertain("reading the note back: it is not there")
        mails = [entry for entry in entries if entry.type == "CommentEmailRecord" and entry.id > note.id]
        if mails:
            row = self._reader.people(plan.ticket.id)
            theirs = {_plain(one) for who in (*row.requestor, *row.cc) for one in (who.name, who.email_address) if one}
            for mail in mails:
                if theirs & {to for block in self._reader.headers_of(record, mail) for to in _recipients(block)}:
                    raise Exposed("reading the note back: a mail of it went to a customer; look at the scrips")
        return note

    def _are_set(self, plan: _Plan, record: Record) -> None:
        fields = self._histories.own_fields(record)
        for field, value in plan.enrichment.fields.items():
            if field is not OwnField.RUN_KEY and fields.get(field, "") != value.strip():
                self._tell_why(plan, record, self._histories.names[field])
        if not plan.enrichment.tags <= self._histories.tags(record):
            self._tell_why(plan, record, self._histories.tags_name)

    def _tell_why(self, plan: _Plan, record: Record, name: str) -> None:
        """Raise for a field that is not as it was written: changed by somebody since, or never changed by us."""
        entries = self._histories.entries(record, plan.after)
        if any(entry.type == "CustomField" and entry.field_id == plan.ids[name] for entry in entries):
            raise Uncertain(f"reading back: somebody changed '{name}' meanwhile")
        raise Refused(f"reading back: '{name}' was not changed; the account has no right to, or the field refuses it")

    def _put(self, plan: _Plan, values: dict[str, object], what: str, version: str = "") -> None:
        self._calls.write(what, "PUT", f"/ticket/{plan.ticket.id}", {"CustomFields": values}, version)


def _changes(entries: Sequence[Transaction], field_id: str) -> list[Transaction]:
    return [entry for entry in entries if entry.type == "CustomField" and entry.field_id == field_id]


def _seconds(moment: str) -> float:
    failure: HelpdeskError
    try:
        return datetime.datetime.fromisoformat(moment).timestamp()
    except ValueError:
        failure = Refused("reading the history: a time is not of the documented shape")
    raise failure


def _recipients(headers: str) -> set[str]:
    message = email.message_from_string(headers)
    lines = [line for name in ("to", "cc", "bcc", "rt-send-cc", "rt-send-bcc") for line in message.get_all(name, [])]
    return {_plain(address) for _, address in email.utils.getaddresses([str(line) for line in lines]) if address}


def _plain(address: str) -> str:
    return address.strip().casefold()
