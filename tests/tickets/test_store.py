"""The enrichment file: who may read it, which files are refused, and what a transaction promises."""

from __future__ import annotations

import multiprocessing
import os
import re
import sqlite3
import stat
import threading
from pathlib import Path

import pytest

from oceandx.errors import UsageError
from oceandx.tickets.store import Store, StoreUnavailable
from tickets.working import open_file


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def pragma(path: Path, name: str) -> object:
    db = sqlite3.connect(path)
    try:
        return db.execute(f"pragma {name}").fetchone()[0]
    finally:
        db.close()


def refused(path: Path) -> str:
    with pytest.raises(UsageError) as caught:
        Store(path)
    return str(caught.value)


def cursors(store: Store) -> dict[str, str]:
    return dict(store.query("select helpdesk, cursor from cursors"))


def keep(store: Store, name: str, *, relaxed: bool = False) -> None:
    with store.transaction(relaxed=relaxed) as db:
        db.execute("insert into cursors (helpdesk, cursor) values (?, ?)", (name, "1"))


def test_a_new_file_is_its_owner_s_alone_and_so_are_the_files_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "enrich.sqlite"
    umask = os.umask(0)
    try:
        with Store(path) as store:
            keep(store, "desk")
            assert {one.name: mode(one) for one in tmp_path.iterdir()} == {
                "enrich.sqlite": 0o600,
                "enrich.sqlite-wal": 0o600,
                "enrich.sqlite-shm": 0o600,
            }
    finally:
        os.umask(umask)


def test_a_file_that_others_may_read_is_closed_to_them_when_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "enrich.sqlite"
    Store(path).close()
    path.chmod(0o644)
    Store(path).close()
    assert mode(path) == 0o600


def test_what_was_kept_is_there_when_the_file_is_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "enrich.sqlite"
    with Store(path) as store:
        keep(store, "desk")
    assert (pragma(path, "journal_mode"), pragma(path, "user_version")) == ("wal", 1)
    with Store(path) as store:
        assert cursors(store) == {"desk": "1"}


def test_a_file_of_a_newer_format_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "enrich.sqlite"
    Store(path).close()
    db = sqlite3.connect(path)
    db.execute("pragma user_version = 2")
    db.close()
    assert refused(path) == f"{path}: made by a newer oceandx (format 2, this one knows 1); update oceandx"
    assert pragma(path, "user_version") == 2


def test_another_program_s_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    db = sqlite3.connect(path)
    db.execute("create table jobs (id integer)")
    db.commit()
    db.close()
    before = path.read_bytes()
    assert refused(path) == f"{path}: belongs to another program; name another file"
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("These are notes, and long enough to be looked at. " * 40, encoding="utf-8")
    assert refused(path) == f"{path}: not a SQLite file; name another one, or none yet"


def test_a_folder_and_a_missing_folder_are_refused(tmp_path: Path) -> None:
    assert (
        refused(tmp_path / "none" / "file")
        == f"{tmp_path}/none/file: no such file or directory; name a file in a folder"
    )
    before = mode(tmp_path)
    assert refused(tmp_path) == f"{tmp_path}: not a file; name a file in a folder"
    assert mode(tmp_path) == before


def fail(store: Store, desk: str) -> None:
    """Keep something in a transaction that then fails."""
    with store.transaction():
        keep(store, desk)
        raise KeyError


def test_a_transaction_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with Store(tmp_path / "f") as store:
        with pytest.raises(KeyError):
            fail(store, "desk")
        keep(store, "other")
        assert cursors(store) == {"other": "1"}


def test_an_inner_transaction_that_fails_leaves_what_is_around_it(tmp_path: Path) -> None:
    with Store(tmp_path / "f") as store:
        with store.transaction():
            keep(store, "before")
            with pytest.raises(KeyError):
                fail(store, "inner")
            keep(store, "after")
        assert cursors(store) == {"before": "1", "after": "1"}


def test_what_must_survive_a_loss_of_power_is_refused_within_what_need_not(tmp_path: Path) -> None:
    with Store(tmp_path / "f") as store:
        with pytest.raises(RuntimeError, match="loss of power"), store.transaction(relaxed=True):
            keep(store, "desk")
        assert cursors(store) == {}
        with store.transaction():
            keep(store, "desk", relaxed=True)
        assert cursors(store) == {"desk": "1"}


def test_only_a_transaction_that_is_not_relaxed_waits_for_the_disk(tmp_path: Path) -> None:
    normal, full = 1, 2
    with Store(tmp_path / "f") as store:
        for relaxed, expected in ((False, full), (True, normal), (False, full)):
            with store.transaction(relaxed=relaxed) as db:
                assert db.execute("pragma synchronous").fetchone()[0] == expected


def test_a_file_locked_for_too_long_is_said_to_be_unavailable(tmp_path: Path) -> None:
    path = tmp_path / "f"
    with Store(path) as one, Store(path, busy_seconds=0.05) as other:
        with one.transaction():
            keep(one, "desk")
            with pytest.raises(StoreUnavailable, match=f"^{re.escape(str(path))}: SQLITE_BUSY$"):
                keep(other, "other")
            assert cursors(other) == {}
        keep(other, "other")
        assert cursors(one) == {"desk": "1", "other": "1"}


def test_a_snapshot_stays_while_another_connection_writes(tmp_path: Path) -> None:
    path = tmp_path / "f"
    with Store(path) as one, Store(path) as other:
        with one.snapshot():
            assert cursors(one) == {}
            keep(other, "desk")
            assert cursors(one) == {}
        assert cursors(one) == {"desk": "1"}


def test_threads_that_share_a_store_wait_for_each_other(tmp_path: Path) -> None:
    with Store(tmp_path / "f") as store:

        def add() -> None:
            for _ in range(50):
                with store.transaction(relaxed=True) as db:
                    found = db.execute("select cursor from cursors").fetchone()
                    count = int(found[0]) + 1 if found else 1
                    db.execute("insert or replace into cursors values ('desk', ?)", (str(count),))

        threads = [threading.Thread(target=add) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert cursors(store) == {"desk": "200"}


def test_processes_may_open_a_new_file_at_the_same_moment(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    for number in range(2):
        processes = [context.Process(target=open_file, args=(tmp_path / f"f{number}",)) for _ in range(4)]
        for process in processes:
            process.start()
        for process in processes:
            process.join(30)
        assert [process.exitcode for process in processes] == [0, 0, 0, 0]
        assert pragma(tmp_path / f"f{number}", "user_version") == 1


def _use(store: Store) -> None:
    try:
        store.query("select 1")
    except RuntimeError:
        os._exit(17)


def test_a_store_is_refused_in_a_process_that_did_not_open_it(tmp_path: Path) -> None:
    with Store(tmp_path / "f") as store:
        process = multiprocessing.get_context("fork").Process(target=_use, args=(store,))
        process.start()
        process.join(30)
        assert process.exitcode == 17
