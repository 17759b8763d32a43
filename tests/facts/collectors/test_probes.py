"""What counts of bookings say, and above all what they do not."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oceandx.facts.collectors.accuro import Booking, Window
from oceandx.facts.collectors.failure import Trouble
from oceandx.facts.collectors.probes import Place, Sweep, confirmations, hidden, missing_places, sweep

N1, N2, S1, S2 = ("north", "1"), ("north", "2"), ("south", "1"), ("south", "2")


def said(truth: dict[Place, int], seen: dict[Place, int]) -> str | Trouble:
    return hidden(truth, missing_places(truth, seen)).value


@pytest.mark.parametrize(
    ("truth", "seen", "value"),
    [
        ({N1: 5, N2: 5, S1: 5}, {N1: 5, N2: 5, S1: 5}, "none"),
        ({N1: 5, N2: 5, S1: 5}, {N1: 5, S1: 5}, "some-providers"),
        ({N1: 5, N2: 5, S1: 5, S2: 5}, {N1: 5, N2: 5}, "whole-office"),
        ({N1: 5, S1: 5}, {N1: 5}, "whole-office"),
        ({N1: 5, N2: 5, S1: 5, S2: 5}, {N1: 5}, "some-providers"),  # both kinds: the provider is the surer
        ({N1: 5, N2: 5}, {N1: 1, N2: 9}, "none"),  # fewer is not hidden: somebody may have cancelled
        ({N1: 5, N2: 0}, {N1: 5}, "none"),
        ({N1: 5, N2: 5}, {}, Trouble.NO_USER),
        ({N1: 5}, {}, Trouble.NO_USER),
        ({}, {N1: 5}, Trouble.NOTHING_TO_COMPARE),
        ({N1: 0}, {}, Trouble.NOTHING_TO_COMPARE),
    ],
)
def test_hidden_bookings(truth: dict[Place, int], seen: dict[Place, int], value: str | Trouble) -> None:
    assert said(truth, seen) == value


PLACES = st.tuples(st.sampled_from("nsew"), st.sampled_from("123"))
COUNTS = st.dictionaries(PLACES, st.integers(0, 9))


@given(truth=COUNTS, seen=COUNTS)
def test_a_missing_permission_needs_a_place_that_is_seen_and_one_that_is_not(
    truth: dict[Place, int], seen: dict[Place, int]
) -> None:
    outcome = hidden(truth, missing_places(truth, seen))
    known = {place for place, number in truth.items() if number}
    back = {place for place in known if seen.get(place)}
    if outcome.value in {"some-providers", "whole-office"}:
        assert back
        assert known - back
        assert {place for place, _ in outcome.places} == known - back
        shared = {office for office, _ in back} & {office for office, _ in known - back}
        assert bool(shared) == (outcome.value == "some-providers")
    else:
        assert not back or back == known


def counts(**shares: tuple[int, int]) -> Sweep:
    return Sweep(
        judged=Counter({name: number for name, (number, _) in shares.items()}),
        confirmed=Counter({name: confirmed for name, (_, confirmed) in shares.items()}),
    )


@pytest.mark.parametrize(
    ("shares", "value"),
    [
        ({"a": (9, 3), "b": (9, 1)}, "all-providers"),
        ({"a": (9, 3), "b": (9, 0)}, "some-providers"),
        ({"a": (9, 0), "b": (9, 0)}, "none"),
        ({"a": (9, 3), "b": (4, 0)}, "all-providers"),  # four bookings are too few to say anything
        ({"a": (9, 0), "b": (4, 4)}, "none"),
        ({"a": (4, 4)}, Trouble.NOTHING_TO_COMPARE),
        ({}, Trouble.NOTHING_TO_COMPARE),
    ],
)
def test_confirmed_bookings(shares: dict[str, tuple[int, int]], value: str | Trouble) -> None:
    assert confirmations(counts(**shares), several=5).value == value


def test_a_sweep_counts_what_has_a_provider_and_lies_in_the_window() -> None:
    rows = [
        Booking("2026-03-02", "1", "north", confirmed=True),
        Booking("2026-03-02", "1", "north", confirmed=False),
        Booking("2026-03-03", "1", None, confirmed=None),
        Booking("2026-03-03", None, "north", confirmed=True),  # booked by resource
        Booking("2026-03-04", "1", "north", confirmed=True),  # not asked for
        Booking("", "1", "north", confirmed=True),
    ]

    async def bookings() -> AsyncIterator[Booking]:
        for row in rows:
            yield row

    found = asyncio.run(sweep(bookings(), Window(date(2026, 3, 2), date(2026, 3, 3))))
    assert found.by_day == {("2026-03-02", "north", "1"): 2}
    assert (found.judged, found.confirmed) == ({"1": 2}, {"1": 1})
    assert found.places() == {("north", "1"): 2}
    assert found.places(frozenset({"2026-03-03"})) == {}
