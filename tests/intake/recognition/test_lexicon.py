"""Words and phrases: which forms of a word are the same, which slips are forgiven, and which phrase wins."""

from __future__ import annotations

import pytest

from intake.recognition.small import found, lexicon, phrases
from oceandx.intake.openings import Openings, longest
from oceandx.intake.words import keys_of, words_of
from oceandx.model.vocabulary import Language


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("it isn't", ["it", "isn", "t"]),
        ("L'e-mail d'Ève", ["l", "e", "mail", "d", "eve"]),
        ("rendez-vous", ["rendez", "vous"]),
        ("no_underscore", ["no", "underscore"]),
        ("Monday - nothing", ["monday", "-", "nothing"]),
        ("Monday -nothing", ["monday", "nothing"]),
        ("a > b = c", ["a", ">", "b", "=", "c"]),
        ("4,5", ["4", ",", "5"]),
        ("Œuvre çà", ["œuvre", "ca"]),
        ("naïve été", ["naive", "ete"]),
        ("", []),
        ("👍 % #", []),
    ],
)
def test_a_text_is_parted_into_words_and_marks(text: str, forms: list[str]) -> None:
    assert words_of(text).forms == forms


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("la là", ["la", "là"]),
        ("ou où", ["ou", "où"]),
        ("LÀ OÙ", ["là", "où"]),
        ("à", ["a"]),
        ("voilà", ["voila"]),
    ],
)
def test_only_two_words_are_told_by_their_accent(text: str, forms: list[str]) -> None:
    assert words_of(text).forms == forms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("reminder", "reminders"),
        ("appear", "appearing"),
        ("appear", "appeared"),
        ("synchroniser", "synchronisation"),
        ("affiche", "affichent"),
        ("envoie", "envoient"),
        ("confirmer", "confirment"),
    ],
)
def test_two_forms_of_a_word_share_a_key(one: str, other: str) -> None:
    assert any(set(_stems(one, language)) & set(_stems(other, language)) for language in Language)


@pytest.mark.parametrize(("one", "other"), [("lent", "le"), ("reminder", "remainder"), ("policy", "police")])
def test_words_that_only_look_alike_share_no_key(one: str, other: str) -> None:
    for language in Language:
        assert not set(keys_of(one, language)) & set(keys_of(other, language))


def test_a_form_that_is_listed_comes_before_its_stem() -> None:
    made = lexicon({"to-appear": "appear", "appearance": "appears"})
    assert found(made, "appear") == [("appear", {"to-appear"})]
    assert found(made, "appears") == [("appears", {"appearance"})]
    assert found(made, "appearing") == [("appearing", {"to-appear", "appearance"})]


def test_a_word_that_stands_for_its_form_only_has_no_other() -> None:
    made = lexicon({"exact": "=appear", "stem": "vanish"})
    assert found(made, "appear") == [("appear", {"exact"})]
    assert found(made, "appearing") == []
    assert found(made, "vanishes") == [("vanishes", {"stem"})]


def test_a_short_word_is_read_in_its_very_form() -> None:
    made = lexicon({"log": "log", "letter": "letters"})
    assert found(made, "log") == [("log", {"log"})]
    assert found(made, "logs") == []
    assert found(made, "letter") == [("letter", {"letter"})]


@pytest.mark.parametrize(
    "slip",
    [
        "remnder",  # one letter missing
        "remindr",
        "reminderr",  # one too many
        "remiinder",
        "remidner",  # two changed about
        "remindre",
        "REMIDNER",
    ],
)
def test_one_slip_is_forgiven(slip: str) -> None:
    assert [names for _, names in found(lexicon({"reminder": "reminder"}), slip)] == [{"reminder"}]


@pytest.mark.parametrize(
    "other",
    [
        "reminter",  # another letter is another word
        "erminder",  # the first letter holds
        "eminder",
        "remndr",  # two slips
        "remidnerr",
        "remin4der",  # a code, not a word
        "remainder",  # an ordinary word
    ],
)
def test_more_than_a_slip_is_another_word(other: str) -> None:
    assert found(lexicon({"reminder": "reminder"}, ordinary="remainder"), other) == []


def test_short_words_are_not_guessed_at() -> None:
    assert found(lexicon({"email": "email"}), "emai emal emial") == []
    assert found(lexicon({"emails": "emails"}), "emials") == [("emials", {"emails"})]


def test_a_word_that_the_lexicon_knows_is_never_taken_for_another() -> None:
    made = lexicon({"posting": "posting", "postings": "=posing"})
    assert found(made, "posting posing") == [("posting", {"posting"}), ("posing", {"postings"})]


