"""Templates: empty files that are read back once a clinic has filled them in."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from facts.imports.small import TODAY, shipped, value
from oceandx.errors import UsageError
from oceandx.facts.imports.files import Clinic, import_tables, read_tables
from oceandx.facts.imports.templates import csv_template, xlsx_template
from oceandx.facts.imports.vocabulary import kinds, workbook_order
from oceandx.model.vocabulary import Language
from oceandx.report.words import Words

IMPORTS = shipped().imports
ORDER = workbook_order(IMPORTS)
BOTH = pytest.mark.parametrize("language", Language)


def xlsx(language: Language, *names: str) -> bytes:
    return xlsx_template(IMPORTS, names or ORDER, language, Words(shipped(), language, markdown=False).say)


def load(kind: str, content: bytes) -> Clinic:
    return import_tables(read_tables(kind, "t", content, IMPORTS), IMPORTS, shipped().facts, TODAY)


def member(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


@BOTH
@pytest.mark.parametrize("kind", kinds(IMPORTS))
def test_an_empty_template_says_that_it_is_empty(kind: str, language: Language) -> None:
    for content in (csv_template(IMPORTS, kind, language), xlsx(language, kind)):
        with pytest.raises(UsageError, match="there is no row under the headers"):
            load(kind, content)
    with pytest.raises(UsageError, match="there is no row under the headers, on any of the sheets"):
        load("workbook", xlsx(language))


def test_text_opens_in_excel_of_either_language() -> None:
    french, english = (csv_template(IMPORTS, "providers", language) for language in (Language.FR, Language.EN))
    assert french == "\ufeffBureau;Fournisseur;Actif\r\n".encode()
    assert english == "\ufeffOffice,Provider,Active\r\n".encode()


@BOTH
def test_the_same_template_is_the_same_bytes(language: Language) -> None:
    assert xlsx(language) == xlsx(language)
    assert csv_template(IMPORTS, "reminders", language) == csv_template(IMPORTS, "reminders", language)


@BOTH
def test_the_workbook_has_a_sheet_for_each_kind_behind_its_instructions(language: Language) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(xlsx(language)))
    first, *rest = book.sheet_names
    assert first == {Language.FR: "Mode d'emploi", Language.EN: "Instructions"}[language]
    assert rest == [IMPORTS[kind]["sheet"][language] for kind in ORDER]  # type: ignore[index] # plain data
    said = str(book.get_sheet_by_index(0).to_python())
    for word in {Language.FR: ("patient", "mot de passe", "clé"), Language.EN: ("patient", "password", "key")}[
        language
    ]:
        assert word in said


@BOTH
def test_one_kind_is_one_sheet(language: Language) -> None:
    assert len(CalamineWorkbook.from_filelike(io.BytesIO(xlsx(language, "reminders"))).sheet_names) == 1


def test_headers_stay_in_sight_and_say_what_to_write() -> None:
    content = xlsx(Language.FR, "ocean_providers")
    sheet = member(content, "xl/worksheets/sheet1.xml")
    assert 'state="frozen"' in sheet
    assert '<dataValidation type="list"' in sheet
    assert '"Oui,Non"' in sheet
    assert "<b/>" in member(content, "xl/styles.xml")
    comments = member(content, "xl/comments1.xml")
    assert comments.count("<comment ") == 7
    assert "(Sync Appointments For Provider(s))" in comments
    assert "{label" not in comments


@BOTH
def test_lists_are_short_enough_for_excel(language: Language) -> None:
    for kind in ("permissions", "reminders", "reminder_log"):
        sheet = member(xlsx(language, kind), "xl/worksheets/sheet1.xml")
        menus = [part.split("</formula1>")[0] for part in sheet.split("<formula1>")[1:]]
        assert menus
        assert all(len(menu) <= 257 for menu in menus)  # 255 and the quotation marks


# Filled in again

NAME = st.text(st.characters(categories=["Lu", "Ll"], max_codepoint=0x17F), min_size=1, max_size=12)


def cell(kind: str, column: dict[str, object], language: Language) -> st.SearchStrategy[str]:
    """Draw what a careful person would write in one column."""
    menus = shipped().imports["words"]["menus"]["yes-no"]  # type: ignore[index] # plain data
    choices = [choice["title"][language] for choice in column.get("choices", ())]  # type: ignore[attr-defined] # plain data
    days = st.dates(date(2026, 1, 1), TODAY).map(date.isoformat)
    if kind == "permissions":
        grid = [word[language] for word in shipped().imports["permissions"]["menu"]]  # type: ignore[attr-defined] # plain data
        named = {"emr_user": st.just("OceanAPI"), "office": NAME, "provider": NAME, "access_until": days}
        return named.get(str(column["column"]), st.sampled_from([*grid, ""]))
    return {
        "name": NAME,
        "yes-no": st.sampled_from([word[language] for word in menus] + ["?"]),
        "count": st.integers(0, 365).map(str),
        "date": days,
        "moment": days,
        "time": st.times().map(lambda clock: f"{clock:%H:%M}"),
        "choice": st.sampled_from(choices or [""]),
        "text": NAME,
    }[str(column["cell"])]


def filled(data: st.DataObject, kind: str, language: Language) -> list[str]:
    """Draw one row under the headers of a template."""
    columns = shipped().imports[kind]["columns"]
    row = [data.draw(cell(kind, column, language)) for column in columns]  # type: ignore[attr-defined] # plain data
    if kind == "sync_status":
        row[-1] = TODAY.isoformat()  # nothing was seen before it happened
    return row


@settings(max_examples=40)
@given(st.data(), st.sampled_from(kinds(IMPORTS)), st.sampled_from(Language))
def test_a_template_that_was_filled_in_is_read_back(data: st.DataObject, kind: str, language: Language) -> None:
    row = filled(data, kind, language)
    separator = {Language.FR: ";", Language.EN: ","}[language]
    content = csv_template(IMPORTS, kind, language) + separator.join(row).encode()
    text = load(kind, content)
    headers = content.decode("utf-8-sig").split("\r\n")[0].split(separator)
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet(IMPORTS[kind]["sheet"][language])  # type: ignore[index] # plain data
        sheet.write_row(0, 0, headers)
        sheet.write_row(1, 0, row)
    for excel in (load(kind, buffer.getvalue()), load("workbook", buffer.getvalue())):
        assert excel.facts == text.facts
        assert excel.listed == text.listed
    assert text.facts or text.placements


@BOTH
def test_what_was_answered_in_a_template_is_what_is_known(language: Language) -> None:
    yes, no = {Language.FR: ("Oui", "Non"), Language.EN: ("Yes", "No")}[language]
    separator = {Language.FR: ";", Language.EN: ","}[language]
    row = separator.join([yes, no, "OceanAPI", "2026-11-20 08:00", "2026-11-01", "ok", "45", "2026-11-20 09:00"])
    told = load("sync_status", csv_template(IMPORTS, "sync_status", language) + row.encode())
    assert [value(fact) for fact in told.facts] == [True, False, "2026-11-01", 45, True, 60]
    assert told.connected_users == ["OceanAPI"]
