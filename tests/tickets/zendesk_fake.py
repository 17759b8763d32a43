"""A Zendesk account that keeps state: people write in it, triggers fire, and what a client may not do is recorded."""

from __future__ import annotations

import base64
import json
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from contract.transport import Call, Reply, json_reply
from tickets import zendesk_triggers as triggers
from tickets.zendesk_limits import Limits
from tickets.zendesk_replies import busy, error, forbidden, gone, invalid
from tickets.zendesk_schemas import Route, route_of, violations
from tickets.zendesk_state import (
    ADMIN,
    CUSTOMER,
    MOST_COMMENTS,
    OWN,
    Comment,
    FakeTicket,
    ManualClock,
    User,
    cleaned,
    custom_fields,
    default_users,
    stamp,
)

CLIENTS = {"enricher": ("enricher s3cret+/=", OWN), "exporter": ("exporter s3cret", ADMIN)}
SCOPES = {f"{what}:{right}" for what in ("tickets", "users", "webhooks", "triggers") for right in ("read", "write")}
SIGNING_SECRET = "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ=="  # noqa: S105 - the vendor's published one for tests


class AnswerLost(Exception):  # noqa: N818 - an answer, not an error
    """The call took place and nobody hears of it."""


@dataclass(frozen=True, slots=True)
class Token:
    user: int
    scopes: frozenset[str]
    ends: float


@dataclass(slots=True)
class Fault:
    """What happens to the next calls of an endpoint (empty: of any) in place of an answer."""

    route: str
    times: int
    reply: Reply | None = None  # None: the call takes place and its answer is lost
    after: bool = False  # with a reply: the call takes place before it


