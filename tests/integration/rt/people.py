"""Who works with a real Request Tracker in the tests: an agent, a customer who writes mails, a receiver of webhooks."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx

from integration.rt.machine import QUEUE, Machine

CUSTOMER = "cliente@clinique.example"


class Account:
    """A user of the interface, by token."""

    def __init__(self, machine: Machine, name: str) -> None:
        headers = {"Authorization": f"token {machine.tokens[name]}"}
        self._client = httpx.Client(base_url=f"{machine.base}/REST/2.0", headers=headers, timeout=30, trust_env=False)
        self._client.headers["Connection"] = "close"

    def call(self, method: str, path: str, **body: Any) -> httpx.Response:
        """Return the answer to one call."""
        return self._client.request(method, path, json=body or None)

    def open(self, subject: str = "Rien ne va", text: str = "Bonjour", **more: Any) -> str:
        """Open a ticket for the customer and return its id."""
        body = {"Queue": QUEUE, "Subject": subject, "Requestor": CUSTOMER, "ContentType": "text/plain", "Content": text}
        answer = self.call("POST", "/ticket", **{**body, **more})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    def say(self, ticket: str, how: str, text: str) -> httpx.Response:
        """Comment or correspond."""
        return self.call("POST", f"/ticket/{ticket}/{how}", ContentType="text/plain", Content=text)

    def set(self, ticket: str, **fields: Any) -> None:
        """Change own fields of enrichment, by the last word of their names."""
        answer = self.call("PUT", f"/ticket/{ticket}", CustomFields={f"Oceandx {n}": v for n, v in fields.items()})
        assert answer.status_code == 200, answer.text

    def values(self, ticket: str) -> dict[str, list[str]]:
        """Return the custom fields of a ticket."""
        answer = self.call("GET", f"/ticket/{ticket}")
        assert answer.status_code == 200, answer.text
        return {one["name"]: one["values"] for one in answer.json()["CustomFields"]}

    def comments(self, ticket: str, by: str = "oceandx") -> list[str]:
        """Return the ids of what somebody commented."""
        path = f"/ticket/{ticket}/history?fields=Type,Creator&fields[Creator]=Name&per_page=100"
        rows = self.call("GET", path).json()["items"]
        return [str(row["id"]) for row in rows if row["Type"] == "Comment" and row["Creator"]["Name"] == by]


def write_mail(machine: Machine, subject: str, text: str, html: str) -> None:
    """Let the customer write a mail, of which Request Tracker makes a ticket."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = CUSTOMER, "aide@rt.example", subject
    message["Message-ID"] = "<1@clinique.example>"
    message.set_content(text)
    message.add_alternative(html, subtype="html")
    message.add_attachment(b"\x89PNG" + bytes(2_000_000), maintype="image", subtype="png", filename="écran.png")
    message.add_attachment("journal " * 100_000, filename="journal.txt")
    form = {"queue": QUEUE, "action": "correspond", "message": message.as_bytes().decode()}
    answer = httpx.post(f"{machine.base}/REST/1.0/NoAuth/mail-gateway", data=form, timeout=60, trust_env=False)
    assert answer.text.startswith("ok"), answer.text


class Hooks:
    """The webhooks that came in."""

    def __init__(self) -> None:
        self.received: list[tuple[Mapping[str, str], bytes]] = []


@contextmanager
def receiving(port: int) -> Iterator[Hooks]:
    """Receive webhooks on a port of this machine."""
    hooks = Hooks()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            hooks.received.append((dict(self.headers.items()), body))
            self.send_response(202)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the library's
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield hooks
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
