"""Lines that a mail program broke are one again; lines that somebody broke stay."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oceandx.intake.cleaning import clean
from oceandx.intake.wrapping import unwrapped

FULL = "The reminder e-mails of all our doctors do not go out since last Monday and"


def lines_of(text: str, *notices: tuple[int, int]) -> list[str]:
    """Return the lines of a text once it is unwrapped."""
    return unwrapped(clean(text), lambda _text: notices).text.split("\n")


@pytest.mark.parametrize(
    "text",
    [
        f"{FULL}\nnobody knows why.",
        f"{FULL}\n12 patients came for nothing.",
        f"{FULL}\nMrs. Quill came for nothing.",
        f"Hello,\n\n{FULL}\nnobody knows why.\n\nAnn Roy\nLakeside Clinic\n705-555-0100",
    ],
)
def test_a_full_line_goes_on_in_the_next_one(text: str) -> None:
    start = text.index(FULL)
    end = start + len(FULL)
    assert "\n".join(lines_of(text)) == f"{text[:end]} {text[end + 1 :]}"


def test_the_marks_of_quotations_go_with_the_break_and_offsets_lead_back() -> None:
    text = f"> {FULL}\n> nobody knows why.\n>> {FULL}\n>> nobody knows."
    plain = unwrapped(clean(text), lambda _text: ())
    assert plain.text == f"> {FULL} nobody knows why.\n>> {FULL} nobody knows."
    at = plain.text.index("nobody knows why")
    assert plain.span(at, at + 6) == (text.index("nobody"), text.index("nobody") + 6)
    assert plain.origin(len(plain.text)) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "The kiosk is dead\nplease call me\nAnn",  # nothing is full
        f"{FULL}.\nNobody knows why.",  # a sentence a line
        f"{FULL}\n- nobody knows why\n- and texts fail too",
        f"{FULL}\n2) nobody knows why",
        f"- {FULL}\nThank you for your help",
        f"{FULL}\nSite number: 4821",
        f"{FULL} | x\nnobody | knows why",
        f"{FULL}\n> nobody knows why",
        f"{FULL}\n\nnobody knows why",
        f"{FULL} which is {'very ' * 5}bad.\n\nAnn Roy, who has been the manager of this clinic for forty years\nnow",
        f"{FULL}\nnobody knows why.\n\n{FULL} {FULL}",
        "",
        "\n",
    ],
)
def test_a_line_that_somebody_broke_stays(text: str) -> None:
    cleaned = clean(text)
    assert unwrapped(cleaned, lambda _text: ()).text == cleaned.text


def test_small_letters_go_on_after_a_mark_too() -> None:
    assert lines_of(f"{FULL}!\nnobody knows why.") == [f"{FULL}! nobody knows why."]


def test_a_long_address_is_a_word_that_had_no_place() -> None:
    address = f"https://lakeside.example/{'x' * 90}"
    assert lines_of(f"{FULL}\nnobody knows why, see\n{address}") == [f"{FULL} nobody knows why, see {address}"]


def test_the_long_line_of_a_notice_says_nothing_of_the_others() -> None:
    text = f"{FULL}\nnobody knows why.\n\nThis e-mail and any attachments are private, {FULL}."
    notice = (text.index("This e-mail"), len(text))
    assert len(lines_of(text, notice)) == len(lines_of(text)) - 1


@given(st.lists(st.text(alphabet="abcdefgh", min_size=1, max_size=12), min_size=20, max_size=60), st.integers(70, 78))
def test_what_is_broken_at_any_width_is_one_again(words: list[str], width: int) -> None:
    paragraph = "".join(f"xxxxxxxx {word} " for word in words).rstrip()
    broken = textwrap.fill(paragraph, width, break_on_hyphens=False)
    assert lines_of(broken) == [paragraph]


@given(st.text(alphabet="ab ,.>-|\n", max_size=400) | st.text(max_size=200))
def test_no_word_is_lost_and_every_offset_leads_back(text: str) -> None:
    cleaned = clean(text)
    plain = unwrapped(cleaned, lambda _text: ())
    assert plain.text.replace(">", " ").split() == cleaned.text.replace(">", " ").split()
    origins = [plain.origin(offset) for offset in range(len(plain.text) + 1)]
    assert origins == sorted(origins)
    assert origins[-1] == len(text)