class FakeZendesk:
    """One account. ``violations`` must be empty at the end of every test; safe between threads."""

    def __init__(self, now: Callable[[], float] | None = None) -> None:
        self.now = now or ManualClock().now
        self.users = default_users()
        self.tickets: dict[int, FakeTicket] = {}
        self.triggers = [triggers.shipped("rearm.json"), triggers.shipped("trigger.json")]
        self.deliveries: list[triggers.Delivery] = []
        self.mail: list[tuple[int, str]] = []  # what customers were sent: ticket and HTML
        self.calls: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.bodies: list[bytes] = []
        self.violations: list[str] = []
        self.limits = Limits(self.now)
        self.faults: deque[Fault] = deque()
        self.before: list[Callable[[str], None]] = []  # called with each endpoint before it answers
        self.granted: str | None = None  # scopes that every token gets, whatever was asked for
        self.shows_notes = self.shows_notes_later = False  # private comments become public: at once, or read back
        self._tokens: dict[str, Token] = {}
        self._ids = iter(range(70_001, 10_000_000))
        self._lock = threading.RLock()

    # What people do

    def opened(self, html: str, *, requester: int = CUSTOMER, subject: str = "Help", public: bool = True) -> FakeTicket:
        """Return a new ticket of a customer."""
        with self._lock:
            ticket = FakeTicket(len(self.tickets) + 1001, requester, subject, self.now(), self.now())
            self.tickets[ticket.id] = ticket
            self.commented(ticket, requester, html, public=public, kind="Create")
        return ticket

    def commented(self, ticket: FakeTicket, by: int, html: str, *, public: bool, kind: str = "Change") -> Comment:
        """Return a comment that somebody has just written."""
        with self._lock:
            comment = Comment(next(self._ids), by, cleaned(html), public, self.now())
            ticket.comments.append(comment)
            if public and self.users.get(by, User(by, "agent")).role != "end-user":
                self.mail.append((ticket.id, html))
            self.changed(ticket, by, comment, kind)
        return comment

    def changed(self, ticket: FakeTicket, by: int, comment: Comment | None = None, kind: str = "Change") -> None:
        """Note that somebody has changed a ticket, and let triggers act on it."""
        with self._lock:
            who = self.users.get(by, User(by, "agent"))
            if by != OWN and who.role != "end-user":
                self.limits.spend("updates", self.limits.updates)  # agents share the limit
            ticket.updated = ticket.generated = self.now()
            update = triggers.Update(ticket, who, kind, comment)
            self.deliveries += triggers.run(self.triggers, update, len(self.deliveries))

    def changed_by_the_system(self, ticket: FakeTicket) -> None:
        """Change a ticket as the system does: without a new stamp."""
        ticket.generated = self.now()

    # What a client calls

    def answer(self, call: Call) -> Reply:
        """Answer a call. Raises AnswerLost when it took place without an answer."""
        with self._lock:
            found = route_of(call.method, call.path)
            if found is None:
                self.violations.append(f"{call.method} {call.path}: no such endpoint")
                return error(404, "InvalidEndpoint", "Not found")
            route, ticket_id = found
            self.calls.append(route.name)
            self.headers.append({name.lower(): value for name, value in call.headers.items()})
            self.bodies.append(call.body)
            self.violations += violations(route, call.query, call.body)
            for hook in list(self.before):
                hook(route.name)
            fault = self._fault(route.name)
            if fault and fault.reply and not fault.after:
                return fault.reply
            reply = self._limited(route, call, ticket_id)
            if fault and fault.reply is None:
                raise AnswerLost
            return fault.reply if fault and fault.reply else reply

    def _fault(self, name: str) -> Fault | None:
        for fault in self.faults:
            if fault.route in {"", name} and fault.times > 0:
                fault.times -= 1
                return fault
        return None

    def _limited(self, route: Route, call: Call, ticket_id: int) -> Reply:
        if route.name == "token":
            return self._token(json.loads(call.body))
        token = self._tokens.get(call.headers.get("Authorization", "").removeprefix("Bearer "))
        if token is None or token.ends <= self.now():
            return json_reply({"error": "invalid_token", "error_description": "The token is not valid."}, 401)
        wait = self.limits.spend("account", self.limits.account)
        if not wait and route.name == "export":
            wait = self.limits.spend("exports", self.limits.exports)
        if not wait and route.scope == "tickets:write":
            one = self.limits.spend((token.user, ticket_id), self.limits.updates_of_one, 600)
            wait = one or self.limits.spend("updates", self.limits.updates)
        if wait:
            return busy(wait)
        if not token.scopes <= SCOPES | {"read", "write"} or (route.scope and route.scope not in token.scopes):
            return forbidden()
        reply: Reply = getattr(self, f"_{route.name}")(call, ticket_id, token)
        return Reply(reply.status, reply.body, {**reply.headers, **self._left(route)})

    def _left(self, route: Route) -> dict[str, str]:
        limits = self.limits
        headers = {
            "X-Rate-Limit": str(limits.account),
            "X-Rate-Limit-Remaining": str(limits.left("account", limits.account)),
            "ratelimit-reset": str(limits.resets("account")),
        }
        kind = {"update": "updates", "tags": "updates", "export": "exports"}.get(route.name)
        if kind:
            most = getattr(limits, kind)
            left, resets = limits.left(kind, most), limits.resets(kind)
            headers[f"Zendesk-RateLimit-{kind}"] = f"total={most}; remaining={left}; resets={resets}"
        return headers

    def _token(self, body: dict[str, Any]) -> Reply:
        secret, user = CLIENTS.get(body["client_id"], ("", 0))
        if not user or body["client_secret"] != secret:
            return json_reply({"error": "invalid_client", "error_description": "Client authentication failed."}, 401)
        scope, lasts = self.granted or body["scope"], body.get("expires_in", 300)
        token = f"token-{len(self._tokens) + 1}-{body['client_id']}"
        self._tokens[token] = Token(user, frozenset(scope.split()), self.now() + lasts)
        return json_reply({"access_token": token, "token_type": "bearer", "scope": scope, "expires_in": lasts})

    def revoke_tokens(self) -> None:
        """Make every token that was given so far worthless."""
        self._tokens.clear()

    def _me(self, _call: Call, _ticket: int, token: Token) -> Reply:
        return json_reply({"user": self.users[token.user].row()})

    def _count(self, *_: object) -> Reply:
        return json_reply({"count": {"value": len(self.tickets), "refreshed_at": stamp(self.now())}})

    def _users(self, call: Call, *_: object) -> Reply:
        ids = [int(number) for number in (call.one("ids") or "").split(",")]
        return json_reply({"users": [self.users[number].row() for number in ids if number in self.users]})

    def _ticket(self, _call: Call, ticket_id: int, _token: Token) -> Reply:
        ticket = self.tickets.get(ticket_id)
        return json_reply({"ticket": ticket.row()}) if ticket and ticket.status != "deleted" else gone()

    def _comments(self, call: Call, ticket_id: int, _token: Token) -> Reply:
        ticket = self.tickets.get(ticket_id)
        if ticket is None or ticket.status == "deleted":
            return gone()
        rows = list(ticket.comments)
        if (call.one("sort") or "").startswith("-"):
            rows.reverse()
        size, start = int(call.one("page[size]") or 100), int(call.one("page[after]") or 0)
        end = start + size
        meta = {"has_more": end < len(rows), "after_cursor": str(end), "before_cursor": str(start)}
        shown = [row.row() for row in rows[start:end]]
        for row in shown if self.shows_notes_later else ():
            row["public"] = True
        return json_reply({"comments": shown, "meta": meta, "links": {"next": None, "prev": None}})

    def _export(self, call: Call, _ticket: int, token: Token) -> Reply:
        if self.users[token.user].role != "admin":
            return forbidden()
        cursor, start = call.one("cursor"), call.one("start_time")
        if cursor is None and start is None:
            return error(400, "InvalidValue", "start_time or cursor")
        if cursor is None and int(start or 0) > self.now() - 60:
            return error(422, "StartTimeTooRecent", "Too recent start_time. Use a start_time older than 60 seconds")
        after = json.loads(base64.urlsafe_b64decode(cursor)) if cursor else [int(start or 0), 0]
        rows = sorted((int(ticket.generated), ticket.id) for ticket in self.tickets.values())
        rows = [row for row in rows if list(row) > after and row[0] <= self.now() - 60]
        page = rows[: int(call.one("per_page") or 1000)]
        last = base64.urlsafe_b64encode(json.dumps(list(page[-1]) if page else after).encode()).decode()
        return json_reply(
            {
                "tickets": [self.tickets[number].row() for _, number in page],
                "after_cursor": last,
                "after_url": None,
                "before_cursor": None,
                "end_of_stream": len(page) == len(rows),
            }
        )

    def _update(self, call: Call, ticket_id: int, token: Token) -> Reply:
        content = json.loads(call.body)["ticket"]
        ticket = self.tickets.get(ticket_id)
        if ticket is None:
            return gone()
        if refusal := self._refusal(ticket, content):
            return refusal
        events: list[dict[str, Any]] = []
        for number, value in custom_fields(content["custom_fields"]).items():
            if ticket.values.get(number) != value:
                events.append({"id": next(self._ids), "type": "Change", "field_name": str(number), "value": value})
            ticket.values[number] = value
        comment = None
        if written := content.get("comment"):
            # Without a word about it, a comment is as public as the first one of the ticket.
            public = written.get("public", ticket.comments[0].public) or self.shows_notes
            comment = Comment(next(self._ids), token.user, cleaned(written["html_body"]), public, self.now())
            ticket.comments.append(comment)
            if public:
                self.mail.append((ticket.id, comment.html))
            events.append({**comment.row(), "type": "Comment", "audit_id": 1})
        self.changed(ticket, token.user, comment)
        audit = {"id": next(self._ids), "ticket_id": ticket.id, "author_id": token.user, "events": events}
        return json_reply({"ticket": ticket.row(), "audit": audit})

    def _tags(self, call: Call, ticket_id: int, token: Token) -> Reply:
        content = json.loads(call.body)
        ticket = self.tickets.get(ticket_id)
        if ticket is None:
            return gone()
        if refusal := self._refusal(ticket, content):
            return refusal
        ticket.tags.extend(tag for tag in content["tags"] if tag not in ticket.tags)
        self.changed(ticket, token.user)
        return json_reply({"tags": list(ticket.tags)})

    def _refusal(self, ticket: FakeTicket, content: dict[str, Any]) -> Reply | None:
        if ticket.status == "deleted":
            return gone()
        if content.get("updated_stamp") and content["updated_stamp"] != stamp(ticket.updated):
            said = "Safe Update prevented the update due to outdated ticket data."
            return error(409, "UpdateConflict", said)
        if ticket.status == "closed":
            return invalid("status", "Status: closed prevents ticket update")
        if "comment" in content and len(ticket.comments) >= MOST_COMMENTS:
            return invalid("base", "The ticket has as many comments as it can have")
        unknown = set(custom_fields(content.get("custom_fields", ()))) - {9001, 9002, 9003}
        return invalid("base", f"Custom field {unknown} is not there") if unknown else None
