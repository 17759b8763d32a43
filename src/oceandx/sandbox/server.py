"""The simulation behind a real HTTP/1.1 server on 127.0.0.1, one thread a connection."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from oceandx.sandbox.clinic import Clinic
from oceandx.sandbox.refusals import refusal
from oceandx.sandbox.routes import system_of
from oceandx.sandbox.simulation import CONTROL, Simulation
from oceandx.sandbox.wire import Answer, Request

HOST = "127.0.0.1"
_MOST_BODY = 1_000_000
_CHUNK = b" " * 65_536

Log = Callable[[str], None]


class SandboxServer(ThreadingHTTPServer):
    """Serves one simulated clinic until it is shut down; ``log`` gets method, path without query, and status."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, clinic: Clinic, port: int = 0, log: Log | None = None) -> None:
        self.simulation = Simulation(clinic)
        self.log: Log = log or (lambda _line: None)
        super().__init__((HOST, port), _Handler)

    @property
    def url(self) -> str:
        """Return the address, without a path."""
        return f"http://{HOST}:{self.server_address[1]}"

    def server_close(self) -> None:
        """Close; slow answers go at once."""
        self.simulation.close()
        super().server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """Note that a client went away; it has left and nobody reads more."""
        del request, client_address
        self.log("a connection broke off")


@contextmanager
def serving(clinic: Clinic) -> Iterator[str]:
    """Serve a clinic from a thread for the length of a block; gives the address, without a path."""
    server = SandboxServer(clinic)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server.url
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    server: SandboxServer
    protocol_version = "HTTP/1.1"
    server_version = "sandbox"
    sys_version = ""
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        """Answer one request, whatever its method."""
        url = urlsplit(self.path)
        if url.path.startswith(CONTROL):
            self._send(self.server.simulation.control(self._request(url.path, url.query, self._body() or b"")))
            return
        with self.server.simulation.calls.running(system_of(url.path) or ""):
            body = self._body()
            if body is None:
                self.close_connection = True
                self._send(refusal(413, "too_large", f"at most {_MOST_BODY} bytes with a Content-Length"))
                return
            self._send(self.server.simulation.answer(self._request(url.path, url.query, body)))

    # Every method is answered, so that the counts show a client that tries to write.
    do_POST = do_PUT = do_PATCH = do_DELETE = do_GET  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library's name
        """Leave the standard library's line out: it holds the query."""

    def _body(self) -> bytes | None:
        length = self.headers.get("Content-Length", "0")
        if not length.isdecimal() or int(length) > _MOST_BODY or "Transfer-Encoding" in self.headers:
            return None
        return self.rfile.read(int(length))

    def _request(self, path: str, query: str, body: bytes) -> Request:
        headers = {name.lower(): value for name, value in self.headers.items()}
        return Request(self.command, path, parse_qs(query, keep_blank_values=True), headers, body)

    def _send(self, answer: Answer) -> None:
        body = answer.encode()
        if answer.cut == "truncated-json":
            body = body[: len(body) * 2 // 3]
        promised = len(body) + answer.padding
        if answer.cut == "cut":
            body, self.close_connection = body[: len(body) * 2 // 3], True
        self.server.log(f"{self.command} {urlsplit(self.path).path} {answer.status}")
        self.send_response(answer.status)
        self.send_header("Content-Type", f"{answer.kind}; charset=utf-8")
        self.send_header("Content-Length", str(promised))
        for name, value in answer.headers:
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)
        self._pad(answer.padding)

    def _pad(self, left: int) -> None:
        """Send spaces after the JSON: still valid JSON, only huge."""
        while left > 0:
            left -= self.wfile.write(_CHUNK[:left])
