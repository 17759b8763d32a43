"""The connection to JetStream: an event loop in a thread of its own, for code that waits for each answer."""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
import ssl
import threading
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from functools import partial
from typing import Any, TypeVar

import nats
from nats.aio.client import Client
from nats.errors import Error as NatsError
from nats.js import JetStreamContext
from nats.js.api import Header
from nats.js.errors import APIError, NotFoundError, ServiceUnavailableError

from oceandx.tickets.nats.layout import CONSUMER, TAKEN, consumer_of, stream_name, stream_of, subject_of
from oceandx.tickets.nats.reader import Reader, fetched
from oceandx.tickets.nats.settings import NatsSecrets, NatsSettings, trust
from oceandx.tickets.nats.streams import Conflict, Delivery, Place, ServerAway, Stored
from oceandx.tickets.store import StoreUnavailable

_CALL_SECONDS = 5.0
_TRIES = 4
_PAUSE = 0.5
"""Between two tries of one call; the client reconnects by itself meanwhile."""
_LOOK_SECONDS = 0.03
"""So long a worker waits for the next value before it says that there is none."""
_WRONG_LAST = 10071
_GONE = (10043, 10057)

_T = TypeVar("_T")


class Link:
    """The streams of an installation on a real server; made for one process, and shared by its threads."""

    def __init__(self, settings: NatsSettings, hidden: NatsSecrets) -> None:
        self._prefix = settings.prefix
        self._subscriptions: dict[Place, JetStreamContext.PullSubscription] = {}
        self._taking = threading.Lock()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="nats", daemon=True)
        self._thread.start()
        self._client: Client | None = None
        try:
            self._client = self._connected_first(settings, hidden)
            self._js = self._client.jetstream(timeout=_CALL_SECONDS)
            for place in Place:
                self._settled(partial(self._make, place))
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """End the connection and its thread."""
        if self._client is not None:
            with contextlib.suppress(StoreUnavailable):
                self._once(self._client.close(), _CALL_SECONDS)
        asyncio.run_coroutine_threadsafe(_cancelled(), self._loop).result(_CALL_SECONDS)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def write(self, place: Place, token: str, data: bytes, last: int | None) -> int:
        """Write a value and return its revision. Raises Conflict."""
        # The id makes a write that is sent again, because its answer was lost, one write; it joins no two puts, since
        # the server would then drop what came within its window after the ticket was read.
        headers = {Header.MSG_ID.value: secrets.token_hex(12)}
        if last is not None:
            headers[Header.EXPECTED_LAST_SUBJECT_SEQUENCE.value] = str(last)
        subject = subject_of(self._prefix, place, token)
        try:
            return int(self._call(lambda: self._js.publish(subject, data, headers=headers)).seq)
        except _Answered as error:
            if error.code == _WRONG_LAST:
                raise Conflict("another worker wrote it meanwhile") from None
            raise error.unavailable from None

    def read(self, place: Place, token: str) -> Stored | None:
        """Return the last value of a token."""
        name, subject = stream_name(self._prefix, place), subject_of(self._prefix, place, token)
        try:
            # From the leader, not by a direct get, which a follower that lags might answer.
            found = self._call(lambda: self._js.get_last_msg(name, subject))
        except _Answered as error:
            if error.is_missing:
                return None
            raise error.unavailable from None
        return Stored(token, found.data or b"", found.seq or 0)

    def remove(self, place: Place, revision: int) -> bool:
        """Remove a value if it is still the last of its token; say whether it was there."""
        name = stream_name(self._prefix, place)
        # Not overwritten with noise: it holds ids and codes, and that would cost a second write.
        request = json.dumps({"seq": revision, "no_erase": True}).encode()
        return not self._asked(f"$JS.API.STREAM.MSG.DELETE.{name}", request, _GONE)

    def forget(self, place: Place, token: str) -> None:
        """Remove the value of a token, whatever it is."""
        request = json.dumps({"filter": subject_of(self._prefix, place, token)}).encode()
        self._asked(f"$JS.API.STREAM.PURGE.{stream_name(self._prefix, place)}", request, ())

    def scan(self, place: Place) -> Iterator[Stored]:
        """Yield all values, the one written longest ago first."""
        name, subject = stream_name(self._prefix, place), subject_of(self._prefix, place, "*")
        reader = self._settled(lambda: Reader.made(self._js, name, subject))
        try:
            while reader.left:
                for message in self._settled(reader.page):
                    yield Stored(message.subject.rpartition(".")[2], message.data, message.metadata.sequence.stream)
                self._settled(reader.look)
        finally:
            self._settled(reader.end)

    def take(self, place: Place) -> Delivery | None:
        """Return the next value that nobody looked at; None without one."""
        with self._taking:
            subscription = self._subscriptions.get(place)
            if subscription is None:
                name = stream_name(self._prefix, place)
                subscription = self._settled(lambda: _bound(self._js, name))
                self._subscriptions[place] = subscription
            messages = self._settled(lambda: fetched(subscription, 1, _LOOK_SECONDS))
        if not messages:
            return None
        message = messages[0]
        stored = Stored(message.subject.rpartition(".")[2], message.data, message.metadata.sequence.stream)
        return Delivery(
            stored,
            settle=lambda: self._settled(message.ack),
            put_off=lambda seconds: self._settled(lambda: message.nak(delay=seconds)),
        )

    def unseen(self, place: Place) -> int:
        """Return how many values nobody looked at since they were written."""
        name = stream_name(self._prefix, place)
        return self._settled(lambda: self._js.consumer_info(name, CONSUMER)).num_pending or 0

    @property
    def is_up(self) -> bool:
        """Say whether there is a connection at this moment."""
        return self._client is not None and self._client.is_connected

    async def _make(self, place: Place) -> None:
        """Make a stream and its consumer where there are none; what is there is left as its operator set it."""
        config = stream_of(self._prefix, place)
        try:
            found = await self._js.stream_info(str(config.name))
        except NotFoundError:
            found = await self._js.add_stream(config)
        if (found.config.num_replicas or 1) > 1:  # no lease would hold
            raise StoreUnavailable(f"nats: {config.name} is kept on several servers")
        if place in TAKEN:
            try:
                await self._js.consumer_info(str(config.name), CONSUMER)
            except NotFoundError:
                await self._js.add_consumer(str(config.name), consumer_of(self._prefix, place))

    def _asked(self, subject: str, request: bytes, allowed: tuple[int, ...]) -> bool:
        """Send a request; return whether it was answered by one of the allowed errors."""

        async def ask() -> dict[str, Any]:
            answer: dict[str, Any] = json.loads((await self._connected.request(subject, request, _CALL_SECONDS)).data)
            return answer

        error = self._settled(ask).get("error")
        if error is None:
            return False
        if error.get("err_code") in allowed:
            return True
        raise StoreUnavailable(f"nats: {error.get('err_code')}")

    def _connected_first(self, settings: NatsSettings, hidden: NatsSecrets) -> Client:
        heard: list[str] = []

        async def hear(error: Exception) -> None:
            # The client tries on until our patience ends. What went wrong the last time says more than that it did, and
            # that we were refused says most: a server that refuses may also just end the connection.
            if heard != ["refused"]:
                heard[:] = ["refused" if type(error) is NatsError else type(error).__name__]

        try:
            return self._once(connect(settings, hidden, hear), _CALL_SECONDS * 2)
        except ServerAway:
            if not heard:
                raise
            raise ServerAway(f"nats: {heard[0]}") from None

    @property
    def _connected(self) -> Client:
        if self._client is None:
            raise ServerAway("nats: not connected")
        return self._client

    def _settled(self, make: Any) -> Any:
        """Return the answer of a call that has no error of its own to tell apart."""
        try:
            return self._call(make)
        except _Answered as error:
            raise error.unavailable from None

    def _call(self, make: Any) -> Any:
        """Return the answer of a call, tried again while the server is away; ``make`` makes it anew each time."""
        for left in reversed(range(_TRIES)):
            try:
                return self._once(make(), _CALL_SECONDS * 2)
            except ServerAway:
                if not left:
                    raise
                threading.Event().wait(_PAUSE * (_TRIES - left))
        raise AssertionError("not reached")

    def _once(self, call: Coroutine[Any, Any, _T], seconds: float) -> _T:
        future = asyncio.run_coroutine_threadsafe(call, self._loop)
        try:
            return future.result(seconds)
        except ServiceUnavailableError:
            raise ServerAway("nats: ServiceUnavailableError") from None  # while the server starts
        except APIError as error:
            raise _Answered(error) from None
        except (NatsError, OSError, TimeoutError, ssl.SSLError) as error:
            future.cancel()
            raise ServerAway(f"nats: {type(error).__name__}") from None


