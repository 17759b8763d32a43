"""Subject: whether a ticket is about something else than the integration of Accuro and Ocean."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from oceandx.intake.matching import Match, Matcher
from oceandx.intake.mention import Mention
from oceandx.intake.text import Text
from oceandx.model.recognition import ConceptKind, Subject

EMPTY = "empty"
AUTOMATIC = "auto-reply"
_WORD, _PLAIN, _SURE = 1, 2, 3
"""The points of a sentence that only speaks of a kind, of one that is plainly about it, and of one that surely is."""

_GOVERNS = 3
"""As many words after what governs a kind may begin what is said of it: "since the new printer"."""


class Subjects:
    """What else tickets may be about."""

    def __init__(self, subjects: Sequence[Subject], ours: Collection[str] = (), raised: Collection[str] = ()) -> None:
        """``ours``: the concepts of what is looked after; ``raised``: those that bring up the matter itself."""
        self._raised = tuple(raised)
        self._ours = frozenset(ours)
        self._subjects = [subject for subject in subjects if subject.concept]
        self._plain = Matcher((subject.kind, pattern) for subject in subjects for pattern in subject.plainly)

    def apart(self, kind: str, text: Text, claims: Sequence[Match[str]]) -> list[Match[str]]:
        """Return the symptoms that a ticket of a kind may tell besides: none that its own thing may be the cause of."""
        subject = next((each for each in self._subjects if each.kind == kind), None)
        if subject is None or subject.unless:
            return []
        causes = {m.sentence for m in _affirmed(text, subject.concept)} if subject.causes else frozenset()
        return [claim for claim in claims if claim.mentions[0].sentence not in causes]

    def elsewhere(self, text: Text) -> set[int]:
        """Return the clauses that speak of something else: of another EMR and not of this one, or of an invoice."""
        found: set[int] = set()
        for subject in self._subjects:
            if subject.unless or subject.owns:
                against = _clauses(text, subject.unless)
                found |= _clauses(text, (subject.concept,)) - against - _clauses(text, subject.passing)
        return found

    def kind_of(self, text: Text, claims: Sequence[Match[str]], *, closed: bool = False) -> str:
        """Return the kind of a ticket that is about something else, or nothing.

        A sentence that speaks of a kind's concept counts one point, one that is plainly about it more, and in the
        subject line each twice; what is said in passing counts nothing. A kind with no more points than a concept that
        speaks against it is none. ``claims``: the symptoms that were recognised. Those in a sentence that is plainly
        about the kind are its own; any other takes from its sentence what that says of the kind in another clause.
        Where something of ours fails, though no symptom is recognised in it, only to speak of a kind is not enough.
        ``closed``: whether the ticket asks to be closed, so that a kind which yields is none.
        """
        plain: dict[str, list[Match[str]]] = {}
        for match in self._plain.match(text):
            plain.setdefault(match.says, []).append(match)
        raised = {mention.sentence for name in self._raised for mention in _affirmed(text, name)}
        if any(claim.mentions[0].sentence in raised for claim in claims):
            return ""
        ailing = self._ailing(text)
        best, most = "", 0
        for subject in self._subjects:
            if closed and subject.yields:
                continue
            points = self._points(text, subject, plain.get(subject.kind, ()), claims, ailing)
            # The surer a kind is by few points, the more each of them says.
            weight = points * 10 - subject.outweighs
            if points and (not best or weight > most):
                best, most = subject.kind, weight
        return best

    def _ailing(self, text: Text) -> dict[int, int]:
        """Return the clauses that say of something of ours that it fails, each with its sentence."""
        ours = {mention.clause for mention in text.mentions if mention.concept in self._ours}
        return {
            mention.clause: mention.sentence
            for mention in text.mentions
            if mention.clause in ours
            and mention.kind is ConceptKind.PREDICATE
            and mention.negative
            and not mention.supposed
        }

    def _speaks_of_ours(self, text: Text) -> bool:
        """Tell whether the body does."""
        return any(mention.concept in self._ours and mention.sentence >= text.subject for mention in text.mentions)

    def _points(
        self,
        text: Text,
        subject: Subject,
        plain: Sequence[Match[str]],
        claims: Sequence[Match[str]],
        ailing: Mapping[int, int],
    ) -> int:
        """Return the points of a kind, or none where they are too few."""
        if not plain and subject.concept not in text.by_concept:
            return 0
        passing = _Passing(text, subject, self._ours)
        about = _sentences(text, subject.concept, passing)
        plainly = _plainly(text, plain, passing)
        if not (about or plainly):
            return 0
        beside = {mention.sentence for name in subject.beside for mention in _affirmed(text, name)}
        others = [
            claim
            for claim in claims
            if not _belongs(claim, plainly)
            and claim.mentions[0].sentence not in beside
            and not (subject.answers and claim.mentions[0].sentence < text.subject)
        ]
        of_kind = {clause for clauses in about.values() for clause in clauses}
        ails = not subject.unless and any(
            clause not in of_kind and sentence not in plainly and not (subject.answers and sentence < text.subject)
            for clause, sentence in ailing.items()
        )
        for claim in others:
            sentence = claim.mentions[0].sentence
            if (
                sentence >= text.subject
                and not subject.unless
                and claim.mentions[0].clause not in about.get(sentence, ())
            ):
                about.pop(sentence, None)
        worth = dict.fromkeys(about, _WORD) | plainly
        by_body = subject.unless or subject.answers or max(worth, default=text.subject) >= text.subject
        troubled = others or ails or (not plainly and self._speaks_of_ours(text))
        if troubled and not by_body and _SURE not in plainly.values():
            # A subject line that the body does not take up says little where that tells a trouble, or speaks of ours.
            return 0
        points = _sum(worth, text.subject)
        if points < (subject.outweighs if others or (ails and not plainly) else subject.enough):
            return 0
        fine = _clauses(text, subject.fine)
        against = (
            _sum({m.sentence: _WORD for m in _affirmed(text, name) if m.clause not in fine}, text.subject)
            for name in subject.unless
        )
        return 0 if any(points <= most for most in against) else points


def _sum(worth: Mapping[int, int], subject: int) -> int:
    return sum(2 * points if sentence < subject else points for sentence, points in worth.items())


def _plainly(text: Text, plain: Sequence[Match[str]], passing: Callable[[Mention], bool]) -> dict[int, int]:
    """Return the points of the sentences that are plainly about a kind; what the body says in passing, as below."""
    found: dict[int, int] = {}
    in_passing = False
    for match in plain:
        anchor = match.mentions[0]
        if passing(anchor):
            in_passing = True
        else:
            found[anchor.sentence] = max(found.get(anchor.sentence, 0), _PLAIN if match.pattern.weak else _SURE)
    alone = in_passing and _SURE not in found.values() and all(sentence < text.subject for sentence in found)
    return {} if alone else found


def _belongs(claim: Match[str], plainly: Mapping[int, int]) -> bool:
    """Tell whether a claim is of the sentences that are plainly about a kind.

    One that takes words from there is, but for a verb that another sentence denies: "Our plan has reminders. None went
    out."
    """
    anchor = claim.mentions[0]
    worth = max((plainly.get(mention.sentence, 0) for mention in claim.mentions), default=0)
    return worth > (_PLAIN if anchor.negative and anchor.sentence not in plainly else 0)


class _Passing:
    """Tells whether a kind is only mentioned in passing: where such words stand, or it belongs to a thing of ours."""

    def __init__(self, text: Text, subject: Subject, ours: Collection[str]) -> None:
        self._clauses = _clauses(text, subject.passing)
        self._sentences = {mention.sentence for name in subject.voided for mention in _affirmed(text, name)}
        governing = [mention for name in subject.governed for mention in text.by_concept.get(name, ())]
        self._places = {mention.after + step for mention in governing for step in range(_GOVERNS)}
        # "The interview forms": a single word right before a thing of ours belongs to it.
        if not subject.unless:
            heads = {m.first for m in text.mentions if m.concept in ours and m.kind is ConceptKind.THING}
            words = text.by_concept.get(subject.concept, ())
            self._places |= {mention.first for mention in words if mention.first + 1 == mention.after in heads}

    def __call__(self, mention: Mention) -> bool:
        return mention.clause in self._clauses or mention.sentence in self._sentences or mention.first in self._places


def _affirmed(text: Text, concept: str) -> Iterator[Mention]:
    return (mention for mention in text.by_concept.get(concept, ()) if not mention.negative)


def _clauses(text: Text, concepts: Collection[str]) -> set[int]:
    """Return the clauses in which one of some concepts is affirmed."""
    return {mention.clause for name in concepts for mention in _affirmed(text, name)}


def _sentences(text: Text, concept: str, passing: Callable[[Mention], bool]) -> dict[int, set[int]]:
    """Return the sentences that affirm a concept, and in which clauses; what is said in ``passing`` is left out.

    The subject line names what the body tells: where that says it only in passing, it is left out as well.
    """
    found: dict[int, set[int]] = {}
    in_passing = False
    for mention in text.by_concept.get(concept, ()):
        if passing(mention):
            in_passing = True
        elif not mention.negative:
            found.setdefault(mention.sentence, set()).add(mention.clause)
    if in_passing and all(sentence < text.subject for sentence in found):
        return {}
    return found
