"""The application of a worker on many machines: how it ends, and what it does while no server lets it in."""

from __future__ import annotations

import gc
import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType

import pytest

from oceandx.tickets.nats.app import serve
from oceandx.tickets.nats.queue import NatsQueue
from oceandx.tickets.nats.settings import NatsSecrets, NatsSettings
from oceandx.tickets.queue import Job
from tickets.filing import Clock
from tickets.running import free_port
from tickets.streaming import MemoryStreams

_INFO = b'INFO {"server_id":"S","version":"2.9.10","max_payload":1048576,"headers":true,"auth_required":true}\r\n'
_PATIENCE = 20.0


@dataclass
class Idle:
    """A worker that has nothing to do."""

    name: str = "w1"
    lease_seconds: float = 60.0
    stopping: threading.Event = field(default_factory=threading.Event)

    def handle(self, job: Job) -> str:
        raise AssertionError(job.ticket_id)


class Door:
    """A server that talks to nobody for long: it refuses whoever comes, or ends the connection of whoever it let in."""

    def __init__(self, *, lets_in: bool) -> None:
        self.came = 0
        self._lets_in = lets_in
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        threading.Thread(target=self._open, daemon=True).start()

    def close(self) -> None:
        self._listening.close()

    def _open(self) -> None:
        while True:
            try:
                one, _ = self._listening.accept()
            except OSError:
                return
            self.came += 1
            with one:
                one.sendall(_INFO)
                said = b""
                while b"PING\r\n" not in said:
                    said += one.recv(4096) or b"PING\r\n"
                if self._lets_in:
                    one.sendall(b"PONG\r\n")
                    one.recv(4096)  # what the application asks first
                one.sendall(b"-ERR 'Authorization Violation'\r\n")


@contextmanager
def door(*, lets_in: bool) -> Iterator[Door]:
    one = Door(lets_in=lets_in)
    try:
        yield one
    finally:
        one.close()


def served(port: int, worker: Idle, end: Callable[[], object]) -> float:
    """Serve while ``end`` runs in a thread, which has it end; return how long that took from then on."""
    ended: list[float] = []

    def told() -> None:
        try:
            end()
        finally:
            ended.append(time.monotonic())

    thread = threading.Thread(target=told)
    thread.start()
    settings = NatsSettings(servers=(f"nats://127.0.0.1:{port}",))
    hidden = NatsSecrets(token="of-the-server")  # noqa: S106 - of a test
    serve(settings, hidden, NatsQueue(MemoryStreams(Clock())), worker)
    thread.join()
    return time.monotonic() - ended[0]


@pytest.fixture
def quiet(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """What is logged; never a trace."""
    with caplog.at_level(logging.INFO):
        yield caplog
    assert [record.getMessage() for record in caplog.records if record.exc_info] == []


def test_while_there_is_no_server_a_worker_waits_and_ends_when_it_is_told_to(quiet: pytest.LogCaptureFixture) -> None:
    worker = Idle()

    def end() -> None:
        time.sleep(1.5)
        worker.stopping.set()

    assert served(free_port(), worker, end) < 2


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_signals_stay_with_who_has_them(quiet: pytest.LogCaptureFixture, sign: signal.Signals) -> None:
    worker = Idle()
    heard: list[int] = []

    def hear(number: int, _frame: FrameType | None) -> None:
        heard.append(number)
        worker.stopping.set()

    def end() -> None:
        time.sleep(0.5)
        os.kill(os.getpid(), sign)

    before = signal.signal(sign, hear)
    try:
        assert served(free_port(), worker, end) < 2
        assert signal.getsignal(sign) is hear
        os.kill(os.getpid(), sign)
        assert heard == [sign, sign]
    finally:
        signal.signal(sign, before)


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # of a client that was refused at once nobody has a hold
@pytest.mark.parametrize(("lets_in", "why"), [(False, "refused"), (True, "disconnected")])
def test_a_server_that_shows_a_worker_the_door_is_asked_again(
    quiet: pytest.LogCaptureFixture, lets_in: bool, why: str
) -> None:
    worker = Idle()
    with door(lets_in=lets_in) as one:

        def end() -> None:
            ends = time.monotonic() + _PATIENCE
            while one.came < 3 and time.monotonic() < ends:
                time.sleep(0.05)
            worker.stopping.set()

        assert served(one.port, worker, end) < 3
        assert one.came >= 3
    gc.collect()
    assert f"nats: {why}; the worker connects anew" in quiet.messages
