"""The consumer of many machines as a FastStream application: what the broker brings goes to the worker that exists."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Protocol, TypeVar

from faststream import AckPolicy, FastStream
from faststream.nats import JStream, NatsBroker, NatsMessage, PullSub

from oceandx.tickets.nats.layout import CONSUMER, consumer_of, stream_name, subject_of
from oceandx.tickets.nats.link import access
from oceandx.tickets.nats.queue import NatsQueue, Offer
from oceandx.tickets.nats.settings import NatsSecrets, NatsSettings
from oceandx.tickets.nats.streams import Place, Stored
from oceandx.tickets.pipeline import Outcome
from oceandx.tickets.queue import Job
from oceandx.tickets.store import StoreUnavailable

_FETCH_SECONDS = 5.0
_PATIENCE = 1.0
"""Backfill that finds something else to do comes again after so many seconds, as does a job that cannot be claimed."""


_T = TypeVar("_T")


class Handling(Protocol):
    """A worker, as far as a broker needs it."""

    @property
    def name(self) -> str:
        """Return its name."""

    @property
    def lease_seconds(self) -> float:
        """Return how long a job is its own."""

    def handle(self, job: Job) -> str:
        """Handle a job that was claimed for it, and return how it ended."""


@dataclass(frozen=True, slots=True)
class Consumer:
    """The application and its broker; ``app.run()`` works until SIGTERM or SIGINT."""

    app: FastStream
    broker: NatsBroker


def consumer(
    settings: NatsSettings,
    hidden: NatsSecrets,
    queue: NatsQueue,
    worker: Handling,
    clock: Callable[[], float] = time.time,
) -> Consumer:
    """Return the application that has a worker handle jobs, one after another, each in a thread.

    A job under way when it is told to stop is finished first.
    """
    broker = NatsBroker(
        list(settings.servers),
        max_reconnect_attempts=-1,
        graceful_timeout=worker.lease_seconds,
        logger=None,
        **access(settings, hidden),
    )
    hands = Hands(queue, worker, clock)
    for place in (Place.JOBS, Place.BACKFILL):
        name = stream_name(settings.prefix, place)
        subscribed = broker.subscriber(
            subject_of(settings.prefix, place, "*"),
            stream=JStream(name, declare=False),
            durable=CONSUMER,
            config=consumer_of(settings.prefix, place),
            pull_sub=PullSub(batch_size=1, timeout=_FETCH_SECONDS),
            ack_policy=AckPolicy.MANUAL,
        )
        subscribed(hands.backfill if place is Place.BACKFILL else hands.jobs)
    return Consumer(FastStream(broker, logger=None, after_shutdown=[hands.end]), broker)


class Hands:
    """What stands between a broker and a worker: one job at a time, in a thread, so that the broker is not kept."""

    def __init__(self, queue: NatsQueue, worker: Handling, clock: Callable[[], float] = time.time) -> None:
        self._queue = queue
        self._worker = worker
        self._clock = clock
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="worker")
        self._busy = asyncio.Lock()

    async def take(
        self,
        place: Place,
        stored: Stored,
        settle: Callable[[], Awaitable[None]],
        put_off: Callable[[float], Awaitable[None]],
    ) -> None:
        """Claim the job that a delivered value is about, let go of the delivery, and have the job handled."""
        if place is Place.BACKFILL and self._busy.locked():
            await put_off(_PATIENCE)
            return
        async with self._busy:
            offer = await self._in_thread(partial(self._offered, place, stored))
            if offer.again is None:
                await settle()
            else:
                await put_off(offer.again)
            ended = await self._in_thread(partial(self._worker.handle, offer.job)) if offer.job is not None else ""
        if place is Place.BACKFILL and ended == Outcome.LATER:
            # Going on at once would read all old tickets, one after another, to find the same empty budget.
            await asyncio.sleep(_PATIENCE)

    async def jobs(self, message: NatsMessage) -> None:
        """Take what comes in."""
        await self._take(Place.JOBS, message)

    async def backfill(self, message: NatsMessage) -> None:
        """Take what waits for all others."""
        await self._take(Place.BACKFILL, message)

    def end(self) -> None:
        """Wait for the job under way."""
        self._thread.shutdown(wait=True, cancel_futures=True)

    async def _take(self, place: Place, message: NatsMessage) -> None:
        raw = message.raw_message
        stored = Stored(raw.subject.rpartition(".")[2], raw.data, raw.metadata.sequence.stream)
        await self.take(place, stored, message.ack, lambda seconds: message.nack(delay=seconds))

    def _offered(self, place: Place, stored: Stored) -> Offer:
        try:
            if place is Place.BACKFILL and self._queue.is_busy():
                return Offer(again=_PATIENCE)
            return self._queue.offered(place, stored, self._clock(), self._worker.lease_seconds, self._worker.name)
        except StoreUnavailable:
            return Offer(again=_PATIENCE)

    async def _in_thread(self, act: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, act)
