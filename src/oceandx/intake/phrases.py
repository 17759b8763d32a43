"""Phrases: what a phrase says, and a tree of those that are read in the sentences of one language."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, auto
from operator import itemgetter
from typing import NamedTuple

from rapidfuzz.distance import OSA, Indel

from oceandx.intake.words import exact, keys_of, stem
from oceandx.model.vocabulary import Language

_SHORTEST_TYPO = 6
_SHORTEST_STEM = 5
"""A shorter stem is shared by too many words; then only the very form is read."""
_SKIPPED = 2
"""As many fillers may stand between two words of a phrase."""
_REMEMBERED = 100_000
"""As many forms, and rows of them, are remembered with what they say; then it starts afresh."""


class Sign(IntEnum):
    """What a phrase is: the name of a concept, or a sign of grammar."""

    CONCEPT = auto()
    NEGATOR = auto()
    NEGATOR_AFTER = auto()
    NEGATOR_ALONE = auto()
    NOUN_NEGATOR = auto()
    VOID = auto()
    BREAK = auto()
    JOIN = auto()
    PAIR = auto()
    CONDITIONAL = auto()
    PREPOSITION = auto()
    UNSAID = auto()
    GRANTED = auto()


class Entry(NamedTuple):
    """What a phrase says: a concept (or its opposite), or a sign of grammar; ``form`` is the phrase as it is listed.

    A ``settled`` phrase holds its own negation ("no sign of", « pas disponible »): the « ne » beside it denies nothing
    more; a void one begins with it (« pas un problème de »). One that ``breaks`` begins with a word that begins a
    clause ("but not in Ocean").
    """

    sign: Sign
    name: str = ""
    opposite: bool = False
    language: Language | None = None
    form: str = ""
    settled: bool = False
    breaks: bool = False


@dataclass(slots=True)
class _Node:
    after: dict[str, _Node] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)


Entries = tuple[Entry, ...]
NO_BREAKS: Mapping[Language, Collection[str]] = {}


class Found(NamedTuple):
    """A phrase of the lexicon in a text: its first word, the word after its last one, and what it says.

    ``denied`` is whether a word that denies stands between its words: « passe pas à arrivé ».
    """

    first: int
    after: int
    entries: Entries
    denied: bool = False


_Way = tuple[int, ...]
"""Which key of each word was followed: by it phrases of one word's beginning are ordered."""


class _Step(dict[str, "_Step | None"]):
    """What a row of words says, and which steps go on from it, by the next word; they are worked out as texts come by.

    ``nodes``: where phrases go on, each with how many fillers were just skipped and the way that led there; ``way``:
    the one that led to the first of the entries. None: no phrase goes on so.
    """

    __slots__ = ("_follow", "denied", "entries", "nodes", "row", "way")

    def __init__(
        self,
        follow: Callable[[_Step, str], _Step | None],
        row: tuple[str, ...],
        nodes: tuple[tuple[_Node, int, _Way], ...],
        entries: Entries = (),
        way: _Way = (),
    ) -> None:
        super().__init__()
        self._follow = follow
        self.row = row
        self.nodes = nodes
        self.entries = entries
        self.way = way
        self.denied = False

    def __missing__(self, form: str) -> _Step | None:
        step = self[form] = self._follow(self, form)
        return step


