"""The server of these tests is that of the tests of tickets."""

from __future__ import annotations

from tickets.conftest import nats_server

__all__ = ["nats_server"]
