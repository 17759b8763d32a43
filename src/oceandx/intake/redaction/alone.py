"""A name of one word of which nothing certain says whose it is: what stands around it is weighed together.

«Francine pense que …», «depuis que Denise …» and «… to Lorenzo?» differ by many small signs, none of which decides. The
points are in the knowledge base; :class:`oceandx.model.redaction.NamePoints` says what each is for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import reduce
from operator import or_

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.lines import Lines
from oceandx.intake.redaction.person import Person
from oceandx.intake.redaction.runs import Run
from oceandx.intake.redaction.sentences import in_sentence
from oceandx.intake.redaction.strengths import NAME, NameWords

_BESIDE = 3
_SHORT = 4
_MOST = 2
_SIGNS = {
    ".": "point", ",": "comma", "(": "bracket", ")": "closing", ":": "colon", ";": "semicolon", "'": "apostrophe",
    "-": "dash", "\u2013": "dash", "—": "dash", "?": "question", "!": "exclamation", "/": "slash",
}  # fmt: skip
PLACES = ("before", "second-before", "third-before", "after", "second-after", "third-after")
"""Words by their place beside a name; the tables of points have the same names."""


class Alone:
    """Weighs the names of one word of a reading; ``people``: all names and whose they are, as far as it is known."""

    def __init__(self, words: NameWords, lines: Lines, people: Sequence[tuple[Run, Person]]) -> None:
        self._words = words
        self._reading = words.reading
        self._lines = lines
        self._people = people
        self._firsts = [run.first for run, _person in people]
        self._of = {kind: [run for run, person in people if person is kind] for kind in (Person.PATIENT, Person.STAFF)}

    def weighs(self, run: Run, person: Person) -> bool:
        """Whether a name is weighed: one word with a capital letter, known as a name, or unknown and nobody's yet."""
        if person not in {Person.UNKNOWN, Person.LIKELY} or run.words > 1 or not self._reading.upper[run.first]:
            return False
        flags = self._reading.flags[run.first : run.last + 1]
        if flags[-1] & Flag.MONTH:
            return False
        return all(flag & NAME or (not flag and person is Person.UNKNOWN) for flag in flags)

    def is_patient(self, run: Run, person: Person, *, marks: Sequence[str] = ()) -> bool:
        """Whether all around a name makes it a patient's; ``marks``: signs that are known elsewhere."""
        points = self._reading.lexicon.alone
        total = sum(self._words_beside(run))
        around = self._around(run)
        sentence, before = self._sentence(run, around)
        for table, flag in (("sentence", sentence), ("sentence-before", before), ("name", self._own(run))):
            total += sum(worth for cue, worth in points.cues[table] if flag & cue)
        total += sum(points.marks.get(mark, 0) for mark in (*self.marks(run, person, around), *marks))
        return total >= points.enough

    def beside(self, run: Run) -> list[tuple[str, int, bool]]:
        """Return the place, the flags and the capital of each word beside a name; none where the text ends."""
        reading = self._reading
        at = [run.first - step for step in range(1, _BESIDE + 1)]
        at += [run.last + step for step in range(1, _BESIDE + 1)]
        return [
            (place, reading.flags[each], reading.upper[each])
            for place, each in zip(PLACES, at, strict=True)
            if 0 <= each < len(reading.flags)
        ]

    def _words_beside(self, run: Run) -> list[int]:
        points = self._reading.lexicon.alone
        return [
            sum(worth for cue, worth in points.cues[place] if flag & cue) for place, flag, _upper in self.beside(run)
        ]

    def _own(self, run: Run) -> int:
        return reduce(or_, self._reading.flags[run.first : run.last + 1], 0)

    def _sentence(self, run: Run, around: Sequence[int]) -> tuple[int, int]:
        """Return what is known of the other words of the sentence, and of those before the name."""
        flags = self._reading.flags
        whole = before = 0
        for at in around:
            whole |= flags[at]
            before |= flags[at] if at < run.first else 0
        return whole, before

    def _around(self, run: Run) -> list[int]:
        """Return the other words of the sentence, by their places."""
        line = self._lines.words(self._lines.number(self._reading.starts[run.first]))
        return [at for at in in_sentence(self._reading, line, run.last) if not run.first <= at <= run.last]

    def marks(self, run: Run, person: Person, around: Sequence[int]) -> list[str]:
        """Return the signs around a name that are no words; ``around``: the other words of its sentence."""
        reading, lines = self._reading, self._lines
        number = lines.number(reading.starts[run.first])
        found = [f"gap-before-{_kind(reading.gaps[run.first])}", f"gap-after-{_kind(reading.gaps[run.last + 1])}"]
        found += [f"{place}-capital" for place, _flag, upper in self.beside(run) if upper]
        found += [f"{place}-unknown" for place, flag, _upper in self.beside(run) if not flag]
        follows = reading.plain[run.last + 1 : run.last + 2]
        told = {
            "owns": follows == ["s"] and reading.gaps[run.last + 1].strip(" ") == "'",
            "opens": not any(at < run.first for at in around),
            "short": len(around) < _SHORT,
            "likely": person is Person.LIKELY,
            "signature": lines.in_signature(number),
            "subject": lines.in_subject(number),
            "item": lines.is_list_item(number),
            "line-begins": lines.starts_with(number, reading.starts[run.first]),
            "place": reading.plain[run.last] in self._words.places,
        }
        found += [name for name, holds in told.items() if holds]
        return [*found, *self._company(run, around)]

    def _company(self, run: Run, around: Sequence[int]) -> list[str]:
        """Return what other names say: those of the same word, of the sentence, and right beside."""
        own = set(self._reading.plain[run.first : run.last + 1])
        found: list[str] = []
        for kind, others in self._of.items():
            name = kind.name.lower()
            if any(not own.isdisjoint(self._reading.plain[other.first : other.last + 1]) for other in others):
                found.append(f"is-{name}")
            if others:
                found.append(f"{name}s" if len(others) >= _MOST else f"one-{name}")
            if any(other.first in around for other in others):
                found.append(f"{name}-in-sentence")
        place = bisect_left(self._firsts, run.first)
        for step, side in ((-1, "before"), (1, "after")):
            if 0 <= place + step < len(self._people):
                other, person = self._people[place + step]
                apart = run.first - other.last if step < 0 else other.first - run.last
                if apart <= _BESIDE:
                    found.append(f"{person.name.lower()}-{side}")
        return found


def _kind(gap: str) -> str:
    """Return what parts a word from its neighbour, in a word."""
    if "\n" in gap or "\x1e" in gap:
        return "line"
    if any(map(str.isdigit, gap)):
        return "number"
    sign = gap.strip(" ")[:1]
    return _SIGNS.get(sign, "other") if sign else "space"
