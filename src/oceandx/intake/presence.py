"""Presence: whether a symptom that stands in a message about something else is told as a trouble of the moment."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from oceandx.intake.clauses import Layout
from oceandx.intake.matching import Match
from oceandx.intake.text import Text
from oceandx.intake.words import Words, by_word
from oceandx.model.recognition import PRESENCE_MARKS, PresencePoints

_ASKS = "?"
_NO_TROUBLE = "no-trouble"
_QUOTES = frozenset('«"')
_LONG = 25
"""Words and marks of a sentence that tells a story."""
_MOST_CLAIMS = 6


def asked_of_reader(text: Text, theirs: Collection[str], words: Words, layout: Layout) -> set[int]:
    """Return the sentences that ask readers about their own: "Your patients miss their reminders?" is no complaint.

    ``theirs``: the concepts of what is the reader's.
    """
    spoken = {mention.sentence for name in theirs for mention in text.by_concept.get(name, ())}
    if not spoken:
        return set()
    return {layout.sentences[place] for place, form in enumerate(words.forms) if form == _ASKS} & spoken


def asked_in_general(text: Text, words: Words, layout: Layout) -> set[int]:
    """Return the sentences that only ask, of a ticket that says that nothing is wrong: "How is one let in again?".

    What heads it is what it asks about, and what goes on in the sentence that says so is to be kept from happening.
    """
    well = {mention.sentence for mention in text.by_concept.get(_NO_TROUBLE, ())}
    if not well:
        return set()
    asked = {layout.sentences[place] for place, form in enumerate(words.forms) if form == _ASKS}
    return well | asked | set(range(text.subject))


class Presence:
    """Weighs the sentences of symptoms."""

    def __init__(self, points: PresencePoints) -> None:
        self._points = points
        self._cues = by_word(points.cues)

    def present(
        self, claims: Sequence[Match[str]], ticket: Text, words: Words, layout: Layout, text: str
    ) -> list[Match[str]]:
        """Return the claims in sentences that tell a trouble of the moment, as "since Monday none of them ..." does."""
        by_sentence: dict[int, list[Match[str]]] = {}
        for claim in claims:
            by_sentence.setdefault(claim.mentions[0].sentence, []).append(claim)
        points, enough = self._points.points, self._points.enough
        return [
            claim
            for sentence, own in by_sentence.items()
            if sum(points.get(sign, 0) * n for sign, n in self._signs(sentence, own, ticket, words, layout, text))
            >= enough
            for claim in own
        ]

    def _signs(
        self, sentence: int, claims: Sequence[Match[str]], ticket: Text, words: Words, layout: Layout, text: str
    ) -> Iterator[tuple[str, int]]:
        """Yield what a sentence says, and how often where that counts."""
        places = [place for place, number in enumerate(layout.sentences) if number == sentence]
        forms = [words.forms[place] for place in places]
        said = text[words.starts[places[0]] : words.ends[places[-1]]]
        cues = self._cues[layout.languages[sentence]]
        yield from ((cue, 1) for cue in {cues[form] for form in forms if form in cues})
        concepts = {mention.concept for mention in ticket.mentions if mention.sentence == sentence}
        yield from ((concept, 1) for concept in concepts - self._points.cues.keys() - PRESENCE_MARKS)
        yield "claim", min(len(claims), _MOST_CLAIMS)
        yield "mention", max(len(claim.mentions) for claim in claims)
        marks = {
            "quotation": not _QUOTES.isdisjoint(said),
            "digit": any(map(str.isdigit, said)),
            "question": _ASKS in forms,
            "subject": sentence < ticket.subject,
            "long": len(forms) > _LONG,
        }
        yield from ((mark, 1) for mark, seen in marks.items() if seen)
