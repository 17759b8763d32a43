"""The commands that read the two systems: collect, doctor. Heavy imports wait until a command runs."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from oceandx.cli.help import text
from oceandx.cli.options import Format, FormatOption, KnowledgeOption, LangOption, OutputOption, emit, language_of
from oceandx.model.case import Known, Unknown

if TYPE_CHECKING:
    from oceandx.facts.collectors.doctor import Finding
    from oceandx.facts.collectors.run import Access, Collected, Progress
    from oceandx.facts.session import SiteFacts
    from oceandx.model.knowledge import KnowledgeBase
    from oceandx.report.words import Words
    from oceandx.settings import Site

EXIT_NOT_REACHED = 3
EXIT_INTERRUPTED = 130
EXIT_TO_MEND = 3

SiteOption = Annotated[Path, typer.Option("--site", help=text("site"))]


def collect(
    site: SiteOption,
    output: OutputOption = None,
    sign: Annotated[Path | None, typer.Option("--sign", help=text("sign"))] = None,
    lang: LangOption = None,
    knowledge: KnowledgeOption = None,
) -> None:
    """Read what the two systems and the clinic's files tell, into a snapshot."""
    from oceandx.consultation import open_knowledge
    from oceandx.report.words import Words
    from oceandx.settings import read_site

    kb = open_knowledge(knowledge)
    words = Words(kb, language_of(lang), markdown=False)
    started = time.monotonic()
    configured = read_site(site)
    data, collected = collect_site(kb, configured, words)
    if sign is not None:
        from oceandx.facts.snapshot import sign as signed

        data = signed(data, sign)
    from oceandx.facts.snapshot import to_text

    emit(to_text(data), output)
    _summary(words, data, collected, time.monotonic() - started)
    if code := _exit_code(configured, collected, data):
        raise typer.Exit(code)
