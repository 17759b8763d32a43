"""Calls of REST 2.0: reads are tried again when that helps, writes are made once and their failures told apart."""

from __future__ import annotations

import contextlib
import email.utils
import logging
import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import httpx
import msgspec
import tenacity

from oceandx.errors import UsageError
from oceandx.tickets.helpdesk import HelpdeskError, Outdated, Refused, TicketGone, Unavailable, Uncertain
from oceandx.tickets.rt.settings import RtSettings

Secret = str | Callable[[], str]
_T = TypeVar("_T")
_CHUNK = 65_536
_ROOM = 200_000
_LONGEST_WAIT = 10.0
_REFUSALS = {401: "the token is not accepted", 403: "the account has no right to this"}
_OTHER = "status {}; often a right that the account does not have"
_THIS_MACHINE = ("127.0.0.1", "localhost", "[::1]")
# A connection left open is closed by the server at any time; a note sent into it would have an unknown fate.
_KEEP_ALIVE = 1.0
_WIRE_LOGGERS = ("httpx", *(f"httpcore{part}" for part in ("", ".connection", ".http11", ".http2", ".proxy", ".socks")))
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol, httpx.ProxyError)


@dataclass(frozen=True, slots=True)
class Answer:
    """A good answer: its headers, and its body as it was sent; ``repr`` shows neither."""

    headers: httpx.Headers = field(repr=False)
    body: bytes = field(repr=False)

    @property
    def version(self) -> str:
        """Return the version of what was read, as it must be sent back; empty where there is none."""
        return str(self.headers.get("etag", ""))

    @property
    def at(self) -> float | None:
        """Return when the server answered, by its own clock, in seconds of the epoch."""
        try:
            return email.utils.parsedate_to_datetime(self.headers.get("date", "")).timestamp()
        except (ValueError, OverflowError):
            return None


class Calls:
    """One account's calls to one server; safe to share among threads.

    ``transport`` takes the place of the network, ``clock`` gives seconds that only grow, ``sleep`` waits for some.
    """

    def __init__(
        self,
        settings: RtSettings,
        token: Secret,
        transport: httpx.BaseTransport | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        for name in _WIRE_LOGGERS:
            logging.getLogger(name).addFilter(_is_grave)
        self._base = settings.base_url.rstrip("/") + "/REST/2.0"
        self._token, self._clock = token if callable(token) else lambda: token, clock
        self._seconds = settings.call_seconds
        self._most = settings.text_bytes * 4 // 3 + _ROOM
        self._client = _client(settings, transport)
        self._retrying = tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(Unavailable),
            stop=_stop_after(settings.tries),
            wait=_wait,
            sleep=sleep,
            reraise=True,
        )

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def read(self, what: str, path: str, shape: type[_T], params: Mapping[str, Any] | None = None) -> tuple[_T, Answer]:
        """Return what is read from ``path``; ``what`` names it in errors. Raises TicketGone, Refused, Unavailable."""
        return self._retrying(self._read_once, what, path, shape, params or {})

    def write(self, what: str, method: str, path: str, body: Mapping[str, object], version: str = "") -> Answer:
        """Send a change, once; ``version``: only if that still is the version.

        Raises Outdated, TicketGone, Refused, Unavailable when nothing was written, and Uncertain.
        """
        headers = {"If-Match": version} if version else {}
        answer, failure, was_sent = self._exchange(what, method, path, json=body, headers=headers)
        if answer is None:
            raise Uncertain(f"{failure}; the server may have written") if was_sent else Unavailable(failure)
        status = answer.status_code
        if 200 <= status < 300:
            return Answer(answer.headers, answer.content)
        if status >= 500 or status == 408:
            raise Uncertain(f"{what}: status {status}; the server may have written")
        raise _refusal(what, answer)

    def _read_once(self, what: str, path: str, shape: type[_T], params: Mapping[str, Any]) -> tuple[_T, Answer]:
        answer, failure, _ = self._exchange(what, "GET", path, params=params)
        if answer is None:
            raise Unavailable(failure)
        if answer.status_code >= 500 or answer.status_code == 408:
            raise Unavailable(f"{what}: status {answer.status_code}", _retry_after(answer))
        if not 200 <= answer.status_code < 300:
            raise _refusal(what, answer)
        if "html" in answer.headers.get("content-type", "").lower():
            raise Refused(f"{what}: a web page came back, perhaps to sign in; look at rt.base_url")
        return _decoded(what, answer.content, shape), Answer(answer.headers, answer.content)

    def _exchange(
        self, what: str, method: str, path: str, *, headers: Mapping[str, str] | None = None, **content: Any
    ) -> tuple[httpx.Response | None, str, bool]:
        """Return the answer, or what kept it away and whether the server may have had the request.

        Nothing of the library's errors is kept: they may repeat what was sent.
        """
        request = self._request(method, path, headers or {}, content)
        ends = self._clock() + self._seconds
        try:
            response = self._client.send(request, stream=True)
            try:
                return self._whole(what, response, ends)
            finally:
                response.close()
        except _NOT_SENT as error:
            return None, f"{what}: {_kind(error)}", False
        except (httpx.TransportError, httpx.DecodingError) as error:
            return None, f"{what}: {_kind(error)}", True

    def _request(self, method: str, path: str, headers: Mapping[str, str], content: Mapping[str, Any]) -> httpx.Request:
        request = None
        with contextlib.suppress(httpx.InvalidURL, ValueError):
            request = self._client.build_request(
                method,
                self._base + path,
                headers={
                    "Authorization": f"token {self._token()}",
                    "Accept": "application/json",
                    "Accept-Encoding": "identity",
                    "User-Agent": "oceandx",
                    **headers,
                },
                **content,
            )
        if request is None:
            raise UsageError("rt: the token or rt.base_url holds characters that a request cannot carry")
        # A cookie would turn a refusal into the page to sign in.
        request.headers.pop("cookie", None)
        return request

    def _whole(self, what: str, response: httpx.Response, ends: float) -> tuple[httpx.Response | None, str, bool]:
        parts: list[bytes] = []
        size = 0
        for part in response.iter_raw(_CHUNK):
            size += len(part)
            if size > self._most:
                if response.request.method == "GET":
                    raise Refused(f"{what}: the answer is larger than anything that is read")
                return None, f"{what}: the answer is too large", True
            if self._clock() > ends:
                return None, f"{what}: timed out", True
            parts.append(part)
        return httpx.Response(response.status_code, headers=response.headers, content=b"".join(parts)), "", True


