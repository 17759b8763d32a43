"""The server of these tests is that of the tests of tickets; helpdesk and commands are those of the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from cli.conftest import fake, oceandx
from integration.nats.machine import Server, why_not
from tickets.conftest import nats_server

__all__ = ["fake", "nats_server", "oceandx"]

Start = Callable[..., Server]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start servers with options of their own."""
    if reason := why_not():
        pytest.skip(reason)
    with ExitStack() as stack:

        def started(*options: str) -> Server:
            server = Server(tmp_path, *options)
            stack.callback(server.end)
            server.start()
            return server

        yield started
