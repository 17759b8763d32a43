"""Packed phrases: as text, by the key of their first word, until a text has such a word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from sys import intern
from typing import Any

from oceandx.intake.phrases import Entry, Sign
from oceandx.intake.words import EXACT
from oceandx.model.vocabulary import Language

_APART = "|"
"""Stands between two phrases: it is part of no word, and JSON has it as it is."""
_SIGNS = {sign.value: sign for sign in Sign}
_LANGUAGES: Mapping[str | None, Language | None] = {None: None, **{language.value: language for language in Language}}
"""Calls of an enumeration take longer than all else that is done with what was kept."""


class PackedPhrases:
    """Phrases of which a text has few: each is the number of what it says and its words, without an object of its own.

    A word that begins with ``EXACT`` stands for its own form only.
    """

    def __init__(self) -> None:
        self._said: list[Entry] = []
        self._numbers: dict[Entry, int] = {}
        self._packed: dict[str, list[str] | str] = {}

    def add(self, key: str, words: Sequence[str], entry: Entry) -> None:
        """Add a phrase by the key of its first word; its form is told by its words."""
        number = self._numbers.get(entry)
        if number is None:
            number = self._numbers[entry] = len(self._said)
            self._said.append(entry)
        packed = self._packed.get(key)
        if packed is None:
            packed = self._packed[key] = []
        elif isinstance(packed, str):
            packed = self._packed[key] = packed.split(_APART)
        packed.append(f"{number} {' '.join(words)}")

    def __bool__(self) -> bool:
        return bool(self._packed)

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __contains__(self, key: str) -> bool:
        return key in self._packed

    def phrases(self, key: str) -> Iterator[tuple[list[str], Entry]]:
        """Yield the words of each phrase of a key and what it says, in the order in which they were added."""
        packed = self._packed.get(key, ())
        for phrase in packed.split(_APART) if isinstance(packed, str) else packed:
            number, *words = phrase.split(" ")
            sign, name, opposite, language, _, settled, breaks = self._said[int(number)]
            yield words, Entry(sign, name, opposite, language, " ".join(map(form_of, words)), settled, breaks)

    def forget(self, key: str) -> None:
        """Give the memory of the phrases of a key back."""
        self._packed.pop(key, None)

    def plain(self) -> dict[str, Any]:
        """Return all of it as plain data, for ``read``."""
        return {
            "said": [
                [entry.sign, entry.name, entry.opposite, entry.language, entry.settled, entry.breaks]
                for entry in self._said
            ],
            "phrases": {
                key: packed if isinstance(packed, str) else _APART.join(packed) for key, packed in self._packed.items()
            },
        }

    @classmethod
    def read(cls, plain: Mapping[str, Any]) -> PackedPhrases:
        """Return what ``plain`` returned."""
        made = cls()
        made._said = [
            Entry(_SIGNS[sign], intern(name), opposite, _LANGUAGES[language], "", settled, breaks)
            for sign, name, opposite, language, settled, breaks in plain["said"]
        ]
        made._packed = dict(plain["phrases"])
        return made


def form_of(word: str) -> str:
    """Return a word of a phrase as it stands in texts."""
    return word[1:] if word[0] == EXACT and len(word) > 1 else word
