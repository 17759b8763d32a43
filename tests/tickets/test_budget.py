"""The write budget: shared, kept over time, smaller for backfill, and paused when the helpdesk asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oceandx.tickets.budget import Budget, Lane, Rate
from oceandx.tickets.store import Store
from tickets.filing import START

RATES = {Lane.LIVE: Rate(per_minute=30, burst=5), Lane.BACKFILL: Rate(per_minute=6, burst=1)}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "enrich.sqlite") as one:
        yield one


@pytest.fixture
def budget(store: Store) -> Budget:
    return Budget(store, RATES)


def test_so_many_at_once_and_then_by_the_rate(budget: Budget) -> None:
    assert [budget.take("desk", 1, START) for _ in range(6)] == [0, 0, 0, 0, 0, 2]
    assert budget.take("desk", 1, START + 1) == 1
    assert budget.take("desk", 1, START + 2) == 0
    assert budget.take("desk", 1, START + 2) == 2


def test_several_are_taken_together_or_not_at_all(budget: Budget) -> None:
    assert budget.take("desk", 3, START) == 0
    assert budget.take("desk", 3, START) == 2
    assert budget.take("desk", 2, START) == 0


def test_a_long_pause_saves_up_no_more_than_may_be_written_at_once(budget: Budget) -> None:
    budget.take("desk", 5, START)
    assert [budget.take("desk", 1, START + 9999) for _ in range(6)] == [0, 0, 0, 0, 0, 2]


def test_each_helpdesk_has_its_own(budget: Budget) -> None:
    budget.take("desk", 5, START)
    assert budget.take("other", 5, START) == 0


def test_backfill_is_slower_and_takes_from_the_common_budget(budget: Budget) -> None:
    assert budget.take("desk", 1, START, Lane.BACKFILL) == 0
    assert budget.take("desk", 1, START, Lane.BACKFILL) == 10
    assert [budget.take("desk", 1, START) for _ in range(5)] == [0, 0, 0, 0, 2]
    assert budget.take("desk", 1, START, Lane.BACKFILL) == 10


def test_tickets_as_they_come_do_not_wait_for_backfill(budget: Budget) -> None:
    budget.take("desk", 1, START, Lane.BACKFILL)
    assert budget.take("desk", 4, START) == 0


def test_all_connections_take_from_one_budget(store: Store, budget: Budget) -> None:
    with Store(store.path) as other:
        assert Budget(other, RATES).take("desk", 4, START) == 0
    assert budget.take("desk", 2, START) == 2


def test_nobody_writes_while_the_helpdesk_asks_for_a_pause_and_a_longer_one_stands(budget: Budget) -> None:
    budget.pause("desk", START, 30)
    budget.pause("desk", START, 10)
    assert budget.take("desk", 1, START) == 30
    assert budget.take("desk", 1, START + 20, Lane.BACKFILL) == 10
    assert budget.take("other", 1, START) == 0
    assert budget.take("desk", 5, START + 30) == 0


def test_a_pause_keeps_what_was_taken(budget: Budget) -> None:
    budget.take("desk", 5, START)
    budget.pause("desk", START, 1)
    assert budget.take("desk", 1, START) == 2


def test_a_clock_that_is_set_back_neither_gives_nor_blocks(budget: Budget) -> None:
    budget.take("desk", 5, START)
    assert budget.take("desk", 1, START - 3600) == 2
    assert budget.take("desk", 1, START - 3598) == 0


def test_what_can_never_be_taken_is_refused(budget: Budget) -> None:
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
