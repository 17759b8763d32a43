"""One reading of a text: its words, where they stand, and what is known of each."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import reduce
from itertools import accumulate, compress, pairwise, repeat
from operator import or_

from oceandx.intake.redaction.folding import folded
from oceandx.intake.redaction.lexicon import Flag, Lexicon

_LETTERS = (  # of any script, in lower case
    r"a-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02c1\u0370-\u1fff\u2c00-\u2dff\u3041-\ud7ff"
    r"\uf900-\ufdff\U00010000-\U0001efff"
)
_WORD = re.compile(f"([{_LETTERS}]+)")
_CLUSTER = re.compile(r"\d[\d ().\-\u2013/\t_]*")
_OPENS = frozenset('"«“')
_STREET = Flag.STREET_BEFORE | Flag.STREET_AFTER | Flag.POST_BOX
_NOTABLE = (
    Flag.MONTH | Flag.BIRTH | Flag.SECRET | _STREET | Flag.PATIENT | Flag.DOT_SIGN | Flag.PATIENT_ACT | Flag.FILE_ENDING
    | Flag.SOUGHT | Flag.DIGIT_WORD | Flag.MONTH_WORD | Flag.SELF_PATIENT | Flag.PRONOUN | Flag.STATE_VERB
    | Flag.RECEIVED | Flag.GET | Flag.AWAY | Flag.REAL_NAME | Flag.SIGN_IN | Flag.WITH_US | Flag.ENDS_IN
    | Flag.VERSION_CODE | Flag.FREE_MAIL | Flag.DWELLS | Flag.ADDRESS_LABEL | Flag.ZIP
    | Flag.NUMBERED_ROAD | Flag.WHILE_AWAY
)  # fmt: skip


_FARTHEST = 17
"""No rule about a name looks for a telling word farther ahead of it."""


class Reading:
    """A text split into words (runs of letters).

    Word ``k`` is ``plain[k]`` in lower case and without accents, stands at ``starts[k]`` up to ``ends[k]``, and is
    followed by ``gaps[k + 1]``, everything up to the next word; ``gaps[0]`` is what comes before the first.
    ``flags[k]`` joins the flags of the word with those of every phrase that it is part of. ``clusters`` are the spans
    of digits and what may part them.
    """

    __slots__ = (
        "_ahead",
        "_noted",
        "clinics",
        "clusters",
        "ends",
        "flags",
        "folded",
        "gaps",
        "lexicon",
        "notable",
        "plain",
        "starts",
        "text",
        "upper",
    )

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.folded = folded(text)
        parts = _WORD.split(self.folded)
        offsets = list(accumulate(map(len, parts)))
        self.text = text
        self.lexicon = lexicon
        self.plain = parts[1::2]
        self.gaps = parts[0::2]
        self.starts = offsets[0:-1:2]
        self.ends = offsets[1::2]
        self.flags = list(map(lexicon.single.get, self.plain, repeat(0)))
        self.upper = list(map(str.isupper, map(text.__getitem__, self.starts)))
        self.clinics: frozenset[str] | None = None  # the words of their names, once somebody asks
        self._ahead: dict[int, int] = {}
        self._noted: dict[int, list[int]] = {}
        self._mark_phrases()
        self._join_titles()
        self.notable = self.carrying(_NOTABLE)
        self._unmark_negations()
        self._unmark_labels()
        self._noted.clear()  # those had other flags
        self.clusters = [match.span() for match in _CLUSTER.finditer(text)]

    def noted(self, wanted: int) -> Sequence[int]:
        """Return the words that carry one of some flags (of those that are looked for by themselves)."""
        known = self._noted.get(wanted)
        if known is None:
            flags = self.flags
            known = self._noted[wanted] = [at for at in self.notable if flags[at] & wanted]
        return known

    def carrying(self, wanted: int) -> list[int]:
        """Return the words that carry one of some flags."""
        return list(compress(range(len(self.flags)), map(wanted.__and__, self.flags)))

    def ahead(self, last: int) -> int:
        """Return all that is known of the words after one, joined: a rule that needs what is not there is not asked."""
        known = self._ahead.get(last)
        if known is None:
            known = self._ahead[last] = reduce(or_, self.flags[last + 1 : last + 1 + _FARTHEST], 0)
        return known

    def _mark_phrases(self) -> None:
        plain, flags, phrases = self.plain, self.flags, self.lexicon.phrases
        for at in compress(range(1, len(plain)), map(phrases.__contains__, pairwise(plain))):
            for phrase, flag in phrases[plain[at - 1], plain[at]]:
                first = at - len(phrase) + 1
                if first >= 0 and tuple(plain[first : at + 1]) == phrase and self._close(first, at):
                    for each in range(first, at + 1):
                        flags[each] |= flag

    def _join_titles(self) -> None:
        """Let a title or an initial that ends a line go on with the name in the next one: «M.», «Quill n'a rien»."""
        plain, upper, gaps = self.plain, self.upper, self.gaps
        broken = [at for at, gap in enumerate(gaps) if "\n" in gap and gap.strip(" >") in {"\n", ".\n"}]
        for at in broken:
            if not 0 < at < len(plain) or not upper[at]:
                continue
            initial = len(plain[at - 1]) == 1
            dotted = "." in gaps[at]
            if initial and not (dotted and upper[at - 1] and not (at > 1 and upper[at - 2])):
                continue  # «Nicole M.» signs
            if initial or self.flags[at - 1] & (Flag.TITLE | Flag.DOCTOR_BEFORE):
                gaps[at] = ". " if dotted else " "

    def _unmark_negations(self) -> None:
        """Let «ne» without its accent tell of a birth only where a day or a year follows: no «qui ne partent pas»."""
        for at in self.noted(Flag.BIRTH):
            flag = self.flags[at]
            if flag & Flag.FILLER:
                word = self.text[self.starts[at] : self.ends[at]]
                if word.isascii() and not self._leads_to_number(at + 1):
                    self.flags[at] = flag & ~Flag.BIRTH

    def _unmark_labels(self) -> None:
        """Let what a button says tell of no patient who writes: «press "Confirm My Appointment"»."""
        for at in self.noted(Flag.SELF_PATIENT):
            # The run that begins before it may have been unmarked.
            if not self.flags[at] & Flag.SELF_PATIENT or not at or self.gaps[at] != " ":
                continue
            titled = self.upper[at] and self.upper[at - 1]
            opened = not _OPENS.isdisjoint(self.gaps[at - 1])  # «Confirmer mon rendez-vous»
            if (opened and self.upper[at - 1]) or (titled and not self.text[self.starts[at] : self.ends[at]].isupper()):
                for each in range(at, len(self.flags)):
                    if not self.flags[each] & Flag.SELF_PATIENT:
                        break
                    self.flags[each] &= ~Flag.SELF_PATIENT

    def _leads_to_number(self, at: int) -> bool:
        """Whether a number stands at a word or before it, «le» or «en» perhaps between."""
        for each in range(at, min(at + 3, len(self.gaps))):
            if any(map(str.isdigit, self.gaps[each])):
                return True
            flag = self.flags[each] if each < len(self.flags) else 0
            if flag & (Flag.NUMBER_WORD | Flag.MONTH):
                return True
            if not flag & (Flag.BIRTH_JOINT | Flag.DATE_JOINT):
                return False
        return False

    def _close(self, first: int, last: int) -> bool:
        return all(len(self.gaps[each]) <= 2 and "\n" not in self.gaps[each] for each in range(first + 1, last + 1))

    def word_before(self, position: int) -> int:
        """Return the last word that ends at or before a position, or -1."""
        return bisect_right(self.ends, position) - 1

    def word_after(self, position: int) -> int:
        """Return the first word that starts at or after a position; the number of words if there is none."""
        return bisect_left(self.starts, position)
