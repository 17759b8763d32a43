"""The server of these tests is that of the tests of tickets; helpdesk and commands are those of the command line."""

from __future__ import annotations

from cli.conftest import fake, oceandx
from tickets.conftest import nats_server

__all__ = ["fake", "nats_server", "oceandx"]
