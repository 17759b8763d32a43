"""Importing files of a clinic, and saying whom the case is about."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from commandline import Oceandx

SELECTED = "cloud_connect.provider_selected"


@pytest.fixture
def providers(tmp_path: Path) -> str:
    file = tmp_path / "ocean.csv"
    file.write_text("Fournisseur;Proposé;Coché\nRoy, Amélie;oui;non\nDr Marc Li;oui;oui\n", encoding="windows-1252")
    return f"ocean_providers={file}"


def facts(oceandx: Oceandx, *arguments: str) -> dict[str, object]:
    done = oceandx("diagnose", "-s", "S01", "--format", "json", "--as-of", "2026-11-23", *arguments)
    assert done.code == 0
    return {fact["name"]: fact.get("value", fact.get("unknown")) for fact in done.json["facts"]}


def test_a_list_decides_nothing_until_the_provider_is_named(oceandx: Oceandx, providers: str) -> None:
    assert facts(oceandx, "--import", providers)[SELECTED] == "not-asked"
    assert facts(oceandx, "--import", providers, "--provider", "Dre Amélie Roy")[SELECTED] is False
    assert facts(oceandx, "--import", providers, "--provider", "marc li")[SELECTED] is True


def test_it_is_told_that_a_name_is_missing(oceandx: Oceandx, providers: str) -> None:
    arguments = ["diagnose", "-s", "S01", "--import", providers, "--lang", "en"]
    (line,) = oceandx(*arguments).err.splitlines()
    assert line.startswith(f"{providers.partition('=')[2]}:1:1: say with --provider NAME what the case is about;")
    assert oceandx(*arguments, "--provider", "Marc Li").err == ""


def test_an_answer_that_the_named_value_contradicts_is_no_answer(oceandx: Oceandx, providers: str) -> None:
    told = facts(oceandx, "--import", providers, "--provider", "Amélie Roy", "--fact", f"{SELECTED}=true")
    assert told[SELECTED] == "contradictory"


def test_explain_takes_the_same_names(oceandx: Oceandx, providers: str) -> None:
    done = oceandx("explain", "C06", "-s", "S01", "--import", providers, "--provider", "Amélie Roy", "--lang", "en")
    assert done.code == 0
    assert oceandx("explain", "C06", "-s", "S01", "--import", providers, "--lang", "en").out != done.out


def test_a_rule_is_named_among_several(oceandx: Oceandx, tmp_path: Path) -> None:
    file = tmp_path / "rules.csv"
    file.write_text("Rule,Days Before,Confirmation\nTwo days,2,yes\nSame day,0,no\n", encoding="utf-8")
    named = facts(oceandx, "--import", f"reminders={file}", "--rule", "same day")
    assert (named["reminders.rule_days_before"], named["reminders.rule_confirmation_on"]) == (0, False)


@pytest.mark.parametrize(
    ("option", "name", "said"),
    [
        ("--provider", "Amelie Roi", "the nearest are 'Roy, Amélie', 'Dr Marc Li'"),
        ("--office", "North", "no file that was given lists any office"),
        ("--rule", "R", "no file that was given lists any rule"),
    ],
)
def test_a_name_that_no_file_has_is_refused(
    oceandx: Oceandx, providers: str, option: str, name: str, said: str
) -> None:
    done = oceandx("diagnose", "-s", "S01", "--import", providers, option, name)
    assert (done.code, len(done.err.splitlines())) == (2, 1)
    assert f"{option} {name}: " in done.err
    assert said in done.err


def test_a_named_provider_in_a_facts_file_is_found_too(oceandx: Oceandx, tmp_path: Path) -> None:
    file = tmp_path / "facts.yaml"
    file.write_text(
        f"- name: {SELECTED}\n  unknown: not-asked\n  detail: [{{provider: Li, value: true}}]\n", encoding="utf-8"
    )
    assert facts(oceandx, "--facts", str(file), "--provider", "LI")[SELECTED] is True


def test_reports_name_where_a_fact_comes_from(oceandx: Oceandx, providers: str) -> None:
    done = oceandx("diagnose", "-s", "S01", "--import", providers, "--provider", "Amélie Roy", "--lang", "en")
    assert "imported list of providers in Ocean" in done.out


def test_a_workbook_gives_the_facts_of_all_its_sheets(oceandx: Oceandx, tmp_path: Path) -> None:
    file = tmp_path / "clinic.xlsx"
    with xlsxwriter.Workbook(file) as workbook:
        sheets: dict[str, list[list[object]]] = {
            "Synchronisation": [["Jours à synchroniser"], [30]],
            "Providers in Ocean": [["Provider", "Selected"], ["Roy", "x"], ["Li", ""]],
        }
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    told = facts(oceandx, "--import", f"workbook={file}", "--provider", "Li")
    assert (told["cloud_connect.days_to_sync"], told[SELECTED]) == (30, False)
    assert facts(oceandx, "--import", f"sync_status={file}")["cloud_connect.days_to_sync"] == 30


@pytest.mark.parametrize(
    ("argument", "said"),
    [
        ("workbok=x.xlsx", "unknown kind 'workbok'; did you mean 'workbook'?"),
        ("words=x.csv", "unknown kind 'words'"),
        ("workbook=/nowhere.xlsx", "/nowhere.xlsx: no such file"),
    ],
)
def test_what_cannot_be_imported_is_one_line(oceandx: Oceandx, argument: str, said: str) -> None:
    done = oceandx("diagnose", "-s", "S01", "--import", argument)
    assert (done.code, len(done.err.splitlines())) == (2, 1)
    assert said in done.err
