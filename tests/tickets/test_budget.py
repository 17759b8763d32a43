"""The write budget: shared, kept over time, smaller for backfill, and paused when the helpdesk asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oceandx.tickets.budget import Budget, Lane, Rate
from oceandx.tickets.nats.control import NatsBudget
from oceandx.tickets.store import Store
from tickets.filing import RATES, START, Clock
from tickets.shared import KINDS, AnyFiled, opened
from tickets.streaming import MemoryStreams

AnyBudget = Budget | NatsBudget


@pytest.fixture(params=KINDS)
def filed(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[AnyFiled]:
    with opened(request, tmp_path) as one:
        yield one


@pytest.fixture
def budget(filed: AnyFiled) -> AnyBudget:
    return filed.budget


def test_so_many_at_once_and_then_by_the_rate(budget: AnyBudget) -> None:
    assert [budget.take("desk", 1, START) for _ in range(6)] == [0, 0, 0, 0, 0, 2]
    assert budget.take("desk", 1, START + 1) == 1
    assert budget.take("desk", 1, START + 2) == 0
    assert budget.take("desk", 1, START + 2) == 2


def test_several_are_taken_together_or_not_at_all(budget: AnyBudget) -> None:
    assert budget.take("desk", 3, START) == 0
    assert budget.take("desk", 3, START) == 2
    assert budget.take("desk", 2, START) == 0


def test_a_long_pause_saves_up_no_more_than_may_be_written_at_once(budget: AnyBudget) -> None:
    budget.take("desk", 5, START)
    assert [budget.take("desk", 1, START + 9999) for _ in range(6)] == [0, 0, 0, 0, 0, 2]


def test_each_helpdesk_has_its_own(budget: AnyBudget) -> None:
    budget.take("desk", 5, START)
    assert budget.take("other", 5, START) == 0


def test_backfill_is_slower_and_takes_from_the_common_budget(budget: AnyBudget) -> None:
    assert budget.take("desk", 1, START, Lane.BACKFILL) == 0
    assert budget.take("desk", 1, START, Lane.BACKFILL) == 10
    assert [budget.take("desk", 1, START) for _ in range(5)] == [0, 0, 0, 0, 2]
    assert budget.take("desk", 1, START, Lane.BACKFILL) == 10


def test_tickets_as_they_come_do_not_wait_for_backfill(budget: AnyBudget) -> None:
    budget.take("desk", 1, START, Lane.BACKFILL)
    assert budget.take("desk", 4, START) == 0


def test_all_connections_take_from_one_budget(filed: AnyFiled, budget: AnyBudget) -> None:
    with filed.another() as other:
        assert other.budget.take("desk", 4, START) == 0
    assert budget.take("desk", 2, START) == 2


def test_nobody_writes_while_the_helpdesk_asks_for_a_pause_and_a_longer_one_stands(budget: AnyBudget) -> None:
    budget.pause("desk", START, 30)
    budget.pause("desk", START, 10)
    assert budget.take("desk", 1, START) == 30
    assert budget.take("desk", 1, START + 20, Lane.BACKFILL) == 10
    assert budget.take("other", 1, START) == 0
    assert budget.take("desk", 5, START + 30) == 0


def test_a_pause_keeps_what_was_taken(budget: AnyBudget) -> None:
    budget.take("desk", 5, START)
    budget.pause("desk", START, 1)
    assert budget.take("desk", 1, START) == 2


def test_a_clock_that_is_set_back_neither_gives_nor_blocks(budget: AnyBudget) -> None:
    budget.take("desk", 5, START)
    assert budget.take("desk", 1, START - 3600) == 2
    assert budget.take("desk", 1, START - 3598) == 0


def test_machines_whose_clocks_differ_get_no_more_by_taking_in_turn() -> None:
    clock, streams = Clock(), MemoryStreams(Clock())
    ahead, behind = NatsBudget(streams, RATES), NatsBudget(streams, RATES)
    got = 0
    for number in range(600):
        clock.now = START + number / 10
        got += ahead.take("desk", 1, clock.now + 120) == 0
        got += behind.take("desk", 1, clock.now - 120) == 0
    assert got <= 5 + 60 / 2


def test_workers_that_take_at_the_same_moment_get_one_budget() -> None:
    streams = MemoryStreams(Clock())
    other = NatsBudget(streams, RATES)
    between = iter(range(100))

    def take_first() -> None:
        if next(between) == 0:
            assert other.take("desk", 5, START) == 0

    streams.before_write = take_first
    assert NatsBudget(streams, RATES).take("desk", 1, START) == 2


def test_what_can_never_be_taken_is_refused(budget: AnyBudget) -> None:
    for n, lane in ((0, Lane.LIVE), (6, Lane.LIVE), (2, Lane.BACKFILL)):
        with pytest.raises(ValueError, match="at once"):
            budget.take("desk", n, START, lane)
    for per_minute, burst in ((0.0, 1), (1.0, 0)):
        with pytest.raises(ValueError, match="a write budget"):
            Rate(per_minute, burst)


@given(st.lists(st.tuples(st.integers(0, 90), st.sampled_from(Lane), st.integers(1, 5)), max_size=60))
def test_never_more_than_burst_and_rate_in_any_stretch_of_time(
    tmp_path_factory: pytest.TempPathFactory, asks: list[tuple[int, Lane, int]]
) -> None:
    now, taken = START, list[tuple[float, int, Lane]]()
    with Store(tmp_path_factory.mktemp("budget") / "f") as store:
        budget = Budget(store, RATES)
        for tenths, lane, most in asks:
            now += tenths / 10
            n = min(most, RATES[lane].burst)
            wait = budget.take("desk", n, now, lane)
            if wait == 0:
                taken.append((now, n, lane))
            else:
                # The time told is right: a moment before it there is none, at it there is.
                assert budget.take("desk", n, now + wait * 0.99, lane) > 0
                now += wait * 0.99
    for lanes, rate in (({Lane.LIVE, Lane.BACKFILL}, RATES[Lane.LIVE]), ({Lane.BACKFILL}, RATES[Lane.BACKFILL])):
        for first, (start, _, _) in enumerate(taken):
            for end, _, _ in taken[first:]:
                total = sum(n for at, n, lane in taken if start <= at <= end and lane in lanes)
                assert total <= rate.burst + (end - start) * rate.per_minute / 60 + 1e-6
