"""The door to the network: what is allowed, how often it is tried, what it costs, and what a failure is called."""

import asyncio
import gzip
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oceandx.errors import UsageError
from oceandx.facts.collectors.caller import MAX_BODY, OFFICES, PROVIDERS, Call, Caller, Endpoint
from oceandx.facts.collectors.failure import PASSING, REASONS, CallFailed, Failure, Trouble, of_answer
from oceandx.facts.collectors.failure import Answer as Answered
from oceandx.settings import Limits

BASE = "https://accuro.example"
Answer = Callable[[httpx.Request], httpx.Response]


def call(
    answer: Answer,
    limits: Limits | None = None,
    endpoint: Endpoint = OFFICES,
    slept: list[float] | None = None,
    **parts: Any,
) -> bytes:
    """Make one call against answers given in this process; waits are noted, not waited."""

    async def sleep(seconds: float) -> None:
        assert slept is not None, "no wait is expected here"
        slept.append(seconds)

    async def run() -> bytes:
        async with Caller(limits or Limits(tries=1), httpx.MockTransport(answer), sleep=sleep) as caller:
            return await caller.call(Call(endpoint, BASE, "own_user", **parts))

    return asyncio.run(run())


def response(status: int, body: bytes = b"[]", headers: dict[str, str] | None = None) -> httpx.Response:
    """Return an answer as it comes from the wire, not read yet."""
    return httpx.Response(status, headers=headers, stream=httpx.ByteStream(body))


def noted(asked: list[Any], what: object, answer: httpx.Response) -> httpx.Response:
    """Note a call and answer it."""
    asked.append(what)
    return answer


def failure(answer: Answer, limits: Limits | None = None, slept: list[float] | None = None) -> Failure:
    with pytest.raises(CallFailed) as caught:
        call(answer, limits, slept=slept)
    assert caught.value.__cause__ is None
    return caught.value.failure


def raising(error: Exception) -> Answer:
    def answer(_: httpx.Request) -> httpx.Response:
        raise error

    return answer


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    "endpoint",
    [
        Endpoint("accuro", "GET", "/rest/v1/patients"),
        Endpoint("accuro", "POST", "/rest/v1/offices"),
        replace(OFFICES, token=True),
        Endpoint("accuro", "DELETE", "/rest/v1/offices"),
    ],
)
def test_no_other_call_can_be_made(endpoint: Endpoint) -> None:
    asked: list[str] = []
    with pytest.raises(AssertionError, match="not a call that oceandx makes"):
        call(lambda request: noted(asked, str(request.url), response(200)), endpoint=endpoint)
    assert asked == []


@given(office=st.text() | st.sampled_from([".", "..", "../offices", "1/2", "1?x=1", "%2e%2e", "1#", "é", "1 2", "1\n"]))
def test_a_path_part_never_leads_to_another_path(office: str) -> None:
    asked: list[bytes] = []

    def answer(request: httpx.Request) -> httpx.Response:
        return noted(asked, request.url.raw_path, response(200))

    refused = None
    try:
        call(answer, endpoint=PROVIDERS, path={"office": office})
    except CallFailed as error:
        refused = error.failure.trouble
    path = b"/rest/v1/providers/offices/" + office.encode("utf-8", "replace")
    assert (asked, refused) in [([], Trouble.WRONG_SHAPE), ([path], None)]


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (httpx.ConnectTimeout("slow"), Trouble.TIMED_OUT),
        (httpx.ReadTimeout("slow"), Trouble.TIMED_OUT),
        (httpx.ConnectError("no"), Trouble.NO_CONNECTION),
        (caused(httpx.ConnectError("no"), OSError("[Errno -2] Name or service not known")), Trouble.NAME_NOT_FOUND),
        (caused(httpx.ConnectError("no"), __import__("ssl").SSLCertVerificationError("bad")), Trouble.NOT_TRUSTED),
        (httpx.RemoteProtocolError("peer closed"), Trouble.CUT),
        (httpx.ReadError("reset"), Trouble.CUT),
        (httpx.DecodingError("zlib"), Trouble.CUT),
    ],
)
def test_what_kept_an_answer_away(error: Exception, trouble: Trouble) -> None:
    assert failure(raising(error)) == Failure(trouble, "GET /rest/v1/offices")


