"""Workers are killed at random moments; each ticket gets one note all the same, and the ledger says so once."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import signal
import time
from collections import Counter
from pathlib import Path

import pytest

from oceandx.tickets.audit import Audit
from oceandx.tickets.ledger import Ledger, State
from oceandx.tickets.queue import Counts, Put, Reason
from oceandx.tickets.sqlite_queue import SqliteQueue
from oceandx.tickets.store import Store
from tickets.working import HELPDESK, plan_of, work

# One round in the unit lane; OCEANDX_KILLS=20 for as many.
_ROUNDS = int(os.environ.get("OCEANDX_KILLS", "1"))
_TICKETS = [str(number) for number in range(200)]
_STEP_SECONDS = 0.003
_PATIENCE = 60.0
_CONTEXT = multiprocessing.get_context("spawn")


@pytest.mark.parametrize("number", range(_ROUNDS))
def test_each_ticket_is_noted_once_though_workers_are_killed(tmp_path: Path, number: int) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    with Store(tmp_path / "enrich.sqlite") as store:
        queue, audit = SqliteQueue(store), Audit(store)
        ledger = Ledger(store, audit)
        queue.put_many(Put(ticket, ticket, HELPDESK, Reason.WEBHOOK) for ticket in _TICKETS)
        killed = _run_and_kill(tmp_path / "enrich.sqlite", notes, number)
        assert killed > 0
        assert queue.counts() == Counts(0, 0, 0, 0)
        noted = Counter(one.name.split(".")[0] for one in notes.iterdir())
        assert noted == Counter(plan_of(ticket).key for ticket in _TICKETS)
        assert ledger.counts()[State.WRITTEN] == len(_TICKETS)
        written = Counter(one["key"] for one in map(json.loads, audit.export()) if one["kind"] == "written")
        assert written == noted
        assert audit.verify() == ()


def _run_and_kill(path: Path, notes: Path, number: int) -> int:
    """Keep two workers at work, now and then kill one and start another; return how many died with work left."""
    dice, killed, started = random.Random(number), 0, 0  # noqa: S311 - no secret
    end = time.monotonic() + _PATIENCE

    def start() -> multiprocessing.process.BaseProcess:
        nonlocal started
        started += 1
        process = _CONTEXT.Process(target=work, args=(path, notes, f"w{number}-{started}", _STEP_SECONDS))
        process.start()
        return process

    workers = [start(), start()]
    try:
        with Store(path) as store:
            queue = SqliteQueue(store)
            while (counts := queue.counts()).waiting + counts.leased:
                assert time.monotonic() < end, "the workers never finished"
                time.sleep(dice.uniform(0.1, 0.4))
                counts = queue.counts()
                if counts.waiting and counts.leased:
                    victim = dice.randrange(2)
                    workers[victim].kill()
                    workers[victim].join()
                    killed += workers[victim].exitcode == -signal.SIGKILL
                    workers[victim] = start()
        for worker in workers:
            worker.join(_PATIENCE)
        assert [worker.exitcode for worker in workers] == [0, 0]
    finally:
        for worker in workers:
            worker.kill()
    return killed
