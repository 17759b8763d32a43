"""What holds for any message: identifiers in any layout go, and nothing outside a removal changes."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from oceandx.intake.redaction import Redactor
from redacting import redaction_words

TODAY = date(2026, 11, 26)
REDACTOR = Redactor(redaction_words(), today=lambda: TODAY)

SEPARATORS = st.sampled_from(["", " ", "-", "."])
SENTENCES = st.sampled_from(
    [
        "{} ne voit rien dans Ocean",
        "Patient has {} and no reminder went out.",
        "see: {}",
        "({}), since Monday",
        "le numéro {}, merci",
        "HCN {}\nthanks",
    ]
)
PIECES = st.sampled_from(
    (
        "Mme ",
        "Dr. ",
        "Marie ",
        "Tremblay",
        ", ",
        "patient ",
        "\n",
        "From: ",
        "416",
        "-",
        " 555 ",
        "0199",
        "1978",
        "/",
        "03",
        " mars ",
        "née ",
        "password: ",
        "@",
        ".ca",
        "rue ",
        "H2X",
        " 1K4",
        "«PATIENT-3»",
        "«",
        "»",
        "é",
        "İ",
        "clinic",
        "'s ",
        "site ",
        "merci\n",
        "(",
        ")",
        "key=",
        "MD",
    )
)


@st.composite
def health_numbers(draw: st.DrawFn) -> str:
    """Draw a health number in the layout of a province, with any digits."""
    letters, groups = draw(
        st.sampled_from([(4, (4, 4)), (0, (4, 3, 3)), (0, (3, 3, 3)), (0, (5, 4)), (0, (3, 3, 3, 3)), (0, (4, 4, 4))])
    )
    separator = draw(SEPARATORS)
    digits = [draw(st.text("0123456789", min_size=size, max_size=size)) for size in groups]
    prefix = draw(st.text("BCDFGHJKLMNPQRSTVWXZ", min_size=letters, max_size=letters))
    return separator.join([prefix, *digits] if prefix else digits)


@given(number=health_numbers(), sentence=SENTENCES)
def test_a_health_number_goes_in_every_layout(number: str, sentence: str) -> None:
    result = REDACTOR.redact([sentence.format(number)]).texts[0]
    assert number not in result
    assert not any(character.isdigit() for character in result.replace("-1»", ""))


@given(
    area=st.sampled_from(["416", "514", "604", "902", "867"]),
    local=st.text("0123456789", min_size=4, max_size=4),
    layout=st.sampled_from(
        ["{0}-555-{1}", "({0}) 555-{1}", "{0}.555.{1}", "{0} 555 {1}", "+1 {0} 555 {1}", "1-{0}-555-{1}"]
    ),
    sentence=SENTENCES,
)
def test_a_telephone_goes_in_every_layout(area: str, local: str, layout: str, sentence: str) -> None:
    result = REDACTOR.redact([sentence.format(layout.format(area, local))]).texts[0]
    assert area not in result
    assert f"555-{local}" not in result


@given(
    born=st.dates(date(1920, 1, 1), date(2023, 1, 1)),
    layout=st.sampled_from(
        ["%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%d %B %Y", "%B %d, %Y", "%Y.%m.%d", "%d-%b-%Y", "%Y%m%d"]
    ),
    sentence=SENTENCES,
)
def test_an_old_date_goes_in_every_layout(born: date, layout: str, sentence: str) -> None:
    written = born.strftime(layout)
    assert written not in REDACTOR.redact([sentence.format(written)]).texts[0]


@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=80))
def test_what_is_not_removed_is_unchanged(text: str) -> None:
    result = REDACTOR.redact([text])
    removals = result.removals[0]
    position, rebuilt = 0, result.texts[0]
    for removal in removals:
        assert position <= removal.start < removal.end <= len(text)
        kept = text[position : removal.start]
        assert rebuilt.startswith(kept)
        rebuilt = rebuilt[len(kept) :]
        assert rebuilt.startswith("«")
        rebuilt = rebuilt[rebuilt.index("»") + 1 :]
        position = removal.end
    assert rebuilt == text[position:]


@given(st.lists(PIECES, max_size=20).map("".join), st.lists(PIECES, max_size=20).map("".join))
def test_a_token_stays_when_a_text_is_redacted_again(subject: str, body: str) -> None:
    once = REDACTOR.redact([subject, body])
    again = REDACTOR.redact(once.texts)
    for before, after, removed in zip(once.texts, again.texts, once.removals, strict=True):
        assert after.count("«PATIENT-") >= before.count("«PATIENT-")
        assert len(removed) <= after.count("»")
