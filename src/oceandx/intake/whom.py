"""Whom a ticket is about, weighed: what its sentences tell, what is usual for its symptoms, what stands around them.

No single rule tells whether the doctors of a sentence are those who suffer or those who are spared, but each thing that
is said speaks a little for one or the other. The points are in the knowledge base, see
:class:`oceandx.model.recognition.ExtentPoints`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from oceandx.intake.clauses import Layout
from oceandx.intake.extent import Counted, Extent
from oceandx.intake.matching import Match
from oceandx.intake.mention import Mention
from oceandx.intake.text import Text
from oceandx.intake.words import Words, by_word
from oceandx.model.recognition import EXTENT_PLACES, EXTENT_SIDES, NUMBER_CUE, ExtentPoints

_MOST = 3
"""As many names are told apart."""
_UNSAID = "plain"
_SUBJECT, _AILING, _SPARED = EXTENT_SIDES
_ONLY, _BESIDE = "only", 3
"""The cue of what excludes others, and within as many words it stands beside whom it leaves."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """Whom a ticket is about, with each sign that was seen and the points that it has for this."""

    extent: Extent
    signs: Mapping[str, int] = field(default_factory=dict)


class Whom:
    """Weighs whom tickets are about."""

    def __init__(self, points: ExtentPoints) -> None:
        self._points = points
        self._cues = by_word(points.cues)

    def weigh(self, symptoms: Iterable[str], found: Extent, signs: Iterable[str], usual: str = "") -> Weighed:
        """Return the extent that most speaks for, or unknown where another has nearly as many points.

        ``found`` is what the rules tell by themselves, ``usual`` the extent that the symptoms have by their nature.
        """
        signs = list(signs)
        if usual:
            signs += [f"usually {usual}, {sign}" for sign in signs if sign.partition(" ")[2] in self._points.turned]
        heard = {f"symptom {name}": self._points.symptoms.get(name, {}) for name in symptoms}
        heard.update((sign, self._points.signs.get(sign, {})) for sign in ("always", f"found {found}", *sorted(signs)))
        total: Counter[Extent] = Counter(dict.fromkeys(Extent, 0))
        for points in heard.values():
            for extent, number in points.items():
                total[Extent(extent)] += number
        (best, most), (_, next_best) = total.most_common(2)
        if most - next_best < self._points.ahead:
            best = Extent.UNKNOWN
        return Weighed(best, {sign: points.get(best, 0) for sign, points in heard.items()})

    def signs(
        self,
        ticket: Text,
        people: Sequence[Counted],
        matches: Sequence[Match[str]],
        words: Words,
        layout: Layout,
        named: Collection[str],
    ) -> frozenset[str]:
        """Return what a ticket says that may tell whom it is about; ``named``: the patients who are named in it."""
        clauses = {mention.clause for match in matches for mention in match.mentions}
        told = {mention.sentence for match in matches for mention in match.mentions}
        near = {sentence + step for sentence in told for step in (-1, 0, 1)}

        def place(sentence: int) -> int:
            return 1 if sentence in told else 2 if sentence in near else 3

        def place_of(mention: Mention) -> int:
            return 0 if mention.clause in clauses else place(mention.sentence)

        cues = [
            self._cues[layout.languages[sentence]].get(word, NUMBER_CUE if word.isdecimal() else "")
            for word, sentence in zip(words.forms, layout.sentences, strict=True)
        ]
        said = {(f"patients named {min(len(set(named)), _MOST)}", 3)}
        for person in people:
            mention, at = person.mention, place_of(person.mention)
            spared = at and mention.clause in ticket.fine_clauses
            how = " within" if mention.modifies else " spared" if spared else ""
            said.add((f"{mention.concept} {person.number or _UNSAID}{how}", at))
            if person.name:
                said.add((f"{mention.concept} named", at))
            if _ONLY in cues[max(mention.first - _BESIDE, 0) : mention.after + _BESIDE]:
                said.add((f"{mention.concept} only", at))
        for mention in ticket.mentions:
            if mention.concept in self._points.concepts:
                said.add((mention.concept, place_of(mention)))
        said |= {(f"word {cue}", place(at)) for cue, at in zip(cues, layout.sentences, strict=True) if cue}
        named_there = [person for person in people if person.mention.sentence in told]
        well = [
            person
            for person in people
            if person.mention.clause not in clauses and person.mention.clause in ticket.fine_clauses
        ]
        ailing = [person for person in named_there if person not in well]
        return frozenset(
            {f"{where} {sign}" for sign, at in said for where in EXTENT_PLACES[at:]}
            | {f"{_SUBJECT} {sign}" for sign in self._heading(ticket, people, cues, layout)}
            | {f"{_AILING} {sign}" for sign in _names(ailing)}
            | {f"{_SPARED} {sign}" for sign in _names(well)}
            | {f"sentence {sign}" for sign in _names(named_there)}
            | {f"ticket {sign}" for sign in _names(people)}
        )

    def _heading(self, ticket: Text, people: Sequence[Counted], cues: Sequence[str], layout: Layout) -> Iterator[str]:
        """Yield what the subject line says."""
        for person in people:
            if person.mention.sentence < ticket.subject:
                yield f"{person.mention.concept} {person.number or _UNSAID}"
                if person.name:
                    yield f"{person.mention.concept} named"
        for mention in ticket.mentions:
            if mention.sentence < ticket.subject and mention.concept in self._points.concepts:
                yield mention.concept
        yield from (
            f"word {cue}" for cue, at in zip(cues, layout.sentences, strict=True) if cue and at < ticket.subject
        )


def _names(people: Sequence[Counted]) -> list[str]:
    """Return of how many a concept's names are told: "provider names 2"."""
    named = {(person.mention.concept, person.name) for person in people if person.name}
    counts = Counter(concept for concept, _ in named)
    return [f"{concept} names {min(count, _MOST)}" for concept, count in counts.items()]
