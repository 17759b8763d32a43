"""The commands about the knowledge base: check, list, show, test, schema."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from oceandx.cli.help import text
from oceandx.cli.options import (
    AsOfOption,
    EngineName,
    EngineOption,
    Format,
    FormatOption,
    KnowledgeOption,
    LangOption,
    OutputOption,
    date_of,
    emit,
    language_of,
)
from oceandx.errors import UsageError

_CATALOGUE = "catalogue"

EntryArgument = Annotated[str, typer.Argument(help=text("entry"))]


def check(lang: LangOption = None, as_of: AsOfOption = None, knowledge: KnowledgeOption = None) -> None:
    """Check everything; all problems at once."""
    from oceandx.consultation import check_limits
    from oceandx.knowledge.load import load_knowledge
    from oceandx.report.words import Words
    from oceandx.resources import knowledge_root

    date_of(as_of)
    # Without the cache: a check reads every file again.
    kb = load_knowledge(knowledge or knowledge_root())
    check_limits(kb)
    counts = {
        "symptoms": len(kb.symptoms),
        "causes": len(kb.causes),
        "remediations": len(kb.remediations),
        "facts": len(kb.facts),
    }
    emit(Words(kb, language_of(lang), markdown=False).word("message.kb_good", **counts), None)


def coverage(
    against: Annotated[str, typer.Option("--against", help=text("against"))] = _CATALOGUE,
    lang: LangOption = None,
    output_format: FormatOption = Format.MARKDOWN,
    as_of: AsOfOption = None,
    knowledge: KnowledgeOption = None,
    output: OutputOption = None,
) -> None:
    """Hold the knowledge base against a catalogue; say what is missing."""
    from oceandx.consultation import open_knowledge
    from oceandx.coverage import measure, read_catalogue
    from oceandx.report.words import Words
    from oceandx.resources import knowledge_root

    date_of(as_of)
    root = knowledge or knowledge_root()
    path = root / "tests" / "catalogue.yaml" if against == _CATALOGUE else Path(against)
    catalogue = read_catalogue(path)
    kb = open_knowledge(knowledge)
    shares = measure(kb, catalogue, root / "tests" / "cases")
    words = Words(kb, language_of(lang), markdown=False)
    if output_format is Format.JSON:
        emit(json.dumps([asdict(share) for share in shares], ensure_ascii=False, indent=2), output)
    else:
        lines: list[str] = []
        for share in shares:
            name = words.word(f"coverage.{share.name}")
            lines.append(words.word("coverage.share", name=name, covered=share.covered, wanted=share.wanted))
            lines += (words.word("coverage.missing", name=one) for one in share.missing)
        emit("\n".join(lines), output)
    if any(share.missing for share in shares):
        raise typer.Exit(1)


def list_command(
    kind: Annotated[str | None, typer.Option("--kind", help=text("kind"))] = None,
    lang: LangOption = None,
    output_format: FormatOption = Format.MARKDOWN,
    as_of: AsOfOption = None,
    knowledge: KnowledgeOption = None,
    output: OutputOption = None,
) -> None:
    """List entries as kind, id, code, status."""
    from oceandx.consultation import open_knowledge
    from oceandx.knowledge.schema import did_you_mean
    from oceandx.report.entries import KINDS, list_entries

    date_of(as_of)
    language_of(lang)
    if kind is not None and kind not in KINDS:
        raise UsageError(f"--kind {kind}: one of {', '.join(KINDS)}{did_you_mean(kind, KINDS)}")
    entries = list_entries(open_knowledge(knowledge), kind)
    if output_format is Format.JSON:
        emit(json.dumps(entries, ensure_ascii=False, indent=2), output)
    else:
        lines = (f"{e['kind']:<12} {e['code'] or '-':<4} {e['status']:<8} {e['id']}" for e in entries)
        emit("\n".join(lines), output)


def find(
    query: Annotated[list[str], typer.Argument(help=text("query"))],
    lang: LangOption = None,
    output_format: FormatOption = Format.MARKDOWN,
    as_of: AsOfOption = None,
    knowledge: KnowledgeOption = None,
    output: OutputOption = None,
) -> None:
    """Find symptoms and causes by words."""
    from oceandx.consultation import open_knowledge
    from oceandx.report.search import find as find_entries
    from oceandx.report.words import Words

    date_of(as_of)
    kb = open_knowledge(knowledge)
    words = Words(kb, language_of(lang), markdown=False)
    hits = find_entries(kb, words, " ".join(query))
    if output_format is Format.JSON:
        emit(json.dumps([asdict(hit) for hit in hits], ensure_ascii=False, indent=2), output)
    else:
        lines = [f"{hit.code} {hit.title}" for hit in hits]
        emit("\n".join(lines or [words.word("message.nothing_found")]), output)


def show(
    entry: EntryArgument,
    lang: LangOption = None,
    as_of: AsOfOption = None,
    knowledge: KnowledgeOption = None,
    output: OutputOption = None,
) -> None:
    """Show one entry, by id or code."""
    from oceandx.consultation import open_knowledge
    from oceandx.report.entries import show_entry
    from oceandx.report.words import Words

    date_of(as_of)
    kb = open_knowledge(knowledge)
    emit("\n".join(show_entry(kb, Words(kb, language_of(lang), markdown=True), entry)), output)


def run_tests(
    lang: LangOption = None,
    as_of: AsOfOption = None,
    knowledge: KnowledgeOption = None,
    engine: EngineOption = EngineName.AUTO,
) -> None:
    """Run tests/cases."""
    from oceandx.casebook import run_cases
    from oceandx.consultation import open_knowledge
    from oceandx.engine.matcher import Engine
    from oceandx.report.words import Words
    from oceandx.resources import knowledge_root

    date_of(as_of)
    kb = open_knowledge(knowledge)
    outcome = run_cases(kb, knowledge or knowledge_root(), Engine(engine.value))
    for problem in outcome.problems:
        print(problem, file=sys.stderr)
    words = Words(kb, language_of(lang), markdown=False)
    emit(words.word("message.cases", passed=outcome.passed, failed=len(outcome.problems)), None)
    if outcome.problems:
        raise typer.Exit(1)


def schema(
    kind: Annotated[str | None, typer.Argument(help=text("schema"))] = None,
    lang: LangOption = None,
    as_of: AsOfOption = None,
    output: OutputOption = None,
) -> None:
    """Print a JSON Schema, or the names of all."""
    from oceandx.knowledge.schema import did_you_mean
    from oceandx.resources import schema_names, schema_text

    date_of(as_of)
    language_of(lang)
    names = schema_names()
    if kind is None:
        emit("\n".join(names), output)
    elif kind in names:
        emit(schema_text(kind), output)
    else:
        raise UsageError(f"no schema '{kind}'{did_you_mean(kind, names) or '; one of ' + ', '.join(names)}")
