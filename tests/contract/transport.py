"""Calls and replies over HTTP, every method alike."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True, slots=True)
class Call:
    """A request as received; `query` has each parameter's values, `body` is empty without a Content-Length."""

    method: str
    path: str
    query: Mapping[str, list[str]]
    headers: Message
    body: bytes

    def one(self, name: str) -> str | None:
        """Return a parameter's first value, None without one."""
        return next(iter(self.query.get(name, ())), None)


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back, as it is."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


def json_reply(content: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Reply:
    """Reply with JSON in UTF-8."""
    body = json.dumps(content, ensure_ascii=False).encode()
    return Reply(status, body, {"Content-Type": "application/json;charset=UTF-8", **(headers or {})})


class Listener(ThreadingHTTPServer):
    """Free port of 127.0.0.1 where each call gets the answer; None closes the connection."""

    def __init__(self, answer: Callable[[Call], Reply | None]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer = answer

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a client that goes away is the client's business."""


class _Handler(BaseHTTPRequestHandler):
    server: Listener
    protocol_version = "HTTP/1.1"
    timeout = 30

    def __getattr__(self, name: str) -> Callable[[], None]:
        """Answer every method, whatever its name."""
        if name.startswith("do_"):
            return self._answer
        raise AttributeError(name)

    def log_message(self, *_: object) -> None:
        """Log nothing."""

    def _answer(self) -> None:
        url = urlsplit(self.path)
        length = int(self.headers.get("Content-Length", "0"))
        body = self.rfile.read(length)
        if len(body) < length:  # who asked was killed meanwhile
            self.close_connection = True
            return
        query = parse_qs(url.query, keep_blank_values=True)
        reply = self.server.answer(Call(self.command, url.path, query, self.headers, body))
        if reply is None:
            self.close_connection = True
            return
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.status != 204:
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(reply.body)
