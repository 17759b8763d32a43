"""Openings: where phrases begin in a text, looked up in several lexicons at once by two words that stand side by side.

Most pairs of words begin nothing in most lexicons: what a pair begins is worked out once and remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import compress
from operator import itemgetter

from oceandx.intake.clauses import Run
from oceandx.intake.phrases import Found
from oceandx.intake.remembering import Remembering
from oceandx.intake.tree import Step, Tree, Way
from oceandx.model.vocabulary import Language

Opening = tuple[int, Step, Step | None]
"""The first word of phrases, what it says by itself, and what it says with the next one."""
_Pair = tuple[str, str]
_Begun = tuple[tuple[int, Step, Step | None], ...]
"""For each lexicon in which a pair of words begins something: its number, and its first steps."""
_REMEMBERED = 80_000
"""As many pairs are remembered with what they begin; then it starts afresh."""
_new = tuple.__new__
"""Makes what is found without a look at its names, as is done a hundred times in each text."""


class _Known(dict[_Pair, _Begun]):
    """What the pairs of words begin in the sentences of one language."""

    __slots__ = ("_alone", "_plain", "_trees", "opening")

    def __init__(self, trees: Sequence[Tree], plain: Sequence[Callable[[str], str]]) -> None:
        super().__init__()
        self._trees = trees
        self._plain = plain
        self._alone: dict[str, _Begun] = {}
        """What words begin that nothing goes on from: most pairs share it."""
        self.opening = Remembering(self._opens)
        """Whether a phrase begins with a word: what follows any other need not be looked at."""

    def _opens(self, form: str) -> bool:
        return any(tree.begin(plain(form)) is not None for tree, plain in zip(self._trees, self._plain, strict=True))

    def __missing__(self, pair: _Pair) -> _Begun:
        if len(self) >= _REMEMBERED:
            self.clear()
            self._alone.clear()
        begun: list[tuple[int, Step, Step | None]] = []
        alone = True
        for number, (tree, plain) in enumerate(zip(self._trees, self._plain, strict=True)):
            step = tree.begin(plain(pair[0]))
            if step is not None:
                further = step[plain(pair[1])] if step.nodes and pair[1] else None
                alone = alone and further is None
                if further is not None or step.meaning is not None:
                    begun.append((number, step, further))
        known = tuple(begun)
        if alone:
            known = self._alone.setdefault(pair[0], known)
        self[pair] = known
        return known


class Openings:
    """Where phrases of several lexicons begin; ``plain``: what each lexicon reads of a word."""

    def __init__(self, trees: Sequence[Mapping[Language, Tree]], plain: Sequence[Callable[[str], str]]) -> None:
        self._count = len(trees)
        self._known = {language: _Known([each[language] for each in trees], plain) for language in Language}

    def of(self, forms: Sequence[str], runs: Sequence[Run]) -> list[list[Opening]]:
        """Return, for each lexicon, where its phrases begin in a text."""
        opened: list[list[Opening]] = [[] for _ in range(self._count)]
        for first, after, language in runs:
            known, here = self._known[language], forms[first:after]
            following = [*forms[first + 1 : after + 1], ""]  # no word is empty: nothing goes on after the last one
            opening = list(map(known.opening.__getitem__, here))
            begins = map(known.__getitem__, compress(zip(here, following, strict=False), opening))
            for place, begun in zip(compress(range(first, after), opening), begins, strict=True):
                for number, step, further in begun:
                    opened[number].append((place, step, further))
        return opened


def longest(forms: Sequence[str], openings: Sequence[Opening]) -> list[Found]:
    """Return the phrases of a text, the longest from each word on; no phrase begins within another."""
    found: list[Found] = []
    last, free = len(forms), 0
    for place, begun, further in openings:
        if place < free:
            continue
        end, said = place + 1, begun
        if further is not None:
            step: Step | None = further
            after = end
            while step is not None:
                after += 1
                if step.meaning is not None:
                    end, said = after, step
                step = step[forms[after]] if step.nodes and after < last else None
        if said.meaning is not None:
            found.append(_new(Found, (place, end, said.meaning, said.denied and end - place > 2)))
            free = end
    return found


def every(forms: Sequence[str], openings: Sequence[Opening]) -> list[Found]:
    """Return all phrases of a text, those within others too."""
    found: list[Found] = []
    last = len(forms)
    for place, begun, further in openings:
        end = place + 1
        # A word by itself comes before all that goes on from it.
        if begun.meaning is not None:
            found.append(_new(Found, (place, end, begun.meaning, False)))
        if further is None:
            continue
        step: Step | None = further
        ends: list[tuple[Way, Found]] = []
        while step is not None:
            end += 1
            if step.meaning is not None:
                ends.append((step.way, _new(Found, (place, end, step.meaning, step.denied))))
            step = step[forms[end]] if step.nodes and end < last else None
        if len(ends) > 1:
            ends.sort(key=itemgetter(0))
        found += [each for _, each in ends]
    return found
