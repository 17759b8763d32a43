"""The command that reads tickets: from what a clinic wrote to its symptoms, without patient data."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from oceandx.cli.help import text
from oceandx.cli.options import KnowledgeOption, LangOption, OutputOption, check_output, emit, language_of
from oceandx.errors import UsageError

if TYPE_CHECKING:
    from oceandx.intake.message import Message
    from oceandx.model.knowledge import KnowledgeBase
    from oceandx.model.ticket import Reading
    from oceandx.model.vocabulary import Language
    from oceandx.reading import TicketReader

STANDARD_INPUT = "-"
_LONGEST_LINE = 30_000_000


class ReadingFormat(StrEnum):
    """How a reading is printed; machines read it more often than people do."""

    JSON = "json"
    MARKDOWN = "markdown"


def intake(
    file: Annotated[str, typer.Argument(help=text("intake_file"))],
    jsonl: Annotated[bool, typer.Option("--jsonl", help=text("jsonl"))] = False,
    explain: Annotated[bool, typer.Option("--explain", help=text("intake_explain"))] = False,
    output_format: Annotated[ReadingFormat, typer.Option("--format", help=text("intake_format"))] = ReadingFormat.JSON,
    lang: LangOption = None,
    knowledge: KnowledgeOption = None,
    output: OutputOption = None,
) -> None:
    """Read one ticket, or a file of many."""
    from oceandx.consultation import open_knowledge
    from oceandx.reading import open_reader
    from oceandx.report.reading import reading_data, reading_lines

    check_output(output)
    kb = open_knowledge(knowledge)
    reader = open_reader(kb)
    if jsonl:
        _write_lines(_read_lines(reader, file), output)
        return
    reading = reader.read_bytes(read_input(file), file, explain=explain)
    if output_format is ReadingFormat.MARKDOWN:
        emit("\n".join(reading_lines(kb, reading, language_of(lang), explain=explain)), output)
    else:
        emit(json.dumps(reading_data(kb, reading, explain=explain), ensure_ascii=False, indent=2), output)


def read_input(file: str) -> bytes:
    """Return the content of a file or of standard input, or raise UsageError in one line."""
    from oceandx.intake.message import MOST_BYTES

    if file == STANDARD_INPUT:
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    try:
        with Path(file).open("rb") as stream:
            return stream.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise UsageError(f"{file}: {(getattr(error, 'strerror', None) or 'cannot be read').lower()}") from error


def _read_lines(reader: TicketReader, file: str) -> Iterator[str]:
    from oceandx.report.reading import line_data

    for number, line in enumerate(_lines(file), 1):
        if line.strip():
            ticket_id, message = _ticket(line, f"{file}:{number}")
            yield json.dumps(line_data(reader.read(message), ticket_id), ensure_ascii=False)


def _lines(file: str) -> Iterator[bytes]:
    """Yield the lines of a file, each as it is read: a file of many tickets is never held whole."""
    if file == STANDARD_INPUT:
        yield from _bounded(sys.stdin.buffer, file)
        return
    try:
        with Path(file).open("rb") as stream:
            yield from _bounded(stream, file)
    except (OSError, ValueError) as error:
        raise UsageError(f"{file}: {(getattr(error, 'strerror', None) or 'cannot be read').lower()}") from error


def _bounded(stream: Any, file: str) -> Iterator[bytes]:
    number = 0
    while line := stream.readline(_LONGEST_LINE + 1):
        number += 1
        if len(line) > _LONGEST_LINE:
            raise UsageError(f"{file}:{number}: a line of more than {_LONGEST_LINE} bytes; one line is one ticket")
        yield line


def _ticket(line: bytes, place: str) -> tuple[object, Message]:
    from oceandx.intake.message import Message

    shape = 'one line is {"id": …, "subject": "…", "body": "…"}'
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{place}: this is no JSON; {shape}") from error
    if not isinstance(data, dict) or "id" not in data:
        raise UsageError(f"{place}: 'id' is missing; {shape}")
    subject, body = data.get("subject") or "", data.get("body") or ""
    if not isinstance(subject, str) or not isinstance(body, str):
        raise UsageError(f"{place}: 'subject' and 'body' are texts; {shape}")
    return data["id"], Message(subject, body)


def _write_lines(lines: Iterable[str], output: Path | None) -> None:
    if output is None:
        for line in lines:
            print(line)
        return
    try:
        with output.open("w", encoding="utf-8") as stream:
            for line in lines:
                stream.write(line + "\n")
    except OSError as error:
        raise UsageError(f"--output {output}: {(error.strerror or 'cannot be written').lower()}") from error


def read_ticket(kb: KnowledgeBase, file: str, *, entered: bool = False) -> Reading:
    """Return the reading of a ticket that is to be diagnosed.

    Raises UsageError where it reports no symptom, unless symptoms are ``entered`` beside it.
    """
    from oceandx.reading import open_reader
    from oceandx.report.reading import question

    reading = open_reader(kb).read_bytes(read_input(file), file)
    if reading.symptoms or entered:
        return reading
    if reading.out_of_scope:
        raise UsageError(f"{file}: the ticket is about something else ({reading.out_of_scope}); nothing to diagnose")
    if reading.resolved or reading.past:
        raise UsageError(f"{file}: according to the ticket, the problem is over; nothing to diagnose")
    asked = " ".join(question(kb, reading).split("\n"))
    raise UsageError(f"{file}: no symptom recognised; name it with --symptom, or ask the clinic: {asked}")


def demo_ticket(language: Language, knowledge: Path | None) -> Path:
    """Return the ticket that the demonstration begins with."""
    from oceandx.resources import knowledge_root

    return (knowledge or knowledge_root()) / "kb" / "demo" / f"ticket.{language}.eml"
