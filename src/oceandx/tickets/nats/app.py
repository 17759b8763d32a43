"""Workers of many machines as a FastStream application: what the broker brings goes to the worker that exists."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Protocol

from faststream import AckPolicy, FastStream
from faststream.exceptions import IncorrectState
from faststream.nats import JStream, NatsBroker, PullSub
from faststream.nats.security import NatsSecurity, NatsToken, NatsUserPassword
from nats.errors import Error as NatsError

from oceandx.tickets.nats.hands import Handling, Hands
from oceandx.tickets.nats.layout import CONSUMER, consumer_of, stream_name, subject_of
from oceandx.tickets.nats.queue import NatsQueue
from oceandx.tickets.nats.settings import NatsSecrets, NatsSettings, trust
from oceandx.tickets.nats.streams import Place

_LOG = logging.getLogger("oceandx.tickets")
_FETCH_SECONDS = 5.0
_LOOKED = 0.1
"""Seconds between two looks at whether the worker is to end."""
_AGAIN = 1.0
"""Seconds until an application that its server let go of is followed by another."""
_SIGNS = (signal.SIGTERM, signal.SIGINT)
_AWAY = (NatsError, OSError, TimeoutError, ExceptionGroup)


class Ending(Handling, Protocol):
    """A worker that can be told to end."""

    @property
    def stopping(self) -> threading.Event:
        """Return what is set when it is to end."""


def serve(settings: NatsSettings, hidden: NatsSecrets, queue: NatsQueue, worker: Ending) -> None:
    """Have a worker handle what the server brings until its ``stopping`` is set; a job under way is finished first.

    While no server lets us in, this waits for one. What nobody expected of a job is raised.
    """
    asyncio.run(_served(lambda: consumer(settings, hidden, queue, worker), worker.stopping))


@dataclass(slots=True)
class Consumer:
    """The application, its broker and the hands that take from it; ``is_lost`` when its connection was."""

    app: FastStream
    broker: NatsBroker
    hands: Hands
    is_lost: bool = False

    def lose(self) -> None:
        """Let the application end with its connection: what follows it connects as at first.

        FastStream would go on to ask: of a closed connection without ever waiting, of one that is away until its buffer
        is full, and what it asked for then comes all at once. Refused, it would not connect again, and not say so.
        """
        self.is_lost = True
        for subscriber in self.broker.subscribers:
            subscriber.running = False
        self.app.exit()


def consumer(
    settings: NatsSettings,
    hidden: NatsSecrets,
    queue: NatsQueue,
    worker: Ending,
    clock: Callable[[], float] = time.time,
) -> Consumer:
    """Return the application that has a worker handle jobs, one after another, each in a thread."""

    async def lose() -> None:
        one.lose()

    broker = NatsBroker(
        list(settings.servers),
        max_reconnect_attempts=-1,
        reconnect_time_wait=1,
        # After a lease a job is no longer this worker's; should one take longer, its thread is still waited for.
        graceful_timeout=worker.lease_seconds,
        disconnected_cb=lose,
        logger=None,
        security=_security(settings, hidden),
    )
    hands = Hands(queue, worker, worker.stopping, clock)
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
    one = Consumer(FastStream(broker, logger=None, on_startup=[_signals_kept()]), broker, hands)
    return one


def _security(settings: NatsSettings, hidden: NatsSecrets) -> NatsSecurity:
    context = trust(settings)
    if hidden.token:
        return NatsToken(hidden.token, ssl_context=context)
    if settings.user is not None:
        return NatsUserPassword(settings.user, hidden.password, ssl_context=context)
    return NatsSecurity(ssl_context=context)


async def _served(make: Callable[[], Consumer], stopping: threading.Event) -> None:
    asyncio.get_running_loop().set_exception_handler(_told)
    while not stopping.is_set():
        one = make()
        why = await _ended(one, stopping)
        if one.hands.failure is not None:
            raise one.hands.failure
        if not why:
            stopping.set()  # a signal that came while FastStream had it
        if not stopping.is_set():
            _LOG.warning("nats: %s; the worker connects anew", why)
            await asyncio.sleep(_AGAIN)


async def _ended(one: Consumer, stopping: threading.Event) -> str:
    """Run an application to its end, and return why that was, where it was not told to."""
    watching = asyncio.create_task(_exit_when(stopping, one.app))
    why = ""
    try:
        await one.app.run()
    except _AWAY as error:
        # Also at an end without a server, to which FastStream cannot say goodbye.
        why = "refused" if type(error) is NatsError else type(error).__name__
    finally:
        why = "disconnected" if one.is_lost else why
        watching.cancel()
        one.hands.end()
        with contextlib.suppress(IncorrectState, *_AWAY):
            await one.broker.connection.close()
    return why


async def _exit_when(stopping: threading.Event, app: FastStream) -> None:
    while not stopping.is_set():  # noqa: ASYNC110 - set by a signal and by threads, which no loop can await
        await asyncio.sleep(_LOOKED)
    app.exit()


def _signals_kept() -> Callable[[], Awaitable[None]]:
    """Return what undoes that FastStream takes signals into its loop: who has them now also hears of dead parents."""
    kept = {sign: signal.getsignal(sign) for sign in _SIGNS}

    async def keep() -> None:  # in the thread of the loop, as only that has signals
        for sign, handler in kept.items():
            asyncio.get_running_loop().remove_signal_handler(sign)
            signal.signal(sign, handler)

    return keep


def _told(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Say in one line what went wrong beside the application, of which the client takes care itself."""
    error = context.get("exception")
    _LOG.warning("nats: %s", type(error).__name__ if error is not None else context.get("message"))
