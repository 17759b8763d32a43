"""Subject: whether a ticket is about something else than the integration of Accuro and Ocean."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from oceandx.intake.matching import Match, Matcher, Text
from oceandx.model.recognition import Subject

EMPTY = "empty"
AUTOMATIC = "auto-reply"
_WORD, _PLAIN, _SURE = 1, 2, 3
"""The points of a sentence that only speaks of a kind, of one that is plainly about it, and of one that surely is."""


class Subjects:
    """What else tickets may be about."""

    def __init__(self, subjects: Sequence[Subject]) -> None:
        self._subjects = [subject for subject in subjects if subject.concept]
        self._plain = Matcher((subject.kind, pattern) for subject in subjects for pattern in subject.plainly)

    def elsewhere(self, text: Text) -> set[int]:
        """Return the clauses that speak of something else: of another EMR and not of this one, or of an invoice."""
        found: set[int] = set()
        for subject in self._subjects:
            if subject.unless or subject.owns:
                against = _clauses(text, subject.unless)
                found |= _clauses(text, (subject.concept,)) - against - _clauses(text, subject.passing)
        return found

    def kind_of(self, text: Text, claims: Sequence[Match[str]]) -> str:
        """Return the kind of a ticket that is about something else, or nothing.

        A sentence that speaks of a kind's concept counts one point, one that is plainly about it more, and in the
        subject line each twice; what is said in passing counts nothing. A kind with no more points than a concept that
        speaks against it is none. ``claims``: the symptoms that were recognised. Those in a sentence that is plainly
        about the kind are its own; any other takes from its sentence what that says of the kind in another clause.
        """
        plain: dict[str, list[Match[str]]] = {}
        for match in self._plain.match(text):
            plain.setdefault(match.says, []).append(match)
        best, most = "", 0
        for subject in self._subjects:
            points = self._points(text, subject, plain.get(subject.kind, ()), claims)
            # The surer a kind is by few points, the more each of them says.
            weight = points * 10 - subject.outweighs
            if points and (not best or weight > most):
                best, most = subject.kind, weight
        return best

    def _points(self, text: Text, subject: Subject, plain: Sequence[Match[str]], claims: Sequence[Match[str]]) -> int:
        """Return the points of a kind, or none where they are too few."""
        passing = _clauses(text, subject.passing)
        about = _sentences(text, subject.concept, passing)
        if not (about or plain):
            return 0
        plainly: dict[int, int] = {}
        for match in plain:
            sentence = match.mentions[0].sentence
            if match.mentions[0].clause not in passing:
                plainly[sentence] = max(plainly.get(sentence, 0), _PLAIN if match.pattern.weak else _SURE)
        others = [
            claim
            for claim in claims
            if plainly.keys().isdisjoint(m.sentence for m in claim.mentions)
            and not (subject.answers and claim.mentions[0].sentence < text.subject)
        ]
        for claim in others:
            sentence = claim.mentions[0].sentence
            if (
                sentence >= text.subject
                and not subject.unless
                and claim.mentions[0].clause not in about.get(sentence, ())
            ):
                about.pop(sentence, None)
        worth = dict.fromkeys(about, _WORD) | plainly
        points = _sum(worth, text.subject)
        if points < (subject.outweighs if others else subject.enough):
            return 0
        fine = _clauses(text, subject.fine)
        against = (_sum(dict.fromkeys(_sentences(text, name, fine), _WORD), text.subject) for name in subject.unless)
        return 0 if any(points <= most for most in against) else points


def _sum(worth: Mapping[int, int], subject: int) -> int:
    return sum(2 * points if sentence < subject else points for sentence, points in worth.items())


def _clauses(text: Text, concepts: Collection[str]) -> set[int]:
    """Return the clauses in which one of some concepts is affirmed."""
    return {m.clause for name in concepts for m in text.by_concept.get(name, ()) if not m.negative}


def _sentences(text: Text, concept: str, passing: Collection[int]) -> dict[int, set[int]]:
    """Return the sentences that affirm a concept, and in which clauses; what is said in ``passing`` is left out.

    The subject line names what the body tells: where that says it only in passing, it is left out as well.
    """
    found: dict[int, set[int]] = {}
    in_passing = False
    for mention in text.by_concept.get(concept, ()):
        if mention.clause in passing:
            in_passing = True
        elif not mention.negative:
            found.setdefault(mention.sentence, set()).add(mention.clause)
    if in_passing and all(sentence < text.subject for sentence in found):
        return {}
    return found
