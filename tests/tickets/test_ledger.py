"""The ledger: a run is planned before it is written, written once, and holds no word of a ticket."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from oceandx.tickets.helpdesk import OwnField, Receipt
from oceandx.tickets.ledger import Owned, State, key_of
from oceandx.tickets.queue import Put, Reason
from tickets.filing import START, Filed, plan
from tickets.shared import KINDS, AnyFiled, opened

DIAGNOSIS = {
    "symptoms": ["S01"],
    "causes": [{"id": "C01", "status": "undetermined", "probability": 0.625}],
    "unknown": {"accuro.oceanapi.permissions_complete": "timed-out"},
}


@pytest.fixture(params=KINDS)
def filed(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[AnyFiled]:
    with opened(request, tmp_path) as one:
        yield one


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Filed]:
    """What only a file can do: keep several things at once."""
    one = Filed(tmp_path)
    yield one
    one.store.close()


def write(filed: AnyFiled, key: str, note_id: str = "n1") -> bool:
    return filed.ledger.mark_written(Receipt(key, note_id, "2026-11-25T10:00:00Z"))


def put(filed: AnyFiled, puts: list[Put], cursor: str) -> None:
    filed.queue.put_many(puts)
    filed.ledger.set_cursor("desk", cursor)


def happened(filed: AnyFiled) -> list[str]:
    return [re.findall(r'"kind": "([a-z-]+)"', line)[0] for line in filed.audit.export()]


def test_the_key_is_short_and_depends_on_all_four_parts() -> None:
    parts = ("desk", "7", "d1", "k1")
    key = key_of(*parts)
    assert re.fullmatch("[0-9a-f]{16}", key)
    assert key == key_of(*parts) == plan().key
    others = {key_of(*(*parts[:n], "other", *parts[n + 1 :])) for n in range(4)}
    assert len(others | {key, key_of("desk", "7d", "1", "k1")}) == 6


def test_a_plan_is_kept_as_it_was_made(filed: AnyFiled) -> None:
    made = plan(fields={OwnField.DIAGNOSIS: "C01"}, tags=frozenset({"b", "a"}), diagnosis=DIAGNOSIS)
    entry = filed.ledger.plan(made)
    assert (entry.plan, entry.key, entry.state, entry.receipt) == (made, made.key, State.PLANNED, None)
    assert (entry.first_at, entry.last_at) == (START, START)
    assert filed.ledger.entry(made.key) == entry == filed.ledger.pending("desk", "7")
    assert filed.ledger.latest("desk", "7") is None


def test_a_run_is_written_once(filed: AnyFiled) -> None:
    key = filed.ledger.plan(plan()).key
    filed.clock.now += 5
    assert write(filed, key)
    assert not write(filed, key, "n2")
    entry = filed.ledger.latest("desk", "7")
    assert entry is not None
    assert (entry.state, entry.receipt) == (State.WRITTEN, Receipt(key, "n1", "2026-11-25T10:00:00Z"))
    assert (entry.first_at, entry.last_at) == (START, START + 5)
    assert filed.ledger.pending("desk", "7") is None
    assert happened(filed) == ["planned", "written"]


def test_a_run_that_is_written_stays_so_when_it_is_planned_shadowed_or_skipped_again(filed: AnyFiled) -> None:
    key = filed.ledger.plan(plan()).key
    write(filed, key)
    entry = filed.ledger.plan(plan(diagnosis=DIAGNOSIS))
    assert (entry.state, entry.plan.diagnosis) == (State.WRITTEN, {})
    assert not filed.ledger.mark_shadowed(key)
    assert not filed.ledger.mark_skipped(key, "closed")
    assert happened(filed) == ["planned", "written"]


def test_a_run_that_was_shadowed_is_planned_anew_when_it_may_be_written(filed: AnyFiled) -> None:
    key = filed.ledger.plan(plan()).key
    assert filed.ledger.mark_shadowed(key)
    assert not filed.ledger.mark_skipped(key, "closed")
    shadowed = filed.ledger.latest("desk", "7")
    assert shadowed is not None
    assert (shadowed.state, shadowed.receipt) == (State.SHADOWED, None)
    filed.clock.now += 9
    again = filed.ledger.plan(plan(diagnosis=DIAGNOSIS))
    assert (again.state, again.plan.diagnosis, again.first_at, again.last_at) == (
        State.PLANNED,
        DIAGNOSIS,
        START,
        START + 9,
    )
    assert write(filed, key)


def test_a_plan_that_never_ended_gives_way_to_the_next_but_a_receipt_proves_it_written(filed: AnyFiled) -> None:
    old = filed.ledger.plan(plan(digest="d1")).key
    filed.ledger.plan(plan("8"))
    new = filed.ledger.plan(plan(digest="d2")).key
    entry = filed.ledger.entry(old)
    pending = filed.ledger.pending("desk", "7")
    assert entry is not None
    assert pending is not None
    assert (entry.state, pending.key) == (State.SKIPPED, new)
    assert write(filed, old)
    assert happened(filed) == ["planned", "planned", "skipped", "planned", "written"]


def test_the_latest_is_the_one_that_ended_last_even_when_the_clock_was_set_back(filed: AnyFiled) -> None:
    for digest in ("d1", "d2"):
        write(filed, filed.ledger.plan(plan(digest=digest)).key)
        filed.clock.now -= 1000
    latest = filed.ledger.latest("desk", "7")
    assert latest is not None
    assert latest.plan.digest == "d2"
    assert filed.ledger.latest("desk", "8") is None
    assert filed.ledger.latest("other", "7") is None


def test_what_a_person_changed_can_be_told_from_what_enrichment_wrote(filed: AnyFiled) -> None:
    assert filed.ledger.owned("desk", "7") == Owned({}, frozenset())
    first = plan(fields={OwnField.DIAGNOSIS: "C01", OwnField.CONFIDENCE: "0.50"}, tags=frozenset({"a", "b"}))
    key = filed.ledger.plan(first).key
    assert filed.ledger.owned("desk", "7") == Owned({}, frozenset())
    write(filed, key)
    # A person changed the confidence meanwhile, so that the second run leaves it out.
    second = plan(digest="d2", fields={OwnField.DIAGNOSIS: "C02"}, tags=frozenset({"c"}))
    write(filed, filed.ledger.plan(second).key)
    assert filed.ledger.owned("desk", "7") == Owned(
        {OwnField.DIAGNOSIS: "C02", OwnField.CONFIDENCE: "0.50"}, frozenset({"a", "b", "c"})
    )


def test_shadowed_runs_own_nothing(filed: AnyFiled) -> None:
    made = plan(fields={OwnField.DIAGNOSIS: "C01"}, tags=frozenset({"a"}))
    filed.ledger.mark_shadowed(filed.ledger.plan(made).key)
    assert filed.ledger.owned("desk", "7") == Owned({}, frozenset())


def test_writes_of_late_are_counted_by_ticket_and_only_what_was_written(filed: AnyFiled) -> None:
    for digest in ("d1", "d2", "d3"):
        write(filed, filed.ledger.plan(plan(digest=digest)).key)
        filed.clock.now += 100
    filed.ledger.mark_shadowed(filed.ledger.plan(plan(digest="d4")).key)
    filed.ledger.plan(plan(digest="d5"))
    write(filed, filed.ledger.plan(plan("8")).key)
    assert [filed.ledger.writes_within("desk", "7", seconds) for seconds in (50, 100, 250, 300)] == [0, 1, 2, 3]


def test_a_key_that_was_never_planned_is_refused(filed: AnyFiled) -> None:
    with pytest.raises(LookupError):
        write(filed, "0" * 16)
    with pytest.raises(LookupError):
        filed.ledger.mark_shadowed("0" * 16)
    assert happened(filed) == []


def test_runs_are_counted_and_listed_in_the_order_of_their_last_change(filed: AnyFiled) -> None:
    for ticket in ("1", "2", "3"):
        filed.ledger.plan(plan(ticket))
        filed.clock.now += 10
    write(filed, plan("1").key)
    filed.ledger.mark_skipped(plan("2").key, "closed")
    assert filed.ledger.counts() == {State.PLANNED: 1, State.WRITTEN: 1, State.SHADOWED: 0, State.SKIPPED: 1}
    assert [entry.plan.ticket_id for entry in filed.ledger.entries()] == ["3", "1", "2"]
    assert [entry.plan.ticket_id for entry in filed.ledger.entries(since=START + 30)] == ["1", "2"]


def test_a_long_ledger_is_listed_to_its_end(filed: AnyFiled) -> None:
    with filed.together():
        for number in range(1203):
            filed.ledger.plan(plan(str(number)))
    assert [entry.plan.ticket_id for entry in filed.ledger.entries()] == [str(number) for number in range(1203)]


def test_a_cursor_is_kept_with_the_jobs_it_stands_for_or_not_at_all(file: Filed) -> None:
    puts = [Put(ticket, ticket, "desk", Reason.POLL) for ticket in ("7", "8")]
    assert file.ledger.cursor("desk") == ""
    file.failing(lambda: put(file, puts, "c1"))
    assert (file.ledger.cursor("desk"), file.queue.counts().waiting) == ("", 0)
    with file.store.transaction():
        put(file, puts, "c2")
    file.ledger.set_cursor("other", "c3")
    assert (file.ledger.cursor("desk"), file.queue.counts().waiting) == ("c2", 2)


@pytest.mark.parametrize(
    "diagnosis",
    [
        {"symptoms": ["the patient's page is empty"]},
        {"symptoms": [{"id": "S01", "said": "Mme Tremblay"}]},
        {"said it was": 1},
        {"causes": [b"C01"]},
        {"symptoms": ["é"]},
        {"causes": ["C01"] * 5000},
        {"probability": float("nan")},
    ],
)
def test_words_cannot_enter_a_diagnosis_and_are_not_repeated(diagnosis: dict[str, Any]) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - that nothing is repeated is the point
        plan(diagnosis=diagnosis)
    assert not re.search("patient|Tremblay|said|é", str(caught.value))


def test_words_cannot_enter_fields_and_tags() -> None:
    with pytest.raises(ValueError, match="own field: not a code"):
        plan(fields={OwnField.DIAGNOSIS: "Mme Tremblay"})
    with pytest.raises(ValueError, match="own tag: not a code"):
        plan(tags=frozenset({"Mme Tremblay"}))


def test_what_was_kept_is_kept_with_its_audit_entry_or_not_at_all(file: Filed) -> None:
    file.failing(lambda: file.ledger.plan(plan()))
    assert (file.ledger.entry(plan().key), happened(file)) == (None, [])