def test_slips_are_forgiven_within_a_phrase_too() -> None:
    made = lexicon({"list": "provider dropdown"})
    assert found(made, "the providr dropdwon") == [("providr dropdwon", {"list"})]


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("does appear", "does appear"),
        ("does still appear", "does still appear"),
        ("does still really appear", "does still really appear"),
        ("does still really still appear", None),
        ("does not appear", None),
        ("does, appear", None),
    ],
)
def test_two_fillers_may_stand_within_a_phrase(text: str, taken: str | None) -> None:
    made = lexicon({"seen": "does appear"}, fillers="still really")
    assert found(made, text) == ([(taken, {"seen"})] if taken else [])


def test_the_longest_phrase_wins_and_hides_the_words_within_it() -> None:
    made = lexicon({"sheet": "sheet", "day-sheet": "day sheet", "view": "day sheet view", "viewer": "view window"})
    assert found(made, "the sheet") == [("sheet", {"sheet"})]
    assert found(made, "the day sheet") == [("day sheet", {"day-sheet"})]
    assert found(made, "the day sheet view window") == [("day sheet view", {"view"})]
    assert found(made, "the day, sheet view window") == [("sheet", {"sheet"}), ("view window", {"viewer"})]


def test_a_phrase_that_breaks_off_gives_way_to_the_shorter_one() -> None:
    made = lexicon({"day": "day", "sheet": "day sheet view"})
    assert found(made, "day sheet") == [("day", {"day"})]
    assert found(made, "day") == [("day", {"day"})]


def test_one_form_may_say_two_things_and_each_once() -> None:
    made = lexicon({"person": "patient, patients", "trait": "patient"}, {"person": "patient"})
    assert found(made, "patient") == [("patient", {"person", "trait"})]
    assert [len(item.meaning.entries) for item in phrases(made, ["patient"], [(0, 1, Language.EN)])] == [2]


def test_words_of_both_languages_are_found_in_one_text() -> None:
    made = lexicon({"sheet": "day sheet"}, {"sheet": "feuille de journée", "missing": "absent"})
    assert found(made, "Le day sheet et la feuille de journee sont absentes", Language.FR) == [
        ("day sheet", {"sheet"}),
        ("feuille de journee", {"sheet"}),
        ("absentes", {"missing"}),
    ]


@pytest.mark.parametrize(
    ("text", "language", "taken"),
    [
        ("aboutissent", Language.FR, "aboutissent"),
        ("about", Language.FR, "about"),
        ("about", Language.EN, None),  # a word of its own, not a form of the French one
        ("aboutir", Language.EN, "aboutir"),  # borrowed
        ("abuotir", Language.EN, None),  # nobody mistypes a word that they borrow
        ("bout", Language.EN, None),  # a short word means too many things
        ("bout de ligne", Language.EN, "bout de ligne"),
        ("bouts de lignes", Language.EN, None),
    ],
)
def test_words_of_the_other_language_are_read_as_they_are_listed(
    text: str, language: Language, taken: str | None
) -> None:
    made = lexicon({}, {"reach": "aboutir, bout, bout de ligne"})
    assert found(made, text, language) == ([(taken, {"reach"})] if taken else [])


def test_a_word_of_both_languages_says_what_it_says_in_that_of_its_sentence() -> None:
    made = lexicon({"help": "supports"}, {"stand": "support"})
    assert found(made, "support") == [("support", {"help"})]
    assert found(made, "support", Language.FR) == [("support", {"stand"})]


def test_each_sentence_is_read_in_its_own_language() -> None:
    made = lexicon({"known": "different"}, {"late": "différer"})
    forms = ["different", ".", "differe"]
    said = phrases(made, forms, [(0, 2, Language.EN), (2, 3, Language.FR)])
    entries = [(item.first, [entry.name for entry in item.meaning.entries]) for item in said]
    assert entries == [(0, ["known"]), (2, ["late"])]


def test_what_was_read_before_changes_nothing() -> None:
    fresh, used = (lexicon({"reminder": "reminder", "list": "provider dropdown"}) for _ in range(2))
    text = "providr dropdown remnder reminter provider"
    assert found(used, "remnder dropdown providr providr x")
    assert found(used, text) == found(fresh, text)


def test_so_many_words_that_memory_is_cleared_are_read_alike() -> None:
    made = lexicon({"reminder": "reminder", "list": "provider dropdown"})
    forms = [f"w{number}" for number in range(100_001)]
    phrase = ["provider", "dropdown", "remnder"]
    runs = [(0, len(forms), Language.EN)]
    openings = Openings([made.trees], [str])
    before = openings.of(phrase, [(0, 3, Language.EN)])
    assert openings.of(forms, runs) == [[]]
    after = [*phrase, *forms[:3]]
    assert longest(after, *openings.of(after, [(0, 6, Language.EN)])) == longest(phrase, *before)
    assert len(longest(phrase, *before)) == 2


def _stems(form: str, language: Language) -> list[str]:
    return [key for key in keys_of(form, language) if key[0] != "="]
