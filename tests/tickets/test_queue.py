"""The queue: nothing is lost or done twice, a ticket is in one pair of hands, and what fails is seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from oceandx.errors import OceandxError
from oceandx.tickets.helpdesk import Exposed, Forged, Outdated, Refused, TicketGone, Unavailable, Uncertain
from oceandx.tickets.queue import Counts, Failure, Job, LeaseLost, Put, Reason, Why, why_of
from oceandx.tickets.store import StoreUnavailable
from tickets.filing import START
from tickets.shared import KINDS, AnyFiled, opened

DOWN = Why(Failure.UNAVAILABLE, "Unavailable")


@pytest.fixture(params=KINDS)
def filed(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[AnyFiled]:
    with opened(request, tmp_path) as one:
        yield one


def put(filed: AnyFiled, *tickets: str, reason: Reason = Reason.WEBHOOK, not_before: float = 0.0) -> None:
    for ticket in tickets:
        filed.queue.put(ticket, ticket, "desk", reason, not_before)


def claim(filed: AnyFiled, seconds: float = 60.0) -> Job:
    job = filed.queue.claim(filed.clock.now, seconds, "w1")
    assert job is not None
    return job


def is_empty_handed(filed: AnyFiled) -> bool:
    return filed.queue.claim(filed.clock.now, 60.0, "w2") is None


def test_jobs_come_in_the_order_in_which_they_were_put(filed: AnyFiled) -> None:
    put(filed, "3", "1", "2")
    assert [claim(filed).ticket_id for _ in range(3)] == ["3", "1", "2"]
    assert is_empty_handed(filed)


def test_a_job_says_what_was_put(filed: AnyFiled) -> None:
    filed.queue.put("k", "7", "desk", Reason.ASKED)
    filed.clock.now += 5
    job = claim(filed)
    assert job == Job(job.id, "k", "7", "desk", Reason.ASKED, attempts=1, fence=1, put_at=START)


def test_puts_of_one_key_are_one_job_until_it_is_done(filed: AnyFiled) -> None:
    assert filed.queue.put("k", "7", "desk", Reason.WEBHOOK)
    assert not filed.queue.put("k", "7", "desk", Reason.WEBHOOK)
    filed.queue.done(claim(filed))
    assert is_empty_handed(filed)
    assert filed.queue.put("k", "7", "desk", Reason.WEBHOOK)


def test_the_same_key_of_another_helpdesk_or_ticket_is_another_job(filed: AnyFiled) -> None:
    assert filed.queue.put("k", "7", "desk", Reason.WEBHOOK)
    assert filed.queue.put("k", "7", "other", Reason.WEBHOOK)
    assert filed.queue.put("k", "8", "desk", Reason.WEBHOOK)


def test_a_change_of_a_ticket_in_work_is_one_more_job_that_waits_for_its_end(filed: AnyFiled) -> None:
    put(filed, "7")
    job = claim(filed)
    assert filed.queue.put("7", "7", "desk", Reason.WEBHOOK)
    assert not filed.queue.put("7", "7", "desk", Reason.POLL)
    assert is_empty_handed(filed)
    filed.queue.done(job)
    again = claim(filed)
    assert (again.ticket_id, again.attempts, again.id != job.id) == ("7", 1, True)
    filed.queue.done(again)
    assert is_empty_handed(filed)


def test_two_jobs_of_a_ticket_with_different_keys_are_never_in_work_together(filed: AnyFiled) -> None:
    filed.queue.put("a", "7", "desk", Reason.WEBHOOK)
    filed.queue.put("b", "7", "desk", Reason.WEBHOOK)
    put(filed, "8")
    first = claim(filed)
    assert claim(filed).ticket_id == "8"
    assert is_empty_handed(filed)
    filed.queue.done(first)
    assert claim(filed).key == "b"


def test_a_job_waits_until_it_is_due_and_an_earlier_put_brings_it_forward(filed: AnyFiled) -> None:
    put(filed, "7", not_before=START + 60)
    assert is_empty_handed(filed)
    put(filed, "7", not_before=START + 10)
    filed.clock.now += 9
    assert is_empty_handed(filed)
    filed.clock.now += 1
    assert claim(filed).ticket_id == "7"


def test_backfill_waits_for_all_others_and_a_ticket_that_comes_in_is_backfill_no_more(filed: AnyFiled) -> None:
    put(filed, "old", "older", reason=Reason.BACKFILL)
    filed.clock.now += 1
    put(filed, "older", "new")
    assert [(job.ticket_id, job.reason) for job in (claim(filed), claim(filed), claim(filed))] == [
        ("older", Reason.WEBHOOK),
        ("new", Reason.WEBHOOK),
        ("old", Reason.BACKFILL),
    ]


def test_backfill_that_is_given_back_waits_for_all_others_again(filed: AnyFiled) -> None:
    put(filed, "old", reason=Reason.BACKFILL)
    filed.queue.release(claim(filed))
    put(filed, "new")
    assert [(job.ticket_id, job.attempts) for job in (claim(filed), claim(filed))] == [("new", 1), ("old", 1)]
    assert is_empty_handed(filed)


def test_backfill_of_a_ticket_in_work_waits_for_its_end(filed: AnyFiled) -> None:
    put(filed, "7")
    job = claim(filed)
    assert filed.queue.put("other", "7", "desk", Reason.BACKFILL)
    assert not filed.queue.put("other", "7", "desk", Reason.BACKFILL)
    assert is_empty_handed(filed)
    filed.queue.done(job)
    filed.clock.now += 1
    assert claim(filed).key == "other"


def test_the_job_of_a_worker_that_died_comes_again_before_all_others(filed: AnyFiled) -> None:
    put(filed, "7", "8")
    claim(filed, seconds=30)
    filed.clock.now += 29
    assert claim(filed).ticket_id == "8"
    filed.clock.now += 1
    put(filed, "9")
    again = claim(filed)
    assert (again.ticket_id, again.attempts) == ("7", 2)


def test_who_lost_the_lease_can_do_nothing_to_the_job_of_the_successor(filed: AnyFiled) -> None:
    put(filed, "7")
    late = claim(filed, seconds=30)
    filed.clock.now += 30
    put(filed, "7")
    successor = claim(filed)
    acts: tuple[Callable[[], None], ...] = (
        lambda: filed.queue.done(late),
        lambda: filed.queue.retry(late, 0, DOWN),
        lambda: filed.queue.dead(late, DOWN),
        lambda: filed.queue.release(late),
        lambda: filed.queue.extend(late, filed.clock.now, 30),
    )
    for act in acts:
        with pytest.raises(LeaseLost):
            act()
        assert filed.queue.counts() == Counts(waiting=1, backfill=0, leased=1, dead=0)
    filed.queue.done(successor)
    with pytest.raises(LeaseLost):
        filed.queue.done(successor)


def test_a_late_worker_whose_job_nobody_took_may_finish_it(filed: AnyFiled) -> None:
    put(filed, "7")
    late = claim(filed, seconds=30)
    filed.clock.now += 100
    filed.queue.done(late)
    assert is_empty_handed(filed)


def test_a_lease_that_was_extended_lasts_from_then_on(filed: AnyFiled) -> None:
    put(filed, "7")
    job = claim(filed, seconds=30)
    filed.clock.now += 29
    filed.queue.extend(job, filed.clock.now, 30)
    filed.clock.now += 29
    assert is_empty_handed(filed)
    filed.clock.now += 1
    assert claim(filed).attempts == 2


def test_a_job_that_failed_comes_again_when_it_was_told_to_whatever_was_put_meanwhile(filed: AnyFiled) -> None:
    put(filed, "7")
    job = claim(filed)
    put(filed, "7", reason=Reason.ANEW)
    filed.queue.retry(job, START + 60, DOWN)
    put(filed, "7")
    filed.clock.now += 59
    assert is_empty_handed(filed)
    filed.clock.now += 1
    again = claim(filed)
    assert (again.attempts, again.reason, again.put_at) == (2, Reason.ANEW, START)
    filed.queue.done(again)
    assert is_empty_handed(filed)


def test_a_job_that_is_given_back_was_not_attempted(filed: AnyFiled) -> None:
    put(filed, "7")
    filed.queue.release(claim(filed))
    again = claim(filed)
    assert (again.attempts, again.fence) == (1, 2)
    filed.queue.release(again, START + 5)
    assert is_empty_handed(filed)
    filed.clock.now += 5
    assert claim(filed).attempts == 1


def test_a_job_given_up_is_a_dead_letter_that_a_person_lets_come_again(filed: AnyFiled) -> None:
    put(filed, "7", "8")
    for failure in (Failure.REFUSED, Failure.UNEXPECTED):
        filed.clock.now += 1
        filed.queue.dead(claim(filed), Why(failure, "SomeError"))
    latest, first = filed.queue.dead_letters()
    assert (latest.ticket_id, latest.why, latest.attempts) == ("8", Why(Failure.UNEXPECTED, "SomeError"), 1)
    assert (first.ticket_id, first.why.failure, first.failed_at) == ("7", Failure.REFUSED, START + 1)
    assert filed.queue.dead_letters(limit=1) == (latest,)
    assert is_empty_handed(filed)
    assert filed.queue.retry_dead([first.id, 99]) == 1
    assert (claim(filed).attempts, filed.queue.dead_letters()) == (1, (latest,))
    assert filed.queue.retry_dead() == 1
    assert claim(filed).ticket_id == "8"


def test_dead_letters_that_are_discarded_are_gone_and_nothing_else_is(filed: AnyFiled) -> None:
    put(filed, "7", "8")
    dead, live = claim(filed), claim(filed)
    filed.queue.dead(dead, DOWN)
    assert filed.queue.discard([dead.id, live.id]) == 1
    assert filed.queue.counts() == Counts(waiting=0, backfill=0, leased=1, dead=0)


def test_a_ticket_that_is_handled_after_all_leaves_no_dead_letter(filed: AnyFiled) -> None:
    put(filed, "7")
    filed.queue.dead(claim(filed), DOWN)
    put(filed, "7")
    assert filed.queue.counts() == Counts(waiting=1, backfill=0, leased=0, dead=1)
    filed.queue.done(claim(filed))
    assert filed.queue.counts() == Counts(waiting=0, backfill=0, leased=0, dead=0)


def test_of_a_ticket_that_is_given_up_twice_the_latest_dead_letter_is_kept(filed: AnyFiled) -> None:
    for failure in (Failure.REFUSED, Failure.UNEXPECTED):
        put(filed, "7")
        filed.queue.dead(claim(filed), Why(failure))
    assert [letter.why.failure for letter in filed.queue.dead_letters()] == [Failure.UNEXPECTED]


def test_a_dead_letter_whose_ticket_waits_anyway_joins_that_job(filed: AnyFiled) -> None:
    put(filed, "7")
    filed.queue.dead(claim(filed), DOWN)
    put(filed, "7")
    assert filed.queue.retry_dead() == 1
    assert filed.queue.counts() == Counts(waiting=1, backfill=0, leased=0, dead=0)


def test_a_job_that_kills_its_workers_is_given_up(filed: AnyFiled) -> None:
    put(filed, "poison")
    with filed.another(most_crashes=3) as strict:
        taken = []
        for _ in range(4):
            taken.append(claim(strict, seconds=30).ticket_id)
            put(filed, *["7"] * (len(taken) == 3))
            filed.clock.now += 30
        assert taken == ["poison", "poison", "poison", "7"]
        assert [(letter.ticket_id, letter.why.failure) for letter in filed.queue.dead_letters()] == [
            ("poison", Failure.CRASHED)
        ]
        filed.queue.retry_dead()
        assert {claim(strict, seconds=30).ticket_id for _ in range(2)} == {"7", "poison"}
        filed.clock.now += 30
        assert {claim(strict, seconds=30).ticket_id for _ in range(2)} == {"7", "poison"}


def test_the_oldest_that_waits_is_told_whether_it_is_in_work_or_not(filed: AnyFiled) -> None:
    assert filed.queue.oldest_waiting() is None
    put(filed, "old", reason=Reason.BACKFILL)
    assert filed.queue.oldest_waiting() is None
    filed.clock.now += 10
    put(filed, "7")
    filed.clock.now += 10
    put(filed, "8")
    job = claim(filed)
    assert filed.queue.oldest_waiting() == START + 10
    filed.queue.dead(job, DOWN)
    assert filed.queue.oldest_waiting() == START + 20


def test_many_are_put_all_or_none(filed: AnyFiled) -> None:
    def failing() -> Iterator[Put]:
        yield Put("7", "7", "desk", Reason.POLL)
        raise KeyError

    with pytest.raises(KeyError):
        filed.queue.put_many(failing())
    assert filed.queue.counts().waiting == 0
    assert filed.queue.put_many(Put(str(n % 3), str(n % 3), "desk", Reason.POLL) for n in range(9)) == 3


def test_two_connections_share_the_queue(filed: AnyFiled) -> None:
    put(filed, "7")
    with filed.another() as other:
        job = claim(other)
        assert is_empty_handed(filed)
        other.queue.done(job)
    assert filed.queue.counts() == Counts(0, 0, 0, 0)


def test_what_is_no_id_or_code_is_refused_and_not_repeated(filed: AnyFiled) -> None:
    for values in (("k", "two\nlines", "desk"), ("", "7", "desk"), ("k", "7", "the desk"), ("k", "x" * 201, "desk")):
        with pytest.raises(ValueError, match="not a") as caught:
            filed.queue.put(*values, Reason.WEBHOOK)
        assert not any(value in str(caught.value) for value in values if len(value) > 5)
    with pytest.raises(ValueError, match="not the name of a class"):
        Why(Failure.UNEXPECTED, "Mrs. Tremblay")


def test_what_was_raised_is_kept_as_a_code_and_a_class_never_as_a_text() -> None:
    assert [why_of(error) for error in (TicketGone("Tremblay"), Refused(""), Unavailable(""), Outdated())] == [
        Why(Failure.GONE, "TicketGone"),
        Why(Failure.REFUSED, "Refused"),
        Why(Failure.UNAVAILABLE, "Unavailable"),
        Why(Failure.OUTDATED, "Outdated"),
    ]
    assert [why_of(error).failure for error in (Uncertain(), Exposed(), Forged(), StoreUnavailable())] == [
        Failure.UNCERTAIN,
        Failure.EXPOSED,
        Failure.FORGED,
        Failure.STORE,
    ]
    assert [why_of(error) for error in (OceandxError(), KeyError("Tremblay"))] == [
        Why(Failure.UNEXPECTED, "OceandxError"),
        Why(Failure.UNEXPECTED, "KeyError"),
    ]
