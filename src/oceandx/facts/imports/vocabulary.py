"""How one kind of file may be headed and filled in: the plain data of kb/imports/, ready for comparison."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from oceandx.facts.imports.table import fold

Imports = Mapping[str, Mapping[str, Any]]
"""The plain data of kb/imports/, by the name of the file."""

WORDS = "words"
PERMISSIONS = "permissions"


@dataclass(frozen=True, slots=True)
class Words:
    """What cells of any kind of file may say, all folded; the first ``yes`` and ``no`` stand in errors.

    ``ticks`` are the marks that mean yes without saying so.
    """

    yes: tuple[str, ...]
    no: tuple[str, ...]
    ticks: tuple[str, ...]
    blank: tuple[str, ...]
    never: tuple[str, ...]
    no_error: tuple[str, ...]
    months: Mapping[str, int]
    titles: frozenset[str]

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Words:
        """Build the words from the plain data of ``kb/imports/words.yaml``."""
        cells = {name: tuple(map(fold, words)) for name, words in data["cells"].items()}
        months = {fold(word): int(number) for number, words in data["months"].items() for word in words}
        return cls(**cells, months=months, titles=frozenset(map(fold, data["titles"])))


@dataclass(frozen=True, slots=True)
class Column:
    """One column; ``choices`` are folded words by the choice that they mean."""

    name: str
    cell: str
    is_required: bool
    headers: tuple[str, ...]
    maximum: int | None
    choices: Mapping[str, tuple[str, ...]]
    is_within: bool
    otherwise: str | None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The columns of one kind of file and the words of its cells."""

    kind: str
    columns: Mapping[str, Column]
    ignored: tuple[str, ...]
    words: Words

    @classmethod
    def of(cls, imports: Imports, kind: str) -> Vocabulary:
        """Build the vocabulary of one kind."""
        data = imports[kind]
        columns = {column["column"]: _column(column) for column in data["columns"]}
        ignored = [header for column in data.get("ignored_columns", ()) for header in column["headers"]]
        return cls(kind, columns, tuple(ignored), Words.from_data(imports[WORDS]))


def kinds(imports: Imports) -> tuple[str, ...]:
    """Return the kinds of files that can be imported."""
    return tuple(kind for kind in imports if kind != WORDS)


def workbook_order(imports: Imports) -> tuple[str, ...]:
    """Return the kinds of files in the order of their sheets in a workbook."""
    return tuple(imports[WORDS]["workbook"]["order"])


def _column(data: Mapping[str, Any]) -> Column:
    return Column(
        name=data["column"],
        cell=data["cell"],
        is_required=data["required"],
        headers=tuple(data["headers"]),
        maximum=data.get("maximum"),
        choices={one["choice"]: tuple(map(fold, one["words"])) for one in data.get("choices", ())},
        is_within=data.get("within", False),
        otherwise=data.get("otherwise"),
    )
