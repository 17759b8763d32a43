"""The web server of enrichment: what it takes, what it refuses, and that it says nothing of either."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping

import httpx
import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal

from oceandx.tickets.helpdesk import Event, Forged
from oceandx.tickets.receiving import MOST_BYTES, Page, receiver
from oceandx.tickets.store import StoreUnavailable
from tickets.desk import MemoryDesk

PAGE = Page(
    "en",
    "Verdict",
    "Press the button.",
    "Thanks.",
    "No <link>.",
    "Later.",
    {"C01": "Missing <rights>", "C06": "Not ticked"},
)


class Signed(MemoryDesk):
    """A helpdesk whose webhooks hold the ticket's id and are signed with a word."""

    def verify(self, headers: Mapping[str, str], body: bytes) -> Event:
        if headers.get("x-signature") != "good":
            raise Forged("wrong signature")
        return Event(headers["x-delivery"], body.decode())


@pytest.fixture(scope="module")
def portal() -> Iterator[BlockingPortal]:
    with start_blocking_portal() as opened:
        yield opened


class Server:
    """The application, called in memory, and what it kept."""

    def __init__(self, portal: BlockingPortal) -> None:
        self.portal = portal
        self.kept: list[tuple[str, Event]] = []
        self.verdicts: list[tuple[str, str]] = []
        self.is_away = False
        self.app = receiver({"memory": Signed()}, self.take, self.judge, PAGE)

    def take(self, helpdesk: str, event: Event) -> bool:
        self._reach()
        known = any(event.delivery_id == one.delivery_id for _, one in self.kept)
        if not known:
            self.kept.append((helpdesk, event))
        return not known

    def judge(self, link: str, cause: str) -> str | None:
        self._reach()
        if not link.endswith("~good"):
            return "wrong signature"
        self.verdicts.append((link, cause))
        return None

    def _reach(self) -> None:
        if self.is_away:
            raise StoreUnavailable("nats: away")

    def call(self, method: str, path: str, body: bytes = b"", **headers: str) -> httpx.Response:
        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(self.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://dx.example") as client:
                named = {name.replace("_", "-"): value for name, value in headers.items()}
                return await client.request(method, path, content=body, headers=named)

        return self.portal.call(send)


@pytest.fixture
def server(portal: BlockingPortal) -> Server:
    return Server(portal)


def test_a_signed_webhook_is_kept_once_and_answered_at_once(server: Server) -> None:
    answers = [server.call("POST", "/hooks/memory", b"7", x_signature="good", x_delivery="d1") for _ in range(2)]
    assert [(answer.status_code, answer.text) for answer in answers] == [(202, "kept"), (202, "known")]
    assert server.kept == [("memory", Event("d1", "7"))]


@pytest.mark.parametrize(
    ("path", "body", "signature", "status"),
    [
        ("/hooks/memory", b"SECRET 7", "bad", 401),
        ("/hooks/memory", b"SECRET 7", "", 401),
        ("/hooks/other", b"SECRET 7", "good", 404),
        ("/hooks/memory", b"SECRET" * MOST_BYTES, "good", 413),
        ("/hooks", b"SECRET", "good", 404),
    ],
)
def test_what_is_not_ours_is_refused_and_never_repeated(
    server: Server, caplog: pytest.LogCaptureFixture, path: str, body: bytes, signature: str, status: int
) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = server.call("POST", path, body, x_signature=signature, x_delivery="d1")
    assert answer.status_code == status
    assert server.kept == []
    assert "SECRET" not in caplog.text + answer.text


def test_a_webhook_is_posted(server: Server) -> None:
    assert server.call("GET", "/hooks/memory").status_code == 405


def test_a_verdict_is_kept_only_when_the_button_is_pressed(server: Server) -> None:
    page = server.call("GET", "/verdict?link=k1~right~9~good")
    assert page.status_code == 200
    assert "Press the button." in page.text
    assert "<select" not in page.text
    assert server.verdicts == []
    kept = server.call("POST", "/verdict?link=k1~right~9~good")
    assert (kept.status_code, "Thanks." in kept.text) == (200, True)
    assert server.verdicts == [("k1~right~9~good", "")]


def test_who_names_another_cause_chooses_it(server: Server) -> None:
    page = server.call("GET", "/verdict?link=k1~other-cause~9~good").text
    assert '<option value="C01">Missing &lt;rights&gt;</option>' in page
    server.call("POST", "/verdict?link=k1~other-cause~9~good", b"cause=C06")
    assert server.verdicts == [("k1~other-cause~9~good", "C06")]


@pytest.mark.parametrize(
    ("query", "body", "status"),
    [
        ("link=k1~right~9~<script>", b"", 403),
        ("", b"", 403),
        ("link=k1~right~9~good", b"x" * (MOST_BYTES + 1), 400),
    ],
)
def test_a_forged_verdict_is_refused(server: Server, query: str, body: bytes, status: int) -> None:
    answer = server.call("POST", f"/verdict?{query}", body)
    assert answer.status_code == status
    assert "No &lt;link&gt;." in answer.text
    assert server.verdicts == []


def test_while_the_queue_is_away_a_webhook_may_come_again_and_the_button_stays(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    server.is_away = True
    answer = server.call("POST", "/hooks/memory", b"7", x_signature="good", x_delivery="d1")
    assert (answer.status_code, answer.text) == (503, "not now")
    page = server.call("POST", "/verdict?link=k1~other-cause~9~good", b"cause=C06")
    assert page.status_code == 503
    assert "Later." in page.text
    assert '<option value="C01">' in page.text
    assert "k1" not in caplog.text
    server.is_away = False
    assert server.call("POST", "/hooks/memory", b"7", x_signature="good", x_delivery="d1").status_code == 202


def test_pages_run_nothing_and_are_kept_nowhere(server: Server) -> None:
    headers = server.call("GET", "/verdict?link=%3Cscript%3E").headers
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert headers["cache-control"] == "no-store"


def test_it_says_that_it_is_there(server: Server) -> None:
    assert server.call("GET", "/health").text == "ok"
