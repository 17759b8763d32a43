"""The commands that enrich a file of tickets, and those that tell what was done."""

from __future__ import annotations

import json
import sqlite3
import time
from pathlib import Path

import pytest

from commandline import Oceandx
from oceandx.tickets.installation import Installation
from oceandx.tickets.queue import Reason

TICKETS = [
    {
        "id": 1,
        "subject": "Bookings",
        "body": "Dr. Roy does not appear in the provider list on the Patients page of Ocean.",
    },
    {"id": 2, "body": "Les courriels de rappel ne partent plus pour les patients du Dr Roy.", "locale": "fr-CA"},
    {"id": 3, "body": "The invoice of October is wrong, please send another invoice."},
    {"id": 4, "body": "Good morning, please call me back."},
    {"id": 5, "body": "The reminder e-mails are not going out.", "closed": True},
]


@pytest.fixture
def tickets(tmp_path: Path) -> Path:
    path = tmp_path / "tickets.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in TICKETS), encoding="utf-8")
    return path


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_each_ticket_is_enriched_once_however_often_the_file_is(
    oceandx: Oceandx, tickets: Path, tmp_path: Path
) -> None:
    output = tmp_path / "notes.jsonl"
    first = oceandx("enrich", "file", str(tickets), "-o", str(output), "--lang", "en")
    assert json.loads(first.err) == {"left-alone": 1, "written": 4}
    written = lines(output)
    assert [line["id"] for line in written] == ["1", "2", "3", "4"]
    assert [bool(line["note"]) for line in written] == [True, True, False, True]
    assert "Symptoms: S01" in str(written[0]["note"])
    assert "oceandx_s03" in written[1]["tags"]  # type: ignore[operator]
    second = oceandx("enrich", "file", str(tickets), "-o", str(output), "--lang", "en")
    assert json.loads(second.err) == {"left-alone": 1, "repeated": 4}
    assert lines(output) == written


def test_what_a_killed_run_holds_is_told_and_comes_next_time(oceandx: Oceandx, tickets: Path, tmp_path: Path) -> None:
    output = tmp_path / "notes.jsonl"
    with Installation(tmp_path / "notes.jsonl.ledger") as installation:
        installation.queue.put("1", "1", "jsonl", Reason.POLL)
        assert installation.queue.claim(time.time(), 600, "killed") is not None
        assert json.loads(oceandx("enrich", "file", str(tickets), "-o", str(output)).err)["waiting"] == 2
        assert [line["id"] for line in lines(output)] == ["2", "3", "4"]
    with sqlite3.connect(tmp_path / "notes.jsonl.ledger") as db:
        db.execute("update jobs set lease_until = 0")
    db.close()
    assert "waiting" not in json.loads(oceandx("enrich", "file", str(tickets), "-o", str(output)).err)
    assert [line["id"] for line in lines(output)] == ["2", "3", "4", "1"]


def test_what_was_done_is_told(oceandx: Oceandx, tickets: Path, tmp_path: Path) -> None:
    output, ledger = tmp_path / "notes.jsonl", tmp_path / "notes.jsonl.ledger"
    oceandx("enrich", "file", str(tickets), "-o", str(output))
    status = oceandx("enrich", "status", str(ledger), "--format", "json").json
    assert status["runs"] == {"planned": 0, "written": 4, "shadowed": 0, "skipped": 0}
    assert (status["waiting"], status["dead"]) == (0, 0)
    assert "waiting: 0" in oceandx("enrich", "status", str(ledger)).out
    report = oceandx("enrich", "report", str(ledger), "--lang", "en").out
    assert "- Tickets: 4" in report
    assert "| 3 | written | another subject |" in report
    page = tmp_path / "report.html"
    oceandx("enrich", "report", str(ledger), "--format", "html", "--lang", "fr", "-o", str(page))
    assert page.read_text(encoding="utf-8").startswith('<!doctype html>\n<html lang="fr">')


