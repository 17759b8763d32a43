"""The command that reads tickets: from what a clinic wrote to its symptoms, without patient data."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from oceandx.cli.exits import EXIT_USAGE
from oceandx.cli.help import text
from oceandx.cli.options import KnowledgeOption, LangOption, OutputOption, check_output, emit, language_of, say
from oceandx.cli.writing import writing
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
) -> int:
    """Read one ticket, or a file of many, and return the exit code."""
    from oceandx.consultation import open_knowledge
    from oceandx.reading import open_reader
    from oceandx.report.reading import reading_data, reading_lines

    check_output(output)
    if jsonl and output_format is not ReadingFormat.JSON:
        raise UsageError("--jsonl writes one line of JSON for each ticket; without --format markdown")
    kb = open_knowledge(knowledge)
    reader = open_reader(kb)
    if jsonl:
        return _write_lines(reader, file, output, explain=explain)
    reading = reader.read_bytes(read_input(file), file, explain=explain)
    if output_format is ReadingFormat.MARKDOWN:
        emit("\n".join(reading_lines(kb, reading, language_of(lang), explain=explain)), output)
    else:
        emit(json.dumps(reading_data(kb, reading, explain=explain), ensure_ascii=False, indent=2), output)
    return 0


def read_input(file: str) -> bytes:
    """Return the content of a file or of standard input, or raise UsageError in one line."""
    from oceandx.intake.message import MOST_BYTES

    if file == STANDARD_INPUT:
        return _standard_input().read(MOST_BYTES + 1)
    try:
        with _place(file).open("rb") as stream:
            return stream.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise UsageError(f"{file}: {(getattr(error, 'strerror', None) or 'cannot be read').lower()}") from error


def _standard_input() -> BinaryIO:
    if sys.stdin is None:
        raise UsageError("-: standard input is closed")
    return sys.stdin.buffer


def _place(file: str) -> Path:
    """Return the place of a file; no name is not that of the folder one stands in."""
    if not file:
        raise UsageError("the name of the file is empty")
    return Path(file)


def _read_lines(reader: TicketReader, file: str, problems: list[str], *, explain: bool) -> Iterator[str]:
    """Yield a line for each ticket that can be read; each of the others is told of as it comes, and noted."""
    from oceandx.report.reading import line_data

    for number, line in enumerate(_lines(file), 1):
        if not line.strip():
            continue
        try:
            ticket_id, message = _ticket(line, f"{file}:{number}")
        except UsageError as error:
            say(f"oceandx: {error}")
            problems.append(str(error))
            continue
        reading = reader.read(message, explain=explain)
        yield json.dumps(line_data(reading, ticket_id, explain=explain), ensure_ascii=False)


def _lines(file: str) -> Iterator[bytes]:
    """Yield the lines of a file, each as it is read: a file of many tickets is never held whole."""
    if file == STANDARD_INPUT:
        yield from _bounded(_standard_input(), file)
        return
    try:
        with _place(file).open("rb") as stream:
            yield from _bounded(stream, file)
    except (OSError, ValueError) as error:
        raise UsageError(f"{file}: {(getattr(error, 'strerror', None) or 'cannot be read').lower()}") from error


def _bounded(stream: BinaryIO, file: str) -> Iterator[bytes]:
    number = 0
    while line := stream.readline(_LONGEST_LINE + 1):
        number += 1
        if len(line) > _LONGEST_LINE:
            raise UsageError(f"{file}:{number}: a line of more than {_LONGEST_LINE} bytes; one line is one ticket")
        yield line


def _ticket(line: bytes, place: str) -> tuple[str | int | float, Message]:
    """Return the id and the message of one line, or raise UsageError in one line."""
    from oceandx.intake.message import Message
    from oceandx.knowledge.schema import did_you_mean

    shape = 'one line is {"id": …, "subject": "…", "body": "…"}'
    try:
        data = json.loads(line.rstrip())
    except json.JSONDecodeError as error:
        raise UsageError(f"{place}:{error.colno}: this is no JSON; {shape}") from error
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{place}: this is no JSON; {shape}") from error
    if not isinstance(data, dict) or "id" not in data:
        raise UsageError(f"{place}: 'id' is missing; {shape}")
    others = [key for key in data if key not in _KEYS]
    if others and "subject" not in data and "body" not in data:
        hint = next((f"; '{key}' is not known{near}" for key in others if (near := did_you_mean(key, _KEYS))), "")
        raise UsageError(f"{place}: 'subject' and 'body' are missing{hint}; {shape}")
    subject, body = (data[key] if data.get(key) is not None else "" for key in ("subject", "body"))
    if not isinstance(subject, str) or not isinstance(body, str):
        raise UsageError(f"{place}: 'subject' and 'body' are texts; {shape}")
    return _id(data["id"], place), Message(subject, body)


_KEYS = ("id", "subject", "body")


def _id(given: object, place: str) -> str | int | float:
    """Return what a ticket is called, which is given back as it is."""
    if isinstance(given, str):
        if any("\ud800" <= char <= "\udfff" for char in given):
            raise UsageError(f"{place}: 'id' holds half a character, which cannot be written")
        return given
    if isinstance(given, bool) or not isinstance(given, int | float) or not math.isfinite(given):
        raise UsageError(f"{place}: 'id' is a text or a number")
    return given


def _write_lines(reader: TicketReader, file: str, output: Path | None, *, explain: bool) -> int:
    """Print each line as soon as it is there, or write them to a file; return the exit code.

    A file in which not one ticket can be read leaves what was written before as it is.
    """
    problems: list[str] = []
    lines = _read_lines(reader, file, problems, explain=explain)
    if output is None:
        for line in lines:
            print(line, flush=True)
    else:
        if file != STANDARD_INPUT and output.exists() and Path(file).exists() and output.samefile(file):
            raise UsageError(f"--output {output}: this is the file that is read; name another one")
        first = next(lines, None)
        if first is not None or not problems:
            with writing(output) as stream:
                stream.writelines(f"{line}\n" for line in (*([] if first is None else [first]), *lines))
    if len(problems) > 1:
        say(f"oceandx: {file}: {len(problems)} tickets cannot be read; all others are")
    return EXIT_USAGE if problems else 0


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
