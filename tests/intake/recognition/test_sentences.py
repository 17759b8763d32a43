"""Sentences and clauses: where they end, and in which language each is."""

from __future__ import annotations

import pytest

from intake.recognition.small import clauses, languages, mentions, numbers, sentences
from oceandx.model.vocabulary import Language
from recognition import pattern, recogniser, said

EN, FR = Language.EN, Language.FR
LONG = "the bookings that we made for the whole of the week after that one"


@pytest.mark.parametrize("mark", [".", "!", "?", ";", "…", "\n", " •", "...", "?!", "\n\n\n", " . "])
def test_a_sentence_ends_at_a_mark(mark: str) -> None:
    assert sentences(f"one two{mark} three") == ["one two", "three"]


@pytest.mark.parametrize("mark", [",", ":", " (", ")", " [", " -", " –", " —", " >", " ="])  # noqa: RUF001 - marks
def test_a_clause_ends_at_a_mark_but_not_its_sentence(mark: str) -> None:
    assert sentences(f"bookings{mark} reminders") == ["bookings reminders"]
    assert clauses(f"bookings{mark} reminders") == 2


@pytest.mark.parametrize(
    "text", ["bookings-reminders", "bookings/reminders", "bookings' reminders", 'bookings "reminders"']
)
def test_what_joins_words_parts_no_clause(text: str) -> None:
    assert clauses(text) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See Dr. Roy. Thanks.", ["see dr roy", "thanks"]),
        ("See DR. ROY", ["see dr roy"]),
        ("See dr . Roy", ["see dr", "roy"]),  # the full stop does not belong to the word
        ("See Mr. Roy", ["see mr", "roy"]),  # only what the grammar lists
        ("At 9.30 on cloudconnect.example it stops.Then", ["at 9 30 on cloudconnect example it stops then"]),
        ("Roy, dr? Yes", ["roy dr", "yes"]),
        ("dr.", ["dr"]),
        (".", []),
    ],
)
def test_a_full_stop_may_belong_to_a_word(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (f"{LONG}\nare missing", 1),
        (f"{LONG}\nAre missing", 2),
        (f"{LONG}\n4 are missing", 2),
        (f"{LONG}\n\nare missing", 2),
        (f"{LONG}.\nare missing", 2),
        (f"{LONG}:\nare missing", 2),
        (f"{LONG},\nare missing", 1),
        (f"short\n{LONG}\nare missing", 2),
        ("the bookings\nare missing", 2),
        (f"{LONG}\n", 1),
        (f"{LONG}\nshort\nare missing", 2),
    ],
)
def test_a_line_ends_a_sentence_unless_a_mail_program_wrapped_it(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_a_line_is_long_from_fifty_five_characters_on() -> None:
    assert len(sentences(f"{'x' * 54}\nare missing")) == 2
    assert len(sentences(f"{'x' * 55}\nare missing")) == 1


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("the bookings but the reminders", 2),
        ("the bookings because of the reminders", 2),
        ("les rendez-vous mais les rappels", 2),
        ("les rendez-vous que les rappels", 2),
        ("the bookings and the reminders", 1),
        ("the bookings que the reminders", 1),  # a word of the other language
    ],
)
def test_a_clause_begins_at_a_break(text: str, count: int) -> None:
    assert clauses(text) == count


def test_each_sentence_has_its_own_language() -> None:
    assert languages("The bookings are missing. Les rappels ne sont pas là. Accuro.") == ([EN, FR, FR], FR)
    assert languages("The bookings are not in it. Il manque la liste. Accuro.") == ([EN, FR, EN], EN)


def test_a_text_that_tells_no_language_is_french() -> None:
    assert languages("Accuro Ocean 42") == ([FR], FR)
    assert languages("") == ([FR], FR)


def test_short_words_and_signs_count_in_the_language_of_their_sentence() -> None:
    def concepts(text: str) -> list[str]:
        return [mention.concept for mention in mentions(text)]

    assert "late" in concepts("It is late and it is not for the letters")
    assert "late" not in concepts("Il est late et les lettres sont de la liste")
    assert "late" in concepts("Il est tard et les lettres sont de la liste")
    assert "late" not in concepts("The letters are tard and it is not in it")
    # "no" denies in English, and stands for a number in French.
    assert [m.negative for m in mentions("There is no letter in it") if m.concept == "letter"] == [True]
    assert [m.negative for m in mentions("Le no de la lettre est le 4") if m.concept == "letter"] == [False]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The booking is missing", []),
        ("The booking and the appointment are missing", ["two"]),
    ],
)
def test_one_word_does_for_one_literal_only(text: str, found: list[str]) -> None:
    assert said(recogniser({"two": [pattern("show- booking booking")]}).understand(text, 0)) == found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the file no. 12 is not in it", True),
        ("the file no 40021 is not in it", True),
        ("the file no. A-12 is not in it", True),
        ("the file no       is not in it", True),  # a number that has been taken out
        ("la liste no 12 est de la partie", True),
        ("we have no 12 o'clock in it", False),
        ("they say no. 12 of it", True),
        ("they say no", False),
        ("they say no. It is not in it", False),
        ("la liste est de la partie, no", False),
    ],
)
def test_a_no_before_a_number_says_that_one_follows(text: str, expected: bool) -> None:
    assert numbers(text) is expected
