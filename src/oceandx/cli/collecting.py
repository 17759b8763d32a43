"""The commands that read the two systems: collect, doctor. Heavy imports wait until a command runs."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from oceandx.cli.exits import EXIT_INTERRUPTED, EXIT_NOT_REACHED, EXIT_USAGE
from oceandx.cli.help import text
from oceandx.cli.notices import notify
from oceandx.cli.options import KnowledgeOption, LangOption, OutputOption, check_output, date_of, emit, language_of, say
from oceandx.errors import UsageError
from oceandx.model.case import Unknown

if TYPE_CHECKING:
    from oceandx.collection import Gathered
    from oceandx.facts.collectors.doctor import Finding
    from oceandx.model.knowledge import KnowledgeBase
    from oceandx.report.words import Words
    from oceandx.settings import Site

_ABOUT = ("provider", "office", "rule")

SiteOption = Annotated[Path, typer.Option("--site", help=text("site"))]


def collect(
    site: SiteOption,
    sign: Annotated[Path | None, typer.Option("--sign", help=text("sign"))] = None,
    lang: LangOption = None,
    knowledge: KnowledgeOption = None,
    output: OutputOption = None,
) -> None:
    """Read what the two systems and the clinic's files tell, into a snapshot."""
    from oceandx.cli.inputs import site_tables
    from oceandx.cli.progress import shown
    from oceandx.collection import gather
    from oceandx.facts.snapshot import sign as signed
    from oceandx.facts.snapshot import signing_key, to_text
    from oceandx.settings import read_site

    kb, words = _open(knowledge, lang)
    configured = read_site(site)
    # What would be wrong after minutes of calls is said before the first.
    key = None if sign is None else signing_key(sign)
    check_output(output)
    started = time.monotonic()
    with shown(words.word("collect.progress")) as tell:
        gathered = gather(kb, configured, site_tables(kb, configured), tell)
    data = gathered.data if key is None else signed(gathered.data, key)
    try:
        emit(to_text(data), output)
    except UsageError:
        emit(to_text(data), None)  # what was collected is not lost
        raise
    notify(words, gathered.notices)
    for line in _summary(words, gathered, time.monotonic() - started):
        say(line)
    if gathered.is_interrupted:
        raise typer.Exit(EXIT_INTERRUPTED)
    if gathered.is_cut_off:
        say(words.word("collect.not_reached", site=site))
        raise typer.Exit(EXIT_NOT_REACHED)


def doctor(
    site: SiteOption,
    lang: LangOption = None,
    knowledge: KnowledgeOption = None,
) -> None:
    """Check the way to both systems step by step."""
    import asyncio

    from oceandx.facts.collectors.access import partial_access
    from oceandx.facts.collectors.doctor import examine
    from oceandx.settings import read_site

    kb, words = _open(knowledge, lang)
    configured = read_site(site)
    access, problems = partial_access(configured)
    for problem in problems:
        parts = _parts(words, words.word("doctor.view.site"), "file", "fails")
        emit(words.word("doctor.line_why", **parts, problem=problem), None)
    if not problems:
        emit(_line(words, "site", "file", "holds"), None)
    holds = _files_hold(kb, words, configured) and not problems
    findings = asyncio.run(examine(access))
    for finding in findings:
        for line in _finding_lines(words, finding):
            emit(line, None)
    if not holds:
        raise typer.Exit(EXIT_USAGE)
    if any(finding.outcome == "fails" for finding in findings):
        raise typer.Exit(EXIT_NOT_REACHED)
    emit(words.word("doctor.all_good" if findings else "doctor.nothing"), None)


def _open(knowledge: Path | None, lang: LangOption) -> tuple[KnowledgeBase, Words]:
    from oceandx.consultation import open_knowledge
    from oceandx.report.words import Words

    kb = open_knowledge(knowledge)
    return kb, Words(kb, language_of(lang), markdown=False)


def _summary(words: Words, gathered: Gathered, seconds: float) -> Iterator[str]:
    unknown = [fact for fact in gathered.facts if isinstance(fact, Unknown)]
    yield words.word(
        "collect.done",
        known=len(gathered.facts) - len(unknown),
        unknown=len(unknown),
        calls=gathered.calls,
        seconds=words.decimal(seconds),
    )
    for fact in unknown:
        # A list has each one's own value: it is known as soon as the case says whom it is about.
        option = next((key for item in fact.detail if "value" in item for key in _ABOUT if key in item), None)
        reason = words.word("collect.by_name", option=option) if option else words.word(f"reason.{fact.reason}")
        yield words.word("collect.unknown", fact=fact.name, reason=reason)
    if gathered.stopped:
        yield words.word("collect.stopped", reason=words.word(f"trouble.{gathered.stopped}"))


def _files_hold(kb: KnowledgeBase, words: Words, site: Site) -> bool:
    """Tell which of the clinic's files can be read; all of them, so that one telephone call is enough."""
    from oceandx.cli.inputs import site_files, site_table
    from oceandx.facts.imports.files import import_tables

    holds = True
    for kind, path in site_files(site):
        view = words.word("doctor.view.import", name=kind)
        try:
            tables = site_table(kb, site, kind, path)
            import_tables(tables, kb.imports, kb.facts, date_of(None), site.site.emr_user)
        except UsageError as error:
            holds = False
            for line in str(error).splitlines():
                emit(words.word("doctor.line_why", **_parts(words, view, "readable", "fails"), problem=line), None)
        else:
            emit(words.word("doctor.line", **_parts(words, view, "readable", "holds")), None)
    return holds


def _finding_lines(words: Words, finding: Finding) -> Iterator[str]:
    if finding.failure is None:
        yield _line(words, finding.view, finding.step, finding.outcome)
        return
    from oceandx.report.detail import trouble_line

    parts = _parts(words, words.word(f"doctor.view.{finding.view}"), finding.step, finding.outcome)
    yield words.word("doctor.line_why", **parts, problem=trouble_line(words, finding.failure.detail))
    yield words.word("doctor.mend", text=words.word(f"doctor.mend.{finding.step}"))


def _line(words: Words, view: str, step: str, outcome: str) -> str:
    return words.word("doctor.line", **_parts(words, words.word(f"doctor.view.{view}"), step, outcome))


def _parts(words: Words, view: str, step: str, outcome: str) -> dict[str, str]:
    return {"mark": words.word(f"doctor.{outcome}"), "view": view, "step": words.word(f"doctor.step.{step}")}
