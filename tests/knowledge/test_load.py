"""Loading: which files belong, what is built from them, all problems in one pass."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from oceandx.errors import KnowledgeBaseError, UsageError
from oceandx.knowledge.load import load_knowledge
from oceandx.model.knowledge import Condition, Derivation, Label, Statement, Text
from oceandx.model.vocabulary import Basis, FactType, Kind, LifeStatus, Likelihood, Operator, Says

if TYPE_CHECKING:
    from knowledge.conftest import Base

SENTENCE = Text(fr="Une phrase.", en="A sentence.")


@pytest.mark.parametrize("missing", ["rules", "kb"])
def test_a_folder_without_knowledge_is_wrong_usage(tmp_path: Path, missing: str) -> None:
    for folder in {"rules", "kb"} - {missing}:
        (tmp_path / folder).mkdir()
    (tmp_path / missing).write_text("a file", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load_knowledge(tmp_path)
    assert str(caught.value) == f"{tmp_path}: no knowledge base here; it needs the folders rules/ and kb/"


def test_empty_folders_name_every_missing_file(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "kb").mkdir()
    with pytest.raises(KnowledgeBaseError) as caught:
        load_knowledge(tmp_path)
    assert [str(problem) for problem in caught.value.problems] == [
        "kb/about.yaml:1:1: this file is missing; see 'oceandx kb schema about'",
        "kb/facts.yaml:1:1: this file is missing; see 'oceandx kb schema facts'",
        "kb/glossary.yaml:1:1: this file is missing; see 'oceandx kb schema glossary'",
        "kb/imports/permissions.yaml:1:1: this file is missing; see 'oceandx kb schema permissions-import'",
        "kb/imports/words.yaml:1:1: this file is missing; see 'oceandx kb schema import-words'",
        "kb/intake/extent.yaml:1:1: this file is missing; see 'oceandx kb schema extent'",
        "kb/intake/grammar.yaml:1:1: this file is missing; see 'oceandx kb schema grammar'",
        "kb/intake/mail.yaml:1:1: this file is missing; see 'oceandx kb schema mail'",
        "kb/intake/measures.yaml:1:1: this file is missing; see 'oceandx kb schema measures'",
        "kb/intake/names.yaml:1:1: this file is missing; see 'oceandx kb schema names'",
        "kb/intake/ordinary.yaml:1:1: this file is missing; see 'oceandx kb schema ordinary'",
        "kb/intake/redaction.yaml:1:1: this file is missing; see 'oceandx kb schema redaction'",
        "kb/intake/scope.yaml:1:1: this file is missing; see 'oceandx kb schema scope'",
        "kb/intake/stated.yaml:1:1: this file is missing; see 'oceandx kb schema stated'",
        "kb/labels.yaml:1:1: this file is missing; see 'oceandx kb schema labels'",
        "kb/roles.yaml:1:1: this file is missing; see 'oceandx kb schema roles'",
        "kb/sources.yaml:1:1: this file is missing; see 'oceandx kb schema sources'",
        "kb/wording.yaml:1:1: this file is missing; see 'oceandx kb schema wording'",
        "rules/derived.yaml:1:1: this file is missing; see 'oceandx kb schema derived'",
        "rules/probes.yaml:1:1: this file is missing; see 'oceandx kb schema probes'",
        "rules/scale.yaml:1:1: this file is missing; see 'oceandx kb schema scale'",
    ]


def test_a_file_without_a_place_is_named(base: Base) -> None:
    base.write("kb/fact.yaml", "facts: []")
    base.write("rules/symptoms/notes.txt", "x")
    assert base.problems() == [
        "kb/fact.yaml:1:1: no file of the knowledge base has this place; did you mean 'kb/facts.yaml'?",
        "rules/symptoms/notes.txt:1:1: no file of the knowledge base has this place",
    ]


def test_hidden_files_and_demo_files_are_not_knowledge(base: Base) -> None:
    before = base.load()
    base.write("kb/.swp", b"\xff")
    base.write("rules/.git/config", "x")
    base.write("kb/demo/grid.csv", "x")
    assert base.load() == before


def test_all_problems_come_in_one_pass_and_sorted(base: Base) -> None:
    base.write("kb/wording.yaml", b"\xff")
    base.write("kb/about.yaml", "version: x")
    base.edit("rules/causes/link-missing.yaml", "accuro.ready: false", "accuro.reddy: false")
    base.edit("rules/causes/link-missing.yaml", "[E01]", "[E02]")
    base.edit("kb/remediations/restart-sync.yaml", "role: clinic-manager", "role: nobody")
    base.edit("rules/symptoms/list-empty.yaml", "code: S01", "code: S01\ncode: S02")
    assert base.problems() == [
        "kb/about.yaml:1:10: 'x' does not have the form ^[0-9]{4}\\.[0-9]{1,2}\\.[0-9]+$",
        "kb/remediations/restart-sync.yaml:2:7: unknown role 'nobody'",
        "kb/wording.yaml:1:1: not UTF-8 text; save the file as UTF-8",
        "rules/causes/link-missing.yaml:8:13: unknown fact 'accuro.reddy'; did you mean 'accuro.ready'?",
        "rules/causes/link-missing.yaml:11:11: unknown source 'E02'; did you mean 'E01'?",
        "rules/symptoms/list-empty.yaml:3:1: duplicate key 'code' (first on line 2)",
    ]


def test_the_message_has_one_line_a_problem(base: Base) -> None:
    base.write("kb/about.yaml", "")
    base.write("rules/scale.yaml", "")
    with pytest.raises(KnowledgeBaseError) as caught:
        base.load()
    assert str(caught.value) == ("kb/about.yaml:1:1: the file is empty\nrules/scale.yaml:1:1: the file is empty")


def test_symptom_and_its_candidates(base: Base) -> None:
    symptom = base.load().symptoms["list-empty"]
    assert (symptom.code, symptom.status, symptom.sources) == ("S01", LifeStatus.STABLE, ("E01",))
    assert symptom.title == symptom.description == SENTENCE
    assert symptom.verification == (Statement(text=SENTENCE, sources=("E01",)),)
    first, second = symptom.candidates
    assert (first.cause, first.likelihood, first.basis) == ("link-missing", Likelihood.COMMON, Basis.OCEANMD)
    assert first.sources == ("E01",)  # those of the symptom
    assert (second.likelihood, second.evidence, second.sources) == (Likelihood.RARE, (), ("F01",))
    assert [(one.id, one.symptom, one.says, one.basis, one.sources) for one in first.evidence] == [
        ("rules/symptoms/list-empty.yaml#link-missing#1", "list-empty", Says.SUPPORTS, Basis.INFERENCE, ("E01",)),
        ("rules/symptoms/list-empty.yaml#link-missing#2", "list-empty", Says.WEAKENS, None, ()),
    ]
    assert [one.when for one in first.evidence] == [
        (Condition("case.extent", Operator.ONE_OF, ("all", "one-patient")),),
        (
            Condition("accuro.until", Operator.AFTER, "2026-01-01"),
            Condition("accuro.until", Operator.BEFORE, "2026-12-31"),
        ),
    ]


def test_causes_come_in_the_order_of_their_codes(base: Base) -> None:
    base.edit("rules/causes/link-missing.yaml", "C01", "C03")
    kb = base.load()
    assert list(kb.causes) == ["sync-stopped", "link-missing"]
    cause = kb.causes["link-missing"]
    assert (cause.kind, cause.owner, cause.remediation) == (Kind.FAULT, "emr-admin", ("open-link", "restart-sync"))
    assert [(one.id, one.symptom, one.says) for one in cause.evidence] == [
        ("rules/causes/link-missing.yaml#1", None, Says.PROVES),
        ("rules/causes/link-missing.yaml#2", None, Says.RULES_OUT),
    ]
    assert kb.causes["sync-stopped"].kind == Kind.EXPECTED


def test_remediations_have_their_steps_and_guards(base: Base) -> None:
    kb = base.load()
    guarded, plain = kb.remediations["open-link"], kb.remediations["restart-sync"]
    assert guarded.guard == (Condition("accuro.ready", Operator.IS, value=False),)
    assert (guarded.side_effect, guarded.after, len(guarded.prerequisites)) == (SENTENCE, (), 1)
    assert (plain.guard, plain.side_effect, plain.after, plain.prerequisites) == ((), None, ("open-link",), ())
    assert guarded.steps == (
        Statement(
            text=Text(fr="Cliquez sur {label:accuro.save}.", en="Click {label:accuro.save}."),
            sees=SENTENCE,
            warning=SENTENCE,
            detail="accuro.ready",
            basis=Basis.INFERENCE,
            sources=("E01",),
        ),
    )


def test_facts_have_what_their_type_needs(base: Base) -> None:
    facts = base.load().facts
    assert [fact.type for fact in facts.values()] == [
        FactType.CHOICE,
        FactType.BOOLEAN,
        FactType.INTEGER,
        FactType.DATE,
        FactType.BOOLEAN,
        FactType.BOOLEAN,
    ]
    assert facts["case.extent"].choices == ("one-patient", "all")
    assert (facts["reminders.count"].minimum, facts["reminders.count"].maximum) == (0, 20)
    ready = facts["accuro.ready"]
    assert list(ready.meaning) == ["true", "false"]
    assert ready.void_when == (Condition("case.extent", Operator.IS, "one-patient"),)
    assert (ready.code, ready.shelf_life_days, ready.side_effect) == (None, 30, SENTENCE)
    assert (facts["case.extent"].code, facts["case.extent"].void_when) == ("K01", ())


def test_lists_and_numbers_are_built(base: Base) -> None:
    kb = base.load()
    assert kb.derivations == (
        Derivation(
            "clinic.down",
            value=True,
            when=(Condition("accuro.ready", Operator.IS, value=False), Condition("case.extent", Operator.IS, "all")),
        ),
    )
    assert kb.labels["ocean.portal"] == Label(
        "ocean.portal", "ocean", Text("menu", "Portal"), french_screen=True, invariant=False
    )
    assert [role.fallback for role in kb.roles.values()] == [SENTENCE, None]
    assert [source.translation for source in kb.sources.values()] == ["F01", None]
    assert kb.scale.prior == {Likelihood.COMMON: 6.0, Likelihood.OCCASIONAL: 2.0, Likelihood.RARE: 0.5}
    assert (kb.scale.ratio[Says.PROVES], kb.scale.leak, kb.scale.likely) == (200.0, 0.05, 0.1)
    assert kb.wording["verdict.fault"].en == "Cause found at 21:00"
    assert kb.imports["permissions"]["cells"] == {"full": ["yes", "x"]}
    assert kb.version == "2026.11.1"


def test_the_hash_follows_content_and_names(base: Base) -> None:
    before = base.load().hash
    assert base.load().hash == before
    base.edit("kb/about.yaml", "version", "# a comment\nversion")
    assert base.load().hash != before
