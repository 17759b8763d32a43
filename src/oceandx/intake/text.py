"""The mentions of one ticket, by what they speak of and by where they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from oceandx.intake.mention import Mention
from oceandx.intake.reach import Spoken
from oceandx.intake.turns import ADDED
from oceandx.model.recognition import ConceptKind

MOST = 40
"""As many mentions of a concept are looked at in a sentence, and in a ticket: nobody complains of more."""


class Text:
    """The mentions of one ticket, by concept; ``subject`` is the number of its sentences that are the subject line."""

    def __init__(self, mentions: Sequence[Mention], subject: int) -> None:
        self.mentions = mentions
        self.subject = subject
        self.spoken: list[Spoken] = [(mention.concept, mention.negative) for mention in mentions]
        """What each mention says."""
        self.by_concept: dict[str, list[Mention]] = {}
        self._by_sentence: dict[str, dict[int, list[Mention]]] = {}
        for mention in mentions:
            known = self.by_concept.get(mention.concept)
            if known is None:
                self.by_concept[mention.concept] = [mention]
            else:
                known.append(mention)

    def by_sentence(self, concept: str) -> Mapping[int, list[Mention]]:
        """Return the mentions of a concept by the number of their sentence, as many as are looked at."""
        known = self._by_sentence.get(concept)
        if known is None:
            known = self._by_sentence[concept] = {}
            for mention in self.by_concept.get(concept, ()):
                here = known.setdefault(mention.sentence, [])
                if len(here) < MOST:
                    here.append(mention)
        return known

    @cached_property
    def things(self) -> Mapping[int, list[Mention]]:
        """The things at the head of their groups, by the number of their sentence."""
        things: dict[int, list[Mention]] = {}
        for mention in self.mentions:
            if mention.kind is ConceptKind.THING and not mention.modifies:
                things.setdefault(mention.sentence, []).append(mention)
        return things

    @cached_property
    def telling_clauses(self) -> frozenset[int]:
        """The clauses that tell something of what they name."""
        return frozenset(m.clause for m in self.mentions if m.kind is ConceptKind.PREDICATE)

    @cached_property
    def fine_clauses(self) -> frozenset[int]:
        """The clauses that affirm something and deny nothing: what they speak of is not what is complained of."""
        affirmed = {m.clause for m in self.mentions if m.kind is ConceptKind.PREDICATE and not m.negative}
        return frozenset(affirmed - self.denying_clauses)

    @cached_property
    def denying_clauses(self) -> frozenset[int]:
        """The clauses that deny something."""
        return frozenset(m.clause for m in self.mentions if m.negative)

    @cached_property
    def additions(self) -> Sequence[int]:
        """The words that open a clause and add it to what was said before it."""
        opening: dict[int, int] = {}
        for mention in self.mentions:
            opening.setdefault(mention.clause, mention.first)
        return [mention.first for mention in self.by_concept.get(ADDED, ()) if mention.first == opening[mention.clause]]
