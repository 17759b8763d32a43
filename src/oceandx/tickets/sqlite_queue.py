"""The embedded queue: one table with leases in the enrichment file, shared by the processes of one machine."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Collection, Iterable
from typing import Any

from oceandx.tickets.codes import name
from oceandx.tickets.queue import Counts, DeadLetter, Failure, Job, LeaseLost, Put, Reason, Why
from oceandx.tickets.store import Store

_MOST_CRASHES = 5

_PUT = """
insert into jobs (helpdesk, key, ticket_id, reason, state, put_at, due_at)
values (:helpdesk, :key, :ticket_id, :reason, 'waiting', :now, max(:now, :not_before))
on conflict (helpdesk, ticket_id, key) where state = 'waiting' do update set
  puts = puts + 1,
  reason = min(reason, excluded.reason),
  -- A job that failed waits as long as it was told to, whatever comes meanwhile.
  due_at = iif(attempts > 0, due_at, min(due_at, excluded.due_at))
returning puts
"""

_BURY_CRASHED = """
update or replace jobs
set state = 'dead', worker = '', crashes = crashes + 1, failure = :failure, raised = '', failed_at = :now
where state = 'leased' and lease_until <= :now and crashes + 1 >= :most
"""

# One statement, and each of its three searches reads only rows that it may take: see the indexes.
_CLAIM = """
update jobs set
  crashes = crashes + (state = 'leased'), state = 'leased', lease_until = :now + :seconds, worker = :worker,
  fence = fence + 1, attempts = attempts + 1
where id = coalesce(
  (select id from jobs where state = 'leased' and lease_until <= :now order by lease_until, id limit 1),
  (select id from jobs as one where state = 'waiting' and reason < 50 and due_at <= :now and not exists (
     select 1 from jobs as other
     where other.state = 'leased' and other.helpdesk = one.helpdesk and other.ticket_id = one.ticket_id)
   order by due_at, id limit 1),
  (select id from jobs as one where state = 'waiting' and reason >= 50 and due_at <= :now and not exists (
     select 1 from jobs as other
     where other.state = 'leased' and other.helpdesk = one.helpdesk and other.ticket_id = one.ticket_id)
   order by due_at, id limit 1))
returning id, key, ticket_id, helpdesk, reason, attempts, fence, put_at
"""

_HELD = "id = :id and fence = :fence and state = 'leased'"

# A put of the same key that came meanwhile: one job is enough for both, since a ticket is read when it is handled.
_TAKE_SUCCESSOR = """
delete from jobs where state = 'waiting' and helpdesk = :helpdesk and ticket_id = :ticket_id and key = :key
returning reason, puts
"""

_FORGET_DEAD = (
    "delete from jobs where state = 'dead' and helpdesk = :helpdesk and ticket_id = :ticket_id and key = :key"
)

_GIVE_BACK = f"""
update jobs set
  state = 'waiting', worker = '', due_at = :due_at, reason = min(reason, :reason), puts = puts + :puts,
  attempts = attempts - :uncounted, failure = :failure, raised = :raised, failed_at = :failed_at
where {_HELD}
"""  # noqa: S608 - put together from constants

_EXTEND = f"update jobs set lease_until = :until where {_HELD}"  # noqa: S608 - put together from constants
_FINISH = f"delete from jobs where {_HELD}"  # noqa: S608 - put together from constants

# "or replace": of one key only the latest dead letter is kept.
_BURY = f"""
update or replace jobs set state = 'dead', worker = '', failure = :failure, raised = :raised, failed_at = :now
where {_HELD}
"""  # noqa: S608 - put together from constants

_DEAD_LETTERS = """
select id, ticket_id, helpdesk, reason, attempts, put_at, failed_at, failure, raised
from jobs where state = 'dead' order by failed_at desc, id desc limit ?
"""

_COUNTS = """
select
  count(*) filter (where state = 'waiting'), count(*) filter (where state = 'waiting' and reason >= 50),
  count(*) filter (where state = 'leased'), count(*) filter (where state = 'dead')
from jobs
"""

_CHOSEN = "state = 'dead' and (:ids is null or id in (select value from json_each(:ids)))"
_DROP_SUCCEEDED = f"""
delete from jobs as one where {_CHOSEN} and exists (
  select 1 from jobs as other where other.state = 'waiting'
    and other.helpdesk = one.helpdesk and other.ticket_id = one.ticket_id and other.key = one.key)
