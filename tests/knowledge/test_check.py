"""What is wrong between files: each check finds its defect, at its place, and only that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from knowledge.conftest import Base

CAUSE = "rules/causes/link-missing.yaml"
OTHER = "rules/causes/sync-stopped.yaml"
SYMPTOM = "rules/symptoms/list-empty.yaml"
DERIVED = "rules/derived.yaml"
FACTS = "kb/facts.yaml"
FIRST = "kb/remediations/open-link.yaml"
SECOND = "kb/remediations/restart-sync.yaml"
WORDS = "kb/causes/link-missing.yaml"
WORDING = "kb/wording.yaml"
READY = "{accuro.ready: false}"


def test_the_small_knowledge_base_has_no_problem(base: Base) -> None:
    assert list(base.load().symptoms) == ["list-empty"]


@pytest.mark.parametrize(
    ("path", "old", "new", "problem"),
    [
        (
            SYMPTOM,
            "- cause: sync-stopped",
            "- cause: sync-stoped",
            "11:12: unknown cause 'sync-stoped'; did you mean 'sync-stopped'?",
        ),
        (CAUSE, "emr-admin", "emr-admn", "5:8: unknown role 'emr-admn'; did you mean 'emr-admin'?"),
        (
            CAUSE,
            "[open-link, ",
            "[open-link, open-lnk, ",
            "10:26: unknown remediation 'open-lnk'; did you mean 'open-link'?",
        ),
        (CAUSE, "sources: [E01]", "sources: [E01, E11]", "11:16: unknown source 'E11'; did you mean 'E01'?"),
        (CAUSE, READY, "{accuro.redy: false}", "8:13: unknown fact 'accuro.redy'; did you mean 'accuro.ready'?"),
        (CAUSE, READY, "{zzz.zzz: false}", "8:13: unknown fact 'zzz.zzz'"),
        (SYMPTOM, "{case.extent:", "{case.extend:", "9:17: unknown fact 'case.extend'; did you mean 'case.extent'?"),
        (SYMPTOM, "sources: [E01]}", "sources: [Z99]}", "9:105: unknown source 'Z99'"),
        (
            DERIVED,
            "- fact: clinic.down",
            "- fact: clinic.dwn",
            "2:11: unknown fact 'clinic.dwn'; did you mean 'clinic.down'?",
        ),
        (FIRST, "role: emr-admin", "role: emr-admins", "2:7: unknown role 'emr-admins'; did you mean 'emr-admin'?"),
        (FIRST, "escalation: clinic-manager", "escalation: emr-admin", "21:13: unknown escalation 'emr-admin'"),
        (FIRST, READY, "{accuro.redy: false}", "4:9: unknown fact 'accuro.redy'; did you mean 'accuro.ready'?"),
        (
            FIRST,
            "detail: accuro.ready",
            "detail: accuro.redy",
            "14:13: unknown fact 'accuro.redy'; did you mean 'accuro.ready'?",
        ),
        (SECOND, "[open-link]", "[opn-link]", "4:9: unknown remediation 'opn-link'; did you mean 'open-link'?"),
        ("kb/sources.yaml", "translation: F01", "translation: F02", "2:111: unknown source 'F02'; did you mean 'F01'?"),
        ("kb/labels.yaml", "seen: [F01]", "seen: [F02]", "2:97: unknown source 'F02'; did you mean 'F01'?"),
        (
            FACTS,
            "obtain: ask\n    role: clinic-manager",
            "obtain: ask\n    role: clinic-manger",
            "8:11: unknown role 'clinic-manger'; did you mean 'clinic-manager'?",
        ),
        (
            FACTS,
            "{case.extent: one-patient}",
            "{case.extnt: one-patient}",
            "29:17: unknown fact 'case.extnt'; did you mean 'case.extent'?",
        ),
    ],
)
def test_unknown_names(base: Base, path: str, old: str, new: str, problem: str) -> None:
    base.edit(path, old, new)
    assert f"{path}:{problem}" in base.problems()


def test_unknown_labels_are_said_in_each_language(base: Base) -> None:
    base.edit(
        FIRST,
        '{label:accuro.save}.", en: "Click {label:accuro.save}."',
        '{label:accuro.sve}.", en: "Click {label:accuro.sve}."',
    )
    assert base.problems() == [
        f"{FIRST}:11:16: unknown label 'accuro.sve'; did you mean 'accuro.save'?",
        f"{FIRST}:11:55: unknown label 'accuro.sve'; did you mean 'accuro.save'?",
    ]


@pytest.mark.parametrize(
    ("when", "problem"),
    [
        ("{accuro.ready: yes}", "8:27: 'yes' where true or false is needed"),
        ("{accuro.ready: 1}", "8:27: '1' where true or false is needed"),
        ("{accuro.ready: {is_not: no}}", "8:36: 'no' where true or false is needed"),
        ("{case.extent: one-patent}", "8:26: unknown choice 'one-patent'; did you mean 'one-patient'?"),
        ("{case.extent: true}", "8:26: unknown choice 'true'"),
        ("{case.extent: {is_not: none}}", "8:35: unknown choice 'none'"),
        ("{case.extent: {one_of: [all, al]}}", "8:41: unknown choice 'al'; did you mean 'all'?"),
        ("{reminders.count: many}", "8:30: 'many' where a whole number is needed"),
        ("{reminders.count: true}", "8:30: 'true' where a whole number is needed"),
        ("{reminders.count: 21}", "8:30: 21 is outside 0 to 20"),
        ("{reminders.count: {at_least: -1}}", "8:41: -1 is outside 0 to 20"),
        ("{reminders.count: {one_of: [3, 99]}}", "8:43: 99 is outside 0 to 20"),
        ("{reminders.count: {at_least: 5, at_most: 4}}", "8:30: never true: at least 5 and at most 4"),
        ("{accuro.until: soon}", "8:27: 'soon' where a date such as 2026-11-22 is needed"),
        ("{accuro.until: 20261122}", "8:27: '20261122' where a date such as 2026-11-22 is needed"),
        ("{accuro.until: true}", "8:27: 'true' where a date such as 2026-11-22 is needed"),
        ("{accuro.until: 2026-W47-7}", "8:27: '2026-W47-7' where a date such as 2026-11-22 is needed"),
        ("{accuro.until: {before: 2026-02-30}}", "8:36: '2026-02-30' where a date such as 2026-11-22 is needed"),
        (
            "{accuro.until: {after: 2026-03-01, before: 2026-03-01}}",
            "8:27: never true: after 2026-03-01 and before 2026-03-01",
        ),
        (
            "{accuro.ready: {at_least: 1}}",
            "8:28: 'at_least' does not fit a fact of type boolean; allowed: a plain value, is_not",
        ),
        (
            "{case.extent: {before: 2026-01-01}}",
            "8:27: 'before' does not fit a fact of type choice; allowed: a plain value, is_not, one_of",
        ),
        (
            "{reminders.count: {after: 2026-01-01}}",
            (
                "8:31: 'after' does not fit a fact of type integer;"
                " allowed: a plain value, is_not, one_of, at_least, at_most"
            ),
        ),
        (
            "{accuro.until: {one_of: [2026-01-01]}}",
            "8:28: 'one_of' does not fit a fact of type date; allowed: a plain value, is_not, before, after",
        ),
        ("{patient.email: true}", "8:13: 'patient.email' is never stored (patient); use a derivative"),
        ("{accuro.ready: true}", "9:5: the same condition already stands on line 8"),
    ],
)
def test_conditions(base: Base, when: str, problem: str) -> None:
    base.edit(CAUSE, READY, when)
    assert base.problems() == [f"{CAUSE}:{problem}"]


@pytest.mark.parametrize(
    "when",
    [
        "{accuro.ready: {is_not: true}}",
        "{case.extent: {is_not: all}}",
        "{reminders.count: 0}",
        "{reminders.count: {one_of: [0, 20]}}",
        "{reminders.count: {at_least: 4, at_most: 4}}",
        "{accuro.until: 2026-11-22}",
        "{accuro.until: {is_not: 2026-11-22}}",
        "{accuro.until: {after: 2026-02-28}}",
        "{accuro.ready: true, case.extent: all}",
    ],
)
def test_conditions_that_are_right(base: Base, when: str) -> None:
    base.edit(CAUSE, READY, when)
    assert base.load().causes["link-missing"].evidence[0].when[0].fact == when[1:].partition(":")[0]


def test_secret_facts_are_no_conditions_either(base: Base) -> None:
    base.edit(FACTS, "privacy: staff", "privacy: secret")
    assert base.problems() == [f"{SYMPTOM}:10:17: 'accuro.until' is never stored (secret); use a derivative"]


def test_a_derived_value_has_the_type_of_its_fact(base: Base) -> None:
    base.edit(DERIVED, "is: true", "is: yes")
    assert base.problems() == [f"{DERIVED}:3:9: 'yes' where true or false is needed"]


def test_conditions_of_guards_and_of_void_facts_are_checked(base: Base) -> None:
    base.edit(FIRST, READY, "{accuro.ready: no}")
    base.edit(FACTS, "{case.extent: one-patient}", "{case.extent: nobody}")
    assert base.problems() == [
        f"{FACTS}:29:30: unknown choice 'nobody'",
        f"{FIRST}:4:23: 'no' where true or false is needed",
    ]


def test_the_same_evidence_twice_in_one_candidate(base: Base) -> None:
    base.edit(
        SYMPTOM,
        "  - cause: sync-stopped",
        "      - {when: {case.extent: {one_of: [all, one-patient]}}, says: weakens}\n  - cause: sync-stopped",
    )
    assert base.problems() == [f"{SYMPTOM}:11:9: the same condition already stands on line 9"]


def test_the_same_candidate_twice(base: Base) -> None:
    base.edit(SYMPTOM, "- cause: sync-stopped", "- cause: link-missing")
    assert base.problems() == [f"{SYMPTOM}:11:12: 'link-missing' is already a candidate of this symptom"]


@pytest.mark.parametrize(
    ("path", "partner"),
    [(OTHER, "kb/causes/sync-stopped.yaml"), (SYMPTOM, "kb/symptoms/list-empty.yaml")],
)
def test_a_missing_other_half(base: Base, path: str, partner: str) -> None:
    base.remove(partner)
    assert base.problems() == [f"{path}:1:1: its other half is missing: {partner}"]


def test_words_without_rules(base: Base) -> None:
    base.write(
        "kb/causes/lonely.yaml", (base.root / WORDS).read_text(encoding="utf-8").replace("link-missing", "lonely")
    )
    base.write(
        "kb/symptoms/alone.yaml",
        (base.root / "kb/symptoms/list-empty.yaml").read_bytes().replace(b"list-empty", b"alone"),
    )
    assert base.problems() == [
        "kb/causes/lonely.yaml:1:1: its other half is missing: rules/causes/lonely.yaml",
        "kb/symptoms/alone.yaml:1:1: its other half is missing: rules/symptoms/alone.yaml",
    ]


@pytest.mark.parametrize(
    ("path", "key", "name"),
    [
        (SYMPTOM, "symptom", "list-empty"),
        ("kb/symptoms/list-empty.yaml", "symptom", "list-empty"),
        (WORDS, "cause", "link-missing"),
    ],
)
def test_an_id_that_differs_from_the_file(base: Base, path: str, key: str, name: str) -> None:
    base.edit(
        path,
        f"{key}: {name}\n{'code' if path == SYMPTOM else 'title'}",
        f"{key}: other\n{'code' if path == SYMPTOM else 'title'}",
    )
    assert base.problems() == [f"{path}:1:{len(key) + 3}: 'other' differs from the file's name; write '{name}'"]


def test_a_code_used_twice(base: Base) -> None:
    base.edit(OTHER, "C02", "C01")
    assert base.problems() == [f"{OTHER}:2:7: code 'C01' is already used by {CAUSE}"]


@pytest.mark.parametrize(
    ("path", "old", "new", "problem"),
    [
        (FACTS, "- fact: patient.email", "- fact: clinic.down", "67:5: 'clinic.down' is defined twice"),
        ("kb/labels.yaml", "ocean.portal", "accuro.save", "3:5: 'accuro.save' is defined twice"),
        (
            "kb/roles.yaml",
            "  - {role: clinic-manager",
            "  - {role: emr-admin, order: 1, name: {fr: a, en: a}, address: {fr: a, en: a}}\n  - {role: clinic-manager",
            "3:5: 'emr-admin' is defined twice",
        ),
        (
            "kb/sources.yaml",
            "  - {code: F01",
            '  - {code: E01, locale: en, publisher: O, title: T, url: "https://e.org"}\n  - {code: F01',
            "3:5: 'E01' is defined twice",
        ),
    ],
)
def test_a_name_defined_twice(base: Base, path: str, old: str, new: str, problem: str) -> None:
    base.edit(path, old, new)
    assert base.problems() == [f"{path}:{problem}"]


def test_a_stable_symptom_has_cases_where_tests_come_along(base: Base) -> None:
    base.write("tests/cases/other.yaml", "")
    assert base.problems() == [f"{SYMPTOM}:1:1: a stable symptom has cases: tests/cases/list-empty.yaml is missing"]
    base.write("tests/cases/list-empty.yaml", "")
    assert base.load().symptoms


def test_a_draft_symptom_needs_no_cases(base: Base) -> None:
    base.write("tests/cases/other.yaml", "")
    base.edit(SYMPTOM, "status: stable", "status: draft")
    assert base.load().symptoms


def test_a_stable_cause_that_no_symptom_has(base: Base) -> None:
    base.edit(SYMPTOM, "  - cause: sync-stopped\n    likelihood: rare\n    basis: inference\n    sources: [F01]\n", "")
    assert base.load().causes["sync-stopped"].code == "C02"  # a draft may wait for its symptom
    base.edit(OTHER, "status: draft", "status: stable")
    assert base.problems() == [f"{OTHER}:1:8: no symptom has this cause as a candidate"]


def test_a_remediation_that_no_cause_asks_for(base: Base) -> None:
    base.edit(CAUSE, "[open-link, restart-sync]", "[restart-sync]")
    assert base.problems() == [f"{FIRST}:1:14: no cause asks for this remediation"]


def test_a_broken_rule_makes_nothing_else_unreached(base: Base) -> None:
    base.edit(CAUSE, "code: C01", "code: X")
    assert base.problems() == [f"{CAUSE}:2:7: 'X' does not have the form ^C[0-9]{{2}}$"]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("    choices: [one-patient, all]\n", "", "2:5: a fact of type choice needs 'choices'"),
        ("    maximum: 20\n", "", "31:5: a fact of type integer needs 'maximum'"),
        (
            "type: date",
            "type: date\n    minimum: 1",
            "46:14: 'minimum' belongs to facts of type integer, this one is date",
        ),
        (
            "type: date",
            "type: date\n    choices: [a, b]",
            "46:14: 'choices' belongs to facts of type choice, this one is date",
        ),
        ("      all: ", "      al: ", "14:7: 'al' is no value of this fact; did you mean 'all'?"),
        ("      all: {fr: Une phrase., en: A sentence.}\n", "", "13:7: no meaning for the value 'all'"),
        (
            '"Il y en a {value}.", en: "There are {value}."',
            "Beaucoup., en: Many.",
            "42:17: the meaning of a number or a date shows it: write {value}",
        ),
        ("Jusqu'au {value}.", "Jusqu'au bout.", "53:17: the meaning of a number or a date shows it: write {value}"),
    ],
)
def test_the_fact_dictionary(base: Base, old: str, new: str, problem: str) -> None:
    base.edit(FACTS, old, new)
    assert f"{FACTS}:{problem}" in base.problems()


def test_a_choice_without_choices_does_not_hide_in_conditions(base: Base) -> None:
    base.edit(FACTS, "    choices: [one-patient, all]\n", "")
    problems = base.problems()
    assert all(problem.startswith(f"{FACTS}:") for problem in problems)


def derive(*pairs: str) -> str:
    """Write derivations: ``a<b`` concludes clinic.a from clinic.b."""
    lines = [pair.split("<") for pair in pairs]
    return "derived:\n" + "".join(
        f"  - {{fact: clinic.{fact}, is: true, when: {{clinic.{other}: true}}, sources: [E01]}}\n"
        for fact, other in lines
    )


def test_circles_of_derivations_are_all_named(base: Base) -> None:
    facts = (base.root / FACTS).read_text(encoding="utf-8")
    one = facts[facts.index("  - fact: clinic.down") : facts.index("  - fact: patient.email")]
    base.write(FACTS, facts + "".join(one.replace("clinic.down", f"clinic.{name}") for name in "abcdef"))
    base.write(DERIVED, derive("a<b", "b<c", "c<a", "d<d", "e<a", "f<down"))
    assert base.problems() == [
        f"{DERIVED}:2:5: a fact is concluded from itself: clinic.a <- clinic.b <- clinic.c <- clinic.a",
        f"{DERIVED}:5:5: a fact is concluded from itself: clinic.d <- clinic.d",
    ]
    base.write(DERIVED, derive("a<b", "b<c", "c<down", "e<a", "e<b"))
    assert [derivation.fact for derivation in base.load().derivations] == [
        "clinic.a",
        "clinic.b",
        "clinic.c",
        "clinic.e",
        "clinic.e",
    ]


def test_circles_of_remediations(base: Base) -> None:
    base.edit(FIRST, "guard:", "after: [restart-sync]\nguard:")
    (problem,) = base.problems()
    assert problem == (f"{FIRST}:1:1: a remediation must come after itself: open-link <- restart-sync <- open-link")


@pytest.mark.parametrize(
    ("fr", "en", "problems"),
    [
        ("Voyez {a} et {b}.", "See {a}.", ["fr: French and English differ in their placeholders: b"]),
        ("Voyez {a}.", "See {a}, {a}.", ["fr: French and English differ in their placeholders: a"]),
        (
            "Ouvrez {label:ocean.portal}.",
            "Open {label:accuro.save}.",
            ["fr: French and English differ in their placeholders: label:accuro.save, label:ocean.portal"],
        ),
        ("En 3 minutes.", "In 5 minutes.", ["fr: French and English differ in their numbers: 3, 5"]),
        ("À 21 h.", "At 21:00.", []),
        ("À 21 h 30.", "At 21:30.", []),
        ("Voyez {e01}.", "See {e01}.", []),
        (
            "Cliquez sur Save and Close.",
            "Click Save and Close.",
            [
                "fr: the label 'Save and Close' is typed by hand; write its token {label:…}",
                "en: the label 'Save and Close' is typed by hand; write its token {label:…}",
            ],
        ),
        ("Un portail.", "A Portal, Save and Closed.", []),
        ("Attention !", "Careful!", ["fr: no space before ; ! ? in Canadian French"]),
        ("Attention\u00a0; voyez.", "Careful; see.", ["fr: no space before ; ! ? in Canadian French"]),
        ("Pourquoi\u202f?", "Why?", ["fr: no space before ; ! ? in Canadian French"]),
        ("Pourquoi? Ainsi; voyez!", "Why? So; see!", []),
        ('Dites "oui".', 'Say "yes".', ["fr: straight quotes; write «guillemets»"]),
        ("Dites «oui».", 'Say "yes".', []),
    ],
)
def test_texts(base: Base, fr: str, en: str, problems: list[str]) -> None:
    base.write(WORDING, f"wording:\n  a.b:\n    fr: '{fr}'\n    en: '{en}'\n")
    lines = {"fr": "3:9", "en": "4:9"}
    expected = [f"{WORDING}:{lines[problem[:2]]}: {problem[4:]}" for problem in problems]
    if expected:
        assert base.problems() == expected
    else:
        assert base.load().wording["a.b"].fr == fr


def test_texts_are_found_wherever_they_stand(base: Base) -> None:
    base.edit(FIRST, "sees: {fr: Une phrase.,", "sees: {fr: Une phrase !,")
    base.edit(FACTS, '"Il y en a {value}.",', '"Il y en a {value} !",')
    base.edit("kb/symptoms/list-empty.yaml", "- text: {fr: Une phrase.,", "- text: {fr: Une phrase !,")
    message = "no space before ; ! ? in Canadian French"
    assert base.problems() == [
        f"{FACTS}:42:17: {message}",
        f"{FIRST}:12:16: {message}",
        f"kb/symptoms/list-empty.yaml:5:16: {message}",
    ]


WHEN = "when: {accuro.ready: false, case.extent: all}"


def test_a_derived_fact_may_rest_on_two_facts_compared_with_each_other(base: Base) -> None:
    base.edit(FACTS, "  - fact: clinic.down", _another_date())
    base.edit(DERIVED, WHEN, "compare: {accuro.until: {before: accuro.since}}")
    (derivation,) = base.load().derivations
    assert derivation.when == ()
    assert derivation.premises() == ("accuro.until", "accuro.since")


@pytest.mark.parametrize(
    ("compare", "problem"),
    [
        ("{accuro.untl: {before: accuro.since}}", "4:15: unknown fact 'accuro.untl'; did you mean 'accuro.until'?"),
        ("{accuro.until: {before: accuro.sinc}}", "4:38: unknown fact 'accuro.sinc'; did you mean 'accuro.since'?"),
        (
            "{case.extent: {is: accuro.since}}",
            "4:15: only facts of type date or integer are compared with each other",
        ),
        (
            "{accuro.until: {is: reminders.count}}",
            "4:34: integer 'reminders.count' cannot be compared with date 'accuro.until'",
        ),
        ("{accuro.until: {earlier: accuro.since}}", "4:30: unknown key 'earlier'"),
    ],
)
def test_a_comparison_needs_two_facts_of_one_ordered_type(base: Base, compare: str, problem: str) -> None:
    base.edit(FACTS, "  - fact: clinic.down", _another_date())
    base.edit(DERIVED, WHEN, f"compare: {compare}")
    assert any(found.startswith(f"{DERIVED}:{problem}") for found in base.problems()), base.problems()


def test_a_derived_fact_needs_premises(base: Base) -> None:
    base.edit(DERIVED, f"    {WHEN}\n", "")
    assert base.problems() == [f"{DERIVED}:2:5: 'when' or 'compare' is missing: nothing would conclude this fact"]


def test_a_fact_is_not_concluded_from_a_comparison_with_itself(base: Base) -> None:
    base.edit(DERIVED, "fact: clinic.down\n    is: true", "fact: accuro.since\n    is: 2026-01-01")
    base.edit(FACTS, "  - fact: clinic.down", _another_date())
    base.edit(DERIVED, WHEN, "compare: {accuro.until: {before: accuro.since}}")
    assert base.problems() == [
        f"{DERIVED}:2:5: a fact is concluded from itself: accuro.since <- accuro.since",
    ]


def test_a_candidate_may_name_its_own_remediation(base: Base) -> None:
    base.edit(SYMPTOM, "    sources: [F01]\nsources", "    sources: [F01]\n    remediation: [open-link]\nsources")
    (_, candidate) = base.load().symptoms["list-empty"].candidates
    assert candidate.remediation == ("open-link",)
    base.edit(SYMPTOM, "[open-link]", "[opn-link]")
    assert base.problems() == [f"{SYMPTOM}:15:19: unknown remediation 'opn-link'; did you mean 'open-link'?"]


def test_a_remediation_that_only_a_candidate_names_is_asked_for(base: Base) -> None:
    base.edit(CAUSE, "[open-link, restart-sync]", "[restart-sync]")
    assert base.problems() == [f"{FIRST}:1:14: no cause asks for this remediation"]
    base.edit(SYMPTOM, "    sources: [F01]\nsources", "    sources: [F01]\n    remediation: [open-link]\nsources")
    assert base.load().symptoms["list-empty"].candidates[1].remediation == ("open-link",)


def _another_date() -> str:
    text = "{fr: Une phrase., en: A sentence.}"
    return f"""  - fact: accuro.since
    type: date
    privacy: staff
    obtain: check
    role: emr-admin
    minutes: 2
    where: {text}
    question: {text}
    meaning:
      any: {{fr: "Depuis le {{value}}.", en: "Since {{value}}."}}
    sources: [E01]
  - fact: clinic.down"""


@pytest.mark.parametrize(
    ("fr", "en", "problem"),
    [
        ("La clé commune manque.", "The shared key is missing.", "'clé commune': the house term is 'clé partagée'"),
        ("Les clés communes manquent.", "The shared keys are gone.", "'clé commune': the house term is 'clé partagée'"),
        ("La clé partagée manque.", "The SK is missing.", "'SK': the house term is 'shared key'"),
        ("La clé partagée manque.", "It is missing.", "the term 'key' stands in fr only"),
        ("Elle manque.", "The shared key is missing.", "the term 'key' stands in en only"),
    ],
)
def test_a_text_uses_the_house_term_in_both_languages(base: Base, fr: str, en: str, problem: str) -> None:
    base.edit(WORDS, "title: {fr: Une phrase., en: A sentence.}", f"title: {{fr: {fr}, en: {en}}}")
    assert any(found.startswith(f"{WORDS}:2:") and problem in found for found in base.problems()), base.problems()


@pytest.mark.parametrize(
    ("fr", "en"),
    [
        ("Les clés partagées manquent.", "The shared keys are missing."),
        ("La Clé partagée manque.", "Shared key missing."),
        ("Une entrée manque.", "It is missing."),
        ("Il faut skier.", "Ask for it."),
    ],
)
def test_house_terms_may_be_inflected_and_other_words_left_alone(base: Base, fr: str, en: str) -> None:
    base.edit(WORDS, "title: {fr: Une phrase., en: A sentence.}", f"title: {{fr: {fr}, en: {en}}}")
    assert base.load().causes["link-missing"].title.fr == fr


def test_help_texts_show_what_is_typed(base: Base) -> None:
    wording = '  help.key: {fr: "Tapez clé commune", en: "Type SK"}'
    base.edit(WORDING, "wording:", f"wording:\n{wording}")
    assert base.load().wording["help.key"].en == "Type SK"
    base.edit(WORDING, "help.key", "message.key")
    assert len(base.problems()) == 2


@pytest.mark.parametrize(
    ("implies", "problem"),
    [
        ("{case.extnt: all}", "4:11: unknown fact 'case.extnt'; did you mean 'case.extent'?"),
        ("{case.extent: al}", "4:24: unknown choice 'al'; did you mean 'all'?"),
        ("{accuro.ready: 1}", "4:25: '1' where true or false is needed"),
        ("{case.extent: {is_not: all}}", "4:24: "),
    ],
)
def test_what_a_symptom_implies_is_a_fact_with_one_of_its_values(base: Base, implies: str, problem: str) -> None:
    base.edit(SYMPTOM, "status: stable\n", "status: stable\nimplies: {case.extent: all}\n")
    assert base.load().symptoms["list-empty"].implies == {"case.extent": "all"}
    base.edit(SYMPTOM, "implies: {case.extent: all}", f"implies: {implies}")
    assert any(found.startswith(f"{SYMPTOM}:{problem}") for found in base.problems()), base.problems()
