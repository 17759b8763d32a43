"""How much of a catalogue is covered, and that what is missing is named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from engine.small import cause, fact, knowledge, symptom, when
from oceandx.coverage import Share, measure, read_catalogue
from oceandx.errors import KnowledgeBaseError, UsageError
from oceandx.model.knowledge import Derivation, KnowledgeBase, Text
from oceandx.model.vocabulary import LifeStatus

KB = knowledge(
    [fact("a.on"), fact("b.on"), fact("d.first"), fact("z.on")],
    [
        cause("leak", ("proves", when(d_first=True)), ("rules_out", when(d_first=False))),
        cause("rust", ("supports", when(b_on=True))),
    ],
    [symptom("wet", {"leak": "common", "rust": "rare"})],
    [Derivation("d.first", True, when(a_on=True))],
)
CATALOGUE = """\
symptoms: {S01: wet, S02: dry}
causes: {C01: leak, C02: rust}
matrix: {S01: {C01: both, C02: both}, S02: {C01: for}}
checks: [K01, K02]
"""
CASES = """\
symptom: wet
cases:
  - {name: one, facts: {a.on: true}, expect: {confirmed: [leak], undetermined: [rust]}}
  - {name: two, facts: {b.on: true}, expect: {raised: [rust], lowered: [leak]}}
"""


def coded(kb: KnowledgeBase) -> KnowledgeBase:
    """Return the small knowledge base with the codes of the catalogue; the check K01 is a premise."""
    codes = {"leak": "C01", "rust": "C02", "wet": "S01"}
    return replace(
        kb,
        causes={name: replace(one, code=codes[name]) for name, one in kb.causes.items()},
        symptoms={name: replace(one, code=codes[name]) for name, one in kb.symptoms.items()},
        facts={
            **kb.facts,
            "a.on": replace(kb.facts["a.on"], code="K01"),
            "z.on": replace(kb.facts["z.on"], code="K02"),
        },
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "catalogue.yaml").write_text(CATALOGUE, encoding="utf-8")
    (tmp_path / "wet.yaml").write_text(CASES, encoding="utf-8")
    return tmp_path


def shares(folder: Path, kb: KnowledgeBase) -> dict[str, Share]:
    measured = measure(coded(kb), read_catalogue(folder / "catalogue.yaml"), folder)
    return {share.name: share for share in measured}


def missing(folder: Path, kb: KnowledgeBase = KB) -> dict[str, tuple[str, ...]]:
    return {name: share.missing for name, share in shares(folder, kb).items()}


def test_what_is_missing_is_named(folder: Path) -> None:
    found = missing(folder)
    assert found["symptoms"] == ("S02 dry",)
    assert found["causes"] == ()
    assert found["pairs"] == ("S02 C01",)
    assert found["evidence"] == ("S01 C02 against", "S02 C01 for")
    assert found["checks"] == ("K02",)
    assert found["facts"] == ("z.on",)
    assert found["cases_for"] == ()
    assert found["cases_against"] == ()
    assert found["cases_open"] == ("S01 C01",)


def test_what_is_covered_is_counted(folder: Path) -> None:
    found = {name: (share.covered, share.wanted) for name, share in shares(folder, KB).items()}
    assert found["symptoms"] == (1, 2)
    assert found["pairs"] == (2, 3)
    assert found["evidence"] == (3, 5)
    assert found["cases_against"] == (1, 1)


def test_a_draft_covers_nothing(folder: Path) -> None:
    draft = replace(KB, symptoms={"wet": replace(KB.symptoms["wet"], status=LifeStatus.DRAFT)})
    found = missing(folder, draft)
    assert found["symptoms"] == ("S01 wet", "S02 dry")
    assert found["checks"] == ("K01", "K02")


def test_an_id_under_another_code_covers_nothing(folder: Path) -> None:
    (folder / "catalogue.yaml").write_text("symptoms: {S02: wet}\ncauses: {C01: leak}\n", encoding="utf-8")
    found = missing(folder)
    assert found["symptoms"] == ("S02 wet",)
    assert "pairs" not in found
    assert "checks" not in found


def test_a_cause_that_can_be_proved_needs_a_case_that_confirms_it(folder: Path) -> None:
    (folder / "wet.yaml").write_text(CASES.replace("confirmed: [leak]", "raised: [leak]"), encoding="utf-8")
    assert missing(folder)["cases_for"] == ("S01 C01",)
    (folder / "wet.yaml").unlink()
    assert missing(folder)["cases_for"] == ("S01 C01", "S01 C02")


@pytest.mark.parametrize(
    ("text", "there"),
    [
        (Text("Une phrase entière et plus.", "One whole sentence and more."), True),
        (Text("Menu", "Menu"), True),
        (Text("One whole sentence and more.", "One whole sentence and more."), False),
        (Text(" ", "One whole sentence."), False),
    ],
)
def test_a_text_is_in_both_languages(folder: Path, text: Text, there: bool) -> None:
    named = replace(KB, causes={**KB.causes, "leak": replace(KB.causes["leak"], title=text)})
    assert ("kb.causes.leak.title" not in missing(folder, named)["texts"]) is there


def test_a_catalogue_that_is_not_there_or_not_right_is_said(folder: Path) -> None:
    with pytest.raises(UsageError, match="no catalogue here"):
        read_catalogue(folder / "none.yaml")
    (folder / "catalogue.yaml").write_text("symptoms: {S01: wet}\n", encoding="utf-8")
    with pytest.raises(KnowledgeBaseError, match=r"catalogue.yaml:1:1: 'causes' is missing"):
        read_catalogue(folder / "catalogue.yaml")


def test_without_a_folder_of_cases_nothing_is_counted(folder: Path) -> None:
    with pytest.raises(UsageError, match="no cases here"):
        measure(coded(KB), read_catalogue(folder / "catalogue.yaml"), folder / "none")
