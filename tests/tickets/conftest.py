"""A real NATS server for the tests that hold both kinds of installation against one contract."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from integration.nats.machine import Server, why_not


@pytest.fixture(scope="session")
def nats_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that runs; skipped without OCEANDX_NATS=1."""
    if reason := why_not():
        pytest.skip(reason)
    server = Server(tmp_path_factory.mktemp("nats"))
    server.start()
    yield server
    server.end()
