"""Resolution: which of the symptoms that a ticket describes are over by its own words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Sequence
from operator import attrgetter

from oceandx.intake.matching import Match
from oceandx.intake.mention import MENDED, MENDS, Mention
from oceandx.intake.text import Text
from oceandx.model.recognition import COMPLAINT, ConceptKind

_RESOLVED, _CLOSED = "resolved", "closed"
_AGAIN = "again"
_NONE: frozenset[str] = frozenset()


def is_over(text: Text) -> bool:
    """Tell whether the ticket says that something is resolved."""
    return any(
        _says_resolved(mention) for concept in (_RESOLVED, _CLOSED) for mention in text.by_concept.get(concept, ())
    )


def part(text: Text, matches: Sequence[Match[str]]) -> tuple[list[Match[str]], list[Match[str]]]:
    """Return the matches that are present and those that are over.

    "It works now" ends all that stands before it, but only the complaint of its own sentence where there is one; "the
    reminders go out now" ends only what is about reminders. "You can close this" ends all up to the end of its sentence
    ("never mind my message about the bookings"). What is over is so wherever it was said before. "She fixed our sync
    problem" ends only that.
    """
    closings = [mention for mention in text.by_concept.get(_CLOSED, ()) if _says_resolved(mention)]
    closed = max((mention.sentence for mention in closings), default=-1)
    ended = {match.says for match in matches if all(mention.sentence <= closed for mention in match.mentions)}
    gone = {
        id(match)
        for match in matches
        if match.says in ended and any(mention.sentence <= closed for mention in match.mentions)
    }
    places = [_place(match.mentions[0]) for match in matches]
    seen: set[tuple[str, int, frozenset[str], int]] = set()
    for at, topics in _ends(text, _complaining(matches)) if matches else ():
        before = matches[: bisect_right(places, _place(at))]
        # However often it is said that it works, what was said before is over once.
        same = (at.concept, at.sentence, topics, len(before))
        if same in seen:
            continue
        seen.add(same)
        about = [match for match in before if not topics or _is_about(match, topics)]
        if at.concept == _RESOLVED:
            own = [match for match in before if match.mentions[0].sentence == at.sentence]
            symptoms = {match.says for match in own or about}
            about = [match for match in before if match.says in symptoms]
        gone.update(map(id, about))
    mended = [mention for mention in text.by_concept.get(MENDED, ()) if _says_resolved(mention)]
    gone.update(id(match) for match in matches if any(_is_object(match.mentions[0], one) for one in mended))
    return [match for match in matches if id(match) not in gone], [match for match in matches if id(match) in gone]


def _is_object(anchor: Mention, at: Mention) -> bool:
    """Tell whether what is complained of is what a word right before it says to be mended."""
    return anchor.clause == at.clause and at.first < anchor.first < at.after + MENDS


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
    resolved = [mention for mention in text.by_concept.get(_RESOLVED, ()) if _says_resolved(mention)]
    again = text.by_concept.get(_AGAIN, ())
    if not (resolved or again):
        return []
    things = [mention for mention in text.mentions if mention.kind is ConceptKind.THING]
    in_clause, in_sentence = _concepts(things, attrgetter("clause")), _concepts(things, attrgetter("sentence"))
    ends = [(mention, in_clause.get(mention.clause, _NONE)) for mention in resolved]
    asserted = {m.clause for m in text.mentions if m.kind is ConceptKind.PREDICATE and not m.negative}
    asserted -= {mention.clause for mention in text.by_concept.get(COMPLAINT, ())}
    for mention in again:
        topics = in_sentence.get(mention.sentence, _NONE)
        # "They were late again": what comes again is the complaint.
        if mention.clause in complaining:
            continue
        if topics and mention.clause in asserted:
            ends.append((mention, topics))
    return ends


def _says_resolved(mention: Mention) -> bool:
    return not mention.negative and not mention.supposed


def _concepts(mentions: Sequence[Mention], part: Callable[[Mention], int]) -> dict[int, frozenset[str]]:
    """Return the concepts of mentions by the number of their clause or sentence."""
    found: dict[int, set[str]] = {}
    for mention in mentions:
        found.setdefault(part(mention), set()).add(mention.concept)
    return {number: frozenset(concepts) for number, concepts in found.items()}


def _is_about(match: Match[str], topics: frozenset[str]) -> bool:
    return any(mention.concept in topics for mention in match.mentions if mention.kind is ConceptKind.THING)