class Tree:
    """The phrases that are read in the sentences of one language, word by word."""

    def __init__(
        self, language: Language, fillers: frozenset[str], ordinary: frozenset[str], denying: frozenset[str]
    ) -> None:
        self._language = language
        self._root = _Node()
        self._fillers = fillers
        self._ordinary = ordinary
        self._denying = denying
        self._known: dict[tuple[str, int], dict[str, None]] = {}
        self._stems: dict[str, str] = {}
        self._begin = _Step(self._follow, (), ((self._root, _SKIPPED, ()),))
        self._steps = 0
        self._looked_up: dict[str, tuple[str, ...]] = {}

    def add(self, forms: Sequence[str], stemmed: Sequence[bool], entry: Entry) -> None:
        """Add one phrase; each of its words stands for its ``stemmed`` forms too, or for itself only."""
        node = self._root
        for form, inflected in zip(forms, stemmed, strict=True):
            key = self._stemmed(form) if inflected else exact(form)
            after = node.after.get(key)
            if after is None:
                after = node.after[key] = _Node()
            node = after
        node.entries.append(entry)

    def _stemmed(self, form: str) -> str:
        """Return the key of the word of a phrase; the same few thousand words make up all phrases."""
        key = self._stems.get(form)
        if key is None:
            key = stem(form, self._language)
            key = self._stems[form] = key if len(key) > _SHORTEST_STEM else exact(form)
        return key

    def learn(self, form: str) -> None:
        """Remember a word that may be mistyped."""
        if len(form) >= _SHORTEST_TYPO:
            self._known.setdefault((form[0], len(form)), {})[form] = None

    def find(self, forms: Sequence[str], first: int, after: int) -> list[Found]:
        """Return the phrases that begin in a part of a text, the longest from each word on."""
        found: list[Found] = []
        begin, last = self._begin, len(forms)
        free = first
        for place in range(first, after):
            if place < free:
                continue
            step = begin[forms[place]]
            if step is None:
                continue
            longest, end, said = place + 1, place + 1, step
            while step.nodes and end < last:
                step = step[forms[end]]
                if step is None:
                    break
                end += 1
                if step.entries:
                    longest, said = end, step
            if said.entries:
                found.append(Found(place, longest, said.entries, said.denied and longest - place > 2))
                free = longest
        return found

    def find_all(self, forms: Sequence[str], first: int, after: int) -> list[Found]:
        """Return all phrases that begin in a part of a text, those within others too."""
        found: list[Found] = []
        begin, last = self._begin, len(forms)
        for place in range(first, after):
            step = begin[forms[place]]
            if step is None:
                continue
            end = place + 1
            ends: list[tuple[_Way, int, _Step]] = []
            while step is not None:
                if step.entries:
                    ends.append((step.way, end, step))
                if not step.nodes or end == last:
                    break
                step = step[forms[end]]
                end += 1
            if len(ends) > 1:
                ends.sort(key=itemgetter(0))
            if ends:
                found += [Found(place, end, step.entries, step.denied) for _, end, step in ends]
        return found

    def _follow(self, step: _Step, form: str) -> _Step | None:
        """Return what a row of words says with one more; what is remembered of others may be forgotten."""
        if self._steps > _REMEMBERED:
            self._begin.clear()
            self._steps = 0
        self._steps += 1
        keys = self._keys(form)
        skips = form in self._fillers
        entries: list[Entry] = []
        nodes: list[tuple[_Node, int, _Way]] = []
        first: _Way = ()
        for node, skipped, way in step.nodes:
            for number, key in enumerate(keys):
                deeper = node.after.get(key)
                if deeper is not None:
                    if deeper.entries:
                        first = first or (*way, number)
                        entries += deeper.entries
                    if deeper.after:
                        nodes.append((deeper, 0, (*way, number)))
            if skips and skipped < _SKIPPED:
                nodes.append((node, skipped + 1, (*way, len(keys))))
        if not entries and not nodes:
            return None
        row = (*step.row, form)
        # A word by itself comes before all that goes on from it.
        said = self._closest(entries, " ".join(row))
        following = _Step(self._follow, row, tuple(nodes), said, first if step.row else ())
        following.denied = len(row) > 1 and self._denied_within(row, following.entries)
        return following

    def _denied_within(self, forms: Sequence[str], entries: Entries) -> bool:
        """Tell whether a skipped word denies the phrase; one that the phrase itself holds does not."""
        inner = self._denying.intersection(forms)
        return bool(inner) and not any(inner.intersection(entry.form.split()) for entry in entries)

    def _keys(self, form: str) -> tuple[str, ...]:
        keys = self._looked_up.get(form)
        if keys is None:
            if len(self._looked_up) > _REMEMBERED:
                self._looked_up.clear()
            keys = self._looked_up[form] = self._make_keys(form)
        return keys

    def _make_keys(self, form: str) -> tuple[str, ...]:
        if len(form) < _SHORTEST_TYPO or form in self._ordinary or not form.isalpha():
            return keys_of(form, self._language)
        return keys_of(self._meant(form), self._language)

    def _meant(self, form: str) -> str:
        """Return the word of the lexicon that a mistyped word stands for, or the word itself.

        A letter left out, doubled or put in, or two letters changed about: another letter would be another word.
        """
        first, length = form[0], len(form)
        same = self._known.get((first, length), {})
        if form in same or any(key in self._root.after for key in keys_of(form, self._language)):
            return form
        for step in (1, -1):
            for known in self._known.get((first, length + step), ()):
                if Indel.distance(form, known, score_cutoff=1) == 1:
                    return known
        for known in same:
            if OSA.distance(form, known, score_cutoff=1) == 1 and sorted(form) == sorted(known):
                return known
        return form

    def _closest(self, entries: Sequence[Entry], form: str) -> Entries:
        """Return the entries of the language whose very form stands there, else all of it, else borrowed ones."""
        own = [entry for entry in entries if entry.language is self._language] or entries
        same = [entry for entry in own if entry.form == form] or own
        return tuple({(entry.sign, entry.name): entry for entry in same}.values())
