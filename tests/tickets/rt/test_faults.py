"""Calls to Request Tracker that go wrong: what is tried again, what is given up, and what never shows."""

import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import httpx
import pytest

from oceandx.errors import UsageError
from oceandx.tickets.helpdesk import HelpdeskError, Outdated, Refused, TicketGone, Unavailable, Uncertain
from oceandx.tickets.rt import RequestTracker, RtSettings
from oceandx.tickets.rt.calls import Calls
from oceandx.tickets.rt.shapes import TicketRecord
from tickets.rt.server import BASE, NOTE, TOKEN, Answer, begin, enrichment, is_change, is_note, tracker

HTML = {"Content-Type": "text/html; charset=utf-8"}
JSON = {"Content-Type": "application/json"}
SECRETIVE = "cliente@clinique.example 401 agenda"
ETAG = {**JSON, "ETag": '"1"'}


@pytest.mark.parametrize(
    ("answer", "kind", "calls"),
    [
        (httpx.Response(401, text=SECRETIVE, headers=JSON), Refused, 1),
        (httpx.Response(403, text=SECRETIVE, headers=JSON), Refused, 1),
        (httpx.Response(404, text=SECRETIVE, headers=JSON), TicketGone, 1),
        (httpx.Response(404, text=SECRETIVE, headers=HTML), Refused, 1),
        (httpx.Response(400, text=SECRETIVE), Refused, 1),
        (httpx.Response(302, text=SECRETIVE, headers={"Location": "/?" + TOKEN}), Refused, 1),
        (httpx.Response(200, text=SECRETIVE, headers=HTML), Refused, 1),
        (httpx.Response(200, text='{"id": "' + SECRETIVE + '"}', headers=ETAG), Refused, 1),
        (httpx.Response(200, json={"id": 1, "Status": "open"}, headers=JSON), Refused, 1),
        (httpx.Response(200, text='{"id": 1, "Subject": "' + SECRETIVE, headers=ETAG), Unavailable, 4),
        (httpx.Response(200, content=b'{"id": 1, "Subject": "\xff"}', headers=ETAG), Unavailable, 4),
        (httpx.Response(429, text=SECRETIVE), Unavailable, 4),
        (httpx.Response(500, text=SECRETIVE), Unavailable, 4),
        (httpx.Response(503, text=SECRETIVE), Unavailable, 4),
        (httpx.ConnectError(SECRETIVE), Unavailable, 4),
        (httpx.ReadTimeout(SECRETIVE), Unavailable, 4),
        (httpx.RemoteProtocolError(SECRETIVE), Unavailable, 4),
        (httpx.Response(200, text="x" * 5_000_000, headers=ETAG), Refused, 1),
    ],
)
def test_a_read_that_fails(answer: httpx.Response | Exception, kind: type[HelpdeskError], calls: int) -> None:
    server = begin()
    server.on = lambda _: answer
    with pytest.raises(HelpdeskError) as caught:
        tracker(server).fetch("1")
    assert (type(caught.value), len(server.calls)) == (kind, calls)
    assert caught.value.__cause__ is None
    assert not any(word in str(caught.value) for word in (SECRETIVE, TOKEN, "agenda"))


def test_a_read_that_works_in_the_end() -> None:
    server = begin()
    left: list[Answer] = [
        httpx.Response(503),
        httpx.ReadTimeout("slow"),
        httpx.Response(429, headers={"Retry-After": "2"}),
    ]
    server.on = lambda _: left.pop(0) if left else None
    assert tracker(server).fetch("1").id == "1"


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("30", 30), ("-3", 0), ("nan", None), ("bald", None), ("", None), ("in an hour", None)],
)
def test_how_long_the_server_asks_to_wait(header: str, seconds: float | None) -> None:
    server = begin()
    server.on = lambda _: httpx.Response(503, headers={"Retry-After": header})
    with pytest.raises(Unavailable) as caught:
        tracker(server).fetch("1")
    assert caught.value.retry_after == seconds
    assert len(server.calls) == (1 if seconds == 30 else 4)  # a long wait is left to the queue


def test_a_date_until_which_to_wait() -> None:
    server = begin()
    until = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    server.on = lambda _: httpx.Response(429, headers={"Retry-After": until})
    with pytest.raises(Unavailable) as caught:
        tracker(server).fetch("1")
    assert caught.value.retry_after == pytest.approx(90, abs=5)


