"""One part of an Excel workbook: XML, read as a stream, without document types and entities.

The standard library's expat is enough: it opens nothing outside, and what makes XML explode (entities) needs a document
type, which no part of a workbook has and which is refused here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Any, Final, NoReturn
from xml.parsers import expat

_ENCODINGS = ("utf-8", "utf-16")
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DEPTH = 2  # of a text, in the list of them
_INDEX = re.compile(r"[0-9]{1,7}")
_ROW = re.compile(r"[0-9]{1,7}")
_MAX_ERRORS = 1000  # more are not shown

Attributes = dict[str, str]


class DamagedError(ValueError):
    """What was read is no workbook, or not one that Excel writes."""


class _Enough(Exception):  # noqa: N818 - it ends the reading, and is no error
    """What was read tells all that there is to know."""


def read_part(part: bytes) -> list[tuple[str, Attributes]]:
    """Return the elements of a small part, without their prefixes; DamagedError where it is not well-formed."""
    found: list[tuple[str, Attributes]] = []
    _parse(part, lambda tag, attributes: found.append((tag, attributes)), _ignored, _ignored)
    return found


def read_strings(part: bytes, maximum: int) -> Sequence[str] | None:
    """Return the shared texts, without how they are spoken, or None for more than the maximum."""
    texts: list[list[str]] = []
    path: list[str] = []

    def start(tag: str, _: Attributes) -> None:
        path.append(tag)
        if tag == "si":
            if len(path) != _DEPTH:
                raise DamagedError("a text within a text")
            texts.append([])
            if len(texts) > maximum:
                raise _Enough

    def end(*_: Any) -> None:
        path.pop()

    def text(data: str) -> None:
        if path[-1] == "t" and texts and "rPh" not in path:
            texts[-1].append(data)

    try:
        _parse(part, start, end, text)
    except _Enough:
        return None
    return tuple("".join(pieces) for pieces in texts)


def write_strings(texts: Iterable[str]) -> bytes:
    """Write shared texts so that every reader counts them alike."""
    items = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in texts)
    return f'<?xml version="1.0" encoding="UTF-8"?><sst xmlns="{_MAIN}">{items}</sst>'.encode()


class SheetMeter:
    """Measures a sheet: how far its cells go (``area`` with the empty ones) and how much text they hold together."""

    def __init__(self, strings: Sequence[str], max_row: int, max_column: int, max_cells: int) -> None:
        self._strings: Final = strings
        self._limits: Final = (max_row, max_column, max_cells)
        self.row = self.column = 0
        self.text = 0
        self.is_beyond = self.is_crowded = self.is_nowhere = False
        self.errors: list[tuple[int, int]] = []
        self._rows = self._columns = self._cells = 0
        self._kind, self._is_empty = "", False
        self._index: list[str] | None = None
        self._part = b""

    @property
    def area(self) -> int:
        """The number of cells of the rectangle from the first cell to the last ones of the rows and columns."""
        return self._rows * self._columns

    def read(self, part: bytes) -> None:
        """Measure a part as far as it can be: ``is_beyond``, ``is_crowded`` or ``is_nowhere`` says why it ended."""
        try:
            self._part = part
            _parse(part, self._start, self._end, self._read_text)
        except _Enough:
            return

    def _start(self, tag: str, attributes: Attributes) -> None:
        if tag == "row":
            self.row, self.column = self._row_of(attributes.get("r")), 0
            self._check()
        elif tag == "c":
            self._place(attributes.get("r"))
            self._kind, self._is_empty = attributes.get("t", ""), True
            self._check()
            if self._kind == "e" and len(self.errors) < _MAX_ERRORS:
                self.errors.append((self.row, self.column))
        elif self._is_empty:
            # Only what is in a cell is read: Excel also writes empty cells, for their colour.
            self._is_empty = False
            self._cells += 1
            self._check()
            self._rows, self._columns = max(self._rows, self.row), max(self._columns, self.column)
        if self._index is not None:
            raise DamagedError("an element within a value")
        if tag == "v":
            self._index = []

    def _end(self, tag: str, at: int) -> None:
        if tag == "c":
            self._is_empty = False
        elif tag == "v" and self._index is not None:
            if self._kind == "s":
                self.text += self._length("".join(self._index), at)
            self._index = None

    def _read_text(self, data: str) -> None:
        self.text += len(data)
        if self._index is not None:
            self._index.append(data)

    def _length(self, index: str, at: int) -> int:
        """Return the length of a shared text; its number must stand there as it is, so that all read the same."""
        is_plain = _INDEX.fullmatch(index) and self._part.endswith(f">{index}".encode(), 0, at)
        if not is_plain or int(index) >= len(self._strings):
            raise DamagedError("a cell has a text that there is not")
        return len(self._strings[int(index)])

    def _row_of(self, place: str | None) -> int:
        if place is None:
            return self.row + 1
        if not _ROW.fullmatch(place) or not int(place):
            self._stray()
        return int(place)

    def _place(self, place: str | None) -> None:
        if place is None:
            self.row, self.column = max(self.row, 1), self.column + 1
            return
        match = _PLACE.fullmatch(place)
        if not match or not int(match[2]):
            self._stray()
        self.row, self.column = int(match[2]), _number(match[1])

    def _stray(self) -> NoReturn:
        self.is_nowhere = True
        raise _Enough

    def _check(self) -> None:
        max_row, max_column, max_cells = self._limits
        self.is_beyond = self.row > max_row or self.column > max_column
        self.is_crowded = self._cells > max_cells
        if self.is_beyond or self.is_crowded:
            raise _Enough


def _parse(
    part: bytes,
    start: Callable[[str, Attributes], None],
    end: Callable[[str, int], None],
    text: Callable[[str], None],
) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: start(name.rpartition(":")[2], attributes)
    parser.EndElementHandler = lambda name: end(name.rpartition(":")[2], parser.CurrentByteIndex)
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refuse
    parser.XmlDeclHandler = _check_encoding
    try:
        parser.Parse(part, True)  # noqa: FBT003 - the last piece
    except expat.ExpatError as error:
        raise DamagedError("not well-formed") from error


def _refuse(*_: Any) -> None:
    raise DamagedError("a document type")


def _check_encoding(_: str, encoding: str | None, __: int) -> None:
    """Refuse what a part of a workbook cannot be written in: readers could see different cells in it."""
    if encoding and encoding.lower() not in _ENCODINGS:
        raise DamagedError("an encoding that no workbook has")


def _ignored(*_: Any) -> None:
    """Pass over."""


def _number(letters: str) -> int:
    """Return the place (1-based) of a column named by letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
