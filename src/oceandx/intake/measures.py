"""Measures: the numbers of a text, what each of them counts, and the times of day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import compress, islice
from typing import NamedTuple

from oceandx.intake.remembering import Remembering
from oceandx.intake.words import Words, fold, words_of
from oceandx.model.recognition import Measures

_GLUED = re.compile(r"([0-9]{1,6})([a-z]{1,4})([0-9]{2})?")
"""A number and its unit in one word: « 14mo », "9am", « 9h30 »."""
_LONGEST = 6
_MOST = 1_000
"""As many numbers of a text are read: nobody counts more."""
_POINTS = frozenset(".,")
_THOUSAND = 3
"""As many digits after a comma are thousands, not decimals: "2,880 minutes"."""
_NOON, _DAY = 12, 24
_MINUTES = 2
"""As many digits have the minutes of a time."""
_LOOKED = 8
"""As many words after a number may belong to its time of day."""


class Measure(NamedTuple):
    """A number in a text: its first word, the word after its last one, what it counts, and how many."""

    first: int
    after: int
    unit: str
    amount: Fraction


class _Number(NamedTuple):
    first: int
    after: int
    amount: Fraction
    glued: str = ""
    minutes: str = ""


class MeasureReader:
    """All that reading measures needs of the knowledge base, made once."""

    def __init__(self, measures: Measures) -> None:
        self._numbers = {fold(word): number for word, number in measures.numbers.items()}
        self._units: dict[str, list[tuple[str, Fraction, int]]] = {}
        self._bare: list[str] = []
        self._furthest = 0
        for unit in measures.units:
            self._furthest = max(self._furthest, unit.apart)
            if not unit.words:
                self._bare.append(unit.id)
            for word, factor in unit.words.items():
                self._units.setdefault(fold(word), []).append((unit.id, factor, unit.apart))
        clock = measures.clock
        self._clock = clock.unit if clock else ""
        self._hour = _phrases(clock.hour if clock else ())
        self._morning = _phrases(clock.before_noon if clock else ())
        self._afternoon = _phrases(clock.after_noon if clock else ())
        self._named: Mapping[str, int] = {fold(word): hour for word, hour in clock.named.items()} if clock else {}
        self._counting = Remembering(self._counts_something)
        self._timed = {":"}.union(phrase[0] for phrase in (*self._hour, *self._morning, *self._afternoon))

    def read(self, words: Words) -> list[Measure]:
        """Return the measures of a text; one number may count several things, and the pattern tells which."""
        forms = words.forms
        numbers, named = self._numbers, self._named
        measures: list[Measure] = []
        after = 0
        for place in islice(compress(range(len(forms)), map(self._counting.__getitem__, forms)), _MOST):
            if place < after:
                continue
            form = forms[place]
            number = self._number(words, place) if form[0].isdigit() or form in numbers else None
            after = place + 1
            if number is not None:
                found = self._counts(forms, number)
                measures += found
                # The minutes of a time of day are no number of their own.
                after = max([number.after, *(each.after for each in found if each.unit == self._clock)])
            elif form in named:
                measures.append(Measure(place, after, self._clock, Fraction(named[form])))
        return measures

    def _counts_something(self, form: str) -> bool:
        return form[0].isdigit() or form in self._numbers or form in self._named

    def _counts(self, forms: Sequence[str], number: _Number) -> list[Measure]:
        """Return what a number counts; « 9 h » may be a time or as many hours, « 9 h 30 » and "9 p.m." are times."""
        hour = self._hour_of(forms, number)
        if hour is not None and (number.minutes or hour.after - number.after > 1 - bool(number.glued)):
            return [hour]
        counted = [*([hour] if hour else ()), *self._counted(forms, number)]
        # A word for one is an article more often than a number.
        if counted or number.glued or not (forms[number.first][0].isdigit() or number.amount > 1):
            return counted
        return [Measure(number.first, number.after, unit, number.amount) for unit in self._bare]

    def _number(self, words: Words, place: int) -> _Number | None:
        form = words.forms[place]
        if form in self._numbers:
            return _Number(place, place + 1, Fraction(self._numbers[form]))
        if form.isascii() and form.isdigit() and len(form) <= _LONGEST:
            return _Number(*_decimal(words, place))
        glued = _GLUED.fullmatch(form)
        if glued is None:
            return None
        return _Number(place, place + 1, Fraction(int(glued[1])), glued[2], glued[3] or "")

    def _counted(self, forms: Sequence[str], number: _Number) -> Iterator[Measure]:
        """Yield what a number counts: the unit that follows it, at once or after other words of the thing."""
        if number.glued:
            following = [(number.after - 1, number.glued)]
        else:
            last = number.after + self._furthest + 1
            following = list(enumerate(forms[number.after : last], start=number.after))
        for place, form in following:
            if not form[0].isalpha():
                break
            for unit, factor, apart in self._units.get(form, ()):
                if place - number.after <= apart:
                    yield Measure(number.first, place + 1, unit, number.amount * factor)

    def _hour_of(self, forms: Sequence[str], number: _Number) -> Measure | None:
        """Return the hour of a time of day, from 0 to 23: « 9 h 30 », "2 p.m.", "14:00"."""
        hour = number.amount
        first = number.glued or "".join(forms[number.after : number.after + 1])
        if first not in self._timed or hour.denominator > 1 or not 0 <= hour < _DAY:
            return None
        following = list(forms[number.after : number.after + _LOOKED])
        if number.glued:
            following.insert(0, number.glued)
        reached = _starts(following, self._hour)
        colon = int(following[reached : reached + 1] == [":"])
        minutes = "".join(following[reached + colon : reached + colon + 1])
        if (reached or colon) and len(minutes) == _MINUTES and minutes.isdigit():
            reached += colon + 1
        for halves, noon in ((self._morning, 0), (self._afternoon, _NOON)):
            half = _starts(following[reached:], halves)
            if half and hour <= _NOON:
                hour = hour % _NOON + noon
                reached += half
                break
        if not reached:
            return None
        return Measure(number.first, number.after + reached - bool(number.glued), self._clock, hour)


def _phrases(phrases: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Return phrases as words, the longest first."""
    return tuple(sorted((tuple(words_of(phrase).forms) for phrase in phrases), key=len, reverse=True))


def _starts(forms: Sequence[str], phrases: Sequence[tuple[str, ...]]) -> int:
    """Return how many words of a text the phrase takes with which it begins, or 0."""
    return next((len(phrase) for phrase in phrases if tuple(forms[: len(phrase)]) == phrase), 0)


def _decimal(words: Words, place: int) -> tuple[int, int, Fraction]:
    """Return a number with its decimals or its thousands: "13.6", « 13,6 », "2,880"."""
    starts, ends, forms = words
    whole = Fraction(int(forms[place]))
    if place + 2 >= len(forms) or forms[place + 1] not in _POINTS:
        return place, place + 1, whole
    decimals = forms[place + 2]
    joined = ends[place] == starts[place + 1] and ends[place + 1] == starts[place + 2]
    if not (joined and decimals.isascii() and decimals.isdigit() and len(decimals) <= _THOUSAND):
        return place, place + 1, whole
    if len(decimals) == _THOUSAND:
        if forms[place + 1] != "," or not 0 < whole < 10**_THOUSAND:
            return place, place + 1, whole
        return place, place + 3, whole * 10**_THOUSAND + int(decimals)
    return place, place + 3, whole + Fraction(int(decimals), 10 ** len(decimals))