@pytest.mark.parametrize("is_call", [is_change, is_note])
@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (httpx.Response(400, json={"message": "Permission Denied"}), Refused),
        (httpx.Response(401, json={}), Refused),
        (httpx.Response(403, json={}), Refused),
        (httpx.Response(404, json={}), TicketGone),
        (httpx.Response(302, headers={"Location": "/"}), Refused),
        (httpx.Response(409, json={}), Outdated),
        (httpx.Response(412, json={}), Outdated),
        (httpx.Response(429), Unavailable),
        (httpx.ConnectError(SECRETIVE), Unavailable),
        (httpx.ConnectTimeout(SECRETIVE), Unavailable),
        (httpx.PoolTimeout(SECRETIVE), Unavailable),
        (httpx.Response(408), Uncertain),
        (httpx.Response(500, text=SECRETIVE), Uncertain),
        (httpx.Response(504, text=SECRETIVE), Uncertain),
        (httpx.ReadTimeout(SECRETIVE), Uncertain),
        (httpx.WriteTimeout(SECRETIVE), Uncertain),
        (httpx.ReadError(SECRETIVE), Uncertain),
        (httpx.RemoteProtocolError(SECRETIVE), Uncertain),
        (httpx.Response(201, text="x" * 5_000_000), Uncertain),
    ],
)
def test_a_write_that_fails_is_not_sent_again(
    is_call: Callable[[httpx.Request], bool], answer: httpx.Response | Exception, kind: type[HelpdeskError]
) -> None:
    server = begin()
    sent: list[bytes] = []

    def on(request: httpx.Request) -> httpx.Response | Exception | None:
        if not is_call(request):
            return None
        sent.append(request.content)
        return answer

    server.on = on
    rt = tracker(server)
    with pytest.raises(HelpdeskError) as caught:
        rt.write(rt.fetch("1"), enrichment())
    assert type(caught.value) is kind
    assert len(sent) == 1
    assert server.notes(1) == []
    assert caught.value.__cause__ is None
    assert SECRETIVE not in str(caught.value)


@pytest.mark.parametrize("answer", [httpx.ConnectError("gone"), httpx.Response(503), httpx.Response(429)])
def test_once_the_note_is_written_nothing_says_that_it_is_not(answer: httpx.Response | Exception) -> None:
    server = begin()
    rt = tracker(server)
    server.on = lambda _: answer if server.notes(1) else None
    with pytest.raises(Uncertain):
        rt.write(rt.fetch("1"), enrichment())
    server.on = lambda _: None
    rt.write(rt.fetch("1"), enrichment())
    assert server.notes(1) == [NOTE]


def test_an_answer_to_the_note_that_says_nothing_is_read_back() -> None:
    server = begin()
    rt = tracker(server)
    server.on = lambda request: httpx.Response(200, text="<html>", headers=HTML) if is_note(request) else None
    with pytest.raises(Uncertain):
        rt.write(rt.fetch("1"), enrichment())
    server.on = lambda _: None
    server.then = lambda request: httpx.Response(200, text="<html>", headers=HTML) if is_note(request) else None
    server.clock += 200
    rt.write(rt.fetch("1"), enrichment())
    assert server.notes(1) == [NOTE]


def test_a_server_that_drips_is_given_up() -> None:
    seconds = iter(range(0, 10_000, 5))

    def drip(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, stream=Drops(), headers=ETAG)

    calls = Calls(settings(call_seconds=30.0, tries=1), TOKEN, httpx.MockTransport(drip), clock=lambda: next(seconds))
    with pytest.raises(Unavailable, match="timed out"):
        calls.read("reading", "/ticket/1", TicketRecord)


class Drops(httpx.SyncByteStream):
    """A body that never ends."""

    def __iter__(self) -> Iterator[bytes]:
        while True:
            yield b" "


def settings(**more: Any) -> RtSettings:
    options = {"base_url": BASE, "own_user": "oceandx", "queues": ("1",), **more}
    return RtSettings(**options)


def test_nothing_of_a_ticket_or_a_token_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    server = begin()
    rt = tracker(server)
    rt.write(rt.fetch("1"), enrichment())
    rt.changes("")
    server.on = lambda _: httpx.Response(500, text=SECRETIVE)
    with pytest.raises(Unavailable):
        rt.fetch("1")
    assert caplog.text == ""


def test_a_page_for_browsers_is_not_asked_for() -> None:
    server = begin()
    seen: list[httpx.Headers] = []
    server.on = lambda request: seen.append(request.headers)
    server.then = lambda _: None
    rt = tracker(server)
    rt.fetch("1")
    rt.close()
    # With a cookie or a browser's name Request Tracker answers a refusal with a redirection to its sign-in page.
    assert all("cookie" not in headers and "Mozilla" not in headers["user-agent"] for headers in seen)


def test_a_proxy_that_cannot_be_used_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "nonsense://me:hunter2@proxy:1")
    with pytest.raises(UsageError) as caught:
        RequestTracker(settings(), TOKEN)
    assert "hunter2" not in str(caught.value)
    assert caught.value.__context__ is None
