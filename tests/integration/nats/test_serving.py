"""The application of a worker on a real server: how it is let in, how soon it works, and how it ends."""

from __future__ import annotations

import gc
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
import trustme
from msgspec.structs import replace

from integration.nats.conftest import Start
from integration.nats.machine import Server, why_not
from oceandx.tickets.nats.app import serve
from oceandx.tickets.nats.link import Link
from oceandx.tickets.nats.queue import NatsQueue
from oceandx.tickets.nats.settings import NatsSecrets, NatsSettings
from oceandx.tickets.queue import Counts, Job, Reason
from tickets.running import until

_TOKEN = NatsSecrets(token="of-the-server")  # noqa: S106 - of a test
_PASSWORD = NatsSecrets(password="of-the-server")  # noqa: S106 - of a test
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")  # the client leaves what refused it to Python


@dataclass
class Hand:
    """A worker that finishes each job, after so many seconds, and keeps which it was."""

    queue: NatsQueue
    name: str = "w1"
    lease_seconds: float = 60.0
    takes: float = 0.0
    stopping: threading.Event = field(default_factory=threading.Event)
    begun: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)

    def handle(self, job: Job) -> str:
        self.begun.append(job.ticket_id)
        time.sleep(self.takes)
        self.queue.done(job)
        self.done.append(job.ticket_id)
        return "written"


class Bench:
    """A worker at a server; what is done meanwhile is done in a thread, since signals are the main thread's."""

    def __init__(self, settings: NatsSettings, hidden: NatsSecrets) -> None:
        self.settings = settings
        self.hidden = hidden
        self.link = Link(settings, hidden)
        self.queue = NatsQueue(self.link)
        self.worker = Hand(self.queue)

    def put(self, ticket: str, reason: Reason = Reason.WEBHOOK) -> None:
        self.queue.put(ticket, ticket, "desk", reason)

    def until_done(self, *tickets: str) -> None:
        until(lambda: self.worker.done == list(tickets))

    def serve(self, meanwhile: Callable[[], object]) -> float:
        """Have the worker serve until ``meanwhile`` is over; return how long it took from then on to end."""
        ended: list[float] = []
        raised: list[BaseException] = []

        def done() -> None:
            try:
                meanwhile()
            except BaseException as error:  # noqa: BLE001 - raised below
                raised.append(error)
            finally:
                ended.append(time.monotonic())
                self.worker.stopping.set()

        thread = threading.Thread(target=done)
        thread.start()
        serve(self.settings, self.hidden, self.queue, self.worker)
        thread.join()
        if raised:
            raise raised[0]
        return time.monotonic() - ended[0]


Make = Callable[..., Bench]


@pytest.fixture
def stack(caplog: pytest.LogCaptureFixture) -> Iterator[ExitStack]:
    """What ends with the test; nothing is logged with a trace."""
    if reason := why_not():
        pytest.skip(reason)
    with caplog.at_level(logging.INFO), ExitStack() as one:
        yield one
    gc.collect()
    assert [record.getMessage() for record in caplog.records if record.exc_info] == []


@pytest.fixture
def bench(stack: ExitStack) -> Make:
    """Give a worker at a server."""

    def made(settings: NatsSettings, hidden: NatsSecrets | None = None) -> Bench:
        one = Bench(settings, hidden or NatsSecrets())
        stack.callback(one.link.close)
        return one

    return made


def test_over_tls_with_a_user_and_a_password(start: Start, bench: Make, tmp_path: Path) -> None:
    authority = trustme.CA()
    issued = authority.issue_cert("127.0.0.1")
    issued.cert_chain_pems[0].write_to_path(tmp_path / "cert.pem")
    issued.private_key_pem.write_to_path(tmp_path / "key.pem")
    authority.cert_pem.write_to_path(tmp_path / "own.pem")
    tls = ("--tls", "--tlscert", str(tmp_path / "cert.pem"), "--tlskey", str(tmp_path / "key.pem"))
    server = start(*tls, "--user", "oceandx", "--pass", "of-the-server")
    settings = replace(
        server.settings(),
        servers=(f"tls://127.0.0.1:{server.port}",),
        user="oceandx",
        authority=str(tmp_path / "own.pem"),
    )
    one = bench(settings, _PASSWORD)
    one.put("7")
    one.serve(lambda: one.until_done("7"))


def test_with_a_token_that_is_another_for_a_while(
    start: Start, bench: Make, stack: ExitStack, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    first = start("--auth", "of-the-server")
    one = bench(first.settings(), _TOKEN)
    other, again = Server(tmp_path, "--auth", "of-another"), Server(tmp_path, "--auth", "of-the-server")
    other.port = again.port = first.port

    def meanwhile() -> None:
        one.put("7")
        one.until_done("7")
        first.end()
        stack.callback(other.end)
        other.start()
        until(lambda: "nats: refused; the worker connects anew" in caplog.messages)
        other.end()
        stack.callback(again.end)
        again.start()
        until(lambda: one.link.is_up)
        one.put("8")
        one.until_done("7", "8")

    assert one.serve(meanwhile) < 3


def test_a_ticket_is_seen_at_once_and_a_worker_that_idles_ends_at_once(start: Start, bench: Make) -> None:
    one = bench(start().settings())
    waits = []

    def meanwhile() -> None:
        one.put("0")
        one.until_done("0")
        for number in range(1, 4):
            time.sleep(1.0)
            begun = time.monotonic()
            one.put(str(number))
            until(partial(one.worker.done.__contains__, str(number)))
            waits.append(time.monotonic() - begun)

    assert one.serve(meanwhile) < 1
    assert max(waits) < 1


def test_a_job_under_way_is_finished_first_and_the_next_is_left_to_others(start: Start, bench: Make) -> None:
    one = bench(start().settings())
    one.worker.takes = 3.0
    for ticket in ("7", "8"):
        one.put(ticket)
    took = one.serve(lambda: until(lambda: one.worker.begun != []))
    assert one.worker.done == one.worker.begun == ["7"]
    assert 2 < took < 4.5
    assert one.queue.counts() == Counts(waiting=1, backfill=0, leased=0, dead=0)
    other = Bench(one.settings, one.hidden)
    try:
        begun = time.monotonic()
        other.serve(lambda: other.until_done("8"))
        # A delivery that was on its way when its worker ended would come again after 30 s only.
        assert time.monotonic() - begun < 40
    finally:
        other.link.close()


def test_while_the_server_is_away_a_worker_that_idles_ends_soon(start: Start, bench: Make) -> None:
    server = start()
    one = bench(server.settings())

    def meanwhile() -> None:
        one.put("7")
        one.until_done("7")
        server.end()
        time.sleep(3.0)

    assert one.serve(meanwhile) < 3


def test_a_server_that_comes_back_finds_its_workers(start: Start, bench: Make) -> None:
    server = start()
    one = bench(server.settings())

    def meanwhile() -> None:
        for ticket in ("7", "8", "9"):
            one.put(ticket)
            until(partial(one.worker.done.__contains__, ticket))
            server.end()
            time.sleep(6.0)
            server.start()
        one.put("last")
        one.until_done("7", "8", "9", "last")

    assert one.serve(meanwhile) < 3


def test_backfill_is_handled_when_nothing_else_is_there(start: Start, bench: Make) -> None:
    one = bench(start().settings())
    one.worker.takes = 0.2
    one.put("old", Reason.BACKFILL)
    for number in range(5):
        one.put(str(number))
    one.serve(lambda: until(lambda: len(one.worker.done) == 6))
    assert one.worker.done[-1] == "old"
