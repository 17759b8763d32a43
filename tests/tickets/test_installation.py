"""One installation: what its gate lets through, by switches and budget."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from oceandx.tickets.budget import Lane, Rate
from oceandx.tickets.installation import Installation, SwitchGate
from oceandx.tickets.queue import Reason
from oceandx.tickets.switches import Listed, Mode
from tickets.filing import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def place(tmp_path: Path, clock: Clock) -> Iterator[Installation]:
    rates = {Lane.LIVE: Rate(60.0, 2), Lane.BACKFILL: Rate(6.0, 1)}
    with Installation(tmp_path / "enrich.sqlite", rates, clock=clock) as made:
        yield made


def test_nothing_is_written_until_a_person_has_said_where(place: Installation) -> None:
    gate = SwitchGate(place)
    assert not gate.may_write("rt", "Accuro", "7")
    place.switches.set_mode(Mode.WRITE, "kim")
    assert not gate.may_write("rt", "Accuro", "7")
    place.switches.allow("rt", Listed.QUEUE, "Accuro", "kim")
    assert [gate.may_write("rt", queue, "7") for queue in ("Accuro", "Other")] == [True, False]
    place.switches.allow("rt", Listed.TICKET, "9", "kim")
    assert [gate.may_write("rt", "Other", ticket) for ticket in ("9", "8")] == [True, False]
    place.switches.allow("zd", Listed.ALL, "", "kim")
    assert gate.may_write("zd", "any", "1")
    assert place.switches.disallow("zd", Listed.ALL, "", "kim")
    assert not gate.may_write("zd", "any", "1")
    place.switches.kill("kim")
    assert gate.is_stopped("rt")
    assert not gate.may_write("rt", "Accuro", "7")
    assert place.switches.revive("kim")
    gate.stop("rt", "too-many-writes")
    assert (gate.is_stopped("rt"), gate.is_stopped("zd")) == (True, False)
    assert place.switches.close_breaker("rt", "kim")
    assert gate.may_write("rt", "Accuro", "7")


def test_old_tickets_have_their_own_gate(place: Installation, clock: Clock) -> None:
    place.switches.set_mode(Mode.WRITE, "kim")
    place.switches.allow("rt", Listed.ALL, "", "kim")
    gate = SwitchGate(place, clock=clock)
    assert {reason: gate.of(reason).may_write("rt", "Accuro", "7") for reason in Reason} == {
        reason: reason is not Reason.BACKFILL_SHADOW for reason in Reason
    }
    assert [gate.of(Reason.BACKFILL).wait("rt") for _ in range(2)] == [0.0, pytest.approx(10.0)]
    assert [gate.of(Reason.POLL).wait("rt") for _ in range(2)] == [0.0, pytest.approx(1.0)]
    place.switches.kill("kim")
    assert all(gate.of(reason).is_stopped("rt") for reason in Reason)


def test_the_budget_is_shared_and_fills_again(place: Installation, clock: Clock) -> None:
    gates = SwitchGate(place, clock=clock), SwitchGate(place, clock=clock)
    assert [gate.wait("rt") for gate in gates] == [0.0, 0.0]
    assert gates[0].wait("rt") == pytest.approx(1.0)
    assert gates[0].wait("zd") == 0.0
    clock.now += 1.0
    assert [gate.wait("rt") for gate in gates] == [0.0, pytest.approx(1.0)]
    place.budget.pause("rt", clock.now, 30.0)
    assert gates[1].wait("rt") == pytest.approx(30.0)
