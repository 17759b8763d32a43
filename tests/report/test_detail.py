"""The list behind a collected fact, as lines that a person can read."""

from __future__ import annotations

import pytest

from oceandx.facts.collectors.failure import Trouble
from oceandx.model.knowledge import KnowledgeBase
from oceandx.model.vocabulary import Language
from oceandx.report.detail import detail_lines
from oceandx.report.words import Words


@pytest.fixture
def english(kb: KnowledgeBase) -> Words:
    return Words(kb, Language.EN, markdown=True)


@pytest.mark.parametrize(
    ("item", "line"),
    [
        (
            {"problem": "server-error", "call": "GET /rest/v1/offices", "status": 503},
            "server error (GET /rest/v1/offices 503)",
        ),
        ({"problem": "not-configured"}, "no access configured to read it"),
        ({"provider": "Dr A", "bookings": 9, "confirmed": 4}, "Dr A: 4 of 9 bookings confirmed"),
        (
            {"office": "Nord", "provider": "Dr A", "bookings": 9},
            "Nord, Dr A: 9 known bookings, none of them visible to the OceanAPI user",
        ),
        ({"provider": "Dr A", "value": True}, "Dr A: yes"),
        ({"rule": "Rappel", "value": 2}, "Rappel: 2"),
        ({"provider": "Dr A", "office": "Nord"}, "Nord, Dr A"),
        (
            {
                "provider": "A. Roy",
                "file": "permissions",
                "other": "Amélie Roi",
                "other_file": "providers",
                "score": 88,
            },
            (
                "perhaps the same person or office: “A. Roy” (imported permission grid) and “Amélie Roi” "
                "(imported provider list), 88% alike"
            ),
        ),
        (
            {"emr_user": "OceanAPI1", "connected_user": "OceanAPI2", "score": 90},
            "grid of “OceanAPI1”, Cloud Connect connected as “OceanAPI2”",
        ),
    ],
)
def test_each_kind_of_item(english: Words, item: dict[str, object], line: str) -> None:
    assert detail_lines(english, (item,)) == [line]


def test_the_gaps_of_the_grid_are_left_to_their_own_section(english: Words) -> None:
    gap = {"emr_user": "x", "office": "Nord", "provider": "A", "missing": ["labs"], "read_only": []}
    assert detail_lines(english, (gap,)) == []


def test_a_long_list_is_cut(english: Words) -> None:
    items = tuple({"provider": f"Dr {number}", "value": True} for number in range(30))
    lines = detail_lines(english, items)
    assert (len(lines), lines[-1]) == (13, "and 18 more")


@pytest.mark.parametrize("trouble", Trouble)
@pytest.mark.parametrize("language", Language)
def test_every_trouble_is_said_in_both_languages(kb: KnowledgeBase, trouble: Trouble, language: Language) -> None:
    words = Words(kb, language, markdown=False)
    (line,) = detail_lines(words, ({"problem": trouble.value},))
    assert line != trouble.value
    assert " " in line
