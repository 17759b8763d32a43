"""Reading the permission grid of the OceanAPI user: a table in, facts out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import Enum
from itertools import islice, product
from operator import itemgetter
from typing import TypeVar

from oceandx.errors import KnowledgeBaseError, Problem
from oceandx.facts.imports import table as tables
from oceandx.facts.imports.dates import read_date
from oceandx.facts.imports.imported import Imported, Notice
from oceandx.facts.imports.structures import Grid
from oceandx.facts.imports.table import Cells, Row, Table, fold, fold_header, quoted
from oceandx.model.case import Known, Unknown
from oceandx.model.vocabulary import UnknownReason

_T = TypeVar("_T")
_FILE = "kb/imports/permissions.yaml"
_GRID = ("patient", "scheduling", "billing", "emr", "labs", "visible")
_USER, _OFFICE, _PROVIDER, _UNTIL = "emr_user", "office", "provider", "access_until"
_REQUIRED = {column: column != _UNTIL for column in (_USER, _OFFICE, _PROVIDER, *_GRID, _UNTIL)}
_Level = Enum("_Level", ["FULL", "READ_ONLY", "BLANK"])
_FULL, _READ_ONLY, _BLANK = _Level


@dataclass(frozen=True, slots=True)
class GridVocabulary:
    """What the grid's headers and cells may say; ``months`` and ``user_pattern`` are folded."""

    headers: Mapping[str, tuple[str, ...]]
    ignored: tuple[str, ...]
    full: tuple[str, ...]
    read_only: tuple[str, ...]
    blank: tuple[str, ...]
    months: Mapping[str, int]
    user_pattern: str

    @classmethod
    def from_data(cls, data: Mapping[str, object]) -> GridVocabulary:
        """Build the vocabulary from the plain data of ``kb/imports/permissions.yaml``."""
        columns = {_need(column.get("column"), str): column for column in _maps(data.get("columns"))}
        if {name: column.get("required") for name, column in columns.items()} != _REQUIRED:
            message = f"the columns must be {', '.join(_REQUIRED)}, all but {_UNTIL} required"
            raise KnowledgeBaseError([Problem(_FILE, 1, 1, message)])
        cells, months = _need(data.get("cells"), dict), _need(data.get("months"), dict)
        ignored = [_texts(column.get("headers")) for column in _maps(data.get("ignored_columns", []))]
        return cls(
            headers={name: _texts(column.get("headers")) for name, column in columns.items()},
            ignored=tuple(header for headers in ignored for header in headers),
            full=_texts(cells.get("full")),
            read_only=_texts(cells.get("read_only")),
            blank=_texts(cells.get("blank")),
            months={fold(name): n for n in range(1, 13) for name in _texts(months.get(str(n)))},
            user_pattern=fold_header(_need(data.get("user_pattern"), str)),
        )


@dataclass(frozen=True, slots=True)
class _Entry:
    row: int
    user: str
    office: str
    provider: str
    levels: Mapping[str, _Level]
    until: date | None

    def differences(self, other: _Entry) -> tuple[str, ...]:
        columns = tuple(column for column in _GRID if self.levels[column] is not other.levels[column])
        return columns if self.until == other.until else (*columns, _UNTIL)


@dataclass(frozen=True, slots=True)
class _Pair:
    """One office and provider; what its rows agree on is certain, the rest is disputed."""

    entry: _Entry
    missing: list[str]
    read_only: list[str]
    disputed: list[str]
    ended: date | None
    maybe_ended: date | None

    def detail(self, missing: list[str], ended: date | None) -> _Detail:
        names = {_USER: self.entry.user, _OFFICE: self.entry.office, _PROVIDER: self.entry.provider}
        since = ended.isoformat() if ended else None
        state = {"missing": missing, "read_only": self.read_only, "expired_since": since}
        return self.entry.row, {**names, **state}


# One item of a fact's detail, after the row that decides its place; what the rows of one user say of a fact.
_Detail = tuple[int, Mapping[str, object]]
_Opinion = tuple[bool | UnknownReason, list[_Detail]]


