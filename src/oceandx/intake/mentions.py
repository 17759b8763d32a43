"""Mentions: the concepts of a text, and how its clauses speak of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from oceandx.intake.clauses import Layout
from oceandx.intake.lexicon import Found, Sign
from oceandx.model.recognition import COMPLAINT, ConceptKind

_REACH = 9
"""As many words after a negator may be denied by it."""
_BACK = 5
"""As many words before a French « pas » may be denied by it."""
_NOUN_REACH = 4
_POSSESSED = 5
_GOVERNED = 4
"""As many words may stand between a thing and what it belongs to."""
_CONTRASTED = 4
"""As many clauses back the verb is looked for that a clause leaves out."""
_NONE = -1
_TELLING = 5
"""A single word of this length is understood in a sentence of either language; shorter ones mean too many things."""
_THINGS = frozenset({ConceptKind.THING, ConceptKind.PERSON})
_PREDICATES = frozenset({ConceptKind.PREDICATE})
_NAMED = frozenset({ConceptKind.THING, ConceptKind.PLACE})


@dataclass(slots=True)
class Mention:
    """A concept in a text: its words (numbers; ``after`` excluded), and how its clause speaks of it.

    ``opposite`` is whether the words say the opposite of the concept, ``settled`` whether with a negator of their own,
    ``denied`` whether another reaches them,
    ``negative`` whether, all told, the text says that it is not so; ``supposed`` whether the clause only supposes it,
    ``modifies`` whether another thing is at the head of its group (the provider in "the provider's bookings");
    ``amount`` is how many, where the concept is a unit.
    """

    concept: str
    kind: ConceptKind
    first: int
    after: int
    sentence: int
    clause: int
    opposite: bool
    settled: bool = False
    denied: bool = False
    negative: bool = False
    supposed: bool = False
    modifies: bool = False
    amount: Fraction | None = None


Signs = dict[Sign, list[Found]]


def mentions_of(
    forms: Sequence[str],
    found: Sequence[Found],
    layout: Layout,
    kinds: Mapping[str, ConceptKind],
    general: Collection[str],
) -> list[Mention]:
    """Return the concepts of a text in order, each marked with how its clause speaks of it."""
    signs, said = sort(forms, found, layout)
    clauses = clauses_of(len(forms), layout, {item.first for item in signs[Sign.BREAK]})
    sentences = layout.sentences
    mentions = [
        Mention(name, kinds[name], first, after, sentences[first], clauses[first], opposite, settled, denied)
        for first, after, name, opposite, settled, denied in said
    ]
    _deny(mentions, signs, clauses)
    for mention in mentions:
        mention.negative = mention.opposite is not (mention.denied and not mention.settled)
    elided = _elided(mentions, signs[Sign.NEGATOR_ALONE], forms, layout, clauses)
    if elided:
        mentions += elided
        mentions.sort(key=_first)
    complaints = _complaints(mentions, signs, layout, clauses, general)
    if complaints:
        mentions += complaints
        mentions.sort(key=_first)
    _suppose(mentions, signs, clauses)
    _subordinate(mentions, forms, signs)
    return mentions


def _first(mention: Mention) -> int:
    return mention.first


def sort(
    forms: Sequence[str], found: Sequence[Found], layout: Layout
) -> tuple[Signs, list[tuple[int, int, str, bool, bool, bool]]]:
    """Return the signs of grammar and the concepts that phrases say in the language of their place."""
    signs: Signs = {sign: [] for sign in Sign}
    said: list[tuple[int, int, str, bool, bool, bool]] = []
    sentences, languages = layout.sentences, layout.languages
    for item in found:
        first, after, entries, denied = item
        language = languages[sentences[first]]
        # A short word of the other language than its sentence's means too many things.
        telling = after - first > 1 or len(forms[first]) >= _TELLING
        names: set[str] = set()
        for sign, name, opposite, spoken, _, settled in entries:
            if sign is not Sign.CONCEPT:
                if spoken is language:
                    signs[sign].append(item)
            elif (telling or spoken is language) and name not in names:
                names.add(name)
                said.append((first, after, name, opposite, settled, denied))
    return signs, said


def clauses_of(count: int, layout: Layout, breaks: set[int]) -> list[int]:
    """Return for each word the number of its clause; one begins after a mark and at each of ``breaks``."""
    clauses: list[int] = []
    clause = -1
    parts = layout.parts
    for place in range(count):
        if place in parts or place in breaks:
            clause += 1
        clauses.append(clause)
    return clauses


def _deny(mentions: list[Mention], signs: Signs, clauses: Sequence[int]) -> None:
    if not (signs[Sign.NEGATOR] or signs[Sign.NEGATOR_AFTER] or signs[Sign.NOUN_NEGATOR]):
        return
    predicates = _by_clause(mentions, _PREDICATES)
    things = _by_clause(mentions, _THINGS)
    named = _by_clause(mentions, _NAMED)
    for item in signs[Sign.NEGATOR]:
        for mention in predicates.get(clauses[item.first], ()):
            if item.after <= mention.first <= item.after + _REACH:
                mention.denied = True
        # "not Accuro": what is named right after a negator is what the sentence is not about.
        for mention in named.get(clauses[item.first], ()):
            if mention.first == item.after:
                mention.denied = True
    for item in signs[Sign.NEGATOR_AFTER]:
        _deny_last([m for m in predicates.get(clauses[item.first], ()) if m.after <= item.first < m.after + _BACK])
    prepositions = {item.first for item in signs[Sign.PREPOSITION]}
    for item in signs[Sign.NOUN_NEGATOR]:
        reach = next(
            (p for p in range(item.after, item.after + _NOUN_REACH) if p in prepositions), item.after + _NOUN_REACH
        )
        _deny_first([m for m in things.get(clauses[item.first], ()) if item.after <= m.first < reach])


def _by_clause(mentions: Sequence[Mention], kinds: Collection[ConceptKind]) -> dict[int, list[Mention]]:
    grouped: dict[int, list[Mention]] = {}
    for mention in mentions:
        if mention.kind in kinds:
            grouped.setdefault(mention.clause, []).append(mention)
    return grouped


def _deny_last(mentions: Sequence[Mention]) -> None:
    for mention in mentions:
        if mention.first == mentions[-1].first:
            mention.denied = True


def _deny_first(mentions: Sequence[Mention]) -> None:
    """Deny the first thing and those that stand right beside it: "no reminder e-mails"."""
    last: Mention | None = None
    for mention in mentions:
        if last is not None and mention.first > last.after:
            return
        mention.denied = True
        last = mention


def _elided(
    mentions: Sequence[Mention],
    alone: Sequence[Found],
    forms: Sequence[str],
    layout: Layout,
    clauses: Sequence[int],
) -> list[Mention]:
    """Return, denied, what a clause without a verb leaves out: "the e-mails arrive, the texts don't"."""
    if not alone:
        return []
    by_clause = _by_clause(mentions, _PREDICATES)
    inhabited = {mention.clause for mention in mentions if mention.kind not in _PREDICATES}
    known: set[int] = set()
    added: list[Mention] = []
    for item in alone:
        clause = clauses[item.first]
        if clause in by_clause or clause in known:
            continue
        spoken = _subject_clause(item, forms, clauses, layout, by_clause)
        if spoken not in inhabited:
            continue
        # "Not the texts" by itself may answer anything; "the texts, no" speaks of what was said before.
        reach = 0 if spoken == clause and item.first == _start(item, clauses) else 1
        known.add(clause)
        sentence = layout.sentences[item.first]
        earlier = next((c for c in range(spoken - 1, max(spoken - 1 - _CONTRASTED, -1), -1) if c in by_clause), None)
        added += [
            replace(
                said,
                first=item.first,
                after=item.after,
                sentence=sentence,
                clause=spoken,
                opposite=False,
                settled=False,
                denied=True,
                negative=True,
            )
            for said in (by_clause[earlier] if earlier is not None else ())
            if not said.supposed and sentence - said.sentence <= reach
        ]
    return added


def _subject_clause(
    item: Found,
    forms: Sequence[str],
    clauses: Sequence[int],
    layout: Layout,
    predicates: Collection[int],
) -> int:
    """Return the clause of which a negator alone speaks: its own, the one before if a mark parts them, or none."""
    clause, start = clauses[item.first], _start(item, clauses)
    ends = item.after >= len(clauses) or clauses[item.after] != clause or not forms[item.after].isalnum()
    if item.first > start:
        return clause if ends else _NONE
    if not ends:
        return clause
    before = start - 1
    while before >= 0 and not forms[before].isalnum():
        before -= 1
    same = before >= 0 and layout.sentences[before] == layout.sentences[item.first]
    return clauses[before] if same and clauses[before] not in predicates else _NONE


def _start(item: Found, clauses: Sequence[int]) -> int:
    place = item.first
    while place > 0 and clauses[place - 1] == clauses[item.first]:
        place -= 1
    return place


def _complaints(
    mentions: Sequence[Mention], signs: Signs, layout: Layout, clauses: Sequence[int], general: Collection[str]
) -> list[Mention]:
    """Return one mention for each clause that says of anything that it is not so, whatever it is."""
    places: dict[int, tuple[int, int]] = {}
    fine = {mention.clause for mention in mentions if mention.opposite and not mention.negative}
    for mention in mentions:
        if mention.negative and (mention.denied or mention.concept in general):
            places.setdefault(mention.clause, (mention.first, mention.after))
    for item in (*signs[Sign.NEGATOR], *signs[Sign.NOUN_NEGATOR]):
        places.setdefault(clauses[item.first], (item.first, item.after))
    return [
        Mention(
            COMPLAINT,
            ConceptKind.PREDICATE,
            first,
            after,
            layout.sentences[first],
            clause,
            opposite=True,
            negative=True,
        )
        for clause, (first, after) in places.items()
        if clause not in fine
    ]


def _suppose(mentions: list[Mention], signs: Signs, clauses: Sequence[int]) -> None:
    supposed = {clauses[item.first]: item.first for item in signs[Sign.CONDITIONAL]}
    for mention in mentions:
        start = supposed.get(mention.clause)
        if start is not None and mention.first > start:
            mention.supposed = True


def _subordinate(mentions: Sequence[Mention], forms: Sequence[str], signs: Signs) -> None:
    """Mark what only modifies another thing: "provider schedule", "the provider's bookings", "bookings of Dr. Roy"."""
    prepositions = {item.first for item in signs[Sign.PREPOSITION]}
    left: Mention | None = None
    for right in mentions:
        if right.kind not in _THINGS:
            continue
        if left is not None and left.clause == right.clause and right.first >= left.after:
            apart = right.first - left.after
            if apart == 0 or (apart <= _POSSESSED and "s" in forms[left.after : right.first]):
                left.modifies = True
            elif apart <= _GOVERNED and left.after in prepositions:
                right.modifies = True
        left = right
