"""What tests of an enrichment file use, on the streams of many machines: in memory, or on a real server."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest

from integration.nats.machine import Server
from oceandx.tickets.nats.audit import NatsAudit
from oceandx.tickets.nats.control import NatsBudget, NatsSwitches
from oceandx.tickets.nats.feedback import NatsFeedback
from oceandx.tickets.nats.ledger import NatsLedger
from oceandx.tickets.nats.link import Link
from oceandx.tickets.nats.queue import NatsQueue
from oceandx.tickets.nats.settings import NatsSecrets
from oceandx.tickets.nats.streams import Streams
from tickets.filing import RATES, START, Clock, Filed
from tickets.streaming import MemoryStreams

KINDS = ("sqlite", "memory", "server")
NAP = 0.1
"""On a server nothing waits longer than that before it is looked at again: the tests' clocks are not the server's."""


@dataclass
class ServedClock(Clock):
    """A clock that leaves the server time to bring what is due when it is moved."""

    def __setattr__(self, name: str, value: object) -> None:
        if name in self.__dict__:
            time.sleep(2.5 * NAP)
        object.__setattr__(self, name, value)


class Shared:
    """The parts of one installation on many machines, all by the same clock."""

    def __init__(self, streams: Streams, clock: Clock, *, most_crashes: int = 5) -> None:
        self.streams = streams
        self.clock = clock
        self.queue = NatsQueue(streams, clock=clock, most_crashes=most_crashes, longest_nap=NAP)
        self.audit = NatsAudit(streams, clock=clock)
        self.ledger = NatsLedger(streams, self.audit, clock=clock)
        self.switches = NatsSwitches(streams, self.audit, clock=clock)
        self.budget = NatsBudget(streams, RATES)
        self.feedback = NatsFeedback(streams, self.audit, clock=clock)

    def together(self) -> AbstractContextManager[object]:
        """Return a context in which everything is kept at once: here there is none."""
        return nullcontext()

    @contextmanager
    def another(self, most_crashes: int = 5) -> Iterator[Shared]:
        """Give the same installation as another process has it."""
        yield Shared(self.streams, self.clock, most_crashes=most_crashes)


AnyFiled = Filed | Shared


@contextmanager
def opened(request: pytest.FixtureRequest, folder: Path) -> Iterator[AnyFiled]:
    """Give the parts of the kind that a parametrised fixture asks for."""
    if request.param == "sqlite":
        filed = Filed(folder)
        yield filed
        filed.store.close()
    elif request.param == "memory":
        clock = Clock()
        # Naps are those of a server's time; here the clock is moved by hand, and the streams go by it.
        yield Shared(MemoryStreams(clock), clock)
    else:
        server: Server = request.getfixturevalue("nats_server")
        link = Link(server.settings(f"t{uuid4().hex[:12]}"), NatsSecrets())
        try:
            yield Shared(link, ServedClock(START))
        finally:
            link.close()
