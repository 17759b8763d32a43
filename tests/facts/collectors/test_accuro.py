"""Accuro through one token: paging whatever the server does with it, shapes, tokens, and what is dropped unread."""

import asyncio
import json
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oceandx.facts.collectors.accuro import AccuroClient, Booking, Credentials, Mode, Window
from oceandx.facts.collectors.caller import Caller
from oceandx.facts.collectors.failure import CallFailed, Trouble
from oceandx.settings import Limits

WINDOW = Window(date(2026, 3, 2), date(2026, 3, 15))
OWN = Credentials("https://accuro.example", "acme", "u-1", "key", "id", "secret", "one two")
Handler = Callable[[httpx.Request], httpx.Response]
Page = Callable[[int], dict[str, Any]]


def response(status: int, data: object) -> httpx.Response:
    body = data if isinstance(data, bytes) else json.dumps(data).encode()
    return httpx.Response(status, stream=httpx.ByteStream(body))


GOOD = {"access_token": "t", "expires_in": 3600, "token_type": "Bearer"}


def with_token(handler: Handler, token: object = GOOD) -> Handler:
    """Answer the token call, and leave the others to a handler."""

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/v1/token":
            return response(200, token)
        return handler(request)

    return answer


def pages(page: Page, seen: list[int] | None = None) -> Handler:
    def handler(request: httpx.Request) -> httpx.Response:
        start = int(parse_qs(request.url.query.decode())["startingId"][0])
        if seen is not None:
            seen.append(start)
        return response(200, page(start))

    return with_token(handler)


def read(handler: Handler, limits: Limits | None = None, window: Window = WINDOW) -> list[Booking]:
    async def run() -> list[Booking]:
        async with Caller(limits or Limits(tries=1), httpx.MockTransport(handler)) as caller:
            client = AccuroClient(caller, OWN, Mode.OWN_USER)
            return [booking async for booking in client.bookings(window)]

    return asyncio.run(run())


def trouble(handler: Handler, limits: Limits | None = None) -> Trouble:
    with pytest.raises(CallFailed) as caught:
        read(handler, limits)
    return caught.value.failure.trouble


def served(ids: list[int], *, size: int = 50, total: str = "remaining", last: str = "id") -> Page:
    """Return a page of ascending ids in one of the ways that servers page."""

    def page(start: int) -> dict[str, Any]:
        rest = [one for one in ids if one > start]
        rows = rest[:size]
        data: dict[str, Any] = {"contents": [{"appointmentId": one, "date": "2026-03-02"} for one in rows]}
        data["count"] = len(rows)
        if total != "absent":
            data["total"] = len(ids) if total == "whole" else len(rest)
        end = rows[-1] if rows else 0
        data["lastId"] = str(end) if last == "text" else end
        return data

    return page


@settings(max_examples=60)
@given(
    ids=st.lists(st.integers(1, 10_000), unique=True, max_size=160).map(sorted),
    size=st.sampled_from([1, 7, 25, 49, 50]),
    total=st.sampled_from(["remaining", "whole", "absent"]),
    last=st.sampled_from(["id", "text"]),
)
def test_every_booking_comes_once_however_the_server_pages(ids: list[int], size: int, total: str, last: str) -> None:
    assert len(read(pages(served(ids, size=size, total=total, last=last)))) == len(ids)


@pytest.mark.parametrize(
    ("number", "calls"), [(0, 1), (1, 1), (49, 1), (50, 1), (51, 2), (100, 2), (101, 3), (1000, 20)]
)
def test_no_page_is_asked_for_without_need(number: int, calls: int) -> None:
    seen: list[int] = []
    read(pages(served(list(range(1, number + 1))), seen))
    assert len(seen) == calls


@pytest.mark.parametrize(
    "page",
    [
        lambda _: {"contents": [{}] * 50, "count": 50, "total": 120, "lastId": 7},  # it does not advance
        lambda start: {"contents": [{}] * 50, "count": 50, "total": 120, "lastId": 100 - start},  # it goes back
        lambda _: {"contents": [{}] * 50, "count": 50, "total": 120, "lastId": None},
        lambda _: {"contents": [{}] * 50, "count": 50, "total": 120, "lastId": "x"},
        lambda _: {"contents": [{}] * 50, "count": 50, "total": 120, "lastId": 0},
        # The list ends before its own count.
        lambda start: {"contents": [] if start else [{}] * 50, "count": 0 if start else 50, "total": 120, "lastId": 50},
    ],
)
def test_a_list_that_contradicts_itself_is_not_taken_for_whole(page: Page) -> None:
    assert trouble(pages(page)) is Trouble.PAGING


