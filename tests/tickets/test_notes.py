"""The internal note: short, clean, in the agent's language, and known by its key."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import nh3
import pytest

from oceandx.model.case import Known
from oceandx.model.vocabulary import Language
from oceandx.resources import knowledge_root
from oceandx.tickets.consulting import Consulted, consult
from oceandx.tickets.notes import NoteContext, note_of, to_html
from oceandx.tickets.summary import Summary, from_data, summary_of, to_data
from tickets.making import MANQUE, MISSING, TODAY, consulted, knowledge, reader, said, ticket


def note(made: Consulted, language: Language = Language.EN, before: Summary | None = None, **links: str) -> str:
    return note_of(knowledge(), made, NoteContext(Path(knowledge_root()), language, "0123abcd", before, links))


@pytest.mark.parametrize(("language", "word"), [(Language.EN, "Symptoms:"), (Language.FR, "Symptômes\u00a0:")])
@pytest.mark.parametrize("text", [MISSING, MANQUE])
def test_the_note_is_in_the_agents_language(text: str, language: Language, word: str) -> None:
    assert word in unescape(note(consulted(text), language))


def test_the_note_ends_with_its_key_and_has_a_dozen_lines() -> None:
    html = note(consulted(MISSING))
    assert "oceandx:0123abcd" in html.splitlines()[-2]
    assert html.count("<li>") <= 13


def test_what_to_ask_is_in_the_clinics_language() -> None:
    html = note(consulted("Bonjour, veuillez me rappeler."), Language.EN)
    assert "no symptom recognised" in html
    assert "Que voyez-vous exactement" in html


def test_a_later_note_says_what_changed() -> None:
    first = consulted(MISSING)
    proven = Known("accuro.oceanapi.permissions_complete", False, "answer", "2026-11-26")
    second = consult(knowledge(), reader(), ticket(said(MISSING)), lambda reading: [proven], TODAY)
    html = note(second, before=summary_of(first))
    assert "Since the last note: " in html
    assert "undetermined, now confirmed" in html
    assert "further facts known: 1" in html
    assert "Since the last note" not in note(first, before=summary_of(first))


def test_a_summary_survives_the_ledger() -> None:
    summary = summary_of(consulted(MISSING))
    assert from_data(to_data(summary)) == summary
    assert summary.symptoms == ("S01",)


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))",
        '<a href="https://x.example" onclick="x()">b</a>',
        "<style>*{display:none}</style>",
    ],
)
def test_nothing_but_plain_elements_comes_through(hostile: str) -> None:
    html = to_html(f"**a** {hostile}")
    assert "<script" not in html
    assert "onerror=" not in html.replace("&lt;img src=x onerror=", "")
    assert 'href="javascript' not in html
    assert html == nh3.clean(html, link_rel=None)
