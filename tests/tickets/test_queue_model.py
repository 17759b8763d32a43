"""The queue against a simple model of it: several workers that finish, fail, are late or die, in any order."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from oceandx.tickets.queue import Counts, Failure, Job, LeaseLost, Reason, Why
from oceandx.tickets.sqlite_queue import SqliteQueue
from oceandx.tickets.store import Store
from tickets.filing import Clock

MOST_CRASHES = 3
TICKETS = st.sampled_from(["1", "2"])
KEYS = st.sampled_from(["a", "a", "b"])
SECONDS = st.sampled_from([0, 1, 7, 20])


@dataclass(eq=False)
class Row:
    """A job as the model has it."""

    ticket: str
    key: str
    reason: Reason
    put_at: float
    due_at: float
    state: str = "waiting"
    lease_until: float = 0.0
    fence: int = 0
    attempts: int = 0
    crashes: int = 0
    id: int = 0


class QueueMachine(RuleBasedStateMachine):
    """Runs the same steps on the queue and on a list of rows."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.clock = Clock()
        # Two connections by turns, as two processes have them.
        self.stores = [Store(Path(self.folder.name) / "f") for _ in range(2)]
        self.queues = [SqliteQueue(one, clock=self.clock, most_crashes=MOST_CRASHES) for one in self.stores]
        self.rows: list[Row] = []
        self.held: list[tuple[Job, Row, int]] = []

    def teardown(self) -> None:
        for store in self.stores:
            store.close()
        self.folder.cleanup()

    @property
    def queue(self) -> SqliteQueue:
        self.queues.reverse()
        return self.queues[0]

    def same(self, row: Row, state: str) -> Row | None:
        alike = (one for one in self.rows if (one.ticket, one.key, one.state) == (row.ticket, row.key, state))
        return next(alike, None)

    def bury(self, row: Row) -> None:
        if (older := self.same(row, "dead")) is not None:
            self.rows.remove(older)
        row.state = "dead"

    @rule(seconds=st.sampled_from([1, 5, 30]))
    def time_passes(self, seconds: int) -> None:
        self.clock.now += seconds

    @rule(ticket=TICKETS, key=KEYS, reason=st.sampled_from(Reason), delay=SECONDS)
    def put(self, ticket: str, key: str, reason: Reason, delay: int) -> None:
        now = self.clock.now
        row = Row(ticket, key, reason, now, now + delay)
        known = self.same(row, "waiting")
        assert self.queue.put(key, ticket, "desk", reason, now + delay if delay else 0) == (known is None)
        if known is None:
            self.rows.append(row)
            return
        known.reason = min(known.reason, reason)
        if not known.attempts:
            known.due_at = min(known.due_at, row.due_at)

    @rule(seconds=st.sampled_from([5, 20]), worker=st.sampled_from(["w1", "w2", "w3"]))
    def claim(self, seconds: int, worker: str) -> None:
        now = self.clock.now
        expired = [row for row in self.rows if row.state == "leased" and row.lease_until <= now]
        for row in expired:
            if row.crashes + 1 >= MOST_CRASHES:
                self.bury(row)
        expired = sorted((row for row in expired if row.state == "leased"), key=lambda row: row.lease_until)
        busy = {row.ticket for row in self.rows if row.state == "leased"}
        due = [row for row in self.rows if row.state == "waiting" and row.due_at <= now and row.ticket not in busy]
        due.sort(key=lambda row: (row.reason.is_backfill, row.due_at))
        job = self.queue.claim(now, seconds, worker)
        if not expired and not due:
            assert job is None
            return
        assert job is not None
        # Python's sort keeps the order in which the jobs were put where times are equal, as the queue does.
        first = (expired or due)[0]
        assert (job.ticket_id, job.key, job.reason, job.put_at) == (first.ticket, first.key, first.reason, first.put_at)
        first.crashes += first.state == "leased"
        first.state, first.lease_until, first.id = "leased", now + seconds, job.id
        first.fence += 1
        first.attempts += 1
        assert (job.attempts, job.fence) == (first.attempts, first.fence)
        self.held.append((job, first, first.fence))

    @precondition(lambda self: self.held)
    @rule(data=st.data(), how=st.sampled_from(["done", "retry", "dead", "release", "extend", "crash"]), delay=SECONDS)
    def a_worker_goes_on(self, data: st.DataObject, how: str, delay: int) -> None:
        job, row, fence = data.draw(st.sampled_from(self.held))
        now, why = self.clock.now, Why(Failure.UNAVAILABLE)
        is_held = row in self.rows and row.state == "leased" and row.fence == fence
        if how == "crash":
            self.held.remove((job, row, fence))
            return
        acts = {
            "done": lambda: self.queue.done(job),
            "retry": lambda: self.queue.retry(job, now + delay, why),
            "dead": lambda: self.queue.dead(job, why),
            "release": lambda: self.queue.release(job, now + delay),
            "extend": lambda: self.queue.extend(job, now, delay),
        }
        if not is_held:
            with pytest.raises(LeaseLost):
                acts[how]()
            return
        acts[how]()
        if how == "done":
            self.rows.remove(row)
            if (letter := self.same(row, "dead")) is not None:
                self.rows.remove(letter)
        elif how == "dead":
            self.bury(row)
        elif how == "extend":
            row.lease_until = now + delay
        else:
            if (successor := self.same(row, "waiting")) is not None:
                row.reason = min(row.reason, successor.reason)
                self.rows.remove(successor)
            row.state, row.due_at = "waiting", now + delay
            row.attempts -= how == "release"

    @precondition(lambda self: any(row.state == "dead" for row in self.rows))
    @rule(data=st.data(), how=st.sampled_from(["all", "retry", "discard"]))
    def a_person_minds_dead_letters(self, data: st.DataObject, how: str) -> None:
        dead = [row for row in self.rows if row.state == "dead"]
        chosen = dead if how == "all" else data.draw(st.lists(st.sampled_from(dead), unique_by=id))
        numbers = [row.id for row in chosen]
        if how == "discard":
            assert self.queue.discard(numbers) == len(chosen)
        else:
            assert self.queue.retry_dead(None if how == "all" else numbers) == len(chosen)
        for row in chosen:
            if how == "discard" or self.same(row, "waiting") is not None:
                self.rows.remove(row)
            else:
                row.state, row.attempts, row.crashes = "waiting", 0, 0
                row.put_at = row.due_at = self.clock.now

    @invariant()
    def the_numbers_agree(self) -> None:
        def number(state: str) -> int:
            return sum(row.state == state for row in self.rows)

        backfill = sum(row.state == "waiting" and row.reason.is_backfill for row in self.rows)
        assert self.queue.counts() == Counts(number("waiting"), backfill, number("leased"), number("dead"))
        ages = [row.put_at for row in self.rows if row.state != "dead" and not row.reason.is_backfill]
        assert self.queue.oldest_waiting() == min(ages, default=None)
        assert {letter.id for letter in self.queue.dead_letters()} == {
            row.id for row in self.rows if row.state == "dead"
        }

    @invariant()
    def no_ticket_is_in_two_hands(self) -> None:
        live = [
            row.ticket
            for _, row, fence in self.held
            if row in self.rows and row.state == "leased" and row.fence == fence and row.lease_until > self.clock.now
        ]
        assert len(live) == len(set(live))


TestQueue = QueueMachine.TestCase
TestQueue.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
