"""Subject: whether a ticket is about something else than the integration of Accuro and Ocean."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from oceandx.intake.matching import Text
from oceandx.model.recognition import Subject

EMPTY = "empty"
AUTOMATIC = "auto-reply"


def out_of_scope(text: Text, subjects: Sequence[Subject], *, recognised: bool) -> str:
    """Return the kind of a ticket that is about something else, or nothing.

    A sentence that speaks of a kind's concept counts one point, in the subject line two; a kind with no more points
    than a concept that speaks against it is none. ``recognised``: whether symptoms were.
    """
    best, most = "", 0
    for subject in subjects:
        if not subject.concept:
            continue
        points = _points(text, subject.concept)
        if any(_points(text, concept, beside=subject.fine) >= points for concept in subject.unless):
            continue
        needed = subject.outweighs if recognised else subject.enough
        # The surer a kind is by few points, the more each of them says.
        weight = points * 10 - subject.outweighs
        if points >= needed and (not best or weight > most):
            best, most = subject.kind, weight
    return best


def elsewhere(text: Text, subjects: Sequence[Subject]) -> set[int]:
    """Return the clauses that speak of something else: of another EMR and not of this one, or of an invoice."""
    found: set[int] = set()
    for subject in subjects:
        if subject.unless or subject.owns:
            against = {m.clause for name in subject.unless for m in text.by_concept.get(name, ()) if not m.negative}
            about = {m.clause for m in text.by_concept.get(subject.concept, ()) if not m.negative}
            found |= about - against
    return found


def _points(text: Text, concept: str, beside: Collection[str] = ()) -> int:
    """Return the points of a concept, but for the clauses in which one of those ``beside`` it is affirmed."""
    fine = {m.clause for name in beside for m in text.by_concept.get(name, ()) if not m.negative}
    sentences = {
        mention.sentence
        for mention in text.by_concept.get(concept, ())
        if not mention.negative and mention.clause not in fine
    }
    return sum(2 if sentence < text.subject else 1 for sentence in sentences)
