"""What a queue of tickets must do, and what passes through it: ids, codes and times, never a word of a ticket."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Protocol

from oceandx.errors import OceandxError
from oceandx.tickets import helpdesk
from oceandx.tickets.codes import code, name
from oceandx.tickets.store import StoreUnavailable

_LONGEST_CLASS = 60


class Reason(IntEnum):
    """Why a ticket is to be handled; where two puts meet in one job, the lower stands.

    ``ANEW``: its facts were collected again, so that it is read though enrichment wrote on it last. From ``BACKFILL``
    on a job waits until no other is due; ``BACKFILL_SHADOW`` is never written on, whatever the switches allow. The
    numbers are kept in files.
    """

    ANEW = 10
    ASKED = 20
    WEBHOOK = 30
    POLL = 40
    BACKFILL = 50
    BACKFILL_SHADOW = 60

    @property
    def is_backfill(self) -> bool:
        """Say whether the ticket is an old one, which waits for all others and has a budget of its own."""
        return self >= Reason.BACKFILL


class Failure(StrEnum):
    """Why a job was not done, as a closed code."""

    UNAVAILABLE = "unavailable"
    REFUSED = "refused"
    GONE = "gone"
    OUTDATED = "outdated"
    UNCERTAIN = "uncertain"
    EXPOSED = "exposed"
    FORGED = "forged"
    STORE = "store"
    CRASHED = "crashed"
    UNEXPECTED = "unexpected"


@dataclass(frozen=True, slots=True)
class Why:
    """Why a job was not done: a code, and the class of what was raised; never its message."""

    failure: Failure
    raised: str = ""

    def __post_init__(self) -> None:
        if self.raised and not (self.raised.isidentifier() and len(self.raised) <= _LONGEST_CLASS):
            raise ValueError("the class of what was raised: not the name of a class")


_FAILURES: tuple[tuple[type[OceandxError], Failure], ...] = (
    (helpdesk.TicketGone, Failure.GONE),  # before Refused, of which it is one
    (helpdesk.Refused, Failure.REFUSED),
    (helpdesk.Unavailable, Failure.UNAVAILABLE),
    (helpdesk.Outdated, Failure.OUTDATED),
    (helpdesk.Uncertain, Failure.UNCERTAIN),
    (helpdesk.Exposed, Failure.EXPOSED),
    (helpdesk.Forged, Failure.FORGED),
    (StoreUnavailable, Failure.STORE),
)


def why_of(error: BaseException) -> Why:
    """Return an exception as a code and its class: what it says may hold what must not be kept."""
    raised = type(error).__name__[:_LONGEST_CLASS]
    return Why(next((failure for kind, failure in _FAILURES if isinstance(error, kind)), Failure.UNEXPECTED), raised)


@dataclass(frozen=True, slots=True)
class Put:
    """A ticket to handle. ``key``: puts of one key and ticket are one job until it is claimed; mostly the ticket's id.

    ``not_before``: seconds since 1970; 0 is at once.
    """

    key: str
    ticket_id: str
    helpdesk: str
    reason: Reason
    not_before: float = 0.0

    def __post_init__(self) -> None:
        name("the key of a job", self.key)
        name("the id of a ticket", self.ticket_id)
        code("the name of a helpdesk", self.helpdesk)


@dataclass(frozen=True, slots=True)
class Job:
    """A job under a lease. ``attempts`` counts claims, this one too, but for those that were released.

    ``fence`` tells this lease from any other of the job: what is said with an older one is refused.
    """

    id: int
    key: str
    ticket_id: str
    helpdesk: str
    reason: Reason
    attempts: int
    fence: int
    put_at: float


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A job that was given up, and why."""

    id: int
    ticket_id: str
    helpdesk: str
    reason: Reason
    attempts: int
    put_at: float
    failed_at: float
    why: Why


@dataclass(frozen=True, slots=True)
class Counts:
    """How many jobs there are by state; ``backfill`` are those of ``waiting`` that wait for all others."""

    waiting: int
    backfill: int
    leased: int
    dead: int


class LeaseLost(OceandxError):  # noqa: N818 - a state, not a mistake
    """The lease ran out and the job is another worker's, or is done: nothing was changed; write nothing more for it."""


class Queue(Protocol):
    """Jobs that come at least once each; two jobs of one ticket are never under a lease at the same time."""

    def put(self, job_key: str, ticket_id: str, helpdesk: str, reason: Reason, not_before: float = 0.0) -> bool:
        """Add a job and return True; or return False where one of that key waits, which then stands for both.

        A ticket that is being handled gets one more job, which waits for the end of this one.
        """

    def put_many(self, puts: Iterable[Put]) -> int:
        """Put all or none; return how many jobs that made."""

    def claim(self, now: float, lease_seconds: float, worker: str) -> Job | None:
        """Return the job that is due longest, under a lease, or None; a lease that ran out comes first."""

    def extend(self, job: Job, now: float, lease_seconds: float) -> None:
        """Make the lease last from ``now`` on. Raises LeaseLost; call it right before a write."""

    def done(self, job: Job) -> None:
        """Finish a job, and forget older dead letters of its key. Raises LeaseLost."""

    def retry(self, job: Job, not_before: float, why: Why) -> None:
        """Let a job that failed come again, its attempt counted; a put meanwhile joins it. Raises LeaseLost."""

    def release(self, job: Job, not_before: float = 0.0) -> None:
        """Give a job back as if it had not been claimed: its worker ends, or it has to wait. Raises LeaseLost."""

    def dead(self, job: Job, why: Why) -> None:
        """Give a job up; a person may retry or discard it. Raises LeaseLost."""

    def counts(self) -> Counts:
        """Return how many jobs there are."""

    def oldest_waiting(self) -> float | None:
        """Return when the oldest job that is neither done nor dead was put, backfill aside; None without one."""

    def dead_letters(self, limit: int = 1000) -> tuple[DeadLetter, ...]:
        """Return jobs that were given up, the latest first."""

    def retry_dead(self, ids: Collection[int] | None = None) -> int:
        """Let dead letters (None: all) come again as if new; return how many."""

    def discard(self, ids: Collection[int]) -> int:
        """Remove dead letters for good; return how many."""
