"""A small Request Tracker in this process: the shapes of REST 2.0 as a real one answered them, and faults on demand."""

from __future__ import annotations

import base64
import email.utils
import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import httpx

from oceandx.tickets.helpdesk import Enrichment, OwnField
from oceandx.tickets.rt import RequestTracker, RtSettings
from tickets.rt.records import (
    AGENT,
    BOT,
    CUSTOMER,
    FIELDS,
    NOW,
    STRANGER,
    SYSTEM,
    FakePart,
    FakeTicket,
    FakeUser,
    entry_of,
    hit_of,
    iso,
    person_of,
    row_of,
)

BASE = "https://rt.example"
TOKEN = "1-35-0123456789abcdef"  # noqa: S105 - of no server
SECRET = "secret-of-the-tests"  # noqa: S105 - of no server
FIRST = "Bonjour, «401» — l\N{RIGHT SINGLE QUOTATION MARK}agenda"
NOTE = "<p>Cause probable : l'«agenda» — é. <code>oceandx k1</code></p>"
Answer = httpx.Response | Exception | None


class FakeRt:
    """Plays a server; ``on`` is called before every call and may answer in its place, ``then`` after it.

    ``in_between`` acts once after the server's look at a version and before the change.
    """

    def __init__(self) -> None:
        self.tickets: dict[int, FakeTicket] = {}
        self.users = {user.id: user for user in (BOT, AGENT, CUSTOMER, STRANGER, SYSTEM)}
        self.entries: list[dict[str, Any]] = []
        self.parts: list[FakePart] = []
        self.hidden: set[int] = set()
        self.offered: list[str] = []
        self.refused_fields: set[str] = set()
        self.scrip: Callable[[int], None] = lambda _: None
        self.clock = NOW
        self.calls: list[tuple[str, str]] = []
        self.bodies: list[Any] = []
        self.on: Callable[[httpx.Request], Answer] = lambda _: None
        self.then: Callable[[httpx.Request], Answer] = lambda _: None
        self.has_date = True
        self.in_between: Callable[[], None] = lambda: None

    def __call__(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path.removeprefix("/REST/2.0")
        self.calls.append((request.method, path))
        assert request.headers["authorization"] == f"token {TOKEN}"
        assert str(request.url).startswith(BASE + "/REST/2.0/")
        if (fault := self.on(request)) is not None:
            return _given(fault)
        answer = self._answer(request, path)
        return _given(self.then(request) or answer)

    def ticket(self, text: str = FIRST, by: FakeUser = CUSTOMER, **more: Any) -> FakeTicket:
        """Make a ticket with a first message."""
        made = FakeTicket(len(self.tickets) + 1, "Rien ne se synchronise", [CUSTOMER], updated=self.clock, **more)
        self.tickets[made.id] = made
        self.say(made.id, "Create", text, by)
        return made

    def say(self, ticket: int, kind: str, text: str, by: FakeUser = AGENT, html: bool = False, **more: Any) -> int:
        """Add a message of one part."""
        entry = self.enter(ticket, kind, by, Data="No Subject", **more)
        self.part(entry, "text/html" if html else "text/plain", text)
        return entry

    def enter(self, ticket: int, kind: str, by: FakeUser, **more: Any) -> int:
        """Add an entry to the history."""
        entry = {"id": len(self.entries) + 41, "ticket": ticket, "Type": kind, "by": by, "at": self.clock, **more}
        self.entries.append(entry)
        self.tickets[ticket].updated = self.clock
        return int(entry["id"])

    def part(self, entry: int, kind: str, content: str | None, **more: Any) -> int:
        """Add a part to a message."""
        self.parts.append(FakePart(len(self.parts) + 1, entry, kind, content, **more))
        return len(self.parts)

    def set(self, ticket: int, values: dict[str, Any], by: FakeUser, known: dict[str, list[str]] | None = None) -> None:
        """Change custom fields as the server does: what is not in a list is taken away.

        The history says that a value was replaced which the server read before, ``known``, even where it was another.
        """
        for name, new in values.items():
            if name not in FIELDS or name in self.refused_fields:
                continue
            old = self.tickets[ticket].values[name]
            if isinstance(new, list):
                for value in [*new, *sorted(set(old) - set(new))]:
                    if value not in old:
                        self.enter(ticket, "CustomField", by, Field=FIELDS[name], NewValue=value)
                    elif value not in new:
                        self.enter(ticket, "CustomField", by, Field=FIELDS[name], OldValue=value)
                self.tickets[ticket].values[name] = list(new)
            elif old != ([new] if new else []):
                self.enter(
                    ticket,
                    "CustomField",
                    by,
                    Field=FIELDS[name],
                    OldValue="".join((known or self.tickets[ticket].values)[name]),
                    NewValue=new or "",
                )
                self.tickets[ticket].values[name] = [new] if new else []

    def notes(self, ticket: int) -> list[str]:
        """Return what our own account wrote on a ticket."""
        own = {one["id"] for one in self.entries if one["ticket"] == ticket and one["by"] is BOT}
        return [str(part.content) for part in self.parts if part.transaction in own]

    def history(self, ticket: int) -> list[dict[str, Any]]:
        """Return the entries of a ticket that the account may see."""
        return [one for one in self.entries if one["ticket"] == ticket and one["id"] not in self.hidden]

    def _answer(self, request: httpx.Request, path: str) -> httpx.Response:
        query = dict(request.url.params)
        if path == "/tickets":
            return self._json(self._found(request, query))
        if match := re.fullmatch(r"/user/(\d+)", path):
            user = self.users.get(int(match[1]))
            return self._json({"Privileged": user.privileged, "Name": user.name}) if user else self._not_found()
        if match := re.fullmatch(r"/attachment/(\d+)", path):
            return self._json(self._whole_part(self.parts[int(match[1]) - 1]))
        match = re.fullmatch(r"/ticket/(\d+)(/\w+)?", path)
        assert match, path
        ticket = self.tickets.get(int(match[1]))
        if ticket is not None and ticket.merged_into:
            ticket = self.tickets[ticket.merged_into]
        if ticket is None:
            return self._not_found()
        answers = {
            ("GET", None): self._read,
            ("GET", "/history"): self._read_history,
            ("GET", "/attachments"): self._read_parts,
            ("PUT", None): self._change,
            ("POST", "/comment"): self._comment,
        }
        return answers[request.method, match[2]](ticket, request)

    def _read(self, ticket: FakeTicket, _: httpx.Request) -> httpx.Response:
        return self._json(self._whole_ticket(ticket), ETag=self._version(ticket))

    def _read_history(self, ticket: FakeTicket, request: httpx.Request) -> httpx.Response:
        query = dict(request.url.params)
        return self._json(self._page([entry_of(one) for one in self._after(ticket.id, query)], query))

    def _read_parts(self, ticket: FakeTicket, request: httpx.Request) -> httpx.Response:
        return self._json(self._page([row_of(one) for one in self._parts_of(ticket.id)], dict(request.url.params)))

    def _change(self, ticket: FakeTicket, request: httpx.Request) -> httpx.Response:
        if request.headers.get("if-match", self._version(ticket)) != self._version(ticket):
            return httpx.Response(412, json={"message": "Precondition Failed"})
        self.bodies.append(json.loads(request.content))
        assert set(self.bodies[-1]) == {"CustomFields"}
        act, self.in_between = self.in_between, lambda: None
        known = dict(ticket.values)
        act()
        self.set(ticket.id, self.bodies[-1]["CustomFields"], BOT, known)
        return self._json(["Oceandx diagnosis C01 ajouté"])

    def _comment(self, ticket: FakeTicket, request: httpx.Request) -> httpx.Response:
        self.bodies.append(body := json.loads(request.content))
        assert set(body) == {"ContentType", "Content", "Subject"}
        entry = self.enter(ticket.id, "Comment", BOT, Data=body["Subject"] + "\n")
        self.part(entry, body["ContentType"], body["Content"])
        self.scrip(entry)
        return httpx.Response(201, json=["Commentaires ajoutés"], headers={"Location": "/REST/2.0/transaction/1"})

    def _version(self, ticket: FakeTicket) -> str:
        return f'"{self.history(ticket.id)[-1]["id"]}"'

    def _json(self, body: Any, **headers: str) -> httpx.Response:
        date = {"Date": email.utils.format_datetime(datetime.fromtimestamp(self.clock, UTC), usegmt=True)}
        return httpx.Response(200, json=body, headers={**(date if self.has_date else {}), **headers})

    def _not_found(self) -> httpx.Response:
        return httpx.Response(404, json={"message": "Not Found"})

    def _after(self, ticket: int, query: dict[str, str]) -> Iterator[dict[str, Any]]:
        after = json.loads(query["query"])[0]["value"] if "query" in query else 0
        return (one for one in self.entries if one["ticket"] == ticket and one["id"] > after)

    def _parts_of(self, ticket: int) -> Iterator[FakePart]:
        mine = {one["id"] for one in self.history(ticket)}
        return (part for part in self.parts if part.transaction in mine)

    def _page(self, rows: list[dict[str, Any]], query: dict[str, str]) -> dict[str, Any]:
        page, size = int(query["page"]), int(query["per_page"])
        # As the real one: what the account may not see makes a page shorter, and nothing is counted.
        shown = [row for row in rows[(page - 1) * size : page * size] if int(row["id"]) not in self.hidden]
        return {"items": shown, "count": len(shown), "page": page, "per_page": size, "total": None, "pages": None}

    def _found(self, request: httpx.Request, query: dict[str, str]) -> dict[str, Any]:
        if match := re.fullmatch(r"id=(\d+)", query["query"]):
            rows = [self.tickets[int(match[1])]]
        else:
            assert request.url.params.get_list("orderby") == ["LastUpdated", "id"]
            assert request.url.params.get_list("order") == ["DESC", "DESC"]
            queues = re.findall(r"Queue = '([^']+)'", query["query"])
            found = [one for one in self.tickets.values() if one.queue in queues and one.status != "deleted"]
            rows = sorted(found, key=lambda one: (one.updated, one.id), reverse=True)
        size, page = int(query["per_page"]), int(query.get("page", "1"))
        return {
            "items": [hit_of(one) for one in rows[(page - 1) * size : page * size]],
            "total": len(rows),
        }

    def _whole_ticket(self, ticket: FakeTicket) -> dict[str, Any]:
        links = [{"ref": "self"}, {"ref": "comment"}, *({"ref": one} for one in self.offered)]
        owner = next((user for user in self.users.values() if user.name == ticket.owner), None)
        return {
            "id": ticket.id,
            "Subject": ticket.subject,
            "Status": ticket.status,
            "LastUpdated": iso(ticket.updated),
            "Queue": {"id": "3", "Name": ticket.queue},
            "Owner": person_of(owner) if owner else {"id": "Nobody", "Name": "Nobody", "Lang": ""},
            "CustomFields": [
                {"id": FIELDS[name], "name": name, "type": "customfield", "values": values}
                for name, values in ticket.values.items()
            ],
            "_hyperlinks": links,
        }

    def _whole_part(self, part: FakePart) -> dict[str, Any]:
        content = None if part.content is None else base64.encodebytes(part.content.encode()).decode()
        parent = {"id": str(part.parent), "type": "attachment"} if part.parent else "0"
        return {"id": part.id, "Parent": parent, "Content": content, "Headers": part.headers}


def tracker(server: FakeRt, **more: Any) -> RequestTracker:
    """Return the adapter, connected to a server in this process; it never waits."""
    options = {"base_url": BASE, "own_user": "oceandx", "queues": ("Intégration",), **more}
    settings = RtSettings(**options)
    transport = httpx.MockTransport(server)
    return RequestTracker(settings, TOKEN, SECRET, transport, now=lambda: server.clock, sleep=lambda _: None)


def enrichment(key: str = "k1", note: str | None = NOTE, **more: Any) -> Enrichment:
    """Return an enrichment of two fields and a tag."""
    fields = {OwnField.DIAGNOSIS: "C01", OwnField.CONFIDENCE: "probable"}
    return Enrichment(key, note, more.get("fields", fields), frozenset(more.get("tags", ("oceandx-s02",))))


def begin(**more: Any) -> FakeRt:
    """Return a server with one ticket."""
    server = FakeRt()
    server.ticket(**more)
    return server


def is_complete(server: FakeRt) -> bool:
    """Say whether the ticket carries the whole enrichment, its note once."""
    values = server.tickets[1].values
    return server.notes(1) == [NOTE] and values == {
        "Oceandx diagnosis": ["C01"],
        "Oceandx confidence": ["probable"],
        "Oceandx run key": ["k1"],
        "Oceandx tags": ["oceandx-s02"],
    }


def is_note(request: httpx.Request) -> bool:
    """Say whether this is the call that writes a note."""
    return request.url.path.endswith("/comment")


def is_change(request: httpx.Request) -> bool:
    """Say whether this is a call that changes fields."""
    return request.method == "PUT"


def _given(answer: httpx.Response | Exception) -> httpx.Response:
    if isinstance(answer, Exception):
        raise answer
    # Not read yet, as it comes from the wire.
    return httpx.Response(answer.status_code, headers=answer.headers, stream=httpx.ByteStream(answer.content))
