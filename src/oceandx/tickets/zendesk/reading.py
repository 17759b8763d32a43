"""A ticket with its comments, and what stands on it of ours."""

from __future__ import annotations

import html
import re
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

import msgspec

from oceandx.tickets.helpdesk import Author, Exposed, Message, OwnField, Receipt, Refused, Ticket, TicketGone
from oceandx.tickets.zendesk.calls import Calls
from oceandx.tickets.zendesk.door import COMMENTS, TICKET, USERS, Call
from oceandx.tickets.zendesk.settings import ZendeskSettings, own_fields
from oceandx.tickets.zendesk.shapes import (
    CommentRow,
    CommentsAnswer,
    FieldValue,
    TicketAnswer,
    TicketRow,
    UserRow,
    UsersAnswer,
)

_PAGE = 100
_MOST_PAGES = 60  # a ticket takes 5,000 comments
_SETTLE_TRIES, _SETTLE_SECONDS = 3, 1.0
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_STAFF = frozenset({"agent", "admin"})


class Reader:
    """Reads tickets of one account. Safe between threads."""

    def __init__(self, calls: Calls, settings: ZendeskSettings, sleep: Callable[[float], None] = time.sleep) -> None:
        self._calls, self._sleep = calls, sleep
        self._own_user, self._queue = settings.user_id, settings.queue
        self._fields = own_fields(settings)

    def fetch(self, ticket_id: str) -> Ticket:
        """Return a ticket with all its comments. Raises TicketGone, Refused, Unavailable."""
        row = self._settled(ticket_id)
        comments = tuple(self._comments(ticket_id))
        users = self._users({comment.author_id for comment in comments}, row)
        return Ticket(
            id=ticket_id,
            version=row.updated_at,
            subject=row.subject or "",
            queue=_queue(row, self._queue),
            closed=row.status == "closed",
            updated_at=row.updated_at,
            messages=tuple(self._message(comment, row, users) for comment in comments),
            fields=_values(row.custom_fields, self._fields),
            tags=frozenset(row.tags),
            customer_locale=_locale(users, row.requester_id),
            agent_locale=_locale(users, row.assignee_id),
        )

    def row(self, ticket_id: str) -> TicketRow:
        """Return a ticket as it is now, without its comments. Raises as ``fetch``."""
        row = self._calls.read(Call(TICKET, ticket_id), TicketAnswer).ticket
        if row.status == "deleted":
            raise TicketGone(f"{TICKET.name}: the ticket was deleted")
        return row

    def receipt(self, ticket_id: str, key: str) -> Receipt | None:
        """Return the receipt of a key in our field or in a note of ours. Raises as ``fetch``, and Exposed."""
        row = self.row(ticket_id)
        note = self.note(ticket_id, key)
        if note is not None:
            return Receipt(key, str(note.id), note.created_at)
        if _values(row.custom_fields, self._fields).get(OwnField.RUN_KEY) == key:
            return Receipt(key, "", row.updated_at)
        return None

    def note(self, ticket_id: str, key: str, note_id: int | None = None) -> CommentRow | None:
        """Return our newest note with the id, or with a key in it. Raises Exposed when customers can see it."""
        for comment in self._comments(ticket_id, newest_first=True):
            is_it = comment.id == note_id or (comment.author_id == self._own_user and holds(comment.html_body, key))
            if is_it and comment.public:
                raise Exposed(f"{COMMENTS.name}: a note of ours can be seen by the customer")
            if is_it:
                return comment
        return None

    def _settled(self, ticket_id: str) -> TicketRow:
        """Return a ticket once the second of its last change is over.

        The stamp that guards a write has whole seconds: a change later in the same second would not be noticed.
        """
        for _ in range(_SETTLE_TRIES):
            found = self._calls.read_dated(Call(TICKET, ticket_id), TicketAnswer)
            row = found.content.ticket
            if row.status == "deleted":
                raise TicketGone(f"{TICKET.name}: the ticket was deleted")
            if found.at is None or found.at > _seconds(row.updated_at):
                break
            self._sleep(_SETTLE_SECONDS)
        return row

    def _comments(self, ticket_id: str, *, newest_first: bool = False) -> Iterator[CommentRow]:
        params: dict[str, str | int] = {"page[size]": _PAGE}
        if newest_first:
            params["sort"] = "-created_at"
        for _ in range(_MOST_PAGES):
            page = self._calls.read(Call(COMMENTS, ticket_id, params), CommentsAnswer)
            yield from page.comments
            after = page.meta.after_cursor
            if not page.meta.has_more or not after or after == params.get("page[after]"):
                return
            params = {**params, "page[after]": after}
        raise Refused(f"{COMMENTS.name}: there is no end of pages")

    def _users(self, authors: set[int], row: TicketRow) -> Mapping[int, UserRow]:
        wanted = sorted(number for number in authors | {row.requester_id or 0, row.assignee_id or 0} if number > 0)
        found: dict[int, UserRow] = {}
        for start in range(0, len(wanted), _PAGE):
            ids = ",".join(str(number) for number in wanted[start : start + _PAGE])
            users = self._calls.read(Call(USERS, params={"ids": ids}), UsersAnswer).users
            found.update({user.id: user for user in users if user.id is not None})
        return found

    def _message(self, comment: CommentRow, row: TicketRow, users: Mapping[int, UserRow]) -> Message:
        return Message(
            id=str(comment.id),
            author=self._author(comment, row, users),
            public=comment.public,
            created_at=comment.created_at,
            html=comment.html_body,
        )

    def _author(self, comment: CommentRow, row: TicketRow, users: Mapping[int, UserRow]) -> Author:
        author = comment.author_id
        if author == self._own_user:
            return Author.SELF
        if author <= 0 or comment.via.channel == "system":
            return Author.SYSTEM
        if author == row.requester_id:
            return Author.CUSTOMER
        user = users.get(author)
        if user is None or user.role is None:  # a user who was deleted: only staff can write what is not public
            return Author.CUSTOMER if comment.public else Author.AGENT
        return Author.AGENT if user.role in _STAFF else Author.CUSTOMER


def holds(body: str, key: str) -> bool:
    """Say whether a note's HTML holds a key, and not only as the beginning of a longer one."""
    return bool(key) and re.search(rf"(?<!\w){re.escape(key)}(?!\w)", html.unescape(body)) is not None


def _values(rows: tuple[FieldValue, ...], own: Mapping[OwnField, int]) -> dict[OwnField, str]:
    by_id = {row.id: row.value for row in rows}
    texts = {name: _text(msgspec.json.decode(by_id[number])) for name, number in own.items() if number in by_id}
    return {name: text for name, text in texts.items() if text}


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return str(value)
    if isinstance(value, list):
        return ",".join(_text(one) for one in value)
    return ""


def _queue(row: TicketRow, by: str) -> str:
    number = {"group": row.group_id, "brand": row.brand_id, "form": row.ticket_form_id}[by]
    return "" if number is None else str(number)


def _locale(users: Mapping[int, UserRow], number: int | None) -> str:
    user = users.get(number or 0)
    locale = user.locale if user else None
    return locale if locale and _LANGUAGE.fullmatch(locale) else ""


def _seconds(stamp: str) -> float:
    try:
        return datetime.fromisoformat(stamp).timestamp()
    except ValueError:
        return 0.0
