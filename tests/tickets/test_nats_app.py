"""What a broker brings: handled by the worker in a thread, one at a time, backfill only when nothing else is there."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import pytest
from nats.errors import ConnectionClosedError

from oceandx.tickets.nats.hands import Hands
from oceandx.tickets.nats.queue import NatsQueue
from oceandx.tickets.nats.streams import Place, Stored
from oceandx.tickets.queue import Counts, Job, Reason
from oceandx.tickets.store import StoreUnavailable
from tickets.filing import START, Clock
from tickets.streaming import MemoryStreams


@dataclass
class Hand:
    """A worker that finishes each job and keeps who it was and in which thread; ``fails`` are raised instead."""

    queue: NatsQueue
    name: str = "w1"
    lease_seconds: float = 60.0
    stopping: threading.Event = field(default_factory=threading.Event)
    fails: list[Exception] = field(default_factory=list)
    handled: list[tuple[str, str]] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0

    def handle(self, job: Job) -> str:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.handled.append((job.ticket_id, threading.current_thread().name.partition("_")[0]))
        if self.fails:
            self.at_once -= 1
            raise self.fails.pop(0)
        self.queue.done(job)
        self.at_once -= 1
        return "written"


class Bench:
    """Streams in memory, whose values are pushed as a broker pushes them."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.streams = MemoryStreams(self.clock)
        self.queue = NatsQueue(self.streams, clock=self.clock)
        self.worker = Hand(self.queue)
        self.ends: list[float | None] = []
        self.failure: Exception | None = None

    async def push(self, hands: Hands, place: Place) -> None:
        """Push what is there at this moment, all at once."""
        deliveries = []
        while (delivery := self.streams.take(place)) is not None:
            deliveries.append(delivery)
        await asyncio.gather(*(hands.take(place, one.stored, self.settle, self.put_off) for one in deliveries))

    async def settle(self) -> None:
        self.ends.append(None)

    async def put_off(self, seconds: float) -> None:
        self.ends.append(seconds)

    async def unheard(self) -> None:
        raise ConnectionClosedError

    def hands(self) -> Hands:
        return Hands(self.queue, self.worker, self.worker.stopping, self.clock)

    def run(self, *places: Place) -> None:
        async def pushed() -> None:
            hands = self.hands()
            await asyncio.gather(*(self.push(hands, place) for place in places))
            hands.end()
            self.failure = hands.failure

        asyncio.run(pushed())

    def take(self, stored: Stored, settle: Callable[[], Awaitable[None]]) -> None:
        """Push one value alone."""

        async def pushed() -> None:
            await self.hands().take(Place.JOBS, stored, settle, self.put_off)

        asyncio.run(pushed())


def test_each_job_is_handled_once_in_a_thread_and_never_two_together() -> None:
    bench = Bench()
    for ticket in ("7", "8", "9"):
        bench.queue.put(ticket, ticket, "desk", Reason.WEBHOOK)
    bench.run(Place.JOBS)
    assert bench.worker.handled == [("7", "worker"), ("8", "worker"), ("9", "worker")]
    assert (bench.worker.most_at_once, bench.ends) == (1, [None, None, None])
    assert bench.queue.counts() == Counts(0, 0, 0, 0)


def test_what_is_not_due_is_put_off_until_it_is() -> None:
    bench = Bench()
    bench.queue.put("7", "7", "desk", Reason.WEBHOOK, not_before=START + 20)
    bench.run(Place.JOBS)
    assert (bench.worker.handled, bench.ends) == ([], [20.0])


def test_what_another_worker_took_meanwhile_is_let_go() -> None:
    bench = Bench()
    bench.queue.put("7", "7", "desk", Reason.WEBHOOK)
    late = bench.streams.take(Place.JOBS)
    assert late is not None
    bench.queue.put("7", "7", "desk", Reason.ASKED)
    assert bench.queue.claim(START, 60, "w2") is not None
    bench.take(late.stored, bench.settle)
    assert (bench.worker.handled, bench.ends) == ([], [None])


