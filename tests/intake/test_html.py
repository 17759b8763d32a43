"""Of a page only what a person would see, in lines, and in time that grows with its length."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oceandx.intake.html import MOST_TEXT, SEPARATOR, read_page, visible_text


@pytest.mark.parametrize(
    "hidden",
    [
        '<div style="display:none">X</div>', '<div style="DISPLAY : NONE !important">X</div>',
        '<span style="visibility:hidden">X</span>', '<span style="font-size:0">X</span>',
        '<span style="font-size: 0px; color:red">X</span>', '<span style="opacity:0">X</span>',
        '<span style="opacity:0.0">X</span>', "<p hidden>X</p>", '<div style="max-height:0px;overflow:hidden">X</div>',
        '<div style="height:0;overflow:hidden">X</div>', '<div style="mso-hide:all">X</div>',
        '<span style="color:#fff">X</span>', '<span style="color:white">X</span>', '<font color="#FFFFFF">X</font>',
        '<span style="color:rgb(255, 255, 255)">X</span>', '<span style="color:#fefefe">X</span>',
        '<span style="color:red;color:transparent">X</span>'.replace("color:red;", ""),
        '<div style="background:#123456"><b style="color:#123456">X</b></div>',
        '<td bgcolor="#000000"><font color="black">X</font></td>', '<div style="display:none"><p>X<p>X</div>',
        "<script>X</script>", "<style>X</style>", "<!-- X -->", "<!-- > X -->", "<template>X</template>",
        "<title>X</title>", "<head><meta>X</head>", "<style>.a,.b{display:none}</style><i class='q b'>X</i>",
        "<style>#z{display:none}</style><i id=z>X</i>", '<div style="text-indent:-9999px">X</div>',
        '<div title=">" style="display:none">X</div>', "<div style=display:none>X</div>",
    ],
)  # fmt: skip
def test_what_nobody_sees_is_left_out(hidden: str) -> None:
    assert visible_text(f"<p>before</p>{hidden}<p>after</p>").split() == ["before", "after"]


@pytest.mark.parametrize(
    "shown",
    [
        "<p aria-hidden=true>X</p>", '<a style="color:#fff;background:#00f">X</a>', '<p style="color:#eee">X</p>',
        '<td style="background:url(a.png)"><b style="color:#fff">X</b></td>',
        '<td style="font-size:0"><span style="font-size:12px">X</span></td>', '<p style="opacity:0.5">X</p>',
        "<style>@media (max-width:9px){.a{display:none}}</style><p class=a>X</p>", "<![if !mso]>X<![endif]>",
        '<p style="max-height:0.5em">X</p>', '<p data-note="display:none">X</p>', "<a title=it's>X</a>", "<p>X",
        "</div></p>X", "<noscript>X</noscript>", '<p style="font-size:.9em">X</p>',
    ],
)  # fmt: skip
def test_what_somebody_sees_is_kept(shown: str) -> None:
    assert "X" in visible_text(shown)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<div>a</div><div>b</div>", "a\nb"),
        ("one\n  <b>t</b>wo &amp; three&nbsp;four", "one two & three\u00a0four"),
        ("<ul><li>a<li>b</ul>", "- a\n- b"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c<td>d</table>", "a\tb\nc\td"),
        ("<p>x</p><blockquote>a<br>b<blockquote>c</blockquote></blockquote>d", "x\n\n> a\n> b\n>\n> > c\n>\nd"),
        ("<pre>a  b\nc</pre>", "a  b\nc"),
        ("5 &lt; 6 &#233; &eacute; &nosuch; a < b", "5 < 6 é é &nosuch; a < b"),
    ],
)
def test_blocks_quotations_lists_and_tables_become_lines(markup: str, text: str) -> None:
    assert visible_text(markup) == text


@pytest.mark.parametrize(
    ("attributes", "text"),
    [
        ("class=MsoNormal", "a\nb\n\nc"),
        ('class="x_MsoNormal"', "a\nb\n\nc"),
        ('class="Mso MsoListParagraph"', "a\nb\n\nc"),
        ('style="margin:0"', "a\nb\n\nc"),
        ('style="margin:0cm 0cm 0.0001pt;color:red"', "a\nb\n\nc"),
        ('style="margin-top:0;margin-bottom:0"', "a\nb\n\nc"),
        ('style="margin:0 0 10px 0"', "a\n\nb\n\n\nc"),
        ("class=Normal", "a\n\nb\n\n\nc"),
    ],
)
def test_paragraphs_without_space_around_them_are_lines(attributes: str, text: str) -> None:
    markup = f"<p {attributes}>a</p><p {attributes}>b</p><p {attributes}><o:p>&nbsp;</o:p></p><p {attributes}>c</p>"
    assert visible_text(markup) == text


@pytest.mark.parametrize(
    "older",
    [
        '<div id="divRplyFwdMsg">', '<div class="OutlookMessageHeader">', '<div class="yahoo_quoted" id=y>',
        '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">',
    ],
)  # fmt: skip
def test_an_older_message_is_set_apart(older: str) -> None:
    assert visible_text(f"new{older}old</div>") == f"new\n{SEPARATOR}\nold"


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 100_000 + "x", "<div>" * 50_000 + "</p>" * 50_000, "<table><tr><td>" * 50_000,
        "".join(f"<b id={i}>" for i in range(5_000)) + "<p>x" * 30_000,
        "<div " + " ".join(f"a{i}=1" for i in range(300_000)) + ">x", "<" * 3_000_000, "<a " * 1_000_000,
        '<a b="' * 1_000_000, "<!--" * 1_000_000, "<style>" * 500_000, "<style>" + "@{" * 90_000,
        "<style>" + "/*" * 90_000,
        "".join(f'<p style="color:#{i:06x};font-size:{i}px">x' for i in range(50_000)), "<a " + "=" * 3_000_000,
        "&#9" * 1_000_000, "&" * 3_000_000, "<p>" + " " * 3_000_000, "<blockquote>" * 100_000 + "x",
        "<textarea>" * 90_000,
    ],
    ids=lambda markup: markup[:24],
)  # fmt: skip
def test_markup_that_is_made_to_be_slow_gives_a_bounded_text(markup: str) -> None:
    page = read_page(markup)
    assert len(page.text) < MOST_TEXT * 3


def test_a_page_that_goes_on_says_so() -> None:
    assert read_page("<p>a" * 100_000).cut
    assert not read_page("<p>a" * 100).cut


_PIECES = st.sampled_from(
    ["<div>", "</div>", "<p", ">", "<", "/", '"', "'", "=", "style=", "display:none", "<!--", "-->", "<script>",
     "</script>", "&", "&#", "x", " ", "\n", "<td>", "<blockquote>", "</blockquote>", "<br>", "class=", "<pre>"]
)  # fmt: skip


@given(st.lists(_PIECES | st.text(max_size=5), max_size=60).map("".join))
def test_any_markup_gives_text(markup: str) -> None:
    visible_text(markup)


@given(
    st.lists(st.sampled_from(["<i>", "</i>", "<p>", "</div>", "<td>", "Z", "<!--", "'", '"', "<ul><li>"]), max_size=30)
)
def test_what_is_within_a_hidden_element_never_shows(inner: list[str]) -> None:
    markup = f'<section style="display:none">Q{"".join(inner)}'
    assert "Q" not in visible_text(markup)
    assert "Z" not in visible_text(markup)
