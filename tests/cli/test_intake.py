"""The command that reads tickets: its inputs, its outputs, and each way in which it refuses."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from commandline import ROOT, Oceandx

ENGLISH, FRENCH = (ROOT / "kb" / "demo" / f"ticket.{language}.eml" for language in ("en", "fr"))
UNSENT = "The reminder e-mails are not going out to any patient."
OVER = "The reminders were not going out. It works now, you can close the ticket."

Say = Callable[[str | bytes], None]


class _Input:
    """Standard input that holds these bytes."""

    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch) -> Say:
    """Put a text on standard input."""

    def put(content: str | bytes) -> None:
        monkeypatch.setattr("sys.stdin", _Input(content.encode() if isinstance(content, str) else content))

    return put


def test_standard_input_and_a_file_give_the_same(oceandx: Oceandx, say: Say) -> None:
    say(FRENCH.read_bytes())
    assert oceandx("intake", "-").json == oceandx("intake", str(FRENCH)).json


def test_the_language_of_the_words_is_asked_for_and_the_tickets_own_is_told(oceandx: Oceandx, say: Say) -> None:
    for lang, told in (("fr", "Langue\u00a0: anglais"), ("en", "Language: English")):
        say(UNSENT)
        assert told in oceandx("intake", "-", "--format", "markdown", "--lang", lang).out


def test_near_misses_are_shown_when_asked_for_only(oceandx: Oceandx) -> None:
    assert "near_misses" not in oceandx("intake", str(ENGLISH)).json
    assert oceandx("intake", str(ENGLISH), "--explain").json["near_misses"]
    plain = oceandx("intake", str(ENGLISH), "--format", "markdown", "--lang", "en").out
    explained = oceandx("intake", str(ENGLISH), "--format", "markdown", "--lang", "en", "--explain").out
    assert "Not taken: " not in plain
    assert "Not taken: " in explained


@pytest.mark.parametrize("arguments", [[], ["--format", "markdown", "--lang", "fr"], ["--explain"]])
def test_a_reading_may_go_to_a_file(oceandx: Oceandx, tmp_path: Path, arguments: list[str]) -> None:
    file = tmp_path / "reading"
    done = oceandx("intake", str(FRENCH), *arguments, "-o", str(file))
    assert (done.code, done.out) == (0, "")
    assert file.read_text(encoding="utf-8").rstrip("\n") == oceandx("intake", str(FRENCH), *arguments).out.rstrip("\n")


def test_many_tickets_may_come_from_standard_input(oceandx: Oceandx, say: Say) -> None:
    tickets = [
        {"id": number, "subject": "", "body": body}
        for number, body in enumerate((UNSENT, OVER, "", "Please call me back"))
    ]
    say("\n".join(map(json.dumps, tickets)))
    done = oceandx("intake", "-", "--jsonl")
    assert done.code == 0
    read = [json.loads(line) for line in done.out.splitlines()]
    assert [line["id"] for line in read] == [0, 1, 2, 3]
    assert [bool(line["symptoms"]) for line in read] == [True, False, False, False]
    assert [line["resolved"] for line in read] == [False, True, False, False]
    assert [line["out_of_scope"] for line in read] == [None, None, "empty", None]


def test_one_line_reads_as_the_same_ticket_does_alone(oceandx: Oceandx, say: Say) -> None:
    say(json.dumps({"id": "a", "body": UNSENT}))
    line = json.loads(oceandx("intake", "-", "--jsonl").out)
    say(UNSENT)
    alone = oceandx("intake", "-").json
    for key in ("language", "extent", "facts", "out_of_scope", "resolved", "redacted"):
        assert line[key] == alone[key]
    assert [(one["id"], one["spans"]) for one in line["symptoms"]] == [
        (one["id"], one["spans"]) for one in alone["symptoms"]
    ]


@pytest.mark.parametrize(
    "content",
    [
        b'\xef\xbb\xbf{"id": 1, "body": ""}',
        b'{"id": 1, "body": ""}\r\n',
        b'\n\n  \n{"id": 1}\n\n',
        b'{"id": 1, "subject": null, "body": null, "more": []}',
        b'{"id": 1, "body": "\\ud800"}',
    ],
)
def test_a_line_may_be_written_in_many_ways(oceandx: Oceandx, say: Say, content: bytes) -> None:
    say(content)
    done = oceandx("intake", "-", "--jsonl")
    assert done.code == 0
    assert [json.loads(line)["out_of_scope"] for line in done.out.splitlines()] == ["empty"]


def test_a_file_without_lines_gives_none(oceandx: Oceandx, say: Say) -> None:
    say(b"")
    done = oceandx("intake", "-", "--jsonl")
    assert (done.code, done.out, done.err) == (0, "", "")


def test_a_wrong_line_is_told_of_and_all_others_are_read(oceandx: Oceandx, say: Say) -> None:
    say('{"id": 1, "body": ""}\n{"id": 2\n{"id": 3, "body": ""}\n')
    done = oceandx("intake", "-", "--jsonl")
    assert done.code == 2
    assert [json.loads(line)["id"] for line in done.out.splitlines()] == [1, 3]
    assert done.err == 'oceandx: -:2:9: this is no JSON; one line is {"id": …, "subject": "…", "body": "…"}\n'


def test_several_wrong_lines_are_told_of_one_by_one_and_counted(oceandx: Oceandx, say: Say) -> None:
    say('{"id": 1}\nx\n\n{"id": 2}\n[]\n')
    done = oceandx("intake", "-", "--jsonl")
    assert done.code == 2
    assert [json.loads(line)["id"] for line in done.out.splitlines()] == [1, 2]
    first, second, count = done.err.splitlines()
    assert first.startswith("oceandx: -:2:1: this is no JSON; ")
    assert second.startswith("oceandx: -:5: 'id' is missing; ")
    assert count == "oceandx: -: 2 tickets cannot be read; all others are"


SHAPE = '; one line is {"id": …, "subject": "…", "body": "…"}'


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("x", ":1: this is no JSON" + SHAPE),
        ("[" * 100_000, ": this is no JSON" + SHAPE),
        (b"\xff\xfe{", ": this is no JSON" + SHAPE),
        ("3", ": 'id' is missing" + SHAPE),
        ('{"body": "a"}', ": 'id' is missing" + SHAPE),
        ('{"id": 1, "body": ["a"]}', ": 'subject' and 'body' are texts" + SHAPE),
        ('{"id": 1, "subject": {"a": 1}}', ": 'subject' and 'body' are texts" + SHAPE),
        ('{"id": 1, "body": 0}', ": 'subject' and 'body' are texts" + SHAPE),
        ('{"id": 1, "subject": false}', ": 'subject' and 'body' are texts" + SHAPE),
        ('{"id": 1, "body": []}', ": 'subject' and 'body' are texts" + SHAPE),
        (
            '{"id": 1, "Body": "a"}',
            ": 'subject' and 'body' are missing; 'Body' is not known; did you mean 'body'?" + SHAPE,
        ),
        ('{"id": 1, "text": "a"}', ": 'subject' and 'body' are missing" + SHAPE),
        ('{"id": NaN, "body": "a"}', ": 'id' is a text or a number"),
        ('{"id": -1e999, "body": "a"}', ": 'id' is a text or a number"),
        ('{"id": null, "body": "a"}', ": 'id' is a text or a number"),
        ('{"id": true, "body": "a"}', ": 'id' is a text or a number"),
        ('{"id": {}, "body": "a"}', ": 'id' is a text or a number"),
        ('{"id": "\\ud83d", "body": "a"}', ": 'id' holds half a character, which cannot be written"),
    ],
)
def test_a_line_that_is_no_ticket_is_refused_with_its_number(
    oceandx: Oceandx, tmp_path: Path, line: str | bytes, said: str
) -> None:
    file = tmp_path / "tickets.jsonl"
    file.write_bytes(b'{"id": 0}\n\n' + (line.encode() if isinstance(line, str) else line))
    done = oceandx("intake", str(file), "--jsonl")
    assert done.code == 2
    assert done.err == f"oceandx: {file}:3{said}\n"
    assert [json.loads(one)["id"] for one in done.out.splitlines()] == [0]


@pytest.mark.parametrize("key", ["subject", "body"])
def test_a_text_that_is_not_there_or_null_is_empty(oceandx: Oceandx, say: Say, key: str) -> None:
    say(f'{{"id": "a", "{key}": null}}\n{{"id": 1.5}}\n')
    done = oceandx("intake", "-", "--jsonl")
    assert (done.code, done.err) == (0, "")
    assert [json.loads(line)["out_of_scope"] for line in done.out.splitlines()] == ["empty", "empty"]


def test_a_line_says_where_its_text_was_cut(oceandx: Oceandx, say: Say) -> None:
    say(json.dumps({"id": 1, "body": UNSENT + "\n" + "x " * 40_000}) + '\n{"id": 2, "body": "Hi"}\n')
    long, short = map(json.loads, oceandx("intake", "-", "--jsonl").out.splitlines())
    assert long["cut"] is True
    assert "cut" not in short


@pytest.mark.parametrize("content", ["", "x\n", "x\n[]\n"])
def test_what_stood_in_the_file_stays_where_nothing_can_be_read(oceandx: Oceandx, tmp_path: Path, content: str) -> None:
    file, output = tmp_path / "tickets.jsonl", tmp_path / "read.jsonl"
    output.write_text("precious\n", encoding="utf-8")
    if content:
        file.write_text(content, encoding="utf-8")
    assert oceandx("intake", str(file), "--jsonl", "-o", str(output)).code == 2
    assert output.read_text(encoding="utf-8") == "precious\n"
    assert {path.name for path in tmp_path.iterdir()} == {"read.jsonl", *(["tickets.jsonl"] if content else [])}


def test_the_file_that_is_read_is_not_written_over(oceandx: Oceandx, tmp_path: Path) -> None:
    file, link = tmp_path / "tickets.jsonl", tmp_path / "link.jsonl"
    file.write_text('{"id": 1, "body": "Hi"}\n', encoding="utf-8")
    link.symlink_to(file)
    for output in (file, link):
        done = oceandx("intake", str(file), "--jsonl", "-o", str(output))
        assert done.code == 2
        assert done.err == f"oceandx: --output {output}: this is the file that is read; name another one\n"
    assert file.read_text(encoding="utf-8") == '{"id": 1, "body": "Hi"}\n'


def test_tickets_that_can_be_read_take_the_place_of_a_file(oceandx: Oceandx, tmp_path: Path) -> None:
    file, output = tmp_path / "tickets.jsonl", tmp_path / "read.jsonl"
    file.write_text('{"id": 1, "body": "Hi"}\nx\n{"id": 2, "body": "Hi"}\n', encoding="utf-8")
    output.write_text("old\n", encoding="utf-8")
    output.chmod(0o640)
    assert oceandx("intake", str(file), "--jsonl", "-o", str(output)).code == 2
    assert [json.loads(line)["id"] for line in output.read_text(encoding="utf-8").splitlines()] == [1, 2]
    assert output.stat().st_mode & 0o777 == 0o640
    assert {path.name for path in tmp_path.iterdir()} == {"read.jsonl", "tickets.jsonl"}


def test_many_tickets_are_no_text_for_people(oceandx: Oceandx, say: Say) -> None:
    say('{"id": 1}\n')
    done = oceandx("intake", "-", "--jsonl", "--format", "markdown")
    assert (done.code, done.out) == (2, "")
    assert done.err == "oceandx: --jsonl writes one line of JSON for each ticket; without --format markdown\n"


def test_each_of_many_tickets_is_explained_as_one_is(oceandx: Oceandx, say: Say) -> None:
    body = "The patient does not appear."
    say(json.dumps({"id": 1, "body": body}))
    (line,) = map(json.loads, oceandx("intake", "-", "--jsonl", "--explain", "--lang", "fr").out.splitlines())
    say(body)
    one = oceandx("intake", "-", "--explain").json
    assert line["near_misses"] == one["near_misses"] != []
    assert line["extent_signs"] == one["extent_signs"]


@pytest.mark.parametrize("arguments", [["intake", "-"], ["intake", "-", "--jsonl"], ["diagnose", "--text", "-"]])
def test_closed_input_is_one_line(oceandx: Oceandx, monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> None:
    monkeypatch.setattr("sys.stdin", None)
    done = oceandx(*arguments)
    assert (done.code, done.err) == (2, "oceandx: -: standard input is closed\n")


@pytest.mark.parametrize("closed", [False, True])
def test_results_are_utf_8_wherever_they_go(tmp_path: Path, closed: bool) -> None:
    """A program of its own: what standard output is, is settled when it begins."""
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252", "OCEANDX_CACHE": str(tmp_path)}
    program = "import os; os.close(1); " if closed else "import os; "
    program += "import sys; os.execv(sys.executable, [sys.executable, *'-m oceandx intake - --jsonl'.split()])"
    ticket = '{"id": "→", "body": "Mes rappels ☎"}\n'.encode()
    done = subprocess.run(
        [sys.executable, "-c", program], input=ticket, capture_output=True, env=environment, check=False
    )
    if closed:
        assert done.returncode == 2
        assert done.stderr == b"oceandx: standard output is closed; there is nowhere to write the result\n"
    else:
        assert done.returncode == 0
        assert json.loads(done.stdout.decode())["redacted"]["body"] == "Mes rappels ☎"


def test_a_line_comes_out_before_the_next_one_goes_in(tmp_path: Path) -> None:
    environment = {**os.environ, "OCEANDX_CACHE": str(tmp_path)}
    with subprocess.Popen(
        [sys.executable, "-m", "oceandx", "intake", "-", "--jsonl"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in (1, 2):
            process.stdin.write(b'{"id": %d, "body": "Hi"}\n' % number)
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == number
        process.stdin.close()
    assert process.returncode == 0


@pytest.mark.parametrize("arguments", [["intake"], ["intake", "--jsonl"], ["diagnose", "--text"]])
@pytest.mark.parametrize(
    ("file", "said"),
    [("no-such-file", "no such file or directory"), (".", "is a directory"), ("a\0b", "cannot be read")],
)
def test_a_file_that_cannot_be_read_is_one_line(oceandx: Oceandx, arguments: list[str], file: str, said: str) -> None:
    done = oceandx(*arguments, file)
    assert (done.code, done.out, done.err) == (2, "", f"oceandx: {file}: {said}\n")


@pytest.mark.parametrize("data", [b"%PDF-1.4 x", b"PK\x03\x04" + b"\0" * 40])
def test_what_is_no_text_is_refused(oceandx: Oceandx, tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "ticket"
    file.write_bytes(data)
    for arguments in (("intake", str(file)), ("diagnose", "--text", str(file))):
        done = oceandx(*arguments)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith(f"oceandx: {file}: ")
        assert done.err.count("\n") == 1


@pytest.mark.parametrize("arguments", [[], ["--jsonl"]])
@pytest.mark.parametrize(("output", "said"), [("no/such/place", "no such file or directory"), (".", "is a directory")])
def test_an_output_that_cannot_be_written_is_one_line(
    oceandx: Oceandx, say: Say, arguments: list[str], output: str, said: str
) -> None:
    say('{"id": 1}')
    done = oceandx("intake", "-", *arguments, "-o", output)
    assert (done.code, done.out, done.err) == (2, "", f"oceandx: --output {output}: {said}\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["intake"], "Missing argument"),
        (["intake", "-", "--format", "yaml"], "'yaml'"),
        (["intake", "-", "--lang", "de"], "'de'"),
        (["intake", "-", "--knowledge", "/nowhere"], "/nowhere"),
        (["diagnose", "--text"], "--text"),
    ],
)
def test_wrong_usage_is_one_line(oceandx: Oceandx, say: Say, arguments: list[str], said: str) -> None:
    say(UNSENT)
    done = oceandx(*arguments)
    assert done.code != 0
    assert done.out == ""
    assert said in done.err
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(
    ("ticket", "said"),
    [
        ("", "-: the ticket is about something else (empty); nothing to diagnose"),
        (OVER, "-: according to the ticket, the problem is over; nothing to diagnose"),
        ("Everything works now.", "-: according to the ticket, the problem is over; nothing to diagnose"),
        (
            "Good morning, please call me back.",
            "no symptom recognised; name it with --symptom, or ask the clinic: What ",
        ),
        ("Bonjour, veuillez me rappeler.", "no symptom recognised; name it with --symptom, or ask the clinic: Que "),
    ],
)
def test_what_is_no_case_is_said_in_one_line(oceandx: Oceandx, say: Say, ticket: str, said: str) -> None:
    say(ticket)
    done = oceandx("diagnose", "--text", "-")
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(("file", "title"), [(ENGLISH, "What we need"), (FRENCH, "Ce dont nous avons besoin")])
def test_a_clinic_is_answered_in_the_language_of_its_ticket(oceandx: Oceandx, file: Path, title: str) -> None:
    assert title in oceandx("diagnose", "--text", str(file), "--audience", "customer").out


def test_the_language_that_is_asked_for_wins_over_the_tickets(oceandx: Oceandx) -> None:
    done = oceandx("diagnose", "--text", str(ENGLISH), "--lang", "fr", "--format", "json")
    assert done.json["case"]["language"] == "fr"


def test_what_is_entered_comes_beside_what_the_ticket_reports(oceandx: Oceandx, say: Say) -> None:
    say(UNSENT)
    case = oceandx("diagnose", "--text", "-", "-s", "S01,S03", "--format", "json").json["case"]
    assert [(one["code"], one["source"]) for one in case["symptoms"]] == [("S01", "entered"), ("S03", "entered")]
    say(UNSENT)
    case = oceandx("diagnose", "--text", "-", "-s", "S01", "--format", "json").json["case"]
    assert [(one["code"], one["source"]) for one in case["symptoms"]] == [("S01", "entered"), ("S03", "text")]


@pytest.mark.parametrize("ticket", [OVER, "Our invoice is wrong.", ""])
def test_a_symptom_that_is_entered_is_diagnosed_whatever_the_ticket_says(
    oceandx: Oceandx, say: Say, ticket: str
) -> None:
    say(ticket)
    done = oceandx("diagnose", "--text", "-", "-s", "S01", "--format", "json")
    assert done.code == 0
    assert [one["code"] for one in done.json["case"]["symptoms"]] == ["S01"]


def test_nobody_named_in_a_ticket_reaches_a_report(oceandx: Oceandx, say: Say) -> None:
    mail = "The reminder e-mail of patient Jane Desormeaux (jane@mail.example, 514 555-0142) was not sent."
    for audience in ("agent", "customer", "ticket"):
        for chosen in ("json", "markdown"):
            say(mail)
            done = oceandx("diagnose", "--text", "-", "--audience", audience, "--format", chosen)
            assert done.code == 0
            assert not [word for word in ("Desormeaux", "jane@", "555-0142") if word in done.out + done.err]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_demonstration_reads_its_ticket_and_diagnoses_it(oceandx: Oceandx, language: str) -> None:
    with_ticket = oceandx("demo", "--ticket", "--lang", language, "--format", "json").json
    assert [(one["code"], one["source"]) for one in with_ticket["case"]["symptoms"]] == [
        ("S01", "text"),
        ("S02", "text"),
    ]
    assert with_ticket["case"]["language"] == language
    without = oceandx("demo", "--lang", language, "--format", "json").json
    assert {one["source"] for one in without["case"]["symptoms"]} == {"entered"}


def test_the_demonstration_speaks_french_unless_asked(oceandx: Oceandx) -> None:
    assert "Langue\u00a0: français" in oceandx("demo", "--ticket").out
