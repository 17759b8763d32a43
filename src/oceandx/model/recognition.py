"""How words of a text are recognised: concepts, signs of grammar, and patterns composed of concepts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from oceandx.model.case import Value
from oceandx.model.knowledge import Text
from oceandx.model.vocabulary import Language

COMPLAINT = "complaint"
"""The concept of a clause that denies something, whatever it is: made by grammar, not by words."""


class ConceptKind(StrEnum):
    """What a concept is, as far as grammar goes; what is read ``aside`` hides no other words."""

    PREDICATE = "predicate"
    THING = "thing"
    PLACE = "place"
    PERSON = "person"
    CUE = "cue"
    ASIDE = "aside"


class Scope(StrEnum):
    """How near to its anchor the rest of a pattern has to stand."""

    CLAUSE = "clause"
    SENTENCE = "sentence"
    NEARBY = "nearby"
    TICKET = "ticket"


@dataclass(frozen=True, slots=True)
class Concept:
    """Words for one thing in each language; ``opposite`` words say that it is not so.

    Where a ``general`` concept fails, whatever its clause speaks of fails.
    """

    id: str
    kind: ConceptKind
    words: Mapping[Language, tuple[str, ...]]
    opposite: Mapping[Language, tuple[str, ...]]
    general: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to satisfy a literal: a concept, how it must be spoken of (None: either way), and whether as head.

    ``order`` is 1 where it must stand after the anchor, -1 before it, 0 either way.
    """

    concept: str
    negative: bool | None = None
    head: bool = False
    order: int = 0


@dataclass(frozen=True, slots=True)
class Literal:
    """Any one of its choices; ``anywhere`` in the ticket, or near the anchor."""

    choices: tuple[Choice, ...]
    anywhere: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """Concepts that together say one thing; the first literal is the anchor, whose clause asserts it.

    ``weak`` patterns yield to any other one that speaks of the same thing.
    """

    all: tuple[Literal, ...]
    without: tuple[Literal, ...] = ()
    scope: Scope = Scope.NEARBY
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Recognition:
    """How one symptom is recognised; where it is, the symptoms of ``instead_of`` are not meant on the same topic.

    ``usual_extent``: whom it is about by its nature, unless the ticket names several, an office or all.
    """

    patterns: tuple[Pattern, ...]
    instead_of: tuple[str, ...] = ()
    usual_extent: str = ""


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact's value that words of a ticket state outright."""

    fact: str
    value: Value
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of ticket that is about something else, and from how many points on.

    ``enough`` points tell where no symptom is recognised, ``outweighs`` where one is; ``unless``: concepts that speak
    against it, but not in a clause with one of ``fine``.
    """

    kind: str
    title: Text
    concept: str
    unless: tuple[str, ...]
    fine: tuple[str, ...]
    enough: int
    outweighs: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All that recognition goes by; symptoms in the order of their codes."""

    concepts: tuple[Concept, ...]
    grammar: Grammar
    symptoms: Mapping[str, Recognition]
    subjects: tuple[Subject, ...]
    stated: tuple[Stated, ...]


@dataclass(frozen=True, slots=True)
class Grammar:
    """Words without a concept that tell how a sentence is to be read, by language."""

    negators: Mapping[Language, tuple[str, ...]]
    negators_after: Mapping[Language, tuple[str, ...]]
    negators_alone: Mapping[Language, tuple[str, ...]]
    void: Mapping[Language, tuple[str, ...]]
    noun_negators: Mapping[Language, tuple[str, ...]]
    breaks: Mapping[Language, tuple[str, ...]]
    conditionals: Mapping[Language, tuple[str, ...]]
    prepositions: Mapping[Language, tuple[str, ...]]
    fillers: Mapping[Language, tuple[str, ...]]
    quantifiers: Mapping[str, Mapping[Language, tuple[str, ...]]]
    function_words: Mapping[Language, tuple[str, ...]]
    abbreviations: tuple[str, ...]
    ordinary: tuple[str, ...]
