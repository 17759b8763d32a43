"""What recognises symptoms: how its files are read, and every way in which they may name what does not exist."""

from __future__ import annotations

import pytest

from knowledge.conftest import Base
from oceandx.knowledge.recognition import mail_words, read_literal, redaction_words, vocabulary
from oceandx.model.recognition import Choice, ConceptKind, Scope
from oceandx.model.vocabulary import Language

THINGS = "kb/intake/concepts/things.yaml"
SYMPTOM = "kb/symptoms/list-empty.yaml"
STATED = "kb/intake/stated.yaml"
MEASURES = "kb/intake/measures.yaml"
SCOPE = "kb/intake/scope.yaml"
EXTENT = "kb/intake/extent.yaml"


@pytest.mark.parametrize(
    ("written", "choices", "anywhere"),
    [
        ("show", (Choice("show"),), False),
        ("show-", (Choice("show", negative=True),), False),
        ("show+", (Choice("show", negative=False),), False),
        ("list^", (Choice("list", head=True),), False),
        ("list^>", (Choice("list", head=True, order=1),), False),
        ("day-sheet<|list*", (Choice("day-sheet", order=-1), Choice("list")), True),
    ],
)
def test_a_literal_is_read_as_it_is_written(written: str, choices: tuple[Choice, ...], anywhere: bool) -> None:
    literal = read_literal(written)
    assert literal.choices == choices
    assert literal.anywhere is anywhere


def test_the_vocabulary_holds_what_the_files_say(base: Base) -> None:
    words = vocabulary(base.load())
    show = next(concept for concept in words.concepts if concept.id == "show")
    assert show.kind is ConceptKind.PREDICATE
    assert show.words[Language.EN] == ("show", "shows")
    assert show.opposite[Language.FR] == ("absent",)
    assert not show.general
    (pattern,) = words.symptoms["list-empty"].patterns
    assert [literal.choices[0].concept for literal in (*pattern.all, *pattern.without)] == ["show", "list", "invoice"]
    assert pattern.scope is Scope.NEARBY
    assert not pattern.weak
    assert words.symptoms["list-empty"].instead_of == ()
    assert words.symptoms["list-empty"].covers == ()
    assert words.symptoms["list-empty"].beside == {}
    assert words.symptoms["list-empty"].told_by == {}
    assert [(subject.kind, subject.concept, subject.unless) for subject in words.subjects] == [
        ("billing", "invoice", ("list",)),
        ("empty", "", ()),
    ]
    assert [(stated.fact, stated.value) for stated in words.stated] == [
        ("accuro.ready", True),
        ("reminders.count", None),
        ("case.extent", "all"),
    ]
    counted = words.stated[1]
    assert (counted.measure, counted.least, counted.most, counted.rounded_up) == ("rules", 0, 20, False)
    assert words.unsaid[Language.FR] == ("devrait",)
    assert words.granted[Language.EN] == ("why",)
    assert words.stated[0].patterns[0].scope is Scope.CLAUSE
    assert words.grammar.negators[Language.EN] == ("not",)
    assert words.grammar.quantifiers["all"][Language.FR] == ("tous",)
    assert words.grammar.ordinary == ("le", "la", "the", "a")


def test_settings_that_bear_on_a_symptom_are_told_from_the_others(base: Base) -> None:
    assert vocabulary(base.load()).unrelated_settings == {"list-empty": {"clinic.down"}}


def test_what_a_fact_is_concluded_from_bears_on_a_symptom_too(base: Base) -> None:
    base.edit(STATED, "[clinic.down, accuro.until]", "[clinic.down, case.extent, reminders.count]")
    base.edit("rules/symptoms/list-empty.yaml", "case.extent: {one_of: [all, one-patient]}", "clinic.down: true")
    base.edit("rules/causes/sync-stopped.yaml", "reminders.count: {at_least: 4, at_most: 10}", "accuro.ready: true")
    assert vocabulary(base.load()).unrelated_settings == {"list-empty": {"reminders.count"}}


def test_the_points_of_extents_are_read(base: Base) -> None:
    points = vocabulary(base.load()).extents
    assert points is not None
    assert (points.ahead, points.concepts) == (2, frozenset({"invoice"}))
    assert points.cues["only"][Language.EN] == ("just", "only")
    assert points.symptoms["list-empty"] == {"all": 12, "one-patient": -3}
    assert points.signs["clause provider one"] == {"one-provider": 6}


