"""Phrases: what a phrase says, and where one was found in a text."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import IntEnum, auto
from typing import NamedTuple

from oceandx.model.vocabulary import Language


class Sign(IntEnum):
    """What a phrase is: the name of a concept, or a sign of grammar."""

    CONCEPT = auto()
    NEGATOR = auto()
    NEGATOR_AFTER = auto()
    NEGATOR_ALONE = auto()
    NOUN_NEGATOR = auto()
    VOID = auto()
    BREAK = auto()
    JOIN = auto()
    PAIR = auto()
    CONDITIONAL = auto()
    PREPOSITION = auto()
    DATE = auto()
    UNSAID = auto()
    GRANTED = auto()
    EXCEPTION = auto()
    RELATIVE = auto()


class Entry(NamedTuple):
    """What a phrase says: a concept (or its opposite), or a sign of grammar; ``form`` is the phrase as it is listed.

    A ``settled`` phrase holds its own negation ("no sign of", « pas disponible »): the « ne » beside it denies nothing
    more; a void one begins with it (« pas un problème de »). One that ``breaks`` begins with a word that begins a
    clause ("but not in Ocean").
    """

    sign: Sign
    name: str = ""
    opposite: bool = False
    language: Language | None = None
    form: str = ""
    settled: bool = False
    breaks: bool = False


Entries = tuple[Entry, ...]
NO_BREAKS: Mapping[Language, Collection[str]] = {}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase says in the sentences of one language, worked out once however often it stands in texts.

    ``concepts``: each concept once, whether the phrase says its opposite, and with a negator of its own; ``signs``:
    the signs of grammar that it is; ``breaks``: whether it begins a clause, being a concept.
    """

    entries: Entries
    concepts: tuple[tuple[str, bool, bool], ...]
    signs: tuple[Sign, ...]
    breaks: bool


def meaning_of(entries: Entries, language: Language | None = None) -> Meaning:
    """Return what entries say where this language is written."""
    concepts: dict[str, tuple[str, bool, bool]] = {}
    for entry in entries:
        if entry.sign is Sign.CONCEPT:
            concepts.setdefault(entry.name, (entry.name, entry.opposite, entry.settled))
    own = [entry for entry in entries if entry.language is language]
    return Meaning(
        entries,
        tuple(concepts.values()),
        tuple(entry.sign for entry in own if entry.sign is not Sign.CONCEPT),
        any(entry.breaks for entry in own if entry.sign is Sign.CONCEPT),
    )


class Found(NamedTuple):
    """A phrase of the lexicon in a text: its first word, the word after its last one, and what it says.

    ``denied`` is whether a word that denies stands between its words: « passe pas à arrivé ».
    """

    first: int
    after: int
    meaning: Meaning
    denied: bool = False
