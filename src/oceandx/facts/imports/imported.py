"""What comes out of the files of a clinic: facts, and what to know about the files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from oceandx.facts.imports.structures import Grid
from oceandx.model.case import Known, Unknown


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to know about an import; ``column`` (1-based) is 1 when the whole row is meant.

    Kinds: other-user-ignored, no-oceanapi-user, duplicate-row, conflicting-rows, unnamed.
    """

    kind: str
    file: str
    row: int
    column: int
    values: Mapping[str, str | int | tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Imported:
    """The facts of one permission grid, what to know about it, and whom and what it is about."""

    facts: tuple[Known | Unknown, ...]
    notices: tuple[Notice, ...]
    grid: Grid
