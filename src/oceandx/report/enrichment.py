"""What enrichment made of many tickets: a table for people, and the figures that it comes to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from oceandx.model.knowledge import KnowledgeBase
from oceandx.model.vocabulary import Language
from oceandx.report.render import render_page
from oceandx.report.words import Words

_NOTED = "diagnosed"
_ABSTAINED = "nothing-recognised"
_PERCENT = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One ticket: what was concluded, and which cause a person has named by a verdict (empty: nobody has)."""

    ticket_id: str
    state: str
    why: str
    language: str
    symptoms: tuple[str, ...]
    cause: str
    status: str
    probability: float | None
    person: str = ""

    @property
    def agrees(self) -> bool | None:
        """Say whether the person concluded the same, or None where nobody has concluded anything."""
        return self.person == self.cause if self.person and self.cause else None


def report_lines(kb: KnowledgeBase, rows: Sequence[Row], language: Language) -> list[str]:
    """Return the report as Markdown: the figures, then one line for each ticket."""
    words = Words(kb, language, markdown=True)
    heads = [words.word(f"enrichment.{name}") for name in _COLUMNS]
    lines = [f"# {words.word('enrichment.title')}", ""]
    lines += [f"- {line}" for line in _figures(words, rows)]
    lines += ["", "| " + " | ".join(heads) + " |", "|" + " --- |" * len(heads)]
    lines += ["| " + " | ".join(_cells(words, row)) + " |" for row in rows]
    return lines


def report_page(kb: KnowledgeBase, rows: Sequence[Row], language: Language, root: Path) -> str:
    """Return the report as one page of HTML that loads nothing."""
    words = Words(kb, language, markdown=False)
    context = {
        "language": language.value,
        "title": words.word("enrichment.title"),
        "figures": _figures(words, rows),
        "heads": [words.word(f"enrichment.{name}") for name in _COLUMNS],
        "rows": [_cells(words, row) for row in rows],
    }
    return render_page("enrichment.html.j2", context, root)


_COLUMNS = ("ticket", "state", "why", "symptoms", "cause", "sure", "person")


def _cells(words: Words, row: Row) -> list[str]:
    sure = words.word(f"status.{row.status}") if row.status else ""
    if row.probability is not None and row.status == "undetermined":
        sure = words.word("enrichment.percent", percent=round(_PERCENT * row.probability))
    return [
        words.name(row.ticket_id),
        words.word(f"enrichment.state_{row.state}"),
        words.word(f"enrichment.why_{row.why.replace('-', '_')}"),
        ", ".join(row.symptoms),
        row.cause,
        sure,
        words.name(row.person),
    ]


def _figures(words: Words, rows: Sequence[Row]) -> list[str]:
    whys = Counter(row.why for row in rows)
    compared = [row.agrees for row in rows if row.agrees is not None]
    lines = [
        words.word("enrichment.count", count=len(rows)),
        words.word("enrichment.noted", count=whys[_NOTED], percent=_share(whys[_NOTED], len(rows))),
        words.word("enrichment.abstained", count=whys[_ABSTAINED], percent=_share(whys[_ABSTAINED], len(rows))),
    ]
    lines += _by_language(words, rows)
    if compared:
        lines.append(words.word("enrichment.agreed", count=sum(compared), of=len(compared)))
    return lines


def _by_language(words: Words, rows: Iterable[Row]) -> list[str]:
    counted: dict[str, Counter[str]] = {}
    for row in rows:
        counted.setdefault(row.language, Counter())[row.why] += 1
    return [
        words.word(
            "enrichment.language",
            language=words.word(f"intake.language_{language}"),
            count=whys.total(),
            noted=whys[_NOTED],
            abstained=whys[_ABSTAINED],
        )
        for language, whys in sorted(counted.items())
    ]


def _share(part: int, whole: int) -> int:
    return round(_PERCENT * part / whole) if whole else 0