@pytest.mark.parametrize("named", [True, False])
def test_in_shadow_only_the_ledger_is_written(oceandx: Oceandx, tickets: Path, tmp_path: Path, named: bool) -> None:
    output = tmp_path / "notes.jsonl"
    output.write_text('{"cut off', encoding="utf-8")
    given = ("-o", str(output)) if named else ()
    ledger = tmp_path / ("notes.jsonl.ledger" if named else "tickets.jsonl.ledger")
    first = oceandx("enrich", "file", str(tickets), "--shadow", *given)
    assert json.loads(first.err) == {"left-alone": 1, "shadowed": 4}
    assert json.loads(oceandx("enrich", "file", str(tickets), "--shadow", *given).err)["repeated"] == 4
    assert output.read_text(encoding="utf-8") == '{"cut off'
    report = oceandx("enrich", "report", str(ledger), "--lang", "en").out
    assert "- Tickets: 4" in report
    assert "| 3 | shadow, nothing written | another subject |" in report
    assert json.loads(oceandx("enrich", "file", str(tickets), "-o", str(output), "--ledger", str(ledger)).err) == {
        "left-alone": 1,
        "written": 4,
    }


def test_what_persons_had_set_is_compared_with(oceandx: Oceandx, tmp_path: Path) -> None:
    said = {"1": "C01", "2": "C09", "3": "in progress"}
    tickets = tmp_path / "tickets.jsonl"
    lines = [{**TICKETS[0], "id": name, "fields": {"diagnosis": code}} for name, code in said.items()]
    tickets.write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
    assert json.loads(oceandx("enrich", "file", str(tickets), "--shadow").err) == {"shadowed": 3}
    report = oceandx("enrich", "report", f"{tickets}.ledger", "--lang", "en").out
    rows = [line.strip("| ").split(" | ") for line in report.splitlines() if line.startswith("| ")][2:]
    assert {row[0]: row[6] if len(row) > 6 else "" for row in rows} == {"1": "C01", "2": "C09", "3": ""}
    (cause,) = {row[4] for row in rows}
    agreed = [code for code in said.values() if code == cause]
    assert f"- Same cause as the person: {len(agreed)} of 2" in report
    assert "in progress" not in Path(f"{tickets}.ledger").read_bytes().decode("utf-8", "replace")


def test_the_audit_trail_is_checked_before_it_is_printed(oceandx: Oceandx, tickets: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "notes.jsonl.ledger"
    oceandx("enrich", "file", str(tickets), "-o", str(tmp_path / "notes.jsonl"))
    entries = [json.loads(line) for line in oceandx("enrich", "audit", str(ledger)).out.splitlines()]
    assert [entry["kind"] for entry in entries].count("written") == 4
    assert "Patients page" not in json.dumps(entries)
    with sqlite3.connect(ledger) as db:
        for (name,) in db.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            db.execute(f"drop trigger {name}")
        db.execute("update audit set actor = 'nobody' where seq = 2")
    db.close()
    done = oceandx("enrich", "audit", str(ledger))
    assert done.code == 2
    assert f"{ledger}: audit trail: " in done.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("file", "no-such.jsonl", "-o", "x"), "no-such.jsonl: no such file"),
        (("status", "no-such.ledger"), "no-such.ledger: no such ledger"),
        (("report", "no-such.ledger"), "no-such.ledger: no such ledger"),
        (("file", "no-such.jsonl"), "--output"),
        (("file", "no-such.jsonl", "--shadow"), "no-such.jsonl: no such file"),
        (("file", "-", "--shadow"), "--ledger"),
        (("file", "no-such.jsonl", "-o", "no-such-folder/x"), "--output no-such-folder/x: no such file or directory"),
    ],
)
def test_wrong_input_is_one_line(oceandx: Oceandx, arguments: tuple[str, ...], says: str) -> None:
    done = oceandx("enrich", *arguments)
    assert done.code == 2
    assert says in done.err
    assert done.err.count("\n") == 1