def test_measures_hold_numbers_units_and_times_of_day(base: Base) -> None:
    measures = vocabulary(base.load()).measures
    assert measures.numbers == {"deux": 2, "two": 2, "both": 2}
    assert measures.names == ("rules", "bare", "hour")
    rules, bare = measures.units
    assert (rules.apart, bare.apart) == (2, 0)
    assert rules.words == {"règles": 1, "rules": 1, "douzaines": 12, "dozen": 12}
    assert bare.words == {}
    assert measures.clock is not None
    assert measures.clock.hour == ("h", "o'clock")
    assert measures.clock.named == {"midi": 12, "noon": 12}


def test_the_words_of_mails_and_of_redaction_are_read(base: Base) -> None:
    kb = base.load()
    assert mail_words(kb).sender_labels == ("a", "b")
    words = redaction_words(kb)
    assert words.tokens["name"] == "PATIENT"
    assert words.given_names == {"Anne", "Marc"}
    assert words.surnames == {"Roy", "Smith"}
    assert words.months == {1: ("janvier", "january")}
    assert words.also_words == {"may"}


@pytest.mark.parametrize(
    ("path", "old", "new", "problem"),
    [
        (SYMPTOM, "list^]", "lists]", f"{SYMPTOM}:9:21: unknown concept 'lists'; did you mean 'list'?"),
        (SYMPTOM, "[invoice]", "[show|invoce]", f"{SYMPTOM}:9:39: unknown concept 'invoce'; did you mean 'invoice'?"),
        (
            SYMPTOM,
            "recognise:\n",
            "recognise:\n  instead_of: [list-emty]\n",
            f"{SYMPTOM}:8:16: unknown symptom 'list-emty'; did you mean 'list-empty'?",
        ),
        (
            SYMPTOM,
            "recognise:\n",
            "recognise:\n  covers: [list-emty]\n",
            f"{SYMPTOM}:8:12: unknown symptom 'list-emty'; did you mean 'list-empty'?",
        ),
        (
            SYMPTOM,
            "recognise:\n",
            "recognise:\n  instead_of: [list-empty]\n  beside: {list-emty: [show]}\n",
            f"{SYMPTOM}:9:12: unknown symptom of instead_of 'list-emty'; did you mean 'list-empty'?",
        ),
        (
            SYMPTOM,
            "recognise:\n",
            "recognise:\n  beside: {list-empty: [show]}\n",
            f"{SYMPTOM}:8:12: unknown symptom of instead_of 'list-empty'",
        ),
        (
            SYMPTOM,
            "recognise:\n",
            "recognise:\n  instead_of: [list-empty]\n  beside: {list-empty: [shown]}\n",
            f"{SYMPTOM}:9:25: unknown concept 'shown'; did you mean 'show'?",
        ),
        (
            SYMPTOM,
            "recognise:\n",
            "recognise:\n  told_by: [{fact: accuro.redy}]\n",
            f"{SYMPTOM}:8:20: unknown fact 'accuro.redy'; did you mean 'accuro.ready'?",
        ),
        (
            SYMPTOM,
            "recognise:\n",
            "recognise:\n  told_by: [{fact: accuro.ready, is: [3]}]\n",
            f"{SYMPTOM}:8:39: this is no value of the fact that words state; its type is boolean",
        ),
        (STATED, "accuro.ready", "accuro.redy", f"{STATED}:2:12: unknown fact 'accuro.redy'"),
        (STATED, "show+", "shown+", f"{STATED}:2:54: unknown concept 'shown'; did you mean 'show'?"),
        (STATED, "measured: rules", "measured: rule", f"{STATED}:3:39: unknown unit 'rule'; did you mean 'rules'?"),
        (STATED, "all: [list, rules]", "all: [list]", f"{STATED}:3:57: the pattern does not name the unit 'rules'"),
        (STATED, "reminders.count", "accuro.ready", f"{STATED}:3:36: a number is no value of this fact; its type is b"),
        (STATED, "[clinic.down,", "[clinic.dawn,", f"{STATED}:7:12: unknown fact 'clinic.dawn'; did you mean 'cli"),
        (STATED, "is: true", "is: 3", f"{STATED}:2:30: this is no value of the fact that words state"),
        (STATED, "is: all", "is: al", f"{STATED}:4:29: unknown choice 'al'; did you mean 'all'?"),
        (STATED, "is: all,", "is: all, about: [list-emty],", f"{STATED}:4:42: unknown symptom 'list-emty'"),
        (MEASURES, "unit: bare", "unit: list", f"{MEASURES}:5:12: the concept 'list' is defined already"),
        (EXTENT, "[invoice]", "[invoce]", f"{EXTENT}:2:12: unknown concept 'invoce'; did you mean 'invoice'?"),
        (EXTENT, "  list-empty:", "  list-emty:", f"{EXTENT}:6:14: points for an unknown symptom 'list-emty'"),
        (EXTENT, "word only", "word onli", f"{EXTENT}:12:19: points for an unknown word list 'onli'"),
        (EXTENT, "sentence invoice", "sentence list", f"{EXTENT}:11:18: points for 'list', which is not one of this"),
        (SCOPE, "ours: [list]", "ours: [lst]", f"{SCOPE}:1:8: unknown concept 'lst'; did you mean 'list'?"),
        (SCOPE, "raised: [invoice]", "raised: [invoce]", f"{SCOPE}:2:10: unknown concept 'invoce'; did you mean 'inv"),
        (SCOPE, "concept: invoice", "concept: invoic", f"{SCOPE}:4:69: unknown concept 'invoic'"),
        (SCOPE, "unless: [list]", "unless: [lst]", f"{SCOPE}:4:87: unknown concept 'lst'; did you mean 'list'?"),
        (SCOPE, "unless: [list]", "voided: [lst]", f"{SCOPE}:4:87: unknown concept 'lst'; did you mean 'list'?"),
        (SCOPE, "unless: [list]", "governed: [lst]", f"{SCOPE}:4:89: unknown concept 'lst'; did you mean 'list'?"),
        (SCOPE, "unless: [list]", "beside: [lst]", f"{SCOPE}:4:87: unknown concept 'lst'; did you mean 'list'?"),
        (SCOPE, "asked: [list]", "asked: [lst]", f"{SCOPE}:6:9: unknown concept 'lst'; did you mean 'list'?"),
        (SCOPE, "points: {since", "points: {sinc", f"{SCOPE}:7:77: points for an unknown word list, mark or concept"),
        (SCOPE, "invoice: -3", "invoce: -3", f"{SCOPE}:7:99: points for an unknown word list, mark or concept"),
        (THINGS, "concept: invoice", "concept: list", f"{THINGS}:4:15: the concept 'list' is defined already"),
        (THINGS, "concept: list,", "concept: complaint,", f"{THINGS}:3:15: the concept 'complaint' is defined already"),
    ],
)  # fmt: skip
def test_a_name_that_does_not_exist_or_exists_twice_is_said_with_its_place(
    base: Base, path: str, old: str, new: str, problem: str
) -> None:
    base.edit(path, old, new)
    assert any(said.startswith(problem) for said in base.problems())


