"""Openings: where phrases begin in a text, looked up in several lexicons at once by two words that stand side by side.

Most pairs of words begin nothing in most lexicons: what a pair begins is worked out once and remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter

from oceandx.intake.clauses import Run
from oceandx.intake.phrases import Found
from oceandx.intake.remembering import Remembering
from oceandx.intake.tree import Step, Tree, Way
from oceandx.model.vocabulary import Language

Opening = tuple[int, Step, Step | None]
"""The first word of phrases, what it says by itself, and what it says with the next one."""
_Begun = tuple[tuple[int, Step, Step | None], ...]
"""For each lexicon in which a pair of words begins something: its number, and its first steps."""
_REMEMBERED = 80_000
"""As many pairs are remembered with what they begin; then it starts afresh."""
_SIGNS = "\u3000"
"""From here on there are signs of which no phrase has any: those of the Far East, and letters of old scripts."""
_new = tuple.__new__
"""Makes what is found without a look at its names, as is done a hundred times in each text."""


class _Following(dict[str, _Begun]):
    """What one word begins with each of those that follow it; most begin the same with all of them."""

    __slots__ = ("_alone", "_steps")

    def __init__(self, steps: Sequence[tuple[int, Callable[[str], str], Step]]) -> None:
        super().__init__()
        self._steps = steps
        self._alone: _Begun = tuple((number, step, None) for number, _, step in steps if step.meaning is not None)

    def with_next(self, form: str) -> _Begun:
        """Return what the word begins where another follows; no word is empty: none follows the last one."""
        further = [step[plain(form)] if step.nodes and form else None for _, plain, step in self._steps]
        begun = self._alone
        if any(each is not None for each in further):
            begun = tuple(
                (number, step, goes_on)
                for (number, _, step), goes_on in zip(self._steps, further, strict=True)
                if goes_on is not None or step.meaning is not None
            )
        self[form] = begun
        return begun


class _Known:
    """What the words of one language begin; None for those with which no phrase begins."""

    __slots__ = ("_plain", "_trees", "count", "words")

    def __init__(self, trees: Sequence[Tree], plain: Sequence[Callable[[str], str]]) -> None:
        self._trees = trees
        self._plain = plain
        self.words = Remembering(self._begun)
        self.count = 0

    def _begun(self, form: str) -> _Following | None:
        if not form.isascii() and max(form) >= _SIGNS:
            return None
        begun = [
            (number, plain, step)
            for number, (tree, plain) in enumerate(zip(self._trees, self._plain, strict=True))
            if (step := tree.begin(plain(form))) is not None
        ]
        return _Following(begun) if begun else None


class Openings:
    """Where phrases of several lexicons begin; ``plain``: what each lexicon reads of a word."""

    def __init__(self, trees: Sequence[Mapping[Language, Tree]], plain: Sequence[Callable[[str], str]]) -> None:
        self._count = len(trees)
        self._known = {language: _Known([each[language] for each in trees], plain) for language in Language}

    def of(self, forms: Sequence[str], runs: Sequence[Run]) -> list[list[Opening]]:
        """Return, for each lexicon, where its phrases begin in a text."""
        opened: list[list[Opening]] = [[] for _ in range(self._count)]
        for first, after, language in runs:
            known = self._known[language]
            following = [*forms[first + 1 : after + 1], ""]
            begins = list(map(known.words.__getitem__, forms[first:after]))
            for place, (word, form) in enumerate(zip(begins, following, strict=False), first):
                if word is None:
                    continue
                begun = word.get(form)
                if begun is None:
                    begun = word.with_next(form)
                    known.count += 1
                for number, step, further in begun:
                    opened[number].append((place, step, further))
            if known.count > _REMEMBERED:
                known.words.clear()
                known.count = 0
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
