"""What the shared parts need of JetStream: values that are written only where nobody else wrote meanwhile."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

from oceandx.errors import NotReached, OceandxError
from oceandx.tickets.store import StoreUnavailable

_TOKEN_LENGTH = 32

_T = TypeVar("_T")


class Place(StrEnum):
    """A stream of an installation; all but ``AUDIT`` keep only the last value of each subject."""

    JOBS = "jobs"
    BACKFILL = "backfill"
    DEAD = "dead"
    RUNS = "runs"
    VERDICTS = "verdicts"
    CONTROL = "control"
    AUDIT = "audit"


@dataclass(frozen=True, slots=True)
class Stored:
    """A value as it stands; ``revision`` is its number in its stream, which no other value ever has."""

    token: str
    data: bytes
    revision: int


@dataclass(frozen=True, slots=True)
class Delivery:
    """A value that was given to one worker, until it is settled or put off; else it comes again by itself."""

    stored: Stored
    settle: Callable[[], None]
    put_off: Callable[[float], None]


class ServerAway(StoreUnavailable, NotReached):
    """No server answers now."""


class Conflict(OceandxError):  # noqa: N818 - a state, not a mistake
    """Somebody else wrote the value meanwhile: nothing was changed; read it again."""


class Streams(Protocol):
    """The streams of one installation. Everything raises ServerAway while no server can be reached."""

    def write(self, place: Place, token: str, data: bytes, last: int | None) -> int:
        """Write a value and return its revision; ``last``: over that revision only (0: none yet). Raises Conflict."""

    def read(self, place: Place, token: str) -> Stored | None:
        """Return the last value of a token."""

    def remove(self, place: Place, revision: int) -> bool:
        """Remove a value if it is still the last of its token; say whether it was there."""

    def forget(self, place: Place, token: str) -> None:
        """Remove the value of a token, whatever it is."""

    def scan(self, place: Place) -> Iterator[Stored]:
        """Yield all values, the one written longest ago first."""

    def take(self, place: Place) -> Delivery | None:
        """Return the next value that nobody looked at since it was written or became due again; None without one."""

    def unseen(self, place: Place) -> int:
        """Return how many values nobody looked at since they were written."""

    @property
    def is_up(self) -> bool:
        """Say whether there is a connection at this moment."""


def token_of(*parts: str) -> str:
    """Return what stands for ids and names in a subject, where most characters may not."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:_TOKEN_LENGTH]


def until_agreed(act: Callable[[], _T]) -> _T:
    """Do something anew for as long as another worker is faster; each time at least one of them gets on."""
    while True:
        try:
            return act()
        except Conflict:
            continue