BODIES = (
    b'{"code":"x","message":"bad"}',
    b'{"error":"bad","constraintViolations":[]}',
    b'{"error":"invalid_request","error_description":"bad"}',
    b"<html>gateway</html>",
    b'{"fault":{"faultstring":"gateway"}}',
    b"",
    b"\xff\xfe\x00",
)


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize(
    ("status", "trouble"),
    [
        (301, Trouble.REDIRECTED),
        (400, Trouble.BAD_REQUEST),
        (401, Trouble.UNAUTHORIZED),
        (403, Trouble.FORBIDDEN),
        (404, Trouble.NOT_FOUND),
        (405, Trouble.BAD_REQUEST),
        (429, Trouble.RATE_LIMITED),
        (500, Trouble.SERVER_ERROR),
        (503, Trouble.SERVER_ERROR),
        (599, Trouble.SERVER_ERROR),
    ],
)
def test_a_status_means_the_same_whatever_the_body(status: int, trouble: Trouble, body: bytes) -> None:
    found = failure(lambda _: response(status, body))
    assert (found.trouble, found.status) == (trouble, status)


@pytest.mark.parametrize(
    ("answer", "trouble"),
    [
        (response(200, b"<html>sign in</html>"), Trouble.NOT_JSON),
        (response(200, b"[]", headers={"content-type": "text/html"}), Trouble.NOT_JSON),
        (response(200, b""), Trouble.NOT_JSON),
        (response(200, b" " * (MAX_BODY + 1)), Trouble.TOO_LARGE),
        (response(200, gzip.compress(b"[]"), headers={"content-encoding": "gzip"}), Trouble.NOT_JSON),
    ],
)
def test_a_good_status_with_a_useless_body(answer: httpx.Response, trouble: Trouble) -> None:
    assert failure(lambda _: answer).trouble is trouble


def test_only_words_of_the_protocol_are_kept_of_an_error() -> None:
    body = b'{"error":"invalid_request","message":"Missing parameter uuid for patient Jean Fictif 1234567897"}'
    found = failure(lambda _: response(400, body))
    assert found.words == ("invalid_request", "uuid")
    assert found.detail == {
        "problem": "bad-request",
        "call": "GET /rest/v1/offices",
        "status": 400,
        "words": ["invalid_request", "uuid"],
    }


@given(
    status=st.integers(100, 599),
    body=st.binary(max_size=200),
    page=st.booleans(),
    good=st.booleans(),
    token=st.booleans(),
)
def test_every_answer_is_good_or_a_failure_with_a_reason(
    status: int, body: bytes, page: bool, good: bool, token: bool
) -> None:
    found = of_answer("GET /x", Answered(status, body, page, good), token_call=token)
    assert (found is None) == (200 <= status < 300 and good)
    if found is not None:
        assert found.reason is REASONS[found.trouble]


