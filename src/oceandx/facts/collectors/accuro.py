"""The Accuro API from one point of view: a token, then offices, their providers and bookings, read only."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from httpx import BasicAuth, Request

from oceandx.facts.collectors.caller import (
    ACCURO_TOKEN,
    APPOINTMENTS,
    OFFICES,
    PROVIDERS,
    Call,
    Caller,
    Endpoint,
    Params,
)
from oceandx.facts.collectors.failure import CallFailed, Failure, Trouble
from oceandx.facts.collectors.shapes import (
    Identifier,
    Page,
    confirmed_of,
    office_of,
    provider_of,
    read_offices,
    read_page,
    read_providers,
    read_token,
)
from oceandx.facts.collectors.shown import shown_id, shown_name

PAGE_SIZE = 50
_EARLY = 30.0  # seconds before its end at which a token is renewed


class Mode(StrEnum):
    """Whose permissions an answer shows (apis.md, section 2.4)."""

    AS_OCEANAPI = "as_oceanapi"
    OWN_USER = "own_user"
    OFFLINE = "offline"


@dataclass(frozen=True, slots=True)
class Credentials:
    """All that one point of view needs; ``repr`` shows none of it."""

    base: str
    tenant: str
    uuid: str
    subscription_key: str
    client_id: str
    client_secret: str
    scope: str

    def __repr__(self) -> str:
        return "Credentials(…)"


@dataclass(frozen=True, slots=True)
class Office:
    """An active office; ``id`` is Accuro's, and ``repr`` does not show it: it may be anything."""

    id: str = field(repr=False)
    name: str


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider as the office's list names them; ``id`` is Accuro's, and ``repr`` does not show it."""

    id: str = field(repr=False)
    name: str


@dataclass(frozen=True, slots=True)
class Booking:
    """What a count needs of one appointment; a missing provider means a booking by resource."""

    day: str
    provider: str | None
    office: str | None
    confirmed: bool | None


@dataclass(frozen=True, slots=True)
class Window:
    """Which bookings are asked for: days (both included) and, for a second look, some providers in one office."""

    first: date
    last: date
    providers: tuple[str, ...] = ()
    office: str | None = None


class AccuroClient:
    """Accuro seen with one token; every method raises CallFailed when it cannot give a whole answer.

    ``expect`` is told how many bookings a reading will bring; ``clock`` gives seconds that only grow.
    """

    def __init__(
        self,
        caller: Caller,
        credentials: Credentials,
        mode: Mode,
        expect: Callable[[int], None] = lambda _: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.mode = mode
        self._expect = expect
        self.granted: str | None = None
        self._caller, self._credentials, self._clock = caller, credentials, clock
        self._token, self._expires = "", 0.0
        self._renewed = False
        self._lock = asyncio.Lock()

    async def offices(self) -> list[Office]:
        """Return the active offices; the API applies no provider permissions to them."""
        body = await self._get(OFFICES)
        offices = [o for o in read_offices(OFFICES, body) if o.active is not False]
        parts = [(str(o.office_id), shown_name(o.name) or shown_name(o.abbreviation)) for o in offices]
        return [Office(key, name or shown_id(key)) for key, name in parts]

    async def providers(self, office: str) -> list[Provider]:
        """Return the providers of one office; the API applies no provider permissions to them."""
        body = await self._get(PROVIDERS, path={"office": office})
        found = read_providers(PROVIDERS, body)
        parts = [(str(p.provider_id), shown_name(p.title, p.first_name, p.last_name)) for p in found]
        return [Provider(key, name or shown_id(key)) for key, name in parts]

    async def bookings(self, window: Window) -> AsyncIterator[Booking]:
        """Yield the bookings that this token may see, a page at a time; nothing else of a page is kept."""
        start: Identifier = 0
        received, expected, remaining = 0, None, None
        while True:
            page = read_page(APPOINTMENTS, await self._get(APPOINTMENTS, params=_params(window, start)))
            rows = page.contents or []
            for row in rows:
                provider, office = provider_of(row), office_of(row)
                yield Booking(
                    day=(row.date or "")[:10],
                    provider=None if provider is None else str(provider),
                    office=None if office is None else str(office),
                    confirmed=confirmed_of(row),
                )
            received += len(rows)
            if expected is None and page.total is not None:
                expected = page.total
                self._expect(expected)
            if _is_last(page, rows=len(rows), received=received, expected=expected, remaining=remaining):
                return
            remaining = None if page.total is None else page.total - len(rows)
            start = _next(start, page.last_id)

    async def authorize(self) -> None:
        """Get a token, unless there is a good one."""
        await self._authorized()

    async def _get(
        self, endpoint: Endpoint, path: dict[str, str | int] | None = None, params: Params | None = None
    ) -> bytes:
        token = await self._authorized()
        try:
            return await self._caller.call(self._call(endpoint, token, path, params))
        except CallFailed as error:
            if error.failure.trouble is not Trouble.UNAUTHORIZED or not await self._renew(token):
                raise
        return await self._caller.call(self._call(endpoint, self._token, path, params))

    def _call(self, endpoint: Endpoint, token: str, path: dict[str, str | int] | None, params: Params | None) -> Call:
        headers = {"Authorization": f"Bearer {token}", "X-QHR-Subscription-Key": self._credentials.subscription_key}
        query = {"uuid": self._credentials.uuid, **(params or {})}
        return Call(endpoint, self._credentials.base, self.mode.value, path or {}, headers, query)

    async def _authorized(self) -> str:
        async with self._lock:
            if self._clock() >= self._expires:
                await self._fetch_token()
            return self._token

    async def _renew(self, refused: str) -> bool:
        """Replace a token that was refused, once in a run; say whether there is another one to try."""
        async with self._lock:
            if self._token != refused:
                return True
            if self._renewed:
                return False
            self._renewed = True
            await self._fetch_token()
            return True

    async def _fetch_token(self) -> None:
        own = self._credentials
        form = {"grant_type": "client_credentials", **({"scope": own.scope} if own.scope else {})}
        call = Call(
            ACCURO_TOKEN,
            own.base,
            self.mode.value,
            headers={"Authorization": basic(own.client_id, own.client_secret)},
            params={"tenant": own.tenant},
            form=form,
        )
        token = read_token(ACCURO_TOKEN, await self._caller.call(call))
        self._token, self.granted = token.access_token, token.scope
        # Without a word on how long it lasts, a token is good until it is refused.
        lasts = token.expires_in - min(_EARLY, token.expires_in / 2) if token.expires_in > 0 else math.inf
        self._expires = self._clock() + lasts


def basic(user: str, secret: str) -> str:
    """Return the value of an Authorization header for HTTP Basic."""
    request = Request("POST", "https://unused")
    return str(next(BasicAuth(user, secret).auth_flow(request)).headers["Authorization"])


def _params(window: Window, start: Identifier) -> Params:
    params: Params = {"startDate": window.first.isoformat(), "endDate": window.last.isoformat()}
    if window.providers:
        params["providerId"] = list(window.providers)
    if window.office is not None:
        params["officeId"] = window.office
    return {**params, "pageSize": PAGE_SIZE, "startingId": start}


def _is_last(page: Page, *, rows: int, received: int, expected: int | None, remaining: int | None) -> bool:
    """Say whether nothing follows a page; a list that ends before its own count is an inconsistency.

    ``total`` is trusted to end the reading only when this page holds all of it: a server that gives shorter pages
    than asked, or counts the whole list each time, must not make rows disappear.
    """
    if rows == 0 or page.count == 0:
        if (remaining is not None and remaining > 0) and (expected is None or received < expected):
            raise _inconsistent()
        return True
    if page.total is None:
        return str(page.last_id or 0) == "0"
    return page.total <= rows


def _next(start: Identifier, last: Identifier | None) -> Identifier:
    """Return where the next page starts: the last id, which must have grown."""
    try:
        if last is not None and int(last) > int(start):
            return last
    except ValueError:
        pass
    raise _inconsistent()


def _inconsistent() -> CallFailed:
    return CallFailed(Failure(Trouble.PAGING, APPOINTMENTS.name))
