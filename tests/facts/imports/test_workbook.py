"""Excel workbooks: cells as a person sees them, and files that are refused before they can do harm."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from facts.imports.small import TODAY, shipped, value
from oceandx.errors import UsageError
from oceandx.facts.imports.files import Clinic, import_tables, read_tables

Rows = Sequence[Sequence[object]]
FORMATS = {datetime: "yyyy-mm-dd hh:mm", date: "yyyy-mm-dd", time: "hh:mm", timedelta: "[h]:mm"}


def book(sheets: Mapping[str, Rows], hidden: Sequence[str] = ()) -> bytes:
    """Write a workbook as a clinic might; an error value stands for a formula that shows it."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            (sheet.hide if name in hidden else sheet.activate)()
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if type(cell) in FORMATS:
                        sheet.write_datetime(
                            row, column, cell, workbook.add_format({"num_format": FORMATS[type(cell)]})
                        )
                    elif isinstance(cell, str) and cell.startswith("#"):
                        sheet.write_formula(row, column, "=1/0", None, cell)
                    else:
                        sheet.write(row, column, cell)
    return buffer.getvalue()


def load(kind: str, content: bytes) -> Clinic:
    kb = shipped()
    tables = read_tables(kind, "clinic.xlsx", content, kb.imports)
    return import_tables(tables, kb.imports, kb.facts, TODAY)


def told(kind: str, content: bytes) -> dict[str, object]:
    return {fact.name: value(fact) for fact in load(kind, content).facts if value(fact) is not None}


def refused(kind: str, content: bytes) -> str:
    with pytest.raises(UsageError) as caught:
        load(kind, content)
    return str(caught.value)


