"""The queue: nothing is lost, no ticket is under two leases, and a lease that ran out says nothing any more."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from oceandx.tickets.installation import Installation
from oceandx.tickets.queue import Failure, LeaseLost, Reason, Why
from oceandx.tickets.sqlite_queue import SqliteQueue
from tickets.working import work

NOW = 1_000_000.0


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[SqliteQueue]:
    with Installation(tmp_path / "enrich.sqlite", clock=lambda: NOW) as made:
        yield made.queue


def test_puts_of_one_ticket_are_one_job_until_it_is_claimed(queue: SqliteQueue) -> None:
    assert [queue.put("7", "7", "rt", Reason.POLL) for _ in range(2)] == [True, False]
    job = queue.claim(NOW, 10, "w1")
    assert job is not None
    assert queue.put("7", "7", "rt", Reason.WEBHOOK)  # a change during the work is one more job
    assert queue.claim(NOW, 10, "w2") is None  # but not beside it
    queue.done(job)
    assert queue.claim(NOW, 10, "w2") is not None


def test_a_lease_that_ran_out_goes_to_another_and_says_nothing_any_more(queue: SqliteQueue) -> None:
    queue.put("7", "7", "rt", Reason.POLL)
    first = queue.claim(NOW, 10, "w1")
    assert first is not None
    assert queue.claim(NOW + 9, 10, "w2") is None
    second = queue.claim(NOW + 11, 10, "w2")
    assert second is not None
    assert (second.id, second.attempts) == (first.id, 2)
    with pytest.raises(LeaseLost):
        queue.done(first)
    with pytest.raises(LeaseLost):
        queue.extend(first, NOW, 10)
    with pytest.raises(LeaseLost):
        queue.retry(first, NOW, Why(Failure.UNAVAILABLE))
    with pytest.raises(LeaseLost):
        queue.dead(first, Why(Failure.REFUSED))
    with pytest.raises(LeaseLost):
        queue.release(first)
    queue.done(second)
    assert queue.counts().waiting == 0


def test_a_lease_that_is_extended_holds(queue: SqliteQueue) -> None:
    queue.put("7", "7", "rt", Reason.POLL)
    job = queue.claim(NOW, 10, "w1")
    assert job is not None
    queue.extend(job, NOW + 9, 10)
    assert queue.claim(NOW + 15, 10, "w2") is None
    queue.done(job)


def test_a_job_that_is_retried_waits_and_one_that_is_dead_is_kept(queue: SqliteQueue) -> None:
    queue.put("7", "7", "rt", Reason.POLL)
    job = queue.claim(NOW, 10, "w1")
    assert job is not None
    queue.retry(job, NOW + 60, Why(Failure.UNAVAILABLE, "Unavailable"))
    assert queue.claim(NOW + 59, 10, "w1") is None
    again = queue.claim(NOW + 60, 10, "w1")
    assert again is not None
    queue.dead(again, Why(Failure.REFUSED, "Refused"))
    (letter,) = queue.dead_letters()
    assert (letter.ticket_id, letter.why, letter.attempts) == ("7", Why(Failure.REFUSED, "Refused"), 2)
    assert queue.counts().dead == 1
    assert queue.retry_dead() == 1
    assert queue.claim(NOW + 60, 10, "w1") is not None


def test_a_dead_letter_can_be_discarded(queue: SqliteQueue) -> None:
    queue.put("7", "7", "rt", Reason.POLL)
    job = queue.claim(NOW, 10, "w1")
    assert job is not None
    queue.dead(job, Why(Failure.GONE))
    assert queue.discard([job.id]) == 1
    assert queue.dead_letters() == ()


def test_old_tickets_wait_for_new_ones(queue: SqliteQueue) -> None:
    queue.put("1", "1", "rt", Reason.BACKFILL)
    queue.put("2", "2", "rt", Reason.WEBHOOK)
    claimed = [job.ticket_id for _ in range(2) if (job := queue.claim(NOW, 10, "w1"))]
    assert claimed == ["2", "1"]


def test_how_long_the_oldest_waits_is_known(queue: SqliteQueue) -> None:
    assert queue.oldest_waiting() is None
    queue.put("1", "1", "rt", Reason.POLL)
    assert queue.oldest_waiting() == NOW


def test_a_worker_that_is_killed_loses_no_job(tmp_path: Path) -> None:
    path, done = tmp_path / "enrich.sqlite", tmp_path / "done"
    with Installation(path) as made:
        for number in range(60):
            made.queue.put(str(number), str(number), "rt", Reason.POLL)
    context = multiprocessing.get_context("spawn")
    victim = context.Process(target=work, args=(path, "victim", done))
    victim.start()
    deadline = time.monotonic() + 60
    while not done.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(random.random() / 5)  # noqa: S311 - any moment will do
    os.kill(victim.pid or 0, signal.SIGKILL)
    victim.join()
    heir = context.Process(target=work, args=(path, "heir", done))
    heir.start()
    heir.join()
    ends = done.read_text(encoding="utf-8").split()
    with Installation(path) as made:
        assert (made.queue.counts().waiting, made.queue.counts().leased, made.queue.counts().dead) == (0, 0, 0)
    # The line after an end may be lost with the worker; an end is never told twice.
    assert len(ends) in {59, 60}
    assert len(set(ends)) == len(ends)
