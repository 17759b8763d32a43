"""Patterns: what each literal asks for, where the rest may stand, what speaks against, and which of two is meant."""

from __future__ import annotations

import pytest

from oceandx.model.case import Value
from oceandx.model.recognition import Scope
from recognition import pattern, read, recogniser, said


def holds(written: str, body: str, *, subject: str = "", without: str = "", scope: Scope = Scope.NEARBY) -> bool:
    """Tell whether one pattern holds of a ticket."""
    return bool(read({"it": [pattern(written, without, scope)]}, body, subject))


@pytest.mark.parametrize(
    ("written", "text", "expected"),
    [
        ("show", "The booking appears", True),
        ("show", "The booking is missing", True),
        ("show", "The letter is here", False),
        ("show-", "The booking appears", False),
        ("show-", "The booking is missing", True),
        ("show-", "The booking is not missing", False),
        ("show+", "The booking appears", True),
        ("show+", "The booking does not show", False),
        ("show+", "The booking is not missing", True),
        ("number", "We count 5 of them", True),
        ("number", "It is for May 5 and 10 May", False),
        ("number", "It begins at 10 am", False),
        ("number", "On en compte 5", True),
        ("number", "Le 5 mai ou à 10 h 2", False),
        ("provider^", "The provider is new", True),
        ("provider^", "The provider's letter is new", False),
        ("provider", "The provider's letter is new", True),
        ("letter-", "There is no letter", True),
        ("letter-", "There is a letter", False),
        ("letter-^", "There are no letter reminders", False),
        ("letter|booking", "The booking is new", True),
        ("letter|booking", "The letter is new", True),
        ("letter|booking", "The reminder is new", False),
        ("show- booking|letter", "The letter is missing", True),
        ("show- booking|letter", "The reminder is missing", False),
        ("show- booking|letter>", "The letter is missing", False),
        ("show- booking|letter<", "The letter is missing", True),
        ("show- letter>", "We do not see the letter", True),
        ("show- letter+", "The letter is missing", True),
        ("show- letter-", "The letter is missing", False),
        ("show- provider^", "The provider letters do not show", False),
        ("show-|send- reminder", "We do not send reminders", True),
        ("show-|send- reminder", "The reminders are missing", True),
        ("show-|send- reminder", "The reminders appear", False),
    ],
)
def test_what_a_literal_asks_for(written: str, text: str, expected: bool) -> None:
    assert holds(written, text) is expected


def test_one_word_satisfies_one_literal_only_when_it_is_not_the_anchor() -> None:
    assert not holds("letter letter", "The letter is new")
    assert holds("letter letter", "The letter is in the letter")


def test_what_is_supposed_is_no_anchor_but_may_stand_beside_one() -> None:
    assert not holds("show- letter", "If the letter is missing it is late")
    assert holds("letter show-", "The letter, if missing, is late")


def test_what_stands_two_sentences_before_or_one_after_is_too_far() -> None:
    assert holds("send- reminder", "The reminders. They are not sent.")
    assert not holds("send- reminder", "The reminders. It is Monday. They are not sent.")
    assert not holds("send- reminder", "They are not sent. The reminders.")


def test_what_the_subject_line_names_holds_for_every_sentence_of_the_body() -> None:
    assert holds("send- reminder", "It is Monday. We wait. They are not sent.", subject="Reminders")
    assert holds("send- reminder", "Reminders", subject="They are not sent")
    assert not holds("send- reminder", "It is Monday. We wait.", subject="Reminders")
    assert not holds("send- reminder", "They are not sent.", subject="Letters")


@pytest.mark.parametrize(
    "body",
    [
        "The reminders are here. The letters are not sent.",
        "The reminders are here. They are not sent, the letters.",
        "The reminders are here, the letters are not sent",  # a clause with a thing of its own
        "The reminders are here but the letters are not sent",
    ],
)
def test_nothing_is_carried_over_a_thing_of_its_own(body: str) -> None:
    assert not holds("send- reminder", body)


@pytest.mark.parametrize(
    "body",
    [
        "The reminders are here. They are not sent to the provider.",  # a person is no such thing
        "The reminders are here. They are not sent in Accuro.",
        "The letter reminders are here. They are not sent.",
        "The reminders are here, they are not sent",
    ],
)
def test_what_is_no_thing_of_its_own_lets_a_thing_be_carried_over(body: str) -> None:
    assert holds("send- reminder", body)


