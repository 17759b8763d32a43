"""One installation of enrichment on many machines: the parts that they share, over one connection a process."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import Protocol, Self

from msgspec.structs import replace

from oceandx.errors import UsageError
from oceandx.settings import Placed
from oceandx.tickets.audit import Kind, Record
from oceandx.tickets.budget import DEFAULT_RATES, Lane, Rate
from oceandx.tickets.nats.audit import NatsAudit
from oceandx.tickets.nats.control import NatsBudget, NatsSwitches
from oceandx.tickets.nats.feedback import NatsFeedback
from oceandx.tickets.nats.ledger import NatsLedger
from oceandx.tickets.nats.queue import NatsQueue
from oceandx.tickets.nats.settings import NatsSecrets, NatsSettings, check_nats, read_nats_secrets
from oceandx.tickets.nats.streams import ServerAway, Streams
from oceandx.tickets.nats.turns import NatsTurns
from oceandx.tickets.store import StoreUnavailable
from oceandx.tickets.worker import Worker

Bring = Callable[[NatsQueue, Worker], None]
"""Have a worker handle what a server brings of a queue, until the worker is told to end."""


class Closing(Streams, Protocol):
    """Streams over a connection."""

    def close(self) -> None:
        """End the connection."""


def _brings_nothing(_queue: NatsQueue, _worker: Worker) -> None:
    """Return at once: nothing is brought of streams that are on no server."""


class NatsInstallation:
    """The queue, ledger, audit trail, switches, budget and feedback of many machines; workers are ``bring``'s."""

    def __init__(
        self,
        streams: Closing,
        rates: Mapping[Lane, Rate] = DEFAULT_RATES,
        clock: Callable[[], float] = time.time,
        bring: Bring = _brings_nothing,
    ) -> None:
        self._streams = streams
        self._bring = bring
        self.audit = NatsAudit(streams, clock=clock)
        self.ledger = NatsLedger(streams, self.audit, clock=clock)
        self.queue = NatsQueue(streams, clock=clock)
        self.switches = NatsSwitches(streams, self.audit, clock=clock)
        self.budget = NatsBudget(streams, rates)
        self.feedback = NatsFeedback(streams, self.audit, clock=clock)
        self._turns = NatsTurns(streams, clock=clock)

    @property
    def is_reachable(self) -> bool:
        """Say whether a server can be asked at this moment, without waiting for one."""
        return self._streams.is_up

    def may_poll(self, helpdesk: str, seconds: float) -> bool:
        """Say whether it is this machine's turn to ask a helpdesk for changes: no other did within so many seconds."""
        return self._turns.take(helpdesk, seconds)

    def transaction(self) -> AbstractContextManager[object]:
        """Return a context for things that are kept one after the other: each is whole, none waits for the next."""
        return nullcontext()

    def retry_dead(self, actor: str, ids: Collection[int] | None = None) -> int:
        """Let dead letters (None: all) come again, and keep who wanted it; return how many."""
        count = self.queue.retry_dead(ids)
        self.audit.append(Record(Kind.DEAD_RETRIED, actor, counts={"jobs": count}))
        return count

    def discard(self, actor: str, ids: Collection[int]) -> int:
        """Remove dead letters for good, and keep who wanted it; return how many."""
        count = self.queue.discard(ids)
        self.audit.append(Record(Kind.DEAD_DISCARDED, actor, counts={"jobs": count}))
        return count

    def serve(self, worker: Worker) -> None:
        """Have a worker handle what a server brings, over a connection of its own, until it is told to end."""
        self._bring(self.queue, worker)

    def close(self) -> None:
        """End the connection."""
        self._streams.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_shared(site: Placed, settings: NatsSettings, rates: Mapping[Lane, Rate] = DEFAULT_RATES) -> NatsInstallation:
    """Return what the machines share, by settings from the file of ``site``; secrets are read here, and only here.

    Raises UsageError for settings that cannot be right, where the extra is not installed and where the server will not
    keep the streams; ServerAway where none answers.
    """
    settings = placed(site, settings)
    try:
        from oceandx.tickets.nats.link import Link
    except ImportError:
        raise UsageError(f"{site.path}: nats: needs a client of NATS: pip install 'oceandx[nats]'") from None
    hidden = read_nats_secrets(site, settings)
    try:
        link = Link(settings, hidden)
    except ServerAway as error:
        raise ServerAway(f"{site.path}: nats.servers: no server that lets us in ({error})") from None
    except StoreUnavailable as error:
        needed = "JetStream with a folder, the right to make streams, and each on one server only (replicas 1)"
        raise UsageError(f"{site.path}: nats: the server does not suit ({error}); {needed}") from None
    return NatsInstallation(link, rates, bring=partial(bring, settings, hidden))


def bring(settings: NatsSettings, hidden: NatsSecrets, queue: NatsQueue, worker: Worker) -> None:
    """Have a worker handle what a server brings, until it is told to end."""
    # Only here: to read FastStream takes long, and no command but that of a worker needs it.
    from oceandx.tickets.nats.app import serve

    serve(settings, hidden, queue, worker)


def placed(site: Placed, settings: NatsSettings) -> NatsSettings:
    """Return settings that were checked, their file named in full. Raises UsageError."""
    folder = Path(site.folder)
    try:
        check_nats(settings, folder)
    except UsageError as error:
        raise UsageError(f"{site.path}: {error}") from None
    return settings if settings.authority is None else replace(settings, authority=str(folder / settings.authority))
