"""The jobs of one ticket as one value, and what may become of it; no time and no server of its own."""

from __future__ import annotations

import secrets

from msgspec import Struct
from msgspec.structs import replace

from oceandx.tickets.queue import Job, Put, Reason

_LARGEST_ID = 10**12


class Work(Struct, frozen=True, omit_defaults=True):
    """One job; ``fence`` counts its claims and is never set back, ``crashes`` its leases that ran out."""

    id: int
    key: str
    reason: int
    put_at: float
    due_at: float
    attempts: int = 0
    crashes: int = 0
    fence: int = 0


class Lease(Struct, frozen=True):
    """The job of a ticket that is in work, and until when it is that worker's."""

    work: Work
    until: float
    worker: str


class Record(Struct, frozen=True, omit_defaults=True):
    """All jobs of a ticket: at most one under a lease, and those that wait, of each key one."""

    helpdesk: str
    ticket_id: str
    waiting: tuple[Work, ...] = ()
    lease: Lease | None = None

    @property
    def is_empty(self) -> bool:
        """Say whether there is no job left."""
        return self.lease is None and not self.waiting


def new_work(put: Put, now: float) -> Work:
    """Return a put as a job of its own."""
    return Work(secrets.randbelow(_LARGEST_ID) + 1, put.key, put.reason.value, now, max(now, put.not_before))


def joined(work: Work, other: Work) -> Work:
    """Return the job that stands for a put of its key, too; one that failed waits as long as it was told to."""
    due_at = work.due_at if work.attempts else min(work.due_at, other.due_at)
    return replace(work, reason=min(work.reason, other.reason), due_at=due_at)


def waiting_of(record: Record, key: str) -> Work | None:
    """Return the job of a key that waits."""
    return next((work for work in record.waiting if work.key == key), None)


def with_waiting(record: Record, work: Work) -> Record:
    """Return a record in which a job waits, in place of one of its key."""
    if waiting_of(record, work.key) is None:
        return replace(record, waiting=(*record.waiting, work))
    return replace(record, waiting=tuple(work if one.key == work.key else one for one in record.waiting))


def without_waiting(record: Record, key: str) -> Record:
    """Return a record in which no job of a key waits."""
    return replace(record, waiting=tuple(work for work in record.waiting if work.key != key))


def due(record: Record, now: float) -> Work | None:
    """Return the job that is due longest; none while another of the ticket is in work."""
    if record.lease is not None:
        return None
    ready = [work for work in record.waiting if work.due_at <= now]
    return min(ready, key=lambda work: (work.reason >= Reason.BACKFILL, work.due_at), default=None)


def expired(record: Record, now: float) -> Work | None:
    """Return the job whose lease ran out."""
    return record.lease.work if record.lease is not None and record.lease.until <= now else None


def claimed(record: Record, work: Work, until: float, worker: str) -> Record:
    """Return a record in which a job that waited, or whose lease ran out, is under a new lease."""
    again = record.lease is not None
    taken = replace(work, attempts=work.attempts + 1, fence=work.fence + 1, crashes=work.crashes + again)
    waiting = record.waiting if again else without_waiting(record, work.key).waiting
    return replace(record, waiting=waiting, lease=Lease(taken, until, worker))


def given_back(record: Record, due_at: float, *, uncounted: bool) -> tuple[Record, Work]:
    """Return a record without its lease, and the job that was under it: joined by what came meanwhile, due later."""
    lease = _lease(record)
    successor = waiting_of(record, lease.work.key)
    reason = min(lease.work.reason, successor.reason) if successor is not None else lease.work.reason
    work = replace(lease.work, reason=reason, due_at=due_at, attempts=lease.work.attempts - uncounted)
    return replace(without_waiting(record, work.key), lease=None), work


def is_held(record: Record | None, job: Job) -> bool:
    """Say whether a job is still under the lease by which its worker knows it."""
    lease = record.lease if record is not None else None
    return lease is not None and (lease.work.id, lease.work.fence) == (job.id, job.fence)


def job_of(record: Record) -> Job:
    """Return the job under the lease, as its worker sees it."""
    work = _lease(record).work
    return Job(
        id=work.id,
        key=work.key,
        ticket_id=record.ticket_id,
        helpdesk=record.helpdesk,
        reason=Reason(work.reason),
        attempts=work.attempts,
        fence=work.fence,
        put_at=work.put_at,
    )


def seconds_to_wait(record: Record, now: float) -> float | None:
    """Return in how many seconds something of a record is due; None where nothing will be."""
    if record.lease is not None:
        return max(0.0, record.lease.until - now)
    return max(0.0, min((work.due_at for work in record.waiting), default=now) - now) if record.waiting else None


def _lease(record: Record) -> Lease:
    if record.lease is None:
        raise ValueError("no job of the ticket is in work")
    return record.lease