def test_an_endless_list_ends_with_the_budget_of_calls() -> None:
    endless = pages(lambda start: {"contents": [{}] * 50, "count": 50, "total": 10**6, "lastId": start + 50})
    assert trouble(endless, Limits(calls=9, tries=1)) is Trouble.CALL_CAP


@pytest.mark.parametrize(
    "body",
    [
        b"{}",
        b'{"code":"x","message":"an error with status 200"}',
        b'{"contents":[{}]}',
        b'{"count":2,"total":2}',
        b"[]",
        b'{"contents":7}',
        b'{"contents":[7]}',
        b'{"total":"many"}',
        b"{",
        b'"x"',
    ],
)
def test_a_body_of_another_shape(body: bytes) -> None:
    def handler(_: httpx.Request) -> httpx.Response:
        return response(200, body)

    assert trouble(with_token(handler)) in {Trouble.WRONG_SHAPE, Trouble.NOT_JSON}


@pytest.mark.parametrize(
    ("row", "booking"),
    [
        ({"providerId": 1, "officeId": 2, "confirmed": True}, ("1", "2", True)),
        ({"provider": {"providerId": 1, "address": "x"}, "office": {"officeId": "2"}}, ("1", "2", None)),
        (
            {"providerId": None, "officeId": 2, "patient": {"confirmed": False, "lastName": "Fictif"}},
            (None, "2", False),
        ),
        ({"officeId": 2, "patients": [{"confirmed": False}, {"confirmed": True}]}, (None, "2", True)),
        ({"provider": "x", "office": [1], "patient": 7, "patients": "y"}, (None, None, None)),
        ({"patient": None, "patients": None, "provider": None, "office": None}, (None, None, None)),
    ],
)
def test_each_place_where_an_answer_may_say_it(row: dict[str, Any], booking: tuple[Any, ...]) -> None:
    data = {"contents": [{"date": "2026-03-02T00:00:00", **row}], "count": 1, "total": 1, "lastId": 1}
    assert read(pages(lambda _: data)) == [Booking("2026-03-02", *booking)]


@pytest.mark.parametrize(
    "token",
    [
        {"expires_in": 1},
        {"access_token": None},
        {"access_token": "a\nb"},
        {"access_token": "é"},
        [],
        {"access_token": 5},
    ],
)
def test_a_token_that_is_none(token: object) -> None:
    def handler(_: httpx.Request) -> httpx.Response:
        raise AssertionError("no call without a token")

    assert trouble(with_token(handler, token)) in {Trouble.WRONG_SHAPE, Trouble.NOT_JSON}


def test_a_token_without_an_end_is_good_until_it_is_refused() -> None:
    asked: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        if request.url.path == "/v1/token":
            return response(200, {"access_token": f"t{asked.count('/v1/token')}"})
        if request.headers["authorization"] == "Bearer t1" and len(asked) > 3:
            return response(401, {"error": "invalid_token"})
        return response(200, served(list(range(1, 151)))(int(request.url.params["startingId"])))

    assert len(read(handler)) == 150
    assert asked.count("/v1/token") == 2


def test_a_second_401_is_not_met_with_a_third_token() -> None:
    asked: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        if request.url.path == "/v1/token":
            return response(200, {"access_token": "t", "expires_in": 3000})
        return response(401, b"")

    assert trouble(handler) is Trouble.UNAUTHORIZED
    assert asked.count("/v1/token") == 2


def test_what_every_call_carries() -> None:
    asked: list[httpx.Request] = []

    def handler(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return response(200, {"contents": [], "count": 0, "total": 0, "lastId": 0})

    read(with_token(handler), window=Window(date(2026, 3, 2), date(2026, 3, 3), ("7", "9"), "4"))
    (request,) = asked
    assert request.method == "GET"
    assert request.headers["x-qhr-subscription-key"] == "key"
    assert parse_qs(request.url.query.decode()) == {
        "uuid": ["u-1"],
        "startDate": ["2026-03-02"],
        "endDate": ["2026-03-03"],
        "providerId": ["7", "9"],
        "officeId": ["4"],
        "pageSize": ["50"],
        "startingId": ["0"],
    }


def test_credentials_are_never_shown() -> None:
    assert repr(OWN) == "Credentials(…)"
    assert "secret" not in f"{OWN}"


def test_inactive_offices_are_left_out_and_a_name_is_never_empty() -> None:
    rows = [
        {"officeId": 1, "name": "North"},
        {"officeId": 2, "name": "", "abbreviation": "S"},
        {"officeId": 3, "active": False},
    ]

    async def run() -> list[str]:
        handler = with_token(lambda _: response(200, rows))
        async with Caller(Limits(tries=1), httpx.MockTransport(handler)) as caller:
            return [office.name for office in await AccuroClient(caller, OWN, Mode.OWN_USER).offices()]

    assert asyncio.run(run()) == ["North", "S"]
