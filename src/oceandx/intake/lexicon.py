"""The lexicon: from the words of both languages to concepts and to the signs of grammar."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import Any

from oceandx.intake.phrases import NO_BREAKS, Entry, Sign
from oceandx.intake.tree import Tree
from oceandx.intake.words import EXACT, exact, words_of
from oceandx.model.vocabulary import Language

_TELLING = 5
"""A single word of this length is understood in a sentence of either language; shorter ones mean too many things."""


class Lexicon:
    """All phrases of both languages.

    A phrase is written as people write it; ``=word`` is read in that form only, other words by their stem. A sentence
    is read in its own language: the words of the other one are borrowed, so they stand there as they are listed.
    """

    def __init__(
        self,
        fillers: Iterable[str],
        ordinary: Iterable[str],
        denying: Iterable[str] = (),
        breaking: Mapping[Language, Collection[str]] = NO_BREAKS,
    ) -> None:
        self._denying = frozenset(denying)
        self._breaking = breaking
        skipped, known = frozenset(fillers), frozenset(ordinary)
        self._trees = {language: Tree(language, skipped, known, skipped & self._denying) for language in Language}

    def add(self, phrase: str, language: Language, entry: Entry, *, stemmed: bool = True) -> None:
        """Add one phrase; a sign of grammar is read in a sentence of its own language only."""
        forms: list[str] = []
        words: list[str] = []
        for part in phrase.split():
            bare = part.removeprefix(EXACT)
            own_forms = _forms_of(bare)
            forms += own_forms
            words += own_forms if stemmed and bare == part else map(exact, own_forms)
        if not forms:
            return
        settled = not self._denying.isdisjoint(forms)
        if entry.sign is Sign.VOID:
            settled = forms[0] in self._denying
        breaks = forms[0] in self._breaking.get(language, ())
        entry = Entry(entry.sign, entry.name, entry.opposite, language, "", settled, breaks)
        own = self._trees[language]
        own.add(words, entry)
        if stemmed:
            for form in forms:
                own.learn(form)
        if entry.sign is Sign.CONCEPT and (len(forms) > 1 or len(forms[0]) >= _TELLING):
            borrowed = [exact(form) for form in forms]
            for other, tree in self._trees.items():
                if other is not language:
                    tree.add(borrowed, entry)

    def plain(self) -> dict[str, Any]:
        """Return the phrases as plain data, for ``fill``; no text has been read yet."""
        return {language: tree.plain() for language, tree in self._trees.items()}

    def fill(self, plain: Mapping[str, Any]) -> None:
        """Take the phrases that ``plain`` returned."""
        for language, tree in self._trees.items():
            tree.fill(plain[language])

    def unpack(self) -> None:
        """Make ready for many texts what is otherwise made as texts need it."""
        for tree in self._trees.values():
            tree.unpack()

    @property
    def trees(self) -> Mapping[Language, Tree]:
        """The phrases that are read in the sentences of each language."""
        return self._trees


@lru_cache(maxsize=1 << 15)
def _forms_of(part: str) -> tuple[str, ...]:
    """Return the words of a part of a phrase: the phrases are many, their words are few."""
    return tuple(words_of(part).forms)
