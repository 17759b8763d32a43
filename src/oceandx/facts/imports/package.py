"""The parts of an Excel workbook, measured by a strict parser before anything turns them into cells."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from oceandx.facts.imports.part import DamagedError, SheetMeter, read_part, read_strings, write_strings
from oceandx.facts.imports.table import MAX_BYTES, MAX_COLUMNS, MAX_ROWS, fail

SAVE_AGAIN = "open it in Excel and save it as an Excel workbook (.xlsx)"
_MAX_MEMBERS = 500
_MAX_SHEETS = 100
_MAX_UNPACKED = 50_000_000
_MAX_CELLS = 1_000_000
_MAX_TEXT = 20_000_000
_ROOT, _BOOK, _BOOK_RELATIONS = "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_STRINGS, _STYLES, _SHEET = "sharedStrings.xml", "styles.xml", "xl/worksheets/sheet{}.xml"
_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One sheet: its name, whether it is visible, and the row and column of cells that show an error (at most some)."""

    name: str
    is_visible: bool
    errors: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Package:
    """A workbook that is safe to read: the sheets in their order, and an archive of the measured parts alone."""

    archive: io.BytesIO
    sheets: tuple[SheetPart, ...]


@dataclass(frozen=True, slots=True)
class _Relation:
    """What one part says of another: its id, what it is there for, and the part."""

    id: str
    type: str
    target: str


@dataclass(frozen=True, slots=True)
class _Listed:
    """One sheet as the workbook lists it."""

    name: str
    is_visible: bool
    relation: _Relation


def open_package(path: str, content: bytes) -> Package:
    """Unpack a workbook and measure it.

    What is too large is a UsageError; what is no workbook, or not well-formed, is a DamagedError.
    """
    members = _unpack(path, content)
    book = _only(_relations(members, "", _ROOT), "/officeDocument") or _BOOK
    folder, file = posixpath.split(book)
    relations = _relations(members, folder, f"{folder}/_rels/{file}.rels")
    strings, styles = (
        _only(relations, kind) or f"{folder}/{name}"
        for kind, name in (("/sharedStrings", _STRINGS), ("/styles", _STYLES))
    )
    listed = list(_listed(_part(members, book), relations))
    if len(listed) > _MAX_SHEETS:
        fail(path, 1, 1, f"the workbook has too many sheets; at most {_MAX_SHEETS}: split the file")
    shown = [one for one in listed if one.is_visible]
    if len({_key(one.relation.target) for one in shown}) < len(shown):
        raise DamagedError("two sheets share one part")
    texts = read_strings(_part(members, strings), _MAX_CELLS) if _key(strings) in members else ()
    if texts is None:
        fail(path, 1, 1, f"the workbook has too many texts; at most {_MAX_CELLS}: split the file")
    meters = _measure(path, members, texts, shown)
    sheets = [SheetPart(one.name, one.is_visible, tuple(meters[one].errors if one in meters else ())) for one in listed]
    wanted = {_BOOK: book, f"xl/{_STYLES}": styles}
    wanted |= {_SHEET.format(at): one.relation.target for at, one in enumerate(listed) if one.is_visible}
    parts = {name: members[_key(part)] for name, part in wanted.items() if _key(part) in members}
    parts[f"xl/{_STRINGS}"] = write_strings(texts)
    return Package(_packed(parts, listed), tuple(sheets))


def _measure(
    path: str, members: Mapping[str, bytes], texts: Sequence[str], shown: Sequence[_Listed]
) -> Mapping[_Listed, SheetMeter]:
    meters: dict[_Listed, SheetMeter] = {}
    for one in shown:
        meters[one] = _measured(f"{path} [{one.name}]", _part(members, one.relation.target), texts)
        if sum(meter.area for meter in meters.values()) > _MAX_CELLS:
            fail(path, 1, 1, f"the sheets are too large; at most {_MAX_CELLS} cells together: split the file")
        if sum(meter.text for meter in meters.values()) > _MAX_TEXT:
            fail(path, 1, 1, f"the cells hold too much text; at most {_MAX_TEXT} characters together: split the file")
    return meters


def _measured(place: str, part: bytes, texts: Sequence[str]) -> SheetMeter:
    """Measure a sheet; cells that lie so far apart that the empty ones between them fill the memory are refused."""
    meter = SheetMeter(texts, MAX_ROWS, MAX_COLUMNS, _MAX_CELLS)
    meter.read(part)
    if meter.is_nowhere:
        fail(place, 1, 1, f"a cell is in a place that no sheet has; {SAVE_AGAIN}")
    if meter.is_beyond:
        fail(place, meter.row, max(meter.column, 1), f"at most {MAX_ROWS} rows and {MAX_COLUMNS} columns")
    if meter.is_crowded:
        fail(place, 1, 1, f"the sheet is too large; at most {_MAX_CELLS} cells: split the file")
    return meter


def _unpack(path: str, content: bytes) -> Mapping[str, bytes]:
    """Return the members by their names in small letters, none larger than it says, all together of a safe size."""
    if len(content) > MAX_BYTES:
        fail(path, 1, 1, f"{len(content)} bytes; at most {MAX_BYTES}: split the file")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
            if len(infos) > _MAX_MEMBERS or sum(info.file_size for info in infos) > _MAX_UNPACKED:
                fail(path, 1, 1, f"the workbook is too large unpacked; at most {_MAX_UNPACKED} bytes: split the file")
            members = {_key(info.filename): archive.read(info) for info in infos}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise DamagedError("no archive") from error
    if len(members) < len(infos):
        raise DamagedError("two parts have one name")
    return members


def _key(name: str) -> str:
    """Return the name of a part for comparison: Excel and its readers do not heed the case."""
    return name.replace("\\", "/").lower()


def _part(members: Mapping[str, bytes], name: str) -> bytes:
    if _key(name) not in members:
        raise DamagedError(f"no part {name}")
    return members[_key(name)]


def _relations(members: Mapping[str, bytes], folder: str, name: str) -> tuple[_Relation, ...]:
    found = [
        _Relation(one.get("Id", ""), one.get("Type", ""), _resolved(members, folder, one.get("Target", "")))
        for tag, one in read_part(_part(members, name))
        if tag == "Relationship"
    ]
    if len({relation.id for relation in found}) < len(found):
        raise DamagedError("two relationships have one id")
    return tuple(found)


def _resolved(members: Mapping[str, bytes], folder: str, target: str) -> str:
    """Return the part that is meant: from the root, from the folder, or, as some write it, from the root unsaid."""
    inside, outside = (posixpath.normpath(f"{start}/{target}").lstrip("/") for start in (folder, ""))
    return outside if target.startswith("/") or _key(inside) not in members else inside


def _only(relations: Sequence[_Relation], kind: str) -> str | None:
    found = [one.target for one in relations if one.type.endswith(kind)]
    if len(found) > 1:
        raise DamagedError("two parts for one purpose")
    return found[0] if found else None


def _listed(book: bytes, relations: Sequence[_Relation]) -> Iterator[_Listed]:
    """Yield the sheets in their order."""
    by_id = {one.id: one for one in relations}
    for tag, sheet in read_part(book):
        if tag == "sheet":
            ids = [value for key, value in sheet.items() if key.endswith(":id")]
            if len(ids) != 1 or ids[0] not in by_id:
                raise DamagedError("a sheet without its part")
            yield _Listed(sheet.get("name", ""), sheet.get("state", "visible") == "visible", by_id[ids[0]])


def _packed(parts: Mapping[str, bytes], listed: Sequence[_Listed]) -> io.BytesIO:
    """Return an archive of the parts that were measured, under names of our own: no reader can be led to another."""
    sheets = [(one.relation.id, one.relation.type, f"/{_SHEET.format(at)}") for at, one in enumerate(listed)]
    own = [(f"own-{name}", f"{_OFFICE}/{name.removesuffix('.xml')}", f"/xl/{name}") for name in (_STRINGS, _STYLES)]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(_ROOT, _written([("book", f"{_OFFICE}/officeDocument", _BOOK)]))
        archive.writestr(_BOOK_RELATIONS, _written([*sheets, *(one for one in own if one[2][1:] in parts)]))
        for name, content in parts.items():
            archive.writestr(name, content)
    packed.seek(0)
    return packed


def _written(relations: Iterable[tuple[str, str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="{escape(key)}" Type="{escape(kind)}" Target="{escape(target)}"/>'
        for key, kind, target in relations
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{_NAMESPACE}">{lines}</Relationships>'
