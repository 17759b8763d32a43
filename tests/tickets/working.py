"""What a worker process of the tests does; a module of its own, so that a new process finds it."""

from __future__ import annotations

import time
from pathlib import Path

from oceandx.tickets.installation import Installation
from oceandx.tickets.queue import LeaseLost
from oceandx.tickets.store import Store


def work(path: Path, name: str, done: Path) -> None:
    """Handle jobs until none is left; each end is one line of a file, written with the end of its job."""
    with Installation(path) as made:
        while made.queue.counts().waiting + made.queue.counts().leased:
            job = made.queue.claim(time.time(), 1.0, name)
            if job is None:
                time.sleep(0.02)
                continue
            time.sleep(0.005)
            try:
                made.queue.done(job)
            except LeaseLost:
                continue
            with done.open("a", encoding="utf-8") as stream:
                stream.write(f"{job.ticket_id}\n")


def open_file(path: Path) -> None:
    """Open an enrichment file, which may not exist yet, and close it."""
    Store(path).close()
