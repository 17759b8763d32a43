"""The clients of the sandbox and the access tokens that they hold; every secret here is fictitious."""

from __future__ import annotations

import itertools
import threading
import time
from dataclasses import dataclass

OCEANAPI, OWN, OCEAN = "sandbox-oceanapi", "sandbox-own", "sandbox-ocean"
SECRETS = {
    OCEANAPI: "fictitious-secret-of-oceanapi",
    OWN: "fictitious-secret-of-own-user",
    OCEAN: "fictitious-secret-of-ocean",
}
SUBSCRIPTION_KEY = "fictitious-subscription-key"
TENANT = "sandboxclinic"
DATABASE = "5a4d0b0c-0000-4000-8000-000000000000"
SCOPES = ("sandbox-read",)


@dataclass(frozen=True, slots=True)
class _Grant:
    client: str
    until: float


class TokenDesk:
    """Gives tokens out and takes them back; safe for calls at the same time."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        self._lock = threading.Lock()
        self._serial = itertools.count(1)
        self._grants: dict[str, _Grant] = {}

    def issue(self, client: str) -> str:
        """Return a new token of a client."""
        with self._lock:
            token = f"fictitious-token-{next(self._serial)}"
            self._grants[token] = _Grant(client, time.monotonic() + self.seconds)
        return token

    def client_of(self, token: str) -> str | None:
        """Return whose token this is while it lives, or None."""
        with self._lock:
            grant = self._grants.get(token)
        return grant.client if grant and time.monotonic() < grant.until else None

    def revoke(self, token: str) -> None:
        """End a token early."""
        with self._lock:
            self._grants.pop(token, None)

    def reset(self) -> None:
        """End every token."""
        with self._lock:
            self._grants.clear()
