"""The file that queue, ledger, switches, audit, feedback and budget share: opened, migrated, and its transactions.

Several processes may open the file at once; each opens its own Store. Threads of one process may share a Store.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from oceandx.errors import OceandxError, UsageError
from oceandx.tickets.tables import MIGRATIONS

_APPLICATION = 0x6F634478
"""Marks a file as ours ('ocDx'), so that another program's database is never written into."""
_BUSY_SECONDS = 30.0
_OLDEST_SQLITE = (3, 38, 0)

Parameters = Sequence[Any] | Mapping[str, Any]


class StoreUnavailable(OceandxError):  # noqa: N818 - a state, not a mistake
    """The file cannot be read or written now: locked for too long, disk full, damaged; nothing of the call was kept."""


class Store:
    """One connection to the file; a transaction is whole or not at all, and waits for that of another process."""

    def __init__(self, path: Path, *, busy_seconds: float = _BUSY_SECONDS) -> None:
        self.path = path
        self._lock = threading.RLock()
        self._pid = os.getpid()
        self._depth = 0
        self._is_relaxed = False
        self._db = _opened(path, busy_seconds)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def query(self, sql: str, parameters: Parameters = ()) -> list[tuple[Any, ...]]:
        """Return the rows of one statement that only reads."""
        with self._lock, self._failures():
            self._check_process()
            return self._db.execute(sql, parameters).fetchall()

    @contextmanager
    def transaction(self, *, relaxed: bool = False) -> Iterator[sqlite3.Connection]:
        """Give the connection within a transaction that no other process writes beside; it joins one that is open.

        Once it is left, what it did survives a loss of power; ``relaxed``: it survives the end of the process, and
        after a loss of power may be as it was a moment before.
        """
        with self._lock, self._failures():
            self._check_process()
            if self._depth:
                yield from self._joined(relaxed)
                return
            if relaxed != self._is_relaxed:
                self._db.execute(f"pragma synchronous = {'normal' if relaxed else 'full'}")
                self._is_relaxed = relaxed
            self._db.execute("begin immediate")
            self._depth = 1
            try:
                yield self._db
                self._db.execute("commit")
            finally:
                self._depth = 0
                if self._db.in_transaction:
                    self._db.execute("rollback")

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let all queries within see the file as it is at the first of them; other processes go on writing."""
        with self._lock, self._failures():
            self._check_process()
            if self._db.in_transaction:
                yield
                return
            self._db.execute("begin")
            try:
                yield
            finally:
                self._db.execute("rollback")

    def _joined(self, relaxed: bool) -> Iterator[sqlite3.Connection]:
        if self._is_relaxed and not relaxed:
            raise RuntimeError("what must survive a loss of power cannot be part of a relaxed transaction")
        point = f"inner{self._depth}"
        self._db.execute(f"savepoint {point}")
        self._depth += 1
        try:
            yield self._db
        except BaseException:
            if self._db.in_transaction:
                self._db.execute(f"rollback to {point}")
            raise
        finally:
            self._depth -= 1
            if self._db.in_transaction:
                self._db.execute(f"release {point}")

    def _check_process(self) -> None:
        # A connection carried over a fork would damage the file without a word.
        if os.getpid() != self._pid:
            raise RuntimeError("a store belongs to the process that opened it; open the file anew in this one")

    @contextmanager
    def _failures(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.IntegrityError:
            raise
        except sqlite3.DatabaseError as error:
            # SQLite's own words name tables and columns; its code is enough, and holds no value.
            raise StoreUnavailable(f"{self.path}: {getattr(error, 'sqlite_errorname', 'unusable')}") from None


def _opened(path: Path, busy_seconds: float) -> sqlite3.Connection:
    """Return a connection to the file, made or brought up to date; a UsageError says why it cannot be used."""
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise UsageError(f"SQLite {sqlite3.sqlite_version}: too old; install a Python with SQLite 3.38 or later")
    db: sqlite3.Connection | None = None
    try:
        _make_private(path)
        db = sqlite3.connect(path, timeout=busy_seconds, isolation_level=None, check_same_thread=False)
        db.execute("begin")  # all of it at one moment: another process may be making the tables
        _check_ours(path, db)
        db.execute("rollback")
        _use_wal(path, db, busy_seconds)
        db.execute("pragma synchronous = full")
        _migrate(path, db)
    except OSError as error:
        raise UsageError(f"{path}: {(error.strerror or 'cannot be opened').lower()}; name a file in a folder") from None
    except BaseException as error:
        if db is not None:
            db.close()
        if isinstance(error, sqlite3.DatabaseError):
            raise _unusable(path, error) from None
        raise
    return db


def _make_private(path: Path) -> None:
    """Make the file if there is none; only its owner may read it. SQLite gives -wal and -shm the same mode."""
    try:
        # Never opened when it is there: closing it would take away the locks of this process's other connections.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            raise UsageError(f"{path}: not a file; name a file in a folder") from None
        if stat.S_IMODE(mode) & 0o077:
            path.chmod(0o600)


def _unusable(path: Path, error: sqlite3.DatabaseError) -> OceandxError:
    name = getattr(error, "sqlite_errorname", "")
    if name == "SQLITE_NOTADB":
        return UsageError(f"{path}: not a SQLite file; name another one, or none yet")
    return StoreUnavailable(f"{path}: {name or 'unusable'}")


def _check_ours(path: Path, db: sqlite3.Connection) -> None:
    version = _number(db, "user_version")
    application = _number(db, "application_id")
    is_empty = not db.execute("select 1 from sqlite_schema limit 1").fetchone()
    if application != _APPLICATION and not (is_empty and version == 0 and application == 0):
        raise UsageError(f"{path}: belongs to another program; name another file")
    if version > len(MIGRATIONS):
        raise UsageError(
            f"{path}: made by a newer oceandx (format {version}, this one knows {len(MIGRATIONS)}); update oceandx"
        )


def _use_wal(path: Path, db: sqlite3.Connection, seconds: float) -> None:
    """Turn the write-ahead log on, which stays so; while another process does the same, SQLite does not wait itself."""
    end = time.monotonic() + seconds
    while True:
        try:
            mode = db.execute("pragma journal_mode = wal").fetchone()[0]
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(0.01)
            continue
        if mode != "wal":
            raise UsageError(f"{path}: its folder cannot be shared by processes; name a file on a local disk")
        return


def _migrate(path: Path, db: sqlite3.Connection) -> None:
    if _number(db, "user_version") == len(MIGRATIONS):
        return
    db.execute("begin immediate")
    try:
        # Looked at again: another process may have done it while this one waited, or be newer.
        _check_ours(path, db)
        for number, script in enumerate(MIGRATIONS[_number(db, "user_version") :], _number(db, "user_version") + 1):
            for statement in _statements(script):
                db.execute(statement)
            db.execute(f"pragma user_version = {number}")
        db.execute(f"pragma application_id = {_APPLICATION}")
        db.execute("commit")
    except BaseException:
        db.execute("rollback")
        raise


def _statements(script: str) -> Iterator[str]:
    """Yield the statements of a script one by one: run as a whole, it would end the transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _number(db: sqlite3.Connection, pragma: str) -> int:
    return int(db.execute(f"pragma {pragma}").fetchone()[0])
