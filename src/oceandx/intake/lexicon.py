"""The lexicon: from the words of both languages to concepts and to the signs of grammar, in one tree."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import NamedTuple

from rapidfuzz.distance import OSA, Indel

from oceandx.intake.words import english, exact, french, keys_of, words_of
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
_NOTHING: Mapping[Language, Collection[str]] = {}


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


class Lexicon:
    """All phrases of both languages.

    A phrase is written as people write it; ``=word`` is read in that form only, other words by their stem.
    """

    def __init__(
        self,
        fillers: Iterable[str],
        ordinary: Iterable[str],
        denying: Iterable[str] = (),
        breaking: Mapping[Language, Collection[str]] = _NOTHING,
    ) -> None:
        self._root = _Node()
        self._fillers = frozenset(fillers)
        self._ordinary = frozenset(ordinary)
        self._denying = frozenset(denying)
        self._breaking = breaking
        self._inner = self._fillers & self._denying
        self._known: dict[tuple[str, int], dict[str, None]] = {}
        self._begins: dict[str, _Beginning | None] = {}
        self._looked_up: dict[str, tuple[str, ...]] = {}

    def add(self, phrase: str, language: Language, entry: Entry, *, stemmed: bool = True) -> None:
        """Add one phrase."""
        key_of = english if language is Language.EN else french
        node = self._root
        forms: list[str] = []
        for part in phrase.split():
            bare = part.removeprefix("=")
            for form in words_of(bare).forms:
                forms.append(form)
                key = key_of(form)
                if not stemmed or bare != part or len(key) <= _SHORTEST_STEM:
                    key = exact(form)
                node = node.after.setdefault(key, _Node())
                if stemmed and len(form) >= _SHORTEST_TYPO:
                    self._known.setdefault((form[0], len(form)), {})[form] = None
        settled = entry.opposite and not self._denying.isdisjoint(forms)
        if entry.sign is Sign.VOID:
            settled = bool(forms) and forms[0] in self._denying
        breaks = bool(forms) and forms[0] in self._breaking.get(language, ())
        node.entries.append(entry._replace(form=" ".join(forms), settled=settled, breaks=breaks))

    def find(self, forms: Sequence[str]) -> list[Found]:
        """Return the phrases of a text, the longest from each word on; no phrase begins within another."""
        found: list[Found] = []
        begins = self._begins
        if len(begins) > _REMEMBERED:
            begins.clear()
        free = 0
        for place, form in enumerate(forms):
            if place < free:
                continue
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

    def find_all(self, forms: Sequence[str]) -> list[Found]:
        """Return all phrases of a text, those within others too."""
        found: list[Found] = []
        for place, form in enumerate(forms):
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
                    said = _closest(entries, " ".join(forms[place:end]))
                    found.append(Found(place, end, said, self._denied_within(forms[place:end], said)))
        return found

    def _denied_within(self, forms: Sequence[str], entries: Entries) -> bool:
        """Tell whether a skipped word denies the phrase; one that the phrase itself holds does not."""
        inner = self._inner.intersection(forms)
        return bool(inner) and not any(inner.intersection(entry.form.split()) for entry in entries)

    def _beginning(self, form: str) -> _Beginning | None:
        nodes = [node for key in self._keys(form) if (node := self._root.after.get(key)) is not None]
        if not nodes:
            return None
        alone = _closest([entry for node in nodes for entry in node.entries], form)
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
        return longest, _closest(ends[longest], " ".join(forms[place - 1 : longest]))

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
            return keys_of(form)
        return keys_of(self._meant(form))

    def _meant(self, form: str) -> str:
        """Return the word of the lexicon that a mistyped word stands for, or the word itself.

        A letter left out, doubled or put in, or two letters changed about: another letter would be another word.
        """
        first, length = form[0], len(form)
        same = self._known.get((first, length), {})
        if form in same or any(key in self._root.after for key in keys_of(form)):
            return form
        for step in (1, -1):
            for known in self._known.get((first, length + step), ()):
                if Indel.distance(form, known, score_cutoff=1) == 1:
                    return known
        for known in same:
            if OSA.distance(form, known, score_cutoff=1) == 1 and sorted(form) == sorted(known):
                return known
        return form


def _closest(entries: Sequence[Entry], form: str) -> Entries:
    """Return the entries whose very form stands there, or else all whose stem does; each concept once."""
    same = [entry for entry in entries if entry.form == form] or entries
    return tuple({(entry.sign, entry.name, entry.language): entry for entry in same}.values())
