"""Lexicons: the words of the knowledge base in trees, those of concepts and those of the signs of grammar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from oceandx.intake.lexicon import Lexicon
from oceandx.intake.phrases import Entry, Sign
from oceandx.intake.words import fold
from oceandx.model.recognition import Concept, ConceptKind, Grammar, Vocabulary
from oceandx.model.vocabulary import Language

_DENYING = frozenset({"n", "t"})
"""What is left of « n'est » and "isn't" when the apostrophe has parted them."""


@dataclass(frozen=True, slots=True)
class Lexicons:
    """The lexicon of concepts and signs, the one of what is read aside and hides nothing, and those read apart.

    ``matters``: what a ticket may be about, whose words may stand within others: find them all.
    """

    main: Lexicon
    aside: Lexicon
    statements: Lexicon
    matters: Lexicon

    def plain(self) -> dict[str, dict[str, Any]]:
        """Return the phrases as plain data, for ``read_lexicons``; no text has been read yet."""
        return {name: getattr(self, name).plain() for name in _NAMES}

    def unpack(self) -> None:
        """Make ready for many texts what is otherwise made as texts need it."""
        for name in _NAMES:
            getattr(self, name).unpack()


_NAMES = tuple(field.name for field in fields(Lexicons))


def build_lexicons(vocabulary: Vocabulary) -> Lexicons:
    """Return the lexicons of a vocabulary, made of its phrases."""
    made, grammar = _empty(vocabulary.grammar), vocabulary.grammar
    by_kind = {
        ConceptKind.ASIDE: made.aside,
        ConceptKind.STATEMENT: made.statements,
        ConceptKind.MATTER: made.matters,
    }
    for concept in vocabulary.concepts:
        _add_concept(by_kind.get(concept.kind, made.main), concept)
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
        Sign.EXCEPTION: grammar.exceptions,
        Sign.RELATIVE: grammar.relatives,
        Sign.DATE: grammar.dates,
    }
    for sign, by_language in signs.items():
        _add_sign(made.main, sign, by_language)
    stated = {
        Sign.UNSAID: vocabulary.unsaid,
        Sign.GRANTED: vocabulary.granted,
        Sign.NEGATOR: grammar.negators,
        Sign.NEGATOR_AFTER: grammar.negators_after,
        Sign.NOUN_NEGATOR: grammar.noun_negators,
    }
    for sign, by_language in stated.items():
        _add_sign(made.statements, sign, by_language)
    return made


def read_lexicons(vocabulary: Vocabulary, plain: Mapping[str, Mapping[str, Any]]) -> Lexicons:
    """Return the lexicons of a vocabulary, of what ``plain`` returned of them."""
    made = _empty(vocabulary.grammar)
    for name in _NAMES:
        getattr(made, name).fill(plain[name])
    return made


def _empty(grammar: Grammar) -> Lexicons:
    """Return lexicons that know the grammar, without any phrase."""
    function_words = {word for words in grammar.function_words.values() for word in words}
    # "Missing" is denied like any other word ("nothing is missing"); what denies a noun in French goes with a « ne ».
    negators = (*grammar.negators.values(), *grammar.negators_after.values(), grammar.noun_negators[Language.FR])
    fillers = frozenset(fold(word) for words in grammar.fillers.values() for word in words)
    ordinary = frozenset(map(fold, (*grammar.ordinary, *function_words)))
    denying = _DENYING.union(fold(word) for words in negators for word in words if " " not in word)
    breaking = {language: frozenset(map(fold, words)) for language, words in grammar.breaks.items()}
    return Lexicons(*(Lexicon(fillers, ordinary, denying, breaking) for _ in _NAMES))


def _add_concept(lexicon: Lexicon, concept: Concept) -> None:
    """Add the words of a concept, and those that say the opposite."""
    for opposite, by_language in ((False, concept.words), (True, concept.opposite)):
        for language, phrases in by_language.items():
            for phrase in phrases:
                lexicon.add(phrase, language, Entry(Sign.CONCEPT, concept.id, opposite, language))


def _add_sign(lexicon: Lexicon, sign: Sign, words: Mapping[Language, Sequence[str]]) -> None:
    """Add the words of a sign of grammar, which are read in their very form."""
    for language, phrases in words.items():
        for phrase in phrases:
            lexicon.add(phrase, language, Entry(sign, language=language), stemmed=False)
