"""The facts of a ticket's site: read once while they are fresh, anew when the file changes, none where it fails."""

from __future__ import annotations

import logging
import os
from dataclasses import replace
from pathlib import Path

import pytest

from oceandx.errors import UsageError
from oceandx.model.case import Known
from oceandx.tickets.sites import ANY, Sites
from tickets.making import MISSING, consulted

READING = consulted(MISSING).reading


class Files:
    """Files of two sites, a clock that is set by hand, and what was read."""

    def __init__(self, folder: Path, name: str) -> None:
        self.path, self.other = folder / name, folder / "other.json"
        for path in (self.path, self.other):
            path.write_text("{}", encoding="utf-8")
        self.now, self.read_of = 0.0, list[str]()
        self.fails = False
        files = {"4821": self.path, ANY: self.other}
        self.sites = Sites(files, self.read, fresh_seconds=60.0, clock=lambda: self.now)

    def read(self, path: Path) -> tuple[Known, ...]:
        if self.fails:
            raise UsageError("not a snapshot")
        self.read_of.append(path.name)
        return (Known("accuro.oceanapi.permissions_complete", False, "accuro", "2026-11-26"),)

    def facts(self, number: str = "4821") -> int:
        return len(self.sites.collect(replace(READING, site_number=number)))


def test_a_snapshot_is_read_again_only_when_its_file_changes(tmp_path: Path) -> None:
    files = Files(tmp_path, "north.json")
    assert [files.facts(), files.facts()] == [1, 1]
    files.now = 10_000.0
    assert (files.facts(), files.read_of) == (1, ["north.json"])
    os.utime(files.path, (1, 1))
    assert (files.facts(), files.read_of) == (1, ["north.json"] * 2)


def test_a_site_is_collected_again_when_its_facts_are_no_longer_fresh(tmp_path: Path) -> None:
    files = Files(tmp_path, "north.toml")
    files.facts()
    files.now = 59.0
    files.facts()
    assert len(files.read_of) == 1
    files.now = 60.0
    files.facts()
    assert len(files.read_of) == 2


def test_a_ticket_without_a_site_has_the_facts_of_any_and_one_of_an_unknown_site_none(tmp_path: Path) -> None:
    files = Files(tmp_path, "north.json")
    assert (files.facts(""), files.read_of) == (1, ["other.json"])
    assert (files.facts("9999"), files.read_of) == (0, ["other.json"])


def test_what_cannot_be_read_gives_no_facts_and_is_tried_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    files = Files(tmp_path, "north.json")
    files.fails = True
    with caplog.at_level(logging.WARNING):
        assert files.facts() == 0
    assert "north.json cannot be read: UsageError" in caplog.text
    files.fails = False
    assert files.facts() == 1
    files.path.unlink()
    assert files.facts() == 0
