"""Competition: where several symptoms fit the same words, which of them is meant."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from oceandx.intake.chance import patterns, without_chance
from oceandx.intake.matching import Match
from oceandx.intake.mention import Mention, paired
from oceandx.intake.text import Text
from oceandx.model.recognition import ConceptKind

_ANOTHER = "another"
"""What says that somebody or something else is spoken of from here on."""
_CARRIED = 0.85
"""What is told less well takes words from another sentence."""
_BETTER = 4
"""A symptom that so many times as many patterns tell is told better than one that looks like it."""
_OBJECTS = frozenset({ConceptKind.THING, ConceptKind.PERSON})


class Precedence(NamedTuple):
    """For each symptom those that are not meant where it is: on the same topic, and on any (those it covers).

    ``beside``: the concepts by which such a one is meant all the same.
    """

    instead_of: Mapping[str, Sequence[str]]
    covers: Mapping[str, Sequence[str]]
    beside: Mapping[str, Mapping[str, Collection[str]]]


def settle(text: Text, matches: Sequence[Match[str]], precedence: Precedence, turns: Sequence[int]) -> list[Match[str]]:
    """Return the matches that stand: of those that claim the same words, the ones that explain most of them.

    ``turns``: the words at which the text passes on to another matter; a match that takes its words from both sides of
    one yields to those that do not.
    """
    others = [*turns, *(mention.first for mention in text.by_concept.get(_ANOTHER, ()))]
    astray = {id(match) for match in matches if _goes_over(match, turns, text.subject)} if turns else frozenset()
    rivals = _Rivals(matches, precedence, others, astray, text.subject)
    kept = rivals.standing(matches)
    kept = _decided(kept)
    strong = [match for match in kept if not match.pattern.weak and id(match) not in astray]
    sentences = {mention.sentence for match in strong for mention in match.mentions[:1]}
    topics = {mention.concept for match in strong for mention in match.mentions if mention.kind in _OBJECTS}
    kept = [match for match in kept if not match.pattern.weak or _stands(match, sentences, topics)]
    return without_chance(_likely(kept, others, text), text, others)


def _likely(kept: Sequence[Match[str]], others: Sequence[int], text: Text) -> list[Match[str]]:
    """Return the matches but for what one pattern alone tells with words of several clauses, beside another symptom.

    Such words were put together by chance in two cases of three (in tickets to which no pattern had been made), but for
    what is denied by itself, and where another matter begins between the two.
    """
    told: dict[str, list[Match[str]]] = {}
    for match in kept:
        told.setdefault(match.says, []).append(match)
    lone = {says for says, matches in told.items() if _is_lone(matches)}
    well = [match for match in kept if match.says not in lone]

    def is_chance(match: Match[str]) -> bool:
        beside = _told_beside(match, well)
        parts = others if _goes_over(match, text.additions, text.subject) else [*others, *text.additions]
        return any(other.says not in beside and not _are_apart(match, other, parts) for other in well)

    return [match for match in kept if match.says not in lone or not is_chance(match)]


def _is_lone(matches: Sequence[Match[str]]) -> bool:
    return all(match.nearness < 1 for match in matches) and len(patterns(matches)) == 1


def _decided(kept: Sequence[Match[str]]) -> list[Match[str]]:
    """Return the matches but for those that are told less well, and others equal on the same words.

    What takes words from another sentence yields to whatever the same verb tells with words of its own sentence.
    """
    best: dict[str, float] = {}
    anchored: dict[int, list[Match[str]]] = {}
    for match in kept:
        best[match.says] = max(best.get(match.says, 0.0), match.nearness)
        anchored.setdefault(match.mentions[0].first, []).append(match)
    return [
        match
        for match in kept
        if not any(
            best[other.says] > best[match.says]
            and (best[match.says] < _CARRIED or (_rank(other) == _rank(match) and _same_claim(other, match)))
            for other in anchored[match.mentions[0].first]
        )
    ]


def _goes_over(match: Match[str], turns: Sequence[int], subject: int) -> bool:
    """Tell whether a match takes words from both sides of a turn; the subject line is about all of them."""
    sides = {bisect_right(turns, mention.first) for mention in match.mentions if mention.sentence >= subject}
    return len(sides) > 1


def _stands(match: Match[str], sentences: set[int], topics: set[str]) -> bool:
    """Tell whether a vague complaint says something that no precise one says."""
    if match.mentions[0].sentence in sentences:
        return False
    return not any(mention.concept in topics for mention in match.mentions if mention.kind is ConceptKind.THING)


class _Rivals:
    """The matches of a text, by what they say and by their anchors: only few can outdo a given one."""

    def __init__(
        self,
        matches: Sequence[Match[str]],
        precedence: Precedence,
        others: Sequence[int],
        astray: Collection[int],
        subject: int,
    ) -> None:
        self._instead_of, self._covers, self._beside = precedence
        self._others = others
        self._astray = astray
        self._subject = subject
        self._known: dict[str, list[tuple[str, bool]]] = {}
        self._saying: dict[str, list[Match[str]]] = {}
        self._anchored: dict[int, list[Match[str]]] = {}
        for match in matches:
            self._saying.setdefault(match.says, []).append(match)
            self._anchored.setdefault(match.mentions[0].first, []).append(match)
        self._patterns = {
            says: len(patterns([match for match in saying if not match.pattern.weak]))
            for says, saying in self._saying.items()
        }

    def standing(self, matches: Sequence[Match[str]]) -> list[Match[str]]:
        """Return the matches that no other outdoes; one that does not stand itself takes no symptom away."""
        kept = {id(match) for match in matches if not self._outdo(match)}
        said = {match.says for match in matches if id(match) in kept}
        return [
            match
            for match in matches
            if id(match) in kept
            or not (match.says in said or match.pattern.weak or self._outdo(match, lambda other: id(other) in kept))
        ]

    def _outdo(self, match: Match[str], counts: Callable[[Match[str]], bool] = lambda _: True) -> bool:
        """Tell whether another match that counts is meant in place of one, or claims its words and explains more."""
        instead = list(filter(counts, self._meant_instead(match)))
        if instead:
            beside = _told_beside(match, instead)
            if any(other.says not in beside or self._covered_by(match, other) for other in instead):
                return True
        return any(not _are_a_pair(match, other) for other in filter(counts, self._explaining_more(match)))

    def _meant_instead(self, match: Match[str]) -> Iterator[Match[str]]:
        for says, covered in self._takers(match.says):
            if self._is_beside(match, says):
                continue
            sums_up = _sums_up(match, self._subject, wholly=self._patterns[says] == 1)
            for other in self._saying[says]:
                if not other.pattern.weak and (
                    sums_up or (covered and self._is_covered(match, other)) or _same_topic(match, other, self._others)
                ):
                    yield other

    def _is_beside(self, match: Match[str], says: str) -> bool:
        return match.mentions[0].concept in self._beside.get(says, {}).get(match.says, ())

    def _takers(self, says: str) -> list[tuple[str, bool]]:
        """Return what the text tells that may be meant in place of a symptom, and whether that covers it."""
        known = self._known.get(says)
        if known is None:
            covering = ((other, says in self._covers.get(other, ())) for other in self._saying)
            known = self._known[says] = [
                (other, covered) for other, covered in covering if covered or self._precedes(other, says)
            ]
        return known

    def _precedes(self, says: str, other: str) -> bool:
        """Tell whether a symptom is meant in place of one that looks like it, which is where it is told far better."""
        if other in self._instead_of.get(says, ()):
            return not self._is_better_told(other, says)
        return says in self._instead_of.get(other, ()) and self._is_better_told(says, other)

    def _is_better_told(self, says: str, other: str) -> bool:
        return self._patterns[says] >= _BETTER * max(1, self._patterns[other])

    def _covered_by(self, match: Match[str], other: Match[str]) -> bool:
        return match.says in self._covers.get(other.says, ())

    def _is_covered(self, match: Match[str], other: Match[str]) -> bool:
        """Tell whether no other matter begins between two matches; the subject line is about all of them."""
        return other.mentions[0].sentence < self._subject or not _are_apart(match, other, self._others)

    def _explaining_more(self, match: Match[str]) -> Iterator[Match[str]]:
        others = self._anchored[match.mentions[0].first]
        if len(others) == 1:
            return
        rank = self._rank(match)
        yielding = (*self._instead_of.get(match.says, ()), *self._covers.get(match.says, ()))
        for other in others:
            explains_more = other.says != match.says and other.says not in yielding and self._rank(other) > rank
            if explains_more and _same_claim(match, other) and not self._is_beside(match, other.says):
                yield other

    def _rank(self, match: Match[str]) -> tuple[bool, bool, float, float]:
        return id(match) not in self._astray, *_rank(match)


def _rank(match: Match[str]) -> tuple[bool, float, float]:
    return not match.pattern.weak, match.weight, match.nearness


def _are_a_pair(match: Match[str], other: Match[str]) -> bool:
    """Tell whether two matches rest on words that are denied each by itself: "neither the form nor the picture"."""
    mine = [mention for mention in match.mentions if mention.paired]
    theirs = [mention for mention in other.mentions if mention.paired]
    return any(paired(theirs, mention) for mention in mine) and not any(one is two for one in mine for two in theirs)


def _told_beside(match: Match[str], others: Iterable[Match[str]]) -> set[str]:
    """Return the symptoms beside which a match is denied by itself: it is no part of them, wherever they are told."""
    return {other.says for other in others if _are_a_pair(match, other)}


def _sums_up(match: Match[str], subject: int, *, wholly: bool) -> bool:
    """Tell whether a match rests on the subject line, or ``wholly`` on it: it names what the body tells."""
    return all(mention.sentence < subject for mention in (match.mentions if wholly else match.mentions[:1]))


def _same_topic(match: Match[str], other: Match[str], others: Sequence[int]) -> bool:
    """Tell whether two matches rest on a common word, or speak of the same kind of thing.

    They do not where one speaks of somebody else, or of another matter: "a patient gets no texts, another gets hers in
    English".
    """
    if _are_apart(match, other, others):
        return False
    if _share_words(match, other):
        return True
    things = {mention.concept for mention in match.mentions if mention.kind is ConceptKind.THING}
    return any(mention.concept in things for mention in other.mentions)


def _share_words(match: Match[str], other: Match[str]) -> bool:
    return any(mine.first < its.after and its.first < mine.after for mine in match.mentions for its in other.mentions)


def _are_apart(match: Match[str], other: Match[str], others: Sequence[int]) -> bool:
    """Tell whether somebody else or another matter is spoken of between the anchors of two matches."""
    first, last = sorted((match.mentions[0].first, other.mentions[0].first))
    return any(first < place <= last for place in others)


def _same_claim(match: Match[str], other: Match[str]) -> bool:
    """Tell whether two matches rest on the same anchor and on a common object."""
    if match.mentions[0].first != other.mentions[0].first:
        return False
    mine, theirs = _objects(match), _objects(other)
    return not mine or not theirs or bool(mine & theirs)


def _objects(match: Match[str]) -> set[int]:
    return {mention.first for mention in match.mentions[1:] if mention.kind is ConceptKind.THING}


def words_used(match: Match[str]) -> list[Mention]:
    """Return the mentions of a match in the order of the text."""
    return sorted(match.mentions, key=lambda mention: mention.first)
