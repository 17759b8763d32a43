"""A server that answers with any bytes, and every place of an answer where a value can be planted."""

from __future__ import annotations

import copy
import datetime
import json
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote

from collection.canary import EVERYTHING, ISSUED, PATIENTS
from oceandx.facts.collectors.accuro import basic

CLIENTS = ("oceanapi", "own", "ocean")
ENDPOINTS = ("accuro-token", "offices", "providers", "appointments", "ocean-token", "site-number")
STATUSES = (200, 302, 400, 401, 403, 404, 429, 500, 503)
_JSON = (b"Content-Type", b"application/json")


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer before it is sent; ``raw`` takes the place of all of it."""

    body: bytes
    status: bytes = b"200 OK"
    headers: tuple[tuple[bytes, bytes], ...] = (_JSON,)
    raw: bytes | None = None

    def encode(self) -> bytes:
        """Return what goes over the wire."""
        if self.raw is not None:
            return self.raw
        headers = dict(self.headers)
        if not headers.keys() & {b"Content-Length", b"Transfer-Encoding"}:
            headers[b"Content-Length"] = str(len(self.body)).encode()
        lines = [b"%s: %s\r\n" % pair for pair in headers.items()]
        return b"HTTP/1.1 %s\r\n%sConnection: close\r\n\r\n%s" % (self.status, b"".join(lines), self.body)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is planted: the answers of one endpoint, changed."""

    name: str
    endpoint: str
    change: Callable[[Answer], Answer]


def honest(endpoint: str, client: str) -> Any:
    """Return an answer that a good server gives to one client; OceanAPI does not see the bookings of one provider."""
    day = datetime.datetime.now(tz=datetime.UTC).date() + datetime.timedelta(days=1)
    seen = (11,) if client == "oceanapi" else (11, 12)
    rows = [
        {
            "appointmentId": number,
            "date": day.isoformat(),
            "confirmed": False,
            "providerId": 11 + number % 2,
            "officeId": 1,
            "comments": "",
            "provider": {"providerId": 11 + number % 2},
            "office": {"officeId": 1},
            "patient": {"confirmed": False, "firstName": "", "phone": ""},
            "patients": [{"confirmed": False}],
        }
        for number in range(30)
        if 11 + number % 2 in seen
    ]
    token = {"access_token": ISSUED[client], "token_type": "bearer", "expires_in": 3600, "scope": "read"}
    return {
        "accuro-token": token,
        "ocean-token": token,
        "offices": [{"officeId": 1, "name": "Nord", "abbreviation": "N", "active": True}],
        "providers": [
            {"providerId": key, "title": "Dre", "firstName": "Ève", "lastName": name}
            for key, name in ((11, "Untel"), (12, "Autre"))
        ],
        "appointments": {"contents": rows, "count": len(rows), "total": len(rows), "lastId": 29},
        "site-number": {"resourceType": "NamingSystem", "uniqueId": []},
    }[endpoint]


def places(endpoint: str) -> tuple[Place, ...]:
    """Return every place in the answers of one endpoint."""
    return tuple(_of(endpoint))


def _of(endpoint: str) -> Iterator[Place]:
    def place(name: str, change: Callable[[Answer], Answer]) -> Place:
        return Place(f"{endpoint}: {name}", endpoint, change)

    staff = {("firstName",), ("lastName",), ("title",), ("name",), ("abbreviation",)}
    for path in _paths(honest(endpoint, "own")):
        is_staff = endpoint in {"offices", "providers"} and path[-1:] in staff
        forms = {} if is_staff else _FORMS | (_single_values() if path[-1] in _CLOSE_TO_A_NUMBER else {})
        for form, value in forms.items():
            yield place(f"{'.'.join(map(str, path))} as {form}", _setting(path, value))
    for name, body in _bodies().items():
        for status in STATUSES if name in _ERRORS else (200, 400):
            yield place(f"{name} with {status}", _saying(body, status, b"text/html" if name == "html" else _JSON[1]))
    for name, change in _wires().items():
        yield place(name, change)


