"""The command that writes empty files for a clinic to fill in."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from oceandx.cli.help import text
from oceandx.cli.options import KnowledgeOption, LangOption, OutputOption, language_of, write
from oceandx.errors import UsageError

if TYPE_CHECKING:
    from oceandx.model.knowledge import KnowledgeBase
    from oceandx.model.vocabulary import Language


class TemplateFormat(StrEnum):
    """What kind of file a template is."""

    CSV = "csv"
    XLSX = "xlsx"


def import_template(
    name: Annotated[str, typer.Argument(help=text("template"))],
    lang: LangOption = None,
    template_format: Annotated[TemplateFormat | None, typer.Option("--format", help=text("template_format"))] = None,
    knowledge: KnowledgeOption = None,
    output: OutputOption = None,
) -> None:
    """Write an empty file of one kind, or a workbook of all kinds."""
    from oceandx.consultation import open_knowledge

    kb = open_knowledge(knowledge)
    content = _template(kb, name, _format(name, template_format, output), language_of(lang))
    if output is not None:
        write(content, output)
    else:
        sys.stdout.buffer.write(content)


def _format(name: str, chosen: TemplateFormat | None, output: Path | None) -> TemplateFormat:
    """Return the format asked for, else that of the file's name, else the usual one of a workbook or a table."""
    from oceandx.facts.imports.workbook import WORKBOOK

    named = {f".{one}": one for one in TemplateFormat}.get(output.suffix.lower()) if output else None
    found = chosen or named or (TemplateFormat.XLSX if name == WORKBOOK else TemplateFormat.CSV)
    if found is TemplateFormat.CSV and name == WORKBOOK:
        raise UsageError("import-template workbook: a workbook is an Excel file; write --format xlsx -o FILE.xlsx")
    if found is TemplateFormat.XLSX and output is None:
        raise UsageError(f"import-template {name}: an Excel file is not for the screen; write -o FILE.xlsx")
    return found


def _template(kb: KnowledgeBase, name: str, template_format: TemplateFormat, language: Language) -> bytes:
    from oceandx.facts.imports.files import offered
    from oceandx.facts.imports.templates import csv_template, xlsx_template
    from oceandx.facts.imports.vocabulary import workbook_order
    from oceandx.facts.imports.workbook import WORKBOOK
    from oceandx.knowledge.schema import did_you_mean
    from oceandx.report.words import Words

    known = offered(kb.imports)
    if name not in known:
        hint = did_you_mean(name, known) or f"; one of {', '.join(known)}"
        raise UsageError(f"import-template {name}: unknown kind '{name}'{hint}")
    if template_format is TemplateFormat.CSV:
        return csv_template(kb.imports, name, language)
    words = Words(kb, language, markdown=False)
    kinds = workbook_order(kb.imports) if name == WORKBOOK else (name,)
    return xlsx_template(kb.imports, kinds, language, words.say)
