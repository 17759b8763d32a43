"""When two names are the same, and when nobody can tell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oceandx.facts.names import NEAR, Names

NAMES = Names(frozenset({"dr", "dre", "md"}))


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Roy, Amélie", "Dre Amélie Roy"),
        ("ROY AMELIE", "Amélie  Roy, M.D."),
        ("Marie-Ève O\u2019Brien", "O'Brien, Marie Eve"),
        ("J.P. Roy", "Roy, J.P."),
        ("Dr.", "dr"),
    ],
)
def test_the_same_name(name: str, other: str) -> None:
    assert NAMES.key(name) == NAMES.key(other)
    assert not NAMES.near([name], [other])


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Amélie Roy", "Amelia Roy"),
        ("Amélie Roy", "Dre A. Roy"),
        ("Roy", "Amélie Roy"),
        ("Tremblay, Jean", "Tremblay, Jeanne"),
        ("LeBlanc, Guy", "Le Blanc, Guy"),
        ("Sophie Nguyen-Roy", "Sophie Nguyen"),
    ],
)
def test_names_that_may_be_one(name: str, other: str) -> None:
    (near,) = NAMES.near([name], [other])
    assert (near.name, near.other) == (name, other)
    assert NEAR <= near.score <= 100
    assert NAMES.key(name) != NAMES.key(other)


@pytest.mark.parametrize(
    ("name", "other"),
    [("Amélie Roy", "Marc Roy"), ("Amélie Roy", "Amélie Tremblay"), ("A. Roy", "M. Roy"), ("Roy", "Li")],
)
def test_names_of_two_people(name: str, other: str) -> None:
    assert NAMES.near([name], [other]) == ()


def test_a_name_that_the_other_side_has_is_not_near_another() -> None:
    assert NAMES.near(["Amélie Roy", "Amelia Roy"], ["Amélie Roy"]) == ()
    assert NAMES.near(["Amélie Roy"], ["Amélie Roy", "Amelia Roy"]) == ()


TEXT = st.text(max_size=20)


@given(TEXT, TEXT)
def test_nearness_is_the_same_from_both_sides(name: str, other: str) -> None:
    assert NAMES.score(name, other) == NAMES.score(other, name)
    assert bool(NAMES.near([name], [other])) is bool(NAMES.near([other], [name]))


@given(TEXT)
def test_every_name_is_itself(name: str) -> None:
    assert NAMES.find(name, ["other than that", name])[-1] == name
    assert NAMES.near([name], [name]) == ()
