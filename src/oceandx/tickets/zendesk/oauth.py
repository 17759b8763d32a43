"""Access tokens by client credentials: asked for with narrow scopes, kept until shortly before they end."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec

from oceandx.tickets.helpdesk import HelpdeskError, Refused
from oceandx.tickets.zendesk.door import TOKEN, Answer, Call, Door
from oceandx.tickets.zendesk.failure import of_answer, of_lost, of_shape
from oceandx.tickets.zendesk.shapes import TokenAnswer

EARLY = 60.0
"""Seconds before its end from which a token is not used any more."""
_SHORTEST = 300
_TOKEN = re.compile(r"[\x21-\x7e]{1,4096}")
_SCOPE = re.compile(r"[a-z_]{1,30}(:[a-z_]{1,30})?")


@dataclass(frozen=True, slots=True)
class Grant:
    """What a token is asked for with; ``repr`` shows no secret."""

    client_id: str
    client_secret: str = field(repr=False)
    scopes: tuple[str, ...]
    seconds: int


class Tokens:
    """The token of one client, asked for when it is needed. Safe between threads, and never shown."""

    def __init__(self, door: Door, grant: Grant, clock: Callable[[], float] = time.monotonic) -> None:
        self._door, self._grant, self._clock = door, grant, clock
        self._token, self._ends = "", 0.0
        self._lock = threading.Lock()

    def get(self) -> str:
        """Return a token that is good for at least some seconds. Raises Refused, Unavailable."""
        with self._lock:
            if self._token and self._clock() < self._ends:
                return self._token
            asked_at = self._clock()
            found = self._ask()
            if isinstance(found, HelpdeskError):
                raise found
            lasts = found.expires_in if found.expires_in is not None else _SHORTEST
            self._token, self._ends = found.access_token, asked_at + max(lasts - EARLY, lasts / 2)
            return self._token

    def drop(self, token: str) -> None:
        """Forget a token that was refused, unless another has taken its place."""
        with self._lock:
            if self._token == token:
                self._token = ""

    def _ask(self) -> TokenAnswer | HelpdeskError:
        grant = self._grant
        body = msgspec.json.encode(
            {
                "grant_type": "client_credentials",
                "client_id": grant.client_id,
                "client_secret": grant.client_secret,
                "scope": " ".join(grant.scopes),
                "expires_in": grant.seconds,
            }
        )
        answer = self._door.send(Call(TOKEN, body=body))
        if not isinstance(answer, Answer):
            return of_lost(TOKEN, answer)
        if (failure := of_answer(TOKEN, answer)) is not None:
            return failure
        try:
            found = msgspec.json.decode(answer.body, type=TokenAnswer)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return of_shape(TOKEN)
        return _checked(found, grant)


def _checked(found: TokenAnswer, grant: Grant) -> TokenAnswer | HelpdeskError:
    """Return the token if it allows what was asked for and no more: a wider one could do what no code here may."""
    if not _TOKEN.fullmatch(found.access_token) or found.token_type.lower() != "bearer":
        return of_shape(TOKEN)
    if found.scope is None:  # says nothing when it grants what was asked for
        return found
    asked, granted = set(grant.scopes), set(found.scope.split())
    if missing := asked - granted:
        return Refused(f"{TOKEN.name}: the token does not allow {_listed(missing)}")
    if more := granted - asked:
        return Refused(f"{TOKEN.name}: the token allows more than was asked for: {_listed(more)}")
    return found


def _listed(scopes: set[str]) -> str:
    return ", ".join(sorted(scope if _SCOPE.fullmatch(scope) else "a scope without a plain name" for scope in scopes))
