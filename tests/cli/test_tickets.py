"""From the command line: a ticket read, many tickets read, and a ticket diagnosed."""

from __future__ import annotations

import io
import json
from pathlib import Path

import jsonschema
import pytest

from commandline import ROOT, Oceandx
from oceandx.resources import schema_text

TICKET = ROOT / "kb" / "demo" / "ticket.en.eml"


class _Input:
    """Standard input that holds these bytes."""

    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


def test_a_ticket_is_read_as_the_schema_says(oceandx: Oceandx) -> None:
    done = oceandx("intake", str(TICKET), "--explain")
    assert done.code == 0
    data = json.loads(done.out)
    jsonschema.validate(data, json.loads(schema_text("intake")))
    assert [symptom["code"] for symptom in data["symptoms"]] == ["S01", "S02"]
    assert data["site_number"] == "4821"
    assert data["question"] is None
    assert "Desormeaux" not in done.out
    assert data["near_misses"]


def test_a_ticket_is_read_in_sentences(oceandx: Oceandx) -> None:
    done = oceandx("intake", str(TICKET), "--format", "markdown", "--lang", "fr", "--explain")
    assert done.code == 0
    assert "Langue\u00a0: anglais" in done.out
    assert "S01 Un fournisseur n'apparaît pas" in done.out
    assert "Un seul fournisseur est touché." in done.out
    assert "Pas retenu\u00a0: " in done.out


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("The reminders were not going out. It works now, you can close the ticket.", "Already over: S03"),
        ("The reminders were not going out. It works now, you can close the ticket.", "the problem is over"),
        ("Our invoice is wrong.", "The ticket is about something else: Billing."),
        ("Good morning, please call me back about Ocean.", "What exactly do you see"),
    ],
)
def test_what_else_a_ticket_may_be(oceandx: Oceandx, monkeypatch: pytest.MonkeyPatch, body: str, said: str) -> None:
    monkeypatch.setattr("sys.stdin", _Input(body.encode()))
    done = oceandx("intake", "-", "--format", "markdown", "--lang", "en")
    assert done.code == 0
    assert said in done.out


def test_many_tickets_give_one_line_each(oceandx: Oceandx, tmp_path: Path) -> None:
    file, output = tmp_path / "tickets.jsonl", tmp_path / "read.jsonl"
    tickets = [
        {"id": "a", "subject": "Reminders", "body": "They do not go out to patient Marie Tremblay."},
        {"id": 2, "subject": None, "body": ""},
    ]
    file.write_text("\n".join(map(json.dumps, tickets)) + "\n\n", encoding="utf-8")
    assert oceandx("intake", str(file), "--jsonl", "-o", str(output)).code == 0
    first, second = map(json.loads, output.read_text(encoding="utf-8").splitlines())
    assert list(first) == [
        "id",
        "language",
        "symptoms",
        "extent",
        "facts",
        "out_of_scope",
        "resolved",
        "redacted",
    ]
    assert (first["id"], [symptom["code"] for symptom in first["symptoms"]]) == ("a", ["S03"])
    assert first["redacted"] == {"subject": "Reminders", "body": "They do not go out to patient «PATIENT-1»."}
    assert (second["id"], second["symptoms"], second["out_of_scope"]) == (2, [], "empty")
    assert oceandx("intake", str(file), "--jsonl").out == output.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "given", "said"),
    [
        (["intake", "/nowhere.txt"], b"", "/nowhere.txt: no such file or directory"),
        (["intake", "/nowhere.txt", "--jsonl"], b"", "/nowhere.txt: no such file or directory"),
        (["intake", "-"], b"%PDF-1.7", "-: this is a PDF file"),
        (["intake", "-", "--jsonl"], b"{", "-:1:2: this is no JSON; one line is"),
        (["intake", "-", "--jsonl"], b"[1]", "-:1: 'id' is missing; one line is"),
        (["intake", "-", "--jsonl"], b'\n{"id": 1, "body": 3}', "-:2: 'subject' and 'body' are texts"),
        (["intake", "-", "--jsonl", "-o", "/nowhere/x"], b"", "--output /nowhere/x: no such file or directory"),
        (["diagnose", "--text", "-"], b"Our invoice is wrong", "about something else (billing); nothing to diagnose"),
        (["diagnose", "--text", "-"], b"Reminders did not go out. It works now.", "the problem is over"),
        (["diagnose", "--text", "-"], b"Ocean is acting up.", "no symptom recognised; name it with --symptom, or ask"),
    ],
)
def test_what_cannot_be_read_is_one_line(
    oceandx: Oceandx, monkeypatch: pytest.MonkeyPatch, arguments: list[str], given: bytes, said: str
) -> None:
    monkeypatch.setattr("sys.stdin", _Input(given))
    done = oceandx(*arguments)
    assert done.code == 2
    assert said in done.err
    assert done.err.count("\n") == 1


def test_a_line_that_never_ends_is_refused(oceandx: Oceandx, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("oceandx.cli.intaking._LONGEST_LINE", 10)
    file = tmp_path / "tickets.jsonl"
    file.write_bytes(b"x" * 100)
    assert "one line is one ticket" in oceandx("intake", str(file), "--jsonl").err


def test_a_ticket_is_diagnosed_in_its_own_language(oceandx: Oceandx) -> None:
    done = oceandx("diagnose", "--text", str(TICKET), "--format", "json")
    assert done.code == 0
    data = json.loads(done.out)
    assert data["case"]["language"] == "en"
    assert [(one["code"], one["source"]) for one in data["case"]["symptoms"]] == [("S01", "text"), ("S02", "text")]
    facts = {fact["name"]: fact for fact in data["facts"]}
    assert facts["case.extent"]["value"] == "one-provider"
    assert facts["case.extent"]["source"] == "ticket"
    assert "Desormeaux" not in done.out


def test_an_answer_wins_over_what_the_ticket_says(oceandx: Oceandx) -> None:
    done = oceandx("diagnose", "--text", str(TICKET), "-f", "case.extent=all", "--format", "json")
    facts = {fact["name"]: fact for fact in json.loads(done.out)["facts"]}
    assert (facts["case.extent"]["value"], facts["case.extent"]["source"]) == ("all", "answer")


def test_a_symptom_may_be_named_beside_a_ticket_that_tells_none(
    oceandx: Oceandx, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", _Input(b"Ocean is acting up."))
    done = oceandx("diagnose", "--text", "-", "-s", "S01", "--format", "json")
    assert [one["source"] for one in json.loads(done.out)["case"]["symptoms"]] == ["entered"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_demonstration_may_begin_with_a_ticket(oceandx: Oceandx, language: str) -> None:
    done = oceandx("demo", "--ticket", "--lang", language)
    assert done.code == 0
    assert "«PATIENT-1»" in done.out
    assert "Desormeaux" not in done.out
    assert "C01" in done.out
