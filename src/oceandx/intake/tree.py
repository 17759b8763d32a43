"""A tree of the phrases that are read in the sentences of one language; its branches grow as texts have their words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz.distance import OSA, Indel

from oceandx.intake.packed import PackedPhrases
from oceandx.intake.phrases import Entries, Entry, Meaning, meaning_of
from oceandx.intake.remembering import Remembering
from oceandx.intake.words import EXACT, exact, keys_of, stem
from oceandx.model.vocabulary import Language

_SHORTEST_TYPO = 6
_SHORTEST_STEM = 5
"""A shorter stem is shared by too many words; then only the very form is read."""
_SKIPPED = 2
"""As many fillers may stand between two words of a phrase."""
_REMEMBERED = 80_000
"""As many forms, and rows of them, are remembered with what they say; then it starts afresh."""


@dataclass(slots=True)
class _Node:
    after: dict[str, _Node] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)


Way = tuple[int, ...]
"""Which key of each word was followed: by it phrases of one word's beginning are ordered."""


class Step(dict[str, "Step | None"]):
    """What a row of words says, and which steps go on from it, by the next word; they are worked out as texts come by.

    ``nodes``: where phrases go on, each with how many fillers were just skipped and the way that led there; ``way``:
    the one that led to the first of the entries. None: no phrase goes on so.
    """

    __slots__ = ("_follow", "denied", "meaning", "nodes", "row", "way")

    def __init__(
        self,
        follow: Callable[[Step, str], Step | None],
        row: tuple[str, ...],
        nodes: tuple[tuple[_Node, int, Way], ...],
        meaning: Meaning | None = None,
        way: Way = (),
    ) -> None:
        super().__init__()
        self._follow = follow
        self.row = row
        self.nodes = nodes
        self.meaning = meaning
        self.way = way
        self.denied = False

    def __missing__(self, form: str) -> Step | None:
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
        self._packed = PackedPhrases()
        self._known: dict[tuple[str, int], dict[str, None]] = {}
        self._stems: dict[str, str] = {}
        self._follower = self._follow
        self._begin = Step(self._follower, (), ((self._root, _SKIPPED, ()),))
        self._steps = 0
        self._mended = Remembering(self._meant)

    def add(self, words: Sequence[str], entry: Entry) -> None:
        """Add one phrase, before a text is read; each of its words stands for its forms too, or begins with EXACT."""
        self._packed.add(self._key(words[0]), words, entry)

    def _key(self, word: str) -> str:
        """Return the key of a word of a phrase."""
        return word if word[0] == EXACT and len(word) > 1 else self._stemmed(word)

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

    def plain(self) -> dict[str, Any]:
        """Return the phrases as plain data, for ``fill``; no text has been read yet."""
        return {**self._packed.plain(), "known": " ".join(form for forms in self._known.values() for form in forms)}

    def fill(self, plain: Mapping[str, Any]) -> None:
        """Take the phrases that ``plain`` returned in place of those that were added."""
        self._packed = PackedPhrases.read(plain)
        for form in plain["known"].split():
            self.learn(form)

    def unpack(self) -> None:
        """Make all branches at once: a program that reads for long pays for them before, not ticket by ticket."""
        self._grow(tuple(self._packed))

    def _grow(self, keys: Sequence[str]) -> None:
        """Make the branches of the phrases that begin with a word; each is whole before it can be seen."""
        for key in filter(self._packed.__contains__, keys):
            branch = _Node()
            for words, entry in self._packed.phrases(key):
                node = branch
                for word in map(self._key, words[1:]):
                    after = node.after.get(word)
                    if after is None:
                        after = node.after[word] = _Node()
                    node = after
                node.entries.append(entry)
            self._root.after[key] = branch
            self._packed.forget(key)

    def begin(self, form: str) -> Step | None:
        """Return what a word says at the beginning of phrases; None where none begins with it."""
        return self._begin[form]

    def _follow(self, step: Step, form: str) -> Step | None:
        """Return what a row of words says with one more; what is remembered of others may be forgotten."""
        if self._steps > _REMEMBERED:
            self._begin.clear()
            self._steps = 0
        self._steps += 1
        keys = self._keys(form)
        skips = form in self._fillers
        if step is self._begin:
            if self._packed:
                self._grow(keys)
            if not skips and self._root.after.keys().isdisjoint(keys):
                return None  # as for almost every word that is new
        return self._further(step, form, keys, skips=skips) if skips or _goes_on(step, keys) else None

    def _further(self, step: Step, form: str, keys: Sequence[str], *, skips: bool) -> Step | None:
        """Return the step that is made of all with which the phrases of another go on."""
        entries: list[Entry] = []
        nodes: list[tuple[_Node, int, Way]] = []
        first: Way = ()
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
        said = self._closest(entries, " ".join(row))
        meaning = meaning_of(said, self._language) if said else None
        following = Step(self._follower, row, tuple(nodes), meaning, first if step.row else ())
        following.denied = len(row) > 1 and self._denied_within(row, said)
        return following

    def _denied_within(self, forms: Sequence[str], entries: Entries) -> bool:
        """Tell whether a skipped word denies the phrase; one that the phrase itself holds does not."""
        inner = self._denying.intersection(forms)
        return bool(inner) and not any(inner.intersection(entry.form.split()) for entry in entries)

    def _keys(self, form: str) -> tuple[str, ...]:
        if len(form) < _SHORTEST_TYPO or form in self._ordinary or not form.isalpha():
            return keys_of(form, self._language)
        return keys_of(self._mended[form], self._language)

    def _meant(self, form: str) -> str:
        """Return the word of the lexicon that a mistyped word stands for, or the word itself.

        A letter left out, doubled or put in, or two letters changed about: another letter would be another word.
        """
        first, length = form[0], len(form)
        same = self._known.get((first, length), {})
        if form in same or any(map(self._begins, keys_of(form, self._language))):
            return form
        for step in (1, -1):
            for known in self._known.get((first, length + step), ()):
                if Indel.distance(form, known, score_cutoff=1) == 1:
                    return known
        for known in same:
            if OSA.distance(form, known, score_cutoff=1) == 1 and sorted(form) == sorted(known):
                return known
        return form

    def _begins(self, key: str) -> bool:
        """Tell whether a phrase begins with a word of this key."""
        return key in self._packed or key in self._root.after

    def _closest(self, entries: Sequence[Entry], form: str) -> Entries:
        """Return the entries of the language whose very form stands there, else all of it, else borrowed ones."""
        own = [entry for entry in entries if entry.language is self._language] or entries
        same = [entry for entry in own if entry.form == form] or own
        return tuple({(entry.sign, entry.name): entry for entry in same}.values())


def _goes_on(step: Step, keys: Sequence[str]) -> bool:
    """Tell whether a phrase goes on with one of some keys; most rows of words end here."""
    for node, _, _ in step.nodes:
        after = node.after
        for key in keys:
            if key in after:
                return True
    return False
