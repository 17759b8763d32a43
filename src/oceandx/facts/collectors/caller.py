"""Calls over HTTP: only what is allowed, two at once, within a budget of calls and time, tried again when it helps."""

from __future__ import annotations

import asyncio
import email.utils
import logging
import math
import re
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Self

import httpx
import tenacity

from oceandx.errors import UsageError
from oceandx.facts.collectors.failure import PASSING, Answer, CallFailed, Failure, Trouble, of_answer, of_transport
from oceandx.settings import Limits

AT_ONCE = 2
MAX_BODY = 4_000_000
_CHUNK = 65_536
_PART = re.compile(r"[A-Za-z0-9_-]+")
_THIS_MACHINE = ("127.0.0.1", "localhost", "[::1]")
_WIRE_LOGGERS = ("httpx", *(f"httpcore{part}" for part in ("", ".connection", ".http11", ".http2", ".proxy", ".socks")))
_FIRST_WAIT, _LONGEST_WAIT = 0.25, 8.0


Params = dict[str, str | int | list[str]]
"""The query of a call; a list repeats its parameter."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One call that is allowed: a method and a path template under a base address; the token call alone is a POST.

    Of a ``status_only`` call the body is not documented: any good status will do, unless a gateway's page comes back.
    """

    system: str
    method: str
    template: str
    token: bool = False
    status_only: bool = False

    @property
    def name(self) -> str:
        """Return the call as provenance and failures name it."""
        return f"{self.method} {self.template}"


ACCURO_TOKEN = Endpoint("accuro", "POST", "/v1/token", token=True)
OFFICES = Endpoint("accuro", "GET", "/rest/v1/offices")
PROVIDERS = Endpoint("accuro", "GET", "/rest/v1/providers/offices/{office}")
APPOINTMENTS = Endpoint("accuro", "GET", "/rest/v2/materials/appointments")
OCEAN_TOKEN = Endpoint("ocean", "POST", "/svc/oauth2/token", token=True)
OCEAN_SITE_NUMBER = Endpoint("ocean", "GET", "/svc/fhir/v1/NamingSystem/id-site-number", status_only=True)
ALLOWED = frozenset({ACCURO_TOKEN, OFFICES, PROVIDERS, APPOINTMENTS, OCEAN_TOKEN, OCEAN_SITE_NUMBER})


