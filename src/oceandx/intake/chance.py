"""Chance: in a long ticket words meet that nobody put together, and they tell a second symptom of nothing."""

from __future__ import annotations

from collections.abc import Sequence

from oceandx.intake.matching import Match
from oceandx.intake.text import Text

_LONG, _LONGER = 80, 95
"""From as many words and marks on a ticket is long: what a vague pattern tells is chance, and of two clauses."""
_FIRM = 4
"""A symptom that so many patterns tell is told firmly."""
_FEW = 2


def without_chance(matches: Sequence[Match[str]], text: Text) -> list[Match[str]]:
    """Return the matches but for those of symptoms that a long ticket tells by chance, beside one told firmly.

    Held against the development tickets, what only a vague pattern tells there ("the kiosk", "a problem") was right in
    two cases of eighteen; what one or two patterns tell with words of several clauses, one of them a clause that tells
    the firm one, in eight of twenty-eight.
    """
    length = text.mentions[-1].after if matches else 0
    if length < _LONG:
        return list(matches)
    told: dict[str, list[Match[str]]] = {}
    for match in matches:
        told.setdefault(match.says, []).append(match)
    counts = {says: len(patterns(own)) for says, own in told.items()}
    firm = {says for says, count in counts.items() if count >= _FIRM}
    spoken = {mention.clause for says in firm for match in told[says] for mention in match.mentions}

    def is_chance(says: str) -> bool:
        own = told[says]
        if all(match.pattern.weak for match in own):
            return True
        if length < _LONGER or counts[says] > _FEW or any(match.nearness == 1 for match in own):
            return False
        return any(mention.clause in spoken for match in own for mention in match.mentions)

    chance = {says for says in told if says not in firm and firm and is_chance(says)}
    return [match for match in matches if match.says not in chance]


def patterns(matches: Sequence[Match[str]]) -> set[int]:
    """Return the patterns of matches, by identity."""
    return {id(match.pattern) for match in matches}
