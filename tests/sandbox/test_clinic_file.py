"""Clinic files: what is right, and one line with its place for each thing that is wrong."""

# ruff: noqa: E501 - one line a case

from __future__ import annotations

import datetime

import pytest

from oceandx.errors import UsageError
from oceandx.sandbox.clinic_file import load_clinic, read_clinic
from sandboxing import SMALL, small

LINES = SMALL.splitlines()
AFTER = len(LINES) + 1


def problems(text: str) -> list[str]:
    with pytest.raises(UsageError) as refused:
        read_clinic("c.yaml", text.encode())
    return str(refused.value).splitlines()


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("clinic: small", "clinik: small", "c.yaml:1:1: 'clinic' is missing"),
        ("clinic: small", "clinik: small", "c.yaml:1:1: unknown key 'clinik'; did you mean 'clinic'?"),
        ("symptoms: [S02]", "symptoms: [S2]", "c.yaml:5:12: 'S2' does not have the form ^S[0-9]{2}$ (the code of a symptom, S01)"),
        ("access: [as_oceanapi", "access: [oceanapi", "c.yaml:8:10: 'oceanapi' is not one of as_oceanapi, own_user, ocean; did you mean 'as_oceanapi'?"),
        ("cause: C01, status: confirmed", "cause: C01", "c.yaml:7:11: write either 'status' or 'question': what is found, or what must be asked first"),
        ("cause: C01, status: confirmed", "cause: C01, status: confirmed, question: a.b", "c.yaml:7:11: write either 'status' or 'question': what is found, or what must be asked first"),
        ("- {id: 2,", "- {id: 1,", "c.yaml:14:10: '1' stands twice (first on line 13)"),
        ("name: Sud", "name: Nord", "c.yaml:14:19: 'Nord' stands twice (first on line 13)"),
        ('today: "2026-03-02"', 'today: "2026-02-30"', "c.yaml:11:8: '2026-02-30' is no date of the calendar"),
        ("exports: []", "exports: [reminder_log]", "c.yaml:9:11: 'reminder_log' is exported, but the file has no 'reminder_log'"),
        ("confirmed: 0.5", "confirmed: 1.5", "c.yaml:18:50: 1.5 is more than 1; a share lies between 0 and 1"),
        ("a_day: 10", "a_day: 100", "c.yaml:18:35: 100 bookings do not fit in a day; at most 64"),
        ("last: Autre", "last: Autre, offices: [9]", "c.yaml:17:60: unknown office '9'; known: 1, 2"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_place(old: str, new: str, problem: str) -> None:
    assert old in SMALL
    assert problem in problems(SMALL.replace(old, new))


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ("consented_offices: [3]", "21: unknown office '3'; known: 1, 2"),
        ("provider: Dr Max Autr", "11: unknown provider 'Dr Max Autr'; did you mean 'Dr Max Autre'?"),
        ("time_zone: America/Montreall", "12: unknown time zone 'America/Montreall'; write one such as America/Toronto"),
        ("time_zone: /etc", "12: unknown time zone '/etc'; write one such as America/Toronto"),
        ("grid: {exceptions: [{providers: [1]}]}", "34: unknown provider '1'; known: 11, 12"),
        ("exported_grid: {exceptions: [{offices: [7]}]}", "41: unknown office '7'; known: 1, 2"),
        ("grid: {exceptions: [{access_until: '2026-13-01'}]}", "36: '2026-13-01' is no date of the calendar"),
        ("grid: {exceptions: [{access_until: soon}]}", "36: 'soon' does not have the form ^[0-9]{4}-[0-9]{2}-[0-9]{2}$ (YYYY-MM-DD, or days from today as a whole number)"),
        ("grid: {exceptions: [{columns: [scheduled]}]}", "32: 'scheduled' is not one of patient, scheduling, billing, inbox, emr, labs, reporting, visible, prescribe_for; did you mean 'scheduling'?"),
        ("ocean_providers: [{provider: 99}]", "30: unknown provider '99'; known: 11, 12"),
        ("faults: [{on: GET /rest/v1/office, kind: cut}]", "15: unknown target 'GET /rest/v1/office'; did you mean 'GET /rest/v1/offices'?"),
        ("faults: [{on: ocean, kind: cut, times: 0}]", "40: 0 is less than 1"),
        ("faults: [{on: ocean, kind: cut, times: never}]", "40: 'never' is not one of always"),
    ],
)  # fmt: skip
def test_what_is_added_wrongly_is_named_with_its_place(more: str, problem: str) -> None:
    assert problems(f"{SMALL}{more}\n") == [f"c.yaml:{AFTER}:{problem}"]


def test_an_exception_of_the_plan_is_checked_too() -> None:
    text = SMALL.replace("confirmed: 0.5}", "exceptions: [{office: 3, provider: 9, a_day: 65}]}")
    assert problems(text) == [
        "c.yaml:18:61: unknown office '3'; known: 1, 2",
        "c.yaml:18:74: unknown provider '9'; known: 11, 12",
        "c.yaml:18:84: 65 bookings do not fit in a day; at most 64",
    ]


def test_every_problem_is_told_at_once() -> None:
    assert len(problems(SMALL.replace("id: 2,", "id: 1,").replace("a_day: 10", "a_day: 99"))) == 2


def test_a_file_that_is_no_yaml_or_is_not_there() -> None:
    assert problems("a: [") == ["c.yaml:2:1: not valid YAML: did not find expected node content"]
    with pytest.raises(UsageError, match=r"^/nowhere\.yaml: no such file or directory; name a clinic file$"):
        load_clinic("/nowhere.yaml")


def test_without_a_date_the_clinic_is_at_the_moment_of_its_time_zone() -> None:
    text = SMALL.replace('today: "2026-03-02"\n', "time_zone: America/Vancouver\n")
    now = datetime.datetime(2026, 7, 1, 3, 0, tzinfo=datetime.UTC)
    assert read_clinic("c.yaml", text.encode(), now).today == datetime.date(2026, 6, 30)


def test_a_clinic_without_bookings_or_grid_is_whole() -> None:
    clinic = small((LINES[-1] + "\n", ""))
    assert len(clinic.grid.rows) == 4
    assert clinic.exported_grid is clinic.grid
    assert clinic.cloud_connect.connected_user == "OceanAPI1"
