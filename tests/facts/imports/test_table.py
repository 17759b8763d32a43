"""Reading a delimited text table."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oceandx.errors import UsageError
from oceandx.facts.imports import table as tables
from oceandx.facts.imports.table import Cells, Row, Table, clean, read_name, read_table


def read(content: bytes | str) -> Table:
    data = content.encode() if isinstance(content, str) else content
    return read_table("t.csv", data)


def refused(content: bytes | str) -> str:
    with pytest.raises(UsageError) as caught:
        read(content)
    return str(caught.value)


def values(table: Table) -> list[tuple[str, ...]]:
    return [table.header.cells, *(row.cells for row in table.rows)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_delimiter_is_the_one_of_the_header(delimiter: str, newline: str) -> None:
    lines = [delimiter.join(line) for line in (["office", "provider"], ["Nord", "Roy"])]
    table = read(newline.join(lines))
    assert values(table) == [("office", "provider"), ("Nord", "Roy")]
    assert [row.number for row in table.rows] == [2]


def test_delimiters_inside_quotes_do_not_count() -> None:
    assert values(read('"a,b,c,d";e\n1;2')) == [("a,b,c,d", "e"), ("1", "2")]


def test_header_with_one_column_needs_no_delimiter() -> None:
    assert values(read("office\nNord\n")) == [("office",), ("Nord",)]


def test_tie_is_an_error_that_tells_how_to_settle_it() -> None:
    message = refused("a,b;c\n1,2;3\n")
    assert message.startswith("t.csv:1:1: ")
    assert "comma and semicolon" in message
    assert "sep=;" in message


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;", "sep=;;;", "sep=; "])
def test_sep_line_is_honoured(first: str) -> None:
    table = read(f"{first}\r\na,b;c\r\n1,2;3\r\n")
    assert values(table) == [("a,b", "c"), ("1,2", "3")]
    assert (table.header.number, table.rows[0].number) == (2, 3)


def test_sep_line_with_a_tab() -> None:
    assert values(read("sep=\t\na,b\tc\n1\t2\n")) == [("a,b", "c"), ("1", "2")]


def test_sep_line_with_another_delimiter_is_an_error() -> None:
    assert refused("sep=|\na|b\n").startswith("t.csv:1:1: sep=| is not understood")


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"], ids=["utf-8", "bom", "utf-16", "1252"]
)
def test_encodings(encoding: str) -> None:
    assert values(read("DMÉ,Médecin\nx,Éric\n".encode(encoding))) == [("DMÉ", "Médecin"), ("x", "Éric")]


def test_utf_16_big_endian_with_bom() -> None:
    assert read(b"\xfe\xff" + "é,b\n1,2".encode("utf-16-be")).header.cells == ("é", "b")


@pytest.mark.parametrize(
    ("content", "place", "text"),
    [
        (b"a,b\n1,\x81\n", "t.csv:2:1: ", "windows-1252"),
        (b"\xef\xbb\xbfa,b\n\n1,\xe9\n", "t.csv:3:1: ", "utf-8;"),
        (b"\xff\xfea", "t.csv:1:1: ", "utf-16"),
        (b"a,b\n1,\x00\n", "t.csv:2:1: ", "NUL"),
        ("a,b\n1,2".encode("utf-16-le"), "t.csv:1:1: ", "NUL"),
    ],
)
def test_content_that_is_no_text(content: bytes, place: str, text: str) -> None:
    message = refused(content)
    assert message.startswith(place)
    assert text in message


@pytest.mark.parametrize("signature", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-1.7"])
def test_workbooks_and_documents_are_to_be_saved_as_csv(signature: bytes) -> None:
    assert "save it as CSV" in refused(signature + b"\x00\x01")


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\n\n", b",,\n,\n", b"sep=;\n", " \u200b\n".encode()])
def test_empty_file(content: bytes) -> None:
    assert "empty" in refused(content)


def test_header_only() -> None:
    assert refused("\na,b\n,\n\n").startswith("t.csv:2:1: there is no row")


def test_too_many_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_BYTES", 7)
    assert read("a,b\n1,2").rows
    assert "at most 7" in refused("a,b\n1,22")


def test_too_many_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_ROWS", 2)
    assert len(read("a\n1\n\n2").rows) == 2
    assert "at most 2 rows" in refused("a\n1\n2\n3")


def test_too_many_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_COLUMNS", 2)
    assert "2 columns" in refused("a,b,c\n1,2,3")


def test_limits_are_those_of_the_documentation() -> None:
    assert (tables.MAX_BYTES, tables.MAX_ROWS, tables.MAX_SHOWN) == (5_000_000, 50_000, 20)


def test_rows_are_numbered_by_the_line_where_they_start() -> None:
    table = read('\n"a\nb",c\n\n1,"x\r\ny"\n,\n2,3\n')
    assert table.header == Row(2, ("a\nb", "c"))
    assert table.rows == (Row(5, ("1", "x\r\ny")), Row(8, ("2", "3")))


def test_short_rows_are_filled_and_blank_cells_beyond_the_header_fall_away() -> None:
    table = read("a,b,c,,\n1\n1,2,3,,,,\n")
    assert values(table) == [("a", "b", "c"), ("1", "", ""), ("1", "2", "3")]


def test_cells_beyond_the_header_and_repeated_headers_are_told_together() -> None:
    message = refused("a,A ,b\n1,2,3,,x,y\n\n1,2,3\n1,2,3,z\n")
    assert [line.split(" ")[0] for line in message.splitlines()] == ["t.csv:1:2:", "t.csv:2:5:", "t.csv:5:4:"]
    assert "the same header is already in column 1" in message
    assert "the cell has no header above it" in message


def test_headers_without_a_letter_are_not_taken_for_the_same() -> None:
    assert read("a,,#,-,b\n1,2,3,4,5").header.cells == ("a", "", "#", "-", "b")


@pytest.mark.parametrize("body", ['1,"2\n3,4\n', '1,"2"3\n'])
def test_malformed_quotes(body: str) -> None:
    message = refused(f"a,b\n0,0\n{body}")
    assert message.startswith("t.csv:3:1: ")
    assert "quotation mark" in message


def test_malformed_header() -> None:
    assert refused('"a,b;c\n1,2\n').startswith("t.csv:1:1: ")


def test_cells_lose_white_space_and_what_cannot_be_seen() -> None:
    assert clean("\u00a0\u202f\ufeff Nord\u200b\u00adOuest\u200e \t") == "NordOuest"
    assert clean("✔\ufe0f") == "✔"


def test_errors_are_cut_after_twenty() -> None:
    message = refused("a\n" + "1,2\n" * 25)
    assert len(message.splitlines()) == 21
    assert message.endswith("\nand 5 more")
    assert "more" not in refused("a\n" + "1,2\n" * 20)


def test_long_values_are_shortened_and_stay_on_one_line() -> None:
    message = refused('a\n1,"x\n' + "y" * 5000 + '"\n')
    assert len(message) < 200
    assert "\n" not in message


ACCEPTED = {"office": ("Office", "Bureau"), "provider": ("Provider", "Médecin")}


def test_columns_are_found_by_any_accepted_header() -> None:
    cells = Cells(read("PROVIDER,Notes,bu_reau\nRoy,n,Nord"), ACCEPTED)
    assert cells.columns == {"provider": 0, "office": 2}
    assert cells.problems == []
    row = cells.table.rows[0]
    assert cells.read(row, "office", read_name) == "Nord"
    assert cells.read(row, "labs", read_name, "Labo") == "Labo"
    assert (cells.place("office"), cells.place("labs")) == (3, 1)


def test_a_header_that_is_nearly_right_is_an_error() -> None:
    cells = Cells(read("Offise,Medecins\nNord,Roy"), ACCEPTED)
    assert list(map(str, cells.problems)) == [
        "t.csv:1:1: office: 'Offise' is unknown; did you mean 'Office'? Rename or remove it",
        "t.csv:1:2: provider: 'Medecins' is unknown; did you mean 'Médecin'? Rename or remove it",
    ]


def test_two_headers_of_one_column_are_an_error() -> None:
    cells = Cells(read("Office,Bureau\nNord,Sud"), ACCEPTED)
    assert [str(problem) for problem in cells.problems] == [
        "t.csv:1:2: office: 'Office' and 'Bureau' mean the same; keep one of them"
    ]


def test_what_a_parser_refuses_is_noted_with_its_place() -> None:
    cells = Cells(read("Provider,Office\nRoy,"), ACCEPTED)
    assert cells.read(cells.table.rows[0], "office", read_name) is None
    assert str(cells.problems[0]).startswith("t.csv:2:2: office: the cell is not a name")


@pytest.mark.parametrize("name", ["a\nb", "a\tb", "a\x07", "a\u202eb", "a\u2066b", "a\u2028b", "a\x85b"])
def test_names_that_would_upset_a_report(name: str) -> None:
    with pytest.raises(ValueError, match="control character"):
        read_name(name)


@pytest.mark.parametrize("name", ["=A1", "D'Arcy, Éloïse (Dr)", "O\u2019Neil", "李"])
def test_names_are_kept_as_they_are(name: str) -> None:
    assert read_name(name) == name


CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('",;\n'), max_size=8)


@given(
    st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=5),
    st.sampled_from(",;\t"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_is_written_is_read(rows: list[list[str]], delimiter: str, encoding: str) -> None:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([["a", "b", "c"], *rows, ["x"]])
    table = read(stream.getvalue().encode(encoding))
    expected = [tuple(map(clean, row)) for row in rows if any(map(clean, row))]
    assert [row.cells for row in table.rows] == [*expected, ("x", "", "")]


@given(st.binary(max_size=80) | st.text('a,;\t"\r\nsep=\x00', max_size=40).map(str.encode))
@settings(max_examples=300)
def test_any_content_is_read_or_refused_with_a_place(content: bytes) -> None:
    try:
        table = read(content)
    except UsageError as error:
        lines = str(error).split("\n")
        assert all(line.startswith(("t.csv:", "and ")) for line in lines)
        return
    assert {len(row.cells) for row in table.rows} == {len(table.header.cells)}
    numbers = [table.header.number, *(row.number for row in table.rows)]
    assert numbers == sorted(set(numbers))
