"""Reading Excel workbooks: the visible sheets, each cell as a person sees it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches
from typing import TYPE_CHECKING, NoReturn

from oceandx.errors import Problem, UsageError
from oceandx.facts.imports.package import SAVE_AGAIN, open_package
from oceandx.facts.imports.part import DamagedError
from oceandx.facts.imports.table import Row, Table, clean, fail, fold_header, make_table, quoted, refuse
from oceandx.facts.imports.vocabulary import WORDS, Imports, kinds

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

WORKBOOK = "workbook"
_SIGNATURE = b"PK\x03\x04"
_CLOSE = 0.6


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One visible sheet: its name, its place among all, and where cells show an error."""

    name: str
    index: int
    errors: tuple[tuple[int, int], ...]


def is_workbook(content: bytes) -> bool:
    """Say whether a file is a ZIP archive, as Excel workbooks are."""
    return content.startswith(_SIGNATURE)


def read_sheet(kind: str, path: str, content: bytes, imports: Imports) -> Table:
    """Read the visible sheet that is named like the kind, else the first one.

    A UsageError names the file, the sheet, the row and the column.
    """
    book, sheets = _open(path, content)
    names = {fold_header(name) for name in (kind, *imports[kind]["sheet"].values())}
    own = [sheet for sheet in sheets if fold_header(sheet.name) in names]
    return _table(path, book, (own or sheets)[0])


def read_sheets(path: str, content: bytes, imports: Imports) -> tuple[tuple[str, Table], ...]:
    """Read every visible sheet whose name is a kind of file, each with its kind; sheets of headers only are left out.

    A UsageError names the sheets that are not known, unless they are to be ignored.
    """
    if not is_workbook(content):
        fail(path, 1, 1, f"this is no Excel workbook; {SAVE_AGAIN}")
    book, sheets = _open(path, content)
    wanted = list(_known(path, sheets, imports))
    tables = [
        (kind, _table(path, book, sheet))
        for kind, sheet in wanted
        if sum(any(row) for row in _values(book, sheet)) > 1 or any(_formula_errors(path, sheet))
    ]
    if not tables:
        fail(path, 1, 1, "there is no row under the headers, on any of the sheets")
    return tuple(tables)


def _known(path: str, sheets: Iterable[_Sheet], imports: Imports) -> Iterator[tuple[str, _Sheet]]:
    """Yield the sheets whose names are known, each with its kind."""
    known = {fold_header(name): kind for kind in kinds(imports) for name in (kind, *imports[kind]["sheet"].values())}
    book = imports[WORDS][WORKBOOK]
    ignored = {fold_header(name) for name in (*book["sheet"].values(), *book["ignored"])}
    shown = {fold_header(name): name for kind in book["order"] for name in imports[kind]["sheet"].values()}
    problems = []
    for sheet in sheets:
        name = fold_header(sheet.name)
        if name in known:
            yield known[name], sheet
        elif name not in ignored:
            near = get_close_matches(name, shown, n=1, cutoff=_CLOSE)
            names = ", ".join(map(repr, shown.values()))
            hint = f"did you mean {shown[near[0]]!r}? Rename" if near else f"name it one of {names},"
            message = f"the sheet {quoted(sheet.name)} is unknown; {hint} or hide or remove it"
            problems.append(Problem(path, 1, 1, message))
    refuse(problems)


def _table(path: str, book: CalamineWorkbook, sheet: _Sheet) -> Table:
    name = f"{path} [{sheet.name}]"
    refuse(list(_formula_errors(name, sheet)))
    rows = (Row(number, cells) for number, cells in enumerate(_values(book, sheet), 1) if any(cells))
    return make_table(name, rows)


def _values(book: CalamineWorkbook, sheet: _Sheet) -> Iterator[tuple[str, ...]]:
    for row in book.get_sheet_by_index(sheet.index).to_python(skip_empty_area=False):
        yield tuple(clean(_shown(cell)) for cell in row)


def _shown(cell: object) -> str:
    """Return a cell as a person sees it: no decimals on whole numbers, dates and times of ISO 8601."""
    match cell:
        case bool():
            return str(cell).lower()
        case float():
            return str(int(cell)) if cell.is_integer() else str(cell)
        case datetime():
            return f"{cell:%Y-%m-%d %H:%M}" if cell.time() else f"{cell:%Y-%m-%d}"
        case date():
            return cell.isoformat()
        case time():
            return f"{cell:%H:%M}"
        case timedelta():
            minutes = cell // timedelta(minutes=1)
            return f"{minutes // 60:02}:{minutes % 60:02}"
    return str(cell)


def _formula_errors(name: str, sheet: _Sheet) -> Iterator[Problem]:
    """Yield the cells that show an error such as #REF!, which would be read as empty."""
    for row, column in sheet.errors:
        yield Problem(
            name, row, column, "the cell shows an error instead of a value; correct its formula or type the value"
        )


def _open(path: str, content: bytes) -> tuple[CalamineWorkbook, list[_Sheet]]:
    """Open a workbook of a safe size and return it with its visible sheets, of which there is at least one."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    try:
        package = open_package(path, content)
        book = CalamineWorkbook.from_filelike(package.archive)
        seen = [(one.name, one.visible == SheetVisibleEnum.Visible) for one in book.sheets_metadata]
        if seen != [(part.name, part.is_visible) for part in package.sheets]:
            _unreadable(path)
        sheets = [_Sheet(one.name, at, one.errors) for at, one in enumerate(package.sheets) if one.is_visible]
        for sheet in sheets:
            book.get_sheet_by_index(sheet.index)
    except (DamagedError, CalamineError, OSError, ValueError) as error:
        _unreadable(path, error)
    if not sheets:
        _unreadable(path)
    return book, sheets


def _unreadable(path: str, error: Exception | None = None) -> NoReturn:
    raise UsageError(str(Problem(path, 1, 1, f"this is no Excel workbook that can be read; {SAVE_AGAIN}"))) from error
