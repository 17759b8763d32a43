"""What persons switch on and off while enrichment runs: read anew for every ticket, each change in the audit trail."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from oceandx.tickets.audit import Audit, Kind, Record
from oceandx.tickets.codes import code, name
from oceandx.tickets.store import Store


class Mode(StrEnum):
    """Whether anything is written on tickets at all."""

    SHADOW = "shadow"
    WRITE = "write"


class Listed(StrEnum):
    """What an entry of the allow-list lets be written on: a queue, a ticket, or all of a helpdesk."""

    QUEUE = "queue"
    TICKET = "ticket"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Setting:
    """A switch that is set: its value, by whom, when (seconds since 1970)."""

    helpdesk: str
    kind: str
    value: str
    set_by: str
    set_at: float


@dataclass(frozen=True, slots=True)
class Position:
    """How all switches stand at one moment."""

    mode: Mode
    is_killed: bool
    breakers: Mapping[str, str]
    """Helpdesks whose breaker is open, and the code of why."""
    allowed: frozenset[tuple[str, Listed, str]]
    """Helpdesk, what is listed, and its name or id."""
    settings: tuple[Setting, ...]

    def is_stopped(self, helpdesk: str) -> bool:
        """Say whether nothing at all is to be done for a helpdesk, by the kill switch or its breaker."""
        return self.is_killed or helpdesk in self.breakers

    def may_write(self, helpdesk: str, queue: str, ticket_id: str) -> bool:
        """Say whether a ticket may be written on: never by an empty list, only by an entry that names it or all."""
        return (
            self.mode is Mode.WRITE
            and not self.is_stopped(helpdesk)
            and not self.allowed.isdisjoint(
                ((helpdesk, Listed.ALL, ""), (helpdesk, Listed.QUEUE, queue), (helpdesk, Listed.TICKET, ticket_id))
            )
        )


def position_of(settings: tuple[Setting, ...]) -> Position:
    """Return how switches stand of which these are set."""
    modes = [one.value for one in settings if one.kind == "mode"]
    listed = {one.value: one for one in Listed}
    return Position(
        mode=Mode(modes[0]) if modes else Mode.SHADOW,
        is_killed=any(one.kind == "kill" for one in settings),
        breakers={one.helpdesk: one.value for one in settings if one.kind == "breaker"},
        allowed=frozenset((one.helpdesk, listed[one.kind], one.value) for one in settings if one.kind in listed),
        settings=settings,
    )


class Switches:
    """The switches of one enrichment file: shadow mode and an empty list until somebody sets them otherwise."""

    def __init__(self, store: Store, audit: Audit, *, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._audit = audit
        self._clock = clock

    def read(self) -> Position:
        """Return how the switches stand now."""
        rows = self._store.query("select helpdesk, kind, value, set_by, set_at from switches order by set_at, kind")
        return position_of(tuple(Setting(*row) for row in rows))

    def set_mode(self, mode: Mode, actor: str) -> None:
        """Switch between shadow and write mode."""
        with self._store.transaction():
            self._clear("", "mode")
            self._set("", "mode", mode.value, Record(Kind.MODE_SET, actor, what=mode.value))

    def allow(self, helpdesk: str, listed: Listed, value: str, actor: str) -> None:
        """Let a queue, a ticket or (with an empty value) all of a helpdesk be written on."""
        record = listing_record(Kind.ALLOWED, helpdesk, listed, value, actor)
        with self._store.transaction():
            self._set(helpdesk, listed.value, value, record)

    def disallow(self, helpdesk: str, listed: Listed, value: str, actor: str) -> bool:
        """Take an entry from the allow-list; return False where there was none."""
        record = listing_record(Kind.DISALLOWED, helpdesk, listed, value, actor)
        return self._unset(helpdesk, listed.value, value, record)

    def kill(self, actor: str) -> None:
        """Stop everything, for all helpdesks."""
        with self._store.transaction():
            self._set("", "kill", "", Record(Kind.KILLED, actor))

    def revive(self, actor: str) -> bool:
        """Undo ``kill``; return False where nothing was stopped."""
        return self._unset("", "kill", "", Record(Kind.REVIVED, actor))

    def open_breaker(self, helpdesk: str, why: str, actor: str) -> bool:
        """Stop one helpdesk until a person closes its breaker; ``why`` is a code. Return False where it was open."""
        code("why the breaker opens", why)
        with self._store.transaction() as db:
            is_open = "select 1 from switches where helpdesk = ? and kind = 'breaker'"
            if db.execute(is_open, (helpdesk,)).fetchone():
                return False
            self._set(helpdesk, "breaker", why, Record(Kind.BREAKER_OPENED, actor, helpdesk, what=why))
        return True

    def close_breaker(self, helpdesk: str, actor: str) -> bool:
        """Let one helpdesk go on; return False where its breaker was not open."""
        return self._unset(helpdesk, "breaker", None, Record(Kind.BREAKER_CLOSED, actor, helpdesk))

    def _set(self, helpdesk: str, kind: str, value: str, record: Record) -> None:
        self._audit.append(record)
        with self._store.transaction() as db:
            db.execute(
                "insert or replace into switches (helpdesk, kind, value, set_by, set_at) values (?, ?, ?, ?, ?)",
                (helpdesk, kind, value, record.actor, self._clock()),
            )

    def _unset(self, helpdesk: str, kind: str, value: str | None, record: Record) -> bool:
        with self._store.transaction():
            if not self._clear(helpdesk, kind, value):
                return False
            self._audit.append(record)
        return True

    def _clear(self, helpdesk: str, kind: str, value: str | None = None) -> bool:
        sql = "delete from switches where helpdesk = :helpdesk and kind = :kind and (:value is null or value = :value)"
        with self._store.transaction() as db:
            return bool(db.execute(sql, {"helpdesk": helpdesk, "kind": kind, "value": value}).rowcount)


def listing_record(kind: Kind, helpdesk: str, listed: Listed, value: str, actor: str) -> Record:
    """Return the audit entry of a change of the allow-list. Raises ValueError for what is no entry of it."""
    code("the name of a helpdesk", helpdesk)
    if (listed is Listed.ALL) == bool(value):
        raise ValueError("an entry of the allow-list: 'all' has no value, a queue or a ticket has one")
    if value:
        name("what is allowed", value)
    if listed is Listed.TICKET:
        return Record(kind, actor, helpdesk, ticket_id=value, what=listed.value)
    return Record(kind, actor, helpdesk, what=value or listed.value, counts={listed.value: 1})