def test_a_thing_may_stand_anywhere_where_the_pattern_says_so() -> None:
    text = "The log says sent. It is Monday. We wait. The reminders do not show."
    assert holds("show- reminder log*", text)
    assert not holds("show- reminder log", text)
    assert holds("show- reminder log", text, scope=Scope.TICKET)


def test_words_far_apart_count_less_but_still_count_in_a_clause() -> None:
    def nearness(between: int) -> float:
        text = " ".join(["The letter", *["x"] * between, "is missing"])
        (match,) = recogniser({"it": [pattern("show- letter")]}).understand(text, 0).symptoms
        return match.nearness

    assert nearness(0) == nearness(28) == 1.0
    assert nearness(29) == 0.8
    assert nearness(60) == 0.8


@pytest.mark.parametrize(
    ("text", "nearness"),
    [
        ("The letter is missing", 1.0),
        ("It is the letter, it is missing", 0.92),
        ("It is the letter. It is missing", 0.8),
    ],
)
def test_the_nearer_the_words_the_surer_the_match(text: str, nearness: float) -> None:
    (match,) = recogniser({"it": [pattern("show- letter")]}).understand(text, 0).symptoms
    assert match.nearness == nearness


def test_the_nearest_of_several_words_is_taken() -> None:
    understood = recogniser({"it": [pattern("show- letter")]}).understand(
        "A letter. The letter, the letter is missing", 0
    )
    (match,) = understood.symptoms
    start = understood.words.starts[match.mentions[1].first]
    assert start == len("A letter. The letter, the ")


@pytest.mark.parametrize(
    ("without", "body", "expected"),
    [
        ("text", "The text message reminders are not sent", False),
        ("text", "It is a text message, the reminders are not sent", False),
        ("text", "It is a text message. The reminders are not sent", True),
        ("text*", "The reminders are not sent. It is Monday. It is a text message", False),
        ("text+", "The reminders are not sent with a text message", False),
        ("text-", "The reminders are not sent with a text message", True),
        ("letter|text", "The text message reminders are not sent", False),
        ("letter text", "The text message reminders are not sent", False),
        ("letter", "The text message reminders are not sent", True),
        ("text>", "The text message reminders are not sent", True),
        ("text^", "The text message reminders are not sent", True),
        ("send", "The reminders are not sent", True),  # the anchor does not speak against itself
        ("send", "The reminders are not sent and not sent", False),
    ],
)
def test_what_speaks_against_a_pattern_in_its_sentence(without: str, body: str, expected: bool) -> None:
    assert holds("send- reminder", body, without=without) is expected


@pytest.mark.parametrize(
    ("without", "body", "expected"),
    [
        ("late", "The reminders are not sent, and also late", True),
        ("late*", "The reminders are not sent, and also late", False),  # speaks against it wherever it stands
        ("late", "The reminders are not sent and late", False),  # in one clause
        ("late", "The reminders are not sent, late", False),  # added by no word
        ("text", "The reminders are not sent, and the text message is missing", True),
        ("text", "The reminders are not sent, and it is a text message", False),  # no trouble of its own
        ("text", "Les rappels ne sont pas à envoyer, et le texto est absent", True),
        ("complaint", "The reminders are not sent, and also missing", False),  # a complaint of whatever it be
    ],
)
def test_what_is_told_besides_does_not_speak_against_a_pattern(without: str, body: str, expected: bool) -> None:
    assert holds("send- reminder", body, without=without) is expected


def test_in_one_clause_only_what_stands_in_it_speaks_against() -> None:
    text = "It is a text message, the reminders are not sent"
    assert holds("send- reminder", text, without="text", scope=Scope.CLAUSE)
    assert not holds("send- reminder", text, without="text*", scope=Scope.CLAUSE)


PLAIN, PRECISE = pattern("send- reminder"), pattern("send- reminder text")
WEAK = pattern("send- reminder", weak=True)


