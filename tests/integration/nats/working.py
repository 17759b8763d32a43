"""A helpdesk in a process of its own, and the worker processes that enrich its tickets."""

from __future__ import annotations

import datetime
import logging
import random
import signal
import threading
import time
from collections.abc import Callable, Mapping
from functools import partial
from multiprocessing.managers import BaseManager
from pathlib import Path
from typing import Any

from oceandx.model.vocabulary import Language
from oceandx.resources import knowledge_root
from oceandx.tickets.budget import Lane, Rate
from oceandx.tickets.helpdesk import Capabilities, Changes, Enrichment, Event, Receipt, Ticket
from oceandx.tickets.installation import SwitchGate
from oceandx.tickets.nats.installation import NatsInstallation, bring
from oceandx.tickets.nats.link import Link
from oceandx.tickets.nats.settings import NatsSecrets, NatsSettings
from oceandx.tickets.pipeline import Enricher, Manner
from oceandx.tickets.worker import Worker
from tickets.desk import MemoryDesk
from tickets.making import MISSING, TODAY, knowledge, reader, said, ticket

RATES = {Lane.LIVE: Rate(1e6, 1000), Lane.BACKFILL: Rate(1e6, 1000)}
LEASE_SECONDS = 5.0
_KEY = b"of the tests"


class SharedDesk(MemoryDesk):
    """The helpdesk: several workers call it at once, as they would a server."""

    def __init__(self, count: int) -> None:
        super().__init__({str(number): ticket(said(MISSING), id=str(number)) for number in range(count)})
        self._lock = threading.Lock()

    def write(self, ticket: Ticket, enrichment: Enrichment) -> Receipt:
        with self._lock:
            return super().write(ticket, enrichment)

    def noted(self) -> list[str]:
        """Return the ticket of each note that was written."""
        return [ticket_id for ticket_id, enrichment in self.written if enrichment.note is not None]


class DeskProcess(BaseManager):
    """The process of a helpdesk, and the way to it."""


_desk: list[SharedDesk] = []


def _the_desk(count: int = 0) -> SharedDesk:
    if not _desk:
        _desk.append(SharedDesk(count))
    return _desk[0]


DeskProcess.register("desk", callable=_the_desk)


def desk_process(address: tuple[str, int] | None = None) -> Any:
    """Return the process of a helpdesk to start, or to connect to by its address."""
    return DeskProcess(address=address or ("127.0.0.1", 0), authkey=_KEY)


class DistantDesk:
    """The helpdesk as a worker reaches it; each call takes its time, so that a kill hits anywhere."""

    def __init__(self, address: tuple[str, int], pause: Callable[[], None]) -> None:
        process = desk_process(address)
        process.connect()
        self._desk = process.desk()
        self._pause = pause

    @property
    def name(self) -> str:
        return "memory"

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(tags=True, versions=True, webhooks=False)

    def fetch(self, ticket_id: str) -> Ticket:
        found: Ticket = self._slowly(self._desk.fetch, ticket_id)
        return found

    def changes(self, cursor: str) -> Changes:
        found: Changes = self._desk.changes(cursor)
        return found

    def since(self, date: datetime.date) -> str:
        return ""

    def verify(self, headers: Mapping[str, str], body: bytes) -> Event:
        raise NotImplementedError

    def write(self, ticket: Ticket, enrichment: Enrichment) -> Receipt:
        receipt: Receipt = self._slowly(self._desk.write, ticket, enrichment)
        return receipt

    def find_receipt(self, ticket_id: str, key: str) -> Receipt | None:
        found: Receipt | None = self._slowly(self._desk.find_receipt, ticket_id, key)
        return found

    def _slowly(self, call: Callable[..., Any], *values: object) -> Any:
        self._pause()
        answer = call(*values)
        self._pause()
        return answer


def work(settings: NatsSettings, address: tuple[str, int], name: str, *, pause: float) -> None:
    """Enrich tickets until SIGTERM."""
    dice, hidden = random.Random(name), NatsSecrets()  # noqa: S311 - no secret
    with NatsInstallation(Link(settings, hidden), RATES, bring=partial(bring, settings, hidden)) as installation:
        desk = DistantDesk(address, lambda: time.sleep(dice.random() * pause))
        manner = Manner(Path(knowledge_root()), Language.EN, lambda key: {}, lambda: TODAY)
        enricher = Enricher(knowledge(), reader(), desk, installation.ledger, SwitchGate(installation), manner)
        worker = Worker(installation.queue, {"memory": enricher}, lambda reading: (), name, lease_seconds=LEASE_SECONDS)
        logging.basicConfig(level=logging.WARNING)
        signal.signal(signal.SIGTERM, lambda *_: worker.stopping.set())
        installation.serve(worker)
