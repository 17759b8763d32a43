"""The main job, as a user runs it: symptoms and facts in, diagnosis out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from commandline import FULL, GAP, HEADER, Oceandx
from oceandx.knowledge.schema import load_schema

SYMPTOMS = ("S01", "S02", "S03", "S04", "S05")
Grid = Callable[[str], str]


def status(answer: dict[str, Any]) -> dict[str, str]:
    return {finding["code"]: finding["status"] for finding in answer["findings"]}


def fact(answer: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(entry for entry in answer["facts"] if entry["name"] == name)
    return found


def diagnose(oceandx: Oceandx, *arguments: str) -> dict[str, Any]:
    done = oceandx("diagnose", "--format", "json", "--as-of", "2026-11-22", *arguments)
    assert (done.code, done.err) == (0, "")
    answer: dict[str, Any] = done.json
    jsonschema.validate(answer, load_schema("diagnosis"))
    return answer


@pytest.mark.parametrize("symptom", SYMPTOMS)
def test_a_gap_confirms_the_missing_permissions_and_is_named(oceandx: Oceandx, grid: Grid, symptom: str) -> None:
    answer = diagnose(oceandx, "--symptom", symptom, "--import", grid(GAP))
    assert status(answer)["C01"] == "confirmed"
    assert answer["findings"][0]["code"] == "C01"
    assert answer["verdict"] == "fault"
    complete = fact(answer, "accuro.oceanapi.permissions_complete")
    assert complete["value"] is False
    assert complete["detail"] == [
        {
            "emr_user": "OceanAPI77",
            "office": "South",
            "provider": "Dr. A",
            "missing": ["billing"],
            "read_only": ["emr"],
            "expired_since": None,
        }
    ]


@pytest.mark.parametrize("symptom", SYMPTOMS)
def test_a_full_grid_rules_them_out_and_ranks_the_others(oceandx: Oceandx, grid: Grid, symptom: str) -> None:
    answer = diagnose(oceandx, "--symptom", symptom, "--import", grid(FULL))
    assert status(answer)["C01"] == "ruled_out"
    ranked = [f["probability"] for f in answer["findings"] if f["status"] == "undetermined"]
    assert ranked == sorted(ranked, reverse=True)
    assert sum(ranked) == pytest.approx(1.0, abs=0.001)


@pytest.mark.parametrize("symptom", SYMPTOMS)
def test_without_facts_nothing_is_claimed_and_a_question_is_proposed(oceandx: Oceandx, symptom: str) -> None:
    answer = diagnose(oceandx, "--symptom", symptom)
    assert answer["verdict"] == "undetermined"
    assert set(status(answer).values()) == {"undetermined"}
    assert len(answer["findings"]) >= 5
    assert answer["next"][0]["kind"] in {"ask", "check"}
    assert answer["unexplained"] == []


def test_one_cause_that_explains_four_symptoms_comes_first(oceandx: Oceandx) -> None:
    answer = diagnose(oceandx, "-s", "S01", "-s", "S02", "-s", "S03,S04")
    assert answer["findings"][0]["code"] == "C01"
    assert len(answer["findings"][0]["explains"]) == 4


def test_offered_but_not_selected_confirms_the_selection(oceandx: Oceandx) -> None:
    answer = diagnose(oceandx, "-s", "S01", "-f", "K05=true", "-f", "K06=false")
    assert status(answer)["C06"] == "confirmed"


def test_a_new_provider_gets_every_repair_in_an_order_that_works(oceandx: Oceandx, grid: Grid) -> None:
    answer = diagnose(
        oceandx,
        *("-s", "S01", "-s", "S03", "--import", grid(GAP), "-f", "case.onset=new-provider"),
        *("-f", "K05=yes", "-f", "K06=non", "-f", "K08=false", "-f", "K18=false"),
    )
    confirmed = {code for code, found in status(answer).items() if found == "confirmed"}
    assert confirmed == {"C01", "C06", "C07", "C14"}
    repairs = [(step["remediation"], step["role"]) for step in answer["next"] if step["kind"] == "repair"]
    assert repairs == [
        ("grant-oceanapi-provider-permissions", "emr-admin"),
        ("select-provider-for-sync", "site-admin"),
        ("run-full-schedule-sync", "site-admin"),
        ("assign-schedule-reminder-licence", "site-admin"),
    ]


def test_the_same_input_gives_the_same_bytes(oceandx: Oceandx, grid: Grid) -> None:
    arguments = ("diagnose", "-s", "S01", "--import", grid(GAP), "--as-of", "2026-11-22", "--format", "json")
    assert oceandx(*arguments).out == oceandx(*arguments).out


def test_both_engines_answer_alike(oceandx: Oceandx, grid: Grid) -> None:
    first = diagnose(oceandx, "-s", "S03", "--import", grid(GAP), "--engine", "native")
    second = diagnose(oceandx, "-s", "S03", "--import", grid(GAP), "--engine", "auto")
    assert first["engine"] == "native"
    assert {**second, "engine": "native"} == first


def test_an_expired_date_confirms_the_expired_permission(oceandx: Oceandx, grid: Grid) -> None:
    content = HEADER + "OceanAPI77,North,Dr. A,x,x,x,x,x,x,2026-11-21\n"
    answer = diagnose(oceandx, "-s", "S01", "--import", grid(content))
    assert (status(answer)["C03"], status(answer)["C01"]) == ("confirmed", "ruled_out")
    assert fact(answer, "accuro.oceanapi.permission_expired")["detail"][0]["expired_since"] == "2026-11-21"


def test_the_wrong_user_makes_the_grid_say_nothing(oceandx: Oceandx, grid: Grid) -> None:
    answer = diagnose(oceandx, "-s", "S01", "--import", grid(FULL), "-f", "K10=false")
    assert (status(answer)["C02"], status(answer)["C01"]) == ("confirmed", "undetermined")
    assert fact(answer, "accuro.oceanapi.permissions_complete")["unknown"] == "contradictory"


def test_sources_that_disagree_make_a_fact_unknown(oceandx: Oceandx, grid: Grid) -> None:
    answer = diagnose(oceandx, "-s", "S01", "--import", grid(FULL), "-f", "K09=false")
    assert status(answer)["C01"] == "undetermined"
    assert fact(answer, "accuro.oceanapi.permissions_complete")["unknown"] == "contradictory"


def test_what_a_person_does_not_know_is_not_asked_again(oceandx: Oceandx) -> None:
    first = diagnose(oceandx, "-s", "S01")["next"][0]["fact"]
    answer = diagnose(oceandx, "-s", "S01", "-f", f"{first}=unknown")
    assert first not in {step["fact"] for step in answer["next"]}
    assert fact(answer, first)["unknown"] == "person-does-not-know"


def test_an_old_fact_is_stale(oceandx: Oceandx, tmp_path: Path) -> None:
    file = tmp_path / "facts.yaml"
    file.write_text("facts:\n- {name: cloud_connect.sync_current, value: true, observed_at: 2026-11-01}\n")
    answer = diagnose(oceandx, "-s", "S01", "--facts", str(file))
    assert fact(answer, "cloud_connect.sync_current")["unknown"] == "stale"


def test_an_answer_can_be_read_back_as_facts(oceandx: Oceandx, grid: Grid, tmp_path: Path) -> None:
    first = diagnose(oceandx, "-s", "S01", "--import", grid(GAP), "-f", "K05=true", "--case", "T1")
    file = tmp_path / "answer.json"
    oceandx("diagnose", "-s", "S01", "--import", grid(GAP), "-f", "K05=true", "--case", "T1", "--as-of", "2026-11-22",
            "--format", "json", "--output", str(file))  # fmt: skip
    again = diagnose(oceandx, "-s", "S01", "--facts", str(file), "--case", "T1")
    assert again == first


def test_reports_in_both_languages_for_each_reader(oceandx: Oceandx, grid: Grid) -> None:
    for language, words in (("fr", "autorisations"), ("en", "permissions")):
        for audience in ("agent", "ticket", "customer"):
            done = oceandx("diagnose", "-s", "S01", "--import", grid(GAP), "--lang", language, "-a", audience)
            assert done.code == 0
            assert words in done.out
            assert "South" in done.out


def test_a_name_in_the_grid_cannot_act_as_markup(oceandx: Oceandx, grid: Grid) -> None:
    content = HEADER + 'OceanAPI77,"=HYPERLINK(""x"")",[a](http://b),x,x,,x,x,x,\n'
    done = oceandx("diagnose", "-s", "S01", "--import", grid(content), "-a", "customer")
    assert done.code == 0
    assert "[a](http" not in done.out


def test_rows_that_say_the_same_or_disagree_are_told(oceandx: Oceandx, grid: Grid) -> None:
    content = (
        HEADER + "OceanAPI77,N,Dr. A,x,x,x,x,x,x,\n" * 2 + "OceanAPI77,N,Dr. A,x,x,,x,x,x,\njsmith,N,Dr. A,,,,,,,\n"
    )
    done = oceandx("diagnose", "-s", "S01", "--import", grid(content), "--format", "json")
    assert done.code == 0
    lines = done.err.splitlines()
    assert sorted(line.rpartition("permissions.csv:")[2].partition(":")[0] for line in lines) == ["3", "4", "5"]
    assert fact(done.json, "accuro.oceanapi.permissions_complete")["unknown"] == "contradictory"


@pytest.mark.parametrize("audience", ["ticket", "customer"])
def test_a_report_as_json_holds_what_its_reader_may_see(oceandx: Oceandx, grid: Grid, audience: str) -> None:
    arguments = ("diagnose", "-s", "S01", "--import", grid(GAP), "--format", "json", "--lang", "fr", "-a", audience)
    answer = oceandx(*arguments).json
    jsonschema.validate(answer, load_schema("report"))
    assert (answer["audience"], answer["language"]) == (audience, "fr")
    assert "South" in str(answer["content"])
    assert "probability" not in str(answer)
