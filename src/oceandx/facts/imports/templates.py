"""Empty files for a clinic to fill in: the headers of one kind, or a workbook of all kinds."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from oceandx.facts.imports.vocabulary import PERMISSIONS, WORDS, Imports
from oceandx.model.knowledge import Text
from oceandx.model.vocabulary import Language

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

Say = Callable[[Text], str]
"""Writes a text of the knowledge base in the template's language."""

_DELIMITERS = {Language.FR: ";", Language.EN: ","}
_CREATED = datetime(2026, 1, 1, tzinfo=UTC)  # the same template is the same bytes
_ROWS = 500  # that have drop-down lists
_WIDTHS = {"name": 28, "text": 28, "choice": 28}
_NUMBERS = {"date": "yyyy-mm-dd", "moment": "yyyy-mm-dd hh:mm", "time": "hh:mm"}
_GRID_NAMES = ("emr_user", "office", "provider")
_UNTIL = "access_until"
_NOTE = {"x_scale": 2.4, "y_scale": 1.2}


@dataclass(frozen=True, slots=True)
class _Column:
    """One column of a template, in its language."""

    title: str
    hint: str
    cell: str
    menu: tuple[str, ...]


def csv_template(imports: Imports, kind: str, language: Language) -> bytes:
    """Return the headers of one kind as Excel opens them: UTF-8 with its mark, semicolons in French."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=_DELIMITERS[language], lineterminator="\r\n")
    writer.writerow([_text(column["title"]).get(language) for column in imports[kind]["columns"]])
    return buffer.getvalue().encode("utf-8-sig")


def xlsx_template(imports: Imports, kinds: Sequence[str], language: Language, say: Say) -> bytes:
    """Return a workbook with a sheet for each kind, behind a sheet of instructions when there are several."""
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"created": _CREATED.replace(tzinfo=None)})
        if len(kinds) > 1:
            _write_instructions(book, imports, kinds, language, say)
        for kind in kinds:
            _write_sheet(book, imports, kind, language, say)
    return buffer.getvalue()


def _write_instructions(book: Workbook, imports: Imports, kinds: Iterable[str], language: Language, say: Say) -> None:
    words = imports[WORDS]["workbook"]
    title = _text(words["sheet"]).get(language)
    sheet, bold = book.add_worksheet(title), book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, _WIDTHS["name"])
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, title, bold)
    row = 1
    for text in words["instructions"]:
        sheet.write_string(row, 1, say(_text(text)), wrapped)
        row += 1
    for kind in kinds:
        row += 1
        sheet.write_string(row, 0, _text(imports[kind]["sheet"]).get(language), bold)
        sheet.write_string(row, 1, say(_text(imports[kind]["purpose"])), wrapped)


def _write_sheet(book: Workbook, imports: Imports, kind: str, language: Language, say: Say) -> None:
    sheet = book.add_worksheet(_text(imports[kind]["sheet"]).get(language))
    header = book.add_format({"bold": True, "bottom": 1})
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(_columns(imports, kind, language, say)):
        formats = {"num_format": _NUMBERS.get(column.cell, "General")}
        sheet.set_column(
            place, place, max(_WIDTHS.get(column.cell, 12), len(column.title) + 3), book.add_format(formats)
        )
        sheet.write_string(0, place, column.title, header)
        sheet.write_comment(0, place, column.hint, _NOTE)
        _offer(sheet, place, column.menu)


def _offer(sheet: Worksheet, place: int, menu: tuple[str, ...]) -> None:
    """Offer a drop-down list; other words that the import understands may be typed."""
    if menu:
        sheet.data_validation(1, place, _ROWS, place, {"validate": "list", "source": list(menu), "show_error": False})


def _columns(imports: Imports, kind: str, language: Language, say: Say) -> Iterable[_Column]:
    for column in imports[kind]["columns"]:
        cell = column["cell"] if kind != PERMISSIONS else _grid_cell(column["column"])
        menu = _menu(imports, column, cell)
        yield _Column(
            title=_text(column["title"]).get(language),
            hint=say(_text(column["hint"])),
            cell=cell,
            menu=tuple(_text(word).get(language) for word in menu),
        )


def _grid_cell(column: str) -> str:
    if column in _GRID_NAMES:
        return "name"
    return "date" if column == _UNTIL else "level"


def _menu(imports: Imports, column: Mapping[str, Any], cell: str) -> Sequence[Mapping[str, str]]:
    """Return what may be chosen in a column, nothing where anything may be typed."""
    if cell == "level":
        menu: Sequence[Mapping[str, str]] = imports[PERMISSIONS]["menu"]
        return menu
    if cell == "choice":
        return [choice["title"] for choice in column["choices"]]
    words: Sequence[Mapping[str, str]] = imports[WORDS]["menus"].get(cell, ())
    return words


def _text(data: Mapping[str, str]) -> Text:
    return Text(fr=data["fr"], en=data["en"])
