"""Subject: whether a ticket is about something else than the integration of Accuro and Ocean."""

from __future__ import annotations

from collections.abc import Sequence

from oceandx.intake.matching import Text
from oceandx.model.recognition import Subject

EMPTY = "empty"
AUTOMATIC = "auto-reply"


def out_of_scope(text: Text, subjects: Sequence[Subject], *, recognised: bool) -> str:
    """Return the kind of a ticket that is about something else, or nothing.

    A sentence that speaks of a kind's concept counts one point, in the subject line two; ``recognised``: whether
    symptoms were.
    """
    best, most = "", 0
    for subject in subjects:
        if not subject.concept or any(concept in text.by_concept for concept in subject.unless):
            continue
        points = _points(text, subject.concept)
        needed = subject.outweighs if recognised else subject.enough
        # The surer a kind is by few points, the more each of them says.
        weight = points * 10 - subject.outweighs
        if points >= needed and (not best or weight > most):
            best, most = subject.kind, weight
    return best


def _points(text: Text, concept: str) -> int:
    sentences = {mention.sentence for mention in text.by_concept.get(concept, ()) if not mention.negative}
    return sum(2 if sentence < text.subject else 1 for sentence in sentences)
