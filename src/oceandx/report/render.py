"""Rendering: the only module that imports Jinja."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound

from oceandx.errors import KnowledgeBaseError, Problem
from oceandx.model.diagnosis import Diagnosis
from oceandx.model.knowledge import KnowledgeBase
from oceandx.model.vocabulary import Audience, Language
from oceandx.report.content import context_of
from oceandx.report.words import Words


def render(kb: KnowledgeBase, diagnosis: Diagnosis, audience: Audience, language: Language, root: Path) -> str:
    """Return the report for one reader as Markdown; ``root`` holds the folder reports/.

    Raises KnowledgeBaseError when a template is missing, wrong, or names a variable that does not exist.
    """
    words = Words(kb, language, markdown=True)
    context = context_of(kb, diagnosis, audience, words)
    name = f"{audience}.md.j2"
    return _tidy(_filled(name, {**context, "word": words.word}, root, escape=False))


def render_page(name: str, context: Mapping[str, Any], root: Path) -> str:
    """Return a page of HTML in which every value is escaped; ``root`` holds the folder reports/."""
    return _filled(name, context, root, escape=True)


def _filled(name: str, context: Mapping[str, Any], root: Path, *, escape: bool) -> str:
    try:
        return _environment(root, escape).get_template(name).render(context)
    except (TemplateError, LookupError, TypeError, ValueError) as error:
        line = getattr(error, "lineno", None) or _line_of(error, name)
        raise KnowledgeBaseError([Problem(f"reports/{name}", line, 1, _what_fails(error))]) from error


@lru_cache(maxsize=8)
def _environment(root: Path, escape: bool) -> Environment:
    """Return what holds the templates of a folder; a worker renders thousands, and a changed file is read again."""
    return Environment(
        loader=FileSystemLoader(root / "reports"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        optimized=False,  # most programs run each template once: optimizing it costs more than it saves
        autoescape=escape,  # noqa: S701 - in Markdown, names are escaped by Words.name
    )


def _what_fails(error: Exception) -> str:
    if isinstance(error, TemplateNotFound):
        return "the template is missing"
    if isinstance(error, KeyError):
        return f"the template fails: kb/wording.yaml has no {error}"
    return f"the template fails: {' '.join(str(error).split())}"


def _line_of(error: BaseException, name: str) -> int:
    """Return the template line of the innermost frame that Jinja mapped back to the template."""
    line = 1
    trace = error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename.endswith(name):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _tidy(text: str) -> str:
    """Leave one blank line at most, none at the start, and one line end."""
    lines: list[str] = []
    for line in text.splitlines():
        stripped = line.rstrip()
        if stripped or (lines and lines[-1]):
            lines.append(stripped)
    return "\n".join(lines).strip("\n") + "\n"
