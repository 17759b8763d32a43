"""The clinic's lists held against each other: a gap is a fact only when no near name explains it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.small import fact
from facts.imports.small import TODAY, shipped, value
from oceandx.facts.imports.files import import_tables
from oceandx.facts.imports.roster import (
    AGREE,
    GRID_SELECTED,
    OFFICES,
    SAME_USER,
    SELECTED,
    Lists,
    cross_check,
    same_user,
)
from oceandx.facts.imports.structures import Grid, OceanProvider, Placement
from oceandx.facts.imports.table import read_table
from oceandx.facts.names import Names
from oceandx.model.case import Known, Unknown
from oceandx.model.vocabulary import UnknownReason

TITLES = frozenset({"dr", "dre"})
ROY, LI = "Dre Amélie Roy", "Dr Marc Li"


def checked(
    ocean: Mapping[str, bool | None] | None = None,
    grid: list[tuple[str, str]] | None = None,
    roster: list[tuple[str, str, bool | None]] | None = None,
) -> dict[str, Known | Unknown]:
    lists = Lists(
        [OceanProvider(name, sync_selected=selected) for name, selected in (ocean or {}).items()],
        grid or [],
        [Placement(*one) for one in roster or []],
    )
    return {one.name: one for one in cross_check(lists, Names(TITLES), "2026-11-23")}


def gap(found: Known | Unknown) -> tuple[object, list[Mapping[str, object]]]:
    if isinstance(found, Unknown):
        assert found.reason is UnknownReason.NOT_ASKED
    return value(found), [*found.detail]


def near(name: str, file: str, other: str, other_file: str) -> dict[str, object]:
    return {"provider": name, "file": file, "other": other, "other_file": other_file}


def scoreless(items: list[Mapping[str, object]]) -> list[dict[str, object]]:
    assert all(isinstance(item["score"], int) and 80 <= item["score"] <= 100 for item in items)
    return [{key: found for key, found in item.items() if key != "score"} for item in items]


def test_a_list_alone_says_nothing() -> None:
    assert checked(ocean={ROY: True}) == {}
    assert checked(grid=[("Nord", ROY)]) == {}
    assert checked(roster=[("Nord", ROY, True)]) == {}


def test_lists_that_agree() -> None:
    found = checked(
        {"Roy, Amélie": True, LI: True}, [("Nord", ROY), ("Nord", LI)], [("nord", ROY, None), ("NORD", LI, True)]
    )
    assert {name: one.source for name, one in found.items()} == {
        SELECTED: "import:ocean_providers, import:permissions, import:providers",
        GRID_SELECTED: "import:ocean_providers, import:permissions, import:providers",
        OFFICES: "import:permissions, import:providers",
        AGREE: "import:permissions, import:providers, import:ocean_providers",
    }
    assert [gap(one) for one in found.values()] == [(True, [])] * 4


def test_a_selected_provider_without_any_row() -> None:
    found = checked({ROY: True, LI: True, "Sophie Nguyen": False}, [("Nord", ROY)])
    assert gap(found[SELECTED]) == (False, [{"provider": LI}])


def test_a_selected_provider_without_a_row_in_one_of_the_offices() -> None:
    roster = [("Nord", ROY, True), ("Sud", ROY, True), ("Est", ROY, False)]
    found = checked({ROY: True}, [("Nord", ROY), ("Sud", LI)], roster)  # type: ignore[arg-type] # bool is bool or None
    assert gap(found[SELECTED]) == (False, [{"provider": ROY, "office": "Sud"}])
    assert gap(found[OFFICES]) == (True, [])


def test_a_provider_of_the_grid_who_is_not_selected() -> None:
    found = checked({ROY: True, LI: False}, [("Nord", ROY), ("Nord", LI)])
    assert gap(found[GRID_SELECTED]) == (False, [{"provider": LI}])
    left = [("Nord", ROY, True), ("Nord", LI, False)]
    assert gap(checked({ROY: True, LI: False}, [("Nord", ROY), ("Nord", LI)], left)[GRID_SELECTED]) == (True, [])  # type: ignore[arg-type] # bool is bool or None


@pytest.mark.parametrize("ocean", [{ROY: True}, {ROY: True, LI: None}])
def test_a_provider_of_whom_ocean_says_nothing_is_unknown(ocean: dict[str, bool | None]) -> None:
    assert gap(checked(ocean, [("Nord", ROY), ("Nord", LI)])[GRID_SELECTED]) == (None, [])


def test_who_is_selected_must_be_told_of_all() -> None:
    assert gap(checked({ROY: True, LI: None}, [("Nord", ROY)])[SELECTED]) == (None, [])
    assert gap(checked({ROY: False}, [("Nord", ROY)])[SELECTED]) == (None, [])


def test_an_office_without_any_row() -> None:
    roster = [("Nord", ROY, True), ("Sud", ROY, None), ("Ouest", LI, False)]
    assert gap(checked(grid=[("Nord", ROY)], roster=roster)[OFFICES]) == (False, [{"office": "Sud"}])


def test_a_near_name_is_neither_present_nor_missing() -> None:
    found = checked({"Amelia Roy": True}, [("Nord", ROY)])
    expected = [near("Amelia Roy", "ocean_providers", ROY, "permissions")]
    unknown, items = gap(found[SELECTED])
    assert (unknown, scoreless(items)) == (None, expected)
    unknown, items = gap(found[GRID_SELECTED])
    assert (unknown, scoreless(items)) == (None, [near(ROY, "permissions", "Amelia Roy", "ocean_providers")])
    differ, items = gap(found[AGREE])
    assert (differ, scoreless(items)) == (False, [near(ROY, "permissions", "Amelia Roy", "ocean_providers")])


def test_a_near_name_does_not_hide_a_gap_that_it_cannot_explain() -> None:
    found = checked({"Amelia Roy": True, LI: True}, [("Nord", ROY)])
    assert gap(found[SELECTED]) == (False, [{"provider": LI}])


def test_a_near_office_is_neither_present_nor_missing() -> None:
    found = checked(grid=[("Bureau Nord", ROY)], roster=[("Nord", ROY, True)])
    unknown, (item,) = gap(found[OFFICES])
    assert unknown is None
    assert item == {
        "office": "Nord",
        "file": "providers",
        "other": "Bureau Nord",
        "other_file": "permissions",
        "score": 100,
    }
    both = checked({ROY: True}, [("Bureau Nord", ROY)], [("Nord", ROY, True)])
    assert gap(both[SELECTED])[0] is None


def test_files_without_a_name_in_common_say_nothing_of_spelling() -> None:
    assert gap(checked({"Kim Park": True}, [("Nord", ROY)])[AGREE]) == (None, [])
    assert gap(checked({"Kim Park": True, "Roy, Amélie": None}, [("Nord", ROY)])[AGREE]) == (True, [])


def test_two_spellings_of_one_name_that_are_marked_differently_say_nothing() -> None:
    found = checked({ROY: False, "Roy, Amélie": True}, [("Nord", ROY)])
    assert gap(found[GRID_SELECTED]) == (None, [])


def test_a_list_may_come_from_elsewhere_than_a_file() -> None:
    lists = Lists(
        places=[("Nord", ROY)], placements=[Placement("Nord", ROY)], sources={"providers": "collector:accuro"}
    )
    found = cross_check(lists, Names(TITLES), "2026-11-23")
    assert {one.source for one in found} == {"import:permissions, collector:accuro"}


# The user of the grid


@pytest.mark.parametrize("connected", ["OceanAPI4821", "oceanapi 4821", "OCÉANAPI-4821"])
def test_the_connected_user_is_the_one_of_the_grid(connected: str) -> None:
    assert gap(same_user(Grid(("OceanAPI4821",), "OceanAPI4821", ()), connected, "2026-11-23")) == (True, [])


def test_another_user_is_connected() -> None:
    found = same_user(Grid(("jsmith",), "jsmith", ()), "OceanAPI4821", "2026-11-23")
    assert gap(found) == (False, [{"emr_user": "jsmith", "connected_user": "OceanAPI4821"}])


def test_a_near_user_is_unknown_and_shown() -> None:
    found = same_user(Grid(("OceanAPI4821",), "OceanAPI4821", ()), "OceanAPI4812", "2026-11-23")
    unknown, (item,) = gap(found)
    assert unknown is None
    assert {**item, "score": 0} == {"emr_user": "OceanAPI4821", "connected_user": "OceanAPI4812", "score": 0}


def test_a_grid_of_several_users_is_about_none_of_them() -> None:
    assert gap(same_user(Grid(("OceanAPI", "Ann"), None, ()), "OceanAPI", "2026-11-23")) == (None, [])


# From files

HEADER = "EMR User,Office,Provider,Patient,Scheduling,Billing,EMR,Labs,Visible"


def from_files(*users: str, emr_user: str | None = None) -> dict[str, object]:
    """Import a grid with the rows of some users, a list of providers and a connected user; what needs several."""
    kb = shipped()
    contents = {
        "permissions": "\n".join([HEADER, *(f"{user},Nord,{ROY},x,x,x,x,x,x" for user in users)]),
        "ocean_providers": 'Provider,Selected\n"Roy, Amélie",x\nMarc Li,x\n',
        "sync_status": "Connected User\nOceanAPI\n",
    }
    tables = [(kind, read_table(f"{kind}.csv", text.encode())) for kind, text in contents.items()]
    names = (SELECTED, GRID_SELECTED, OFFICES, AGREE)
    definitions = {**kb.facts, **{name: fact(name) for name in names}}
    clinic = import_tables(tables, kb.imports, definitions, TODAY, emr_user)
    return {one.name: value(one) for one in clinic.facts if one.name in (*names, SAME_USER)}


def test_files_are_held_against_each_other() -> None:
    assert from_files("OceanAPI") == {SELECTED: False, GRID_SELECTED: True, AGREE: True, SAME_USER: True}
    assert from_files("OceanAPI", "Ann")[SAME_USER] is None
    assert from_files("OceanAPI", "Ann", emr_user="oceanapi")[SAME_USER] is True
    assert from_files("Ann") == {SAME_USER: False}


def test_facts_that_the_dictionary_does_not_have_are_left_out() -> None:
    kb = shipped()
    grid = read_table("p.csv", f"{HEADER}\nOceanAPI,Nord,{ROY},x,x,x,x,x,x\n".encode())
    only = {"accuro.oceanapi.permissions_complete": kb.facts["accuro.oceanapi.permissions_complete"]}
    facts = import_tables([("permissions", grid)], kb.imports, only, TODAY).facts
    assert [one.name for one in facts] == [*only]


PEOPLE = ["Amélie Roy", "Amelia Roy", "Marc Li", "Kim Park", "M. Li", "Roy"]


@given(
    st.dictionaries(st.sampled_from(PEOPLE), st.sampled_from([True, False, None]), max_size=5),
    st.lists(st.tuples(st.sampled_from(["Nord", "Sud"]), st.sampled_from(PEOPLE)), max_size=5),
    st.lists(
        st.tuples(st.sampled_from(["Nord", "Sud"]), st.sampled_from(PEOPLE), st.sampled_from([True, False, None])),
        max_size=5,
    ),
)
def test_a_gap_that_is_a_fact_has_no_near_name(
    ocean: dict[str, bool | None], grid: list[tuple[str, str]], roster: list[tuple[str, str, bool | None]]
) -> None:
    found = checked(ocean, grid, roster)
    names, in_grid = Names(TITLES), [provider for _, provider in grid]
    if SELECTED in found and value(found[SELECTED]) is False:
        for item in found[SELECTED].detail:
            assert ocean[str(item["provider"])] is True
            assert all(pair.name != item["provider"] for pair in names.near(ocean, in_grid))
    if GRID_SELECTED in found and value(found[GRID_SELECTED]) is True:
        assert all(
            ocean.get(name) is True
            for name in in_grid
            if (True in [a for _, n, a in roster if n == name] or not roster)
        )
    for one in found.values():
        assert one.detail or value(one) is not False
