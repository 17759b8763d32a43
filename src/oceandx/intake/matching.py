"""Matching: which patterns of concepts the mentions of a ticket satisfy, how well, and with which words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import Generic, NamedTuple, TypeVar

from oceandx.intake.mention import SPEAKERS, Mention, paired
from oceandx.intake.nearness import ENOUGH, Nearest, satisfies
from oceandx.intake.reach import Reach, Spoken, spoken_of
from oceandx.intake.text import Text
from oceandx.model.recognition import COMPLAINT, ConceptKind, Literal, Pattern, Scope

_ENOUGH_MATCHES = 150
"""A ticket that has said so many things says no other one after them."""
_HALF = 0.5
_DISPLACED = 0.8
"""What a thing from another sentence still counts where the clause names a thing of its own."""

_OBJECTS = frozenset({ConceptKind.THING, ConceptKind.PERSON, ConceptKind.PLACE})
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """A pattern that holds: what it says, its mentions (the anchor first), how near they stand, how much they say."""

    says: T
    pattern: Pattern
    mentions: tuple[Mention, ...]
    nearness: float
    weight: float


@dataclass(frozen=True, slots=True)
class NearMiss(Generic[T]):
    """A pattern of which a part stands in the text: that part, and the literal that was missing or in the way."""

    says: T
    pattern: Pattern
    mentions: tuple[Mention, ...]
    missing: Literal | None
    forbidden: Literal | None


class _Candidate(NamedTuple, Generic[T]):
    """A pattern of one anchor, and its other literals as bits: all of them, and those that must stand near by.

    ``against``: those that speak against it, in the anchor's sentence and anywhere.
    """

    needs: int
    near: int
    against: tuple[int, int]
    in_clause: bool
    says: T
    pattern: Pattern
    concepts: frozenset[str]


class Matcher(Generic[T]):
    """Patterns, indexed by what their anchor says; what else a pattern needs is first looked for as bits.

    Each literal has a bit; those that a text satisfies, at some place, are the bits of its mentions there, joined.
    """

    def __init__(self, patterns: Iterable[tuple[T, Pattern]]) -> None:
        self._by_anchor: dict[Spoken, list[_Candidate[T]]] = {}
        self._satisfied: dict[Spoken, int] = {}
        self._anchored: dict[str, list[_Candidate[T]]] = {}
        numbers: dict[tuple[frozenset[Spoken], int], int] = {}
        same: dict[Literal, Literal] = {}
        for says, written in patterns:
            # What stands nearest is remembered by literal: patterns share those that say the same.
            pattern = replace(written, all=tuple(same.setdefault(literal, literal) for literal in written.all))
            needs = near = 0
            literals = [spoken_of(literal) for literal in pattern.all[1:]]
            for place, (literal, spoken) in enumerate(zip(pattern.all[1:], literals, strict=True)):
                # A literal that stands there twice has two bits: they are counted.
                bit = 1 << numbers.setdefault((spoken, literals[:place].count(spoken)), len(numbers))
                needs |= bit
                if pattern.scope is Scope.CLAUSE or not (literal.anywhere or pattern.scope is Scope.TICKET):
                    near |= bit
                for one in spoken:
                    self._satisfied[one] = self._satisfied.get(one, 0) | bit
            against = [0, 0]
            for literal in pattern.without:
                spoken = spoken_of(literal)
                bit = 1 << numbers.setdefault((spoken, 0), len(numbers))
                against[literal.anywhere] |= bit
                for one in spoken:
                    self._satisfied[one] = self._satisfied.get(one, 0) | bit
            concepts = frozenset(
                choice.concept for literal in (*pattern.all, *pattern.without) for choice in literal.choices
            )
            in_clause = pattern.scope is Scope.CLAUSE
            candidate = _Candidate(needs, near, (against[0], against[1]), in_clause, says, pattern, concepts)
            for choice in pattern.all[0].choices:
                self._anchored.setdefault(choice.concept, []).append(candidate)
                for negative in (False, True) if choice.negative is None else (choice.negative,):
                    self._by_anchor.setdefault((choice.concept, negative), []).append(candidate)
        self._either = {concept: 0 for concept, _ in (*self._satisfied, *self._by_anchor)}
        for (concept, _), bits in self._satisfied.items():
            self._either[concept] |= bits

    def match(self, text: Text, misses: list[NearMiss[T]] | None = None) -> list[Match[T]]:
        """Return what holds, in the order of the text; near misses are added to ``misses``."""
        matches: list[Match[T]] = []
        possible = self._possible(set(text.spoken), every=misses is not None)
        if not possible:
            return matches
        reach = Reach(text.mentions, text.spoken, text.subject, self._satisfied)
        for anchor, spoken in zip(text.mentions, text.spoken, strict=True):
            candidates = possible.get(spoken)
            if not candidates or anchor.supposed:
                continue
            nearest = Nearest(text, anchor)
            out_of_clause, out_of_reach = ~reach.clauses.get(anchor.clause, 0), ~reach.near(anchor.sentence)
            in_sentence = reach.sentences.get(anchor.sentence, 0)
            for _, near, (here, anywhere), in_clause, says, pattern, _ in candidates:
                if near & (out_of_clause if in_clause else out_of_reach) and misses is None:
                    continue
                opposed = bool(here & in_sentence or anywhere & reach.everywhere)
                match = _complete(nearest, says, pattern, misses, opposed=opposed)
                if match is not None:
                    matches.append(match)
            if len(matches) > _ENOUGH_MATCHES:
                break
        return matches

    def concepts_for(self, concepts: Iterable[str]) -> set[str]:
        """Return the concepts that matter where a text speaks of these: those of the patterns that may hold."""
        told = self._either.keys() & concepts
        lacking = ~reduce(or_, (self._either[concept] for concept in told), 0)
        anchors = self._anchored.keys() & told
        return set().union(
            *(each.concepts for one in anchors for each in self._anchored[one] if not each.needs & lacking)
        )

    def _possible(self, spoken: set[Spoken], *, every: bool) -> dict[Spoken, list[_Candidate[T]]]:
        """Return, by anchor, the patterns all of whose needs are spoken of somewhere, or simply every one."""
        anchors = spoken & self._by_anchor.keys()
        if every or not anchors:
            return {one: self._by_anchor[one] for one in anchors}
        lacking = ~self._present(spoken)
        return {
            one: candidates
            for one in anchors
            if (candidates := [each for each in self._by_anchor[one] if not each[0] & lacking])
        }

    def _present(self, spoken: Iterable[Spoken]) -> int:
        return reduce(or_, map(self._satisfied.__getitem__, self._satisfied.keys() & spoken), 0)

    def nearest(self, text: Text) -> list[T]:
        """Return what some pattern says of which at least half stands in the text, the most complete first."""
        shares: dict[T, float] = {}
        spoken = dict.fromkeys(text.spoken)
        present = self._present(spoken)
        for one in spoken:
            for candidate in self._by_anchor.get(one, ()):
                needs, says = candidate.needs, candidate.says
                share = (1 + (needs & present).bit_count()) / (2 + needs.bit_count())
                shares[says] = max(share, shares.get(says, 0.0))
        return sorted((says for says in shares if shares[says] >= _HALF), key=shares.__getitem__, reverse=True)


def _complete(
    nearest: Nearest, says: T, pattern: Pattern, misses: list[NearMiss[T]] | None, *, opposed: bool
) -> Match[T] | None:
    """Return the match of a pattern with an anchor, if it holds; ``opposed``: something may speak against it."""
    text, anchor = nearest.text, nearest.anchor
    if anchor.modifies and not _fits(anchor, pattern.all[0]):
        return None
    chosen = [anchor]
    nearness = 1.0
    missing: Literal | None = None
    forbidden: Literal | None = None
    for literal in pattern.all[1:]:
        best, closest = nearest.find(literal, pattern.scope, chosen)
        if best is None:
            missing = literal
            break
        chosen.append(best)
        nearness = min(nearness, closest)
    else:
        if opposed:
            clause = pattern.scope is Scope.CLAUSE
            forbidden = next((one for one in pattern.without if _stands_there(text, chosen, one, clause=clause)), None)
        if forbidden is None:
            if _displaced(text, anchor, chosen):
                nearness *= _DISPLACED
            if nearness >= ENOUGH:
                return Match(says, pattern, tuple(chosen), nearness, float(len(chosen)))
    if misses is not None:
        misses.append(NearMiss(says, pattern, tuple(chosen), missing, forbidden))
    return None


def _stands_there(text: Text, chosen: Sequence[Mention], literal: Literal, *, clause: bool) -> bool:
    """Tell whether what speaks against a pattern stands in the anchor's sentence (or its ``clause``), or anywhere.

    It does not where it is told besides: "she gets them twice, and in English too".
    """
    anchor = chosen[0]
    return any(
        mention is not anchor
        and (literal.anywhere or not clause or mention.clause == anchor.clause)
        and satisfies(mention, choice, anchor)
        and not paired(chosen, mention)
        and (literal.anywhere or mention.clause == anchor.clause or not _told_besides(text, anchor, mention))
        for choice in literal.choices
        for mention in (
            text.by_concept.get(choice.concept, ())
            if literal.anywhere
            else text.by_sentence(choice.concept).get(anchor.sentence, ())
        )
    )


def _told_besides(text: Text, anchor: Mention, mention: Mention) -> bool:
    """Tell whether a certain trouble, or a thing in a clause that denies something, is added to an anchor's clause."""
    if mention.concept == COMPLAINT or (mention.kind in _OBJECTS and mention.clause not in text.denying_clauses):
        return False
    first, last = sorted((anchor.first, mention.first))
    return any(first < place < last for place in text.additions)


