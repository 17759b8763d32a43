"""One file against the schema of its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from oceandx.knowledge.layout import FOLDERS, SINGLE, kind_of
from oceandx.knowledge.reader import read
from oceandx.knowledge.schema import did_you_mean, load_schema, validate

if TYPE_CHECKING:
    from knowledge.conftest import Base

CAUSE = "rules/causes/link-missing.yaml"
LABELS = "kb/labels.yaml"
SYMPTOM = "rules/symptoms/list-empty.yaml"


@pytest.mark.parametrize(
    ("path", "old", "new", "problem"),
    [
        (CAUSE, "code: C01", "code: C01\nownr: x", "3:1: unknown key 'ownr'; did you mean 'owner'?"),
        (
            "kb/about.yaml",
            "version:",
            "zzz: 1\nversion:",
            "1:1: unknown key 'zzz'; known keys: version",
        ),
        (CAUSE, "code: C01\n", "", "1:1: 'code' is missing"),
        (CAUSE, "code: C01", "code: X1", "2:7: 'X1' does not have the form ^C[0-9]{2}$"),
        (
            CAUSE,
            "owner: emr-admin",
            "owner: EMR",
            (
                "5:8: 'EMR' does not have the form ^[a-z0-9]+(-[a-z0-9]+)*$"
                " (kebab-case; names what is seen, never the cure)"
            ),
        ),
        (
            CAUSE,
            "status: stable",
            "status: stabel",
            "3:9: 'stabel' is not one of draft, stable, retired; did you mean 'stable'?",
        ),
        (CAUSE, "status: stable", "status: [stable]", "3:9: a list where text is needed"),
        (CAUSE, "status: stable", "status: {a: b}", "3:9: a map where text is needed"),
        (CAUSE, "status: stable", "status: true", "3:9: 'true' where text is needed"),
        (CAUSE, "status: stable", "status:", "3:8: nothing where text is needed"),
        (CAUSE, "remediation: [open-link, restart-sync]", "remediation: []", "10:14: at least 1 entries are needed"),
        (CAUSE, "remediation: [open-link, restart-sync]", "remediation: x", "10:14: 'x' where a list is needed"),
        (CAUSE, "{accuro.ready: false}", "{}", "8:12: at least one entry is needed"),
        (CAUSE, "{accuro.ready: false}", "{ready: false}", "8:13: 'ready' does not have the form"),
        (
            CAUSE,
            "{accuro.ready: false}",
            "{accuro.ready: [false]}",
            "8:27: a list where true or false or a whole number or text or a map is needed",
        ),
        (
            CAUSE,
            "{accuro.ready: false}",
            "{accuro.ready: {not: false}}",
            "8:28: unknown key 'not'; did you mean 'is_not'?",
        ),
        (CAUSE, "{accuro.ready: false}", "{accuro.ready: {one_of: []}}", "8:36: at least 1 entries are needed"),
        (LABELS, "french_screen: true", "french_screen: yes", "3:80: 'yes' where true or false is needed"),
        (LABELS, "invariant: false", "invariant: no", "3:97: 'no' where true or false is needed"),
        (LABELS, "en: Portal", 'en: " "', "3:47: the text is empty"),
        ("kb/roles.yaml", "order: 10", "order: 1.5", "2:30: '1.5' where a whole number is needed"),
        ("kb/roles.yaml", "order: 10", "order: true", "2:30: 'true' where a whole number is needed"),
        ("kb/remediations/open-link.yaml", "minutes: 15", "minutes: 0", "3:10: 0 is less than 1"),
        ("rules/scale.yaml", "leak: 0.05", "leak: 0.0", "2:7: 0.0 must be more than 0"),
        ("rules/scale.yaml", "leak: 0.05", "leak: x", "2:7: 'x' where a number or a whole number is needed"),
        ("kb/imports/permissions.yaml", "import: permissions", "import: other", "1:9: 'other' must be 'permissions'"),
        ("kb/about.yaml", 'version: "2026.11.1"', "just text", "1:1: 'just text' where a map is needed"),
        (
            "kb/symptoms/list-empty.yaml",
            "title: {fr: Une phrase., en: A sentence.}",
            "title: {en: A sentence.}",
            "2:8: 'fr' is missing",
        ),
        (SYMPTOM, "likelihood: rare", "likelihood: seldom", "12:17: 'seldom' is not one of common, occasional, rare"),
    ],
)
def test_what_differs_from_the_schema(base: Base, path: str, old: str, new: str, problem: str) -> None:
    base.edit(path, old, new)
    (found,) = base.problems()
    assert found.startswith(f"{path}:{problem}")


def test_one_problem_in_a_defining_file_is_one_problem(base: Base) -> None:
    for path, old in [
        ("kb/facts.yaml", "code: K01"),
        ("kb/labels.yaml", "french_screen: true"),
        ("kb/roles.yaml", "order: 10"),
        ("kb/sources.yaml", "locale: fr-ca"),
    ]:
        base.edit(path, old, f"{old.partition(':')[0]}: []")
    assert [problem.partition(":")[0] for problem in base.problems()] == [
        "kb/facts.yaml",
        "kb/labels.yaml",
        "kb/roles.yaml",
        "kb/sources.yaml",
    ]


def test_a_missing_defining_file_is_one_problem(base: Base) -> None:
    base.remove("kb/facts.yaml")
    base.remove("rules/derived.yaml")
    assert base.problems() == [
        "kb/facts.yaml:1:1: this file is missing; see 'oceandx kb schema facts'",
        "rules/derived.yaml:1:1: this file is missing; see 'oceandx kb schema derived'",
    ]


def test_bad_key_and_bad_value_are_both_named(base: Base) -> None:
    base.edit(CAUSE, "{accuro.ready: false}", "{Ready: 1.5}")
    key, value = base.problems()
    assert key.startswith(f"{CAUSE}:8:13: 'Ready' does not have the form ")
    assert value.startswith(f"{CAUSE}:8:20: '1.5' where true or false or a whole number or text or a map is needed")


def test_did_you_mean_names_the_nearest_or_nothing() -> None:
    assert did_you_mean("onwer", ["owner", "other"]) == "; did you mean 'owner'?"
    assert did_you_mean("xyz", ["owner", "other"]) == ""


def test_a_node_may_be_checked_against_one_definition() -> None:
    node, _ = read("x", b"{on: accuro, kind: cuts}")
    assert node is not None
    assert [str(problem)[:24] for problem in validate(node, "clinic", "fault")] == ["x:1:20: 'cuts' is not on"]
    assert validate(node, "clinic")[0].message == "'clinic' is missing"


@pytest.mark.parametrize("kind", sorted({*FOLDERS.values(), *SINGLE.values()}))
def test_every_kind_has_a_published_schema(kind: str) -> None:
    assert load_schema(kind)["$id"] == f"oceandx.{kind}/1"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("rules/causes/a.yaml", "cause-rules"),
        ("kb/causes/a.yaml", "cause-words"),
        ("kb/facts.yaml", "facts"),
        ("rules/causes/a.yml", None),
        ("rules/causes/deeper/a.yaml", None),
        ("kb/other.yaml", None),
    ],
)
def test_place_decides_the_kind(path: str, kind: str | None) -> None:
    assert kind_of(path) == kind