def import_permissions(table: Table, vocabulary: GridVocabulary, as_of: date, emr_user: str | None) -> Imported:
    """Judge the grid of the OceanAPI user: ``emr_user``, or (None) every user who is named like it.

    A UsageError tells all that is not understood, in the rows of any user, one line each.
    """
    reader = _Reader(table, vocabulary, emr_user)
    by_user: dict[str, list[_Entry]] = {}
    for entry in map(reader.entry, table.rows):
        by_user.setdefault(entry.user, []).append(entry)
    tables.refuse(reader.cells.problems)
    users = _choose(reader.cells, list(by_user), vocabulary, emr_user)
    notices = list(_user_notices(reader.cells, by_user, set(users)))
    grids = [_pairs(table, by_user[user], as_of, notices) for user in users]
    dated = grids if _UNTIL in reader.cells.columns else []
    complete = _fact("accuro.oceanapi.permissions_complete", map(_judge_complete, grids), as_of)
    expired = _fact("accuro.oceanapi.permission_expired", map(_judge_expired, dated), as_of)
    return Imported((complete, expired), tuple(notices), _grid(by_user, users, is_named=emr_user is not None))


def _grid(by_user: Mapping[str, list[_Entry]], chosen: list[str], *, is_named: bool) -> Grid:
    """Return whom the file is about: the user who was named, or the only one; and where that user has rows."""
    sure = chosen if is_named else list(by_user)
    places = dict.fromkeys((entry.office, entry.provider) for user in chosen for entry in by_user[user])
    return Grid(tuple(by_user), sure[0] if len(sure) == 1 else None, tuple(places))


def _need(value: object, kind: type[_T]) -> _T:
    if not isinstance(value, kind):
        message = f"a {kind.__name__} belongs where {value!r} is; quote texts such as yes, no, 1 or true"
        raise KnowledgeBaseError([Problem(_FILE, 1, 1, message)])
    return value


def _maps(value: object) -> list[dict[str, object]]:
    return [_need(item, dict) for item in _need(value, list)]


def _texts(value: object) -> tuple[str, ...]:
    return tuple(_need(item, str) for item in _need(value, list))


class _Reader:
    """Turns the rows of one table into entries; a name keeps the spelling that came first."""

    def __init__(self, table: Table, vocabulary: GridVocabulary, emr_user: str | None) -> None:
        ignored = {header: (header,) for header in vocabulary.ignored}
        self.cells = Cells(table, {**ignored, **vocabulary.headers})
        self._words, self._emr_user = vocabulary, tables.clean(emr_user or "")
        levels = zip(_Level, (vocabulary.full, vocabulary.read_only, vocabulary.blank), strict=True)
        self._levels = {fold(value): (level, value) for level, values in levels for value in values}
        self._spellings: dict[tuple[str, str], str] = {}
        self._check_columns(table.header)

    def entry(self, row: Row) -> _Entry:
        """Return what a row says; it is for use only when no problem was noted."""
        user, office, provider = (self._name(row, column) for column in (_USER, _OFFICE, _PROVIDER))
        levels = {column: self.cells.read(row, column, self._level) or _BLANK for column in _GRID}
        until = self.cells.read(row, _UNTIL, lambda text: read_date(text, self._words.months))
        return _Entry(row.number, user, office, provider, levels, until)

    def _check_columns(self, header: Row) -> None:
        for column in sorted(self._words.headers.keys() - self.cells.columns.keys() - {_UNTIL}):
            if column != _USER or not self._emr_user:
                headers = ", ".join(map(repr, self._words.headers[column]))
                other = "; or name the user of all rows: --emr-user NAME" if column == _USER else ""
                self.cells.note(header, column, f"the column is missing; its header may be {headers}{other}")

    def _name(self, row: Row, column: str) -> str:
        if column not in self.cells.columns and not (column == _USER and self._emr_user):
            return ""  # noted once, as a missing column
        name = self.cells.read(row, column, tables.read_name, self._emr_user) or ""
        return self._spellings.setdefault((column, _key(name)), name)

    def _level(self, text: str) -> _Level:
        if found := self._levels.get(fold(text)):
            return found[0]
        near = get_close_matches(fold(text), self._levels, n=1, cutoff=0.7)
        words, hint = self._words, f"did you mean {self._levels[near[0]][1]!r}?" if near else ""
        raise ValueError(f"is unknown; {hint or f'write {words.full[0]!r}, {words.read_only[0]!r} or nothing'}")


def _key(name: str) -> str:
    return fold(name).replace(" ", "")


def _choose(cells: Cells, users: list[str], vocabulary: GridVocabulary, wanted: str | None) -> list[str]:
    if wanted is None:
        return [user for user in users if vocabulary.user_pattern in fold_header(user)]
    chosen = [user for user in users if _key(user) == _key(tables.clean(wanted))]
    if not chosen:
        found = ", ".join(map(quoted, users[: tables.MAX_SHOWN]))
        cells.note(cells.table.header, _USER, f"no row is of {quoted(wanted)}; the file has rows of {found}")
        tables.refuse(cells.problems)
    return chosen


