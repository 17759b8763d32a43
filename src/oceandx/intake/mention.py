"""A mention: one concept in a text, and how its clause speaks of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction

from oceandx.intake.phrases import Found, Sign
from oceandx.model.recognition import ConceptKind

_LONGEST = 40
"""No phrase has more words."""
MENDED = "mended"
"""The concept of what somebody did to the trouble that is named right after it."""
MENDS = 3
"""Within as many words after that the trouble begins: "she fixed our sync problem"."""
SPEAKERS = frozenset({"staff", "third"})
"""The concepts of pronouns for people: they can be the subject of a clause."""
Signs = dict[Sign, list[Found]]
"""The signs of grammar of a text, each with where it stands."""


@dataclass(slots=True)
class Mention:
    """A concept in a text: its words (numbers; ``after`` excluded), and how its clause speaks of it.

    ``opposite`` is whether the words say the opposite of the concept, ``settled`` whether with a negator of their own,
    ``denied`` whether another reaches them,
    ``negative`` whether, all told, the text says that it is not so; ``supposed`` whether the clause only supposes it,
    ``modifies`` whether another thing is at the head of its group (the provider in "the provider's bookings");
    ``paired`` whether it is one of several that are denied each by itself ("neither the form nor the picture");
    ``relative`` whether its clause is about what stands right before that ("the photos that she sent");
    ``amount`` is how many, where the concept is a unit.
    """

    concept: str
    kind: ConceptKind
    first: int
    after: int
    sentence: int
    clause: int
    opposite: bool
    settled: bool = False
    denied: bool = False
    negative: bool = False
    supposed: bool = False
    modifies: bool = False
    paired: bool = False
    relative: bool = False
    amount: Fraction | None = None


def paired(mentions: Collection[Mention], mention: Mention) -> bool:
    """Tell whether a mention is denied beside one of others, and by itself."""
    return mention.paired and any(
        one.paired and one.first != mention.first and one.sentence == mention.sentence for one in mentions
    )


def between(mentions: Sequence[Mention], first: int, last: int) -> Sequence[Mention]:
    """Return those of mentions in order that begin between two words, the last one excluded."""
    begin = bisect_left(mentions, first, key=_first)
    return mentions[begin : bisect_left(mentions, last, lo=begin, key=_first)]


def ended_within(mentions: Sequence[Mention], place: int, back: int) -> list[Mention]:
    """Return those of mentions in order that end at most so many words before a place, or right there."""
    near = between(mentions, place - back - _LONGEST, place)
    return [mention for mention in near if mention.after <= place < mention.after + back]


def _first(mention: Mention) -> int:
    return mention.first


def by_clause(mentions: Sequence[Mention], kinds: Collection[ConceptKind]) -> dict[int, list[Mention]]:
    """Return the mentions of some kinds by the number of their clause."""
    grouped: dict[int, list[Mention]] = {}
    for mention in mentions:
        if mention.kind in kinds:
            grouped.setdefault(mention.clause, []).append(mention)
    return grouped
