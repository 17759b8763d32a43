"""The ledger, the audit trail, the switches, the budget and the verdicts of one installation."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oceandx.tickets.budget import Lane, Rate
from oceandx.tickets.feedback import Judgement, LinkRefused, check_link, sign_link
from oceandx.tickets.helpdesk import OwnField, Receipt
from oceandx.tickets.installation import Installation, SwitchGate
from oceandx.tickets.ledger import Plan, State
from oceandx.tickets.switches import Listed, Mode

SECRET = b"0123456789abcdef0123456789abcdef"


class Time:
    """A clock that is set by hand."""

    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Time:
    return Time()


@pytest.fixture
def place(tmp_path: Path, clock: Time) -> Iterator[Installation]:
    rates = {Lane.LIVE: Rate(60.0, 2), Lane.BACKFILL: Rate(6.0, 1)}
    with Installation(tmp_path / "enrich.sqlite", rates, clock=clock) as made:
        yield made


def plan(digest: str = "d1", **changed: object) -> Plan:
    made = {
        "helpdesk": "rt",
        "ticket_id": "7",
        "digest": digest,
        "knowledge": "k1",
        "diagnosis": {"symptoms": ["S01"]},
        "fields": {OwnField.DIAGNOSIS: "C01"},
        "tags": frozenset({"oceandx"}),
        "why": "diagnosed",
        "language": "fr",
    }
    return Plan(**{**made, **changed})  # type: ignore[arg-type]


def test_a_run_goes_from_the_plan_to_the_proof(place: Installation) -> None:
    ledger = place.ledger
    entry = ledger.plan(plan())
    assert (entry.state, ledger.pending("rt", "7")) == (State.PLANNED, entry)
    assert ledger.latest("rt", "7") is None
    assert ledger.mark_written(Receipt(entry.key, "n1", "2026-11-26T10:00:00Z"))
    assert not ledger.mark_written(Receipt(entry.key, "n1", "2026-11-26T10:00:00Z"))
    latest = ledger.latest("rt", "7")
    assert latest is not None
    assert (latest.state, latest.receipt, ledger.pending("rt", "7")) == (
        State.WRITTEN, Receipt(entry.key, "n1", "2026-11-26T10:00:00Z"), None,
    )  # fmt: skip
    assert ledger.plan(plan()).state is State.WRITTEN  # what stands is not planned again


def test_what_was_only_shadowed_may_still_be_written(place: Installation) -> None:
    entry = place.ledger.plan(plan())
    assert place.ledger.mark_shadowed(entry.key)
    assert place.ledger.plan(plan()).state is State.PLANNED
    assert place.ledger.mark_written(Receipt(entry.key, "n1", "t"))
    assert place.ledger.counts()[State.WRITTEN] == 1


def test_another_diagnosis_takes_the_place_of_one_that_was_never_written(place: Installation) -> None:
    first = place.ledger.plan(plan("d1"))
    second = place.ledger.plan(plan("d2"))
    assert place.ledger.pending("rt", "7") == second
    assert [entry.state for entry in place.ledger.entries()] == [State.SKIPPED, State.PLANNED]
    assert first.key != second.key


def test_what_we_wrote_is_told_from_what_others_wrote(place: Installation) -> None:
    for digest, value in (("d1", "C01"), ("d2", "C06")):
        entry = place.ledger.plan(plan(digest, fields={OwnField.DIAGNOSIS: value}, tags=frozenset({f"t-{digest}"})))
        place.ledger.mark_written(Receipt(entry.key, "n", "t"))
    owned = place.ledger.owned("rt", "7")
    assert (dict(owned.fields), owned.tags) == ({OwnField.DIAGNOSIS: "C06"}, frozenset({"t-d1", "t-d2"}))
    assert place.ledger.owned("rt", "8").tags == frozenset()


def test_writes_are_counted_within_a_window(place: Installation, clock: Time) -> None:
    for digest in ("d1", "d2"):
        place.ledger.mark_written(Receipt(place.ledger.plan(plan(digest)).key, "n", "t"))
        clock.now += 100
    assert [place.ledger.writes_within("rt", "7", seconds) for seconds in (50, 150, 250)] == [0, 1, 2]


@pytest.mark.parametrize(
    "changed",
    [
        {"diagnosis": {"said": "the bookings are missing"}},
        {"fields": {OwnField.DIAGNOSIS: "Jane Desormeaux"}},
        {"tags": frozenset({"two words"})},
        {"why": "because of Jane"},
    ],
)
def test_no_words_go_into_the_ledger(changed: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="not a code"):
        plan(**changed)  # type: ignore[arg-type]


def test_the_audit_trail_cannot_be_changed_and_shows_when_it_was(place: Installation, tmp_path: Path) -> None:
    place.ledger.mark_written(Receipt(place.ledger.plan(plan()).key, "n", "t"))
    assert place.audit.verify() == ()
    assert [json.loads(line)["kind"] for line in place.audit.export()] == ["planned", "written"]
    other = sqlite3.connect(tmp_path / "enrich.sqlite")
    for change in ("update audit set actor = 'x'", "delete from audit"):
        with pytest.raises(sqlite3.DatabaseError):
            other.execute(change)
    other.rollback()
    for (name,) in other.execute("select name from sqlite_master where type = 'trigger'").fetchall():
        other.execute(f"drop trigger {name}")
    other.execute("delete from audit where seq = 1")
    other.commit()
    other.close()
    assert place.audit.verify() != ()


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


def test_the_budget_is_shared_and_fills_again(place: Installation, clock: Time) -> None:
    gates = SwitchGate(place, clock=clock), SwitchGate(place, clock=clock)
    assert [gate.wait("rt") for gate in gates] == [0.0, 0.0]
    assert gates[0].wait("rt") == pytest.approx(1.0)
    assert gates[0].wait("zd") == 0.0
    clock.now += 1.0
    assert [gate.wait("rt") for gate in gates] == [0.0, pytest.approx(1.0)]
    place.budget.pause("rt", clock.now, 30.0)
    assert gates[1].wait("rt") == pytest.approx(30.0)


@given(st.sampled_from(Judgement), st.integers(1, 10**10), st.integers(0, 80), st.characters(codec="ascii"))
def test_a_link_holds_until_it_expires_and_any_change_breaks_it(
    judgement: Judgement, expires: int, place_of_change: int, letter: str
) -> None:
    link = sign_link(SECRET, "0123456789abcdef", judgement, expires)
    checked = check_link(SECRET, link, expires - 1)
    assert (checked.key, checked.judgement) == ("0123456789abcdef", judgement)
    with pytest.raises(LinkRefused, match="expired"):
        check_link(SECRET, link, expires)
    at = place_of_change % len(link)
    if link[at] != letter:
        with pytest.raises(LinkRefused, match="not valid"):
            check_link(SECRET, link[:at] + letter + link[at + 1 :], 0)
    with pytest.raises(LinkRefused, match="not valid"):
        check_link(SECRET[::-1], link, 0)


def test_the_last_verdict_of_a_link_stands(place: Installation, clock: Time) -> None:
    key = place.ledger.plan(plan()).key
    right, other = (
        check_link(SECRET, sign_link(SECRET, key, judgement, clock.now + 9), clock.now)
        for judgement in (Judgement.RIGHT, Judgement.OTHER_CAUSE)
    )
    assert place.feedback.give(right)
    assert not place.feedback.give(right)
    clock.now += 1
    assert place.feedback.give(other, "C06")
    assert place.feedback.give(other, "C09")
    assert [(one.judgement, one.cause) for one in place.feedback.of(key)] == [
        (Judgement.RIGHT, ""), (Judgement.OTHER_CAUSE, "C09"),
    ]  # fmt: skip
    assert place.feedback.counts() == {Judgement.RIGHT: 1, Judgement.WRONG: 0, Judgement.OTHER_CAUSE: 1}
    with pytest.raises(ValueError, match="only 'other-cause' names one"):
        place.feedback.give(right, "C06")
