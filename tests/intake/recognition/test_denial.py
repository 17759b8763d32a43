"""Denial and supposition: what a negator reaches, what denies itself twice, and what is said with an if."""

from __future__ import annotations

import pytest

from intake.recognition.small import denied, mentions, of
from oceandx.model.recognition import COMPLAINT, ConceptKind


@pytest.mark.parametrize(
    "text",
    [
        "They do not send it",
        "They don't send it",
        "They don\u2019t send it",
        "Nobody sent it",
        "It is not that we can send it",
        "Ils ne peuvent pas envoyer la liste",
        "Il n'y a pas d'envoi de la liste",
        "Les envois de la liste ne sont plus de la partie: pas envoyer",
    ],
)
def test_a_negator_denies_what_follows(text: str) -> None:
    assert "send" in denied(text)


@pytest.mark.parametrize(
    ("between", "reached"), [(0, True), (1, True), (9, True), (10, False), (30, False)]
)  # fmt: skip
def test_a_negator_reaches_over_nine_words(between: int, reached: bool) -> None:
    text = " ".join(["It is not", *["x"] * between, "sent"])
    assert of(text, "send").denied is reached


@pytest.mark.parametrize(
    "text",
    [
        "We sent it and it is not in the list",  # an English negator looks ahead only
        "It is not in the list but they send it",
        "It is not in the list, they send it",
        "It is not in the list. They send it",
        "It is not in the list because they send it",
        "It is not only that they send it",
        "Il envoie la liste, mais le docteur ne la lit pas",
    ],
)
def test_a_negator_does_not_reach(text: str) -> None:
    assert "send" not in denied(text)


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("les lettres fonctionnent pas", True),
        ("les lettres fonctionnent plus", True),
        ("les lettres fonctionnent x x x x pas", True),
        ("les lettres fonctionnent x x x x x pas", False),
        ("les lettres fonctionnent, pas de la liste", False),
        ("les lettres fonctionnent mais pas la liste", False),
        ("the letters are fonctionne pas in it", False),  # not in an English sentence
        ("les lettres fonctionne ne x pas", True),
        ("les lettres fonctionne et on ne x pas", False),  # the « pas » of a « ne » goes back to that alone
        ("les lettres fonctionne x ne x pas", False),
        ("les lettres fonctionne x x x pas", True),
    ],
)
def test_a_french_pas_denies_the_predicate_before_it(text: str, reached: bool) -> None:
    assert ("work" in denied(text)) is reached


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("They do not see the list and the letters go out", ["show"]),
        ("Ils ne voit pas la liste et les lettres sont à envoyer", ["show"]),
        ("They do not see the list and send the letters", ["show", "send"]),  # no subject of its own
        ("They do not see the list and we send the letters", ["show"]),
        ("Le docteur ne voit pas la liste et on a des lettres à envoyer", ["show"]),
        ("They do not see the list and letters", ["show"]),
        ("The doctor and the letters do not show", ["show"]),
    ],
)
def test_a_negator_does_not_reach_over_an_and_to_a_clause_with_its_own_subject(text: str, verbs: list[str]) -> None:
    assert denied(text) == verbs


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("They send no letters", ["send"]),
        ("Ils envoient aucun x de la liste", []),
        ("They send x no letters", []),  # not right before it
        ("The doctor sees it and they send zero letters", []),  # only counts, where it denies no verb
        ("They send no x", []),  # nothing that is spoken of
    ],
)
def test_who_does_it_to_none_does_not_do_it(text: str, verbs: list[str]) -> None:
    assert [verb for verb in denied(text) if verb != "letter"] == verbs


def test_a_french_pas_denies_only_the_last_predicate_before_it() -> None:
    text = "le docteur voit et envoie pas la liste"
    assert denied(text) == ["send"]


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("There is no letter", ["letter"]),
        ("There are zero reminders in it", ["reminder"]),
        ("Il est sans la liste: aucun rappel", ["reminder"]),
        ("Il y a pas de lettre pour le docteur", ["letter"]),
        ("There are no x x x letters", ["letter"]),
        ("There are no x x x x letters", []),
        ("There are no reminder letters", ["reminder", "letter"]),
        ("There are no reminder x letters", ["reminder"]),
        ("There is no word of the letters", []),
        ("There is no list, and letters", []),
        ("The letter is no thing", []),
        ("There is no list but letters are in it", []),
    ],
)
def test_a_noun_negator_denies_the_next_thing_and_those_right_beside_it(text: str, things: list[str]) -> None:
    assert [concept for concept in denied(text) if concept in {"letter", "reminder"}] == things


