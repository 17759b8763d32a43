"""What reads a whole stream once: a consumer of its own on the server, made for one scan."""

from __future__ import annotations

import contextlib

from nats.aio.msg import Msg
from nats.errors import BadSubscriptionError
from nats.errors import TimeoutError as NatsTimeoutError
from nats.js import JetStreamContext
from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy
from nats.js.errors import NotFoundError, ServerError

from oceandx.tickets.nats.layout import ACK_SECONDS

_PAGE = 256
_PAGE_SECONDS = 0.5
_NOT_REMOVED = 10051


class Reader:
    """Values of a stream, the one written longest ago first; ``left`` is how many the server has yet to give."""

    def __init__(self, js: JetStreamContext, stream: str, subscription: JetStreamContext.PullSubscription) -> None:
        self._js = js
        self._stream = stream
        self._subscription = subscription
        self._name = ""
        self.left = 0

    @classmethod
    async def made(cls, js: JetStreamContext, stream: str, subject: str) -> Reader:
        """Return a reader at the first value."""
        config = ConsumerConfig(
            ack_policy=AckPolicy.NONE, deliver_policy=DeliverPolicy.ALL, inactive_threshold=ACK_SECONDS
        )
        reader = cls(js, stream, await js.pull_subscribe(subject, stream=stream, config=config))
        await reader.look()
        return reader

    async def look(self) -> None:
        """Ask the server what is left.

        What comes with a value counts one that was written over since, and by that a scan beside a steady writer never
        ended.
        """
        info = await self._subscription.consumer_info()
        self._name, self.left = info.name, info.num_pending or 0

    async def page(self) -> list[Msg]:
        """Return the next values; none where they were removed since, or the server is slow."""
        return await fetched(self._subscription, _PAGE, _PAGE_SECONDS)

    async def end(self) -> None:
        """Remove the reader from the server; what it read stays read if it is gone already, or its files are left.

        May be called again when its answer was lost. Raises ServerError where the server answers anything else.
        """
        with contextlib.suppress(BadSubscriptionError):  # the call before ended it
            await self._subscription.unsubscribe()
        try:
            await self._js.delete_consumer(self._stream, self._name)
        except NotFoundError:
            pass
        except ServerError as error:
            # "directory not empty": the server wrote a file of the reader meanwhile, and does not try again (mended in
            # February 2026, nats-server pull request 7886; Debian has older ones). It forgot the reader before that.
            if error.err_code != _NOT_REMOVED:
                raise


async def fetched(subscription: JetStreamContext.PullSubscription, most: int, seconds: float) -> list[Msg]:
    """Return the next values, at most so many; none if none came in time."""
    try:
        return await subscription.fetch(most, timeout=seconds)
    except NatsTimeoutError:
        return []