def test_words_in_one_language_only_are_no_concept(base: Base) -> None:
    base.edit(THINGS, 'fr: "liste", en: "list"', 'en: "list"')
    base.edit("kb/intake/concepts/words.yaml", 'not: {fr: "absent", en: "missing"}', 'not: {fr: "absent"}')
    assert base.problems() == [
        f"{THINGS}:3:5: the concept 'list' has words in one language only (en)",
        "kb/intake/concepts/words.yaml:3:70: the concept 'show' has words in one language only (fr)",
    ]


def test_where_concepts_cannot_be_read_nothing_more_is_said_of_patterns(base: Base) -> None:
    base.write(THINGS, "kind: thing\n")
    assert base.problems() == [f"{THINGS}:1:1: 'concepts' is missing"]


def test_where_the_files_of_facts_and_subjects_cannot_be_read_the_others_are_checked(base: Base) -> None:
    base.write(STATED, "stated: 1\n")
    base.write(SCOPE, "kinds: 1\n")
    base.edit(SYMPTOM, "list^]", "lists]")
    assert f"{SYMPTOM}:9:21: unknown concept 'lists'; did you mean 'list'?" in base.problems()


def test_what_weighs_a_trouble_of_the_moment_may_be_left_out(base: Base) -> None:
    base.edit(
        SCOPE,
        "present: {enough: 9, cues: {since: {fr: depuis, en: since}}, points: {since: 9, claim: 1, invoice: -3}}\n",
        "",
    )
    assert vocabulary(base.load()).presence is None


def test_what_tells_a_symptom_beside_another_and_which_facts_do_is_read(base: Base) -> None:
    base.edit(
        SYMPTOM,
        "recognise:\n",
        "recognise:\n  instead_of: [list-empty]\n  beside: {list-empty: [show, list]}\n"
        "  told_by:\n    - {fact: accuro.ready}\n    - {fact: clinic.down, is: [true]}\n",
    )
    read = vocabulary(base.load()).symptoms["list-empty"]
    assert read.beside == {"list-empty": frozenset({"show", "list"})}
    assert read.told_by == {"accuro.ready": frozenset(), "clinic.down": frozenset({True})}
