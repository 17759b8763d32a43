"""House terms: no text uses another word for one, and both languages use it or neither does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from oceandx.errors import Problem
from oceandx.knowledge.check.names import Names, entries, fields, items
from oceandx.knowledge.check.texts import TOKEN, is_word_list, texts_of
from oceandx.knowledge.reader import Node

_LANGUAGES = ("fr", "en")
# What is quoted are somebody else's words: a name to type, an older page.
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”")
# A person's own spelling is quoted where it is asked for, and a label is what a screen says.
_FREE = ("kb/labels.yaml", "kb/glossary.yaml")


@dataclass(frozen=True, slots=True)
class _Terms:
    """The patterns of one language: house terms that go in pairs, and refused words with the term to use instead."""

    house: Mapping[str, re.Pattern[str]]
    refused: Mapping[str, tuple[re.Pattern[str], str]]


def check_terms(nodes: Mapping[str, Node], names: Names) -> list[Problem]:
    """Return the texts that use a variant of a house term, or use the term in one language only."""
    del names
    glossary = [entry for _, entry in entries(nodes, "kb/glossary.yaml", "terms", "term")]
    terms = {language: _terms(glossary, language) for language in _LANGUAGES}
    problems: list[Problem] = []
    for path, node in nodes.items():
        if path not in _FREE and not is_word_list(path):
            for text in _written(node):
                problems += _check_text(text, terms)
    return problems


def _written(node: Node) -> Iterator[Node]:
    """Yield the texts that are sentences for people; help texts also show what is typed (permissions=…, ticket)."""
    wording = fields(node).get("wording")
    if wording is None:
        yield from texts_of(node)
    else:
        yield from (text for key, text in fields(wording).items() if not key.startswith("help."))


def pattern(term: str) -> str:
    """Return the expression of a term: whole words, singular or plural."""
    return rf"(?<![\w-]){' '.join(_word(word) for word in term.split())}(?![\w-])"


def _word(word: str) -> str:
    # «règle» in «règles de rappel», «entry» in “entries”; short words (de, à, du) do not vary.
    if len(word) < len("abc") or not word[-1].isalpha():
        return re.escape(word)
    if word.endswith("y"):
        return f"{re.escape(word[:-1])}(?:ys?|ies)"
    return f"{re.escape(word)}(?:s|x|es)?"


def _terms(glossary: Iterable[Node], language: str) -> _Terms:
    house: dict[str, re.Pattern[str]] = {}
    refused: dict[str, tuple[re.Pattern[str], str]] = {}
    for entry in glossary:
        own = fields(entry)
        if "paired" not in own or own["paired"].value is not False:
            house[str(own["term"].value)] = re.compile(pattern(str(own[language].value)), re.IGNORECASE)
        variants = fields(own["variants"]).get(language) if "variants" in own else None
        for variant in items(variants) if variants else []:
            # A short word in capitals (CCP, SMS) is an abbreviation; in small letters it would be another word.
            flags = re.NOFLAG if str(variant.value).isupper() else re.IGNORECASE
            refused[str(variant.value)] = re.compile(pattern(str(variant.value)), flags), str(own[language].value)
    return _Terms(house, refused)


def _check_text(text: Node, terms: Mapping[str, _Terms]) -> Iterator[Problem]:
    nodes = fields(text)
    bare = {language: _QUOTED.sub("", TOKEN.sub("", str(nodes[language].value))) for language in _LANGUAGES}
    for language, own in terms.items():
        for variant, (expression, house) in own.refused.items():
            if expression.search(bare[language]):
                yield nodes[language].problem(f"'{variant}': the house term is '{house}'")
    for term in terms["fr"].house:
        found = {language: terms[language].house[term].search(bare[language]) for language in _LANGUAGES}
        if bool(found["fr"]) is not bool(found["en"]):
            here = "fr" if found["fr"] else "en"
            yield nodes["fr"].problem(f"the term '{term}' stands in {here} only")