@pytest.mark.parametrize("body", [b"<html>sign in</html>", b"  <!doctype html>"])
def test_a_gateways_page_is_not_the_word_of_the_system(body: bytes) -> None:
    found = of_answer("POST /x", Answered(401, body, is_page=True, is_good=False), token_call=True)
    assert found is not None
    assert (found.trouble, found.is_page) == (Trouble.UNAUTHORIZED, True)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("ALL_PROXY", "socks5://secret@proxy:1080", "SOCKS proxy"),
        ("HTTPS_PROXY", "foo:bar:secret", "no address"),
        ("SSL_CERT_FILE", "/none/secret.pem", "no certificates"),
    ],
)
def test_network_settings_that_cannot_be_used_are_one_line(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(UsageError) as caught:
        Caller(Limits())
    assert said in str(caught.value)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("base", ["https://xn--", "https://xn--.example"])
def test_an_address_that_no_host_can_have(base: str) -> None:
    async def run() -> Trouble:
        async with Caller(Limits(tries=1), httpx.MockTransport(lambda _: response(200))) as caller:
            with pytest.raises(CallFailed) as caught:
                await caller.call(Call(OFFICES, base, "own_user"))
            return caught.value.failure.trouble

    assert asyncio.run(run()) is Trouble.NAME_NOT_FOUND


def test_every_trouble_has_a_reason() -> None:
    assert set(REASONS) == set(Trouble)
    assert set(Trouble) > PASSING


@pytest.mark.parametrize("status", [429, 500, 503])
def test_what_may_pass_is_tried_again_and_then_given_up(status: int) -> None:
    slept: list[float] = []
    asked: list[int] = []
    found = failure(lambda _: noted(asked, 1, response(status)), Limits(tries=4), slept)
    assert len(asked) == 4
    assert len(slept) == 3
    assert found.status == status


@pytest.mark.parametrize("status", [400, 401, 403, 404, 302])
def test_what_will_not_pass_is_asked_once(status: int) -> None:
    slept: list[float] = []
    asked: list[int] = []
    failure(lambda _: noted(asked, 1, response(status)), Limits(tries=4), slept)
    assert (len(asked), slept) == (1, [])


def test_the_wait_is_what_the_server_asks_for() -> None:
    slept: list[float] = []
    later = format_datetime(datetime.now(tz=UTC) + timedelta(seconds=20), usegmt=True)
    headers = iter([{"Retry-After": "7"}, {"Retry-After": later}, {"Retry-After": "soon"}, {}])
    failure(lambda _: response(429, headers=next(headers)), Limits(tries=4), slept)
    assert 7 <= slept[0] < 8
    assert 17 <= slept[1] < 21
    assert 0 <= slept[2] <= 8


@pytest.mark.parametrize("asked_for", ["-5", "nan", "inf", "1e999", "Thu, 99 Foo 2026"])
def test_a_senseless_wait_is_ours_instead(asked_for: str) -> None:
    slept: list[float] = []
    failure(lambda _: response(503, headers={"Retry-After": asked_for}), Limits(tries=2), slept)
    assert 0 <= slept[0] <= 8


def test_a_wait_past_the_end_of_the_run_is_not_begun() -> None:
    slept: list[float] = []
    asked: list[int] = []
    headers = {"Retry-After": "60"}
    found = failure(
        lambda _: noted(asked, 1, response(429, headers=headers)), Limits(tries=4, deadline_seconds=30.0), slept
    )
    assert (len(asked), slept, found.trouble) == (1, [], Trouble.RATE_LIMITED)


def test_the_budget_of_calls_holds() -> None:
    async def run() -> tuple[int, list[Trouble]]:
        asked: list[int] = []
        failed: list[Trouble] = []
        transport = httpx.MockTransport(lambda _: noted(asked, 1, response(200)))
        async with Caller(Limits(calls=3), transport) as caller:
            for _ in range(5):
                try:
                    await caller.call(Call(OFFICES, BASE, "own_user"))
                except CallFailed as error:
                    failed.append(error.failure.trouble)
        return len(asked), failed

    assert asyncio.run(run()) == (3, [Trouble.CALL_CAP, Trouble.CALL_CAP])


def test_calls_are_counted_by_outcome() -> None:
    answers = iter([response(500), response(200)])

    async def at_once(_: float) -> None:
        """Wait for nothing."""

    async def run() -> dict[tuple[str, str], dict[str, int]]:
        async with Caller(Limits(), httpx.MockTransport(lambda _: next(answers)), sleep=at_once) as caller:
            await caller.call(Call(OFFICES, BASE, "own_user"))
            return {key: tally.outcomes for key, tally in caller.tallies.items()}

    assert asyncio.run(run()) == {("own_user", "GET /rest/v1/offices"): {"server-error": 1, "ok": 1}}


def test_the_libraries_below_log_nothing_of_a_call(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.NOTSET)
    call(lambda _: response(200, headers={"x-canary": "Fictif"}), params={"uuid": "canary-uuid"})
    assert "canary" not in caplog.text
