"""Reading a delimited text table: bytes in, clean cells out, or errors that say where and what is right."""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import islice
from typing import NoReturn, TypeVar

from oceandx.errors import Problem, UsageError

MAX_BYTES = 5_000_000
MAX_ROWS = 50_000
MAX_COLUMNS = 200
MAX_SHOWN = 20
MAX_NAME = 200

_T = TypeVar("_T")
_CLOSE = 0.8
_UNSAFE = {"Cc", "Cf", "Zl", "Zp"}  # control and formatting characters, bidirectional overrides among them
_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab"}
_DECLARED = re.compile(r'"?sep=([^\r\n]?)\1*[ ]*"?(?:\r\n|\r|\n|\Z)', re.IGNORECASE)
_SIGNATURES = {
    b"PK\x03\x04": "an Excel workbook or a ZIP archive",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"%PDF": "a PDF",
}
_SAVE_AS_CSV = "save it as CSV (comma-separated values) and import that file"

# Zero-width spaces and joiners, direction marks, soft hyphens and the selectors that make a tick an emoji.
_INVISIBLE = dict.fromkeys([0x00AD, 0x061C, 0x180E, *range(0x200B, 0x2010), 0x2060, 0xFE0E, 0xFE0F, 0xFEFF])


@dataclass(frozen=True, slots=True)
class Row:
    """One row of cells; ``number`` is the line of the file (1-based) where it starts."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the rows under it, each as wide as the header; blank rows are left out."""

    name: str
    header: Row
    rows: tuple[Row, ...]


def read_table(name: str, content: bytes) -> Table:
    """Read a table; a UsageError tells all that is not understood, one line each.

    Errors name the place of a cell and do not repeat it: what slipped into another column may be about a patient.
    """
    _check_kind(name, content)
    text = _decode(name, content)
    delimiter, start = _dialect(name, text)
    return make_table(name, _rows(name, text[start:], delimiter, 2 if start else 1))


def make_table(name: str, rows: Iterator[Row]) -> Table:
    """Make a table of rows that are not blank, the header first."""
    header = next(rows, None)
    if header is None:
        fail(name, 1, 1, "the file is empty; it needs a line of headers and at least one row")
    width = max(index for index, cell in enumerate(header.cells, 1) if cell)
    header = replace(header, cells=header.cells[:width])
    body = tuple(islice(rows, MAX_ROWS + 1))
    if not body:
        fail(name, header.number, 1, "there is no row under the headers")
    if len(body) > MAX_ROWS or width > MAX_COLUMNS:
        fail(name, 1, 1, f"the table is too large; at most {MAX_ROWS} rows and {MAX_COLUMNS} columns")
    refuse([*_repeated_headers(name, header), *_overlong_rows(name, header, body)])
    blanks = ("",) * width
    body = tuple(replace(row, cells=(row.cells + blanks)[:width]) for row in body)
    return Table(name, header, body)


class Cells:
    """The cells of a table by the name of their column; it notes what is wrong, to tell it all at once."""

    def __init__(self, table: Table, accepted: Mapping[str, Sequence[str]]) -> None:
        """Find the columns by their accepted headers; a header that is not even close is passed over."""
        self.table = table
        self.columns: dict[str, int] = {}
        self.problems: list[Problem] = []
        known = {fold_header(name): (column, name) for column, names in accepted.items() for name in names}
        for index, cell in enumerate(table.header.cells):
            for near in get_close_matches(fold_header(cell), known, n=1, cutoff=_CLOSE):
                self._add_column(index, *known[near])

    def note(self, row: Row, column: str, message: str) -> None:
        """Note what is wrong with one cell."""
        self.problems.append(Problem(self.table.name, row.number, self.place(column), f"{column}: {message}"))

    def place(self, column: str) -> int:
        """Return the 1-based place of a column, or 1 when the table does not have it."""
        return self.columns.get(column, 0) + 1

    def read(self, row: Row, column: str, parse: Callable[[str], _T], absent: str = "") -> _T | None:
        """Parse one cell, or what stands for an absent column; None when the parser raises a ValueError."""
        text = row.cells[self.columns[column]] if column in self.columns else absent
        try:
            return parse(text)
        except ValueError as error:
            self.note(row, column, f"the cell {error}")
            return None

    def _add_column(self, index: int, column: str, header: str) -> None:
        earlier = self.columns.setdefault(column, index)
        name, number, cells = self.table.name, self.table.header.number, self.table.header.cells
        if fold_header(cells[index]) != fold_header(header):
            message = f"{quoted(cells[index])} is unknown; did you mean {header!r}? Rename or remove it"
            self.problems.append(Problem(name, number, index + 1, f"{column}: {message}"))
        elif earlier != index:
            message = f"{quoted(cells[earlier])} and {quoted(cells[index])} mean the same; keep one of them"
            self.problems.append(Problem(name, number, index + 1, f"{column}: {message}"))


