"""A real Request Tracker for the tests of this folder, one for all of them; OCEANDX_RT=1 says that they may run."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from integration.rt.machine import QUEUE, SECRET, Machine, install, why_not
from integration.rt.people import Account, Hooks, receiving
from oceandx.tickets.rt import RequestTracker, RtSettings

Connect = Callable[..., RequestTracker]


@pytest.fixture(scope="session")
def server() -> Iterator[tuple[Machine, Hooks]]:
    """A server that runs, and the webhooks that it sent."""
    if not os.environ.get("OCEANDX_RT"):
        pytest.skip("a real Request Tracker is installed and started by `make integration` (OCEANDX_RT=1)")
    if reason := why_not() or install():
        pytest.skip(reason)
    # Not in pytest's own folder, which is closed to the account of the server.
    with tempfile.TemporaryDirectory(prefix="oceandx-rt-") as folder:
        machine = Machine(Path(folder))
        machine.make()
        with receiving(machine.webhook_port) as hooks:
            try:
                machine.start()
                yield machine, hooks
            finally:
                machine.kill(signal.SIGTERM)


@pytest.fixture
def machine(server: tuple[Machine, Hooks]) -> Machine:
    """The server, as it was when it was made."""
    server[0].reset()
    server[1].received.clear()
    return server[0]


@pytest.fixture
def hooks(machine: Machine, server: tuple[Machine, Hooks]) -> Hooks:
    """The webhooks of this test."""
    assert machine is server[0]
    return server[1]


@pytest.fixture
def agent(machine: Machine) -> Account:
    """A person of the helpdesk."""
    return Account(machine, "agente")


@pytest.fixture
def connect(machine: Machine) -> Iterator[Connect]:
    """Make adapters for the enriching account."""
    made: list[RequestTracker] = []

    def one(transport: httpx.BaseTransport | None = None, **more: Any) -> RequestTracker:
        options = {"settle_seconds": 2.0, "overlap_seconds": 2.0, "read_seconds": 20.0, **more}
        settings = RtSettings(base_url=machine.base, own_user="oceandx", queues=(QUEUE,), **options)
        made.append(RequestTracker(settings, machine.tokens["oceandx"], SECRET, transport))
        return made[-1]

    yield one
    for adapter in made:
        adapter.close()
