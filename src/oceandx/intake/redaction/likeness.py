"""How much a word is spelled like a name or like a word: by its triples of letters, and by its slips."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TypeAlias

_EDGE = "^"
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_UNSEEN = 0.5
_KINDS = 2000
_MOST_REMEMBERED = 2000

_Triple: TypeAlias = tuple[str, str, str]


class Likeness:
    """Tells names from ordinary words by how often each triple of letters stands in the known ones of both."""

    def __init__(self, names: Iterable[str], words: Iterable[str]) -> None:
        """``names`` and ``words``: in lower case and without accents."""
        in_names, in_words = (Counter(_triples(_EDGE.join(each))) for each in (names, words))
        self._unseen = math.log((in_words.total() + _KINDS) / (in_names.total() + _KINDS))
        self._weights = {
            triple: math.log((in_names[triple] + _UNSEEN) / (in_words[triple] + _UNSEEN)) + self._unseen
            for triple in in_names.keys() | in_words.keys()
        }
        self._known: dict[str, float] = {}

    def of(self, word: str) -> float:
        """Return the logarithm of the odds that a word is a name; above 0 for one spelled rather like a name."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) > _MOST_REMEMBERED:
                self._known.clear()
            known = self._known[word] = sum(self._weights.get(triple, self._unseen) for triple in _triples(word))
        return known


def _triples(text: str) -> Iterator[_Triple]:
    edged = f"{_EDGE}{text}{_EDGE}"
    return zip(edged, edged[1:], edged[2:], strict=False)


def slips(word: str) -> Iterator[str]:
    """Yield what a word may have been meant to be: one letter too many, missing, another or swapped."""
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in _ALPHABET:
            yield before + letter + after
            yield before + letter + after[1:]
