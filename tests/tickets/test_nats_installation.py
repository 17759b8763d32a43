"""An installation on many machines: whose turn a poll is, and what goes on while the server is away."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import httpx
import pytest

from oceandx.tickets.helpdesk import Changes
from oceandx.tickets.metrics import answering
from oceandx.tickets.nats.installation import NatsInstallation
from oceandx.tickets.nats.queue import NatsQueue
from oceandx.tickets.nats.streams import ServerAway
from oceandx.tickets.nats.turns import NatsTurns
from oceandx.tickets.service import keep_polling
from oceandx.tickets.settings import Enriching, MetricsDoor
from oceandx.tickets.worker import Worker
from tickets.desk import MemoryDesk
from tickets.filing import START, Clock
from tickets.running import free_port, until
from tickets.streaming import MemoryStreams


class ChangedDesk(MemoryDesk):
    """A helpdesk in which a ticket changed between any two looks."""

    def __init__(self) -> None:
        super().__init__({})
        self.asked: list[str] = []

    def changes(self, cursor: str) -> Changes:
        self.asked.append(cursor)
        return Changes((str(len(self.asked)),), f"c{len(self.asked)}", at_end=True)


class AwayStreams(MemoryStreams):
    """Streams that can be told to be away; then a call takes long to fail."""

    is_away = False

    @property
    def is_up(self) -> bool:
        return not self.is_away


def test_of_several_machines_one_polls_and_the_next_turn_is_anyone_s() -> None:
    clock = Clock()
    streams = MemoryStreams(clock)
    here, there = (NatsTurns(streams, clock=clock) for _ in range(2))
    assert [here.take("desk", 54), there.take("desk", 54), here.take("desk", 54)] == [True, False, False]
    assert there.take("other", 54)
    clock.now += 53.9
    assert not there.take("desk", 54)
    clock.now += 0.1
    assert [there.take("desk", 54), here.take("desk", 54)] == [True, False]


def test_a_turn_that_two_take_at_the_same_moment_is_one_s() -> None:
    clock = Clock()
    streams = MemoryStreams(clock)
    here, there = (NatsTurns(streams, clock=clock) for _ in range(2))
    crossing = [there]
    taken: list[bool] = []

    def cross() -> None:
        if crossing:
            taken.append(crossing.pop().take("desk", 54))

    streams.before_write = cross
    assert (here.take("desk", 54), taken) == (False, [True])


@pytest.mark.parametrize("ahead", [60.0, 1e6])
def test_a_clock_that_was_far_ahead_keeps_nobody_waiting(ahead: float) -> None:
    streams = MemoryStreams(Clock())
    assert NatsTurns(streams, clock=lambda: START + ahead).take("desk", 54)
    assert NatsTurns(streams, clock=lambda: START).take("desk", 54)


def test_polling_goes_on_after_the_server_was_away() -> None:
    streams, desk, stopping = MemoryStreams(time.time), ChangedDesk(), threading.Event()
    failing = [True, False, True]  # the write of a turn, of a turn and of a put

    def away() -> None:
        if failing and failing.pop(0):
            raise ServerAway("nats: away")

    streams.before_write = away
    installation = NatsInstallation(streams)
    settings = Enriching(poll_seconds=0.01)
    thread = threading.Thread(target=keep_polling, args=(settings, installation, desk, stopping))
    thread.start()
    try:
        until(lambda: installation.ledger.cursor("memory") != "", 10)
    finally:
        stopping.set()
        thread.join()
    # The cursor did not move when the put failed: the same was asked for again.
    assert desk.asked[:2] == ["", ""]
    assert installation.queue.counts().waiting == len(desk.asked) - 1


def test_figures_are_told_at_once_while_the_server_is_away(tmp_path: Path) -> None:
    streams = AwayStreams(time.time)
    door = MetricsDoor(f"127.0.0.1:{free_port()}")
    with answering(Enriching(), door, NatsInstallation(streams), tmp_path, lambda: 0):
        there = httpx.get(f"http://{door.listen}/metrics", trust_env=False).text
        streams.is_away = True
        streams.scan = streams.read = lambda *_: pytest.fail("was asked")  # type: ignore[assignment, method-assign]
        away = httpx.get(f"http://{door.listen}/metrics", trust_env=False).text
    assert "oceandx_store_readable 1.0" in there
    assert "oceandx_queue_lag_seconds" in there
    assert "oceandx_store_readable 0.0" in away
    assert "oceandx_queue_lag_seconds" not in away


def test_a_worker_is_brought_what_comes_of_the_queue_that_machines_share() -> None:
    brought: list[tuple[NatsQueue, Worker]] = []
    clock = Clock()
    installation = NatsInstallation(MemoryStreams(clock), clock=clock, bring=lambda *given: brought.append(given))
    worker = Worker(installation.queue, {}, lambda reading: (), "w1")
    installation.serve(worker)
    assert brought == [(installation.queue, worker)]