def _displaced(text: Text, anchor: Mention, chosen: Sequence[Mention]) -> bool:
    """Tell whether a thing of the pattern comes from elsewhere, while the anchor has a thing of its own beside it.

    Several things come from elsewhere together where the sentence before has all of them, and the anchor's clause names
    nobody: "it" may stand for what was said there.
    """
    here = anchor.clause, anchor.sentence
    if not any(m.kind is ConceptKind.THING and (m.clause, m.sentence) != here for m in chosen):
        return False
    concepts = {m.concept for m in chosen}
    own = [thing for thing in text.things.get(anchor.sentence, ()) if thing.concept not in concepts]
    carried = [m for m in chosen if m.kind is ConceptKind.THING and m.sentence != anchor.sentence]
    if carried:
        several = len({m.concept for m in carried}) > 1
        before = all(m.sentence == anchor.sentence - 1 for m in carried)
        return bool(own) or (several and not (before and _is_impersonal(text, anchor)))
    # « Les photos que les patients joignent à leur réponse ne se rendent pas »: the photos are what does not.
    apart = any(
        m.kind is ConceptKind.THING
        and m.clause != anchor.clause
        and not (anchor.relative and m.clause == anchor.clause - 1 and m.clause not in text.telling_clauses)
        for m in chosen
    )
    return apart and any(thing.clause == anchor.clause for thing in own)


def _is_impersonal(text: Text, anchor: Mention) -> bool:
    """Tell whether no pronoun for a person stands in a clause before its anchor."""
    return not any(
        mention.clause == anchor.clause and mention.first < anchor.first
        for concept in SPEAKERS
        for mention in text.by_sentence(concept).get(anchor.sentence, ())
    )


def _fits(mention: Mention, literal: Literal) -> bool:
    return any(choice.concept == mention.concept and not choice.head for choice in literal.choices)
