"""Statements: the facts that a ticket states outright, not those that it asks, wishes, supposes or was advised."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import ceil

from oceandx.intake.clauses import Layout
from oceandx.intake.matching import Match, Matcher
from oceandx.intake.measures import MeasureReader
from oceandx.intake.mention import Mention, Signs, between, ended_within
from oceandx.intake.mentions import clauses_of, sort
from oceandx.intake.openings import Opening, every
from oceandx.intake.phrases import Found, Sign
from oceandx.intake.remembering import Remembering
from oceandx.intake.text import Text
from oceandx.intake.words import Words
from oceandx.model.case import Value
from oceandx.model.recognition import ConceptKind, Stated, Vocabulary

_REACH = 9
_BACK = 5
_NOUN_REACH = 4
"""How many words a negator may stand away, before and after, and what denies a noun; as for complaints."""
_ASKS = "?"
_NUMBERED = re.compile(r"([a-z]{5,})[0-9]+")


class StatementReader:
    """All that reading statements needs of the knowledge base, made once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.bare = Remembering(_unnumbered).__getitem__
        """What is read of a word: which of them "OceanAPI2231" is says nothing here."""
        self._measures = MeasureReader(vocabulary.measures)
        self._outright = _matcher(stated for stated in vocabulary.stated if not stated.about)
        self._about = {
            symptom: _matcher(stated for stated in vocabulary.stated if symptom in stated.about)
            for symptom in {name for stated in vocabulary.stated for name in stated.about}
        }

    def read(
        self,
        words: Words,
        openings: Sequence[Opening],
        found: Sequence[Found],
        layout: Layout,
        ticket: Text,
        symptoms: Collection[str],
    ) -> list[Match[Stated]]:
        """Return what words of a text state, in the order of the text: of its symptoms or of anything.

        ``openings``: where its phrases begin; the rest is what recognition found in it.
        """
        forms = words.forms
        signs = _signs(found)
        asides, said = sort(every(list(map(self.bare, forms)), openings))
        measures = self._measures.read(words)
        told = {name for _, _, name, *_ in said} | {measure.unit for measure in measures}
        told |= ticket.by_concept.keys()
        matchers = [self._outright, *(self._about[name] for name in sorted(symptoms) if name in self._about)]
        relevant = set().union(*(matcher.concepts_for(told) for matcher in matchers))
        if not relevant:
            return []
        clauses = clauses_of(len(forms), layout, {item.first for item in signs[Sign.BREAK]})
        sentences, kind = layout.sentences, ConceptKind.STATEMENT
        # How far « pas » reaches back is told by whatever stands before it; all else is judged by itself.
        together = {clauses[item.first] for item in asides[Sign.NEGATOR_AFTER]}
        statements = [
            Mention(name, kind, first, after, sentences[first], clauses[first], opposite, settled, denied)
            for first, after, name, opposite, settled, denied in said
            if name in relevant or clauses[first] in together
        ]
        _deny(statements, _meant(asides, signs[Sign.VOID]), signs, clauses)
        for mention in statements:
            mention.negative = mention.opposite is not (mention.denied and not mention.settled)
        measured = [
            Mention(
                unit, ConceptKind.CUE, first, after, sentences[first], clauses[first], opposite=False, amount=amount
            )
            for first, after, unit, amount in measures
            if unit in relevant
        ]
        # A thing tells what its clause is about, named by a pattern or not; other concepts would only cost time.
        telling = [
            mention
            for mention in (*ticket.mentions, *statements, *measured)
            if mention.concept in relevant or mention.kind is ConceptKind.THING
        ]
        open_from = _unsaid(forms, signs, asides, layout, clauses)
        mentions = [
            replace(mention, supposed=True) if mention.first > open_from.get(mention.clause, mention.first) else mention
            for mention in sorted(telling, key=_first)
        ]
        text = Text(mentions, ticket.subject)
        return sorted((match for matcher in matchers for match in matcher.match(text)), key=_anchored)


def facts_of(statements: Sequence[Match[Stated]], *, over: bool) -> list[Match[tuple[str, Value]]]:
    """Return the facts that are stated in a ticket; of one that is ``over``, those that last.

    What is said of a symptom yields to what says the same of anything.
    """
    lasting = [match for match in statements if match.says.lasting or not over]
    outright = {match.says.fact for match in lasting if not match.says.about}
    return [
        Match((match.says.fact, value), match.pattern, match.mentions, match.nearness, match.weight)
        for match in lasting
        if not match.says.about or match.says.fact not in outright
        if (value := _value(match)) is not None
    ]


