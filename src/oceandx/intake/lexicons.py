"""Lexicons: the words of the knowledge base in trees, those of concepts and those of the signs of grammar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from oceandx.intake.lexicon import Lexicon
from oceandx.intake.phrases import Entry, Sign
from oceandx.intake.words import fold
from oceandx.model.recognition import Concept, ConceptKind, Grammar
from oceandx.model.vocabulary import Language

_DENYING = frozenset({"n", "t"})
"""What is left of « n'est » and "isn't" when the apostrophe has parted them."""

_APART = frozenset({ConceptKind.STATEMENT, ConceptKind.MATTER})
"""The concepts that are looked for by themselves."""


def build_lexicons(concepts: Iterable[Concept], grammar: Grammar) -> tuple[Lexicon, Lexicon]:
    """Return the lexicon of concepts and signs, and the one of what is read aside and hides nothing."""
    lexicon, aside = empty(grammar), empty(grammar)
    for concept in concepts:
        if concept.kind not in _APART:
            add_concept(aside if concept.kind is ConceptKind.ASIDE else lexicon, concept)
    signs = {
        Sign.NEGATOR: grammar.negators,
        Sign.NEGATOR_AFTER: grammar.negators_after,
        Sign.NEGATOR_ALONE: grammar.negators_alone,
        Sign.NOUN_NEGATOR: grammar.noun_negators,
        Sign.VOID: grammar.void,
        Sign.BREAK: grammar.breaks,
        Sign.JOIN: grammar.joins,
        Sign.PAIR: grammar.pairs,
        Sign.CONDITIONAL: grammar.conditionals,
        Sign.PREPOSITION: grammar.prepositions,
    }
    for sign, by_language in signs.items():
        add_sign(lexicon, sign, by_language)
    return lexicon, aside


def build_matters(concepts: Iterable[Concept], grammar: Grammar) -> Lexicon:
    """Return the lexicon of what a ticket may be about, whose words may stand within others: find them all."""
    lexicon = empty(grammar)
    for concept in concepts:
        if concept.kind is ConceptKind.MATTER:
            add_concept(lexicon, concept)
    return lexicon


def empty(grammar: Grammar) -> Lexicon:
    """Return a lexicon that knows the grammar, without any phrase."""
    function_words = {word for words in grammar.function_words.values() for word in words}
    negators = (*grammar.negators.values(), *grammar.negators_after.values(), *grammar.noun_negators.values())
    fillers = {fold(word) for words in grammar.fillers.values() for word in words}
    ordinary = {fold(word) for word in (*grammar.ordinary, *function_words)}
    denying = {fold(word) for words in negators for word in words if " " not in word} | _DENYING
    breaking = {language: frozenset(map(fold, words)) for language, words in grammar.breaks.items()}
    return Lexicon(fillers, ordinary, denying, breaking)


def add_concept(lexicon: Lexicon, concept: Concept) -> None:
    """Add the words of a concept, and those that say the opposite."""
    for opposite, by_language in ((False, concept.words), (True, concept.opposite)):
        for language, phrases in by_language.items():
            for phrase in phrases:
                lexicon.add(phrase, language, Entry(Sign.CONCEPT, concept.id, opposite, language))


def add_sign(lexicon: Lexicon, sign: Sign, words: Mapping[Language, Sequence[str]]) -> None:
    """Add the words of a sign of grammar, which are read in their very form."""
    for language, phrases in words.items():
        for phrase in phrases:
            lexicon.add(phrase, language, Entry(sign, language=language), stemmed=False)
