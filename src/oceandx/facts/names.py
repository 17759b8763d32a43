"""Names of people, offices and rules: when two are the same, and when they are so close that nobody can tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from oceandx.facts.imports.table import fold

NEAR = 80
"""The score (0 to 100) from which two names may be one, spelled differently."""

_DOTTED = re.compile(r"\b([a-z])\.(?=[a-z]\b)")
_APOSTROPHES = re.compile(r"['\u2019\u02bc`]")

_ROTATED = 4
"""So many words of a name may be its first one."""

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Two names that may be one; ``score`` is 0 to 100."""

    name: str
    other: str
    score: int


@dataclass(frozen=True, slots=True)
class Names:
    """Compares names without case, accents and punctuation, in any order, and without ``titles`` (folded words)."""

    titles: frozenset[str] = frozenset()

    def key(self, name: str) -> Key:
        """Return what two spellings of one name share: «Roy, Amélie» and «Dre Amélie Roy» are one name."""
        return tuple(sorted(self._words(name)))

    def score(self, name: str, other: str) -> int:
        """Return how close two names are; an initial is as good as the name that it stands for."""
        return _score(self._words(name), self._words(other))

    def near(self, names: Iterable[str], others: Iterable[str]) -> tuple[Near, ...]:
        """Return the pairs of names that may be one, among those that the other side does not have at all."""
        mine, theirs = list(dict.fromkeys(names)), list(dict.fromkeys(others))
        lone = [_Form.of(name, self._words(name)) for name in self._missing(mine, theirs)]
        others_lone = [_Form.of(other, self._words(other)) for other in self._missing(theirs, mine)]
        pairs = ((one, other) for one in lone for other in others_lone if _may_be_near(one, other))
        scored = (Near(one.name, other.name, _score(one.words, other.words)) for one, other in pairs)
        return tuple(pair for pair in scored if pair.score >= NEAR)

    def find(self, wanted: str, known: Iterable[str]) -> tuple[str, ...]:
        """Return the known spellings of a name."""
        key = self.key(wanted)
        return tuple(name for name in known if self.key(name) == key)

    def _words(self, name: str) -> Key:
        plain = _APOSTROPHES.sub("", _DOTTED.sub(r"\1", fold(name)))
        words = "".join(char if char.isalnum() else " " for char in plain).split()
        return tuple(word for word in words if word not in self.titles) or tuple(words) or (plain,)

    def _missing(self, names: Sequence[str], others: Sequence[str]) -> list[str]:
        keys = set(map(self.key, others))
        return [name for name in names if self.key(name) not in keys]


@dataclass(frozen=True, slots=True)
class _Form:
    """One name as it is compared with many: its words, what they are made of, and how they begin."""

    name: str
    words: Key
    text: str
    rotations: tuple[str, ...]
    initials: frozenset[str]
    beginnings: frozenset[str]

    @classmethod
    def of(cls, name: str, words: Key) -> _Form:
        initials = frozenset(word for word in words if len(word) == 1)
        beginnings = frozenset(word[0] for word in words if len(word) > 1)
        return cls(name, words, " ".join(words), tuple(_rotations(words)), initials, beginnings)


def _may_be_near(first: _Form, second: _Form) -> bool:
    """Say whether it is worth while to score two names; False only where the score is less than NEAR.

    Of most pairs the library can tell without a score, as soon as it is too low.
    """
    from rapidfuzz import fuzz

    if first.initials & second.beginnings or second.initials & first.beginnings:
        return True  # an initial is to stand for a word first
    return bool(
        fuzz.token_ratio(first.text, second.text, score_cutoff=NEAR)
        or any(fuzz.ratio(one, other, score_cutoff=NEAR) for one in first.rotations for other in second.rotations)
    )


def _score(first: Key, second: Key) -> int:
    from rapidfuzz import fuzz

    first, second = _shortened(first, second), _shortened(second, first)
    if _has_other_initial(first, second) or _has_other_initial(second, first):
        return 0
    texts = " ".join(first), " ".join(second)
    # «Le Blanc, Guy» and «Guy LeBlanc»: spaces do not count, wherever the name begins.
    joined = (fuzz.ratio(one, two) for one in _rotations(first) for two in _rotations(second))
    return int(max(fuzz.token_sort_ratio(*texts), fuzz.token_set_ratio(*texts), *joined))


def _shortened(words: Key, others: Key) -> Key:
    """Return the words, those that the other name has as an initial only cut down to it."""
    initials = {word for word in others if len(word) == 1}
    return tuple(word[0] if word not in others and word[:1] in initials else word for word in words)


def _has_other_initial(words: Key, others: Key) -> bool:
    """Say whether all that is left of a name, beside what both share, are initials that the other cannot have."""
    left, others_left = set(words) - set(others), set(others) - set(words)
    return bool(left and others_left) and all(len(word) == 1 for word in left)


def _rotations(words: Key) -> list[str]:
    return ["".join((*words[start:], *words[:start])) for start in range(min(len(words), _ROTATED))]
