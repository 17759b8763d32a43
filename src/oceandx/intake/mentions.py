"""Mentions: the concepts of a text, and how its clauses speak of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from oceandx.intake.clauses import Layout
from oceandx.intake.denial import deny, speaking
from oceandx.intake.ellipsis import elided
from oceandx.intake.mention import SPEAKERS, Mention, Signs, between
from oceandx.intake.phrases import Found, Sign
from oceandx.model.recognition import COMPLAINT, ConceptKind

_POSSESSED = 5
_GOVERNED = 4
"""As many words may stand between a thing and what it belongs to."""
_BESIDE = 2
"""As many words may stand between what joins two clauses, the subject of the second and its verb."""
Said = tuple[int, int, str, bool, bool, bool]
"""A phrase that says a concept: its first word, the one after its last, the concept, whether it says the opposite, and
with a negator of its own, and whether another stands within it."""
_THINGS = frozenset({ConceptKind.THING, ConceptKind.PERSON})
_NUMBER = "number"
_SIGNS = tuple(Sign)


def mentions_of(
    forms: Sequence[str],
    found: Sequence[Found],
    layout: Layout,
    kinds: Mapping[str, ConceptKind],
    general: Collection[str],
) -> list[Mention]:
    """Return the concepts of a text in order, each marked with how its clause speaks of it."""
    signs, said = sort(found)
    # "I worry that it is late": what is supposed goes on over the word that begins its clause.
    supposing = {item.after for item in signs[Sign.CONDITIONAL]}
    breaks = {item.first for item in signs[Sign.BREAK] if item.first not in supposing}
    clauses = clauses_of(len(forms), layout, breaks)
    joined = _joined(signs[Sign.JOIN], said, kinds, clauses)
    if joined:
        clauses = clauses_of(len(forms), layout, breaks | joined)
    sentences = layout.sentences
    dated = {place for item in signs[Sign.DATE] for place in (item.first, item.after)}
    mentions = [
        Mention(name, kinds[name], first, after, sentences[first], clauses[first], opposite, settled, denied)
        for first, after, name, opposite, settled, denied in said
        # "10 h 30", "Nov. 20": a day or an hour counts nothing.
        if name != _NUMBER or dated.isdisjoint((first, after))
    ]
    signs[Sign.NEGATOR] = speaking(signs, mentions)
    deny(mentions, signs, clauses)
    for mention in mentions:
        mention.negative = mention.opposite is not (mention.denied and not mention.settled)
    _suppose(mentions, signs, clauses)
    left_out = elided(mentions, signs, forms, layout, clauses)
    if left_out:
        mentions += left_out
        mentions.sort(key=_first)
    complaints = _complaints(mentions, signs, layout, clauses, general)
    if complaints:
        mentions += complaints
        mentions.sort(key=_first)
    _suppose(mentions, signs, clauses)
    _subordinate(mentions, forms, signs)
    relatives = {clauses[item.first] for item in signs[Sign.RELATIVE]}
    for mention in mentions if relatives else ():
        mention.relative = mention.clause in relatives
    for item in (*signs[Sign.PAIR], *_listed(signs[Sign.NOUN_NEGATOR], clauses, sentences)):
        near = between(mentions, item.after, item.after + _BESIDE + 1)
        for mention in near:
            mention.paired = mention.first == near[0].first
    return mentions


def _first(mention: Mention) -> int:
    return mention.first


def sort(found: Sequence[Found]) -> tuple[Signs, list[Said]]:
    """Return the signs of grammar and the concepts that phrases say in the language of their place."""
    signs: Signs = {sign: [] for sign in _SIGNS}
    said: list[Said] = []
    breaking = signs[Sign.BREAK]
    for item in found:
        first, after, meaning, denied = item
        for sign in meaning.signs:
            signs[sign].append(item)
        if meaning.breaks:
            breaking.append(item)
        for name, opposite, settled in meaning.concepts:
            said.append((first, after, name, opposite, settled and not denied, denied))
    return signs, said


def clauses_of(count: int, layout: Layout, breaks: set[int]) -> list[int]:
    """Return for each word the number of its clause; one begins after a mark and at each of ``breaks``."""
    clauses: list[int] = []
    for clause, (first, after) in enumerate(pairwise([*sorted(breaks.union(layout.parts)), count])):
        clauses += [clause] * (after - first)
    return clauses


def _joined(
    joins: Sequence[Found], said: Sequence[Said], kinds: Mapping[str, ConceptKind], clauses: Sequence[int]
) -> set[int]:
    """Return the words that join a clause with a subject and a verb of its own to another with a verb."""
    begun: set[int] = set()
    verbs: dict[int, int] = {}
    for first, _, name, *_ in said if joins else ():
        if kinds[name] is ConceptKind.PREDICATE:
            verbs.setdefault(clauses[first], first)
    told: dict[int, bool] = {}
    for item in joins:
        if verbs.get(clauses[item.first], item.first) < item.first and _acts(item, said, kinds, clauses, told):
            begun.add(item.first)
    return begun


def _acts(
    item: Found, said: Sequence[Said], kinds: Mapping[str, ConceptKind], clauses: Sequence[int], told: dict[int, bool]
) -> bool:
    """Tell whether a subject and its verb follow a word; ``told``: whether a verb follows a subject, once looked at."""
    subjects: list[int] = []
    place, acts = item.after, False
    for at in range(bisect_left(said, (item.first,)), len(said)):
        first, after, name, *_ = said[at]
        if clauses[first] != clauses[item.first] or first > place + _BESIDE:
            break
        kind = kinds[name]
        if kind in _THINGS or name in SPEAKERS:
            if at in told:
                acts = told[at]
                break
            subjects.append(at)
            place = after
        elif kind is ConceptKind.PREDICATE:
            acts = bool(subjects)
            break
    told.update(dict.fromkeys(subjects, acts))
    return acts


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


def _listed(items: Sequence[Found], clauses: Sequence[int], sentences: Sequence[int]) -> list[Found]:
    """Return what denies one thing after another in the clauses of a list: "no form, no picture"."""
    begun = [item for item in items if item.first == 0 or clauses[item.first - 1] != clauses[item.first]]
    listed: dict[int, Found] = {}
    for one, two in pairwise(begun):
        if sentences[one.first] == sentences[two.first] and clauses[two.first] - clauses[one.first] == 1:
            listed |= {one.first: one, two.first: two}
    return list(listed.values())


def _suppose(mentions: list[Mention], signs: Signs, clauses: Sequence[int]) -> None:
    supposed = {clauses[item.first]: item.first for item in signs[Sign.CONDITIONAL]}
    for mention in mentions if supposed else ():
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
