"""Where things are found, and which language is used when nobody says."""

from __future__ import annotations

from pathlib import Path

import pytest

from oceandx.casebook import run_cases
from oceandx.consultation import diagnose, open_knowledge
from oceandx.language import from_locale
from oceandx.model.case import Case, Known, ReportedSymptom, Unknown
from oceandx.model.knowledge import KnowledgeBase
from oceandx.model.vocabulary import Language, Privacy, UnknownReason
from oceandx.resources import cache_folder, knowledge_root


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return open_knowledge(Path(__file__).resolve().parents[1])


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, Language.EN),
        ({"LANG": "fr_CA.UTF-8"}, Language.FR),
        ({"LANG": "fr_CA.UTF-8", "LC_ALL": "en_CA.UTF-8"}, Language.EN),
        ({"LC_MESSAGES": "fr", "LANG": "C"}, Language.FR),
        ({"LC_ALL": "", "LANG": "fr_FR"}, Language.FR),
    ],
)
def test_the_locale_chooses_the_language(environment: dict[str, str], language: Language) -> None:
    assert from_locale(environment) is language


def test_the_cache_folder_follows_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OCEANDX_CACHE", "/somewhere")
    assert cache_folder() == Path("/somewhere")
    monkeypatch.setenv("OCEANDX_CACHE", "")
    assert cache_folder() is None
    monkeypatch.delenv("OCEANDX_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", "/home/x/.cache")
    assert cache_folder() == Path("/home/x/.cache/oceandx")


def test_the_knowledge_base_of_a_checkout_is_found() -> None:
    assert (knowledge_root() / "rules" / "scale.yaml").is_file()


@pytest.mark.parametrize("privacy", [Privacy.PATIENT, Privacy.SECRET])
def test_a_value_that_may_never_be_stored_is_dropped_unread(kb: KnowledgeBase, privacy: Privacy) -> None:
    from dataclasses import replace

    name = "case.extent"
    private = replace(kb, hash=privacy.value, facts={**kb.facts, name: replace(kb.facts[name], privacy=privacy)})
    reported = (ReportedSymptom("save-for-ocean-unavailable", "entered", "S05"),)
    given = Known(name, value="all", source="answer", observed_at="2026-11-22")
    found = diagnose(private, Case("t", Language.EN, reported, {name: given})).facts[name]
    assert isinstance(found, Unknown)
    assert found.reason is UnknownReason.WITHHELD


def test_files_of_cases_with_defects_are_named(kb: KnowledgeBase, tmp_path: Path) -> None:
    folder = tmp_path / "tests" / "cases"
    folder.mkdir(parents=True)
    head = "symptom: save-for-ocean-unavailable\ncases:\n"
    (folder / "a.yaml").write_text(head + "- {name: x, facts: {case.extnt: all}, expect: {verdict: fault}}\n")
    (folder / "b.yaml").write_text(head + "- {name: x, facts: {}, expct: {}}\n")
    (folder / "c.yaml").write_text("a: [\n")
    (folder / "d.yaml").write_text(
        head + "- {name: x, with: [no-such-symptom], facts: {}, expect: {verdict: fault}}\n"
        "- {name: y, facts: {save_for_ocean.fails_for: everyone},"
        " expect: {raised: [oceanapi-provider-permissions-missing], lowered: [full-sync-not-run],"
        " confirmed: [emr-user-not-linked]}}\n"
        "- {name: z, facts: {}, expect: {undetermined: [emr-user-not-linked]}}\n"
    )
    outcome = run_cases(kb, tmp_path)
    said = [str(problem) for problem in outcome.problems]
    assert outcome.passed == 1
    for part in (
        "a.yaml:3:20: unknown fact 'case.extnt'",
        "b.yaml:3:3: 'expect' is missing",
        "c.yaml:2:1: not valid YAML",
        "d.yaml:3:3: unknown symptom 'no-such-symptom'",
        "expected raised",
        "full-sync-not-run is settled or no candidate, expected lowered",
        "emr-user-not-linked is undetermined, expected confirmed",
    ):
        assert any(part in line for line in said), part
