"""Reach: which literals of patterns the mentions of a text satisfy, near each place, as bits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from oceandx.intake.mention import Mention
from oceandx.model.recognition import Literal

Spoken = tuple[str, bool]
"""A concept, and whether the text says that it is not so."""


def spoken_of(literal: Literal) -> frozenset[Spoken]:
    """Return what satisfies a literal, as far as concepts and denial go."""
    return frozenset(
        (choice.concept, negative)
        for choice in literal.choices
        for negative in (False, True)
        if choice.negative is None or choice.negative is negative
    )


class Reach:
    """What mentions satisfy in each clause, and near each sentence: there, before it, and in the subject line.

    ``spoken``: what each mention says; ``satisfied``: the bits of the literals that this satisfies. It never says less
    than matching takes for near.
    """

    def __init__(
        self, mentions: Sequence[Mention], spoken: Sequence[Spoken], subject: int, satisfied: Mapping[Spoken, int]
    ) -> None:
        self.clauses: dict[int, int] = {}
        self.sentences: dict[int, int] = {}
        self._subject = subject
        self.everywhere = self._in_subject = 0
        clauses: dict[tuple[int, int], int] = {}
        for mention, one in zip(mentions, spoken, strict=True):
            bits = satisfied.get(one)
            if bits:
                here = mention.sentence, mention.clause
                clauses[here] = clauses.get(here, 0) | bits
        for (sentence, clause), bits in clauses.items():
            self.clauses[clause] = self.clauses.get(clause, 0) | bits
            self.sentences[sentence] = self.sentences.get(sentence, 0) | bits
        for sentence, bits in self.sentences.items():
            self.everywhere |= bits
            if sentence < subject:
                self._in_subject |= bits

    def near(self, sentence: int) -> int:
        """Return what is satisfied near enough to a sentence."""
        if sentence < self._subject:
            return self.everywhere
        return self.sentences.get(sentence, 0) | self.sentences.get(sentence - 1, 0) | self._in_subject
