"""Enrichment as a program on two machines that share one NATS server: killed anywhere, each ticket has one note."""

from __future__ import annotations

import html
import os
import random
import re
import signal
import time
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import httpx
import pytest

from commandline import Oceandx
from integration.nats.estate import Estate, estate
from integration.nats.machine import Server
from tickets.installing import notes, opened
from tickets.making import MANQUE, MISSING
from tickets.running import until
from tickets.zendesk_fake import FakeZendesk, Fault
from tickets.zendesk_replies import forbidden
from tickets.zendesk_state import FakeTicket

_ROUNDS = int(os.environ.get("OCEANDX_MACHINES", "2"))
_WAVES, _WAVE = 12, 10


@pytest.fixture
def two(nats_server: Server, fake: FakeZendesk, tmp_path: Path) -> Iterator[Estate]:
    with estate(tmp_path, nats_server, fake) as one:
        yield one


def noted(fake: FakeZendesk) -> Counter[int]:
    """Return by ticket how many notes there are."""
    return Counter({ticket.id: len(notes(ticket)) for ticket in fake.tickets.values()})


def nothing_left(oceandx: Oceandx, config: Path) -> bool:
    """Say whether no job waits or is in work, and none was given up."""
    status = oceandx("enrich", "status", str(config), "--format", "json").json
    return (status["waiting"], status["working"], status["dead"]) == (0, 0, 0)


def found_by_poll(fake: FakeZendesk, number: int) -> FakeTicket:
    """Return a ticket whose webhook is lost."""
    ticket = opened(fake, MANQUE if number % 2 else MISSING)
    fake.deliveries.clear()
    return ticket


@pytest.mark.parametrize("seed", range(_ROUNDS))
def test_each_ticket_has_one_note_whatever_is_killed(
    nats_server: Server, fake: FakeZendesk, tmp_path: Path, oceandx: Oceandx, seed: int
) -> None:
    dice = random.Random(seed)  # noqa: S311 - no secret
    killed = 0
    with estate(tmp_path, nats_server, fake, poll=2.0) as two:
        for number in range(2 * _WAVE):
            found_by_poll(fake, number)
        with two.opened() as installation:
            installation.ledger.set_cursor("zendesk", f"since:{int(time.time()) - 1000}")
        done = oceandx("enrich", "switch", str(two.configs[0]), "--mode", "write", "--allow", "zendesk:all")
        assert done.code == 0
        two.start(0)
        two.start(1)
        for wave in range(_WAVES):
            for _ in range(_WAVE):
                opened(fake, MISSING)
            two.deliver()
            time.sleep(dice.uniform(0.2, 2.0))
            killed += two.kill_worker(dice.randrange(2), dice)
            if wave % 4 == 2:
                victim = dice.randrange(2)
                two.kill(victim)
                time.sleep(dice.uniform(0.0, 2.0))
                two.start(victim)
            if wave % 4 == 0:
                nats_server.end(dice.choice([signal.SIGTERM, signal.SIGKILL]))
                time.sleep(dice.uniform(0.5, 4.0))
                nats_server.start()
        two.until_idle()
        assert killed > _WAVES / 2
        tickets = _WAVE * (_WAVES + 2)
        assert len(fake.tickets) == tickets
        assert set(noted(fake).values()) == {1}
        for config in two.configs:
            # Our own notes are changes, which a poll may bring once more: nothing comes of them, and nothing is left.
            until(partial(nothing_left, oceandx, config))
            status = oceandx("enrich", "status", str(config), "--format", "json").json
            assert status["runs"] == {"planned": 0, "written": tickets, "shadowed": 0, "skipped": 0}
            audit = oceandx("enrich", "audit", str(config))
            assert audit.code == 0
            assert audit.out.count('"written"') >= tickets
        assert set(noted(fake).values()) == {1}
        assert not any(config.with_name("enrich.sqlite").exists() for config in two.configs)
    assert "Traceback" not in two.logs()
    assert "Roy" not in two.logs()


