"""The command that puts old tickets on the queue, with a Request Tracker behind it."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from commandline import Done, Oceandx
from oceandx.tickets.installation import Installation
from oceandx.tickets.opening import open_installation
from oceandx.tickets.service import make_worker
from oceandx.tickets.settings import read_enriching
from tickets.making import MISSING
from tickets.rt.server import TOKEN, FakeRt
from tickets.rt.serving import served

CONFIG = """
[rt]
base_url = "{base}"
own_user = "oceandx"
queues = ["Intégration"]
tries = 1
token.env = "RT_TOKEN"
"""


@dataclass
class Place:
    """A helpdesk with three tickets, of which one is closed, and the configuration of an installation."""

    oceandx: Oceandx
    config: Path
    server: FakeRt

    def backfill(self, *options: str) -> Done:
        return self.oceandx("enrich", "backfill", str(self.config), *options)

    def lines(self, *options: str) -> dict[str, str]:
        done = self.backfill(*options)
        assert (done.code, done.err) == (0, "")
        return dict(line.split(": ", 1) for line in done.out.splitlines())

    def work(self) -> None:
        settings = read_enriching(self.config)
        worker = make_worker(settings, open_installation(settings), None, lambda kb, path: (), "w1")
        while worker.step():
            pass


@pytest.fixture
def place(oceandx: Oceandx, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    monkeypatch.setenv("RT_TOKEN", TOKEN)
    server = FakeRt()
    for _ in range(3):
        server.ticket(MISSING)
    server.tickets[2].status = "resolved"
    with served(server) as base:
        config = tmp_path / "enrich.toml"
        config.write_text(CONFIG.format(base=base), encoding="utf-8")
        yield Place(oceandx, config, server)


def test_old_tickets_are_put_and_worked_off_in_shadow(place: Place) -> None:
    place.oceandx("enrich", "switch", str(place.config), "--mode", "write", "--allow", "rt:all")
    assert place.lines("--since", "2001-01-01") == {
        "begins": "2001-01-01",
        "put": "2",
        "closed": "1",
        "waiting": "2",
        "writes": "no",
    }
    place.work()
    assert [place.server.notes(number) for number in (1, 2, 3)] == [[], [], []]
    status = place.oceandx("enrich", "status", str(place.config), "--format", "json").json
    assert (status["runs"]["shadowed"], status["waiting"], status["backfill"]) == (2, 0, 0)


def test_told_to_write_it_writes_where_the_switches_allow(place: Place) -> None:
    assert place.lines("--since", "2001-01-01", "--write")["writes"] == "where the switches allow it (shadow)"
    place.oceandx("enrich", "switch", str(place.config), "--mode", "write", "--allow", "rt:ticket:3")
    place.work()
    assert [len(place.server.notes(number)) for number in (1, 2, 3)] == [0, 0, 1]


def test_cut_off_it_says_so_and_goes_on(place: Place) -> None:
    for _ in range(100):
        place.server.ticket(MISSING)
    pages = iter([None, httpx.Response(403, json={})])
    place.server.on = lambda _: next(pages)
    first = place.backfill("--since", "2001-01-01", "--helpdesk", "rt")
    assert first.code == 2
    assert "what was put stays, and the same command goes on from there" in first.err
    with Installation(place.config.with_name("enrich.sqlite")) as installation:
        assert installation.queue.counts().backfill == 100
    place.server.on = lambda _: None
    second = place.lines("--since", "2001-01-01")
    assert (second["begins"], second["put"], second["closed"]) == (
        "where an earlier run was cut off, 100 put before",
        "2",
        "1",
    )
    third = place.lines("--since", "2001-01-01")
    assert third["begins"] == "after the end of an earlier run, 102 put before"
    place.server.clock += 3600
    assert place.lines("--since", "2001-01-01", "--restart") == {
        "begins": "2001-01-01",
        "put": "102",
        "closed": "1",
        "waiting": "102",
        "writes": "no",
    }


def test_who_had_it_done_is_in_the_audit_trail(place: Place) -> None:
    place.lines("--since", "2001-01-01")
    entries = [json.loads(line) for line in place.oceandx("enrich", "audit", str(place.config)).out.splitlines()]
    assert [(one["kind"], one["what"], one["counts"]) for one in entries] == [
        ("backfilled", "backfill-shadow:2001-01-01", {"closed": 1, "put": 2})
    ]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--since", "yesterday"), "--since yesterday: not a date"),
        (("--since", "2199-01-01"), "--since 2199-01-01: is still to come"),
        (("--since", "2001-01-01", "--helpdesk", "zendesk"), "--helpdesk zendesk: is not in"),
        ((), "--since"),
    ],
)
def test_wrong_input_is_one_line_and_puts_nothing(place: Place, options: tuple[str, ...], says: str) -> None:
    done = place.backfill(*options)
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert says in done.err
    assert not place.config.with_name("enrich.sqlite").exists()


def test_a_ledger_alone_has_no_helpdesk(place: Place) -> None:
    ledger = place.config.with_name("notes.ledger")
    Installation(ledger).store.close()
    done = place.oceandx("enrich", "backfill", str(ledger), "--since", time.strftime("%Y-%m-%d"))
    assert done.code == 2
    assert "give the configuration" in done.err
