"""The way to each system: the first step that fails is named, those before it hold, those after are not reached."""

import asyncio
import json
import time
from collections.abc import Callable

import httpx
import pytest

from oceandx.facts.collectors.accuro import Credentials, Mode
from oceandx.facts.collectors.doctor import Finding, Outcome, Step, examine
from oceandx.facts.collectors.failure import Trouble
from oceandx.facts.collectors.ocean import OceanCredentials
from oceandx.facts.collectors.run import Access
from oceandx.settings import Limits

OWN = Credentials("https://accuro.example", "acme", "u-1", "key", "id", "secret", "one two")
OCEAN = OceanCredentials("https://ocean.example", "id", "secret")
ACCURO = Access({Mode.OWN_USER: OWN}, limits=Limits(tries=1))

Answer = Callable[[httpx.Request], httpx.Response]


def response(status: int, data: object = None) -> httpx.Response:
    return httpx.Response(status, stream=httpx.ByteStream(json.dumps(data).encode()))


def look(answer: Answer, access: Access = ACCURO) -> list[Finding]:
    return asyncio.run(examine(access, httpx.MockTransport(answer)))


def answering(scope: str | None = None, status: int = 200) -> Answer:
    """Give a token with a scope, and answer every other call with a status."""

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/token"):
            return response(200, {"access_token": "t", "expires_in": 3600} | ({"scope": scope} if scope else {}))
        return response(status, [])

    return answer


def failing(findings: list[Finding]) -> tuple[Step, Trouble] | None:
    failed = [finding for finding in findings if finding.outcome is Outcome.FAILS]
    assert len(failed) <= 1
    if not failed:
        return None
    at = findings.index(failed[0])
    unseen = {Step.UUID, Step.SUBSCRIPTION_KEY}  # one of them may be right: that nobody has seen
    assert {finding.outcome for finding in findings[:at] if finding.step not in unseen} <= {Outcome.HOLDS}
    assert {finding.outcome for finding in findings if finding.step in unseen} <= {Outcome.NOT_REACHED, Outcome.FAILS}
    assert {finding.outcome for finding in findings[at + 1 :]} <= {Outcome.NOT_REACHED}
    assert failed[0].failure is not None
    return failed[0].step, failed[0].failure.trouble


def test_everything_holds() -> None:
    findings = look(answering("two,one"))
    assert failing(findings) is None
    assert [finding.step for finding in findings] == list(Step)


@pytest.mark.parametrize(
    ("answer", "step", "trouble"),
    [
        (answering("one"), Step.SCOPE, Trouble.FORBIDDEN),
        (lambda _: response(400, {"error": "invalid_scope"}), Step.SCOPE, Trouble.BAD_REQUEST),
        (lambda _: response(400, {"error": "invalid_client"}), Step.TOKEN, Trouble.CLIENT_REFUSED),
        (lambda _: response(503), Step.TOKEN, Trouble.SERVER_ERROR),
        (answering(status=400), Step.UUID, Trouble.BAD_REQUEST),
        (answering(status=401), Step.SUBSCRIPTION_KEY, Trouble.UNAUTHORIZED),
        (answering(status=403), Step.ANSWER, Trouble.FORBIDDEN),
        (answering(status=404), Step.ANSWER, Trouble.NOT_FOUND),
    ],
)
def test_the_step_that_fails(answer: Answer, step: Step, trouble: Trouble) -> None:
    assert failing(look(answer)) == (step, trouble)


def test_a_scope_that_is_missing_is_named() -> None:
    findings = look(answering("one"))
    (failed,) = [finding.failure for finding in findings if finding.failure]
    assert failed.words == ("two",)


@pytest.mark.parametrize(
    ("error", "step"),
    [
        (httpx.ConnectTimeout("x"), Step.CONNECTION),
        (httpx.ConnectError("x"), Step.CONNECTION),
        (httpx.ReadError("x"), Step.CONNECTION),
    ],
)
def test_no_answer_is_a_matter_of_the_connection(error: Exception, step: Step) -> None:
    def answer(_: httpx.Request) -> httpx.Response:
        raise error

    for access in (ACCURO, Access(ocean=OCEAN, limits=Limits(tries=1))):
        found = failing(look(answer, access))
        assert found is not None
        assert found[0] is step


@pytest.mark.parametrize(
    ("answer", "step"),
    [
        (lambda _: response(401, {"error": "invalid_client"}), Step.TOKEN),
        (answering(status=403), Step.ANSWER),
        (answering(status=500), Step.ANSWER),
    ],
)
def test_ocean_has_its_own_way(answer: Answer, step: Step) -> None:
    findings = look(answer, Access(ocean=OCEAN, limits=Limits(tries=1)))
    found = failing(findings)
    assert found is not None
    assert found[0] is step
    assert [finding.step for finding in findings] == [
        Step.NAME,
        Step.CONNECTION,
        Step.CERTIFICATE,
        Step.TOKEN,
        Step.ANSWER,
    ]


def test_a_site_without_access_has_no_way_to_look_at() -> None:
    assert look(answering(), Access()) == []


def test_a_call_that_fails_after_the_token_is_not_a_matter_of_the_connection() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/token"):
            return response(200, {"access_token": "t", "expires_in": 3600})
        raise httpx.ReadTimeout("x")

    for access in (ACCURO, Access(ocean=OCEAN, limits=Limits(tries=1))):
        assert failing(look(answer, access)) == (Step.ANSWER, Trouble.TIMED_OUT)


def test_the_deadline_holds_for_all_views_together() -> None:
    async def answer(_: httpx.Request) -> httpx.Response:
        await asyncio.sleep(30)
        return response(200)

    access = Access({Mode.OWN_USER: OWN, Mode.AS_OCEANAPI: OWN}, OCEAN, limits=Limits(deadline_seconds=0.3))
    started = time.monotonic()
    findings = asyncio.run(examine(access, httpx.MockTransport(answer)))
    assert time.monotonic() - started < 0.5
    assert {finding.failure.trouble for finding in findings if finding.failure} == {Trouble.DEADLINE}
