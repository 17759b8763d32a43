"""Finding symptoms and causes by words: either language, any accents, what people say for a house term."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from oceandx.model.knowledge import KnowledgeBase, Text
from oceandx.model.vocabulary import Language
from oceandx.report.words import Words

_WORD = re.compile(r"\w+")
_SHORTEST = 3
_ROOT = 4
_ENOUGH = 0.5
_MOST = 6
_TITLE = 2.0

Documents = Mapping[tuple[str, str, str], tuple[frozenset[str], frozenset[str]]]
"""Kind, code and id of each entry, with the words of its title and its other words."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One entry that the words fit: its kind, code, id and title, and how well (0 to 1)."""

    kind: str
    code: str
    id: str
    title: str
    fit: float


def find(kb: KnowledgeBase, words: Words, query: str) -> list[Hit]:
    """Return the symptoms that a query fits best, then the causes; at most six of each."""
    documents = _documents(kb)
    roots = _roots(_house_terms(kb, fold(query)))
    weights = {root: _weight(root, documents) for root in roots}
    known = {root: weight for root, weight in weights.items() if weight > 0.0}
    whole = sum(known.values()) * _TITLE
    hits = []
    for (kind, code, name), (title, body) in documents.items():
        found = sum(w * (_TITLE if _has(title, r) else 1.0) for r, w in known.items() if _has(title | body, r))
        fit = found / whole if whole else 0.0
        if fit >= _ENOUGH / _TITLE:
            hits.append(Hit(kind, code, name, words.say(_title(kb, kind, name)), fit))
    hits.sort(key=lambda hit: (-hit.fit, hit.code))
    return [hit for kind in ("symptom", "cause") for hit in [hit for hit in hits if hit.kind == kind][:_MOST]]


def fold(text: str) -> str:
    """Return a text without accents, case and typographic signs, its words separated by single spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe"))
    return " ".join(_WORD.findall("".join(c for c in plain if not unicodedata.combining(c))))


def _house_terms(kb: KnowledgeBase, query: str) -> str:
    """Put the house term of both languages in the place of what people say for it, longest first."""
    said = {
        fold(one): f"{fold(term.house.fr)} {fold(term.house.en)}" for term in kb.glossary.values() for one in term.said
    }
    for variant in sorted(said, key=lambda one: (-len(one), one)):
        query = re.sub(rf"\b{re.escape(variant)}s?\b", said[variant], query)
    return query


def _documents(kb: KnowledgeBase) -> Documents:
    """Return the words of each symptom and cause, of both languages: those of its title, and the others."""
    symptoms = {("symptom", s.code, s.id): ([s.title], [s.description]) for s in kb.symptoms.values()}
    causes = {("cause", c.code, c.id): ([c.title], [c.customer, c.explanation]) for c in kb.causes.values()}
    return {key: (_words(kb, title), _words(kb, body)) for key, (title, body) in {**symptoms, **causes}.items()}


def _words(kb: KnowledgeBase, texts: Iterable[Text]) -> frozenset[str]:
    found: set[str] = set()
    for language in Language:
        words = Words(kb, language, markdown=False)
        for text in texts:
            found |= set(fold(words.say(text)).split())
    return frozenset(found)


def _roots(query: str) -> list[str]:
    """Return the beginnings of the query's words: endings (plural, feminine, tense) do not count."""
    words = [word for word in query.split() if len(word) >= _SHORTEST]
    return list(dict.fromkeys(word[: max(_ROOT, len(word) - 2)] for word in words))


def _has(words: frozenset[str], root: str) -> bool:
    return any(word.startswith(root) for word in words)


def _weight(root: str, documents: Documents) -> float:
    """Return how much a word tells: nothing when no entry has it, little when most have it."""
    having = sum(_has(title | body, root) for title, body in documents.values())
    return math.log((len(documents) + 1) / having) if having else 0.0


def _title(kb: KnowledgeBase, kind: str, name: str) -> Text:
    return kb.symptoms[name].title if kind == "symptom" else kb.causes[name].title
