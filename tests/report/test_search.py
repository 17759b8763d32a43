"""Finding symptoms and causes by what people say."""

from __future__ import annotations

from pathlib import Path

import pytest

from oceandx.consultation import open_knowledge
from oceandx.model.knowledge import KnowledgeBase
from oceandx.model.vocabulary import Language
from oceandx.report.search import find, fold
from oceandx.report.words import Words


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return open_knowledge(Path(__file__).resolve().parents[2])


def codes(kb: KnowledgeBase, query: str, language: Language = Language.EN) -> list[str]:
    return [hit.code for hit in find(kb, Words(kb, language, markdown=False), query)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("provider missing on the patients page", "S01"),
        ("fournisseur absent de la page Patients", "S01"),
        ("Save for Ocean", "S05"),
        ("enregistrer pour ocean", "S05"),
        ("PATIENTS CANNOT CONFIRM", "S04"),
        ("les patients ne peuvent pas confirmer", "S04"),
    ],
)
def test_words_of_either_language_find_a_symptom_first(kb: KnowledgeBase, query: str, first: str) -> None:
    for language in Language:
        assert codes(kb, query, language)[0] == first


@pytest.mark.parametrize("said", ["clé d'encryption", "CLE D ENCRYPTION", "SEK", "clé de chiffrement partagée", "CCP"])
def test_what_people_say_stands_for_the_house_term(kb: KnowledgeBase, said: str) -> None:
    assert "C44" in codes(kb, said)


def test_the_nearest_comes_first_and_symptoms_come_before_causes(kb: KnowledgeBase) -> None:
    hits = find(kb, Words(kb, Language.EN, markdown=False), "reminder e-mails are not sent")
    kinds = [hit.kind for hit in hits]
    assert kinds == sorted(kinds, reverse=True)
    assert "S03" in [hit.code for hit in hits[:3]]
    fits = [hit.fit for hit in hits if hit.kind == "symptom"]
    assert fits == sorted(fits, reverse=True)
    assert all(0.0 < fit <= 1.0 for fit in fits)


@pytest.mark.parametrize("query", ["", "xyzzy", "?!", "de la à"])
def test_words_that_no_entry_has_find_nothing(kb: KnowledgeBase, query: str) -> None:
    assert codes(kb, query) == []


def test_the_title_is_in_the_language_asked_for(kb: KnowledgeBase) -> None:
    (french, english) = (
        find(kb, Words(kb, language, markdown=False), "Save for Ocean")[0] for language in (Language.FR, Language.EN)
    )
    assert (french.id, french.fit) == (english.id, english.fit)
    assert french.title != english.title


def test_folding_leaves_plain_words() -> None:
    assert fold("  L'Écran — « bœuf », Noël! ") == "l ecran boeuf noel"
