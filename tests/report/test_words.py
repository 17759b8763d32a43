from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oceandx.model.knowledge import KnowledgeBase, Source, Text
from oceandx.model.vocabulary import Basis, Language
from oceandx.report.words import Words

SPECIAL = "\\`*_{}[]<>#|~&@"


@pytest.fixture
def french(kb: KnowledgeBase) -> Words:
    return Words(kb, Language.FR, markdown=True)


@pytest.fixture(scope="module")
def plain(kb: KnowledgeBase) -> Words:
    return Words(kb, Language.EN, markdown=False)


@pytest.fixture(scope="module")
def english(kb: KnowledgeBase) -> Words:
    return Words(kb, Language.EN, markdown=True)


@pytest.mark.parametrize(
    ("label", "language", "markdown", "shown"),
    [
        (
            "accuro.manage-security",
            Language.FR,
            True,
            "«\u00a0Gérer la sécurité\u00a0» (**Manage Security**)",
        ),
        ("accuro.manage-security", Language.FR, False, "«\u00a0Gérer la sécurité\u00a0» (Manage Security)"),
        ("accuro.manage-security", Language.EN, True, "**Manage Security**"),
        ("accuro.manage-security", Language.EN, False, "“Manage Security”"),
        ("ocean.day-sheet", Language.FR, True, "«\u00a0Feuille de Journée\u00a0»"),
        ("ocean.day-sheet", Language.EN, True, "**Day Sheet**"),
        ("ocean.portal", Language.FR, True, "**portail Ocean**"),
        ("ocean.portal", Language.FR, False, "portail Ocean"),
        ("ocean.patients-page", Language.EN, False, "“Patients”"),
    ],
)
def test_labels(kb: KnowledgeBase, label: str, language: Language, *, markdown: bool, shown: str) -> None:
    assert Words(kb, language, markdown=markdown).label(label) == shown


def test_a_text_is_said_with_its_labels_and_values(french: Words, english: Words) -> None:
    text = Text(fr="{label:ocean.portal}: {text} {key}", en="{label:ocean.portal}: {text} {key}")
    values = {"text": "un", "key": 2, "self": 3}
    assert french.say(text, **values) == "**portail Ocean**\u00a0: un 2"
    assert english.say(text, **values) == "**Ocean Portal**: un 2"


def test_a_value_is_not_read_again_for_labels(english: Words) -> None:
    assert english.say(Text("{name}", "{name}"), name="{label:ocean.portal}") == "{label:ocean.portal}"


def test_entries_of_the_wording(french: Words, english: Words) -> None:
    assert french.word("verdict.fault") == "Cause trouvée"
    assert french.inside("verdict.fault") == "cause trouvée"
    assert english.lead("customer.warning") == "**Caution:**"
    assert french.lead("customer.warning") == "**Attention\u00a0:**"
    assert english.word("customer.warning", text="x") == "Caution: x"
    assert french.basis(Basis.QHR) == "documenté par QHR"
    assert (french.decimal(0.345678), english.decimal(2)) == ("0,35", "2.00")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Dr *Roy*", r"Dr \*Roy\*"),
        ("[x](y)", r"\[x\](y)"),
        ("<script>", r"\<script\>"),
        ("a|b `c`", r"a\|b \`c\`"),
        ("=Lee", r"\=Lee"),
        ("+1", r"\+1"),
        ("- Nord", r"\- Nord"),
        ("1. Nord", r"1\. Nord"),
        ("12) Nord", r"12\) Nord"),
        ("2026-11-23", "2026-11-23"),
        ("D'Arcy-Roy, É. (Dr)", "D'Arcy-Roy, É. (Dr)"),
        ("https://a.b", r"https:\//a.b"),
        ("WWW.a.b", r"WWW\.a.b"),
        ("a@b.c", r"a\@b.c"),
        ("&lt;", r"\&lt;"),
        ("a\n# b\u202e\x00", r"a \# b"),
        ("{provider}", r"\{provider\}"),
    ],
)
def test_names_cannot_act_as_markup(english: Words, name: str, shown: str) -> None:
    assert english.name(name) == shown


@given(st.text(alphabet=f"{SPECIAL}aé1-=+. ()\n", max_size=20))
def test_every_mark_in_a_name_is_escaped(english: Words, plain: Words, name: str) -> None:
    shown = english.name(name)
    assert re.sub(r"\\(?=[^a-zé0-9\s])", "", shown.replace("\\\\", "\0")).replace("\0", "\\") == plain.name(name)
    assert not re.search(rf"(?<!\\)[{re.escape(SPECIAL[1:])}]", shown.replace("\\\\", ""))
    assert not re.match(r"[-+=]|\d{1,2}[.)]", shown)
    assert "\n" not in shown


def test_pages_come_in_the_readers_language_where_they_exist(kb: KnowledgeBase, french: Words) -> None:
    translated = next(source for source in kb.sources.values() if source.translation)
    alone = next(s for s in kb.sources.values() if s.locale.startswith("en") and not s.translation)
    pages = french.sources((translated.code, alone.code, translated.code))
    assert pages == [kb.sources[translated.translation or ""], alone]
    assert [french.is_foreign(page) for page in pages] == [False, True]


def test_a_page_is_cited_once(kb: KnowledgeBase, english: Words) -> None:
    same: dict[str, list[Source]] = {}
    for source in kb.sources.values():
        if source.locale.startswith("en"):
            same.setdefault(source.url, []).append(source)
    url, sources = next((url, sources) for url, sources in same.items() if len(sources) > 1)
    assert [page.url for page in english.sources(tuple(source.code for source in sources))] == [url]


def test_of_two_versions_of_a_page_the_first_cited_is_linked(kb: KnowledgeBase) -> None:
    found = Words(kb, Language.EN, markdown=True).sources(("E01", "E02", "E03"))
    assert [source.code for source in found] == ["E01", "E03"]
