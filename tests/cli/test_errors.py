"""Wrong input: one line each that says where, what, and what would be right; the exit code; never a traceback."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from commandline import HEADER, Oceandx

Grid = Callable[[str], str]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["diagnose"], "--symptom is missing"),
        (
            ["diagnose", "-s", "provider-missing-from-patient-page"],
            "did you mean 'provider-missing-from-patients-page'?",
        ),
        (["diagnose", "-s", "S99"], "S99: unknown symptom"),
        (["diagnose", "-s", "S01", "-f", "case.extend=all"], "unknown fact 'case.extend'; did you mean 'case.extent'?"),
        (["diagnose", "-s", "S01", "-f", "K12=true"], "'K12' is answered by several facts"),
        (["diagnose", "-s", "S01", "-f", "case.extent"], "write --fact NAME=VALUE"),
        (["diagnose", "-s", "S01", "-f", "K06=perhaps"], "'perhaps' where true or false is needed"),
        (["diagnose", "-s", "S01", "-f", "case.extent=one-providr"], "did you mean 'one-provider'?"),
        (["diagnose", "-s", "S03", "-f", "K26=many"], "several facts"),
        (["diagnose", "-s", "S03", "-f", "reminders.rule_count=many"], "'many' where a whole number is needed"),
        (["diagnose", "-s", "S03", "-f", "reminders.run_hour=99"], "99 is outside 0 to 23"),
        (["diagnose", "-s", "S01", "-f", "K06=true", "-f", "K06=false"], "already given"),
        (["diagnose", "-s", "S01", "-f", "K06=unknown:tired"], "'tired' is no reason; one of not-asked"),
        (["diagnose", "-s", "S01", "--facts", "/nowhere.yaml"], "/nowhere.yaml: no such file or directory"),
        (["diagnose", "-s", "S01", "--import", "permissions"], "write --import permissions=FILE.csv"),
        (["diagnose", "-s", "S01", "--import", "permission=x.csv"], "did you mean 'permissions'?"),
        (["diagnose", "-s", "S01", "--import", "permissions=/nowhere.csv"], "no such file"),
        (["diagnose", "-s", "S01", "--as-of", "22/11/2026"], "write it as 2026-11-22"),
        (["diagnose", "-s", "S01", "--lang", "de"], "'de' is not one of 'fr', 'en'"),
        (["diagnose", "-s", "S01", "--knowledge", "/nowhere"], "no knowledge base here"),
        (["diagnose", "-s", "S01", "--output", "/nowhere/x.md"], "--output /nowhere/x.md"),
        (["explain", "C99", "-s", "S01"], "unknown cause 'C99'"),
        (["explain", "C35", "-s", "S01"], "no candidate"),
        (["kb", "show", "C99"], "nothing has the id or code 'C99'"),
        (["kb", "list", "--kind", "casue"], "did you mean 'cause'?"),
        (["kb", "schema", "cause-rule"], "did you mean 'cause-rules'?"),
        (["kb", "schema", "qqqq"], "one of about"),
        (["dignose"], "No such command"),
        (["diagnose", "--sympton", "S01"], "No such option"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_two(oceandx: Oceandx, arguments: list[str], said: str) -> None:
    done = oceandx(*arguments)
    assert done.code == 2
    assert said in done.err
    assert len(done.err.splitlines()) == 1
    assert done.out == ""


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("case.extent: one-providr\n", "facts.yaml:1:14: 'one-providr' is not one of"),
        ("case.extnt: all\n", "facts.yaml:1:1: unknown fact 'case.extnt'; did you mean 'case.extent'?"),
        ("case.extent: all\ncase.extent: several\n", "facts.yaml:2:1: duplicate key 'case.extent'"),
        ("cloud_connect.provider_selected: 3\n", "facts.yaml:1:34: '3' where true or false is needed"),
        ("- all\n", "facts.yaml:1:3: a list of facts needs entries with 'name' and 'value'"),
        ("just text\n", "facts.yaml:1:1: facts are a map"),
        ("- {name: case.extent}\n", "facts.yaml:1:3: an entry needs 'value' or 'unknown'"),
        ("- {name: case.extent, unknown: lost}\n", "facts.yaml:1:32: 'lost' is no reason"),
        ("- {name: case.extent, value: all, observed_at: soon}\n", "facts.yaml:1:48: 'soon' where a date"),
        ("- {name: case.extent, value: all, detail: x}\n", "facts.yaml:1:43: 'detail' is a list of maps"),
        ("a: [\n", "facts.yaml:2:1: not valid YAML"),
    ],
)
def test_a_wrong_facts_file_is_named_with_line_and_column(
    oceandx: Oceandx, tmp_path: Path, content: str, said: str
) -> None:
    file = tmp_path / "facts.yaml"
    file.write_text(content)
    done = oceandx("diagnose", "-s", "S01", "--facts", str(file))
    assert done.code == 2
    assert said in done.err
    assert len(done.err.splitlines()) == 1


def test_a_file_that_is_not_text_is_refused(oceandx: Oceandx, tmp_path: Path) -> None:
    file = tmp_path / "facts.yaml"
    file.write_bytes(b"case.extent: \xff\n")
    done = oceandx("diagnose", "-s", "S01", "--facts", str(file))
    assert (done.code, "not UTF-8" in done.err) == (2, True)


def test_an_enormous_file_is_refused_unread(oceandx: Oceandx, tmp_path: Path) -> None:
    file = tmp_path / "facts.yaml"
    with file.open("wb") as handle:
        handle.truncate(6_000_000)
    done = oceandx("diagnose", "-s", "S01", "--facts", str(file))
    assert (done.code, "more than 5000000 bytes" in done.err) == (2, True)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (HEADER.replace("billing", "biling") + "OceanAPI1,N,A,x,x,x,x,x,x,\n", "permissions.csv:1:6"),
        (HEADER + "OceanAPI1,N,A,x,x,maybe,x,x,x,\n", "permissions.csv:2:6"),
        (HEADER + "OceanAPI1,N,A,x,x,=B2,x,x,x,\n", "permissions.csv:2:6"),
        (HEADER + "OceanAPI1,N,A,x,x,x,x,x,x,03/04/2026\n", "permissions.csv:2:10"),
        (HEADER + "OceanAPI1,,A,x,x,x,x,x,x,\n", "permissions.csv:2:2"),
        ("office,provider,patient\n", "permissions.csv:1"),
    ],
)
def test_a_wrong_grid_is_named_with_row_and_column(oceandx: Oceandx, grid: Grid, content: str, said: str) -> None:
    done = oceandx("diagnose", "-s", "S01", "--import", grid(content))
    assert done.code == 2
    assert said in done.err
    assert "Traceback" not in done.err


def spoil(knowledge: Path, file: str, old: str, new: str) -> None:
    path = knowledge / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("rules/causes/full-sync-not-run.yaml", "kind: fault", "kind: falt", "4:7: 'falt' is not one of fault"),
        ("rules/causes/full-sync-not-run.yaml", "owner: site-admin", "owner: site-admn", "did you mean 'site-admin'?"),
        (
            "rules/causes/full-sync-not-run.yaml",
            "status: stable",
            "statis: stable",
            "unknown key 'statis'; did you mean",
        ),
        (
            "rules/derived.yaml",
            "reminders.rule_count: {at_least: 4}",
            "reminders.rule_cont: {at_least: 4}",
            "did you mean",
        ),
        ("kb/causes/full-sync-not-run.yaml", "  fr: ", "  de: ", "unknown key 'de'"),
        ("kb/causes/full-sync-not-run.yaml", "title:\n", "title: [\n", "not valid YAML"),
    ],
)
def test_a_spoiled_knowledge_base_is_named_with_its_place(
    oceandx: Oceandx, knowledge: Path, file: str, old: str, new: str, said: str
) -> None:
    spoil(knowledge, file, old, new)
    for command in (["kb", "check"], ["diagnose", "-s", "S01"]):
        done = oceandx(*command, "--knowledge", str(knowledge))
        assert done.code == 1
        assert any(line.startswith(f"{file}:") and said in line for line in done.err.splitlines())


def test_a_template_that_names_an_unknown_variable_is_named(oceandx: Oceandx, knowledge: Path) -> None:
    spoil(knowledge, "reports/agent.md.j2", "{{ title }}", "{{ titel }}")
    done = oceandx("diagnose", "-s", "S01", "--knowledge", str(knowledge))
    assert done.code == 1
    assert done.err.startswith("reports/agent.md.j2:")
    assert "titel" in done.err


def test_more_constants_than_the_engine_holds_names_the_file_to_split(oceandx: Oceandx, knowledge: Path) -> None:
    items = "".join(f"  - {{when: {{reminders.rule_count: {n}}}, says: supports}}\n" for n in range(1, 521))
    spoil(knowledge, "kb/facts.yaml", "maximum: 500", "maximum: 5000")
    spoil(knowledge, "rules/causes/too-many-reminder-rules.yaml", "evidence:\n", "evidence:\n" + items)
    for command in (["kb", "check"], ["diagnose", "-s", "S03"]):
        done = oceandx(*command, "--knowledge", str(knowledge))
        assert done.code == 1
        assert done.err.startswith("rules/causes/too-many-reminder-rules.yaml:1:1: 52")
        assert "split this file" in done.err
