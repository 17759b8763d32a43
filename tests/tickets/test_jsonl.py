"""The helpdesk that is a file."""

from __future__ import annotations

import datetime
import io
import json
from pathlib import Path

import pytest

from oceandx.errors import UsageError
from oceandx.tickets.helpdesk import Author, Enrichment, Forged, OwnField, Refused, TicketGone
from oceandx.tickets.jsonl import JsonLines, open_tickets

LINES = [
    {"id": 1, "subject": "Bookings", "body": "They are missing."},
    {
        "id": "b",
        "messages": [
            {"body": "<p>One</p>", "html": True, "at": "2026-11-26"},
            {"body": "Two", "author": "agent", "public": False},
        ],
        "locale": "fr-CA",
        "closed": True,
        "fields": {"diagnosis": "C04"},
        "tags": ["x"],
    },
]
NOTE = Enrichment("k1", "<p>note</p>", {OwnField.DIAGNOSIS: "C04"}, frozenset({"b", "a"}))


def tickets(*lines: object, output: Path) -> JsonLines:
    return JsonLines(io.BytesIO("".join(json.dumps(line) + "\n" for line in lines).encode()), "in.jsonl", output)


def test_tickets_are_read_as_they_stand(tmp_path: Path) -> None:
    desk = tickets(*LINES, output=tmp_path / "out.jsonl")
    assert desk.changes("").ticket_ids == ("1", "b")
    first, second = desk.fetch("1"), desk.fetch("b")
    assert [(m.author, m.public, m.text) for m in first.messages] == [(Author.CUSTOMER, True, "They are missing.")]
    assert (second.messages[0].html, second.messages[1].public) == ("<p>One</p>", False)
    assert (second.closed, second.customer_locale, second.tags) == (True, "fr-CA", frozenset({"x"}))
    assert second.fields == {OwnField.DIAGNOSIS: "C04"}
    assert first.version != second.version


def test_a_file_tells_all_its_tickets_whatever_the_day_and_which_are_closed(tmp_path: Path) -> None:
    desk = tickets(*LINES, output=tmp_path / "out.jsonl")
    changes = desk.changes(desk.since(datetime.date(2026, 11, 1)))
    assert (changes.ticket_ids, changes.closed, changes.at_end) == (("1", "b"), frozenset({"b"}), True)


def test_without_an_output_nothing_can_be_written(tmp_path: Path) -> None:
    desk = JsonLines(io.BytesIO(json.dumps(LINES[0]).encode()), "in.jsonl", None)
    with pytest.raises(Refused, match="no file to write to"):
        desk.write(desk.fetch("1"), NOTE)
    assert desk.find_receipt("1", NOTE.key) is None
    assert list(tmp_path.iterdir()) == []


def test_what_is_written_stands_once_also_after_a_restart(tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    desk = tickets(*LINES, output=output)
    receipt = desk.write(desk.fetch("1"), NOTE)
    assert desk.write(desk.fetch("1"), NOTE) == receipt
    again = tickets(*LINES, output=output)
    assert again.find_receipt("1", "k1") == receipt
    assert again.find_receipt("b", "k1") is None
    again.write(again.fetch("1"), NOTE)
    (line,) = map(json.loads, output.read_text().splitlines())
    assert (line["id"], line["key"], line["tags"], line["fields"]) == ("1", "k1", ["a", "b"], {"diagnosis": "C04"})


def test_a_line_that_was_cut_off_was_never_written(tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    desk = tickets(*LINES, output=output)
    desk.write(desk.fetch("1"), NOTE)
    whole = output.read_bytes()
    output.write_bytes(whole + b'{"id": "b", "key": "k')
    again = tickets(*LINES, output=output)
    assert output.read_bytes() == whole
    assert again.find_receipt("b", "k") is None


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{", "in.jsonl:1: this is no JSON"),
        ('{"subject": "x"}', "in.jsonl:1: Object missing required field `id`"),
        ('{"id": 1}\n\n{"id": 2, "boddy": ""}', "in.jsonl:3: Object contains unknown field `boddy`"),
        ('{"id": 1, "body": 3}', "in.jsonl:1: Expected `str`, got `int`"),
        ('{"id": 1}\n{"id": "1"}', "in.jsonl:2: a second ticket '1'"),
        ('{"id": 1, "messages": [{"body": "", "author": "boss"}]}', "Invalid enum value 'boss'"),
    ],
)
def test_what_is_no_ticket_is_refused_in_one_line(tmp_path: Path, content: str, says: str) -> None:
    with pytest.raises(UsageError) as caught:
        JsonLines(io.BytesIO(content.encode()), "in.jsonl", tmp_path / "out.jsonl")
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_of_something_else_is_no_output(tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    output.write_text("a letter\n")
    with pytest.raises(UsageError, match=r"out\.jsonl:1: not a line that 'oceandx enrich' wrote"):
        tickets(*LINES, output=output)


def test_a_file_has_no_such_ticket_and_no_events(tmp_path: Path) -> None:
    desk = tickets(*LINES, output=tmp_path / "out.jsonl")
    with pytest.raises(TicketGone):
        desk.fetch("zz")
    with pytest.raises(Forged):
        desk.verify({}, b"")


def test_tickets_come_from_a_file_or_a_pipe(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b'{"id": 1}')
    with open_tickets(str(tmp_path / "a"), io.BytesIO()) as stream:
        assert stream.read() == b'{"id": 1}'
    assert open_tickets("-", io.BytesIO(b"x")).read() == b"x"
    with pytest.raises(UsageError, match="no such file"):
        open_tickets(str(tmp_path / "b"), io.BytesIO())
