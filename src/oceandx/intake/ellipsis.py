"""Ellipsis: what a clause without a verb leaves out and denies: "the e-mails arrive, the texts don't"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import replace

from oceandx.intake.clauses import Layout
from oceandx.intake.mention import Mention, Signs, by_clause
from oceandx.intake.phrases import Found, Sign
from oceandx.intake.turns import ADDED
from oceandx.model.recognition import ConceptKind

_CONTRASTED = 4
"""As many clauses back the verb is looked for that a clause leaves out."""
_ARTICLES = 2
"""As many words may stand between a negator and the thing that it denies."""
_NONE = -1
_PREDICATES = frozenset({ConceptKind.PREDICATE})


def elided(
    mentions: Sequence[Mention],
    signs: Signs,
    forms: Sequence[str],
    layout: Layout,
    clauses: Sequence[int],
) -> list[Mention]:
    """Return, denied, what a clause without a verb leaves out: "the e-mails arrive, the texts don't"."""
    alone, exceptions = signs[Sign.NEGATOR_ALONE], signs[Sign.EXCEPTION]
    if not (alone or exceptions):
        return []
    denied_from: dict[int, int] = {}
    for item in signs[Sign.NEGATOR]:
        denied_from.setdefault(clauses[item.first], item.first)
    named = {(mention.clause, mention.first) for mention in mentions if mention.kind not in _PREDICATES}
    verbs = by_clause(mentions, _PREDICATES)
    inhabited = {m.clause for m in mentions if m.kind not in _PREDICATES and m.concept != ADDED}
    known: set[int] = set()
    added = [
        _denied(said, item, layout, clauses[item.first])
        for item in exceptions
        if clauses[item.first] not in verbs and _goes_on(item, forms, clauses)
        for said in verbs.get(clauses[item.first] - 1, ())
        if not (said.negative or said.supposed) and said.sentence == layout.sentences[item.first]
    ]
    for item in alone:
        clause = clauses[item.first]
        # « Les rappels ne partent pas, le message envoyé non plus »: what ends a clause denies more than what it says,
        # but « Ocean le connaît pas » denies only that.
        alone_there = clause not in verbs or (item.after - item.first > 1 and not _goes_on(item, forms, clauses))
        if clause in known or not alone_there:
            continue
        # « Il ne l'indique pas »: two words that deny have a verb between them, known to us or not.
        if denied_from.get(clause, item.first) < item.first:
            continue
        spoken = _subject_clause(item, forms, clauses, layout, verbs)
        if spoken not in inhabited:
            continue
        # "Not the texts", but not "doesn't import the texts".
        if _goes_on(item, forms, clauses) and (
            item.after - item.first > 1
            or all((clause, place) not in named for place in range(item.after, item.after + _ARTICLES + 1))
        ):
            continue
        # "Not the texts" by itself may answer anything; "the texts, no" speaks of what was said before.
        reach = 0 if spoken == clause and item.first == _start(item, clauses) else 1
        known.add(clause)
        sentence = layout.sentences[item.first]
        earlier = next((c for c in range(spoken - 1, max(spoken - 1 - _CONTRASTED, -1), -1) if c in verbs), None)
        added += [
            _denied(said, item, layout, spoken)
            for said in (verbs[earlier] if earlier is not None else ())
            if not said.supposed and sentence - said.sentence <= reach
        ]
    return added


def _denied(said: Mention, item: Found, layout: Layout, clause: int) -> Mention:
    """Return what was said before, denied where a word stands for it."""
    return replace(
        said,
        first=item.first,
        after=item.after,
        sentence=layout.sentences[item.first],
        clause=clause,
        opposite=False,
        settled=False,
        denied=True,
        negative=True,
    )


def _subject_clause(
    item: Found,
    forms: Sequence[str],
    clauses: Sequence[int],
    layout: Layout,
    predicates: Collection[int],
) -> int:
    """Return the clause of which a negator alone speaks: its own, the one before if a mark parts them, or none."""
    clause, start = clauses[item.first], _start(item, clauses)
    goes_on = _goes_on(item, forms, clauses)
    if item.first > start:
        return _NONE if goes_on else clause
    if goes_on:
        return clause
    before = start - 1
    while before >= 0 and not forms[before].isalnum():
        before -= 1
    same = before >= 0 and layout.sentences[before] == layout.sentences[item.first]
    return clauses[before] if same and clauses[before] not in predicates else _NONE


def _goes_on(item: Found, forms: Sequence[str], clauses: Sequence[int]) -> bool:
    """Tell whether a clause goes on after a negator."""
    after = item.after
    return after < len(clauses) and clauses[after] == clauses[item.first] and forms[after].isalnum()


def _start(item: Found, clauses: Sequence[int]) -> int:
    return bisect_left(clauses, clauses[item.first])