def test_backfill_waits_while_other_jobs_are_there() -> None:
    bench = Bench()
    bench.queue.put("old", "old", "desk", Reason.BACKFILL)
    bench.queue.put("7", "7", "desk", Reason.WEBHOOK)
    bench.run(Place.BACKFILL)
    assert (bench.worker.handled, bench.ends) == ([], [1.0])
    bench.clock.now += 31
    bench.run(Place.JOBS)
    bench.run(Place.BACKFILL)
    assert [ticket for ticket, _ in bench.worker.handled] == ["7", "old"]


def test_a_delivery_comes_again_while_the_server_is_away(caplog: pytest.LogCaptureFixture) -> None:
    bench = Bench()
    bench.queue.put("7", "7", "desk", Reason.WEBHOOK)

    def away() -> None:
        raise StoreUnavailable("nats: away")

    bench.streams.before_write = away
    bench.run(Place.JOBS)
    assert (bench.worker.handled, bench.ends, bench.failure) == ([], [1.0], None)
    assert caplog.messages == ["the queue or the ledger cannot be reached: nats: away"]


def test_a_job_whose_server_goes_away_comes_again_when_its_lease_ends(caplog: pytest.LogCaptureFixture) -> None:
    bench = Bench()
    bench.worker.fails = [StoreUnavailable("nats: away")]
    for ticket in ("7", "8"):
        bench.queue.put(ticket, ticket, "desk", Reason.WEBHOOK)
    with caplog.at_level(logging.DEBUG, "oceandx"):
        bench.run(Place.JOBS)
    assert [(record.getMessage(), record.exc_info) for record in caplog.records if record.name != "asyncio"] == [
        ("the queue or the ledger cannot be reached: nats: away", None)
    ]
    bench.clock.now += 61
    bench.run(Place.JOBS)
    assert [ticket for ticket, _ in bench.worker.handled] == ["7", "8", "7"]
    assert (bench.failure, bench.queue.counts()) == (None, Counts(0, 0, 0, 0))


def test_what_nobody_expected_ends_the_worker_and_is_kept() -> None:
    bench = Bench()
    error = ValueError("unexpected")
    bench.worker.fails = [error]
    for ticket in ("7", "8"):
        bench.queue.put(ticket, ticket, "desk", Reason.WEBHOOK)
    bench.run(Place.JOBS)
    assert [ticket for ticket, _ in bench.worker.handled] == ["7"]
    assert bench.failure is error
    assert bench.worker.stopping.is_set()
    assert bench.queue.counts() == Counts(waiting=1, backfill=0, leased=1, dead=0)


def test_once_it_is_to_end_nothing_new_is_begun_and_others_get_it() -> None:
    bench = Bench()
    for ticket in ("7", "8"):
        bench.queue.put(ticket, ticket, "desk", Reason.WEBHOOK)
    finish = bench.worker.queue.done

    def handled(job: Job) -> None:
        bench.worker.stopping.set()
        finish(job)

    bench.worker.queue.done = handled  # type: ignore[method-assign]
    bench.run(Place.JOBS)
    assert [ticket for ticket, _ in bench.worker.handled] == ["7"]
    assert bench.ends == [None, 1.0]
    assert bench.queue.counts() == Counts(waiting=1, backfill=0, leased=0, dead=0)


def test_a_job_that_was_claimed_is_handled_though_the_delivery_cannot_be_settled() -> None:
    bench = Bench()
    bench.queue.put("7", "7", "desk", Reason.WEBHOOK)
    delivery = bench.streams.take(Place.JOBS)
    assert delivery is not None
    bench.take(delivery.stored, bench.unheard)
    assert bench.worker.handled == [("7", "worker")]
    assert bench.queue.counts() == Counts(0, 0, 0, 0)


def test_a_value_that_nobody_wrote_is_no_job() -> None:
    bench = Bench()
    bench.queue.put("7", "7", "desk", Reason.WEBHOOK)
    stored = bench.streams.read(Place.JOBS, next(bench.streams.scan(Place.JOBS)).token)
    assert isinstance(stored, Stored)
    bench.streams.remove(Place.JOBS, stored.revision)
    offer = bench.queue.offered(Place.JOBS, stored, START, 60.0, "w1")
    assert (offer.job, offer.again) == (None, None)