def test_the_pattern_that_explains_more_of_the_same_words_is_meant() -> None:
    symptoms = {"plain": [PLAIN], "precise": [PRECISE]}
    assert read(symptoms, "The text message reminders are not sent") == ["precise"]
    assert read(symptoms, "The reminders are not sent. The text message reminders are not sent") == ["plain", "precise"]


def test_of_two_that_explain_as_much_the_nearer_is_meant() -> None:
    symptoms = {"late": [pattern("send- late")], "log": [pattern("send- log")]}
    assert read(symptoms, "It is late, the log says sent and they are not sent") == ["log"]
    assert read(symptoms, "The log says sent and it is late, they are not sent") == ["late", "log"]


def test_two_that_say_as_much_of_the_same_words_both_stand() -> None:
    assert read({"one": [PLAIN], "two": [PLAIN]}, "The reminders are not sent") == ["one", "two"]


def test_two_patterns_of_one_symptom_never_compete() -> None:
    found = recogniser({"one": [PLAIN, PRECISE]}).understand("The text message reminders are not sent", 0).symptoms
    assert len(found) == 2
    assert said(recogniser({"one": [PLAIN, PRECISE]}).understand("The text message reminders are not sent", 0)) == [
        "one"
    ]


def test_two_that_speak_of_different_things_both_stand() -> None:
    symptoms = {"letters": [pattern("send- letter")], "late": [pattern("send- reminder late")]}
    assert read(symptoms, "The letters and the reminders are not sent late") == ["letters", "late"]
    # Without an object of its own it claims the same.
    assert read({**symptoms, "any": [pattern("send-")]}, "The letters are not sent") == ["letters"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("The reminder is in the letter. It is not sent", True),
        ("The reminder is in the letter. We do not send", False),  # somebody is spoken of
        ("The reminder is in the letter. The booking is not sent", False),
        ("The reminder. The letter. It is not sent", False),
        ("The reminders and the letters are not sent", True),
    ],
)
def test_several_things_come_together_from_the_sentence_before(body: str, expected: bool) -> None:
    assert holds("send- reminder letter", body) is expected


def test_a_weak_pattern_yields_to_a_precise_one_on_the_same_words() -> None:
    symptoms = {"weak": [WEAK], "precise": [PLAIN]}
    assert read(symptoms, "The reminders are not sent") == ["precise"]
    assert read({"weak": [WEAK]}, "The reminders are not sent") == ["weak"]
    # Precise is more than long.
    assert read({"weak": [pattern("send- reminder text", weak=True)], "precise": [PLAIN]},
                "The text message reminders are not sent") == ["precise"]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("The letters are missing and the reminders are not sent", ["precise"]),  # in its sentence
        ("The reminders are broken. The reminders are not sent", ["other"]),  # of its thing
        ("The letters are missing. The reminders are not sent", ["precise", "weak"]),
        ("The reminders are not sent", ["weak"]),
    ],
)
def test_a_weak_pattern_yields_to_what_is_said_in_its_sentence_or_of_its_thing(body: str, expected: list[str]) -> None:
    symptoms = {"precise": [pattern("show- letter")], "other": [pattern("work- reminder")], "weak": [WEAK]}
    assert read(symptoms, body) == expected


def test_a_weak_pattern_does_not_yield_for_the_person_it_names() -> None:
    symptoms = {"precise": [pattern("show- provider")], "weak": [pattern("send- provider", weak=True)]}
    assert read(symptoms, "The provider is missing. The provider did not get it sent") == ["precise", "weak"]


def test_instead_of_counts_more_than_the_number_of_words() -> None:
    symptoms = {"plain": [PLAIN], "precise": [PRECISE]}
    text = "The text message reminders are not sent"
    assert said(recogniser(symptoms, instead_of={"plain": ("precise",)}).understand(text, 0)) == ["plain"]
    assert said(recogniser(symptoms, instead_of={"precise": ("plain",)}).understand(text, 0)) == ["precise"]


def test_instead_of_asks_for_the_same_thing_or_a_common_word() -> None:
    symptoms = {"first": [pattern("show- letter")], "second": [pattern("send- letter|reminder")]}
    reader = recogniser(symptoms, instead_of={"first": ("second",)})
    assert said(reader.understand("The letter is missing. The letter is not sent", 0)) == ["first"]
    assert said(reader.understand("The letter is missing. The reminder is not sent", 0)) == ["first", "second"]
    body = "A patient sees no letter, it is missing. Another waits, the letter is not sent"
    assert said(reader.understand(body, 0)) == ["first", "second"]
    shared = {"first": [pattern("show- late")], "second": [pattern("send- late")]}
    body = "It is late, missing and not sent"
    assert said(recogniser(shared, instead_of={"first": ("second",)}).understand(body, 0)) == ["first"]