def besides_settings(
    symptoms: list[Match[str]],
    facts: Sequence[Match[tuple[str, Value]]],
    unrelated: Mapping[str, Collection[str]],
) -> list[Match[str]]:
    """Return the symptoms, but for those told beside another one only by the words of a setting ``unrelated`` to them.

    "No schedule has moved. Accuro is not authorized": who looked has found a reason, and no second trouble.
    """
    if len({match.says for match in symptoms}) <= 1:
        return symptoms
    stated = [
        (
            fact.says[0],
            range(min(mention.first for mention in fact.mentions), max(mention.after for mention in fact.mentions)),
            {mention.clause for mention in fact.mentions},
        )
        for fact in facts
    ]

    def is_explained(match: Match[str]) -> bool:
        others, clause = unrelated.get(match.says, ()), match.mentions[0].clause
        return any(
            name in others and clause in clauses and any(mention.first in words for mention in match.mentions)
            for name, words, clauses in stated
        )

    own = {match.says for match in symptoms if not is_explained(match)}
    return [match for match in symptoms if match.says in own] if own else symptoms


def told_by(
    facts: Sequence[Match[tuple[str, Value]]],
    tellers: Mapping[str, Sequence[tuple[str, Collection[Value]]]],
    told: Collection[str],
) -> Iterator[Match[str]]:
    """Yield a match of each symptom, but for those ``told`` otherwise, that a fact tells: nobody else states it.

    ``tellers``: by fact, what it tells and by which values; none: by any.
    """
    for fact in facts:
        name, value = fact.says
        for symptom, values in tellers.get(name, ()):
            if symptom not in told and (not values or value in values):
                yield Match(symptom, fact.pattern, fact.mentions, fact.nearness, fact.weight)


def _matcher(entries: Iterable[Stated]) -> Matcher[Stated]:
    return Matcher((stated, pattern) for stated in entries for pattern in stated.patterns)


def _anchored(match: Match[Stated]) -> int:
    return match.mentions[0].first


def _first(mention: Mention) -> int:
    return mention.first


def _signs(found: Sequence[Found]) -> Signs:
    """Return the signs of grammar by which recognition parted the clauses of a text."""
    signs: Signs = {sign: [] for sign in (Sign.BREAK, Sign.CONDITIONAL, Sign.PREPOSITION, Sign.VOID)}
    for item in found:
        for sign in item.meaning.signs:
            if sign in signs:
                signs[sign].append(item)
    return signs


def _meant(asides: Signs, void: Sequence[Found]) -> Signs:
    """Return the negators, but for the words that only look like one in a phrase that says nothing: « en plus »."""
    held = {place for item in void for place in range(item.first + 1, item.after)}
    if not held:
        return asides
    return {
        sign: [item for item in items if not held.issuperset(range(item.first, item.after))]
        for sign, items in asides.items()
    }


def _unnumbered(form: str) -> str:
    """Return a word without its number."""
    numbered = _NUMBERED.fullmatch(form)
    return numbered[1] if numbered else form


def _value(match: Match[Stated]) -> Value | None:
    """Return the value of a fact that is stated, or None where its number is none that the fact can have."""
    stated = match.says
    if not stated.measure:
        return stated.value
    amount = next((m.amount for m in match.mentions if m.concept == stated.measure and m.amount is not None), None)
    if amount is None:
        return None
    if amount.denominator > 1 and not stated.rounded_up:
        return None
    number = ceil(amount)
    small = stated.least is not None and number < stated.least
    return None if small or (stated.most is not None and number > stated.most) else number


def _deny(statements: Sequence[Mention], negators: Signs, signs: Signs, clauses: Sequence[int]) -> None:
    """Mark what a negator denies: within reach, and in its clause."""
    by_clause: dict[int, list[Mention]] = {}
    for mention in statements:
        by_clause.setdefault(mention.clause, []).append(mention)
    prepositions = {item.first for item in signs[Sign.PREPOSITION]}
    denied: list[Mention] = []
    for item in negators[Sign.NEGATOR]:
        denied += between(by_clause.get(clauses[item.first], ()), item.after, item.after + _REACH + 1)
    for item in negators[Sign.NEGATOR_AFTER]:
        near = ended_within(by_clause.get(clauses[item.first], ()), item.first, _BACK)
        denied += [mention for mention in near if mention.after >= near[-1].first]
    for item in negators[Sign.NOUN_NEGATOR]:
        last = item.after + _NOUN_REACH
        last = next((place for place in range(item.after, last) if place in prepositions), last)
        denied += between(by_clause.get(clauses[item.first], ()), item.after, last)
    for mention in denied:
        mention.denied = True


def _unsaid(
    forms: Sequence[str], signs: Signs, asides: Signs, layout: Layout, clauses: Sequence[int]
) -> Mapping[int, int]:
    """Return the clauses in which nothing is stated, and after which word."""
    open_from: dict[int, int] = {}
    for item in (*signs[Sign.CONDITIONAL], *asides[Sign.UNSAID]):
        open_from.setdefault(clauses[item.first], item.first)
    granted = {layout.sentences[item.first] for item in asides[Sign.GRANTED]}
    return open_from | dict(_asked(forms, layout, clauses, granted))


def _asked(
    forms: Sequence[str], layout: Layout, clauses: Sequence[int], granted: Collection[int]
) -> Iterator[tuple[int, int]]:
    """Yield the clauses before a question mark, and the word before them."""
    for place, form in enumerate(forms):
        if form == _ASKS and place and layout.sentences[place] not in granted:
            yield clauses[place - 1], bisect_left(clauses, clauses[place - 1]) - 1