@pytest.mark.parametrize(
    ("text", "negative"),
    [
        ("It is missing", True),
        ("It is not missing", False),
        ("Il est absent de la liste", True),
        ("Il n'est pas absent de la liste", False),
        ("Ce n'est ni absent ni de la liste, le voir", False),
        ("It is there and shows", False),
    ],
)
def test_two_denials_make_it_so(text: str, negative: bool) -> None:
    assert all(mention.negative is negative for mention in mentions(text) if mention.concept == "show")


def test_ne_and_pas_deny_once() -> None:
    assert denied("Les lettres ne fonctionnent pas") == ["work"]


def test_words_that_hold_their_own_denial_are_not_denied_again() -> None:
    assert denied("There is no sign of it") == ["show"]
    assert denied("It is not there, they are not with no sign of it") == ["show"]


@pytest.mark.parametrize(
    ("text", "negative"),
    [
        ("La liste est grise", False),
        ("La liste n'est pas grise", True),
        ("La liste n'est pas disponible", False),  # the words for it hold the second word of the negation
        ("Il ne reste que la liste", False),
        ("Il ne reste pas que la liste", True),  # denied from within
        ("The list is not available", False),
    ],
)
def test_words_that_say_something_by_a_denial_say_it(text: str, negative: bool) -> None:
    assert of(text, "grey").negative is negative


@pytest.mark.parametrize(
    ("text", "negative"),
    [
        ("The list is missing", True),
        ("The list is not missing", False),
        ("Nobody is missing", False),
        ("There is no sign of the list", True),
    ],
)
def test_a_word_that_denies_a_thing_alone_is_denied_like_any_other(text: str, negative: bool) -> None:
    assert of(text, "show").negative is negative


def test_void_phrases_are_eaten() -> None:
    assert denied("The doctor missed her booking and it is not only missing in it") == ["show"]
    assert denied("La lettre est pas seulement absente de la liste") == ["show"]


@pytest.mark.parametrize(
    ("text", "complaints"),
    [
        ("It is not in the list", 1),
        ("There is no letter", 1),
        ("It is broken", 1),  # a general concept that fails
        ("It is missing", 1),
        ("It is not in it, it is broken", 2),
        ("It is not in it and they are not in it", 1),  # one for each clause
        ("It is not broken", 0),  # what is not bad is fine
        ("It is not only in the list", 0),
        ("They send the letters", 0),
        ("They don't send the letters", 1),
        ("Il est en panne", 1),
        ("Ce n'est pas une panne de la liste", 0),
    ],
)
def test_each_clause_that_denies_makes_one_complaint(text: str, complaints: int) -> None:
    found = [mention for mention in mentions(text) if mention.concept == COMPLAINT]
    assert len(found) == complaints
    assert all(mention.kind is ConceptKind.PREDICATE and mention.negative for mention in found)


@pytest.mark.parametrize(
    ("text", "supposed"),
    [
        ("If it is missing we call", True),
        ("It is missing if it is Monday", False),  # only what follows
        ("If it is Monday, it is missing", False),  # only its own clause
        ("If it is Monday. It is missing", False),
        ("Si la liste est absente, il appelle", True),
        ("We ask, wondering how it is missing", True),  # over the word that begins what is supposed
        ("It is si missing", False),  # a word of the other language
    ],
)
def test_what_follows_an_if_in_its_clause_is_only_supposed(text: str, supposed: bool) -> None:
    assert of(text, "show").supposed is supposed


