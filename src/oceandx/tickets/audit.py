"""The audit trail: closed records that are only ever added, each sealed by the hash of the one before."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from oceandx.errors import OceandxError
from oceandx.tickets.codes import code, codes_json, name
from oceandx.tickets.store import Store

_PAGE = 500
COLUMNS = "seq, at, actor, kind, helpdesk, ticket_id, key, digest, what, counts, before, hash"
START = "0" * 64


class Kind(StrEnum):
    """What an entry is about."""

    PLANNED = "planned"
    WRITTEN = "written"
    SHADOWED = "shadowed"
    SKIPPED = "skipped"
    MODE_SET = "mode-set"
    ALLOWED = "allowed"
    DISALLOWED = "disallowed"
    KILLED = "killed"
    REVIVED = "revived"
    BREAKER_OPENED = "breaker-opened"
    BREAKER_CLOSED = "breaker-closed"
    FEEDBACK = "feedback"
    DEAD_RETRIED = "dead-retried"
    DEAD_DISCARDED = "dead-discarded"
    BACKFILLED = "backfilled"
    PRUNED = "pruned"


@dataclass(frozen=True, slots=True)
class Record:
    """One thing that happened: who did what, to which ticket, as ids, codes and numbers.

    ``what`` is a code, and for ALLOWED and DISALLOWED what stands in the list: a queue's name or a ticket's id.
    """

    kind: Kind
    actor: str
    helpdesk: str = ""
    ticket_id: str = ""
    key: str = ""
    digest: str = ""
    what: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        name("the actor", self.actor)
        for what, value in (("the helpdesk", self.helpdesk), ("the key", self.key), ("the digest", self.digest)):
            code(what, value, empty=True)
        if self.ticket_id:
            name("the ticket's id", self.ticket_id)
        if self.kind not in {Kind.ALLOWED, Kind.DISALLOWED}:
            code("what was done", self.what, empty=True)
        elif self.what:
            name("what is allowed", self.what)


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry at some time; kept elsewhere, it proves that nothing up to it was rewritten or cut off since."""

    seq: int
    hash: str


class AuditTampered(OceandxError):  # noqa: N818 - a state, not a mistake
    """The trail is not as it was written, so nothing of it is removed; ``verify`` tells where."""


class Trail(Protocol):
    """Where what happened is kept."""

    def append(self, record: Record) -> int:
        """Add an entry and return its number, which is higher than that of any before."""


def content_of(number: int, at: float, record: Record, before: str) -> tuple[Any, ...]:
    """Return an entry in the order of the columns, all but its own hash; ``before`` is that of the last entry."""
    return (
        number,
        float(at),
        record.actor,
        record.kind.value,
        record.helpdesk,
        record.ticket_id,
        record.key,
        record.digest,
        record.what,
        codes_json("the counts", record.counts),
        before,
    )


def seal(content: tuple[Any, ...]) -> str:
    """Return the hash of an entry."""
    return hashlib.sha256(json.dumps(content, separators=(",", ":")).encode()).hexdigest()


def exported(row: tuple[Any, ...]) -> str:
    """Return an entry as a line of JSON."""
    entry = dict(zip(COLUMNS.split(", "), row, strict=True))
    return json.dumps({**entry, "counts": json.loads(entry["counts"])}, ensure_ascii=False)


def problems(rows: Iterable[tuple[Any, ...]], stone: Head, last: int, since: Head | None) -> Iterator[str]:
    """Yield what is wrong with entries that follow ``stone``, the last one removed, and end with number ``last``."""
    number, before, found = stone.seq, stone.hash, None
    for row in rows:
        if row[0] != number + 1:
            yield f"entry {number + 1}: missing, up to {row[0] - 1}"
        elif row[-2] != before:
            yield f"entry {row[0]}: does not follow the one before"
        if row[-1] != seal(row[:-1]):
            yield f"entry {row[0]}: changed after it was written"
        number, before = row[0], row[-1]
        if since is not None and number == since.seq:
            found = before
    if number != last:
        yield f"entry {number + 1}: missing, up to {last}"
    if since is not None and since.seq > stone.seq and found != since.hash:
        yield f"entry {since.seq}: is not the one whose hash was kept"