class _Answered(Exception):  # noqa: N818 - never leaves this module
    """The server answered that something is not so, or cannot be."""

    def __init__(self, error: APIError) -> None:
        self.code = error.err_code
        self.is_missing = isinstance(error, NotFoundError)
        self.unavailable = StoreUnavailable(f"nats: {type(error).__name__} {error.err_code}")
        super().__init__()


async def connect(settings: NatsSettings, hidden: NatsSecrets, hear: Callable[[Exception], Awaitable[None]]) -> Client:
    """Return a client that connects anew by itself for as long as it is not closed; ``hear`` is told what goes wrong.

    Nothing of that goes to standard error: each call tells how it ended.
    """
    options: dict[str, Any] = {
        "servers": list(settings.servers),
        "max_reconnect_attempts": -1,
        "reconnect_time_wait": 0.5,
    }
    return await nats.connect(**options, **_access(settings, hidden), error_cb=hear)


def _access(settings: NatsSettings, hidden: NatsSecrets) -> dict[str, Any]:
    """Return by which credentials and certificates a client connects."""
    options: dict[str, Any] = {"tls": trust(settings)}
    if hidden.token:
        options["token"] = hidden.token
    if settings.user is not None:
        options |= {"user": settings.user, "password": hidden.password}
    return options


async def _cancelled() -> None:
    """End what still runs in the loop, but this."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


async def _bound(js: JetStreamContext, name: str) -> JetStreamContext.PullSubscription:
    return await js.pull_subscribe_bind(consumer=CONSUMER, stream=name)
