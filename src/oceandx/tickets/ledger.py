"""The ledger: one row for each diagnosis of a ticket, from the plan to the proof that it stands; none of its words."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from oceandx.tickets.audit import Audit, Kind, Record
from oceandx.tickets.codes import code, codes_json, name
from oceandx.tickets.helpdesk import OwnField, Receipt
from oceandx.tickets.store import Store

_KEY_LENGTH = 16
_PAGE = 500
_COLUMNS = (
    "helpdesk, ticket_id, digest, knowledge, diagnosis, fields, tags, why, language,"
    " key, state, note_id, written_at, first_at, last_at"
)
_SUPERSEDED = "superseded"


class State(StrEnum):
    """How far a run is."""

    PLANNED = "planned"
    WRITTEN = "written"
    SHADOWED = "shadowed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Plan:
    """One diagnosis of one ticket before anything is written; all strings but the ids are codes.

    ``digest`` is that of the facts, ``knowledge`` the hash of the knowledge base; ``diagnosis`` holds ids and numbers:
    symptoms, causes with status and probability, unknown facts with their reason. ``fields`` and ``tags`` are the own
    ones that are to be written, ``why`` and ``language`` what the policy says.
    """

    helpdesk: str
    ticket_id: str
    digest: str
    knowledge: str
    diagnosis: Mapping[str, Any]
    fields: Mapping[OwnField, str]
    tags: frozenset[str]
    why: str = ""
    language: str = ""

    def __post_init__(self) -> None:
        code("the name of a helpdesk", self.helpdesk)
        name("the id of a ticket", self.ticket_id)
        code("the digest of the facts", self.digest)
        code("the hash of the knowledge base", self.knowledge)
        code("why", self.why, empty=True)
        code("the language", self.language, empty=True)
        codes_json("the diagnosis", self.diagnosis)
        for value in self.fields.values():
            code("the value of an own field", value, empty=True)
        for tag in self.tags:
            code("an own tag", tag)

    @property
    def key(self) -> str:
        """Return the key: the same facts and knowledge of a ticket always give the same."""
        return key_of(self.helpdesk, self.ticket_id, self.digest, self.knowledge)


@dataclass(frozen=True, slots=True)
class Entry:
    """A run as the ledger has it; times in seconds since 1970 by our clock."""

    plan: Plan
    key: str
    state: State
    receipt: Receipt | None
    first_at: float
    last_at: float


@dataclass(frozen=True, slots=True)
class Owned:
    """The own fields and tags that enrichment ever wrote on a ticket, each field with the last value.

    A field with another value was changed by a person, and a tag that is gone was removed by one.
    """

    fields: Mapping[OwnField, str]
    tags: frozenset[str]


def key_of(helpdesk: str, ticket_id: str, digest: str, knowledge: str) -> str:
    """Return the key of one diagnosis of one ticket."""
    content = f"{helpdesk}\0{ticket_id}\0{digest}\0{knowledge}"
    return hashlib.sha256(content.encode()).hexdigest()[:_KEY_LENGTH]


class Ledger:
    """The ledger of one enrichment file; each change is an entry of the audit trail, made with it or not at all."""

    def __init__(
        self, store: Store, audit: Audit, *, actor: str = "enrich", clock: Callable[[], float] = time.time
    ) -> None:
        self._store = store
        self._audit = audit
        self._actor = actor
        self._clock = clock

    def together(self) -> AbstractContextManager[object]:
        """Return the context in which all that is kept in the file is kept at once, or not at all."""
        return self._store.transaction()

    def plan(self, plan: Plan) -> Entry:
        """Keep a run before anything is written, and return it as it then stands.

        A run that is written already stays so: see the state of what is returned. One that was shadowed or skipped is
        planned anew. Other runs of the ticket that were planned and never finished are skipped.
        """
        now = self._clock()
        with self._store.transaction() as db:
            known = self.entry(plan.key)
            if known is not None and known.state is State.WRITTEN:
                return known
            others = "helpdesk = ? and ticket_id = ? and state = 'planned' and key <> ?"
            for other in self._all(others, plan.helpdesk, plan.ticket_id, plan.key):
                self._change(db, other, State.SKIPPED, _SUPERSEDED)
            turn = self._audit.append_within(db, _record(plan, plan.key, Kind.PLANNED, self._actor, plan.why))
            db.execute(_PLAN, {**_row(plan), "now": now, "turn": turn})
        return Entry(plan, plan.key, State.PLANNED, None, known.first_at if known else now, now)

    def mark_written(self, receipt: Receipt) -> bool:
        """Keep that a run stands on its ticket, whatever was thought of it before; return False where it is known."""
        if receipt.note_id:
            name("the id of a note", receipt.note_id)
        if receipt.written_at:
            name("the time of a note", receipt.written_at)
        # Lost with the power, both this and the end of the job after it come again: the plan stands, so that the note
        # is looked for on the ticket before anything else.
        with self._store.transaction(relaxed=True) as db:
            entry = self._known(receipt.key)
            if not self._change(db, entry, State.WRITTEN, receipt.note_id and "note"):
                return False
            db.execute(
                "update runs set note_id = ?, written_at = ?, wrote_at = ? where key = ?",
                (receipt.note_id, receipt.written_at, self._clock(), receipt.key),
            )
            plan, owned = entry.plan, self.owned(entry.plan.helpdesk, entry.plan.ticket_id)
            db.execute(
                "insert or replace into owned (helpdesk, ticket_id, fields, tags) values (?, ?, ?, ?)",
                (
                    plan.helpdesk,
                    plan.ticket_id,
                    _fields_json({**owned.fields, **plan.fields}),
                    json.dumps(sorted(owned.tags | plan.tags)),
                ),
            )
        return True

    def mark_shadowed(self, key: str) -> bool:
        """Keep that a run was made in shadow mode, so that nothing was written; return False where it had ended."""
        with self._store.transaction(relaxed=True) as db:
            return self._change(db, self._known(key), State.SHADOWED)

    def mark_skipped(self, key: str, why: str) -> bool:
        """Keep that a run is not written, and why, as a code; return False where it had ended."""
        with self._store.transaction() as db:
            return self._change(db, self._known(key), State.SKIPPED, why)

    def entry(self, key: str) -> Entry | None:
        """Return a run by its key."""
        return self._first("key = ?", key)

    def latest(self, helpdesk: str, ticket_id: str) -> Entry | None:
        """Return the run of a ticket that was last written or shadowed."""
        ended = "helpdesk = ? and ticket_id = ? and state in ('written', 'shadowed') order by turn desc limit 1"
        return self._first(ended, helpdesk, ticket_id)

    def pending(self, helpdesk: str, ticket_id: str) -> Entry | None:
        """Return the run of a ticket that was planned and has not ended: its worker died, or no answer came."""
        return self._first("helpdesk = ? and ticket_id = ? and state = 'planned' limit 1", helpdesk, ticket_id)

    def owned(self, helpdesk: str, ticket_id: str) -> Owned:
        """Return what enrichment wrote on a ticket."""
        sql = "select fields, tags from owned where helpdesk = ? and ticket_id = ?"
        rows = self._store.query(sql, (helpdesk, ticket_id))
        return Owned(_fields(rows[0][0]), frozenset(json.loads(rows[0][1]))) if rows else Owned({}, frozenset())

    def writes_within(self, helpdesk: str, ticket_id: str, seconds: float) -> int:
        """Return how many runs were written on a ticket in the last seconds."""
        sql = "select count(*) from runs where helpdesk = ? and ticket_id = ? and wrote_at >= ?"
        return int(self._store.query(sql, (helpdesk, ticket_id, self._clock() - seconds))[0][0])

    def counts(self) -> Mapping[State, int]:
        """Return how many runs there are by state."""
        found = dict(self._store.query("select state, count(*) from runs group by state"))
        return {state: int(found.get(state.value, 0)) for state in State}

    def entries(self, since: float = 0.0) -> Iterator[Entry]:
        """Yield the runs that were last changed at a time or later, in the order of that change."""
        turn = -1
        sql = f"select {_COLUMNS}, turn from runs where turn > ? and last_at >= ? order by turn limit {_PAGE}"  # noqa: S608
        while rows := self._store.query(sql, (turn, since)):
            yield from (_entry(row[:-1]) for row in rows)
            turn = rows[-1][-1]

    def cursor(self, helpdesk: str) -> str:
        """Return up to where the changes of a helpdesk were taken; empty before the first time."""
        rows = self._store.query("select cursor from cursors where helpdesk = ?", (helpdesk,))
        return str(rows[0][0]) if rows else ""

    def set_cursor(self, helpdesk: str, cursor: str) -> None:
        """Keep up to where changes were taken: in one transaction of the store with putting what they named."""
        with self._store.transaction() as db:
            db.execute("insert or replace into cursors (helpdesk, cursor) values (?, ?)", (helpdesk, cursor))

    def _change(self, db: sqlite3.Connection, entry: Entry, state: State, why: str = "") -> bool:
        if entry.state is State.WRITTEN or (entry.state is not State.PLANNED and state is not State.WRITTEN):
            return False
        turn = self._audit.append_within(db, _record(entry.plan, entry.key, Kind(state.value), self._actor, why))
        change = "update runs set state = ?, last_at = ?, turn = ? where key = ?"
        db.execute(change, (state.value, self._clock(), turn, entry.key))
        return True

    def _known(self, key: str) -> Entry:
        entry = self.entry(key)
        if entry is None:
            raise LookupError("no run of that key was planned")
        return entry

    def _first(self, where: str, *values: str) -> Entry | None:
        return next(iter(self._all(where, *values)), None)

    def _all(self, where: str, *values: str) -> list[Entry]:
        rows = self._store.query(f"select {_COLUMNS} from runs where {where}", values)  # noqa: S608 - constants
        return [_entry(row) for row in rows]


_PLAN = """
insert into runs (key, helpdesk, ticket_id, digest, knowledge, state, why, language, diagnosis, fields, tags,
                  first_at, last_at, turn)