@pytest.mark.parametrize(
    ("text", "concept", "modifies"),
    [
        ("the provider letters", "provider", True),
        ("the provider letters", "letter", False),
        ("the provider's letters", "provider", True),
        ("the provider's new and very good letters", "provider", True),
        ("the provider's a b c d e letters", "provider", False),  # too far
        ("the provider x letters", "provider", False),
        ("the provider, letters", "provider", False),
        ("the provider but letters", "provider", False),
        ("the letters of the provider", "provider", True),
        ("the letters of the provider", "letter", False),
        ("the letters of a b the provider", "provider", True),
        ("the letters of a b c the provider", "provider", False),
        ("the letters x of the provider", "provider", False),  # the preposition stands right after
        ("les lettres du médecin", "provider", True),
        ("les lettres avec le médecin", "provider", False),
        ("the provider accuro", "provider", False),  # a cue is no head
    ],
)
def test_one_thing_may_belong_to_another(text: str, concept: str, modifies: bool) -> None:
    assert of(text, concept).modifies is modifies


def test_the_last_of_a_chain_is_its_head() -> None:
    marked = {mention.concept: mention.modifies for mention in mentions("the provider reminder letters")}
    assert marked == {"provider": True, "reminder": True, "letter": False}


def test_mentions_stand_in_the_order_of_the_text() -> None:
    places = [mention.first for mention in mentions("It is not here, the letters are missing, no reminders but broken")]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("The letters are sent, the bookings aren't", []),  # no negator that stands alone in this vocabulary
        ("The letters are sent, the bookings don't", ["send"]),
        ("The letters are sent but the bookings don't.", ["send"]),
        ("The letters are sent; the bookings isn't", ["send"]),
        ("The letters are sent. The bookings don't.", ["send"]),
        ("The letters are sent. It is Monday. The bookings don't.", []),
        ("The letters are sent, not the bookings", ["send"]),
        ("The letters are sent. Not the bookings", []),  # it may answer anything
        ("The letters are sent. Bookings, no.", ["send"]),
        ("The letters are sent and appear, the bookings don't", ["send", "show"]),
        ("The letters are sent, the bookings don't show", ["show"]),  # it has its own verb
        ("The letters are sent. I don't", []),  # nobody is spoken of
        ("The letters are sent. Also don't", []),  # nor by what adds a matter
        ("If the letters are sent, the bookings don't", []),
        ("The bookings don't", []),
        ("The letters are sent, don't flummox the bookings", []),  # a verb that we do not know
        ("Les lettres sont à envoyer, les rendez-vous ne le disent pas", []),
        ("Les lettres sont à envoyer, les rendez-vous pas.", ["send"]),
        ("Les lettres sont à envoyer; les rendez-vous, non.", ["send"]),
        ("Il faut envoyer les lettres, pas les rendez-vous", ["send"]),
    ],
)
def test_a_clause_without_a_verb_denies_the_one_before(text: str, left_out: list[str]) -> None:
    said = [m for m in mentions(text) if m.kind is ConceptKind.PREDICATE and m.concept != COMPLAINT]
    assert [m.concept for m in said if m.denied and m.clause != said[0].clause] == left_out


def test_what_is_named_right_after_a_negator_is_denied_and_nothing_further() -> None:
    assert [m.concept for m in mentions("It is not bookings, reminders or letters") if m.denied] == ["booking"]
    assert not of("It is not about bookings", "booking").denied


@pytest.mark.parametrize(
    ("text", "is_denied"),
    [
        ("Ce n'est pas seulement affiché", False),  # a void phrase takes the second word of the negation
        ("Ce n'est pas affiché", True),
        ("Ce n'est affiché pas seulement ici", True),  # what is denied stands before it
        ("Ce n'est x x x pas seulement affiché", True),
    ],
)
def test_where_the_second_word_of_a_negation_says_nothing_nor_does_the_first(text: str, is_denied: bool) -> None:
    assert of(text, "show").denied is is_denied


@pytest.mark.parametrize(("text", "is_denied"), [("est là", False), ("est pas là", True), ("est encore là", False)])
def test_a_negator_within_a_phrase_denies_it(text: str, is_denied: bool) -> None:
    assert of(f"Le rendez-vous {text}", "show").denied is is_denied


def test_a_phrase_that_begins_with_a_word_between_clauses_begins_one() -> None:
    assert of("They do not see the list but late they send it", "send").denied is False
