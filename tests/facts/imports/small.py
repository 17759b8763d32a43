"""What the tests of the imports share: the shipped knowledge, and the facts of a few lines."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

import pytest

from commandline import ROOT
from oceandx.consultation import open_knowledge
from oceandx.errors import UsageError
from oceandx.facts.imports.files import Clinic, import_tables
from oceandx.facts.imports.table import read_table
from oceandx.model.case import Detail, Known, Unknown
from oceandx.model.knowledge import KnowledgeBase

TODAY = date(2026, 11, 23)


@cache
def shipped() -> KnowledgeBase:
    return open_knowledge(ROOT)


def clinic(kind: str, *lines: str, as_of: date = TODAY) -> Clinic:
    """Import one file of the lines."""
    kb = shipped()
    table = read_table(f"{kind}.csv", "\n".join(lines).encode())
    return import_tables([(kind, table)], kb.imports, kb.facts, as_of)


def told(kind: str, *lines: str, as_of: date = TODAY) -> Mapping[str, object]:
    """Return the value of each fact of one file, None where it is unknown."""
    return {fact.name: value(fact) for fact in clinic(kind, *lines, as_of=as_of).facts}


def value(fact: Known | Unknown) -> object:
    return fact.value if isinstance(fact, Known) else None


def detail(kind: str, name: str, *lines: str) -> Detail:
    """Return the detail of one fact of a file."""
    (found,) = [fact for fact in clinic(kind, *lines).facts if fact.name == name]
    return found.detail


def refused(kind: str, *lines: str, as_of: date = TODAY) -> list[str]:
    """Return what is wrong with a file, one line each."""
    with pytest.raises(UsageError) as caught:
        clinic(kind, *lines, as_of=as_of)
    return str(caught.value).split("\n")