class Audit:
    """The audit trail of one enrichment file."""

    def __init__(self, store: Store, *, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._clock = clock

    def append(self, record: Record) -> int:
        """Add an entry and return its number; within a transaction that is open, it is added with it or not at all."""
        with self._store.transaction() as db:
            return self.append_within(db, record)

    def append_within(self, db: sqlite3.Connection, record: Record) -> int:
        """Add an entry in a transaction of the store that is open, relaxed or not, and return its number."""
        last = db.execute("select seq, hash from audit order by seq desc limit 1").fetchone()
        last = last or (_last_number(self._store), START)
        content = content_of(last[0] + 1, self._clock(), record, last[1])
        db.execute(f"insert into audit ({COLUMNS}) values (?,?,?,?,?,?,?,?,?,?,?,?)", (*content, seal(content)))  # noqa: S608
        return int(content[0])

    def head(self) -> Head | None:
        """Return the last entry's number and hash, to keep elsewhere; None while there is none."""
        rows = self._store.query("select seq, hash from audit order by seq desc limit 1")
        return Head(*rows[0]) if rows else None

    def verify(self, since: Head | None = None) -> tuple[str, ...]:
        """Return what is wrong, one line each, none where every entry is as it was written and none is missing.

        Whoever can write the file can also rewrite it from some entry on, hashes and all: only ``since``, a head that
        was kept elsewhere, shows that.
        """
        with self._store.snapshot():
            return tuple(problems(self._rows(0), self._tombstone(), _last_number(self._store), since))

    def export(self, after: int = 0) -> Iterator[str]:
        """Yield the entries after a number as JSON Lines, the oldest first."""
        return map(exported, self._rows(after))

    def prune(self, before: float, actor: str) -> int:
        """Remove the entries older than a time, and say so in a tombstone that ``actor`` answers for; return how many.

        The tombstone keeps the number and the hash of the last entry removed, so that the rest can still be verified.
        Raises AuditTampered where anything is wrong.
        """
        with self._store.transaction() as db:
            if self.verify():
                raise AuditTampered("the audit trail was tampered with; nothing was removed, export it first")
            sql = "select seq, hash from audit where seq < coalesce((select min(seq) from audit where at >= ?), ?)"
            rows = db.execute(f"{sql} order by seq desc limit 1", (before, _last_number(self._store) + 1)).fetchall()
            if not rows:
                return 0
            through, digest = rows[0]
            removed = int(db.execute("select count(*) from audit where seq <= ?", (through,)).fetchone()[0])
            stone = self._store.query("select counts from audit where kind = 'pruned' order by seq desc limit 1")
            total = removed + (int(json.loads(stone[0][0])["total"]) if stone else 0)
            counts = {"through": through, "removed": removed, "total": total}
            self.append(Record(Kind.PRUNED, actor, digest=digest, counts=counts))
            db.execute("delete from audit where seq <= ?", (through,))
        return removed

    def _tombstone(self) -> Head:
        """Return the last entry that was removed."""
        rows = self._store.query("select counts, digest from audit where kind = 'pruned' order by seq desc limit 1")
        try:
            return Head(int(json.loads(rows[0][0])["through"]), rows[0][1]) if rows else Head(0, START)
        except (ValueError, KeyError, TypeError):
            return Head(0, START)  # then its hash is wrong, too

    def _rows(self, after: int) -> Iterator[tuple[Any, ...]]:
        """Yield rows page by page, so that nobody waits for who reads them."""
        sql = f"select {COLUMNS} from audit where seq > ? order by seq limit {_PAGE}"  # noqa: S608 - constants
        while rows := self._store.query(sql, (after,)):
            yield from rows
            after = rows[-1][0]


def _last_number(store: Store) -> int:
    """Return the highest number that was ever given, as SQLite itself keeps it."""
    rows = store.query("select seq from sqlite_sequence where name = 'audit'")
    return int(rows[0][0]) if rows else 0
