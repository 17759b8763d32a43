from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from oceandx.report.typography import NO_BREAK, typeset

PIECES = [
    *"ab1 :;!?«»%$*_()[].,\n`{}<>&@/",
    NO_BREAK,
    "\u202f",
    "12:30",
    "https://a.b/c:d",
    "&amp;",
    "\ue000",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text(max_size=40)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Attention: rien", "Attention_: rien"),
        ("Attention \u202f: rien", "Attention_: rien"),
        ("**Attention:** rien", "**Attention_:** rien"),
        ("fin:", "fin_:"),
        ("Vraiment ? Oui ! Bon ;", "Vraiment? Oui! Bon;"),
        ("(quoi ?)", "(quoi?)"),
        ("«ainsi» et « déjà »", "«_ainsi_» et «_déjà_»"),
        ("«Est-ce fini ?»", "«_Est-ce fini?_»"),
        ("19 % et 5$", "19_% et 5_$"),
        ("100%d", "100%d"),
        ("`code`: oui", "`code`_: oui"),
        ("[E01](https://a.b/c:d) : oui", "[E01](https://a.b/c:d)_: oui"),
        ("{nom}: oui", "{nom}_: oui"),
        ("import:permissions", "import:permissions"),
        (": au début", ": au début"),
        ("", ""),
    ],
)
def test_french_spacing(text: str, expected: str) -> None:
    assert typeset(text) == expected.replace("_", NO_BREAK)


@pytest.mark.parametrize(
    "span",
    [
        "`a : b ?`",
        "```\na : «b» 5%\n```",
        "[x](a:b)",
        "<b title='a : b'>",
        "https://a.b/c:?d=5%",
        "a.b@c.d:",
        "&nbsp;",
        "{a : b}",
        "12:30",
        "08:05:59",
    ],
)
def test_protected_spans_stay_as_they_are(span: str) -> None:
    core = span.removesuffix(":")
    assert core in typeset(f"Voici {core} : fin ?")
    assert typeset(f"Voici {core} : fin ?").endswith(f"{NO_BREAK}: fin?")


@given(TEXTS)
@example("a::")
@example("a? :!")
def test_twice_is_once(text: str) -> None:
    assert typeset(typeset(text)) == typeset(text)


@given(TEXTS)
def test_only_spaces_change(text: str) -> None:
    assert _bare(typeset(text)) == _bare(text)


def _bare(text: str) -> str:
    return "".join(text.translate(dict.fromkeys(map(ord, f" {NO_BREAK}\u202f"))))