@pytest.mark.parametrize(
    ("body", "present"),
    [
        ("The letter is missing. The letter is not sent", ["first", "second"]),
        ("La lettre est absente. Il n'y a pas d'envoi de lettre", ["first", "second"]),
        ("The letter is missing. The letter is broken", ["first"]),
        ("La lettre est absente. La lettre est en panne", ["first"]),
        ("The letter is not sent", ["second"]),
    ],
)
def test_a_concept_that_stands_beside_a_symptom_tells_it_all_the_same(body: str, present: list[str]) -> None:
    symptoms = {"first": [pattern("show- letter")], "second": [pattern("send-|work- letter")]}
    reader = recogniser(symptoms, instead_of={"first": ("second",)}, beside={"first": {"second": frozenset({"send"})}})
    assert said(reader.understand(body, 0)) == present


def test_what_stands_beside_a_symptom_does_not_yield_to_its_better_match_either() -> None:
    symptoms = {"first": [pattern("send- letter provider patient")], "second": [pattern("send- letter")]}
    body = "The letter is not sent to the patient by the provider"
    assert said(recogniser(symptoms).understand(body, 0)) == ["first"]
    reader = recogniser(symptoms, instead_of={"first": ("second",)}, beside={"first": {"second": frozenset({"send"})}})
    assert said(reader.understand(body, 0)) == ["first", "second"]


LATE = ("mail.late", True, pattern("letter late"))


@pytest.mark.parametrize("values", [frozenset(), frozenset({True}), frozenset({"never", True})])
@pytest.mark.parametrize("body", ["The letter comes late", "La lettre arrive tard"])
def test_a_fact_tells_a_symptom_by_its_value(values: frozenset[Value], body: str) -> None:
    reader = recogniser({"lost": [pattern("send- letter")]}, stated=[LATE], told_by={"lost": {"mail.late": values}})
    understood = reader.understand(body, 0)
    assert said(understood) == ["lost"]
    assert [fact.says for fact in understood.facts] == [("mail.late", True)]


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ("The letter comes late", False),  # another value
        ("The letters show", True),
        ("Does the letter come late?", True),  # nothing is stated
        ("The letter came late. It works now", True),  # over
    ],
)
def test_no_other_fact_tells_it(body: str, value: Value) -> None:
    told_by = {"lost": {"mail.late": frozenset({value})}}
    reader = recogniser({"lost": [pattern("send- letter")]}, stated=[LATE], told_by=told_by)
    assert said(reader.understand(body, 0)) == []


def test_a_symptom_that_words_tell_is_not_told_again_by_a_fact() -> None:
    told_by = {"lost": {"mail.late": frozenset[Value]()}}
    reader = recogniser({"lost": [pattern("send- letter")]}, stated=[LATE], told_by=told_by)
    understood = reader.understand("The letter is late and the letter is not sent", 0)
    assert [match.mentions[0].concept for match in understood.symptoms] == ["send"]


@pytest.mark.parametrize(
    ("body", "present"),
    [
        ("The letter is missing. The text message letter is not sent, late, at 5", ["told"]),
        ("La lettre est absente. Il n'y a pas d'envoi de lettre par texto, tard, à 5", ["told"]),
        ("The letter is missing. The letter is not sent", ["hardly"]),
        ("La lettre est absente. Il n'y a pas d'envoi de lettre", ["hardly"]),
    ],
)
def test_of_two_that_look_alike_the_one_that_is_told_far_better_is_meant(body: str, present: list[str]) -> None:
    told = [pattern(f"send- letter {more}") for more in ("", "text", "late", "number")]
    symptoms = {"hardly": [pattern("show- letter")], "told": told}
    assert said(recogniser(symptoms, instead_of={"hardly": ("told",)}).understand(body, 0)) == present


