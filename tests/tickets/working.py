"""What processes of the tests do, in a module of its own, so that a new process finds it."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from oceandx.tickets.audit import Audit
from oceandx.tickets.helpdesk import Receipt
from oceandx.tickets.ledger import Ledger, Plan, State
from oceandx.tickets.queue import Job, LeaseLost
from oceandx.tickets.sqlite_queue import SqliteQueue
from oceandx.tickets.store import Store

HELPDESK = "desk"
LEASE_SECONDS = 1.0


def open_file(path: Path) -> None:
    """Open an enrichment file, which may not exist yet, and close it."""
    Store(path).close()


def plan_of(ticket_id: str) -> Plan:
    """Return the run of a ticket: always the same facts."""
    return Plan(HELPDESK, ticket_id, "digest", "knowledge", {"symptoms": ["S01"]}, {}, frozenset())


def work(path: Path, notes: Path, name: str, seconds: float) -> None:
    """Note each ticket of the queue in a folder until none is left; a job has five pauses of up to ``seconds``.

    A note that stands in the folder already is found again, as an adapter finds one on the ticket.
    """
    with Store(path) as store:
        queue, ledger = SqliteQueue(store), Ledger(store, Audit(store), actor=name)
        dice = random.Random(name)  # noqa: S311 - no secret
        while (counts := queue.counts()).waiting + counts.leased:
            job = queue.claim(time.time(), LEASE_SECONDS, name)
            if job is None:
                time.sleep(0.02)
            else:
                # On a machine that stood still for long, a lease may run out without any kill.
                with suppress(LeaseLost):
                    _handle(queue, ledger, job, notes, lambda: time.sleep(dice.random() * seconds))


def _handle(queue: SqliteQueue, ledger: Ledger, job: Job, notes: Path, pause: Callable[[], None]) -> None:
    pause()
    entry = ledger.plan(plan_of(job.ticket_id))
    pause()
    if entry.state is not State.WRITTEN:
        queue.extend(job, time.time(), LEASE_SECONDS)
        # A worker that died after its note and before its receipt left one.
        found = next((one.name for one in notes.glob(f"{entry.key}.*")), "")
        if not found:
            pause()
            found = f"{entry.key}.{job.id}.{job.fence}"
            (notes / found).touch()
        pause()
        ledger.mark_written(Receipt(entry.key, found, ""))
    pause()
    queue.done(job)
