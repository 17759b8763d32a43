"""The steps of recognition one at a time, and a reader of whole tickets, all with the small vocabulary of the tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain
from operator import itemgetter
from typing import Any

from oceandx.consultation import open_knowledge
from oceandx.intake.clauses import FunctionWords, Run, lay_out, numbering
from oceandx.intake.lexicon import Lexicon
from oceandx.intake.lexicons import build_lexicons
from oceandx.intake.mention import Mention
from oceandx.intake.mentions import mentions_of
from oceandx.intake.openings import Openings, longest
from oceandx.intake.phrases import Entry, Found, Sign
from oceandx.intake.words import fold, words_of
from oceandx.model.knowledge import KnowledgeBase
from oceandx.model.recognition import COMPLAINT, Grammar, Vocabulary
from oceandx.model.vocabulary import Language
from oceandx.reading import TicketReader
from recognition import CONCEPTS, GRAMMAR

_EN, _FR = Language.EN, Language.FR


def lexicon(
    english: Mapping[str, str], french: Mapping[str, str] | None = None, *, fillers: str = "", ordinary: str = ""
) -> Lexicon:
    """Return a lexicon of concepts; the words of each stand in one text, a comma between them."""
    made = Lexicon(fillers.split(), ordinary.split())
    for language, words in ((_EN, english), (_FR, french or {})):
        for concept, phrases in words.items():
            for phrase in phrases.split(","):
                made.add(phrase.strip(), language, Entry(Sign.CONCEPT, concept, language=language))
    return made


def phrases(made: Lexicon, forms: Sequence[str], runs: Sequence[Run]) -> list[Found]:
    """Return the phrases of one lexicon in a text, the longest from each word on."""
    (openings,) = Openings([made.trees], [str]).of(forms, runs)
    return longest(forms, openings)


def found(made: Lexicon, text: str, language: Language = _EN) -> list[tuple[str, set[str]]]:
    """Return the phrases of a text in a language: the words that each took, and the concepts that it says."""
    forms = words_of(text).forms
    return [
        (" ".join(forms[item.first : item.after]), {entry.name for entry in item.meaning.entries})
        for item in phrases(made, forms, [(0, len(forms), language)])
    ]


def _function_words(grammar: Grammar) -> FunctionWords:
    english, french = ({fold(word) for word in grammar.function_words[language]} for language in (_EN, _FR))
    return FunctionWords(
        {word: 1 if word in english else -1 for word in english ^ french}, set(map(fold, grammar.abbreviations))
    )


def sentences(text: str) -> list[str]:
    """Return the words of each sentence of a text, without its marks."""
    words = words_of(text)
    layout, _ = lay_out(text, words, _function_words(GRAMMAR))
    grouped: dict[int, list[str]] = {}
    for sentence, form in zip(layout.sentences, words.forms, strict=True):
        if form[0].isalnum():
            grouped.setdefault(sentence, []).append(form)
    return [" ".join(forms) for forms in grouped.values()]


def numbers(text: str) -> bool:
    """Tell whether a "no" of a text only says that a number follows."""
    words = words_of(text)
    layout, _ = lay_out(text, words, _function_words(GRAMMAR))
    return bool(numbering(text, words, layout, {"no"}))


def languages(text: str) -> tuple[list[Language], Language]:
    """Return the language of each sentence of a text, and that of the whole."""
    layout, whole = lay_out(text, words_of(text), _function_words(GRAMMAR))
    return list(layout.languages), whole


def mentions(text: str) -> list[Mention]:
    """Return the concepts of a text in order."""
    lexicons = build_lexicons(Vocabulary(CONCEPTS, GRAMMAR, {}, (), ()))
    words = words_of(text)
    layout, _ = lay_out(text, words, _function_words(GRAMMAR))
    runs = layout.runs()
    said = (phrases(each, words.forms, runs) for each in (lexicons.main, lexicons.aside))
    taken = sorted(chain.from_iterable(said), key=itemgetter(0))
    kinds = {concept.id: concept.kind for concept in CONCEPTS}
    return mentions_of(words.forms, taken, layout, kinds, {concept.id for concept in CONCEPTS if concept.general})


def of(text: str, concept: str) -> Mention:
    """Return the one mention of a concept in a text."""
    (mention,) = (mention for mention in mentions(text) if mention.concept == concept)
    return mention


def denied(text: str) -> list[str]:
    """Return the concepts that a text denies, but for the complaint that each such clause makes."""
    return [mention.concept for mention in mentions(text) if mention.negative and mention.concept != COMPLAINT]


def clauses(text: str, concepts: Iterable[str] = ("booking", "reminder")) -> int:
    """Return in how many clauses of a text the concepts stand."""
    wanted = set(concepts)
    return len({mention.clause for mention in mentions(text) if mention.concept in wanted})


@cache
def knowledge() -> KnowledgeBase:
    """Return the knowledge base as it is, for all but recognition."""
    return open_knowledge()


def reader(
    patterns: Mapping[str, Sequence[Mapping[str, Any]]], stated: Sequence[Mapping[str, Any]] = (), **scope: str
) -> TicketReader:
    """Return a reader of tickets with the small vocabulary, of the same arguments."""
    return TicketReader(small_knowledge(patterns, stated, **scope))


def small_knowledge(
    patterns: Mapping[str, Sequence[Mapping[str, Any]]], stated: Sequence[Mapping[str, Any]] = (), **scope: str
) -> KnowledgeBase:
    """Return a knowledge base that has only these patterns, by code of the symptom, and the small vocabulary.

    ``stated`` are facts as ``kb/intake/stated.yaml`` has them; ``scope`` gives a concept for a kind of other subject.
    """
    kb = knowledge()
    codes = {name: code for code, name in kb.symptom_codes.items()}
    own = {
        f"symptoms/{name}": {"patterns": patterns.get(codes[name], ()), "instead_of": (), "usual_extent": ""}
        for name in kb.symptoms
    }
    kept = {name: data for name, data in kb.intake.items() if not name.startswith("concepts/")}
    kinds = [
        {"kind": kind, "title": {"fr": kind, "en": kind}, "concept": concept, "enough": 1, "outweighs": 3}
        for kind, concept in scope.items()
    ]
    intake: dict[str, Mapping[str, Any]] = {
        **kept,
        **own,
        **_concepts(),
        "grammar": _grammar(),
        "stated": {"stated": stated},
        "scope": {"kinds": kinds},
    }
    return replace(kb, intake=intake)


def _listed(words: Mapping[Language, Sequence[str]]) -> dict[str, str]:
    return {language.value: ", ".join(phrases) for language, phrases in words.items()}


def _concepts() -> dict[str, Mapping[str, Any]]:
    return {
        f"concepts/{concept.id}": {
            "kind": concept.kind.value,
            "concepts": [
                {
                    "concept": concept.id,
                    **_listed(concept.words),
                    "not": _listed(concept.opposite),
                    "general": concept.general,
                }
            ],
        }
        for concept in CONCEPTS
    }


def _grammar() -> dict[str, Any]:
    return {
        "negators": {
            "before": _listed(GRAMMAR.negators),
            "after": _listed(GRAMMAR.negators_after),
            "alone": _listed(GRAMMAR.negators_alone),
        },
        "void": _listed(GRAMMAR.void),
        "noun_negators": _listed(GRAMMAR.noun_negators),
        "breaks": _listed(GRAMMAR.breaks),
        "joins": _listed(GRAMMAR.joins),
        "pairs": _listed(GRAMMAR.pairs),
        "conditionals": _listed(GRAMMAR.conditionals),
        "prepositions": _listed(GRAMMAR.prepositions),
        "fillers": _listed(GRAMMAR.fillers),
        "quantifiers": {name: _listed(words) for name, words in GRAMMAR.quantifiers.items()},
        "languages": _listed(GRAMMAR.function_words),
        "abbreviations": ", ".join(GRAMMAR.abbreviations),
        "ordinary": ", ".join(GRAMMAR.ordinary),
    }