def read_name(text: str) -> str:
    """Return a name as it is; a ValueError when it is missing or would upset a report."""
    if not text:
        raise ValueError("is not a name; write the name in every row (merged cells are not filled down)")
    if any(unicodedata.category(char) in _UNSAFE for char in text):
        raise ValueError("has a control character or a line break in it; type the name again")
    if len(text) > MAX_NAME:
        raise ValueError(f"is too long for a name; at most {MAX_NAME} characters")
    return text


def fold(text: str) -> str:
    """Return a text without its case, accents and doubled spaces, for comparison only."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return " ".join("".join(char for char in decomposed if not unicodedata.combining(char)).split())


def fold_header(text: str) -> str:
    """Return only the letters and digits of a folded text, for the comparison of headers."""
    return "".join(char for char in fold(text) if char.isalnum())


def clean(text: str) -> str:
    """Return a text without its invisible characters and the white space around it."""
    return text.translate(_INVISIBLE).strip()


def quoted(text: str) -> str:
    """Return a text as an error shows it: on one line, in quotes, not too long."""
    return repr(text if len(text) <= 60 else f"{text[:60]}…")


def refuse(problems: Sequence[Problem]) -> None:
    """Raise the problems of a file together, in the order of the file, if there are any."""
    if problems:
        lines = [str(problem) for problem in sorted(problems)]
        rest = [f"and {len(lines) - MAX_SHOWN} more"] if len(lines) > MAX_SHOWN else []
        raise UsageError("\n".join(lines[:MAX_SHOWN] + rest))


def fail(name: str, row: int, column: int, message: str) -> NoReturn:
    """Raise the one problem that makes the file unusable."""
    raise UsageError(str(Problem(name, row, column, message)))


def _check_kind(name: str, content: bytes) -> None:
    if len(content) > MAX_BYTES:
        fail(name, 1, 1, f"{len(content)} bytes; at most {MAX_BYTES}: split the file")
    for signature, kind in _SIGNATURES.items():
        if content.startswith(signature):
            fail(name, 1, 1, f"this is {kind}, not text; {_SAVE_AS_CSV}")


def _decode(name: str, content: bytes) -> str:
    encoding = _encoding(content)
    text, wrong = "", 0
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        wrong = error.object.count(b"\n", 0, error.start) + 1
    if wrong:
        # Raised out here: the codec's error holds the whole file, and must not be the context of ours.
        fail(
            name, wrong, 1, f"a character cannot be read as {encoding.removesuffix('-sig')}; save the file as CSV UTF-8"
        )
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        fail(name, line, 1, f"there is a NUL byte, so this is not text; {_SAVE_AS_CSV}")
    return text


def _encoding(content: bytes) -> str:
    if content.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        content.decode()
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8"


def _dialect(name: str, text: str) -> tuple[str, int]:
    """Return the delimiter and where the table starts: after the ``sep=`` line, if there is one."""
    if declared := _DECLARED.match(text):
        if declared[1] not in _DELIMITERS:
            fail(name, 1, 1, f"sep={declared[1]} is not understood; write sep=, or sep=; instead")
        return declared[1], declared.end()
    widths = {delimiter: _header_width(text, delimiter) for delimiter in _DELIMITERS}
    widest = [delimiter for delimiter, width in widths.items() if width == max(widths.values())]
    if len(widest) > 1 and widths[widest[0]] > 1:
        names = " and ".join(_DELIMITERS[delimiter] for delimiter in widest)
        fail(name, 1, 1, f"{names} divide the headers equally; write sep=, or sep=; as the first line")
    return widest[0], 0


def _header_width(text: str, delimiter: str) -> int:
    """Count the cells of the first row that is not blank, or 0 when it cannot be read in this way."""
    with suppress(csv.Error):
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            if clean("".join(cells)).strip(",;\t"):
                return len(cells)
    return 0


def _rows(name: str, text: str, delimiter: str, line: int) -> Iterator[Row]:
    """Yield the rows that are not blank; ``line`` is the line of the file where the text starts."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = line
    try:
        for cells in reader:
            row = Row(start, tuple(map(clean, cells)))
            start = line + reader.line_num
            if any(row.cells):
                yield row
    except csv.Error as error:
        message = f"the row that starts here cannot be read ({error}); look for a quotation mark too many"
        raise UsageError(str(Problem(name, start, 1, message))) from error


def _repeated_headers(name: str, header: Row) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for index, cell in enumerate(header.cells, 1):
        known = first.setdefault(fold_header(cell) or f" {index}", index)
        if known != index:
            message = f"the same header is already in column {known}; keep one of them"
            yield Problem(name, header.number, index, message)


def _overlong_rows(name: str, header: Row, rows: Sequence[Row]) -> Iterator[Problem]:
    width = len(header.cells)
    for row in rows:
        for index, cell in islice(enumerate(row.cells, 1), width, None):
            if cell:
                message = "the cell has no header above it; put a cell with a delimiter in quotation marks"
                yield Problem(name, row.number, index, message)
                break
