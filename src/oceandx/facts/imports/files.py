"""All files of one clinic together: each gives its facts, and some give more when held against each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from oceandx.facts.entry import Definitions
from oceandx.facts.imports.daysheet import daysheet_facts, read_daysheet_counts
from oceandx.facts.imports.findings import Fact, Origin
from oceandx.facts.imports.imported import Notice
from oceandx.facts.imports.permissions import GridVocabulary, import_permissions
from oceandx.facts.imports.providers import ocean_provider_facts, read_ocean_providers, read_providers
from oceandx.facts.imports.reminder_log import read_reminder_log, reminder_log_facts
from oceandx.facts.imports.reminders import read_reminders, reminder_facts
from oceandx.facts.imports.roster import Lists, cross_check, same_user
from oceandx.facts.imports.structures import DaySheetCount, Grid, OceanProvider, Placement
from oceandx.facts.imports.sync_status import read_sync_status
from oceandx.facts.imports.table import Table, read_table
from oceandx.facts.imports.vocabulary import PERMISSIONS, WORDS, Imports, Vocabulary, Words, kinds
from oceandx.facts.names import Names
from oceandx.model.case import Unknown

UNNAMED = "unnamed"
"""The kind of notice about a list whose values count only once one of its names is given."""


@dataclass(slots=True)
class Clinic:
    """What the files of one clinic say; ``listed`` are the names that they hold, by the key of a fact's detail."""

    facts: list[Fact] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    ocean_providers: list[OceanProvider] = field(default_factory=list)
    placements: list[Placement] = field(default_factory=list)
    connected_users: list[str] = field(default_factory=list)
    daysheet: list[DaySheetCount] = field(default_factory=list)
    listed: dict[str, dict[str, None]] = field(default_factory=dict)

    def add(self, table: Table, facts: Iterable[Fact]) -> None:
        """Note the facts of one table, and of whom they tell as long as one of the list is named."""
        found = tuple(facts)
        self.facts += found
        for key in open_names(found):
            self.notices.append(Notice(UNNAMED, table.name, table.header.number, 1, {"option": key}))

    def names(self, key: str, names: Iterable[str]) -> None:
        """Note names that a file holds."""
        self.listed.setdefault(key, {}).update(dict.fromkeys(names))


def open_names(facts: Iterable[Fact]) -> tuple[str, ...]:
    """Return what has to be named (a provider, a rule) for the values that the facts list of each to count."""
    keys = [
        key
        for fact in facts
        if isinstance(fact, Unknown)
        for item in fact.detail
        if "value" in item
        for key in item
        if key != "value"
    ]
    return tuple(dict.fromkeys(keys))


def import_tables(
    files: Sequence[tuple[str, Table]],
    imports: Imports,
    definitions: Definitions,
    as_of: date,
    emr_user: str | None = None,
) -> Clinic:
    """Return what the tables say, each given with its kind; facts that the dictionary does not have are left out.

    A UsageError tells all that is not understood in one table, one line each.
    """
    clinic = Clinic()
    for kind, table in files:
        if kind == PERMISSIONS:
            _add_grid(clinic, table, imports, as_of, emr_user)
        else:
            _add(clinic, table, Vocabulary.of(imports, kind), as_of)
    clinic.facts += _together(clinic, Words.from_data(imports[WORDS]).titles, as_of)
    clinic.facts = [fact for fact in clinic.facts if fact.name in definitions]
    return clinic


def read_tables(kind: str, path: str, content: bytes, imports: Imports) -> tuple[tuple[str, Table], ...]:
    """Read a file of one kind, text or Excel, or a workbook of several; each table comes with its kind."""
    from oceandx.facts.imports.workbook import WORKBOOK, is_workbook, read_sheet, read_sheets

    if kind == WORKBOOK:
        return read_sheets(path, content, imports)
    table = read_sheet(kind, path, content, imports) if is_workbook(content) else read_table(path, content)
    return ((kind, table),)


def offered(imports: Imports) -> tuple[str, ...]:
    """Return what can be imported: the kinds of files, and a workbook of them."""
    return (*kinds(imports), "workbook")


def titles_of(imports: Mapping[str, Mapping[str, object]]) -> frozenset[str]:
    """Return the words that are no part of a person's name."""
    return Words.from_data(imports[WORDS]).titles


def _add_grid(clinic: Clinic, table: Table, imports: Imports, as_of: date, emr_user: str | None) -> None:
    imported = import_permissions(table, GridVocabulary.from_data(imports[PERMISSIONS]), as_of, emr_user)
    clinic.facts += imported.facts
    clinic.notices += imported.notices
    clinic.grids.append(imported.grid)
    clinic.names("office", [office for office, _ in imported.grid.places])
    clinic.names("provider", [provider for _, provider in imported.grid.places])


def _add(clinic: Clinic, table: Table, vocabulary: Vocabulary, as_of: date) -> None:
    origin = Origin.of([vocabulary.kind], as_of)
    match vocabulary.kind:
        case "providers":
            placements = read_providers(table, vocabulary)
            clinic.placements += placements
            clinic.names("office", [one.office for one in placements])
            clinic.names("provider", [one.provider for one in placements])
        case "ocean_providers":
            providers = read_ocean_providers(table, vocabulary)
            clinic.ocean_providers += providers
            clinic.add(table, ocean_provider_facts(providers, origin))
            clinic.names("provider", [one.provider for one in providers])
        case "sync_status":
            status = read_sync_status(table, vocabulary, as_of)
            clinic.add(table, status.facts)
            clinic.connected_users += [status.connected_user] if status.connected_user else []
        case "reminders":
            reminders = read_reminders(table, vocabulary)
            clinic.add(table, reminder_facts(reminders, origin))
            clinic.names("rule", [rule.name for rule in reminders.rules])
        case "reminder_log":
            rows = read_reminder_log(table, vocabulary)
            dated = Origin.dated([vocabulary.kind], (row.day for row in rows), as_of)
            clinic.add(table, reminder_log_facts(rows, dated))
            clinic.names("provider", [row.schedule for row in rows])
        case "daysheet_counts":
            counts = read_daysheet_counts(table, vocabulary)
            clinic.daysheet += counts
            dated = Origin.dated([vocabulary.kind], (one.date for one in counts), as_of)
            clinic.add(table, daysheet_facts(counts, dated))
            clinic.names("office", [one.office for one in counts])
            clinic.names("provider", [one.provider for one in counts])


def _together(clinic: Clinic, titles: frozenset[str], as_of: date) -> list[Fact]:
    places = [place for grid in clinic.grids for place in grid.places]
    lists = Lists(clinic.ocean_providers, places, clinic.placements)
    facts = list(cross_check(lists, Names(titles), as_of.isoformat()))
    for grid in clinic.grids:
        facts += [same_user(grid, user, as_of.isoformat()) for user in clinic.connected_users]
    return facts
