"""The options that commands share, and what they mean."""

from __future__ import annotations

import datetime
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from oceandx.cli.help import text
from oceandx.errors import UsageError
from oceandx.language import from_locale
from oceandx.model.vocabulary import Audience, Language


class Format(StrEnum):
    """How a result is printed."""

    MARKDOWN = "markdown"
    JSON = "json"


class EngineName(StrEnum):
    """Which matcher runs; the values are those of engine.matcher.Engine, which is imported late."""

    AUTO = "auto"
    DURABLE = "durable"
    NATIVE = "native"


SymptomOption = Annotated[list[str] | None, typer.Option("--symptom", "-s", help=text("symptom"))]
FactOption = Annotated[list[str] | None, typer.Option("--fact", "-f", help=text("fact"))]
FactsOption = Annotated[list[Path] | None, typer.Option("--facts", help=text("facts"))]
TicketOption = Annotated[str | None, typer.Option("--text", help=text("text"))]
ImportOption = Annotated[list[str] | None, typer.Option("--import", help=text("import"))]
SnapshotOption = Annotated[list[Path] | None, typer.Option("--snapshot", help=text("snapshot_option"))]
SnapshotKeyOption = Annotated[Path | None, typer.Option("--snapshot-key", help=text("snapshot_key"))]
EmrUserOption = Annotated[str | None, typer.Option("--emr-user", help=text("emr_user"))]
ProviderOption = Annotated[str | None, typer.Option("--provider", help=text("provider"))]
OfficeOption = Annotated[str | None, typer.Option("--office", help=text("office"))]
RuleOption = Annotated[str | None, typer.Option("--rule", help=text("rule"))]
CaseOption = Annotated[str | None, typer.Option("--case", help=text("case"))]
LangOption = Annotated[Language | None, typer.Option("--lang", help=text("lang"))]
FormatOption = Annotated[Format, typer.Option("--format", help=text("format"))]
AudienceOption = Annotated[Audience, typer.Option("--audience", "-a", help=text("audience"))]
AsOfOption = Annotated[str | None, typer.Option("--as-of", help=text("as_of"))]
KnowledgeOption = Annotated[Path | None, typer.Option("--knowledge", help=text("knowledge"))]
EngineOption = Annotated[EngineName, typer.Option("--engine", help=text("engine"))]
OutputOption = Annotated[Path | None, typer.Option("--output", "-o", help=text("output"))]


def language_of(chosen: Language | None) -> Language:
    """Return the language asked for, else the locale's."""
    return chosen or from_locale(os.environ)


def about_of(**named: str | None) -> dict[str, str]:
    """Return whom and what the case is about, by the key of a fact's detail."""
    return {key: name for key, name in named.items() if name is not None}


def date_of(text_given: str | None) -> datetime.date:
    """Return the date that stands for today.

    Raises UsageError when it is no date.
    """
    if text_given is None:
        return datetime.datetime.now(tz=datetime.UTC).date()
    try:
        return datetime.date.fromisoformat(text_given)
    except ValueError as error:
        raise UsageError(f"--as-of {text_given}: not a date; write it as 2026-11-22") from error


def say(line: str) -> None:
    """Tell something beside the result, on standard error."""
    print(line, file=sys.stderr)


def check_output(output: Path | None) -> None:
    """Raise UsageError when a file that is to be written at the end cannot be."""
    if output is None:
        return
    if output.is_dir():
        raise UsageError(f"--output {output}: is a directory")
    place = output if output.exists() else output.parent
    if not output.parent.is_dir():
        raise UsageError(f"--output {output}: no such file or directory")
    if not os.access(place, os.W_OK):
        raise UsageError(f"--output {output}: permission denied")


def emit(content: str, output: Path | None) -> None:
    """Print the result, or write it to a file."""
    if output is None:
        print(content, end="" if content.endswith("\n") else "\n")
        return
    write((content if content.endswith("\n") else content + "\n").encode(), output)


def write(content: bytes, output: Path) -> None:
    """Write a result to a file.

    Raises UsageError when the file cannot be written.
    """
    try:
        output.write_bytes(content)
    except OSError as error:
        raise UsageError(f"--output {output}: {(error.strerror or 'cannot be written').lower()}") from error
