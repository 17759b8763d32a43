"""The adapter with a real Request Tracker that breaks, and with others who write at the same moment."""

from __future__ import annotations

import contextlib
import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from integration.rt.machine import Machine
from integration.rt.people import Account
from oceandx.tickets.helpdesk import Enrichment, HelpdeskError, OwnField, Receipt, Unavailable
from oceandx.tickets.rt import RequestTracker

Connect = Callable[..., RequestTracker]
NOTE = "<p>Cause probable : «C01».</p><p><code>oceandx k1</code></p>"
ENRICHMENT = Enrichment("k1", NOTE, {OwnField.DIAGNOSIS: "C01"}, frozenset({"oceandx-s02"}))


class Crash(BaseException):
    """Our own process ends here."""


class Breaking(httpx.BaseTransport):
    """Does something with one call: the n-th that is not a read, counted from 1."""

    def __init__(self, number: int, act: Callable[[Callable[[], httpx.Response]], httpx.Response]) -> None:
        self._inner = httpx.HTTPTransport()
        self._left, self._act = number, act

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Pass a call on, or break it."""
        self._left -= request.method != "GET"
        if self._left == 0 and request.method != "GET":
            self._left = -1
            return self._act(lambda: self._inner.handle_request(request))
        return self._inner.handle_request(request)


def finish(rt: RequestTracker, ticket: str, seconds: float = 60) -> Receipt:
    """Do what the pipeline does until the enrichment stands: look for it, else fetch and write."""
    ends = time.monotonic() + seconds
    while True:
        try:
            return rt.find_receipt(ticket, ENRICHMENT.key) or rt.write(rt.fetch(ticket), ENRICHMENT)
        except HelpdeskError:
            assert time.monotonic() < ends
            time.sleep(0.3)


def is_whole(agent: Account, ticket: str, receipt: Receipt) -> bool:
    """Say whether a ticket carries the enrichment once, and whole."""
    values = {name: set(those) for name, those in agent.values(ticket).items()}  # a race may set a tag twice
    expected = {"Oceandx diagnosis": {"C01"}, "Oceandx tags": {"oceandx-s02"}, "Oceandx run key": {"k1"}}
    return agent.comments(ticket) == [receipt.note_id] and expected.items() <= values.items()


@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize("is_sent", [False, True])
def test_our_process_ends_in_the_middle(agent: Account, connect: Connect, number: int, is_sent: bool) -> None:
    def crash(send: Callable[[], httpx.Response]) -> httpx.Response:
        if is_sent:
            send().read()
        raise Crash

    ticket = agent.open()
    rt = connect(Breaking(number, crash))
    with pytest.raises(Crash):
        rt.write(rt.fetch(ticket), ENRICHMENT)
    assert is_whole(agent, ticket, finish(connect(), ticket))


@pytest.mark.parametrize(("number", "delay"), [(1, 0.05), (2, 0.05), (3, 0.05)])
def test_the_server_is_killed_in_the_middle_and_comes_back(
    machine: Machine, agent: Account, connect: Connect, number: int, delay: float
) -> None:
    def kill(send: Callable[[], httpx.Response]) -> httpx.Response:
        timer = threading.Timer(delay, machine.kill)
        timer.start()
        try:
            return send()
        finally:
            timer.join()

    ticket = agent.open()
    rt = connect(Breaking(number, kill), tries=1)
    with pytest.raises(HelpdeskError):
        rt.write(rt.fetch(ticket), ENRICHMENT)
    with pytest.raises(Unavailable):
        connect(tries=1).fetch(ticket)
    machine.start()
    assert is_whole(agent, ticket, finish(connect(), ticket))


def test_the_server_is_away_for_some_seconds(machine: Machine, agent: Account, connect: Connect) -> None:
    ticket = agent.open()
    rt = connect()
    machine.kill()
    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(finish, rt, ticket)
        time.sleep(3)
        machine.start()
        assert is_whole(agent, ticket, done.result())


def test_two_enriching_processes_at_once_write_one_note(agent: Account, connect: Connect) -> None:
    both = [connect(), connect()]
    barrier = threading.Barrier(2)

    def write(rt: RequestTracker, ticket: str) -> None:
        read = rt.fetch(ticket)
        barrier.wait()
        try:
            rt.write(read, ENRICHMENT)
        except HelpdeskError:
            finish(rt, ticket)

    for _ in range(3):
        ticket = agent.open()
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(write, both, [ticket, ticket]))
        assert is_whole(agent, ticket, finish(both[0], ticket))


def test_what_a_person_writes_at_the_same_moment_is_never_lost(agent: Account, connect: Connect) -> None:
    rt = connect()
    chance = random.Random(1)  # noqa: S311 - moments, not secrets

    def edit(ticket: str, delay: float) -> None:
        time.sleep(delay)
        agent.set(ticket, diagnosis="à moi")

    for _ in range(8):
        ticket = agent.open()
        read = rt.fetch(ticket)
        with ThreadPoolExecutor(1) as pool:
            edited = pool.submit(edit, ticket, chance.uniform(0, 0.4))
            with contextlib.suppress(HelpdeskError):
                rt.write(read, ENRICHMENT)
            edited.result()
        assert agent.values(ticket)["Oceandx diagnosis"] == ["à moi"]
        assert len(agent.comments(ticket)) <= 1