"""  # noqa: S608 - put together from constants
_REVIVE = f"""
update jobs set state = 'waiting', put_at = :now, due_at = :now, attempts = 0, crashes = 0 where {_CHOSEN}
"""  # noqa: S608 - put together from constants


class SqliteQueue:
    """The queue of one enrichment file; ``most_crashes`` leases that run out make a job a dead letter.

    What was put survives a loss of power. A claim or an end that is lost in one lets the job come again.
    """

    def __init__(
        self, store: Store, *, clock: Callable[[], float] = time.time, most_crashes: int = _MOST_CRASHES
    ) -> None:
        self._store = store
        self._clock = clock
        self._most_crashes = most_crashes

    def put(self, job_key: str, ticket_id: str, helpdesk: str, reason: Reason, not_before: float = 0.0) -> bool:
        """Add a job, or join one of that key that waits; say whether one was added."""
        return self.put_many([Put(job_key, ticket_id, helpdesk, reason, not_before)]) == 1

    def put_many(self, puts: Iterable[Put]) -> int:
        """Put all or none; return how many jobs that made."""
        now = self._clock()
        with self._store.transaction() as db:
            return sum(_put(db, one, now) for one in puts)

    def claim(self, now: float, lease_seconds: float, worker: str) -> Job | None:
        """Return the job that is due longest, under a lease, or None; a lease that ran out comes first."""
        name("the name of a worker", worker)
        with self._store.transaction(relaxed=True) as db:
            db.execute(_BURY_CRASHED, {"now": now, "most": self._most_crashes, "failure": Failure.CRASHED.value})
            rows = db.execute(_CLAIM, {"now": now, "seconds": lease_seconds, "worker": worker}).fetchall()
        return _job(rows[0]) if rows else None

    def extend(self, job: Job, now: float, lease_seconds: float) -> None:
        """Make the lease last from ``now`` on. Raises LeaseLost."""
        with self._store.transaction(relaxed=True) as db:
            _if_held(db, _EXTEND, job, until=now + lease_seconds)

    def done(self, job: Job) -> None:
        """Finish a job, and forget older dead letters of its key. Raises LeaseLost."""
        with self._store.transaction(relaxed=True) as db:
            _if_held(db, _FINISH, job)
            db.execute(_FORGET_DEAD, _same(job))

    def retry(self, job: Job, not_before: float, why: Why) -> None:
        """Let a job that failed come again, its attempt counted. Raises LeaseLost."""
        self._give_back(job, not_before, why, uncounted=0)

    def release(self, job: Job, not_before: float = 0.0) -> None:
        """Give a job back as if it had not been claimed. Raises LeaseLost."""
        self._give_back(job, not_before, None, uncounted=1)

    def dead(self, job: Job, why: Why) -> None:
        """Give a job up. Raises LeaseLost."""
        with self._store.transaction(relaxed=True) as db:
            _if_held(db, _BURY, job, failure=why.failure.value, raised=why.raised, now=self._clock())

    def counts(self) -> Counts:
        """Return how many jobs there are."""
        return Counts(*self._store.query(_COUNTS)[0])

    def oldest_waiting(self) -> float | None:
        """Return when the oldest job that is neither done nor dead was put, backfill aside; None without one."""
        rows = self._store.query("select min(put_at) from jobs where state <> 'dead' and reason < 50")
        return None if rows[0][0] is None else float(rows[0][0])

    def dead_letters(self, limit: int = 1000) -> tuple[DeadLetter, ...]:
        """Return jobs that were given up, the latest first."""
        rows = self._store.query(_DEAD_LETTERS, (limit,))
        return tuple(
            DeadLetter(number, ticket_id, desk, Reason(reason), attempts, put_at, at, Why(Failure(failure), raised))
            for number, ticket_id, desk, reason, attempts, put_at, at, failure, raised in rows
        )

    def retry_dead(self, ids: Collection[int] | None = None) -> int:
        """Let dead letters (None: all) come again as if new; return how many."""
        chosen = {"ids": None if ids is None else json.dumps(sorted(ids)), "now": self._clock()}
        with self._store.transaction() as db:
            return db.execute(_DROP_SUCCEEDED, chosen).rowcount + db.execute(_REVIVE, chosen).rowcount

    def discard(self, ids: Collection[int]) -> int:
        """Remove dead letters for good; return how many."""
        with self._store.transaction() as db:
            sql = f"delete from jobs where {_CHOSEN}"  # noqa: S608 - put together from constants
            return db.execute(sql, {"ids": json.dumps(sorted(ids))}).rowcount

    def _give_back(self, job: Job, not_before: float, why: Why | None, *, uncounted: int) -> None:
        now = self._clock()
        with self._store.transaction(relaxed=True) as db:
            successor = db.execute(_TAKE_SUCCESSOR, _same(job)).fetchone()
            reason, puts = successor or (job.reason.value, 0)
            _if_held(
                db,
                _GIVE_BACK,
                job,
                due_at=max(now, not_before),
                reason=reason,
                puts=puts,
                uncounted=uncounted,
                failure=why.failure.value if why else "",
                raised=why.raised if why else "",
                failed_at=now if why else 0.0,
            )


def _put(db: sqlite3.Connection, put: Put, now: float) -> bool:
    values = {
        "helpdesk": put.helpdesk,
        "key": put.key,
        "ticket_id": put.ticket_id,
        "reason": put.reason.value,
        "not_before": put.not_before,
        "now": now,
    }
    return bool(db.execute(_PUT, values).fetchall()[0][0] == 1)


def _if_held(db: sqlite3.Connection, sql: str, job: Job, **values: object) -> None:
    """Run a statement on a job under its lease; LeaseLost, and the transaction undone, where it is held no more."""
    if db.execute(sql, {**values, "id": job.id, "fence": job.fence}).rowcount != 1:
        raise LeaseLost("the lease ran out, and the job is another worker's or is done")


def _same(job: Job) -> dict[str, str]:
    return {"helpdesk": job.helpdesk, "ticket_id": job.ticket_id, "key": job.key}


def _job(row: tuple[Any, ...]) -> Job:
    number, key, ticket_id, helpdesk, reason, attempts, fence, put_at = row
    return Job(number, key, ticket_id, helpdesk, Reason(reason), attempts, fence, put_at)
