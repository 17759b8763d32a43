"""What stands between a broker and a worker: one job at a time, in a thread, so that the broker is not kept."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Protocol, TypeVar

from faststream.nats import NatsMessage
from nats.errors import Error as NatsError

from oceandx.tickets.nats.queue import NatsQueue, Offer
from oceandx.tickets.nats.streams import Place, Stored
from oceandx.tickets.pipeline import Outcome
from oceandx.tickets.queue import Job
from oceandx.tickets.store import StoreUnavailable

_LOG = logging.getLogger("oceandx.tickets")
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


class Hands:
    """Takes what a broker brings, and has a worker handle it; once ``stopping`` is set, nothing new is begun.

    ``failure`` is what nobody expected of a job: the worker has no more to do then.
    """

    def __init__(
        self,
        queue: NatsQueue,
        worker: Handling,
        stopping: threading.Event,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.failure: Exception | None = None
        self._queue = queue
        self._worker = worker
        self._stopping = stopping
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
        offer, ended = Offer(again=_PATIENCE), ""
        if place is Place.BACKFILL and self._busy.locked():
            await _let_go(offer, settle, put_off)
            return
        async with self._busy:
            if not self._stopping.is_set():
                offer = await self._in_thread(partial(self._offered, place, stored), offer)
            await _let_go(offer, settle, put_off)
            if offer.job is not None:
                ended = await self._in_thread(partial(self._worker.handle, offer.job), "")
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
        if place is Place.BACKFILL and self._queue.is_busy():
            return Offer(again=_PATIENCE)
        return self._queue.offered(place, stored, self._clock(), self._worker.lease_seconds, self._worker.name)

    async def _in_thread(self, act: Callable[[], _T], otherwise: _T) -> _T:
        """Return what an act in the thread of the worker returns, and otherwise where it could not be done."""
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, act)
        except StoreUnavailable as error:
            # What it had comes again when its lease ends, as what it did not claim does when it was put off.
            _LOG.warning("the queue or the ledger cannot be reached: %s", error)
        except Exception as error:  # noqa: BLE001 - a broker would pass over it; raised where the worker ends
            self.failure = error
            self._stopping.set()
        return otherwise


async def _let_go(
    offer: Offer, settle: Callable[[], Awaitable[None]], put_off: Callable[[float], Awaitable[None]]
) -> None:
    """Settle or put off a delivery; where that cannot be said, it comes again by itself, and the job is begun."""
    with contextlib.suppress(NatsError):
        await (settle() if offer.again is None else put_off(offer.again))
