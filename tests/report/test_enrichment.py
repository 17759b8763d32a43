"""The report on enriched tickets: figures first, one line for each ticket, nothing that could act as markup."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from oceandx.consultation import open_knowledge
from oceandx.model.vocabulary import Language
from oceandx.report.enrichment import Row, report_lines, report_page
from oceandx.resources import knowledge_root

KB = open_knowledge()
ROWS = [
    Row("1", "shadowed", "diagnosed", "fr", ("S01", "S03"), "C01", "confirmed", 1.0, "C01"),
    Row("2", "written", "diagnosed", "en", ("S02",), "C06", "undetermined", 0.472, "C09"),
    Row("3", "written", "nothing-recognised", "en", (), "", "", None),
    Row("<b>4|", "skipped", "out-of-scope", "fr", (), "", "", None, "*x*"),
]


def test_the_figures_stand_first() -> None:
    lines = report_lines(KB, ROWS, Language.EN)
    assert lines[:8] == [
        "# Enriched tickets",
        "",
        "- Tickets: 4",
        "- Diagnosed: 2 (50%)",
        "- No symptom recognised: 1 (25%)",
        "- In English: 2, of which 1 diagnosed and 1 without a symptom recognised",
        "- In French: 2, of which 1 diagnosed and 0 without a symptom recognised",
        "- Same cause as the person: 1 of 2",
    ]


def test_each_ticket_has_a_line() -> None:
    lines = report_lines(KB, ROWS, Language.FR)
    assert "| 1 | à blanc, rien d'écrit | diagnostiqué | S01, S03 | C01 | confirmée | C01 |" in lines
    assert "| 2 | écrit | diagnostiqué | S02 | C06 | 47\u00a0% | C09 |" in lines
    assert lines[-1].startswith("| \\<b\\>4\\| | laissé de côté | autre sujet |")


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.texts.append(data.strip())


@pytest.mark.parametrize("language", Language)
def test_the_page_holds_the_same_and_runs_nothing(language: Language) -> None:
    page = report_page(KB, ROWS, language, Path(knowledge_root()))
    read = _Tags()
    read.feed(page)
    assert f'<html lang="{language}">' in page
    assert read.tags.count("tr") == len(ROWS) + 1
    assert {"script", "img", "link", "iframe", "b"}.isdisjoint(read.tags)
    assert "<b>4|" in read.texts
    assert read.tags.count("th") == 7


def test_no_ticket_is_no_mistake() -> None:
    assert "- Tickets: 0" in report_lines(KB, [], Language.EN)
    assert "- Diagnosed: 0 (0%)" in report_lines(KB, [], Language.EN)
