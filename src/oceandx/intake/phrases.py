"""Phrases: what a phrase says, and a tree of those that are read in the sentences of one language."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
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
"""As many forms are remembered with what they begin; then it starts afresh."""


class Sign(Enum):
    """What a phrase is: the name of a concept, or a sign of grammar."""

    CONCEPT = auto()
    NEGATOR = auto()
    NEGATOR_AFTER = auto()
    NEGATOR_ALONE = auto()
    NOUN_NEGATOR = auto()
    VOID = auto()
    BREAK = auto()
    CONDITIONAL = auto()
    PREPOSITION = auto()
    UNSAID = auto()
    GRANTED = auto()


class Entry(NamedTuple):
    """What a phrase says: a concept (or its opposite), or a sign of grammar; ``form`` is the phrase as it is listed.

    A ``settled`` phrase holds its own negation ("no sign of"): another one beside it denies nothing more; a void one
    begins with it (« pas un problème de »). One that ``breaks`` begins with a word that begins a clause ("but not in
    Ocean").
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


class _Beginning(NamedTuple):
    """What a form says by itself, the nodes from which longer phrases go on, and which next forms they go on with.

    ``onward`` is filled as texts come by.
    """

    alone: Entries
    nodes: tuple[_Node, ...]
    onward: dict[str, bool]


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
        self._begins: dict[str, _Beginning | None] = {}
        self._looked_up: dict[str, tuple[str, ...]] = {}

    def add(self, forms: Sequence[str], stemmed: Sequence[bool], entry: Entry) -> None:
        """Add one phrase; each of its words stands for its ``stemmed`` forms too, or for itself only."""
        node = self._root
        for form, inflected in zip(forms, stemmed, strict=True):
            key = stem(form, self._language) if inflected else exact(form)
            if len(key) <= _SHORTEST_STEM:
                key = exact(form)
            node = node.after.setdefault(key, _Node())
        node.entries.append(entry)

    def learn(self, form: str) -> None:
        """Remember a word that may be mistyped."""
        if len(form) >= _SHORTEST_TYPO:
            self._known.setdefault((form[0], len(form)), {})[form] = None

    def find(self, forms: Sequence[str], first: int, after: int) -> list[Found]:
        """Return the phrases that begin in a part of a text, the longest from each word on."""
        found: list[Found] = []
        begins = self._begins
        if len(begins) > _REMEMBERED:
            begins.clear()
        free = first
        for place in range(first, after):
            if place < free:
                continue
            form = forms[place]
            try:
                beginning = begins[form]
            except KeyError:
                beginning = begins[form] = self._beginning(form)
            if beginning is None:
                continue
            longest, entries = place + 1, beginning.alone
            if beginning.nodes and self._goes_on(beginning, place + 1, forms):
                reached = self._longest(beginning.nodes, place + 1, forms)
                if reached is not None:
                    longest, entries = reached
            if entries:
                denied = longest - place > 2 and self._denied_within(forms[place:longest], entries)
                found.append(Found(place, longest, entries, denied))
                free = longest
        return found

    def find_all(self, forms: Sequence[str], first: int, after: int) -> list[Found]:
        """Return all phrases that begin in a part of a text, those within others too."""
        found: list[Found] = []
        for place in range(first, after):
            form = forms[place]
            try:
                beginning = self._begins[form]
            except KeyError:
                beginning = self._begins[form] = self._beginning(form)
            if beginning is None:
                continue
            if beginning.alone:
                found.append(Found(place, place + 1, beginning.alone))
            if beginning.nodes and self._goes_on(beginning, place + 1, forms):
                ends: dict[int, list[Entry]] = {}
                for node in beginning.nodes:
                    self._walk(node, place + 1, forms, ends)
                for end, entries in ends.items():
                    said = self._closest(entries, " ".join(forms[place:end]))
                    found.append(Found(place, end, said, self._denied_within(forms[place:end], said)))
        return found

    def _denied_within(self, forms: Sequence[str], entries: Entries) -> bool:
        """Tell whether a skipped word denies the phrase; one that the phrase itself holds does not."""
        inner = self._denying.intersection(forms)
        return bool(inner) and not any(inner.intersection(entry.form.split()) for entry in entries)

    def _beginning(self, form: str) -> _Beginning | None:
        nodes = [node for key in self._keys(form) if (node := self._root.after.get(key)) is not None]
        if not nodes:
            return None
        alone = self._closest([entry for node in nodes for entry in node.entries], form)
        return _Beginning(alone, tuple(node for node in nodes if node.after), {})

    def _goes_on(self, beginning: _Beginning, place: int, forms: Sequence[str]) -> bool:
        """Tell whether some phrase goes on with one of the next forms; most do not."""
        onward = beginning.onward
        for form in forms[place : place + _SKIPPED + 1]:
            goes = onward.get(form)
            if goes is None:
                if len(onward) > _REMEMBERED:
                    onward.clear()
                goes = onward[form] = any(key in node.after for node in beginning.nodes for key in self._keys(form))
            if goes:
                return True
            if form not in self._fillers:
                return False
        return False

    def _longest(self, nodes: Sequence[_Node], place: int, forms: Sequence[str]) -> tuple[int, Entries] | None:
        ends: dict[int, list[Entry]] = {}
        for node in nodes:
            self._walk(node, place, forms, ends)
        if not ends:
            return None
        longest = max(ends)
        return longest, self._closest(ends[longest], " ".join(forms[place - 1 : longest]))

    def _walk(self, node: _Node, place: int, forms: Sequence[str], ends: dict[int, list[Entry]]) -> None:
        """Note where phrases that go on from here end; recursion is as deep as the longest phrase."""
        skipped, last = 0, len(forms)
        while place < last and skipped <= _SKIPPED:
            form = forms[place]
            for key in self._keys(form):
                deeper = node.after.get(key)
                if deeper is not None:
                    if deeper.entries:
                        ends.setdefault(place + 1, []).extend(deeper.entries)
                    if deeper.after:
                        self._walk(deeper, place + 1, forms, ends)
            if form not in self._fillers:
                return
            place, skipped = place + 1, skipped + 1

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
