"""Nearness: which mention satisfies a literal of a pattern and stands nearest to its anchor."""

from __future__ import annotations

from collections.abc import Sequence

from oceandx.intake.mention import Mention
from oceandx.intake.text import MOST, Text
from oceandx.model.recognition import Choice, Literal, Scope

_LEAST = 1e-9
ENOUGH = 0.76
"""A match below this nearness is none: its words stand too far apart to speak of one thing."""
_SAME_SENTENCE = 0.92
_FAR = 30
"""From as many words on, two words of one sentence are far apart."""
_FAR_APART = 0.8
_BEFORE = (0.8, 0.72, 0.6)
_AFTER = (0.75, 0.6)
_ELSEWHERE = 0.5
_SUBJECT = 0.78
_ANYWHERE = 0.85


class Nearest:
    """What stands nearest to one anchor, worked out once for each literal, however many patterns have it."""

    def __init__(self, text: Text, anchor: Mention) -> None:
        self.text = text
        self.anchor = anchor
        self._found: dict[tuple[int, Scope], tuple[Mention | None, float]] = {}

    def find(self, literal: Literal, scope: Scope, taken: Sequence[Mention]) -> tuple[Mention | None, float]:
        """Return the mention that satisfies a literal and stands nearest, if near enough, and how near.

        None does for two literals; the anchor is the first of those ``taken``. Literals are told apart by identity.
        """
        key = (id(literal), scope)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = _nearest(self.text, self.anchor, literal, scope, taken[:1])
        best = found[0]
        if best is not None and _is_among(best, taken):
            return _nearest(self.text, self.anchor, literal, scope, taken)
        return found


def _nearest(
    text: Text, anchor: Mention, literal: Literal, scope: Scope, taken: Sequence[Mention]
) -> tuple[Mention | None, float]:
    """Return the mention that satisfies a literal and stands nearest, if near enough; none does for two literals."""
    best: Mention | None = None
    closest = ENOUGH - _LEAST
    everywhere = literal.anywhere or scope is Scope.TICKET or anchor.sentence < text.subject
    for choice in literal.choices:
        if choice.concept not in text.by_concept:
            continue
        for mention in _candidates(text, anchor, choice.concept, everywhere=everywhere):
            near = _nearness(text, anchor, mention, scope, anywhere=literal.anywhere)
            if near > closest and satisfies(mention, choice, anchor) and not _is_among(mention, taken):
                if near == 1.0:
                    return mention, near
                best, closest = mention, near
    return best, closest


def _is_among(mention: Mention, taken: Sequence[Mention]) -> bool:
    """Tell whether a mention is taken itself; another may be equal to it."""
    for one in taken:  # noqa: SIM110 - in a loop as tight as this one, a generator costs more than all else
        if one is mention:
            return True
    return False


def _candidates(text: Text, anchor: Mention, concept: str, *, everywhere: bool) -> Sequence[Mention]:
    """Return the mentions of a concept that can be near enough: a long text has many that cannot."""
    here = text.by_sentence(concept)
    found = here.get(anchor.sentence, [])
    if everywhere:
        return [*found, *text.by_concept[concept][:MOST]]
    for sentence in (anchor.sentence - 1, *range(min(text.subject, MOST))):
        if near := here.get(sentence):
            found = [*found, *near]
    return found


def satisfies(mention: Mention, choice: Choice, anchor: Mention) -> bool:
    """Tell whether a mention is one of those that a choice of a literal names, but for nearness."""
    if choice.negative is not None and mention.negative is not choice.negative:
        return False
    if choice.order and (mention.first > anchor.first) is not (choice.order > 0):
        return False
    return not (choice.head and mention.modifies)


def _nearness(text: Text, anchor: Mention, mention: Mention, scope: Scope, *, anywhere: bool) -> float:
    if mention.clause == anchor.clause:
        return 1.0 if abs(mention.first - anchor.first) <= _FAR else _FAR_APART
    if scope is Scope.CLAUSE:
        return 0.0
    if mention.sentence == anchor.sentence:
        return _SAME_SENTENCE if abs(mention.first - anchor.first) <= _FAR else _FAR_APART
    if anywhere or scope is Scope.TICKET:
        return _ANYWHERE
    if scope is Scope.SENTENCE:
        return 0.0
    if (mention.sentence < text.subject) != (anchor.sentence < text.subject):
        return _SUBJECT
    apart = anchor.sentence - mention.sentence
    steps = _BEFORE if apart > 0 else _AFTER
    return steps[abs(apart) - 1] if abs(apart) <= len(steps) else _ELSEWHERE