def repacked(content: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """Change members of a workbook; None leaves one out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            changed = change(name, old.read(name))
            if changed is not None:
                new.writestr(name, changed)
    return buffer.getvalue()


STATUS = book(
    {
        "Feuil1": [
            ["Authorized", "Last Sync", "Last Full Sync", "Last Error", "Days to Sync", "Seen At"],
            [True, datetime(2026, 11, 23, 8, 0), date(2026, 11, 1), "none", 30, datetime(2026, 11, 23, 8, 45)],  # noqa: DTZ001 - a clinic's clock
        ]
    }
)


def test_cells_are_what_a_person_sees() -> None:
    assert told("sync_status", STATUS) == {
        "cloud_connect.emr_authorized": True,
        "cloud_connect.minutes_since_last_sync": 45,
        "cloud_connect.last_full_sync_on": "2026-11-01",
        "cloud_connect.last_sync_succeeded": True,
        "cloud_connect.days_to_sync": 30,
    }


@pytest.mark.parametrize("clock", [time(18, 30), timedelta(hours=18, minutes=30), "18 h 30"])
def test_times(clock: object) -> None:
    assert told("reminders", book({"S": [["Rule", "Run Time"], ["A", clock]]}))["reminders.run_hour"] == 18


def test_numbers_that_are_not_what_is_asked_for() -> None:
    content = book({"S": [["Rule", "Run Time", "Days Before"], ["A", timedelta(hours=30), 1.5]]})
    assert refused("reminders", content).split("\n") == [
        "clinic.xlsx [S]:2:2: run_time: the cell is no time of day; write it on the 24-hour clock, such as 06:30",
        "clinic.xlsx [S]:2:3: days_before: the cell is not a whole number; write digits only, such as 30",
    ]


def test_errors_name_the_row_and_the_column_of_the_sheet() -> None:
    content = book({"Feuille": [[], ["", "Provider", "Selected"], [], ["", "Roy", "maybe"]]})
    assert refused("ocean_providers", content).startswith(
        "clinic.xlsx [Feuille]:4:3: sync_selected: the cell is unknown"
    )


def test_a_formula_error_is_not_an_empty_cell() -> None:
    content = book({"S": [["Provider", "Selected"], ["Roy", "x"], ["Li", "#REF!"]]})
    assert refused("ocean_providers", content) == (
        "clinic.xlsx [S]:3:2: the cell shows an error instead of a value; correct its formula or type the value"
    )
    only = book({"Providers": [["Office", "Provider"], ["#N/A", "#N/A"]]})
    assert "[Providers]:2:1: the cell shows an error" in refused("workbook", only)


def test_hidden_sheets_are_not_seen() -> None:
    sheets: dict[str, Rows] = {"Old": [["Rule"], ["A"], ["B"]], "New": [["Rule"], ["A"]]}
    assert told("reminders", book(sheets, hidden=["Old"]))["reminders.rule_count"] == 1
    assert told("reminders", book(sheets))["reminders.rule_count"] == 2


def test_the_sheet_that_is_named_like_the_kind_comes_before_the_first() -> None:
    content = book({"Mode d'emploi": [["Bonjour"], ["x"]], "Rappels": [["Règle"], ["A"]]})
    assert told("reminders", content)["reminders.rule_count"] == 1


# A workbook of several kinds

SHEETS: dict[str, Rows] = {
    "Instructions": [["Do not write names of patients"], ["x"]],
    "Providers": [["Office", "Provider"]],
    "rappels": [["Rule", "Days Before"], ["A", 2]],
    "Sync status": [["Days to Sync"], [30]],
    "Fournisseurs dans Ocean": [["Fournisseur", "Coché"], ["Roy", "oui"]],
    "Permissions": [],
}


def test_every_known_sheet_is_read_in_either_language() -> None:
    found = load("workbook", book(SHEETS))
    assert {value(fact) for fact in found.facts if fact.name.endswith(("days_before", "days_to_sync"))} == {2, 30}
    assert [one.provider for one in found.ocean_providers] == ["Roy"]
    assert not found.placements


def test_a_sheet_that_is_nearly_known_is_asked_about() -> None:
    message = refused("workbook", book({**SHEETS, "Provders": [["x"]], "Patients 2026": [["y"]]}))
    first, second = message.split("\n")
    assert "the sheet 'Patients 2026' is unknown; name it one of 'Autorisations', " in first
    assert "the sheet 'Provders' is unknown; did you mean 'Providers'? Rename or hide or remove it" in second


def test_an_empty_workbook_says_so() -> None:
    content = book({"Providers": [["Office", "Provider"]], "Instructions": []})
    assert refused("workbook", content) == "clinic.xlsx:1:1: there is no row under the headers, on any of the sheets"
    assert refused("providers", content) == "clinic.xlsx [Providers]:1:1: there is no row under the headers"


# Files that are refused


@pytest.mark.parametrize(
    "content", [b"Office,Provider\nN,A\n", b"", b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"PK\x03\x04" * 9]
)
def test_what_is_no_workbook_is_refused_in_one_line(content: bytes) -> None:
    assert re.fullmatch(r"clinic\.xlsx:1:1: this is no Excel workbook.*\(\.xlsx\)", refused("workbook", content))


def test_an_old_workbook_is_asked_for_again() -> None:
    assert "this is an old Excel workbook" in refused("providers", b"\xd0\xcf\x11\xe0")


@pytest.mark.parametrize(
    "change",
    [
        lambda name, data: None if name == "xl/workbook.xml" else data,
        lambda name, data: None if name == "xl/worksheets/sheet1.xml" else data,
        lambda name, data: data[:100] if name.endswith("sheet1.xml") else data,
        lambda name, data: b"<x/>" if name == "xl/workbook.xml" else data,
        lambda name, data: b"" if name == "xl/_rels/workbook.xml.rels" else data,
    ],
)
def test_a_damaged_workbook_is_refused(change: Callable[[str, bytes], bytes | None]) -> None:
    assert refused("sync_status", repacked(STATUS, change)).startswith("clinic.xlsx")


def test_a_workbook_that_unpacks_to_too_much_is_not_unpacked() -> None:
    bomb = repacked(STATUS, lambda name, data: bytes(60_000_000) if name.endswith("sheet1.xml") else data)
    assert len(bomb) < 100_000
    assert "too large unpacked; at most 50000000 bytes" in refused("sync_status", bomb)


def test_a_member_that_is_larger_than_it_says_is_refused() -> None:
    bomb = repacked(STATUS, lambda name, data: data + bytes(100_000) if name.endswith("sheet1.xml") else data)
    with zipfile.ZipFile(io.BytesIO(bomb)) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    lying = bomb.replace(size.to_bytes(4, "little"), (50).to_bytes(4, "little"))
    assert lying != bomb
    assert "no Excel workbook that can be read" in refused("sync_status", lying)


@pytest.mark.parametrize("place", ["A99999999", "a2", "A-1", "ZZZZ1", "A1:B2"])
def test_a_cell_in_no_place_is_refused(place: str) -> None:
    def change(name: str, data: bytes) -> bytes:
        return data.replace(b'r="A2"', f'r="{place}"'.encode()) if name.endswith("sheet1.xml") else data

    assert "a cell is in a place that no sheet has" in refused("sync_status", repacked(STATUS, change))


@pytest.mark.parametrize("place", ["XFD9", "A1048576"])
def test_a_cell_far_away_does_not_fill_the_memory(place: str) -> None:
    def change(name: str, data: bytes) -> bytes:
        return data.replace(b'r="A2"', f'r="{place}"'.encode()) if name.endswith("sheet1.xml") else data

    assert refused("sync_status", repacked(STATUS, change)).endswith("at most 50000 rows and 200 columns")


@settings(max_examples=60)
@given(st.data())
def test_any_damage_is_facts_or_a_refusal(data: st.DataObject) -> None:
    part = data.draw(
        st.sampled_from(["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"])
    )

    def change(name: str, content: bytes) -> bytes:
        if name != part:
            return content
        start = data.draw(st.integers(0, len(content)))
        return content[:start] + data.draw(st.binary(max_size=6)) + content[start + data.draw(st.integers(0, 40)) :]

    message = ""
    try:
        load("sync_status", repacked(STATUS, change))
    except UsageError as error:
        message = str(error)
    assert all(line.startswith("clinic.xlsx") for line in message.split("\n") if line)
