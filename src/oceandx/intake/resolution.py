"""Resolution: which of the symptoms that a ticket describes are over by its own words."""

from __future__ import annotations

from collections.abc import Sequence

from oceandx.intake.matching import Match, Text
from oceandx.intake.mention import Mention
from oceandx.model.recognition import COMPLAINT, ConceptKind

_RESOLVED = "resolved"
_AGAIN = "again"


def is_over(text: Text) -> bool:
    """Tell whether the ticket says that something is resolved."""
    return any(_says_resolved(mention) for mention in text.by_concept.get(_RESOLVED, ()))


def part(text: Text, matches: Sequence[Match[str]]) -> tuple[list[Match[str]], list[Match[str]]]:
    """Return the matches that are present and those that are over.

    "It works now" ends what stands before it; "the reminders go out again" only what is about reminders.
    """
    ends = _ends(text)
    over = [match for match in matches if any(_ended(match, at, topics) for at, topics in ends)]
    gone = set(map(id, over))
    return [match for match in matches if id(match) not in gone], over


def _ends(text: Text) -> list[tuple[Mention, frozenset[str]]]:
    ends = [
        (mention, _topics(text, mention)) for mention in text.by_concept.get(_RESOLVED, ()) if _says_resolved(mention)
    ]
    denying = {mention.clause for mention in text.by_concept.get(COMPLAINT, ())}
    for mention in text.by_concept.get(_AGAIN, ()):
        topics = _topics(text, mention)
        if topics and mention.clause not in denying and _asserts(text, mention.clause):
            ends.append((mention, topics))
    return ends


def _says_resolved(mention: Mention) -> bool:
    return not mention.negative and not mention.supposed


def _asserts(text: Text, clause: int) -> bool:
    return any(
        mention.clause == clause and mention.kind is ConceptKind.PREDICATE and not mention.negative
        for mention in text.mentions
    )


def _topics(text: Text, mention: Mention) -> frozenset[str]:
    return frozenset(
        other.concept
        for other in text.mentions
        if other.sentence == mention.sentence and other.kind is ConceptKind.THING
    )


def _ended(match: Match[str], at: Mention, topics: frozenset[str]) -> bool:
    anchor = match.mentions[0]
    if (anchor.sentence, anchor.first) > (at.sentence, at.first):
        return False
    return not topics or any(
        mention.concept in topics for mention in match.mentions if mention.kind is ConceptKind.THING
    )