def test_what_one_machine_is_told_holds_for_the_other(two: Estate, fake: FakeZendesk, oceandx: Oceandx) -> None:
    def here(command: str, *arguments: str) -> str:
        done = oceandx("enrich", command, str(two.configs[1]), *arguments)
        assert done.code == 0, done.err
        return done.out

    first, second = two.start(0), two.start(1)
    ticket = opened(fake, MISSING)
    two.deliver()
    until(lambda: '"shadowed": 1' in here("status", "--format", "json"))
    assert notes(ticket) == []
    here("switch", "--mode", "write", "--allow", "zendesk:all")
    here("ask", "zendesk", str(ticket.id))
    until(lambda: len(notes(ticket)) == 1)

    assert "stopped: yes" in here("switch", "--stop")
    other = opened(fake, MANQUE)
    two.deliver()
    time.sleep(3.0)
    assert notes(other) == []
    assert "stopped: no" in here("switch", "--go")
    here("ask", "zendesk", str(other.id))
    until(lambda: len(notes(other)) == 1, 90)

    # A ticket that is refused three times, whichever machines tried.
    two.until_idle()
    refused = opened(fake, MISSING)
    fake.faults.append(Fault("ticket", 3, forbidden()))
    two.deliver()
    until(lambda: "dead: 1" in here("status"), 90)
    assert here("retry") == "retried: 1\n"
    until(lambda: len(notes(refused)) == 1)
    two.until_idle()  # the receipt is written after the note

    # The link of a note leads to any machine, as does a report.
    links = re.findall(r'href="https://enrichment.example(/verdict[^"]*)"', notes(ticket)[0])
    link = next(html.unescape(one) for one in links if "other-cause" in one)
    for at, cause in ((first, "C06"), (second, "C01"), (second, "C01")):
        assert httpx.post(at.address + link, data={"cause": cause}, timeout=20).status_code == 200
    assert "verdicts: right 0, wrong 0, other-cause 1" in here("status")
    rows = {line.split(" | ")[0]: line for line in here("report", "--lang", "en").splitlines()}
    assert rows[f"| {ticket.id}"].rstrip(" |").endswith("| C01")
    assert len(rows) >= 3
    audit = here("audit")
    kinds = Counter(re.findall(r'"kind": "([\w-]+)"', audit))
    assert {kind: kinds[kind] for kind in ("mode-set", "killed", "revived", "dead-retried", "feedback", "written")} == {
        "mode-set": 1,
        "killed": 1,
        "revived": 1,
        "dead-retried": 1,
        "feedback": 2,
        "written": 3,
    }
    assert oceandx("enrich", "audit", str(two.configs[0])).out == audit


def test_a_helpdesk_is_asked_by_one_machine_at_a_time_and_by_the_other_when_that_dies(
    nats_server: Server, fake: FakeZendesk, tmp_path: Path
) -> None:
    with estate(tmp_path, nats_server, fake, poll=1.0) as two:
        found_by_poll(fake, 0)
        with two.opened() as installation:
            installation.ledger.set_cursor("zendesk", f"since:{int(time.time()) - 1000}")
        two.start(0)
        two.start(1)
        before, begun = fake.calls.count("export"), time.monotonic()
        time.sleep(10.0)
        asked, seconds = fake.calls.count("export") - before, time.monotonic() - begun
        assert seconds / 2.2 <= asked <= seconds / 0.9 + 1
        for number in (0, 1):
            two.kill(number)
            before = fake.calls.count("export")
            until(lambda before=before: fake.calls.count("export") > before + 1)  # type: ignore[misc]
            two.start(number)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_while_the_server_is_away_nothing_is_lost_and_the_program_still_ends(
    nats_server: Server, two: Estate, fake: FakeZendesk, oceandx: Oceandx, number: signal.Signals
) -> None:
    assert oceandx("enrich", "switch", str(two.configs[0]), "--mode", "write", "--allow", "zendesk:all").code == 0
    first, _ = two.start(0), two.start(1)
    tickets = [opened(fake, MISSING) for _ in range(6)]
    two.deliver()
    until(lambda: any(notes(ticket) for ticket in tickets))
    nats_server.end(number)
    try:
        # A worker that is started now waits for the server, and does not end.
        os.kill(first.workers()[0], signal.SIGKILL)
        until(lambda: "no server that lets us in" in two.logs())
        begun = time.monotonic()
        two.stop(1)
        assert time.monotonic() - begun < 60
        refused = oceandx("enrich", "status", str(two.configs[1]))
        assert (refused.code, refused.out, len(refused.err.splitlines())) == (3, "", 1)
        assert "nats.servers: no server that lets us in" in refused.err
    finally:
        nats_server.start()
    tickets += [opened(fake, MISSING) for _ in range(3)]
    two.until_idle()
    assert [len(notes(ticket)) for ticket in tickets] == [1] * 9
    assert two.logs().count("is started again") == 1
    assert "Traceback" not in two.logs()


def test_workers_end_with_the_program_that_started_them_though_the_server_is_away(
    nats_server: Server, two: Estate, fake: FakeZendesk, oceandx: Oceandx
) -> None:
    assert oceandx("enrich", "switch", str(two.configs[0]), "--mode", "write", "--allow", "zendesk:all").code == 0
    two.start(0)
    ticket = opened(fake, MISSING)
    two.deliver()
    until(lambda: notes(ticket) != [])
    two.until_idle()
    nats_server.end()
    try:
        time.sleep(2.0)
        begun = time.monotonic()
        two.kill(0)
        assert time.monotonic() - begun < 15
    finally:
        nats_server.start()
    assert "nats: disconnected; the worker connects anew" in two.logs()
    assert "Traceback" not in two.logs()