def _user_notices(cells: Cells, by_user: Mapping[str, list[_Entry]], chosen: set[str]) -> Iterator[Notice]:
    name, column = cells.table.name, cells.place(_USER)
    if not chosen:
        yield Notice("no-oceanapi-user", name, cells.table.header.number, column, {"users": tuple(by_user)})
    for user, entries in by_user.items():
        if chosen and user not in chosen:
            place = (name, entries[0].row, column)
            yield Notice("other-user-ignored", *place, {_USER: user, "rows": len(entries)})


def _pairs(table: Table, entries: Sequence[_Entry], as_of: date, notices: list[Notice]) -> list[_Pair]:
    groups: dict[tuple[str, str], dict[object, _Entry]] = {}
    for entry in entries:
        known = groups.setdefault((entry.office, entry.provider), {})
        statement = (*entry.levels.values(), entry.until)
        if known:
            notices.append(_pair_notice(table, known.get(statement) or next(iter(known.values())), entry))
        known.setdefault(statement, entry)
    return [_pair(list(rows.values()), as_of) for rows in groups.values()]


def _pair_notice(table: Table, first: _Entry, entry: _Entry) -> Notice:
    names = {_USER: first.user, _OFFICE: first.office, _PROVIDER: first.provider}
    columns = first.differences(entry)
    kind = "conflicting-rows" if columns else "duplicate-row"
    return Notice(kind, table.name, entry.row, 1, {**names, "first_row": first.row, "columns": columns})


def _pair(rows: Sequence[_Entry], as_of: date) -> _Pair:
    seen = {column: {entry.levels[column] for entry in rows} for column in _GRID}
    ends = [entry.until for entry in rows if entry.until and entry.until < as_of]
    latest = max(ends, default=None)
    return _Pair(
        entry=rows[0],
        missing=[name for name, levels in seen.items() if _FULL not in levels and _BLANK in levels],
        read_only=[name for name, levels in seen.items() if levels == {_READ_ONLY}],
        disputed=[name for name, levels in seen.items() if _FULL in levels and len(levels) > 1],
        ended=latest if len(ends) == len(rows) else None,
        maybe_ended=latest,
    )


def _judge_complete(pairs: Sequence[_Pair]) -> _Opinion:
    if gaps := [pair.detail(pair.missing, pair.ended) for pair in pairs if pair.missing or pair.read_only]:
        return False, gaps
    if disputes := [pair.detail(pair.disputed, pair.ended) for pair in pairs if pair.disputed]:
        return UnknownReason.CONTRADICTORY, disputes
    if absent := list(islice(_absent(pairs), tables.MAX_ROWS)):
        return UnknownReason.NOT_ASKED, absent
    return True, []


def _judge_expired(pairs: Sequence[_Pair]) -> _Opinion:
    if ended := [pair.detail(pair.missing, pair.ended) for pair in pairs if pair.ended]:
        return True, ended
    if disputes := [pair.detail(pair.missing, pair.maybe_ended) for pair in pairs if pair.maybe_ended]:
        return UnknownReason.CONTRADICTORY, disputes
    return False, []


def _absent(pairs: Sequence[_Pair]) -> Iterator[_Detail]:
    """Yield the offices and providers of one user that have no row together."""
    present = {(pair.entry.office, pair.entry.provider) for pair in pairs}
    offices = dict.fromkeys(pair.entry.office for pair in pairs)
    providers = {pair.entry.provider: pair.entry for pair in reversed(pairs)}
    for (provider, first), office in product(providers.items(), offices):
        if (office, provider) not in present:
            names = {_USER: first.user, _OFFICE: office, _PROVIDER: provider}
            gap = {"missing": [*_GRID], "read_only": [], "expired_since": None, "row_absent": True}
            yield first.row, {**names, **gap}


def _combine(opinions: Sequence[_Opinion]) -> _Opinion:
    """Return what all users have in common; users who differ contradict each other."""
    outcomes = {outcome for outcome, _ in opinions} or {UnknownReason.NOT_ASKED}
    detail = sorted((item for _, items in opinions for item in items), key=itemgetter(0))
    if outcomes == {True, UnknownReason.NOT_ASKED}:
        return UnknownReason.NOT_ASKED, detail
    return (outcomes.pop() if len(outcomes) == 1 else UnknownReason.CONTRADICTORY), detail


def _fact(name: str, opinions: Iterable[_Opinion], as_of: date) -> Known | Unknown:
    outcome, items = _combine(list(opinions))
    origin, detail = ("import:permissions", as_of.isoformat()), tuple(item for _, item in items)
    if isinstance(outcome, UnknownReason):
        return Unknown(name, outcome, *origin, detail)
    return Known(name, outcome, *origin, detail)
