"""Writing templates for a clinic."""

from __future__ import annotations

from pathlib import Path

import pytest

from commandline import Oceandx


def test_headers_are_printed(oceandx: Oceandx) -> None:
    done = oceandx("import-template", "providers", "--lang", "fr")
    assert (done.code, done.err) == (0, "")
    assert done.out == "\ufeffBureau;Fournisseur;Actif\r\n"


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (["workbook"], "a.xlsx"),
        (["workbook"], "without-an-ending"),
        (["reminders"], "a.XLSX"),
        (["reminders", "--format", "xlsx"], "a.data"),
    ],
)
def test_a_workbook_is_written_to_a_file(oceandx: Oceandx, tmp_path: Path, arguments: list[str], name: str) -> None:
    done = oceandx("import-template", *arguments, "--lang", "en", "-o", str(tmp_path / name))
    assert (done.code, done.out, done.err) == (0, "", "")
    assert (tmp_path / name).read_bytes().startswith(b"PK")


def test_text_is_written_to_a_file(oceandx: Oceandx, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    assert oceandx("import-template", "providers", "--lang", "en", "-o", str(file)).code == 0
    assert file.read_bytes() == b"\xef\xbb\xbfOffice,Provider,Active\r\n"
    assert oceandx("import-template", "providers", "--format", "csv", "-o", str(tmp_path / "b.xlsx")).code == 0
    assert (tmp_path / "b.xlsx").read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_filled_template_is_imported(oceandx: Oceandx, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    oceandx("import-template", "sync_status", "--lang", "fr", "-o", str(file))
    empty = oceandx("diagnose", "-s", "S01", "--import", f"sync_status={file}")
    assert (empty.code, empty.err) == (2, f"oceandx: {file}:1:1: there is no row under the headers\n")
    file.write_bytes(file.read_bytes() + b"Oui;Oui;;;;;30;\r\n")
    done = oceandx("diagnose", "-s", "S01", "--import", f"sync_status={file}", "--format", "json")
    assert {"cloud_connect.days_to_sync": 30}.items() <= {f["name"]: f.get("value") for f in done.json["facts"]}.items()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["workbook"], "import-template workbook: an Excel file is not for the screen; write -o FILE.xlsx"),
        (["reminders", "--format", "xlsx"], "not for the screen; write -o FILE.xlsx"),
        (["workbook", "--format", "csv"], "a workbook is an Excel file; write --format xlsx -o FILE.xlsx"),
        (["workbook", "-o", "x.csv"], "a workbook is an Excel file"),
        (["reminder"], "unknown kind 'reminder'; did you mean 'reminders'?"),
        (["words"], "unknown kind 'words'"),
        (["qqq"], "one of daysheet_counts, "),
        (["providers", "-o", "/nowhere/a.csv"], "--output /nowhere/a.csv: no such file or directory"),
    ],
)
def test_what_cannot_be_written_is_one_line(oceandx: Oceandx, arguments: list[str], said: str) -> None:
    done = oceandx("import-template", *arguments)
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
    assert said in done.err
