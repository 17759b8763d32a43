"""Sentences and clauses: where they begin, and in which language each sentence is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, groupby

from oceandx.intake.words import Words
from oceandx.model.vocabulary import Language

_ENDS = frozenset(".!?;\n•…")
_PARTS = frozenset(",:()[]–—-=>")  # noqa: RUF001 - dashes of people
_MARKS = _ENDS | _PARTS
_WRAPPED = 55
"""A line of this length that ends without a full stop goes on in the next."""
_GAP = "   "
_LONG_NUMBER = 4
"""Nobody counts with so many digits: "chart no 4002"."""


Run = tuple[int, int, Language]
"""Words that stand in sentences of one language: the first, the one after the last, and that language."""


@dataclass(frozen=True, slots=True)
class Layout:
    """For each word the number of its sentence, and for each sentence its language.

    ``parts`` are the words that begin a clause because of a mark before them.
    """

    sentences: Sequence[int]
    parts: Collection[int]
    languages: Sequence[Language]

    def runs(self) -> list[Run]:
        """Return the stretches of sentences in one language, in order."""
        runs: list[Run] = []
        begun = 0
        for sentence, group in groupby(self.sentences):
            after = begun + len(list(group))
            language = self.languages[sentence]
            if runs and runs[-1][2] is language:
                runs[-1] = (runs[-1][0], after, language)
            else:
                runs.append((begun, after, language))
            begun = after
        return runs


@dataclass(frozen=True, slots=True)
class FunctionWords:
    """What tells the language of a sentence (1 for English, -1 for French), and which full stops end none; folded."""

    scores: Mapping[str, int]
    abbreviations: Collection[str]


def lay_out(text: str, words: Words, known: FunctionWords) -> tuple[Layout, Language]:
    """Return the sentences of a text and its language; a sentence that tells none has that of the text."""
    told, abbreviations = known.scores.get, known.abbreviations
    ends, forms = words.ends, words.forms
    sentences: list[int] = []
    parts: set[int] = {0}
    scores = [0]
    sentence, line_start, after = 0, 0, 0
    ended = parted = False
    # From mark to mark: most of a text stands between them.
    for place in (*compress(range(len(forms)), map(_MARKS.__contains__, forms)), len(forms)):
        if place > after:
            if ended:
                sentence += 1
                scores.append(0)
                parts.add(after)
            elif parted:
                parts.add(after)
            ended = parted = False
            scores[sentence] += sum(filter(None, map(told, forms[after:place])))
            sentences += [sentence] * (place - after)
        after = place + 1
        if place == len(forms):
            break
        form = forms[place]
        if form in _PARTS:
            parted = True
        elif form == "\n":
            ended = ended or _line_ends(text, words, place, line_start)
            line_start = ends[place]
        elif form != "." or not _abbreviates(text, words, place, abbreviations):
            ended = True
        sentences.append(sentence)
    whole = Language.EN if sum(scores) > 0 else Language.FR
    languages = [Language.EN if s > 0 else Language.FR if s < 0 else whole for s in scores]
    return Layout(sentences, parts, languages), whole


def numbering(text: str, words: Words, layout: Layout, short: Collection[str]) -> set[int]:
    """Return the words that only say that a number follows: "file no. 12", « dossier no 12 », "chart no 40021".

    ``short``: the forms that can do so.
    """
    forms = words.forms
    return {
        place
        for place in (place for place, form in enumerate(forms) if form in short)
        if _numbers(text, words, place, alone=layout.languages[layout.sentences[place]] is Language.FR)
    }


def _numbers(text: str, words: Words, place: int, *, alone: bool) -> bool:
    """Tell whether a number follows a word; ``alone``: a short one does so without a full stop between too.

    Where a wide gap follows, the number was a patient's and has been taken out.
    """
    forms, at = words.forms, place + 1
    if at < len(forms) and forms[at] == "." and words.starts[at] == words.ends[place]:
        alone, at = True, at + 1
    if text.startswith(_GAP, words.ends[at - 1]):
        return True
    if at + 1 < len(forms) and forms[at].isalpha() and text[words.ends[at] : words.starts[at + 1]] == "-":
        at += 1
    return at < len(forms) and forms[at].isdecimal() and (alone or len(forms[at]) >= _LONG_NUMBER)


def _abbreviates(text: str, words: Words, place: int, abbreviations: Collection[str]) -> bool:
    """Tell whether a full stop belongs to a word or a number: "Dr. Roy", "9.5", "cloudconnect.com"."""
    end = words.ends[place]
    if end < len(text) and not text[end].isspace():
        return True
    return place > 0 and words.forms[place - 1] in abbreviations and words.ends[place - 1] == words.starts[place]


def _line_ends(text: str, words: Words, place: int, line_start: int) -> bool:
    """Tell whether a line break ends a sentence: not where a mail program has wrapped a long line."""
    here = words.starts[place]
    if here - line_start < _WRAPPED or place + 1 >= len(words.starts) or text[here - 1 : here] in tuple(".!?:;"):
        return True
    return not text[words.starts[place + 1]].islower()
