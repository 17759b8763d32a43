"""The words of redaction compiled for one pass over a text: each word to a set of flags."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from oceandx.intake.redaction import layouts
from oceandx.intake.redaction.flags import Flag
from oceandx.intake.redaction.folding import folded, letters_only
from oceandx.intake.redaction.layouts import alternatives
from oceandx.intake.redaction.likeness import Likeness, slips
from oceandx.model.redaction import Cue, NamePoints, RedactionWords

__all__ = ["Flag", "Lexicon"]

_NAMES = Flag.GIVEN | Flag.SURNAME | Flag.ALSO_WORD
_API_USER = Flag.PRODUCT | Flag.KEPT_NUMBER
_MOST_REMEMBERED = 2000
_LONGEST = 40
"""No word is longer, and to look for the slips of a row of letters takes the square of its length."""
_ALSO_MANY = frozenset({Flag.ROLE, Flag.KIN})
_SHORT = 4


class PointTables(NamedTuple):
    """The points of names, the kinds of words as flags: see :class:`oceandx.model.redaction.NamePoints`."""

    enough: int
    cues: Mapping[str, Sequence[tuple[int, int]]]
    marks: Mapping[str, int]

    @classmethod
    def of(cls, points: NamePoints) -> PointTables:
        """Make them of the points."""
        cues = {
            place: tuple((getattr(Flag, name.upper().replace("-", "_")), worth) for name, worth in kinds.items())
            for place, kinds in points.cues.items()
        }
        return cls(points.enough, cues, points.marks)


class Lexicon:
    """The flags of single words, and the phrases by their last two words."""

    def __init__(self, words: RedactionWords) -> None:
        single: dict[str, int] = {}
        phrases: dict[tuple[str, str], list[tuple[tuple[str, ...], int]]] = {}

        def note(entries: Iterable[str], flag: int) -> None:
            for entry in entries:
                # Most are one plain word.
                plain = entry.isascii() and entry.isalpha()
                parts = (entry.lower(),) if plain else tuple(letters_only(folded(entry)))
                if len(parts) == 1:
                    single[parts[0]] = single.get(parts[0], 0) | flag
                    if flag in _ALSO_MANY and len(parts[0]) > _SHORT:
                        many.append((parts[0] + "s", flag))
                elif parts:
                    phrases.setdefault((parts[-2], parts[-1]), []).append((parts, flag))

        many: list[tuple[str, int]] = []
        note(words.given_names, Flag.GIVEN)
        note(words.surnames, Flag.SURNAME)
        note(words.surnames_of_words, Flag.SURNAME | Flag.ALSO_WORD)
        note(words.also_words, Flag.ALSO_WORD)
        note(words.ordinary, Flag.ORDINARY)
        for names in words.months.values():
            note(names, Flag.MONTH)
        for cue, entries in words.cues.items():
            note(entries, getattr(Flag, Cue(cue).name))
        for word, flag in many:  # «receptionists», «adjointes»
            if not single.get(word, 0) & _NAMES:
                single[word] = single.get(word, 0) | flag
        # Many words have the same flags: as one number, these are in the processor's cache more often than not.
        same: dict[int, int] = {}
        self.single = {word: same.setdefault(flags, flags) for word, flags in single.items()}
        self.phrases = {last_two: tuple(found) for last_two, found in phrases.items()}
        self.months = {folded(name): number for number, names in words.months.items() for name in names}
        self.ordinary = frozenset(word for word, flags in single.items() if flags & ~_NAMES and len(word) > 2)
        self.word_endings = words.word_endings
        self.points, self.alone = PointTables.of(words.name_points), PointTables.of(words.alone_points)
        self.api_users = tuple(word for word, flags in single.items() if flags & _API_USER == _API_USER)
        self._resembling: dict[str, bool] = {}
        self.clinic_domain = re.compile("|".join(map(re.escape, words.clinic_domains)) or r"(?!)")
        self.disguised = re.compile(
            layouts.DISGUISED.format(
                at=alternatives(words.cues[Cue.AT_SIGN]), dot=alternatives(words.cues[Cue.DOT_SIGN])
            ),
            re.IGNORECASE,
        )
        self.extension = re.compile(layouts.EXTENSION.format(alternatives(words.cues[Cue.EXTENSION])), re.IGNORECASE)
        self.unit = re.compile(layouts.UNIT.format(alternatives(words.cues[Cue.UNIT])), re.IGNORECASE)
        self.stated = re.compile(layouts.STATED.format(alternatives(words.cues[Cue.STATE_VERB])), re.IGNORECASE)
        joint, ordinal = alternatives(words.cues[Cue.DATE_JOINT]), alternatives(words.cues[Cue.ORDINAL])
        month = alternatives(words.cues[Cue.MONTH_WORD])
        dated = {"joint": joint, "ordinal": ordinal, "month": month}
        self.day_before = re.compile(layouts.DAY_BEFORE.format(**dated), re.IGNORECASE)
        self.after_month = re.compile(layouts.AFTER_MONTH.format(**dated), re.IGNORECASE)
        self.ordinal_month = re.compile(layouts.ORDINAL_MONTH.format(**dated), re.IGNORECASE)
        self.bare_birth = re.compile(
            layouts.BARE_BIRTH.format(joint=alternatives(words.cues[Cue.BIRTH_JOINT])), re.IGNORECASE
        )
        self.version_code = re.compile(
            layouts.VERSION_CODE.format(alternatives(words.cues[Cue.VERSION_CODE])), re.IGNORECASE
        )
        self.dotted = re.compile(
            rf"(?<![\w.])((?:[\w\-]{{1,24}}[ ](?:{alternatives(words.cues[Cue.DOT_SIGN])})[ ]){{1,2}})\Z",
            re.IGNORECASE,
        )
        self.see_also = re.compile(layouts.SEE_ALSO.format(alternatives(words.cues[Cue.SEE_ALSO])), re.IGNORECASE)
        rural, station = alternatives(words.cues[Cue.RURAL]), alternatives(words.cues[Cue.STATION])
        self.rural = re.compile(layouts.RURAL.format(rural=rural, station=station))
        self.before_rural = re.compile(layouts.BEFORE_RURAL.format(rural))
        self._vendors = tuple(f".{domain.lower()}" for domain in words.vendor_domains)

    def is_vendors(self, domain: str) -> bool:
        """Return whether a domain is a vendor's, or one below it."""
        return f".{domain.lower()}".endswith(self._vendors)

    @cached_property
    def likeness(self) -> Likeness:
        """How much a word is spelled like the names here that are no words, and unlike the words that are no names."""
        long = [(word, flags) for word, flags in self.single.items() if len(word) > 2]
        return Likeness(
            (word for word, flags in long if flags & _NAMES and not flags & ~_NAMES),
            (word for word, flags in long if not flags & _NAMES),
        )

    def unpack(self) -> None:
        """Make what is otherwise made when a text needs it."""
        self.likeness.of("")

    def resembles_word(self, word: str) -> bool:
        """Whether a word is an ordinary one with a slip (a letter more, less, other or moved), or ends like one."""
        known = self._resembling.get(word)
        if known is None:
            if len(self._resembling) > _MOST_REMEMBERED:
                self._resembling.clear()
            known = word.endswith(self.word_endings) or (
                len(word) <= _LONGEST and word.isascii() and not self.ordinary.isdisjoint(slips(word))
            )
            self._resembling[word] = known
        return known
