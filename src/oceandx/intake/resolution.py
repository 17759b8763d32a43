"""Resolution: which of the symptoms that a ticket describes are over by its own words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from operator import attrgetter

from oceandx.intake.matching import Match
from oceandx.intake.mention import MENDED, MENDS, Mention, between
from oceandx.intake.text import MOST, Text
from oceandx.model.recognition import COMPLAINT, ConceptKind

_RESOLVED, _CLOSED, _WELL = "resolved", "closed", "well"
_AGAIN, _ASKS_TO_CLOSE = "again", "asks-to-close"
_REST, _ALL, _CONTRAST = "rest", "all-of-it", "contrast"
_PROVIDER = "provider"
_NAMED = 4
"""Within as many words after a title its name stands."""
_IN_PASSING = frozenset({"in-passing", "bygone", "long-ago"})
"""What tells that a sentence is about a matter of its own: "he also had", "last month"."""
_NO_MATTER = frozenset({COMPLAINT, _PROVIDER, "patient", "work"})
"""What every sentence can speak of: nobody tells one matter from another by these."""
_NONE: frozenset[str] = frozenset()
_NOBODY: Mapping[int, str] = {}


def is_over(text: Text) -> bool:
    """Tell whether the ticket says that something is resolved."""
    said = (mention for concept in (_RESOLVED, _CLOSED) for mention in text.by_concept.get(concept, ()))
    return any(map(_says_resolved, said)) or _answers(text)


def is_closed(text: Text) -> bool:
    """Tell whether a ticket asks to be closed."""
    return any(map(_says_resolved, text.by_concept.get(_ASKS_TO_CLOSE, ())))


def part(
    text: Text,
    matches: Sequence[Match[str]],
    turns: Sequence[int] = (),
    items: Sequence[tuple[int, int]] = (),
    titled: Mapping[int, str] = _NOBODY,
) -> tuple[list[Match[str]], list[Match[str]]]:
    """Return the matches that are present and those that are over.

    ``turns`` are the words at which another matter begins, ``items`` those of lists, by their first word and
    the first one of the next line, ``titled`` the names that follow a title, by their places.

    "It works now" ends all that stands before it, but only the complaint of its own sentence where there is one; "the
    reminders go out now" ends only what is about reminders. "You can close this" ends all up to the end of its sentence
    ("never mind my message about the bookings"). What is over is so wherever it was said before. "She fixed our sync
    problem" ends only that, "3. The printer: fixed" nothing above it, "the others are fine" and "Dr. Blake's are right
    as rain" nothing of Dr. Roy's.
    """
    closings = [mention for mention in text.by_concept.get(_CLOSED, ()) if _says_resolved(mention)][-MOST:]
    gone = {id(match) for closing in closings for match in _closed(closing, matches, _item_of(closing, items))}
    if _opens_with(closings, matches, text, turns):
        gone.update(map(id, matches))
    gone.update(map(id, _asked_to_close(matches, text, turns)))
    places = [_place(match.mentions[0]) for match in matches]
    listed = {first for first, _after in items}
    seen: set[tuple[str, int, frozenset[str], int]] = set()
    for at, topics in _ends(text, _complaining(matches)) if matches else ():
        if at.concept == _RESOLVED and _is_about_others(text, at, titled):
            continue
        before = matches[: bisect_right(places, _place(at))]
        if at.concept == _RESOLVED:
            begins = _begins(text, at, before, turns, listed)
            before = [match for match in before if any(mention.first >= begins for mention in match.mentions)]
        # However often it is said that it works, what was said before is over once.
        same = (at.concept, at.sentence, topics, len(before))
        if same in seen:
            continue
        seen.add(same)
        about = [match for match in before if not topics or _is_about(match, topics)]
        if at.concept == _RESOLVED:
            own = [match for match in before if match.mentions[0].sentence == at.sentence]
            symptoms = {match.says for match in own or about}
            about = [match for match in before if match.says in symptoms]
        gone.update(map(id, about))
    if _answers(text):
        gone.update(id(match) for match in matches if match.mentions[0].sentence < text.subject)
    mended = [mention for mention in text.by_concept.get(MENDED, ()) if _says_resolved(mention)]
    gone.update(id(match) for match in matches if any(_is_object(match.mentions[0], one) for one in mended))
    return [match for match in matches if id(match) not in gone], [match for match in matches if id(match) in gone]


def _answers(text: Text) -> bool:
    """Tell whether all is well by the first sentence of the body, or by the subject line."""
    said = (mention for mention in text.by_concept.get(_WELL, ()) if mention.sentence <= text.subject)
    return any(_says_resolved(mention) and not _is_about_others(text, mention, _NOBODY) for mention in said)


def _closed(closing: Mention, matches: Sequence[Match[str]], begins: int) -> list[Match[str]]:
    """Return the matches that somebody who closes a ticket, or an item of a list that ``begins`` there, means."""
    above = [match for match in matches if match.mentions[0].first >= begins]
    ended = {match.says for match in above if match.mentions[0].sentence <= closing.sentence}
    return [
        match
        for match in above
        if match.says in ended and any(mention.sentence <= closing.sentence for mention in match.mentions)
    ]


def _opens_with(closings: Sequence[Mention], matches: Sequence[Match[str]], text: Text, turns: Sequence[int]) -> bool:
    """Tell whether a ticket begins with its end and goes on to nothing else: "Close this. The one shut out got in"."""
    early = next((closing.after for closing in closings if closing.sentence <= text.subject), None)
    well = [mention for concept in (_RESOLVED, _AGAIN, _WELL) for mention in text.by_concept.get(concept, ())]
    if early is None or not well or not all(map(_says_resolved, well)):
        return False  # "never mind the note": what comes after it may be another matter
    if any(match.mentions[0].sentence >= text.subject and match.mentions[0].first < early for match in matches):
        return False  # "the day sheet is empty for Dr. Blake, never mind": only this
    others = (*turns, *(mention.first for mention in text.by_concept.get(_CONTRAST, ())))
    return all(other < early for other in others)


def _asked_to_close(matches: Sequence[Match[str]], text: Text, turns: Sequence[int]) -> list[Match[str]]:
    """Return the matches of a ticket that asks at its beginning to be closed, up to where another matter begins."""
    asked = [at for at in text.by_concept.get(_ASKS_TO_CLOSE, ()) if _says_resolved(at) and at.sentence <= text.subject]
    if not asked:
        return []
    contrasts = [mention for mention in text.by_concept.get(_CONTRAST, ()) if mention.first > asked[0].first]
    turn = min((place for place in turns if place > asked[0].first), default=text.mentions[-1].after)
    against = min((mention.sentence for mention in contrasts), default=text.mentions[-1].sentence + 1)
    return [match for match in matches if all(one.first < turn and one.sentence < against for one in match.mentions)]


def _item_of(at: Mention, items: Sequence[tuple[int, int]]) -> int:
    """Return the word at which the item of a list begins on whose line something is said, or 0."""
    place = bisect_right(items, (at.first, at.first))
    return items[place - 1][0] if place and at.first < items[place - 1][1] else 0


def _is_within(text: Text, place: int, at: Mention) -> bool:
    """Tell whether a word before a mention stands in its sentence."""
    return all(mention.sentence == at.sentence for mention in between(text.mentions, place, at.first))


def _begins(
    text: Text, at: Mention, matches: Sequence[Match[str]], turns: Sequence[int], listed: Collection[int]
) -> int:
    """Return the word from which on something is over that is said to be so: where a matter of its own begins."""
    here = [mention for mention in text.mentions if mention.sentence == at.sentence and mention.clause <= at.clause]
    matters = {mention.concept for mention in here if _is_matter(mention)}
    if not any(mention.clause == at.clause for mention in text.by_concept.get(_ALL, ())):
        turn = bisect_right(turns, at.first)
        # "And now it is fixed" adds no matter, it ends the last one.
        if turn and turns[turn - 1] not in listed and not matters and _is_within(text, turns[turn - 1], at):
            turn -= 1
        if turn:
            return turns[turn - 1]
    told = {mention.concept for match in matches for mention in match.mentions}
    passing = [mention.first for mention in here if mention.concept in _IN_PASSING]
    ails = [mention.first for mention in here if mention.concept == COMPLAINT and mention.clause < at.clause]
    apart = passing and (matters or (ails and passing[0] < ails[0]))
    return here[0].first if apart and matters.isdisjoint(told) else 0


def _is_matter(mention: Mention) -> bool:
    named = mention.kind is ConceptKind.THING or (mention.kind is ConceptKind.PREDICATE and mention.negative)
    return named and mention.concept not in _NO_MATTER


def _is_about_others(text: Text, at: Mention, titled: Mapping[int, str]) -> bool:
    """Tell whether it is of others than those complained of that something is said to be right."""
    rest = text.by_concept.get(_REST, ())
    if any(one.sentence == at.sentence and one.first < at.first and one.clause >= at.clause - 1 for one in rest):
        return True
    providers = text.by_concept.get(_PROVIDER, ())
    named = _named([mention for mention in providers if mention.clause == at.clause], titled)
    others = _named([mention for mention in providers if mention.sentence < at.sentence], titled)
    return bool(named and others) and named.isdisjoint(others)


def _named(mentions: Sequence[Mention], titled: Mapping[int, str]) -> frozenset[str]:
    places = (place for mention in mentions for place in range(mention.first, mention.after + _NAMED))
    return frozenset(titled[place] for place in places if place in titled)


def _is_object(anchor: Mention, at: Mention) -> bool:
    """Tell whether what is complained of is what a word right before it says to be mended."""
    return anchor.clause == at.clause and at.first < anchor.first < at.after + MENDS


def _place(mention: Mention) -> tuple[int, int]:
    return mention.sentence, mention.first


def _complaining(matches: Sequence[Match[str]]) -> set[int]:
    """Return the clauses that complain of something in a sentence that says all of it."""
    return {
        match.mentions[0].clause
        for match in matches
        if all(mention.sentence == match.mentions[0].sentence for mention in match.mentions)
    }


def _ends(text: Text, complaining: Collection[int]) -> list[tuple[Mention, frozenset[str]]]:
    resolved = [mention for mention in text.by_concept.get(_RESOLVED, ()) if _says_resolved(mention)][-MOST:]
    again = text.by_concept.get(_AGAIN, ())
    if not (resolved or again):
        return []
    things = [mention for mention in text.mentions if mention.kind is ConceptKind.THING]
    in_clause, in_sentence = _concepts(things, attrgetter("clause")), _concepts(things, attrgetter("sentence"))
    ends = [(mention, in_clause.get(mention.clause, _NONE)) for mention in resolved]
    asserted = {m.clause for m in text.mentions if m.kind is ConceptKind.PREDICATE and not m.negative}
    asserted -= {mention.clause for mention in text.by_concept.get(COMPLAINT, ())}
    for mention in again:
        topics = in_sentence.get(mention.sentence, _NONE)
        # "They were late again": what comes again is the complaint.
        if mention.clause in complaining:
            continue
        if topics and mention.clause in asserted:
            ends.append((mention, topics))
    return ends


def _says_resolved(mention: Mention) -> bool:
    return not mention.negative and not mention.supposed


def _concepts(mentions: Sequence[Mention], part: Callable[[Mention], int]) -> dict[int, frozenset[str]]:
    """Return the concepts of mentions by the number of their clause or sentence."""
    found: dict[int, set[str]] = {}
    for mention in mentions:
        found.setdefault(part(mention), set()).add(mention.concept)
    return {number: frozenset(concepts) for number, concepts in found.items()}


def _is_about(match: Match[str], topics: frozenset[str]) -> bool:
    return any(mention.concept in topics for mention in match.mentions if mention.kind is ConceptKind.THING)
