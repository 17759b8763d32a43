"""Competition: where several symptoms fit the same words, which of them is meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from oceandx.intake.matching import Match, Text
from oceandx.intake.mention import Mention
from oceandx.model.recognition import ConceptKind

_ANOTHER = "another"
"""What says that somebody or something else is spoken of from here on."""
_OBJECTS = frozenset({ConceptKind.THING, ConceptKind.PERSON})


def settle(text: Text, matches: Sequence[Match[str]], instead_of: Mapping[str, Sequence[str]]) -> list[Match[str]]:
    """Return the matches that stand: of those that claim the same words, the ones that explain most of them.

    ``instead_of``: for each symptom those that are not meant where it is.
    """
    others = [mention.first for mention in text.by_concept.get(_ANOTHER, ())]
    kept = [match for match in matches if not _outdone(match, matches, instead_of, others)]
    strong = [match for match in kept if not match.pattern.weak]
    sentences = {mention.sentence for match in strong for mention in match.mentions[:1]}
    topics = {mention.concept for match in strong for mention in match.mentions if mention.kind in _OBJECTS}
    return [match for match in kept if not match.pattern.weak or _stands(match, sentences, topics)]


def _stands(match: Match[str], sentences: set[int], topics: set[str]) -> bool:
    """Tell whether a vague complaint says something that no precise one says."""
    if match.mentions[0].sentence in sentences:
        return False
    return not any(mention.concept in topics for mention in match.mentions if mention.kind is ConceptKind.THING)


def _outdone(
    match: Match[str], matches: Sequence[Match[str]], instead_of: Mapping[str, Sequence[str]], others: Sequence[int]
) -> bool:
    for other in matches:
        if other.says == match.says or other is match:
            continue
        if (
            match.says in instead_of.get(other.says, ())
            and not other.pattern.weak
            and _same_topic(match, other, others)
        ):
            return True
        if other.says in instead_of.get(match.says, ()):
            continue
        if _same_claim(match, other) and _rank(other) > _rank(match):
            return True
    return False


def _rank(match: Match[str]) -> tuple[bool, float, float]:
    return not match.pattern.weak, match.weight, match.nearness


def _same_topic(match: Match[str], other: Match[str], others: Sequence[int]) -> bool:
    """Tell whether two matches rest on a common word, or speak of the same kind of thing.

    They do not where one speaks of somebody else: "a patient gets no texts, another gets hers in English".
    """
    first, last = sorted((match.mentions[0].first, other.mentions[0].first))
    if any(first < place < last for place in others):
        return False
    if {mention.first for mention in match.mentions} & {mention.first for mention in other.mentions}:
        return True
    things = {mention.concept for mention in match.mentions if mention.kind is ConceptKind.THING}
    return any(mention.concept in things for mention in other.mentions)


def _same_claim(match: Match[str], other: Match[str]) -> bool:
    """Tell whether two matches rest on the same anchor and on a common object."""
    if match.mentions[0].first != other.mentions[0].first:
        return False
    mine, theirs = _objects(match), _objects(other)
    return not mine or not theirs or bool(mine & theirs)


def _objects(match: Match[str]) -> set[int]:
    return {mention.first for mention in match.mentions[1:] if mention.kind is ConceptKind.THING}


def words_used(match: Match[str]) -> list[Mention]:
    """Return the mentions of a match in the order of the text."""
    return sorted(match.mentions, key=lambda mention: mention.first)
