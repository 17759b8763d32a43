"""Lists held against each other as quickly as they must be give what the plain definition gives."""

from __future__ import annotations

import time
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from facts.imports.test_roster import TITLES, checked, gap
from oceandx.facts.imports.roster import GRID_SELECTED, OFFICES, SELECTED
from oceandx.facts.names import NEAR, Names, Near

NAMES = Names(TITLES)
FIRST = ["Amélie", "Amelia", "A.", "Marc", "M", "Jean-Pierre", "J. P.", "Dre", "Guy", "a"]
LAST = ["Roy", "Le Roy", "LeRoy", "Li", "Nguyen", "Nguyên", "O'Neil", "ONeil", "A", "a a"]
PERSON = st.tuples(st.sampled_from(FIRST), st.sampled_from(LAST), st.sampled_from(["{0} {1}", "{1}, {0}", "{1}"])).map(
    lambda drawn: drawn[2].format(*drawn[:2])
)
OFFICE = st.sampled_from(["Nord", "NORD", "Bureau Nord", "Nrod", "Sud"])
TEXT = st.text("abAB é.'", min_size=1, max_size=9)


def plainly_near(names: Names, mine: Sequence[str], theirs: Sequence[str]) -> tuple[Near, ...]:
    """Score every name that the other side lacks with every one that this side lacks."""
    lone = [name for name in dict.fromkeys(mine) if not names.find(name, theirs)]
    others = [name for name in dict.fromkeys(theirs) if not names.find(name, mine)]
    pairs = [Near(name, other, names.score(name, other)) for name in lone for other in others]
    return tuple(pair for pair in pairs if pair.score >= NEAR)


@given(st.lists(PERSON | TEXT, max_size=7), st.lists(PERSON | TEXT, max_size=7))
def test_near_names(mine: list[str], theirs: list[str]) -> None:
    assert NAMES.near(mine, theirs) == plainly_near(NAMES, mine, theirs)


def explained(pairs: Sequence[Near], name: str) -> bool:
    return any(pair.name == name for pair in pairs)


@given(
    st.lists(PERSON, min_size=1, max_size=5, unique=True),
    st.lists(st.tuples(OFFICE, PERSON), min_size=1, max_size=5),
    st.lists(st.tuples(OFFICE, PERSON, st.sampled_from([True, False, None])), max_size=5),
)
def test_gaps(ocean: list[str], grid: list[tuple[str, str]], roster: list[tuple[str, str, bool | None]]) -> None:
    found = checked(dict.fromkeys(ocean, True), grid, roster)
    in_grid, offices, at = [name for _, name in grid], [office for office, *_ in roster], [office for office, _ in grid]
    near, near_offices = plainly_near(NAMES, ocean, in_grid), plainly_near(Names(), offices, at)
    certain, open_gaps = [], 0
    for provider in ocean:
        works_at = [office for office, name, active in roster if active is not False and NAMES.find(provider, [name])]
        for office in works_at:
            if not any(Names().find(office, [one]) and NAMES.find(provider, [name]) for one, name in grid):
                is_open = explained(near, provider) or explained(near_offices, office)
                open_gaps += is_open
                certain += [] if is_open else [{"provider": provider, "office": office}]
        if not works_at and not NAMES.find(provider, in_grid):
            open_gaps += explained(near, provider)
            certain += [] if explained(near, provider) else [{"provider": provider}]
    told, items = gap(found[SELECTED])
    assert told is (False if certain else None if open_gaps else True)
    assert not certain or items == certain

    if roster:
        wanted = [office for office, _, active in roster if active is not False]
        missing = [{"office": one} for one in dict.fromkeys(wanted) if not Names().find(one, at)]
        unexplained = [one for one in missing if not explained(near_offices, one["office"])]
        told, items = gap(found[OFFICES])
        assert told is (False if unexplained else None if missing or not wanted else True)
        assert not unexplained or items == unexplained


@given(st.lists(PERSON, min_size=1, max_size=5, unique=True), st.lists(PERSON, min_size=1, max_size=5))
def test_those_of_the_grid_whom_ocean_does_not_have(ocean: list[str], in_grid: list[str]) -> None:
    told, items = gap(checked(dict.fromkeys(ocean, True), [("Nord", name) for name in in_grid])[GRID_SELECTED])
    near = plainly_near(NAMES, in_grid, ocean)
    assert told is (True if all(NAMES.find(name, ocean) for name in in_grid) else None)
    shown = [(item["provider"], item["other"], item["score"]) for item in items]
    expected = [
        (pair.name, pair.other, pair.score) for name in dict.fromkeys(in_grid) for pair in near if pair.name == name
    ]
    assert shown == expected


def test_two_hundred_providers_of_ten_offices_are_a_matter_of_moments() -> None:
    people = [
        (f"{chr(65 + n % 20)}{chr(97 + n // 20) * 2}mar", f"Tremb{chr(97 + n % 7)}{chr(97 + n // 7)}")
        for n in range(200)
    ]
    offices = [f"{word}ville" for word in ("Nord", "Sud", "Est", "Lac", "Mont", "Rive", "Port", "Parc", "Haut", "Bas")]
    ocean: dict[str, bool | None] = {f"{first} {last}": True for first, last in people}
    grid = [(f"Bureau {office}", f"{last}x, {first}") for office in offices for first, last in people]
    roster: list[tuple[str, str, bool | None]] = [(one, f"{a[0]}. {b}y", True) for one in offices for a, b in people]
    start = time.process_time()
    found = checked(ocean, grid, roster)
    # Several times what it takes, and a small part of what comparing all with all again for each name takes (minutes).
    assert time.process_time() - start < 8
    assert len(found[SELECTED].detail) >= 200
