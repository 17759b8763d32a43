"""The only way to Zendesk: calls of a closed list, one exchange each, with time limits, and no body in any error."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum

import httpx

from oceandx.errors import UsageError
from oceandx.tickets.helpdesk import Refused
from oceandx.tickets.zendesk.rate import Kind
from oceandx.tickets.zendesk.settings import ZendeskSettings, checked_base

MAX_BODY = 8_000_000
MAX_EXPORT = 40_000_000
_TICKET = re.compile(r"[1-9][0-9]{0,17}")
_WIRE_LOGGERS = ("httpx", *(f"httpcore{part}" for part in ("", ".connection", ".http11", ".http2", ".proxy", ".socks")))


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One call that exists: a method, a path template, and what it counts against."""

    method: str
    template: str
    kind: Kind = Kind.READ

    @property
    def name(self) -> str:
        """Return the call as an error names it."""
        return f"{self.method} {self.template}"


TOKEN = Endpoint("POST", "/oauth/tokens")
TICKET = Endpoint("GET", "/api/v2/tickets/{ticket}")
COMMENTS = Endpoint("GET", "/api/v2/tickets/{ticket}/comments")
USERS = Endpoint("GET", "/api/v2/users/show_many")
ME = Endpoint("GET", "/api/v2/users/me")
COUNT = Endpoint("GET", "/api/v2/tickets/count")
EXPORT = Endpoint("GET", "/api/v2/incremental/tickets/cursor", Kind.EXPORT)
UPDATE = Endpoint("PUT", "/api/v2/tickets/{ticket}", Kind.WRITE)
TAGS = Endpoint("PUT", "/api/v2/tickets/{ticket}/tags", Kind.WRITE)
ALLOWED = frozenset({TOKEN, TICKET, COMMENTS, USERS, ME, COUNT, EXPORT, UPDATE, TAGS})


@dataclass(frozen=True, slots=True)
class Call:
    """One exchange to come; ``repr`` shows no token and no body."""

    endpoint: Endpoint
    ticket: str = ""
    params: Mapping[str, str | int] = field(default_factory=dict, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; ``repr`` shows no body."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


class Lost(Enum):
    """How there was no answer: the call was never sent, or nobody knows what became of it."""

    NEVER_SENT = "could not be reached"
    UNKNOWN = "gave no complete answer"


class Door:
    """A client of one account; ``transport`` takes the place of the network. Safe between threads."""

    def __init__(
        self,
        settings: ZendeskSettings,
        transport: httpx.BaseTransport | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._base = checked_base(settings)
        for name in _WIRE_LOGGERS:
            # The libraries below would log addresses and, when asked to, headers with tokens in them.
            logging.getLogger(name).addFilter(_is_grave)
        self._seconds, self._clock = settings.call_seconds, clock
        self._client = _client(settings, transport)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def send(self, call: Call) -> Answer | Lost:
        """Exchange one call for its answer, whatever its status. Raises Refused for an id that is none."""
        endpoint = call.endpoint
        if endpoint not in ALLOWED:
            raise AssertionError(f"{endpoint.name} is not a call that oceandx makes")
        if "{ticket}" in endpoint.template and not _TICKET.fullmatch(call.ticket):
            raise Refused(f"{endpoint.name}: the id of a ticket is a number")
        headers = {"Accept": "application/json", "Accept-Encoding": "identity", **call.headers}
        if call.body is not None:
            headers["Content-Type"] = "application/json"
        url = self._base + endpoint.template.format(ticket=call.ticket)
        request = self._client.build_request(
            endpoint.method, url, params=call.params or None, headers=headers, content=call.body
        )
        try:
            return self._exchange(request, MAX_EXPORT if endpoint.kind is Kind.EXPORT else MAX_BODY)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol):
            return Lost.NEVER_SENT
        except httpx.HTTPError:
            return Lost.UNKNOWN

    def _exchange(self, request: httpx.Request, most: int) -> Answer | Lost:
        ends = self._clock() + self._seconds
        response = self._client.send(request, stream=True)
        try:
            if response.headers.get("content-encoding", "identity").lower() not in {"", "identity"}:
                return Lost.UNKNOWN
            parts: list[bytes] = []
            size = 0
            # Without a size: pieces of a size would be waited for, and the clock not looked at meanwhile.
            for part in response.iter_raw():
                size += len(part)
                if size > most or self._clock() > ends:
                    return Lost.UNKNOWN
                parts.append(part)
            return Answer(response.status_code, dict(response.headers), b"".join(parts))
        finally:
            response.close()


def _client(settings: ZendeskSettings, transport: httpx.BaseTransport | None) -> httpx.Client:
    try:
        return httpx.Client(
            timeout=httpx.Timeout(settings.read_seconds, connect=settings.connect_seconds),
            transport=transport,
            mounts={f"all://{host}": None for host in ("127.0.0.1", "localhost", "[::1]")}
            if transport is None
            else None,
            follow_redirects=False,  # a token must not travel to another host
            trust_env=transport is None,
        )
    except (ImportError, OSError, httpx.InvalidURL, ValueError):
        pass
    # Raised out here: the library's error may repeat an address with a password in it.
    raise UsageError("network settings of this machine: a proxy variable or SSL_CERT_FILE is not usable")


def _is_grave(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING
