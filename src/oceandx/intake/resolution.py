"""Resolution: which of the symptoms that a ticket describes are over by its own words."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from oceandx.intake.matching import Match, Text
from oceandx.intake.mention import Mention
from oceandx.model.recognition import COMPLAINT, ConceptKind

_RESOLVED, _CLOSED = "resolved", "closed"
_AGAIN = "again"


def is_over(text: Text) -> bool:
    """Tell whether the ticket says that something is resolved."""
    return any(
        _says_resolved(mention) for concept in (_RESOLVED, _CLOSED) for mention in text.by_concept.get(concept, ())
    )


def part(text: Text, matches: Sequence[Match[str]]) -> tuple[list[Match[str]], list[Match[str]]]:
    """Return the matches that are present and those that are over.

    "It works now" ends all that stands before it, but only the complaint of its own sentence where there is one; "the
    reminders go out now" ends only what is about reminders. "You can close this" ends all up to the end of its sentence
    ("never mind my message about the bookings"). What is over is so wherever it was said before.
    """
    closings = [mention for mention in text.by_concept.get(_CLOSED, ()) if _says_resolved(mention)]
    closed = max((mention.sentence for mention in closings), default=-1)
    ended = {match.says for match in matches if all(mention.sentence <= closed for mention in match.mentions)}
    gone = {
        id(match)
        for match in matches
        if match.says in ended and any(mention.sentence <= closed for mention in match.mentions)
    }
    for at, topics in _ends(text, _complaining(matches)):
        before = [match for match in matches if _place(match.mentions[0]) <= _place(at)]
        about = [match for match in before if not topics or _is_about(match, topics)]
        if at.concept == _RESOLVED:
            own = [match for match in before if match.mentions[0].sentence == at.sentence]
            symptoms = {match.says for match in own or about}
            about = [match for match in before if match.says in symptoms]
        gone.update(map(id, about))
    return [match for match in matches if id(match) not in gone], [match for match in matches if id(match) in gone]


def _place(mention: Mention) -> tuple[int, int]:
    return mention.sentence, mention.first


def _complaining(matches: Sequence[Match[str]]) -> set[int]:
    """Return the clauses that complain of something in a sentence that says all of it."""
    return {
        match.mentions[0].clause
        for match in matches
        if all(mention.sentence == match.mentions[0].sentence for mention in match.mentions)
    }


def _ends(text: Text, complaining: Collection[int]) -> list[tuple[Mention, frozenset[str]]]:
    ends = [
        (mention, frozenset(other.concept for other in _things(text, mention) if other.clause == mention.clause))
        for mention in text.by_concept.get(_RESOLVED, ())
        if _says_resolved(mention)
    ]
    denying = {mention.clause for mention in text.by_concept.get(COMPLAINT, ())}
    for mention in text.by_concept.get(_AGAIN, ()):
        topics = frozenset(other.concept for other in _things(text, mention))
        # "They were late again": what comes again is the complaint.
        if mention.clause in complaining:
            continue
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


def _things(text: Text, mention: Mention) -> list[Mention]:
    """Return the things that the sentence of a mention speaks of."""
    return [other for other in text.mentions if other.sentence == mention.sentence and other.kind is ConceptKind.THING]


def _is_about(match: Match[str], topics: frozenset[str]) -> bool:
    return any(mention.concept in topics for mention in match.mentions if mention.kind is ConceptKind.THING)
