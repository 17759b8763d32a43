"""No collection of garbage falls into the reading of a text, and afterwards all is as it was."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from oceandx.intake.garbage import uninterrupted


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    enabled = gc.isenabled()
    yield
    (gc.enable if enabled else gc.disable)()


def test_no_collection_starts_meanwhile() -> None:
    gc.enable()
    with uninterrupted():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_collections_go_on_after_an_exception() -> None:
    gc.enable()
    with pytest.raises(ValueError, match="broken"), uninterrupted():
        raise ValueError("broken")
    assert gc.isenabled()


def test_who_switched_collections_off_finds_them_off() -> None:
    gc.disable()
    with uninterrupted():
        pass
    assert not gc.isenabled()


def test_one_within_another_changes_nothing() -> None:
    gc.enable()
    with uninterrupted():
        with uninterrupted():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
