"""Where phrases begin, looked up in several lexicons at once: each finds what it finds alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from intake.recognition.small import lexicon, phrases
from oceandx.intake.openings import Openings, every, longest
from oceandx.intake.remembering import Remembering
from oceandx.model.vocabulary import Language

WORDS = ("booking", "rendez", "vous", "log", "is", "missing", "manque", "site2231", "site", "x", ".")
RUNS = st.lists(st.tuples(st.integers(0, 6), st.sampled_from(Language)), max_size=4)


@given(st.lists(st.sampled_from(WORDS), max_size=12), RUNS)
def test_each_lexicon_finds_what_it_finds_alone(forms: list[str], parts: list[tuple[int, Language]]) -> None:
    one = lexicon({"booking": "booking log, booking", "void": "missing"}, {"booking": "rendez vous"})
    two = lexicon({"gone": "log is missing, missing"}, {"gone": "manque, vous manque"})
    runs, first = [], 0
    for length, language in parts:
        after = min(first + length, len(forms))
        runs.append((first, after, language))
        first = after
    opened = Openings([one.trees, two.trees], [str, str]).of(forms, runs)
    assert [longest(forms, each) for each in opened] == [phrases(one, forms, runs), phrases(two, forms, runs)]


def test_a_phrase_goes_on_over_the_end_of_a_run() -> None:
    made = lexicon({"booking": "booking log"})
    forms = ["booking", "log"]
    assert [(item.first, item.after) for item in phrases(made, forms, [(0, 1, Language.EN)])] == [(0, 2)]


def test_a_lexicon_may_read_words_otherwise() -> None:
    one, two = (lexicon({"number": "site log"}) for _ in range(2))
    forms, bare = ["site2231", "log2", "site", "log"], ["site", "log", "site", "log"]
    plain, numberless = Openings([one.trees, two.trees], [str, str_without_digits]).of(forms, [(0, 4, Language.EN)])
    assert [item.first for item in longest(forms, plain)] == [2]
    assert [item.first for item in every(bare, numberless)] == [0, 2]


def str_without_digits(form: str) -> str:
    return form.rstrip("0123456789")


def test_words_are_asked_of_once_until_memory_is_full() -> None:
    asked: list[str] = []

    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    known = Remembering(length)
    assert [known[word] for word in ("a", "bb", "a")] == [1, 2, 1]
    assert asked == ["a", "bb"]
    for number in range(80_001):
        known[f"w{number}"]
    assert 79_000 < len(known) < 80_001  # the oldest are forgotten, not all of them
    asked.clear()
    assert (known["w80000"], known["bb"]) == (6, 2)
    assert asked == ["bb"]