@pytest.mark.parametrize(
    ("body", "present"),
    [
        ("The letter is missing. And the letter is not sent", ["first", "second"]),
        ("The letter is missing. Also the letter is not sent", ["first", "second"]),
        ("La lettre est absente. Et il n'y a pas d'envoi de lettre", ["first", "second"]),
        ("- The letter is missing\n- The letter is not sent", ["first", "second"]),
        ("1. The letter is missing\n2. The letter is not sent", ["first", "second"]),
        ("a) The letter is missing\nb) The letter is not sent", ["first", "second"]),
        ("The letter is missing and the letter is not sent", ["first"]),
        ("The letter is missing. It also says that the letter is not sent", ["first"]),
        ("The letter is missing\nThe letter is not sent", ["first"]),
    ],
)
def test_instead_of_does_not_reach_over_a_turn_to_another_matter(body: str, present: list[str]) -> None:
    symptoms = {"first": [pattern("show- letter")], "second": [pattern("send- letter")]}
    assert said(recogniser(symptoms, instead_of={"first": ("second",)}).understand(body, 0)) == present


@pytest.mark.parametrize(
    ("body", "present"),
    [
        ("The letter is missing. The reminder is not sent", ["first"]),
        ("La lettre est absente. Il n'y a pas d'envoi de rappel", ["first"]),
        ("The letter is missing. Also the reminder is not sent", ["first", "second"]),
        ("La lettre est absente. Aussi, il n'y a pas d'envoi de rappel", ["first", "second"]),
        ("The reminder is not sent", ["second"]),
    ],
)
def test_what_a_symptom_covers_is_not_meant_whatever_it_speaks_of(body: str, present: list[str]) -> None:
    symptoms = {"first": [pattern("show- letter")], "second": [pattern("send- reminder")]}
    assert said(recogniser(symptoms, covers={"first": ("second",)}).understand(body, 0)) == present


def test_what_the_subject_line_names_covers_all_matters_of_the_body() -> None:
    symptoms = {"first": [pattern("show- letter")], "second": [pattern("send- reminder")]}
    reader = recogniser(symptoms, covers={"first": ("second",)})
    for subject, body in (
        ("The letter is missing", "Also the reminder is not sent"),
        ("La lettre est absente", "Aussi, il n'y a pas d'envoi de rappel"),
    ):
        assert said(reader.understand(f"{subject}\n\n{body}", len(subject) + 2)) == ["first"]


def test_a_symptom_covers_what_more_words_of_the_same_clause_tell() -> None:
    symptoms = {"first": [pattern("show- letter")], "second": [pattern("show- letter late")]}
    for body in ("The letter is missing, late", "La lettre est absente, tard"):
        assert said(recogniser(symptoms, covers={"first": ("second",)}).understand(body, 0)) == ["first"]


_WELL_TOLD = [pattern("show- letter"), pattern("show- letter text"), pattern("show- letter late")]


@pytest.mark.parametrize(
    ("body", "present"),
    [
        # "Is not sent" alone would take the text message of the clause before it.
        ("The text message letter is missing late, it is not sent", ["well"]),
        ("La lettre texto est absente tard, il n'y a pas d'envoi", ["well"]),
        ("The text message letter is missing late. It is not sent", ["well"]),
        ("The text message letter is missing, it is not sent", ["well"]),
        # Its own words, or another matter.
        ("The text message letter is missing late, the text message is not sent", ["well", "lone"]),
        ("La lettre texto est absente tard, il n'y a pas d'envoi de texto", ["well", "lone"]),
        ("The text message letter is missing late, another is not sent", ["well", "lone"]),
    ],
)
def test_what_one_pattern_puts_together_of_the_words_of_a_symptom_told_well_is_chance(
    body: str, present: list[str]
) -> None:
    assert read({"well": _WELL_TOLD, "lone": [pattern("send- text")]}, body) == present


def test_by_itself_or_among_others_like_it_such_a_symptom_stands() -> None:
    symptoms = {"far": [pattern("send- text")], "farther": [pattern("send- late")]}
    assert read(symptoms, "The text message is here. It is not sent") == ["far"]
    assert sorted(read(symptoms, "The text message is late. It is not sent")) == ["far", "farther"]


