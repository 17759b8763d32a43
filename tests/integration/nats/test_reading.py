"""All values of a stream are read while others write, and the reader is taken away whatever the server says."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable, Generator, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from uuid import uuid4

import nats
import pytest
from nats.js import JetStreamContext

from integration.nats.machine import Server
from oceandx.tickets.nats.layout import CONSUMER, stream_name, subject_of
from oceandx.tickets.nats.link import Link
from oceandx.tickets.nats.reader import Reader
from oceandx.tickets.nats.settings import NatsSecrets, NatsSettings
from oceandx.tickets.nats.streams import Place

_TOKENS = [f"k{number}" for number in range(5)]


@pytest.fixture
def settings(nats_server: Server) -> NatsSettings:
    return nats_server.settings(f"t{uuid4().hex[:12]}")


@pytest.fixture
def link(settings: NatsSettings) -> Iterator[Link]:
    one = Link(settings, NatsSecrets())
    for token in _TOKENS:
        one.write(Place.JOBS, token, b"first", None)
    yield one
    one.close()


@contextmanager
def beside(act: Callable[[], None]) -> Iterator[None]:
    """Do something again and again in a thread of its own, until the block ends."""
    stop = threading.Event()

    def again() -> None:
        while not stop.is_set():
            act()

    thread = threading.Thread(target=again)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


async def asked(settings: NatsSettings, ask: Callable[[JetStreamContext], Awaitable[int]]) -> int:
    """Return the answer over a connection of its own."""
    client = await nats.connect(list(settings.servers))
    try:
        return await ask(client.jetstream())
    finally:
        await client.close()


def tokens(link: Link) -> list[str]:
    return [stored.token for stored in link.scan(Place.JOBS)]


def test_a_scan_ends_beside_a_steady_writer_and_misses_no_value(link: Link, settings: NatsSettings) -> None:
    writer = Link(settings, NatsSecrets())

    def write() -> None:
        for token in _TOKENS:
            writer.write(Place.JOBS, token, b"again", None)
            time.sleep(0.02)  # the pace at which a scan fell into step with it; without one it would outrun any reader

    with beside(write):
        for _ in range(300):
            found = [stored.token for stored in islice(link.scan(Place.JOBS), 200)]
            assert set(found) == set(_TOKENS)
            assert len(found) < 200
    writer.close()


def test_a_reader_whose_files_the_server_cannot_remove_fails_no_scan(
    link: Link, settings: NatsSettings, nats_server: Server
) -> None:
    stream = stream_name(settings.prefix, Place.JOBS)
    (folder,) = (one / "obs" for one in (nats_server.folder / "store").rglob(stream))
    made = 0

    def make() -> None:
        nonlocal made
        for reader in (one for one in folder.iterdir() if one.name != CONSUMER):
            for _ in range(20):
                made += 1
                try:
                    (reader / f"x{made}").touch()
                except OSError:
                    break

    def left() -> list[Path]:
        return [one for one in folder.iterdir() if one.name != CONSUMER]

    with beside(make):
        end = time.monotonic() + 60
        while not left() and time.monotonic() < end:
            assert tokens(link) == _TOKENS
    assert left(), "the server removed all files, and nothing was shown"
    assert tokens(link) == _TOKENS


def test_a_scan_that_is_given_up_ends_though_its_reader_is_gone(link: Link, settings: NatsSettings) -> None:
    stream = stream_name(settings.prefix, Place.JOBS)
    scan = link.scan(Place.JOBS)
    assert isinstance(scan, Generator)
    assert next(scan).token == _TOKENS[0]

    async def remove(js: JetStreamContext) -> int:
        names = [info.name for info in await js.consumers_info(stream) if info.name != CONSUMER]
        for name in names:
            await js.delete_consumer(stream, name)
        return len(names)

    assert asyncio.run(asked(settings, remove)) == 1
    scan.close()
    assert tokens(link) == _TOKENS


def test_a_reader_may_be_ended_again(link: Link, settings: NatsSettings) -> None:
    """As it is where the answer to the first call was lost."""

    async def end_twice(js: JetStreamContext) -> int:
        stream = stream_name(settings.prefix, Place.JOBS)
        reader = await Reader.made(js, stream, subject_of(settings.prefix, Place.JOBS, "*"))
        left = reader.left
        await reader.end()
        await reader.end()
        return left

    assert asyncio.run(asked(settings, end_twice)) == len(_TOKENS)
