"""Denial: which mentions a negator of their clause reaches, and which words that deny say nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from oceandx.intake.mention import MENDED, MENDS, Mention, Signs, between, by_clause, ended_within
from oceandx.intake.phrases import Found, Sign
from oceandx.model.recognition import ConceptKind

_REACH = 9
"""As many words after a negator may be denied by it."""
_BACK = 5
"""As many words before a French « pas » may be denied by it."""
_WITHIN = 3
"""Within as many words the « pas » of a « ne » follows."""
_NOUN_REACH = 4
_RELATIVE = 2
"""Within as many words after "who" stands what its subject does; what stands farther off may have another subject."""
_THINGS = frozenset({ConceptKind.THING, ConceptKind.PERSON})
_PREDICATES = frozenset({ConceptKind.PREDICATE})
_NAMED = frozenset({ConceptKind.THING, ConceptKind.PLACE})


def speaking(signs: Signs, mentions: Sequence[Mention]) -> list[Found]:
    """Return the negators but for those whose second word says nothing: « ce n'est pas un problème de synchro ».

    In « ça ne va pas plus loin » the second word is « pas », although « plus loin » says nothing.
    """
    void = {item.first for item in signs[Sign.VOID] if any(entry.settled for entry in item.meaning.entries)}
    if not void:
        return signs[Sign.NEGATOR]
    said = {mention.first for mention in mentions if mention.kind in _PREDICATES}
    said.update(item.first for item in signs[Sign.NEGATOR_AFTER])
    return [item for item in signs[Sign.NEGATOR] if not _is_void(item.after, void, said)]


def _is_void(after: int, void: Collection[int], said: Collection[int]) -> bool:
    """Tell whether, from ``after`` on, a void phrase comes before any predicate and second word."""
    for place in range(after, after + _WITHIN):
        if place in void or place in said:
            return place in void
    return False


def deny(mentions: list[Mention], signs: Signs, clauses: Sequence[int]) -> None:
    """Mark the mentions that a negator of their clause reaches."""
    if not (signs[Sign.NEGATOR] or signs[Sign.NEGATOR_AFTER] or signs[Sign.NOUN_NEGATOR]):
        return
    predicates = by_clause(mentions, _PREDICATES)
    things = by_clause(mentions, _THINGS)
    named = by_clause(mentions, _NAMED)
    breaks = {item.first for item in signs[Sign.BREAK]}
    for item in signs[Sign.NEGATOR]:
        _deny_relative(item.after, item, breaks, predicates, clauses)
        for mention in between(predicates.get(clauses[item.first], ()), item.after, item.after + _REACH + 1):
            mention.denied = True
        # "not Accuro": what is named right after a negator is what the sentence is not about.
        for mention in between(named.get(clauses[item.first], ()), item.after, item.after + 1):
            mention.denied = True
    # "You have not fixed our sync problem": what is not mended is still a trouble.
    for one in [mention for mention in mentions if mention.denied and mention.concept == MENDED]:
        for mention in between(predicates[one.clause], one.after, one.after + MENDS):
            mention.denied = mention.denied and not mention.opposite
    begun = {item.after: item.first for item in signs[Sign.NEGATOR]}
    for item in signs[Sign.NEGATOR_AFTER]:
        # « une erreur et ça ne va pas »: the « pas » of a « ne » denies nothing that stands farther off before that.
        first = next(
            (begun[place] for place in range(item.first - _WITHIN + 1, item.first) if place in begun), item.first
        )
        # « reçois pas de courriel »: what is denied of a thing is denied of what stands right before it.
        back = _BACK if item.after == item.first + 1 and first == item.first else 1
        _deny_last(ended_within(predicates.get(clauses[item.first], ()), first, back))
    _deny_nouns(signs, (predicates, things), breaks, clauses)


def _deny_nouns(
    signs: Signs,
    mentions: tuple[Mapping[int, list[Mention]], Mapping[int, list[Mention]]],
    breaks: Collection[int],
    clauses: Sequence[int],
) -> None:
    """Mark what is said of things that are denied themselves; ``mentions`` are predicates and things, by clause."""
    predicates, things = mentions
    prepositions = {item.first for item in signs[Sign.PREPOSITION]}
    denying = {item.first for item in signs[Sign.NEGATOR]}
    for item in signs[Sign.NOUN_NEGATOR]:
        reach = next(
            (p for p in range(item.after, item.after + _NOUN_REACH) if p in prepositions), item.after + _NOUN_REACH
        )
        denied = between(things.get(clauses[item.first], ()), item.after, reach)
        _deny_first(denied)
        if denied and item.first in denying:
            # "They send no messages": whoever does it to none does not do it; "they send any message" denies nothing.
            _deny_last(ended_within(predicates.get(clauses[item.first], ()), item.first, 1))
        if denied:
            _deny_relative(denied[-1].after, item, breaks, predicates, clauses)


def _deny_relative(
    place: int, item: Found, breaks: Collection[int], predicates: Mapping[int, list[Mention]], clauses: Sequence[int]
) -> None:
    """Deny what nobody does who is said not to be there: "there is not one patient who gets it"."""
    if place in breaks and clauses[item.first] not in predicates:
        _deny_first(between(predicates.get(clauses[place], ()), place, place + _RELATIVE + 1))


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
