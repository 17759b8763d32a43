"""The commands about snapshots: diff and verify; and how a snapshot becomes the facts of a case."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from oceandx.cli.help import text
from oceandx.cli.options import Format, FormatOption, KnowledgeOption, LangOption, emit, language_of
from oceandx.errors import UsageError
from oceandx.model.case import Known, Unknown

if TYPE_CHECKING:
    from oceandx.facts.snapshot import Change
    from oceandx.model.knowledge import KnowledgeBase
    from oceandx.report.words import Words

_KIND = "snapshot"

FileArgument = Annotated[Path, typer.Argument(help=text("snapshot_file"))]


def diff(
    before: FileArgument,
    after: FileArgument,
    lang: LangOption = None,
    output_format: FormatOption = Format.MARKDOWN,
    knowledge: KnowledgeOption = None,
) -> None:
    """Say what changed from one snapshot to another."""
    from oceandx.consultation import open_knowledge
    from oceandx.facts.snapshot import differences
    from oceandx.report.words import Words

    kb = open_knowledge(knowledge)
    sides = [{fact.name: fact for fact in read_snapshot(kb, path).facts} for path in (before, after)]
    changes = differences(*sides)
    if output_format is Format.JSON:
        emit(json.dumps([_change_data(change) for change in changes], ensure_ascii=False, indent=2), None)
        return
    words = Words(kb, language_of(lang), markdown=False)
    emit("\n".join(_change_line(words, change) for change in changes) or words.word("diff.same"), None)


def verify_command(
    file: FileArgument,
    key: Annotated[Path, typer.Option("--key", help=text("snapshot_key"))],
) -> None:
    """Check the signature of a snapshot."""
    from oceandx.facts.snapshot import verify

    verify(_read(file), key, str(file))


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a snapshot holds: its facts, and the clinic's providers by office."""

    facts: tuple[Known | Unknown, ...]
    roster: tuple[tuple[str, str], ...]


def read_snapshot(kb: KnowledgeBase, path: Path, key: Path | None = None) -> Snapshot:
    """Return what a snapshot holds; with a key, only if its signature is that of the key.

    Raises UsageError with what is wrong with the file.
    """
    from oceandx.cli.inputs import read_facts_file
    from oceandx.facts.snapshot import verify

    data = _read(path)
    if key is not None:
        verify(data, key, str(path))
    facts = read_facts_file(kb, path, _moment(path, str(data["collected_at"])).date())
    for name, times in Counter(fact.name for fact in facts).items():
        if times > 1:
            raise UsageError(f"{path}: {name} stands there {times} times; a snapshot has each fact once")
    return Snapshot(tuple(facts), tuple((str(one["office"]), str(one["provider"])) for one in data["roster"]))


def _read(path: Path) -> dict[str, Any]:
    """Return a snapshot as plain data, checked against its schema."""
    from oceandx.cli.inputs import read_bytes
    from oceandx.knowledge.reader import read
    from oceandx.knowledge.schema import validate

    node, problems = read(str(path), read_bytes(path))
    if node is not None and not problems:
        problems = validate(node, _KIND)
    if node is None or problems:
        raise UsageError("\n".join(map(str, problems)))
    return _checked(path, cast("dict[str, Any]", node.plain()))


def _moment(path: Path, text_given: str) -> datetime.datetime:
    try:
        return datetime.datetime.fromisoformat(text_given)
    except ValueError as error:
        raise UsageError(f"{path}: collected_at: '{text_given}' is no moment such as 2026-11-25T14:30:00Z") from error


def _checked(path: Path, data: dict[str, Any]) -> dict[str, Any]:
    """Return a snapshot whose facts say one thing each, none of them seen after it was made."""
    latest = _moment(path, str(data["collected_at"])).date().isoformat()
    for fact in data["facts"]:
        if ("value" in fact) == ("unknown" in fact):
            raise UsageError(f"{path}: {fact['name']} needs either 'value' or 'unknown'")
        if str(fact["observed_at"])[:10] > latest:
            raise UsageError(f"{path}: {fact['name']} was observed at {fact['observed_at']}, after the collection")
    return data


def _change_data(change: Change) -> dict[str, Any]:
    from oceandx.facts.snapshot import fact_data

    sides = {"before": change.before, "after": change.after}
    return {
        "name": change.name,
        "change": change.kind,
        **{side: None if fact is None else fact_data(fact) for side, fact in sides.items()},
    }


def _change_line(words: Words, change: Change) -> str:
    shown = {"before": _shown(words, change.before), "after": _shown(words, change.after)}
    return words.word(f"diff.{change.kind}", fact=change.name, **shown)


def _shown(words: Words, fact: Known | Unknown | None) -> str:
    if fact is None:
        return ""
    if isinstance(fact, Known):
        return str(fact.value).lower()
    return words.word("diff.unknown", reason=words.word(f"reason.{fact.reason}"))