def _client(settings: RtSettings, transport: httpx.BaseTransport | None) -> httpx.Client:
    try:
        return httpx.Client(
            timeout=httpx.Timeout(settings.read_seconds, connect=settings.connect_seconds),
            transport=transport,
            mounts={f"all://{host}": None for host in _THIS_MACHINE} if transport is None else None,
            limits=httpx.Limits(keepalive_expiry=_KEEP_ALIVE),
            follow_redirects=False,  # a token must not travel to another host
            trust_env=transport is None,
        )
    except (ImportError, OSError, ValueError, httpx.InvalidURL):
        pass
    # Raised out here: the library's error repeats the proxy's address, which may hold a password.
    raise UsageError("network settings of this machine: a proxy or certificate variable is not usable")


def _decoded(what: str, body: bytes, shape: type[_T]) -> _T:
    failure: HelpdeskError
    try:
        # Request Tracker writes an id as a number or as a text, as it comes.
        return msgspec.json.decode(body, type=shape, strict=False)
    except msgspec.ValidationError:
        failure = Refused(f"{what}: the answer is not of the documented shape")
    except (msgspec.DecodeError, UnicodeDecodeError):
        failure = Unavailable(f"{what}: the answer is no JSON, or cut off")
    # Raised out here: the other error may repeat the answer, and must not be the context of ours.
    raise failure


def _refusal(what: str, answer: httpx.Response) -> HelpdeskError:
    status = answer.status_code
    if status == 429:
        return Unavailable(f"{what}: too many calls", _retry_after(answer))
    if status in {409, 412}:
        return Outdated(f"{what}: changed meanwhile")
    if status in {404, 410}:
        if "json" in answer.headers.get("content-type", ""):
            return TicketGone(f"{what}: not there")
        return Refused(f"{what}: no REST 2.0 of Request Tracker there; look at rt.base_url")
    if 300 <= status < 400:
        return Refused(f"{what}: sent elsewhere, perhaps to sign in; look at rt.base_url and the token")
    return Refused(f"{what}: {_REFUSALS.get(status, _OTHER.format(status))}")


def _kind(error: Exception) -> str:
    if isinstance(error, httpx.TimeoutException):
        return "timed out"
    return "no connection" if isinstance(error, _NOT_SENT) else "the connection broke"


def _retry_after(answer: httpx.Response) -> float | None:
    text = answer.headers.get("retry-after", "").strip()
    try:
        seconds = float(text)
    except ValueError:
        try:
            seconds = email.utils.parsedate_to_datetime(text).timestamp() - time.time()
        except (ValueError, OverflowError):
            return None
    return max(seconds, 0.0) if math.isfinite(seconds) else None


def _asked(state: tenacity.RetryCallState) -> float | None:
    error = state.outcome.exception() if state.outcome else None
    return error.retry_after if isinstance(error, Unavailable) else None


def _stop_after(tries: int) -> Callable[[tenacity.RetryCallState], bool]:
    """Stop when the tries are spent, and leave a long wait to the queue, which holds up nobody."""
    return lambda state: state.attempt_number >= tries or (_asked(state) or 0.0) > _LONGEST_WAIT


def _wait(state: tenacity.RetryCallState) -> float:
    jittered = tenacity.wait_random_exponential(multiplier=0.25, max=_LONGEST_WAIT)(state)
    asked = _asked(state)
    return jittered if asked is None else asked + jittered / 10


def _is_grave(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING
