"""The queue of many machines under any order of puts, claims, ends and deaths, and writes that cross each other."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from oceandx.tickets.nats.queue import NatsQueue
from oceandx.tickets.nats.streams import Place
from oceandx.tickets.queue import Failure, Job, LeaseLost, Reason, Why
from tickets.filing import START, Clock
from tickets.streaming import MemoryStreams

TICKETS = st.sampled_from(["1", "2"])
KEYS = st.sampled_from(["a", "a", "b"])
SECONDS = st.sampled_from([0, 1, 7, 20])
ENDS = st.sampled_from(["done", "retry", "release", "dead", "extend", "crash"])
DOWN = Why(Failure.UNAVAILABLE)


class SharedQueue(RuleBasedStateMachine):
    """Two processes at one queue; a put of a third may come between any read and its write."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = Clock()
        self.streams = MemoryStreams(self.clock)
        self.queues = [NatsQueue(self.streams, clock=self.clock, longest_nap=0.5, most_crashes=99) for _ in range(2)]
        self.third = NatsQueue(self.streams, clock=self.clock)
        self.between: list[tuple[str, str, Reason]] = []
        self.streams.before_write = self.cross
        self.owed: set[tuple[str, str]] = set()
        """What was put and not handled since."""
        self.dead: set[tuple[str, str]] = set()
        self.held: dict[tuple[str, int], tuple[Job, float]] = {}

    def cross(self) -> None:
        if self.between:
            ticket, key, reason = self.between.pop()
            self.third.put(key, ticket, "desk", reason)
            self.owed.add((ticket, key))

    @property
    def queue(self) -> NatsQueue:
        self.queues.reverse()
        return self.queues[0]

    @rule(seconds=st.sampled_from([1, 5, 30]))
    def time_passes(self, seconds: int) -> None:
        self.clock.now += seconds

    @rule(ticket=TICKETS, key=KEYS, reason=st.sampled_from(Reason))
    def another_put_comes_in_the_middle_of_what_follows(self, ticket: str, key: str, reason: Reason) -> None:
        self.between.append((ticket, key, reason))

    @rule(ticket=TICKETS, key=KEYS, reason=st.sampled_from(Reason), delay=SECONDS)
    def put(self, ticket: str, key: str, reason: Reason, delay: int) -> None:
        self.queue.put(key, ticket, "desk", reason, self.clock.now + delay if delay else 0)
        self.owed.add((ticket, key))

    @rule(seconds=st.sampled_from([5, 20]))
    def claim(self, seconds: int) -> None:
        self.clock.now += 1
        job = self.queue.claim(self.clock.now, seconds, "w")
        if job is None:
            return
        live = [one.ticket_id for one, until in self.held.values() if until > self.clock.now]
        assert job.ticket_id not in live, "one ticket in two hands"
        assert (job.ticket_id, job.key) in self.owed
        self.held[job.ticket_id, job.fence * 10**12 + job.id] = (job, self.clock.now + seconds)

    @precondition(lambda self: self.held)
    @rule(data=st.data(), how=ENDS, delay=SECONDS)
    def a_worker_goes_on(self, data: st.DataObject, how: str, delay: int) -> None:
        at = data.draw(st.sampled_from(sorted(self.held)))
        job, _ = self.held.pop(at)
        now, queue = self.clock.now, self.queue
        with suppress(LeaseLost):
            if how == "done":
                before = self.waiting(job)
                queue.done(job)
                if not before and not self.waiting(job):
                    self.owed.discard((job.ticket_id, job.key))
            elif how == "dead":
                queue.dead(job, DOWN)
                if not self.waiting(job):
                    self.owed.discard((job.ticket_id, job.key))
            elif how == "extend":
                queue.extend(job, now, 20)
                self.held[at] = (job, now + 20)
            elif how == "retry":
                queue.retry(job, now + delay, DOWN)
            elif how == "release":
                queue.release(job, now + delay)

    def waiting(self, job: Job) -> bool:
        found = [one for place in (Place.JOBS, Place.BACKFILL) for one in self.streams.scan(place)]
        wanted = f'"key":"{job.key}"'.encode(), f'"ticket_id":"{job.ticket_id}"'.encode()
        return any(all(part in one.data.partition(b'"lease"')[0] for part in wanted) for one in found)

    @invariant()
    def what_is_owed_is_there(self) -> None:
        counts = self.third.counts()
        assert counts.waiting + counts.leased >= bool(self.owed)

    def teardown(self) -> None:
        self.between.clear()
        handled, idle = set[tuple[str, str]](), 0
        while idle < 40:
            self.clock.now += 31
            job = self.queue.claim(self.clock.now, 5, "last")
            if job is None:
                idle += 1
                continue
            handled.add((job.ticket_id, job.key))
            self.queue.done(job)
        assert handled >= self.owed
        counts = self.third.counts()
        assert (counts.waiting, counts.leased) == (0, 0)
        assert self.clock.now > START


TestSharedQueue = SharedQueue.TestCase
TestSharedQueue.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
