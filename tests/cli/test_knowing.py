"""The knowledge base on the command line, the demonstration, explanations and help."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from commandline import ROOT, Oceandx
from oceandx.resources import schema_names


def test_check_says_what_it_saw(oceandx: Oceandx) -> None:
    done = oceandx("kb", "check", "--lang", "en")
    assert (done.code, done.err) == (0, "")
    assert "39 symptoms, 68 causes" in done.out


def test_list_has_every_entry_with_kind_id_code_and_status(oceandx: Oceandx) -> None:
    entries = oceandx("kb", "list", "--format", "json").json
    assert {tuple(entry) for entry in entries} == {("kind", "id", "code", "status")}
    assert {"kind": "symptom", "id": "save-for-ocean-unavailable", "code": "S05", "status": "stable"} in entries
    assert {entry["kind"] for entry in entries} == {
        "symptom",
        "cause",
        "remediation",
        "fact",
        "source",
        "label",
        "role",
        "term",
    }
    facts = oceandx("kb", "list", "--kind", "fact").out
    assert "K06  stable   cloud_connect.provider_selected" in facts


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("S01", "# S01 A provider does not appear"),
        ("oceanapi-provider-permissions-missing", "# C01 "),
        ("run-full-schedule-sync", "# Run a full schedule sync"),
        ("K12", "accuro.oceanapi.role_sufficient"),
        ("E01", "https://support.cognisantmd.com/hc/en-us/articles/360060307451"),
        ("accuro.manage-security", "**Manage Security**"),
        ("emr-admin", "EMR administrator (Accuro)"),
        ("shared-encryption-key", "- SEK"),
    ],
)
def test_show_prints_an_entry_of_each_kind(oceandx: Oceandx, entry: str, said: str) -> None:
    done = oceandx("kb", "show", entry, "--lang", "en")
    assert done.code == 0
    assert said in done.out


def test_every_entry_can_be_shown_in_both_languages(oceandx: Oceandx) -> None:
    for language in ("fr", "en"):
        for code in ("S01", "S02", "S03", "S04", "S05", "C01", "C31", "C35", "K26"):
            assert oceandx("kb", "show", code, "--lang", language).code == 0


def test_the_cases_pass(oceandx: Oceandx) -> None:
    done = oceandx("kb", "test", "--lang", "en")
    assert (done.code, done.err) == (0, "")
    assert ", 0 failed" in done.out


def test_a_failing_case_is_named_with_its_place(oceandx: Oceandx, knowledge: Path) -> None:
    folder = knowledge / "tests" / "cases"
    folder.mkdir(parents=True)
    for name in (ROOT / "tests" / "cases").iterdir():
        (folder / name.name).write_text(
            f"symptom: {name.stem}\ncases:\n- name: nothing is known\n  facts: {{}}\n  expect: {{verdict: fault}}\n"
        )
    done = oceandx("kb", "test", "--knowledge", str(knowledge))
    assert done.code == 1
    assert "tests/cases/save-for-ocean-unavailable.yaml:5:11: nothing is known: verdict is undetermined" in done.err


def test_no_cases_is_not_success(oceandx: Oceandx, knowledge: Path) -> None:
    done = oceandx("kb", "test", "--knowledge", str(knowledge))
    assert (done.code, "no cases here" in done.err) == (2, True)


def test_schemas_are_printed(oceandx: Oceandx) -> None:
    assert oceandx("kb", "schema").out.split() == list(schema_names())
    assert json.loads(oceandx("kb", "schema", "diagnosis").out)["$id"] == "oceandx.diagnosis/1"


def test_explain_says_why_not_and_what_would_settle_it(oceandx: Oceandx) -> None:
    done = oceandx("explain", "C06", "-s", "S01", "-f", "K05=true", "--format", "json")
    answer = done.json
    assert (answer["status"], answer["code"]) == ("undetermined", "C06")
    assert answer["to_confirm"] == [[{"when": {"cloud_connect.provider_selected": False}, "holds": True}]]
    assert answer["to_rule_out"] == [[{"when": {"cloud_connect.provider_selected": True}, "holds": True}]]


def test_explain_in_words(oceandx: Oceandx) -> None:
    done = oceandx("explain", "provider-not-selected-for-sync", "-f", "K05=true", "-f", "K06=false", "--lang", "en")
    assert done.code == 0
    assert done.out.startswith("# C06 ")
    assert "confirmed" in done.out.splitlines()[0]
    french = oceandx("explain", "C19", "-f", "reminders.test_rule_outcome=appointment-listed", "--lang", "fr")
    assert "écartée" in french.out.splitlines()[0]


def test_the_demonstration_names_the_gap_in_french(oceandx: Oceandx) -> None:
    done = oceandx("demo")
    assert (done.code, done.err) == (0, "")
    assert "Bureau Sud, fournisseur Dre Amélie Roy" in done.out
    assert "Cause trouvée" in done.out or "cause trouvée" in done.out.lower()
    english = oceandx("demo", "--lang", "en", "-a", "ticket").out
    assert "Dre Amélie Roy" in english
    assert oceandx("demo", "--format", "json").json["verdict"] == "fault"


def command(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {**os.environ, "LC_ALL": "C.UTF-8", "COLUMNS": "200", **environment}
    return subprocess.run(
        [sys.executable, "-m", "oceandx", *arguments], capture_output=True, text=True, env=inherited, check=False
    )


@pytest.mark.parametrize(
    "words",
    [[], ["diagnose"], ["explain"], ["demo"], ["kb"], ["kb", "check"], ["kb", "list"], ["kb", "show"], ["kb", "test"],
     ["kb", "schema"]],
)  # fmt: skip
def test_help_has_both_languages_and_an_example(words: list[str]) -> None:
    english, french = (command(*words, "--help", "--lang", language) for language in ("en", "fr"))
    if words in ([], ["kb"]):
        english, french = (command(*words, "--help", LC_ALL=locale) for locale in ("en_CA.UTF-8", "fr_CA.UTF-8"))
    assert (english.returncode, french.returncode) == (0, 0)
    assert english.stdout != french.stdout
    for text in (english.stdout, french.stdout):
        assert "xample" in text or "xemple" in text


def test_no_arguments_show_help() -> None:
    done = command()
    assert "diagnose" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_run_as_a_module_without_a_cache() -> None:
    done = command("diagnose", "-s", "S01", "--format", "json", OCEANDX_CACHE="")
    assert json.loads(done.stdout)["verdict"] == "undetermined"


def test_coverage_names_what_a_catalogue_has_and_the_knowledge_base_has_not(oceandx: Oceandx, tmp_path: Path) -> None:
    catalogue = tmp_path / "catalogue.yaml"
    catalogue.write_text(
        "symptoms: {S01: provider-missing-from-patients-page, S99: lights-out}\n"
        "causes: {C01: oceanapi-provider-permissions-missing}\n",
        encoding="utf-8",
    )
    done = oceandx("kb", "coverage", "--against", str(catalogue), "--lang", "en")
    assert done.code == 1
    assert done.out.startswith("symptoms: 1/2\n  missing: S99 lights-out\ncauses: 1/1\n")
    shares = oceandx("kb", "coverage", "--against", str(catalogue), "--format", "json").json
    assert shares[0] == {"name": "symptoms", "covered": 1, "wanted": 2, "missing": ["S99 lights-out"]}


def test_coverage_needs_a_catalogue(oceandx: Oceandx) -> None:
    done = oceandx("kb", "coverage", "--against", "nowhere.yaml")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("oceandx: --against nowhere.yaml: no catalogue here")


def test_find_lists_what_the_words_fit(oceandx: Oceandx) -> None:
    done = oceandx("kb", "find", "patients", "cannot", "confirm", "--lang", "en")
    assert done.code == 0
    assert done.out.startswith("S04 Patients cannot confirm")
    hits = oceandx("kb", "find", "texto", "--format", "json").json
    assert all(set(hit) == {"kind", "code", "id", "title", "fit"} for hit in hits)
    assert oceandx("kb", "find", "xyzzy", "--lang", "en").out.startswith("Nothing matches")
