"""What may lie between enrichment and its helpdesk: a way that answers 500, is slow, or loses answers, now and then."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx

_KEPT = {"content-type", "etag", "date", "last-modified", "retry-after"}
_OWN = {"host", "connection", "accept-encoding"}


class Way:
    """The way to a server; ``broken`` is the share of calls that suffer, and ``suffered`` counts what befell them."""

    def __init__(self, base: str, slow_seconds: float) -> None:
        self.base, self.slow_seconds = base, slow_seconds
        self.broken = 0.0
        self.suffered: dict[str, int] = {"refused": 0, "failed-after": 0, "slow": 0, "lost": 0}
        self._dice, self._lock = random.Random(7), threading.Lock()  # noqa: S311 - moments, not secrets

    def fate(self) -> str:
        """Return what befalls the next call."""
        with self._lock:
            if self._dice.random() >= self.broken:
                return ""
            fate = self._dice.choice(sorted(self.suffered))
            self.suffered[fate] += 1
            return fate


@contextmanager
def between(base: str, slow_seconds: float) -> Iterator[tuple[str, Way]]:
    """Serve a way to a server on a free port of this machine, and give its address."""
    way = Way(base, slow_seconds)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            fate = way.fate()
            if fate == "refused":
                self._send(500, b"{}", {})
                return
            answer = _passed_on(way.base, self)
            if fate == "slow":
                time.sleep(way.slow_seconds)
            if fate == "lost":
                self.close_connection = True
                return
            failed = fate == "failed-after"
            self._send(500 if failed else answer.status_code, b"{}" if failed else answer.content, dict(answer.headers))

        do_POST = do_PUT = do_GET  # noqa: N815 - the names are the library's

        def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
            try:
                self.send_response(status)
                for name, value in headers.items():
                    if name.lower() in _KEPT:
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            except OSError:
                self.close_connection = True  # nobody waits for it any more

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the library's
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", way
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _passed_on(base: str, call: BaseHTTPRequestHandler) -> httpx.Response:
    content = call.rfile.read(int(call.headers.get("Content-Length") or 0))
    headers = {name: value for name, value in call.headers.items() if name.lower() not in _OWN}
    headers["Connection"] = "close"
    return httpx.request(call.command, base + call.path, content=content, headers=headers, timeout=60, trust_env=False)