values (:key, :helpdesk, :ticket_id, :digest, :knowledge, 'planned', :why, :language, :diagnosis, :fields, :tags,
        :now, :now, :turn)
on conflict (helpdesk, ticket_id, digest, knowledge) do update set
  state = 'planned', why = excluded.why, language = excluded.language, diagnosis = excluded.diagnosis,
  fields = excluded.fields, tags = excluded.tags, last_at = excluded.last_at, turn = excluded.turn
"""


def _row(plan: Plan) -> dict[str, str]:
    return {
        "key": plan.key,
        "helpdesk": plan.helpdesk,
        "ticket_id": plan.ticket_id,
        "digest": plan.digest,
        "knowledge": plan.knowledge,
        "why": plan.why,
        "language": plan.language,
        "diagnosis": codes_json("the diagnosis", plan.diagnosis),
        "fields": _fields_json(plan.fields),
        "tags": json.dumps(sorted(plan.tags)),
    }


def _entry(row: tuple[Any, ...]) -> Entry:
    helpdesk, ticket_id, digest, knowledge, diagnosis, fields, tags, why, language = row[:9]
    key, state, note_id, written_at, first_at, last_at = row[9:]
    plan = Plan(
        helpdesk=helpdesk,
        ticket_id=ticket_id,
        digest=digest,
        knowledge=knowledge,
        diagnosis=json.loads(diagnosis),
        fields=_fields(fields),
        tags=frozenset(json.loads(tags)),
        why=why,
        language=language,
    )
    receipt = Receipt(key, note_id, written_at) if state == State.WRITTEN else None
    return Entry(plan, key, State(state), receipt, first_at, last_at)


def _fields_json(fields: Mapping[OwnField, str]) -> str:
    return json.dumps({field.value: value for field, value in fields.items()}, sort_keys=True)


def _fields(content: str) -> Mapping[OwnField, str]:
    return {OwnField(field): value for field, value in json.loads(content).items()}


def _record(plan: Plan, key: str, kind: Kind, actor: str, why: str) -> Record:
    return Record(kind, actor, plan.helpdesk, plan.ticket_id, key, plan.digest, why)
