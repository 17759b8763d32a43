"""One reading of a text: its words, where they stand, and what is known of each."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate

from oceandx.intake.redaction.lexicon import Lexicon, folded

_WORD = re.compile(r"([^\W\d_]+)")


class Reading:
    """A text split into words (runs of letters).

    Word ``k`` is ``plain[k]`` in lower case and without accents, stands at ``starts[k]`` up to ``ends[k]``, and is followed by
    ``gaps[k + 1]``, everything up to the next word; ``gaps[0]`` is what comes before the first. ``flags[k]`` joins the flags
    of the word with those of every phrase that it is part of.
    """

    __slots__ = ("ends", "flags", "gaps", "lexicon", "plain", "starts", "text", "upper")

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        parts = _WORD.split(folded(text))
        offsets = list(accumulate(map(len, parts)))
        self.text = text
        self.lexicon = lexicon
        self.plain = parts[1::2]
        self.gaps = parts[0::2]
        self.starts = offsets[0:-1:2]
        self.ends = offsets[1::2]
        known = lexicon.single.get
        self.flags = [known(word, 0) for word in self.plain]
        self.upper = [text[start].isupper() for start in self.starts]
        if not lexicon.last_words.isdisjoint(self.plain):
            self._mark_phrases()

    def _mark_phrases(self) -> None:
        plain, flags, last_words = self.plain, self.flags, self.lexicon.last_words
        for at, word in enumerate(plain):
            if word in last_words:
                for phrase, flag in self.lexicon.phrases[word]:
                    first = at - len(phrase) + 1
                    if first >= 0 and tuple(plain[first : at + 1]) == phrase and self._close(first, at):
                        for each in range(first, at + 1):
                            flags[each] |= flag

    def _close(self, first: int, last: int) -> bool:
        return all(len(self.gaps[each]) <= 2 and "\n" not in self.gaps[each] for each in range(first + 1, last + 1))

    def word_before(self, position: int) -> int:
        """Return the last word that ends at or before a position, or -1."""
        return bisect_right(self.ends, position) - 1

    def word_after(self, position: int) -> int:
        """Return the first word that starts at or after a position; the number of words if there is none."""
        return bisect_left(self.starts, position)
