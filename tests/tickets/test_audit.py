"""The audit trail: only added to, and what was changed or taken away is found."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from oceandx.tickets.audit import AuditTampered, Head, Kind, Record
from tickets.filing import START, Filed


@pytest.fixture
def filed(tmp_path: Path) -> Iterator[Filed]:
    one = Filed(tmp_path)
    yield one
    one.store.close()


def fill(filed: Filed, count: int = 5) -> None:
    for number in range(count):
        filed.audit.append(Record(Kind.WRITTEN, "enrich", "desk", str(number), key="k", digest="d", what="note"))
        filed.clock.now += 10


def by_force(filed: Filed, *statements: str) -> None:
    """Run statements as somebody would who has the file and takes the triggers away."""
    db = sqlite3.connect(filed.path)
    try:
        for statement in ("drop trigger audit_stands", "drop trigger audit_stays", *statements):
            db.execute(statement)
        db.commit()
    finally:
        db.close()


def numbers(filed: Filed) -> list[int]:
    return [json.loads(line)["seq"] for line in filed.audit.export()]


def test_entries_are_exported_as_they_were_added(filed: Filed) -> None:
    filed.audit.append(Record(Kind.ALLOWED, "marie", "desk", what="Accuro à l'est", counts={"queue": 1}))
    (line,) = filed.audit.export()
    assert "\n" not in line
    entry = json.loads(line)
    assert len(entry.pop("hash")) == 64
    assert entry == {
        "seq": 1,
        "at": START,
        "actor": "marie",
        "kind": "allowed",
        "helpdesk": "desk",
        "ticket_id": "",
        "key": "",
        "digest": "",
        "what": "Accuro à l'est",
        "counts": {"queue": 1},
        "before": "0" * 64,
    }


def test_a_long_trail_is_exported_whole_or_from_a_number_on_and_verifies(filed: Filed) -> None:
    with filed.store.transaction():
        fill(filed, 1203)
    assert numbers(filed) == list(range(1, 1204))
    assert [json.loads(line)["seq"] for line in filed.audit.export(after=1200)] == [1201, 1202, 1203]
    assert filed.audit.verify() == ()


def test_an_empty_trail_is_in_order(filed: Filed) -> None:
    assert (filed.audit.verify(), filed.audit.head(), list(filed.audit.export())) == ((), None, [])


@pytest.mark.parametrize(
    "statement", ["update audit set actor = 'x'", "delete from audit", "delete from audit where seq = 2"]
)
def test_entries_cannot_be_changed_or_removed(filed: Filed, statement: str) -> None:
    fill(filed)
    with pytest.raises(sqlite3.IntegrityError), filed.store.transaction() as db:
        db.execute(statement)
    assert numbers(filed) == [1, 2, 3, 4, 5]
    assert filed.audit.verify() == ()


@pytest.mark.parametrize(
    "column", ["at", "actor", "kind", "helpdesk", "ticket_id", "key", "digest", "what", "counts", "before"]
)
def test_a_changed_entry_is_found_whatever_was_changed(filed: Filed, column: str) -> None:
    fill(filed)
    by_force(filed, f"update audit set {column} = {column} || 1 where seq = 3")  # noqa: S608 - a column of the list
    assert "entry 3: changed after it was written" in filed.audit.verify()


def test_an_entry_that_was_changed_and_sealed_anew_is_found_by_the_next(filed: Filed) -> None:
    fill(filed)
    by_force(filed, "update audit set hash = substr(hash, 2) || '0' where seq = 3")
    assert filed.audit.verify() == ("entry 3: changed after it was written", "entry 4: does not follow the one before")


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("delete from audit where seq = 1", "entry 1: missing, up to 1"),
        ("delete from audit where seq in (2, 3)", "entry 2: missing, up to 3"),
        ("delete from audit where seq >= 4", "entry 4: missing, up to 5"),
        ("delete from audit", "entry 1: missing, up to 5"),
    ],
)
def test_missing_entries_are_found(filed: Filed, statement: str, expected: str) -> None:
    fill(filed)
    by_force(filed, statement)
    assert filed.audit.verify() == (expected,)


def test_a_trail_that_was_written_anew_is_found_by_a_head_that_was_kept(filed: Filed) -> None:
    fill(filed)
    head = filed.audit.head()
    assert head is not None
    assert filed.audit.verify(head) == ()
    fill(filed, 1)
    assert filed.audit.verify(head) == ()
    by_force(filed, "delete from audit", "delete from sqlite_sequence where name = 'audit'")
    fill(filed, 6)
    assert filed.audit.verify() == ()
    assert filed.audit.verify(head) == ("entry 5: is not the one whose hash was kept",)
    assert filed.audit.verify(Head(99, "x")) == ("entry 99: is not the one whose hash was kept",)


def test_old_entries_are_pruned_and_a_tombstone_says_so(filed: Filed) -> None:
    fill(filed)
    head = filed.audit.head()
    assert filed.audit.prune(START + 20, "marie") == 2
    assert numbers(filed) == [3, 4, 5, 6]
    stone = json.loads(list(filed.audit.export())[-1])
    assert (stone["kind"], stone["actor"]) == ("pruned", "marie")
    assert stone["counts"] == {"through": 2, "removed": 2, "total": 2}
    assert filed.audit.verify(head) == ()


def test_pruning_goes_on_over_older_tombstones_and_keeps_the_total(filed: Filed) -> None:
    fill(filed)
    filed.audit.prune(START + 20, "marie")
    filed.clock.now += 100
    fill(filed, 2)
    assert filed.audit.prune(START + 100, "marie") == 4
    stone = json.loads(list(filed.audit.export())[-1])
    assert stone["counts"] == {"through": 6, "removed": 4, "total": 6}
    assert numbers(filed) == [7, 8, 9]
    assert filed.audit.verify() == ()
    with pytest.raises(sqlite3.IntegrityError), filed.store.transaction() as db:
        db.execute("delete from audit where seq = 7")


def test_a_trail_may_be_pruned_to_nothing_but_the_tombstone(filed: Filed) -> None:
    fill(filed)
    assert filed.audit.prune(filed.clock.now + 1, "marie") == 5
    assert numbers(filed) == [6]
    assert filed.audit.verify() == ()


def test_nothing_is_pruned_where_nothing_is_old(filed: Filed) -> None:
    fill(filed)
    assert filed.audit.prune(START, "marie") == 0
    assert numbers(filed) == [1, 2, 3, 4, 5]


def test_a_trail_that_was_tampered_with_is_not_pruned(filed: Filed) -> None:
    fill(filed)
    by_force(filed, "update audit set actor = 'x' where seq = 1")
    with pytest.raises(AuditTampered):
        filed.audit.prune(START + 20, "marie")
    assert numbers(filed) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("counts", ["{}", "nothing", '{"through": "x"}'])
def test_a_tombstone_that_was_changed_is_found(filed: Filed, counts: str) -> None:
    fill(filed)
    filed.audit.prune(START + 20, "marie")
    by_force(filed, f"update audit set counts = '{counts}' where kind = 'pruned'")  # noqa: S608 - of the list
    assert "entry 6: changed after it was written" in filed.audit.verify()


def test_more_is_missing_than_the_tombstone_says(filed: Filed) -> None:
    fill(filed)
    filed.audit.prune(START + 20, "marie")
    by_force(filed, "delete from audit where seq = 3")
    assert filed.audit.verify() == ("entry 3: missing, up to 3",)


def test_an_entry_holds_no_words(filed: Filed) -> None:
    attempts: tuple[Callable[[], Record], ...] = (
        lambda: Record(Kind.WRITTEN, "enrich", what="Mme Tremblay"),
        lambda: Record(Kind.WRITTEN, "enrich", key="Mme Tremblay"),
        lambda: Record(Kind.WRITTEN, "enrich", digest="Mme Tremblay"),
        lambda: Record(Kind.WRITTEN, "enrich", "Mme Tremblay"),
        lambda: Record(Kind.WRITTEN, "enrich", ticket_id="Mme\nTremblay"),
    )
    for attempt in attempts:
        with pytest.raises(ValueError, match="not a") as caught:
            attempt()
        assert "Tremblay" not in str(caught.value)
    assert filed.audit.head() is None
