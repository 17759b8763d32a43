"""Workers of several machines are killed at random moments, and the server too: each ticket has exactly one note."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from typing import Any
from uuid import uuid4

import pytest

from integration.nats.machine import Server
from integration.nats.working import desk_process, work
from oceandx.tickets.ledger import State
from oceandx.tickets.nats.installation import NatsInstallation
from oceandx.tickets.nats.link import Link
from oceandx.tickets.nats.settings import NatsSecrets, NatsSettings
from oceandx.tickets.queue import Counts, Put, Reason
from oceandx.tickets.switches import Listed, Mode

_ROUNDS = int(os.environ.get("OCEANDX_KILLS", "20"))
_TICKETS = [str(number) for number in range(200)]
_PAUSE = 0.02
_PATIENCE = 90.0
_CONTEXT = multiprocessing.get_context("forkserver")


@pytest.fixture(scope="module", autouse=True)
def nest() -> None:
    """The process from which workers are forked, with the knowledge base read."""
    _CONTEXT.set_forkserver_preload(["integration.nats.preloaded"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(sys.path))  # this Python's fork server is not told the path
        first = _CONTEXT.Process(target=os.getpid)
        first.start()
        first.join()


class Site:
    """One helpdesk, one installation, two workers."""

    def __init__(self, server: Server, desk: Any, seed: int) -> None:
        self.settings: NatsSettings = server.settings(f"t{uuid4().hex[:12]}")
        self.desk = desk
        self.dice = random.Random(seed)  # noqa: S311 - no secret
        self.installation = NatsInstallation(Link(self.settings, NatsSecrets()))
        self.started = 0
        self.workers: list[BaseProcess] = []

    def fill(self) -> None:
        """Let everything be written, and put all tickets."""
        self.installation.switches.set_mode(Mode.WRITE, "test")
        self.installation.switches.allow("memory", Listed.ALL, "", "test")
        self.installation.queue.put_many(Put(one, one, "memory", Reason.WEBHOOK) for one in _TICKETS)

    def start(self) -> BaseProcess:
        self.started += 1
        given = (self.settings, self.desk.address, f"w{self.started}")
        process = _CONTEXT.Process(target=work, args=given, kwargs={"pause": _PAUSE})
        process.start()
        return process

    def kill_one(self) -> None:
        """Kill a worker wherever it is, and start another."""
        victim = self.workers.pop(self.dice.randrange(len(self.workers)))
        victim.kill()
        victim.join()
        assert victim.exitcode == -signal.SIGKILL
        self.workers.append(self.start())

    def noted(self) -> Counter[str]:
        return Counter(self.desk.desk().noted())

    def finish(self, between: Callable[[], None]) -> None:
        """Wait until no job is left, doing something between two looks."""
        end = time.monotonic() + _PATIENCE
        while (counts := self.installation.queue.counts()) != Counts(0, 0, 0, 0):
            assert time.monotonic() < end, f"the workers never finished: {counts}"
            assert [worker.exitcode for worker in self.workers] == [None, None]
            between()
        for worker in self.workers:
            worker.terminate()
        for worker in self.workers:
            worker.join(_PATIENCE)
        assert [worker.exitcode for worker in self.workers] == [0, 0]


@contextmanager
def site(server: Server, seed: int) -> Iterator[Site]:
    desk = desk_process()
    desk.start()
    desk.desk(len(_TICKETS))
    one = Site(server, desk, seed)
    try:
        one.fill()
        one.workers = [one.start(), one.start()]
        yield one
    finally:
        for worker in one.workers:
            worker.kill()
        one.installation.close()
        desk.shutdown()


def check(one: Site) -> None:
    assert one.noted() == Counter(_TICKETS)
    assert one.installation.ledger.counts()[State.WRITTEN] == len(_TICKETS)
    assert one.installation.audit.verify() == ()


@pytest.mark.parametrize("number", range(_ROUNDS))
def test_each_ticket_has_one_note_though_workers_are_killed(nats_server: Server, number: int) -> None:
    with site(nats_server, number) as one:
        killed = stood = 0
        while stood < len(_TICKETS) - 30:
            time.sleep(one.dice.uniform(0.05, 0.5))
            stands = one.noted().total()
            # Only a worker that got going, and that may have something to lose.
            if stood + 10 < stands < len(_TICKETS):
                one.kill_one()
                killed += 1
            stood = max(stood, stands) if stands > stood + 10 else stood
        one.finish(lambda: time.sleep(0.2))
        assert killed > 1
        check(one)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_lost_when_the_server_is_ended_and_comes_back(nats_server: Server, number: signal.Signals) -> None:
    with site(nats_server, 1) as one:
        while not one.noted():
            time.sleep(0.05)
        for _ in range(3):
            nats_server.end(number)
            time.sleep(1.0)
            nats_server.start()
            time.sleep(1.5)
        one.finish(lambda: time.sleep(0.2))
        check(one)
