"""Reading Excel workbooks: the visible sheets, each cell as a person sees it."""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NoReturn

from oceandx.errors import Problem, UsageError
from oceandx.facts.imports.table import (
    MAX_BYTES,
    MAX_COLUMNS,
    MAX_ROWS,
    Row,
    Table,
    clean,
    fail,
    fold_header,
    make_table,
    quoted,
    refuse,
)
from oceandx.facts.imports.vocabulary import WORDS, Imports, kinds

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

WORKBOOK = "workbook"
_SIGNATURE = b"PK\x03\x04"
_MAX_MEMBERS = 500
_MAX_UNPACKED = 50_000_000
_CLOSE = 0.6
_SAVE_AGAIN = "open it in Excel and save it as an Excel workbook (.xlsx)"

_SHEET = re.compile(r"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^>]*>")
_CELL = re.compile(r"<(?:\w+:)?(?:c|row)\s[^>]*>")
_ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_PLACE = re.compile(r"([A-Z]{0,3})(\d{1,7})", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One visible sheet: its name, its place among all, and the XML of its cells."""

    name: str
    index: int
    cells: str


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
        fail(path, 1, 1, f"this is no Excel workbook; {_SAVE_AGAIN}")
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
    for cell in _tags(_CELL, sheet.cells):
        if cell.get("t") == "e":
            place = _PLACE.fullmatch(cell.get("r", ""))
            row, column = (int(place[2]), _number(place[1])) if place else (1, 1)
            yield Problem(
                name, row, column, "the cell shows an error instead of a value; correct its formula or type the value"
            )


def _open(path: str, content: bytes) -> tuple[CalamineWorkbook, list[_Sheet]]:
    """Open a workbook of a safe size and return it with its visible sheets, of which there is at least one."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    members = _unpack(path, content)
    try:
        book = CalamineWorkbook.from_filelike(_packed(members))
        metadata = book.sheets_metadata
        parts = _parts(members)
        if [one.name for one in metadata] != [name for name, _ in parts]:
            _unreadable(path)
        sheets = [
            _Sheet(one.name, index, members.get(part, b"").decode(errors="replace"))
            for index, (one, (_, part)) in enumerate(zip(metadata, parts, strict=True))
            if one.visible == SheetVisibleEnum.Visible
        ]
        for sheet in sheets:
            _check_size(f"{path} [{sheet.name}]", sheet)
            book.get_sheet_by_index(sheet.index)
    except (CalamineError, OSError, ValueError) as error:
        _unreadable(path, error)
    if not sheets:
        _unreadable(path)
    return book, sheets


def _unreadable(path: str, error: Exception | None = None) -> NoReturn:
    raise UsageError(str(Problem(path, 1, 1, f"this is no Excel workbook that can be read; {_SAVE_AGAIN}"))) from error


def _unpack(path: str, content: bytes) -> Mapping[str, bytes]:
    """Return the members of the archive, none of them larger than it says, all of them together of a safe size."""
    if len(content) > MAX_BYTES:
        fail(path, 1, 1, f"{len(content)} bytes; at most {MAX_BYTES}: split the file")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
            if len(infos) > _MAX_MEMBERS or sum(info.file_size for info in infos) > _MAX_UNPACKED:
                fail(path, 1, 1, f"the workbook is too large unpacked; at most {_MAX_UNPACKED} bytes: split the file")
            return {info.filename: archive.read(info) for info in infos}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        _unreadable(path, error)


def _packed(members: Mapping[str, bytes]) -> io.BytesIO:
    """Return an archive of exactly what was read: nothing in it can grow any further."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    packed.seek(0)
    return packed


def _parts(members: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """Return the names of the sheets in their order, each with the member that holds its cells."""
    book, relations = (
        members.get(name, b"").decode(errors="replace") for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
    )
    targets = {one.get("Id", ""): one.get("Target", "") for one in _tags(_RELATION, relations)}
    found = []
    for sheet in _tags(_SHEET, book):
        target = targets.get(next((value for key, value in sheet.items() if key.endswith(":id")), ""), "")
        found.append((sheet.get("name", ""), target.removeprefix("/") if target.startswith("/") else f"xl/{target}"))
    return found


def _check_size(name: str, sheet: _Sheet) -> None:
    """Refuse a sheet whose cells lie so far apart that the empty ones between them would fill the memory."""
    for cell in _tags(_CELL, sheet.cells):
        place = _PLACE.fullmatch(cell["r"]) if "r" in cell else None
        if place is None and "r" in cell:
            fail(name, 1, 1, f"a cell is in a place that no sheet has; {_SAVE_AGAIN}")
        if place and (int(place[2]) > MAX_ROWS or _number(place[1]) > MAX_COLUMNS):
            fail(name, int(place[2]), max(_number(place[1]), 1), f"at most {MAX_ROWS} rows and {MAX_COLUMNS} columns")


def _tags(pattern: re.Pattern[str], text: str) -> Iterator[dict[str, Any]]:
    """Yield the attributes of each tag."""
    for tag in pattern.finditer(text):
        yield {match[1]: html.unescape(match[2] or match[3] or "") for match in _ATTRIBUTE.finditer(tag[0])}


def _number(letters: str) -> int:
    """Return the place (1-based) of a column named by letters, 0 for no letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
