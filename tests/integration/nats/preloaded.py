"""Read once by the process from which workers are forked, so that one that is killed has a successor at once."""

from __future__ import annotations

from integration.nats import working
from tickets.making import knowledge, reader

knowledge()
reader()

__all__ = ["working"]