def _paths(content: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if isinstance(content, dict):
        for name, value in content.items():
            yield (*path, name)
            yield from _paths(value, (*path, name))
        yield (*path, "unknownField")
    elif isinstance(content, list):
        for index, value in list(enumerate(content))[:1]:
            yield from _paths(value, (*path, index))


_FORMS: dict[str, Any] = {"text": EVERYTHING, "list": [EVERYTHING], "map": {EVERYTHING: EVERYTHING}}
_CLOSE_TO_A_NUMBER = {"date", "providerId", "officeId", "lastId", "total", "expires_in", "scope"}


def _single_values() -> dict[str, Any]:
    """Return single values that could pass for the real one."""
    singles = {f"text {value.text}": value.text for value in PATIENTS if value.number or value.kind == "e-mail"}
    numbers = {f"number {text}": int(text) for text in singles.values() if text.isdecimal()}
    return numbers | singles


def _setting(path: tuple[str | int, ...], value: Any) -> Callable[[Answer], Answer]:
    def change(answer: Answer) -> Answer:
        content = json.loads(answer.body)
        # What a field of one row may hold, it may hold in every row.
        targets = [content]
        for part in path[:-1]:
            targets = [inner for one in targets for inner in (one if isinstance(one, list) else [one[part]])]
        for target in targets:
            target[path[-1]] = copy.deepcopy(value)
        return replace(answer, body=json.dumps(content).encode())

    return change


_ERRORS = ("code-message", "constraint", "oauth", "gateway", "html")


def _bodies() -> dict[str, bytes]:
    text = EVERYTHING
    shapes: dict[str, object] = {
        "code-message": {"code": text, "message": text},
        "constraint": {"error": text, "constraintViolations": [{"path": text, "message": text}]},
        "oauth": {"error": text, "error_description": f"invalid_client invalid_scope uuid {text}", "error_uri": text},
        "gateway": {"statusCode": 1, "message": text, "fault": {"faultstring": text}},
        "only text": text,
        "list of texts": [text],
    }
    whole = json.dumps({"contents": [{"patient": {"name": text}}]}, ensure_ascii=False).encode()
    latin = b'{"contents": [{"patient": "%s", "provider": {"providerId": "%s"}}]}'
    wrong = text.replace('"', "").encode("latin-1", "replace")
    deep = b"[" * 100_000
    return {
        **{name: json.dumps(body, ensure_ascii=False).encode() for name, body in shapes.items()},
        "html": f"<html><title>{text}</title><h1>{text}</h1></html>".encode(),
        "truncated": whole[:-9],
        "not UTF-8": latin % (wrong, wrong),
        "UTF-16": whole.decode().encode("utf-16"),
        "controls": b'{"x": "\x00\x1b[2J\r\n' + whole + b'"}',
        "nested": b'{"contents": [{"patient": ' + deep + whole + b"]" * 100_000 + b"}]}",
        "nested list": deep + whole,
        "huge count": b'{"contents": [{}], "total": ' + b"9876543217" * 40 + b', "count": 9876543217}',
        "not JSON": text.encode(),
    }


def _saying(body: bytes, status: int, kind: bytes) -> Callable[[Answer], Answer]:
    return lambda answer: replace(
        answer, body=body, status=b"%d %s" % (status, EVERYTHING.encode()), headers=((b"Content-Type", kind),)
    )


def _wires() -> dict[str, Callable[[Answer], Answer]]:
    text = EVERYTHING.encode()

    def header(name: bytes, value: bytes, status: bytes = b"") -> Callable[[Answer], Answer]:
        return lambda answer: replace(answer, status=status or answer.status, headers=(*answer.headers, (name, value)))

    def raw(content: bytes) -> Callable[[Answer], Answer]:
        return lambda answer: replace(answer, raw=content)

    head, moved = b"HTTP/1.1 200 OK\r\n", b"302 Found"
    url = quote(EVERYTHING).encode()
    return {
        "reason phrase": lambda answer: replace(answer, status=b"200 " + text),
        "Retry-After": header(b"Retry-After", text, b"429 Slow"),
        "Retry-After, a date": header(b"Retry-After", b"Mon, 03 Dec 1957 00:00:00 GMT", b"503 No"),
        "Content-Type": header(b"Content-Type", text),
        "Content-Type of a page": header(b"Content-Type", b"text/html; " + text),
        "Content-Encoding": header(b"Content-Encoding", text),
        "Content-Encoding, broken": header(b"Content-Encoding", b"gzip"),
        "Server": header(b"Server", text),
        "Set-Cookie": header(b"Set-Cookie", b"a=" + text + b"; Domain=" + url + b"; Expires=" + text),
        "WWW-Authenticate": header(b"WWW-Authenticate", b'Bearer realm="' + text, b"401 No"),
        "unknown header": header(b"X-Patient", text),
        "Location": header(b"Location", b"https://elsewhere.invalid/" + url + b"?q=" + url, moved),
        "Location, as text": header(b"Location", text, moved),
        "Location, no address": header(b"Location", b"https://[" + url, moved),
        "Location, another port": header(b"Location", b"//u:" + url + b"@h:" + url, moved),
        "Content-Length": header(b"Content-Length", text),
        "Transfer-Encoding": header(b"Transfer-Encoding", text),
        "chunks": header(b"Transfer-Encoding", b"chunked"),
        "status line": raw(b"HTTP/1.1 " + text + b"\r\n\r\n"),
        "no HTTP": raw(text),
        "a header without colon": raw(head + text + b"\r\n\r\n"),
        "a header of another answer": raw(head + b"A: b\r\nHTTP/1.1 200 " + text + b"\r\n\r\n"),
        "controls in a header": raw(head + b"A: \x00\x07" + text + b"\r\n\r\n"),
        "broken off": raw(head + b"Content-Length: 100000\r\n\r\n" + text),
    }


@dataclass(slots=True)
class Board:
    """What is planted at present."""

    place: Place | None = None
    tokens: dict[str, str] = field(default_factory=dict)

    def answer(self, head: str) -> bytes:
        """Return the answer to one request."""
        endpoint = next(name for name, part in _PARTS.items() if part in head.partition("\r\n")[0])
        client = next((one for one, sign in self._signs() if sign in head), "ocean")
        content = json.dumps(honest(endpoint, client)).encode()
        answer = Answer(content)
        return (self.place.change(answer) if self.place and self.place.endpoint == endpoint else answer).encode()

    def _signs(self) -> Iterator[tuple[str, str]]:
        for client in CLIENTS:
            yield client, ISSUED[client]
            yield client, self.tokens[client]


_PARTS = {
    "accuro-token": "/v1/token",
    "ocean-token": "/oauth2/token",
    "offices": "/rest/v1/offices",
    "providers": "/rest/v1/providers/",
    "appointments": "/materials/appointments",
    "site-number": "/id-site-number",
}


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        """Read one request and answer it."""
        lines = []
        with suppress(ConnectionError):
            while (line := self.rfile.readline().decode("latin-1")) not in {"", "\r\n"}:
                lines.append(line)
            lengths = [int(one.partition(":")[2]) for one in lines if one.lower().startswith("content-length:")]
            self.rfile.read(sum(lengths))
            self.wfile.write(self.server.board.answer("".join(lines)))  # type: ignore[attr-defined]


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64
    board: Board


@contextmanager
def planted_server(secrets: dict[str, str]) -> Iterator[tuple[str, Board]]:
    """Serve on this machine while the context lasts; gives the address, and the board that says what is planted."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.board = Board(tokens={client: basic(f"{client}-client", secrets[client]) for client in CLIENTS})
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}", server.board
        server.shutdown()
        thread.join()
