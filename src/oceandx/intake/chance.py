"""Chance: in a long ticket words meet that nobody put together, and they tell a second symptom of nothing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from oceandx.intake.matching import Match
from oceandx.intake.text import Text

_LONG, _LONGER, _LONGEST = 80, 95, 105
"""From as many words and marks on a ticket is long: what a vague pattern tells is chance, then what is of two clauses
with one that tells another symptom, then what is of two sentences."""
_FIRM, _BETTER, _FEW = 4, 3, 2
"""A symptom that so many patterns tell is told firmly, better than another, or hardly."""
_OF_SENTENCES = 0.9
"""What takes words from another sentence is told less well than this."""


def without_chance(matches: Sequence[Match[str]], text: Text, others: Sequence[int]) -> list[Match[str]]:
    """Return the matches but for those of symptoms that a long ticket tells by chance, beside one that it tells well.

    Held against the development tickets of 75 words and more, what only a vague pattern tells ("the kiosk", "a
    problem") was right in four cases of twenty-seven; of those of 90 words and more, what one or two patterns tell with
    words of several sentences in five of twenty-one. ``others``: the words at which another matter begins.
    """
    length = text.mentions[-1].after if matches else 0
    if length < _LONG:
        return list(matches)
    told: dict[str, list[Match[str]]] = {}
    for match in matches:
        told.setdefault(match.says, []).append(match)
    counts = {says: len(patterns(own)) for says, own in told.items()}
    nearest = {says: max(match.nearness for match in own) for says, own in told.items()}
    vague = {says for says, own in told.items() if all(match.pattern.weak for match in own)}
    firm = {says for says, count in counts.items() if count >= _FIRM}
    spoken = {mention.clause for says in firm for match in told[says] for mention in match.mentions}

    def is_chance(says: str) -> bool:
        beside = told.keys() - {says}
        if says in vague:
            return bool(beside - vague)
        if length < _LONGER or counts[says] > _FEW or nearest[says] == 1:
            return False
        if firm and any(mention.clause in spoken for match in told[says] for mention in match.mentions):
            return True
        better = [other for other in beside if counts[other] >= _BETTER or nearest[other] == 1]
        if length < _LONGEST or nearest[says] >= _OF_SENTENCES:
            return False
        matters = {bisect_right(others, match.mentions[0].first) for other in better for match in told[other]}
        return any(bisect_right(others, match.mentions[0].first) in matters for match in told[says])

    chance = {says for says in told if is_chance(says)}
    return [match for match in matches if match.says not in chance]


def patterns(matches: Sequence[Match[str]]) -> set[int]:
    """Return the patterns of matches, by identity."""
    return {id(match.pattern) for match in matches}