@dataclass(frozen=True, slots=True)
class Call:
    """One call: its endpoint under a base address; ``who`` is the point of view, for the provenance.

    ``repr`` shows nothing that may hold a secret.
    """

    endpoint: Endpoint
    base: str = field(repr=False)
    who: str
    path: Mapping[str, str | int] = field(default_factory=dict, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    params: Params = field(default_factory=dict, repr=False)
    form: Mapping[str, str] | None = field(default=None, repr=False)


@dataclass(slots=True)
class Tally:
    """What one endpoint was asked and how it went: the number of calls, and of answers by outcome."""

    calls: int = 0
    outcomes: dict[str, int] = field(default_factory=dict)

    def add(self, outcome: str) -> None:
        """Count one answer."""
        self.calls += 1
        self.outcomes[outcome] = self.outcomes.get(outcome, 0) + 1


class Caller:
    """One run's door to the network; every call of every collector passes through it.

    ``clock`` gives seconds that only grow and ``sleep`` waits for some; ``transport`` takes the place of the network.
    """

    def __init__(
        self,
        limits: Limits,
        transport: httpx.AsyncBaseTransport | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        _silence_wire_logs()
        self.tallies: dict[tuple[str, str], Tally] = {}
        self.calls = 0
        self.on_call: Callable[[], None] = lambda: None
        self._limits = limits
        self._clock, self._sleep = clock, sleep
        self._ends = clock() + limits.deadline_seconds
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._client = _client(limits, transport)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    async def call(self, call: Call) -> bytes:
        """Return the JSON body of a good answer.

        Raises CallFailed, with the last failure when several tries failed.
        """
        endpoint = call.endpoint
        if endpoint not in ALLOWED or (endpoint.method == "POST") is not endpoint.token:
            raise AssertionError(f"{endpoint.name} is not a call that oceandx makes")
        request = self._request(call)
        retrying = tenacity.AsyncRetrying(
            retry=tenacity.retry_if_exception(_is_passing),
            stop=self._stop,
            wait=_wait,
            sleep=self._sleep,
            reraise=True,
        )
        tally = self.tallies.setdefault((call.who, endpoint.name), Tally())
        return await retrying(self._once, endpoint, request, tally)

    def _request(self, call: Call) -> httpx.Request:
        endpoint = call.endpoint
        try:
            return self._client.build_request(
                endpoint.method,
                call.base.rstrip("/") + _filled(endpoint, call.path),
                params=call.params,
                headers={"Accept": "application/json", "Accept-Encoding": "identity", **call.headers},
                data=call.form,
            )
        except (httpx.InvalidURL, ValueError):  # a name that IDNA does not allow is a ValueError
            pass
        # Raised out here: the library's error repeats the address, and must not be the context of ours.
        raise CallFailed(Failure(Trouble.NAME_NOT_FOUND, endpoint.name))

    async def _once(self, endpoint: Endpoint, request: httpx.Request, tally: Tally) -> bytes:
        async with self._turns:
            if self.calls >= self._limits.calls:
                raise CallFailed(Failure(Trouble.CALL_CAP, endpoint.name))
            self.calls += 1
            try:
                body = await self._send(endpoint, request)
            except CallFailed as error:
                tally.add(error.failure.trouble.value)
                raise
            tally.add("ok")
        self.on_call()
        return body

    async def _send(self, endpoint: Endpoint, request: httpx.Request) -> bytes:
        response, body, failure = await self._exchange(endpoint, request)
        if failure is None and response is not None:
            start = body.lstrip()[:1]
            is_page = start == b"<" or "html" in response.headers.get("content-type", "").lower()
            is_good = not is_page and (endpoint.status_only or start in {b"{", b"["})
            answer = Answer(response.status_code, body, is_page, is_good)
            failure = of_answer(endpoint.name, answer, token_call=endpoint.token)
        if failure:
            raise CallFailed(failure, None if response is None else _retry_after(response))
        return body

    async def _exchange(
        self, endpoint: Endpoint, request: httpx.Request
    ) -> tuple[httpx.Response | None, bytes, Failure | None]:
        """Return the answer and its body, or how there was none.

        The failure is not raised from here: what the library says may repeat what the other side sent, and would be
        the context of our exception.
        """
        try:
            response = await self._client.send(request, stream=True)
            try:
                return response, *await _read(response, endpoint.name)
            finally:
                await response.aclose()
        except (httpx.TransportError, httpx.InvalidURL, httpx.DecodingError) as error:
            return None, b"", of_transport(endpoint.name, error)

    def _stop(self, state: tenacity.RetryCallState) -> bool:
        """Give up when the tries are spent, or when the next one would come after the end of the run."""
        return state.attempt_number >= self._limits.tries or self._clock() + state.upcoming_sleep >= self._ends


def _client(limits: Limits, transport: httpx.AsyncBaseTransport | None) -> httpx.AsyncClient:
    """Return the client of the library.

    Raises UsageError for proxies and certificates of this machine that it cannot use; what they are is not repeated.
    """
    # A simulated clinic on this machine is not behind a proxy.
    direct: dict[str, httpx.AsyncBaseTransport | None] = {f"all://{host}": None for host in _THIS_MACHINE}
    try:
        return httpx.AsyncClient(
            timeout=httpx.Timeout(limits.read_seconds, connect=limits.connect_seconds),
            transport=transport,
            mounts=direct,
            follow_redirects=False,  # a token must not travel to another host
            trust_env=transport is None,
        )
    except ImportError:
        said = "a proxy variable names a SOCKS proxy, which needs another package: pip install 'httpx[socks]'"
    except OSError:
        said = "SSL_CERT_FILE or SSL_CERT_DIR names no certificates in PEM"
    except (httpx.InvalidURL, ValueError):
        said = "a proxy variable (HTTPS_PROXY, ALL_PROXY, …) is no address such as http://host:port"
    raise UsageError(f"network settings of this machine: {said}")


async def _read(response: httpx.Response, call: str) -> tuple[bytes, Failure | None]:
    """Return the body as it was sent; more than a page of appointments can be is not read."""
    if response.headers.get("content-encoding", "identity").lower() not in {"", "identity"}:
        return b"", Failure(Trouble.NOT_JSON, call, response.status_code)
    parts: list[bytes] = []
    size = 0
    async for part in response.aiter_raw(_CHUNK):
        size += len(part)
        if size > MAX_BODY:
            return b"", Failure(Trouble.TOO_LARGE, call, response.status_code)
        parts.append(part)
    return b"".join(parts), None


def _filled(endpoint: Endpoint, path: Mapping[str, str | int]) -> str:
    """Return the path of a call; a part that could lead to another path is refused."""
    parts = {name: str(value) for name, value in path.items()}
    if not all(_PART.fullmatch(part) for part in parts.values()):
        raise CallFailed(Failure(Trouble.WRONG_SHAPE, endpoint.name))
    return endpoint.template.format(**parts)


def _is_passing(error: BaseException) -> bool:
    return isinstance(error, CallFailed) and error.failure.trouble in PASSING


def _wait(state: tenacity.RetryCallState) -> float:
    """Return the seconds until the next try: what the server asks for, else longer each time, with jitter."""
    error = state.outcome.exception() if state.outcome else None
    asked = error.retry_after if isinstance(error, CallFailed) else None
    jittered = tenacity.wait_random_exponential(multiplier=_FIRST_WAIT, max=_LONGEST_WAIT)(state)
    return max(asked, 0.0) + jittered / 10 if asked is not None else jittered


def _retry_after(response: httpx.Response) -> float | None:
    """Return the seconds that ``Retry-After`` asks for, whether it says seconds or a date."""
    text = response.headers.get("retry-after", "").strip()
    if not text:
        return None
    try:
        seconds = float(text)
    except ValueError:
        try:
            return email.utils.parsedate_to_datetime(text).timestamp() - time.time()
        except (ValueError, OverflowError):
            return None
    return seconds if math.isfinite(seconds) else None


def _silence_wire_logs() -> None:
    """Keep the libraries below from logging addresses and headers, whatever a program that uses oceandx logs.

    A level would not do: a program may set another one later, or one on a logger further down.
    """
    for name in _WIRE_LOGGERS:
        logging.getLogger(name).addFilter(_is_grave)


def _is_grave(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING
