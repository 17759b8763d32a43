"""Workbooks that are made to mislead or to burst: refused in one line, however the parts are named and written."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts.imports.small import shipped
from facts.imports.test_workbook import STATUS, book, load, refused, repacked, told
from oceandx.facts.imports.files import read_tables
from oceandx.facts.imports.package import open_package
from oceandx.facts.imports.table import clean

SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
RULE = book({"S": [["Rule", "Days Before"], ["A", 2]]})
BROKEN = book({"S": [["Rule", "Days Before"], ["A", "#REF!"]]})
UNREADABLE = re.compile(r"clinic\.xlsx:1:1: this is no Excel workbook that can be read; [^\n]*")


def changed(content: bytes, changes: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    return repacked(content, lambda name, data: changes[name](data) if name in changes else data)


def renamed(content: bytes, names: Mapping[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(names.get(name, name), old.read(name))
    return buffer.getvalue()


def with_rows(rows: str, strings: str = "") -> bytes:
    """Replace the rows of a sheet, and the shared texts."""
    return changed(
        RULE,
        {
            SHEET: lambda data: re.sub(rb"<sheetData>.*</sheetData>", f"<sheetData>{rows}</sheetData>".encode(), data),
            STRINGS: lambda data: re.sub(rb"<si>.*</si>", strings.encode(), data) if strings else data,
        },
    )


def test_one_long_text_in_very_many_cells_is_not_unfolded() -> None:
    cells = "".join(f'<c r="A{row}" t="s"><v>0</v></c>' for row in range(1, 1001))
    bomb = with_rows(f"<row>{cells}</row>", f"<si><t>{'a' * 32_000}</t></si>")
    assert len(bomb) < 20_000
    assert refused("reminders", bomb) == (
        "clinic.xlsx:1:1: the cells hold too much text; at most 20000000 characters together: split the file"
    )


def test_the_same_long_text_in_some_cells_is_read() -> None:
    cells = '<c t="s"><v>0</v></c><c t="inlineStr"><is><t>Days Before</t></is></c>'
    rows = f'<row>{cells}</row><row><c t="str"><v>A</v></c><c><v>2</v></c></row>'
    assert told("reminders", with_rows(rows, "<si><r><t>Ru</t></r><r><t>le</t></r></si>"))["reminders.rule_count"] == 1


@pytest.mark.parametrize(
    "index",
    [
        "1",
        "-1",
        "x",
        "",
        " 0 ",
        "+0",
        "0.0",
        "0<!-- -->0",
        "0<?a b?>0",
        "<![CDATA[0]]>",
        "0<!-- -->",
        "<q>0</q>",
        "&#48;",
    ],
)
def test_a_text_that_there_is_not_is_refused(index: str) -> None:
    rows = f'<row><c t="s"><v>{index}</v></c></row>'
    assert UNREADABLE.fullmatch(refused("reminders", with_rows(rows, "<si><t>Rule</t></si>")))


def test_texts_are_counted_alike_whatever_they_hold() -> None:
    spoken = '<si><rPh sb="0" eb="1"><t>zz</t></rPh><t>Ru</t><phoneticPr/><r><t>le</t></r></si>'
    strings = f"<si/><si><t/></si>{spoken}<x/><si><t>A &amp; B</t></si>"
    rows = '<row><c t="s"><v>2</v></c></row><row><c t="s"><v>3</v></c></row><row><c t="s"><v>0</v></c></row>'
    content = with_rows(rows, strings)
    assert [*load("reminders", content).listed["rule"]] == ["A & B"]
    nested = with_rows(rows, "<si><si><t>Rule</t></si></si><si/><si/><si/>")
    assert UNREADABLE.fullmatch(refused("reminders", nested))


@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=9), min_size=1, max_size=9)
)
def test_texts_are_what_was_written(names: list[str]) -> None:
    kb = shipped()
    content = book({"S": [["Rule"], *([f"|{name}|"] for name in names)]})
    ((_, table),) = read_tables("reminders", "clinic.xlsx", content, kb.imports)
    assert [row.cells for row in table.rows] == [(clean(f"|{name}|"),) for name in names]


def test_few_cells_far_apart_do_not_fill_the_memory() -> None:
    assert refused(
        "reminders", with_rows('<row><c r="A1"><v>1</v></c></row><row><c r="GR50000"><v>1</v></c></row>')
    ) == ("clinic.xlsx:1:1: the sheets are too large; at most 1000000 cells together: split the file")


def test_empty_cells_with_a_colour_are_no_cells() -> None:
    plain = (
        '<row r="1"><c r="A1" t="str"><v>Rule</v></c></row><row r="2"><c r="A2" t="str"><v>A</v></c></row>'
        '<row r="50000"><c r="GR50000" s="1"/></row>'
    )
    assert told("reminders", with_rows(plain))["reminders.rule_count"] == 1


@pytest.mark.parametrize(
    "cell",
    [
        '<c foo=">" r="XFD1048576"><v>1</v></c>',
        "<c foo='>' r='XFD1048576'><v>1</v></c>",
        '<c r="&#88;FD1048576"><v>1</v></c>',
        '<z:c xmlns:z="urn:z" r="XFD1048576"><v>1</v></z:c>',
        '<c r="GR1"/><c><v>1</v></c>',
    ],
)
def test_a_cell_far_away_is_seen_however_it_is_written(cell: str) -> None:
    assert refused("reminders", with_rows(f"<row>{cell}</row>")).endswith("at most 50000 rows and 200 columns")


def test_rows_without_a_number_are_counted() -> None:
    assert "at most 50000 rows" in refused("reminders", with_rows('<row r="50000"/><row><c><v>1</v></c></row>'))


@pytest.mark.parametrize(
    "names",
    [
        {SHEET: "xl/Worksheets/SHEET1.xml"},
        {"xl/workbook.xml": "XL/Workbook.xml", RELATIONS: "xl/_RELS/workbook.XML.rels"},
        {STRINGS: "xl/sharedstrings.xml", SHEET: "xl\\worksheets\\sheet1.xml"},
    ],
)
def test_the_case_of_the_names_of_parts_changes_nothing(names: Mapping[str, str]) -> None:
    assert told("reminders", renamed(RULE, names)) == told("reminders", RULE)
    assert refused("reminders", renamed(BROKEN, names)) == refused("reminders", BROKEN)
    assert "[S]:2:2: the cell shows an error" in refused("reminders", BROKEN)


@pytest.mark.parametrize(
    "target", ["/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml", "./worksheets/../worksheets/sheet1.xml"]
)
def test_a_part_is_found_however_it_is_pointed_to(target: str) -> None:
    def point(data: bytes) -> bytes:
        return data.replace(b"worksheets/sheet1.xml", target.encode())

    assert told("reminders", changed(RULE, {RELATIONS: point})) == told("reminders", RULE)
    assert "the cell shows an error" in refused("reminders", changed(BROKEN, {RELATIONS: point}))


def test_a_sheet_without_its_part_is_refused() -> None:
    gone = repacked(RULE, lambda name, data: None if name == SHEET else data)
    elsewhere = changed(RULE, {RELATIONS: lambda data: data.replace(b"worksheets/sheet1", b"worksheets/sheet9")})
    for content in (gone, elsewhere):
        assert UNREADABLE.fullmatch(refused("reminders", content))


def test_two_parts_of_one_name_are_refused() -> None:
    with zipfile.ZipFile(buffer := io.BytesIO(RULE), "a") as archive:
        archive.writestr("xl/worksheets/SHEET1.XML", b"<worksheet/>")
    assert UNREADABLE.fullmatch(refused("reminders", buffer.getvalue()))


def test_two_sheets_of_one_part_are_refused() -> None:
    two = book({"S": [["Rule"], ["A"]], "T": [["Rule"], ["B"]]})
    shared = changed(two, {RELATIONS: lambda data: data.replace(b"sheet2.xml", b"sheet1.xml")})
    assert UNREADABLE.fullmatch(refused("reminders", shared))


def test_very_many_sheets_are_refused() -> None:
    many = changed(RULE, {"xl/workbook.xml": lambda data: re.sub(rb"(<sheet [^>]*>)", rb"\1" * 101, data)})
    assert (
        refused("reminders", many) == "clinic.xlsx:1:1: the workbook has too many sheets; at most 100: split the file"
    )


@pytest.mark.parametrize("part", [SHEET, STRINGS, "xl/workbook.xml", RELATIONS, "_rels/.rels"])
@pytest.mark.parametrize(
    "head",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        b'<!DOCTYPE x SYSTEM "file:///etc/hostname">',
    ],
)
def test_document_types_and_entities_are_refused(part: str, head: bytes) -> None:
    def add(data: bytes) -> bytes:
        start = data.index(b"?>") + 2
        return data[:start] + head + data[start:]

    assert UNREADABLE.fullmatch(refused("reminders", changed(RULE, {part: add})))


def test_an_encoding_that_readers_may_take_differently_is_refused() -> None:
    other = changed(RULE, {SHEET: lambda data: data.replace(b"UTF-8", b"cp037", 1)})
    assert UNREADABLE.fullmatch(refused("reminders", other))


def test_only_what_was_measured_is_handed_on() -> None:
    content = book({"Old": [["Rule"], ["A"]], "New": [["Rule"], ["A"]]}, hidden=["Old"])
    package = open_package("clinic.xlsx", content)
    assert [(one.name, one.is_visible) for one in package.sheets] == [("Old", False), ("New", True)]
    with zipfile.ZipFile(package.archive) as archive:
        names = [name for name in archive.namelist() if "sheets/" in name]
    assert len(names) == 1


@given(st.lists(st.tuples(st.integers(1, 60), st.integers(1, 9)), max_size=12), st.booleans())
def test_the_errors_of_a_sheet_are_found_in_their_places(places: list[tuple[int, int]], has_places: bool) -> None:
    rows = ""
    for row in range(1, 61):
        cells = ""
        for column in range(1, 10):
            place = f' r="{chr(64 + column)}{row}"' if has_places else ""
            cells += f'<c{place} t="e"><v>#N/A</v></c>' if (row, column) in places else f"<c{place}><v>1</v></c>"
        rows += f"<row>{cells}</row>"
    (sheet,) = open_package("clinic.xlsx", with_rows(rows)).sheets
    assert [*sheet.errors] == sorted(set(places))


def test_a_workbook_of_a_clinic_is_read_as_before() -> None:
    assert len(told("sync_status", STATUS)) == 5