def test_what_is_taken_from_both_sides_of_a_turn_yields_to_what_stands_on_one() -> None:
    symptoms = {"far": [pattern("send- late")], "near": [pattern("send- letter", weak=True)]}
    assert read(symptoms, "It is late. Also the letter is not sent") == ["near"]
    assert read(symptoms, "It is late. The letter is not sent") == ["far"]
    assert read(symptoms, "Also the letter is not sent", subject="It is late") == ["far"]
    # By itself it stands.
    assert read({"far": symptoms["far"]}, "It is late. Also the letter is not sent") == ["far"]


def test_two_phrases_that_overlap_are_a_common_word() -> None:
    symptoms = {"first": [pattern("old-letter")], "second": [pattern("letter send-")]}
    body = "The old letter is not sent"
    assert said(recogniser(symptoms).understand(body, 0)) == ["first", "second"]
    assert said(recogniser(symptoms, instead_of={"first": ("second",)}).understand(body, 0)) == ["first"]


def test_of_two_that_weigh_the_same_the_one_that_is_told_better_elsewhere_is_meant() -> None:
    symptoms = {"first": [pattern("show- letter late")], "second": [pattern("show- letter text")]}
    body = "It is late, a text message. The letter is missing."
    assert read(symptoms, body) == ["first", "second"]
    assert read(symptoms, f"{body} The letter is missing, and late.") == ["first"]
    assert read(symptoms, f"{body} The letter is missing, a text message.") == ["second"]


@pytest.mark.parametrize(
    "body",
    ["The letter is missing. The reminder of the letter is not sent", "La lettre est absente. Pas d'envoi du rappel"],
)
def test_what_does_not_stand_itself_takes_no_symptom_away(body: str) -> None:
    symptoms = {
        "first": [pattern("show- letter")],
        "second": [pattern("send- letter|reminder")],
        "third": [pattern("send- reminder")],
    }
    for covers, present in (
        ({"second": ("third",)}, ["first", "second"]),
        ({"first": ("second",), "second": ("third",)}, ["first", "third"]),
    ):
        assert sorted(said(recogniser(symptoms, covers=covers).understand(body, 0))) == present


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("It is not sent", "The letter is missing, late, for the booking"),
        ("Il n'y a pas d'envoi", "La lettre est absente, tard, pour la réservation"),
    ],
)
def test_what_the_subject_line_begins_yields_to_what_the_body_tells_in_more_ways_than_one(
    subject: str, body: str
) -> None:
    second = [pattern("send- booking"), pattern("send- booking late")]
    once = {"first": [pattern("show- letter")], "second": second}
    twice = {"first": [pattern("show- letter"), pattern("show- letter late")], "second": once["second"]}
    for symptoms, present in ((once, ["first", "second"]), (twice, ["first"])):
        reader = recogniser(symptoms, instead_of={"first": ("second",)})
        assert sorted(said(reader.understand(f"{subject}\n\n{body}", len(subject) + 2))) == present


def test_the_subject_line_sums_up_what_the_body_says() -> None:
    symptoms = {"first": [pattern("show- letter")], "second": [pattern("send- reminder")]}
    reader = recogniser(symptoms, instead_of={"first": ("second",)})
    subject, body = "The reminders are not sent", "The letter is missing"
    assert said(reader.understand(f"{subject}\n\n{body}", len(subject) + 2)) == ["first"]
    assert said(reader.understand(f"{body}\n\n{subject}", len(body) + 2)) == ["first", "second"]


@pytest.mark.parametrize(
    ("body", "present"),
    [
        ("Ni le rappel ni la lettre ne s'affiche", ["reminders", "letters"]),
        ("Ni la lettre ni le rappel ne s'affiche", ["letters", "reminders"]),
        ("Le rappel et la lettre ne s'affiche pas", ["letters"]),
        ("Le rappel ni la lettre ne s'affiche", ["letters"]),  # one alone is no pair
        ("Ni le rappel ne s'affiche dans la lettre", ["letters"]),
    ],
)
def test_what_is_denied_each_by_itself_speaks_against_nothing(body: str, present: list[str]) -> None:
    symptoms = {"reminders": [pattern("show- reminder", "letter")], "letters": [pattern("show- letter")]}
    understood = recogniser(symptoms, instead_of={"letters": ("reminders",)}).understand(body, 0)
    assert sorted(said(understood)) == sorted(present)


