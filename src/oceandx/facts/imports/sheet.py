"""The typed cells of a table, column by column; what is wrong is noted, to tell it all at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, time
from difflib import get_close_matches
from typing import TypeVar

from oceandx.errors import KnowledgeBaseError, Problem
from oceandx.facts.imports.dates import Moment, read_date, read_moment, read_time
from oceandx.facts.imports.table import Cells, Row, Table, fold, read_name, refuse
from oceandx.facts.imports.vocabulary import Column, Vocabulary

_T = TypeVar("_T")
_COUNT = re.compile(r"(\d{1,9})(?:[.,]0+)?", re.ASCII)
_CLOSE = 0.7


class Sheet:
    """One table of a known kind: each method returns one value for each row, None where nobody said anything."""

    def __init__(self, table: Table, vocabulary: Vocabulary) -> None:
        """Find the columns; a required column that is missing is noted."""
        ignored = {header: (header,) for header in vocabulary.ignored}
        accepted = {name: column.headers for name, column in vocabulary.columns.items()}
        self._cells = Cells(table, {**ignored, **accepted})
        self._vocabulary, self._words = vocabulary, vocabulary.words
        self.rows = table.rows
        self._spellings: dict[str, str] = {}
        self._check_columns(table.header)

    def has(self, column: str) -> bool:
        """Say whether the file has a column."""
        return column in self._cells.columns

    def note(self, row: Row, column: str, message: str) -> None:
        """Note what is wrong with one cell."""
        self._cells.note(row, column, message)

    def refuse(self) -> None:
        """Raise UsageError with all that was noted, if anything was; values are for use only after this."""
        refuse(self._cells.problems)

    def names(self, column: str) -> tuple[str, ...]:
        """Read names that every row must have; each keeps the spelling that came first."""
        self._expect(column, "name")
        if not self.has(column):
            return ("",) * len(self.rows)
        return tuple(self._spelled(self._cells.read(row, column, read_name) or "") for row in self.rows)

    def optional_names(self, column: str) -> tuple[str | None, ...]:
        """Read names that may be left out."""
        self._expect(column, "name")
        return self._read(column, lambda text: self._spelled(read_name(text)))

    def flags(self, column: str) -> tuple[bool | None, ...]:
        """Read yes and no; a blank is unknown."""
        self._expect(column, "yes-no")
        return self._read(column, self._flag)

    def ticks(self, column: str) -> tuple[bool | None, ...]:
        """Read yes and no of a list; among bare ticks, where nobody wrote a word, what is left empty is no."""
        flags, texts = self.flags(column), self._texts(column)
        marks = {fold(text) for text in texts if not self._is_blank(text)}
        if not marks or not marks <= set(self._words.ticks):
            return flags
        return tuple(flag if text else False for flag, text in zip(flags, texts, strict=True))

    def counts(self, column: str) -> tuple[int | None, ...]:
        """Read whole numbers from 0 to the column's maximum."""
        maximum = self._expect(column, "count").maximum
        return self._read(column, lambda text: _count(text, maximum))

    def dates(self, column: str) -> tuple[date | None, ...]:
        """Read dates."""
        self._expect(column, "date")
        return self._read(column, lambda text: read_date(text, self._words.months))

    def times(self, column: str) -> tuple[time | None, ...]:
        """Read times of day."""
        self._expect(column, "time")
        return self._read(column, read_time)

    def moments(self, column: str) -> tuple[Moment | None, ...]:
        """Read days with or without their time; what never happened has none."""
        self._expect(column, "moment")
        return self._read(column, self._moment)

    def choices(self, column: str) -> tuple[str | None, ...]:
        """Read one of the column's choices."""
        found = self._expect(column, "choice")
        return self._read(column, lambda text: _choice(text, found))

    def errors(self, column: str) -> tuple[bool | None, ...]:
        """Say whether a free text tells of an error: nothing of the text is kept."""
        self._expect(column, "text")
        return self._read(column, lambda text: fold(text) not in self._words.no_error)

    def filled(self, row: Row, column: str) -> bool:
        """Say whether a cell says anything."""
        return self.has(column) and not self._is_blank(row.cells[self._cells.columns[column]])

    def _texts(self, column: str) -> tuple[str, ...]:
        if not self.has(column):
            return ("",) * len(self.rows)
        return tuple(row.cells[self._cells.columns[column]] for row in self.rows)

    def _read(self, column: str, parse: Callable[[str], _T | None]) -> tuple[_T | None, ...]:
        def read(text: str) -> _T | None:
            return None if self._is_blank(text) else parse(text)

        return tuple(self._cells.read(row, column, read) for row in self.rows)

    def _is_blank(self, text: str) -> bool:
        return not text or fold(text) in self._words.blank

    def _flag(self, text: str) -> bool:
        word, words = fold(text), self._words
        if word in words.yes or word in words.ticks:
            return True
        if word in words.no:
            return False
        raise ValueError(f"is unknown; write {words.yes[0]!r}, {words.no[0]!r} or nothing")

    def _moment(self, text: str) -> Moment | None:
        return None if fold(text) in self._words.never else read_moment(text, self._words.months)

    def _spelled(self, name: str) -> str:
        return self._spellings.setdefault(fold(name).replace(" ", ""), name)

    def _expect(self, column: str, cell: str) -> Column:
        """Return a column of the vocabulary, which must be there and of the kind that the program reads."""
        found = self._vocabulary.columns.get(column)
        if found is None or found.cell != cell:
            path = f"kb/imports/{self._vocabulary.kind}.yaml"
            raise KnowledgeBaseError(
                [Problem(path, 1, 1, f"the column '{column}' must be there with the cell '{cell}'")]
            )
        return found

    def _check_columns(self, header: Row) -> None:
        missing = [c for c in self._vocabulary.columns.values() if c.is_required and not self.has(c.name)]
        for column in missing:
            self.note(header, column.name, f"the column is missing; its header may be {_shown(column.headers)}")
        if not missing and not any(map(self.has, self._vocabulary.columns)):
            known = [column.headers[0] for column in self._vocabulary.columns.values()]
            self.note(header, self._vocabulary.kind, f"no column is known; headers may be {_shown(known)}")


def _shown(headers: Sequence[str]) -> str:
    return ", ".join(map(repr, headers))


def _count(text: str, maximum: int | None) -> int:
    match = _COUNT.fullmatch(fold(text))
    if not match:
        raise ValueError("is not a whole number; write digits only, such as 30")
    if maximum is not None and int(match[1]) > maximum:
        raise ValueError(f"is more than {maximum}; correct the number")
    return int(match[1])


def _choice(text: str, column: Column) -> str | None:
    word = fold(text)
    means = {choice for choice, words in column.choices.items() if word in words}
    if not means and column.is_within:
        means = {choice for choice, words in column.choices.items() if any(one in word for one in words)}
    if not means and column.otherwise:
        return column.otherwise
    if len(means) == 1:
        return means.pop()
    if means:
        return None  # it says several things at once
    known = {one: one for words in column.choices.values() for one in words}
    near = get_close_matches(word, known, n=1, cutoff=_CLOSE)
    options = ", ".join(repr(words[0]) for words in column.choices.values())
    raise ValueError(f"is unknown; {f'did you mean {near[0]!r}?' if near else f'write one of {options}'}")
