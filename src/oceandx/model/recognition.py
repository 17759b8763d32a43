"""How words of a text are recognised: concepts, signs of grammar, and patterns composed of concepts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from oceandx.model.case import Value
from oceandx.model.knowledge import Text
from oceandx.model.vocabulary import Language

COMPLAINT = "complaint"
"""The concept of a clause that denies something, whatever it is: made by grammar, not by words."""


class ConceptKind(StrEnum):
    """What a concept is, as far as grammar goes; what is read ``aside`` hides no other words.

    A ``statement`` is read apart, by facts stated outright alone: it hides nothing, not even another one. So is a
    ``matter``, which tells what a ticket is about.
    """

    PREDICATE = "predicate"
    THING = "thing"
    PLACE = "place"
    PERSON = "person"
    CUE = "cue"
    ASIDE = "aside"
    STATEMENT = "statement"
    MATTER = "matter"


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

    They are where far more patterns tell them, and where a concept that stands ``beside`` it tells them: who gets no
    text message has another trouble than who gets it in English. Those that it ``covers`` are a part or a consequence
    of it: they are not meant whatever their words speak of. ``told_by``: facts that nobody states who does not
    complain of it, by the values that tell it (none: any). ``usual_extent``: whom it is about by its nature,
    unless the ticket names several, an office or all.
    """

    patterns: tuple[Pattern, ...]
    instead_of: tuple[str, ...] = ()
    usual_extent: str = ""
    covers: tuple[str, ...] = ()
    beside: Mapping[str, frozenset[str]] = field(default_factory=dict)
    told_by: Mapping[str, frozenset[Value]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact that words of a ticket state outright: its ``value``, or the unit in which they ``measure`` it.

    A measured number is whole, or else ``rounded_up``, and from ``least`` to ``most``. What is ``lasting`` is so even
    in a ticket whose trouble is over. Words that say it only where one of the symptoms ``about`` which it is is told
    yield to those that say it anyhow.
    """

    fact: str
    value: Value | None
    patterns: tuple[Pattern, ...]
    measure: str = ""
    rounded_up: bool = False
    least: int | None = None
    most: int | None = None
    lasting: bool = False
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """What numbers are counted in: its words with the factor of each; other words of a number may stand ``apart``.

    A unit without words is that of bare numbers.
    """

    id: str
    words: Mapping[str, Fraction]
    apart: int = 0


@dataclass(frozen=True, slots=True)
class Clock:
    """The unit of times of day, and how people write them: marks of the hour, halves of the day, and named hours."""

    unit: str
    hour: tuple[str, ...]
    before_noon: tuple[str, ...]
    after_noon: tuple[str, ...]
    named: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Measures:
    """How numbers are read: the words for them, what they count, and times of day."""

    numbers: Mapping[str, int] = field(default_factory=dict)
    units: tuple[Unit, ...] = ()
    clock: Clock | None = None
    """None: no times of day are read."""

    @property
    def names(self) -> tuple[str, ...]:
        """The ids of all units."""
        return (*(unit.id for unit in self.units), *((self.clock.unit,) if self.clock else ()))


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of ticket that is about something else, and from how many points on.

    ``enough`` points tell where no symptom is recognised, ``outweighs`` where one is; ``unless``: concepts that speak
    against it, but not in a clause with one of ``fine``. A clause with one of ``passing`` only mentions it. What is
    wrong in a clause that speaks of a kind that ``owns`` its clauses is wrong with that. ``plainly``: what says
    outright that a sentence is about it. A kind that ``answers`` has the subject line of the message that it answers;
    one that ``yields`` is none where a ticket asks to be closed.
    Nothing in a sentence with one of ``voided`` speaks of it.
    What stands right after one of ``governed`` ("since the", "during my") only tells when. A symptom in a sentence with
    one of ``beside`` does not speak against the kind. A kind that ``causes`` may be why its sentence tells one.
    """

    kind: str
    title: Text
    concept: str
    unless: tuple[str, ...]
    fine: tuple[str, ...]
    enough: int
    outweighs: int
    owns: bool = False
    answers: bool = False
    yields: bool = False
    causes: bool = False
    passing: tuple[str, ...] = ()
    voided: tuple[str, ...] = ()
    governed: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    plainly: tuple[Pattern, ...] = ()


EXTENT_PLACES = ("clause", "sentence", "near", "ticket")
"""Where a sign stands as seen from the complaint; what stands in one of these stands in those after it."""
EXTENT_SIDES = ("subject", "ailing", "spared")
"""What the subject line says; who is named with the complaint but for those who are well; who is well."""
NUMBER_CUE = "number"
"""The cue of any number in digits; the others are lists of words."""


@dataclass(frozen=True, slots=True)
class ExtentPoints:
    """What speaks for whom a ticket is about, ten points a factor of e.

    ``signs``: for each thing that a ticket may say the points of each extent, ``symptoms``: those of what is complained
    of. The best must be ``ahead`` of the next by so many, or nothing is told. Signs are what the rules found, people
    and how many, ``concepts``, and ``cues``, which are single words; those ``turned`` tell different things of symptoms
    with different usual extents.
    """

    signs: Mapping[str, Mapping[str, int]]
    symptoms: Mapping[str, Mapping[str, int]]
    concepts: frozenset[str]
    turned: frozenset[str]
    cues: Mapping[str, Mapping[Language, tuple[str, ...]]]
    ahead: int


@dataclass(frozen=True, slots=True)
class PresencePoints:
    """What speaks for a symptom in a message about something else being a trouble of now, ten points a factor of e.

    ``points``: those of each of ``cues``, which are single words of its sentence, of marks and of concepts; ``enough``
    make it one.
    """

    points: Mapping[str, int]
    cues: Mapping[str, Mapping[Language, tuple[str, ...]]]
    enough: int


PRESENCE_MARKS = frozenset({"claim", "mention", "quotation", "digit", "question", "subject", "long"})
"""What else than a word has points there: each recognised pattern, each word of the fullest one, and what is seen."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All that recognition goes by; symptoms in the order of their codes."""

    concepts: tuple[Concept, ...]
    grammar: Grammar
    symptoms: Mapping[str, Recognition]
    subjects: tuple[Subject, ...]
    stated: tuple[Stated, ...]
    unsaid: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    """Nothing after one of these in its clause is stated: a request, a wish, advice."""
    granted: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    """A question with one of these takes for granted what it speaks of: why it is so."""
    ours: tuple[str, ...] = ()
    """The concepts of what is looked after: where one of them fails, the ticket is hardly about something else."""
    raised: tuple[str, ...] = ()
    """The concepts that bring up what a ticket is really about: a symptom beside one of them is its matter."""
    asked: tuple[str, ...] = ()
    """The concepts of what is the reader's: a symptom in a question with one of them is nobody's complaint."""
    presence: PresencePoints | None = None
    """None: a symptom in a message about something else is none."""
    measures: Measures = field(default_factory=Measures)
    unrelated_settings: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By symptom, the facts about settings that do not bear on it: their words do not tell it beside another."""
    extents: ExtentPoints | None = None
    """None: whom a ticket is about is what the rules tell, unweighed."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """Words without a concept that tell how a sentence is to be read, by language."""

    negators: Mapping[Language, tuple[str, ...]]
    negators_after: Mapping[Language, tuple[str, ...]]
    negators_alone: Mapping[Language, tuple[str, ...]]
    void: Mapping[Language, tuple[str, ...]]
    noun_negators: Mapping[Language, tuple[str, ...]]
    breaks: Mapping[Language, tuple[str, ...]]
    joins: Mapping[Language, tuple[str, ...]]
    pairs: Mapping[Language, tuple[str, ...]]
    conditionals: Mapping[Language, tuple[str, ...]]
    prepositions: Mapping[Language, tuple[str, ...]]
    fillers: Mapping[Language, tuple[str, ...]]
    quantifiers: Mapping[str, Mapping[Language, tuple[str, ...]]]
    function_words: Mapping[Language, tuple[str, ...]]
    abbreviations: tuple[str, ...]
    ordinary: tuple[str, ...]
    exceptions: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    """What is affirmed before one of these is denied of whom it leaves out."""
    relatives: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    """What one of these, which begin a clause, follows may be told of after that clause."""
    dates: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    """A number beside one of these is a day or an hour, and counts nothing."""