@pytest.mark.parametrize(
    ("body", "present"),
    [
        ("It is so: no reminder, no letter", ["reminders", "letters"]),
        ("Pas de rappel, pas de lettre", ["reminders", "letters"]),
        ("It is so: no reminder for the letter", []),
        ("It is so: no reminder. No letter", ["reminders", "letters"]),
        ("It is no reminder for us, late, no letter", ["letters"]),
    ],
)
def test_what_a_list_denies_one_after_the_other_speaks_against_nothing(body: str, present: list[str]) -> None:
    symptoms = {"reminders": [pattern("reminder-", "letter")], "letters": [pattern("letter-")]}
    assert sorted(read(symptoms, body)) == sorted(present)


def test_what_is_weak_stands_in_place_of_nothing() -> None:
    symptoms = {"weak": [pattern("show- letter", weak=True)], "strong": [pattern("send- letter")]}
    body = "The letter is missing. The letter is not sent"
    assert said(recogniser(symptoms, instead_of={"weak": ("strong",)}).understand(body, 0)) == ["strong"]


def test_a_symptom_is_found_however_often_it_is_said_and_what_comes_after_is_not_looked_for() -> None:
    symptoms = {"letters": [pattern("show- letter")], "reminders": [pattern("send- reminder")]}
    end = "The reminders are not sent."
    assert read(symptoms, "The letters are missing. " * 100 + end) == ["letters", "reminders"]
    assert read(symptoms, "The letters are missing. " * 200 + end) == ["letters"]


def test_among_very_many_words_of_a_kind_the_first_forty_of_a_sentence_are_looked_at() -> None:
    assert holds("show- letter", f"It is missing {'letter ' * 39}")
    assert holds("show- letter", f"{'letter ' * 60} missing")
    assert not holds("show- letter>", f"{'letter ' * 60} missing letter")


def test_a_near_miss_says_what_was_there_and_what_was_not() -> None:
    reader = recogniser({"it": [pattern("send- reminder late text", "letter")]})
    (miss,) = reader.understand("The reminders are not sent", 0, explain=True).misses
    assert (miss.says, [mention.concept for mention in miss.mentions]) == ("it", ["send", "reminder"])
    assert miss.missing == pattern("late").all[0]
    assert miss.forbidden is None
    (miss,) = reader.understand("The text message reminders and letters are not sent late", 0, explain=True).misses
    assert miss.forbidden == pattern("letter").all[0]
    assert miss.missing is None


def test_what_stands_too_far_apart_is_a_near_miss_without_a_reason() -> None:
    reader = recogniser({"it": [pattern("send- reminder")]})
    (miss,) = reader.understand("The reminders are here. The letters are not sent", 0, explain=True).misses
    assert (miss.missing, miss.forbidden) == (None, None)


def test_what_is_no_miss_is_not_explained() -> None:
    reader = recogniser({"it": [pattern("send- reminder"), pattern("provider^ late")]})
    assert reader.understand("The reminders are not sent", 0, explain=True).misses == []
    assert reader.understand("The reminders are sent", 0, explain=True).misses == []
    assert reader.understand("If the reminders are not sent", 0, explain=True).misses == []
    assert reader.understand("The provider's letters are here", 0, explain=True).misses == []


def test_what_to_ask_about_comes_in_the_order_of_how_much_was_said() -> None:
    reader = recogniser(
        {
            "little": [pattern("send- text booking log")],
            "half": [pattern("send- reminder text")],
            "most": [pattern("send- reminder late text")],
        }
    )
    assert reader.understand("The reminders are not sent. It is Monday. They are late", 0).nearest == ["most", "half"]
    assert reader.understand("It is Monday", 0).nearest == []


@pytest.mark.parametrize("body", ["We want the invoice and it is not sent", "It is not sent. It is resolved"])
def test_nothing_is_to_be_asked_where_the_ticket_says_what_it_is(body: str) -> None:
    assert recogniser({"half": [pattern("send- reminder")]}).understand(body, 0).nearest == []
    assert (
        recogniser({"half": [pattern("send- reminder|invoice")]}).understand("The reminder is not sent", 0).nearest
        == []
    )
