"""One spelling for each character, and the way back to where it stood."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from oceandx.intake.cleaning import clean

FRENCH = (
    "Nos rappels ne partent plus\u00a0: le «\u00a0portail\u00a0» d\u2019Ocean n\u2019affiche rien, ça bloque là. " * 11
)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("ra\u200bppel\u200d", "rappel"),
        ("a\u202eb\u2066c\u200f", "abc"),
        ("co\u00adopérer", "coopérer"),
        ("a\U000e0041b\ufe0f", "ab"),
        ("a\0b\x1b[c\x7fd", "ab[cd"),
        ("e\u0301te\u0301", "été"),
        ("r\u0336a\u0336", "ra"),
        ("a\r\nb\rc\u2028d\u0085e\x0bf", "a\nb\nc\nd\ne\nf"),
        ("a\u00a0b\u2009c\u3000d", "a b c d"),
        ("d\u2019Ocean \u201coui\u201d «non»", 'd\'Ocean "oui" «non»'),
        ("\uff21\uff43\uff43\uff55\uff52\uff4f \U0001d400\U0001d41c\U0001d41c", "Accuro Acc"),
        ("\ufb01che", "fiche"),
        ("\u0430ccur\u043e", "accuro"),
        ("\u0420\u0430\u0443 the bill for Ocean", "Pay the bill for Ocean"),
        ("\u041e\u0441\u0435an", "Ocean"),
        ("\u0663\u0664\uff15", "345"),
        ("\u0430\u200bccuro", "accuro"),
        ("non\u2011recu", "non-recu"),
        ("a\ud800b", "a\ufffdb"),
        ("Mme HÃ©lÃ¨ne CÃ\u00b4tÃ© Ã\u00a0 QuÃ©bec", "Mme Hélène Côté à Québec"),
        ("lâ€™Å“uvre â€“ Â« oui Â» â€¦ 5 â\u201a¬ 12 Â°C", "l'œuvre \u2013 « oui » … 5 € 12 °C"),
        ("\u00c3\u0089lise \u00e2\u0080\u0099", "Élise '"),
        ("â€œouiâ€\x9d Ã‰lise d\u2019ici \u201cnon\u201d", '"oui" Élise d\'ici "non"'),
        ("HÃ©l\u00a0et\u200b toi", "Hél et toi"),
        ("HÃƒÂ©lÃƒÂ¨ne", "Hélène"),
        ("HÃ\u200b©lÃ\x1f¨ne", "Hélène"),
        ("Ã quoi bon, â la carte, Â!", "Ã quoi bon, â la carte, Â!"),
    ],
)
def test_each_character_has_one_spelling(text: str, cleaned: str) -> None:
    assert clean(text).text == cleaned


@pytest.mark.parametrize(
    "text", ["Привет, как дела", "Καλημέρα σας", "Жук accuro ocean", "日本 text", "가족 text", "㐀𠀀 text", "ꀀ𒀀𓀀 text"]
)
def test_words_of_other_alphabets_stay(text: str) -> None:
    assert clean(text).text == text


def test_a_text_with_nothing_to_clean_is_the_same_object() -> None:
    for text in ("Reminders fail - since 3 Nov.\n\tAll of them!", "«Rappels» à vérifier… œuvre — 5 € 😀", ""):
        cleaned = clean(text)
        assert cleaned.text is text
        assert cleaned.origin(len(text)) == len(text)


def test_an_offset_leads_back_to_where_the_character_stood() -> None:
    text = "ra\u200bppe\u0301l \ufb01x\r\nb"
    cleaned = clean(text)
    assert cleaned.text == "rappél fix\nb"
    assert [cleaned.origin(cleaned.text.index(char)) for char in "rpélfix\nb"] == [0, 3, 5, 7, 9, 9, 10, 11, 13]
    assert cleaned.origin(len(cleaned.text)) == len(text)
    assert cleaned.span(4, 5) == (5, 7)
    assert cleaned.span(7, 8) == (9, 10)
    assert cleaned.span(8, 9) == (9, 10)
    assert cleaned.span(3, 3) == (4, 4)


def test_an_offset_leads_back_through_letters_misread_twice() -> None:
    text = "l'HÃƒÂ©\u200bl."
    cleaned = clean(text)
    assert cleaned.text == "l'Hél."
    assert [cleaned.origin(offset) for offset in range(7)] == [0, 1, 2, 3, 8, 9, 10]
    assert cleaned.span(3, 4) == (3, 8)
    assert cleaned.span(2, 5) == (2, 9)


ODD = st.text(
    alphabet=st.sampled_from("aé e\u0301\u0300\u200b\u202e\ufb01\r\n\u00a0\u0430\u0663\U0001d400\u2019\x00\u0130-1")
)


@given(st.text() | ODD)
@example("\u0410:A\u0410")
@example("\u00c2\x1f\u00a1")
@example("\u00c3\u0192\u00c2\u00a9")
def test_cleaning_twice_changes_nothing_and_leaves_nothing_hidden(text: str) -> None:
    once = clean(text).text
    assert clean(once).text == once
    assert not any(unicodedata.category(char) in {"Cc", "Cf", "Cs"} for char in once if char not in "\n\t")


MISREAD_LETTERS = st.text(alphabet=st.sampled_from("\u00c2\u00c3\u0192\u00e2\u20ac\u201a\u00a1\x1f\u200b\u0302A"))


@given(st.text() | ODD | MISREAD_LETTERS)
def test_origins_never_go_back_and_stay_within_the_text(text: str) -> None:
    cleaned = clean(text)
    origins = [cleaned.origin(offset) for offset in range(len(cleaned.text) + 1)]
    assert origins == sorted(origins)
    assert origins[-1] == len(text)
    assert all(0 <= origin < len(text) for origin in origins[:-1])


@given(st.text(alphabet="abcé ,.\n", max_size=40), st.text(alphabet="\u200b\u00ad\u202e\x00", min_size=1, max_size=5))
def test_a_plain_word_is_found_again_whatever_is_hidden_before_it(before: str, hidden: str) -> None:
    text = f"{hidden}{before}{hidden}Ocean"
    cleaned = clean(text)
    start, end = cleaned.span(cleaned.text.index("Ocean"), len(cleaned.text))
    assert text[start:end].strip(hidden) == "Ocean"


def test_a_plain_text_comes_back_as_the_same_object() -> None:
    text = "Since Tuesday our reminders are not going out to anyone. " * 17
    assert clean(text).text is text


@pytest.mark.parametrize(
    "text",
    [
        "a" + "\u0301\u0316" * 5_000,
        "\u0430" * 10_000,
        "\u200b" * 10_000,
        "\r" * 10_000,
        "\u0430 b" * 3_300,
        "\ufb01" * 10_000,
    ],
    ids=ascii,
)
def test_ten_thousand_odd_characters_are_cleaned_once_for_all(text: str) -> None:
    cleaned = clean(text).text
    assert clean(cleaned).text == cleaned


@given(st.text(alphabet="aé àÉœ\u2019“”\u2013…€«»°ç\u00a0\n", max_size=40), st.sampled_from(["latin-1", "cp1252"]))
def test_a_text_that_was_taken_for_one_of_windows_reads_as_it_was_meant(text: str, taken_for: str) -> None:
    shown = "".join(bytes([byte]).decode(taken_for, "replace").replace("\ufffd", chr(byte)) for byte in text.encode())
    cleaned = clean(shown)
    assert cleaned.text == clean(text).text
    for at, char in enumerate(cleaned.text):
        start, end = cleaned.span(at, at + 1)
        assert clean(shown[start:end]).text == char
