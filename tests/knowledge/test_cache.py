"""The compiled knowledge base between runs."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from oceandx.knowledge import cache

if TYPE_CHECKING:
    from knowledge.conftest import Base

KEY = "ab" * 32
DOCUMENTS = {"kb/about.yaml": {"version": "2026.11.1", "é": [1, 2.5, True, None]}}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a cache folder that holds DOCUMENTS."""
    folder = tmp_path / "deep" / "cache"
    cache.store(folder, KEY, DOCUMENTS)
    return folder


def the_file(folder: Path) -> Path:
    (file,) = folder.iterdir()
    return file


def rewrite(folder: Path, documents: Sequence[str] | None = None, **changes: object) -> None:
    """Change what the cache file says of itself, or its documents, and give it a digest that holds."""
    file = the_file(folder)
    _, head, *lines = file.read_text(encoding="utf-8").split("\n")
    head = json.dumps({**json.loads(head), **changes})
    write_with_digest(file, "\n".join((head, *(lines if documents is None else documents))).encode())


def write_with_digest(file: Path, body: bytes) -> None:
    file.write_bytes(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)


def test_what_was_stored_is_loaded(folder: Path) -> None:
    assert cache.load(folder, KEY) == DOCUMENTS


def test_only_the_user_may_read_folder_and_file(folder: Path) -> None:
    assert folder.stat().st_mode & 0o777 == 0o700
    assert the_file(folder).stat().st_mode & 0o777 == 0o600


def test_no_folder_means_no_cache() -> None:
    cache.store(None, KEY, DOCUMENTS)
    assert cache.load(None, KEY) is None


def test_another_key_is_a_miss(folder: Path) -> None:
    assert cache.load(folder, "cd" * 32) is None


def test_a_key_that_only_begins_alike_is_a_miss(folder: Path) -> None:
    assert cache.load(folder, KEY[:32] + "0" * 32) is None


def test_rewriting_the_same_content_is_still_a_hit(folder: Path) -> None:
    rewrite(folder)
    assert cache.load(folder, KEY) == DOCUMENTS


@pytest.mark.parametrize(
    "change",
    [
        {"format": "oceandx-knowledge/2/0.1.0"},
        {"format": "oceandx-knowledge/3/0.0.0"},
        {"format": "oceandx-lexicons/3/0.1.0"},
        {"format": None},
        {"key": "cd" * 32},
        {"key": None},
    ],
)
def test_another_format_or_key_inside_is_a_miss(folder: Path, change: dict[str, Any]) -> None:
    rewrite(folder, **change)
    assert cache.load(folder, KEY) is None


def test_another_number_of_documents_is_a_miss(folder: Path) -> None:
    rewrite(folder, [])
    assert cache.load(folder, KEY) is None
    rewrite(folder, ["{}", "{}"])
    assert cache.load(folder, KEY) is None


def test_files_of_two_kinds_stand_side_by_side(folder: Path) -> None:
    assert cache.load(folder, KEY, "lexicons") is None
    cache.store(folder, KEY, {"main": {"en": "|"}}, "lexicons")
    assert cache.load(folder, KEY, "lexicons") == {"main": {"en": "|"}}
    assert cache.load(folder, KEY) == DOCUMENTS


def test_a_file_of_another_kind_is_a_miss(folder: Path) -> None:
    the_file(folder).rename(folder / f"lexicons-{KEY[:32]}.json")
    assert cache.load(folder, KEY, "lexicons") is None


def test_a_key_is_told_by_each_of_its_parts() -> None:
    keys = {cache.key_of(*parts) for parts in (("ab", "c"), ("a", "bc"), ("ab", "d"), ("abc",), ("c", "ab"))}
    assert len(keys) == 5
    assert cache.key_of("ab", "c") == cache.key_of("ab", "c")


def test_changed_code_is_told_from_what_it_was(tmp_path: Path) -> None:
    file = tmp_path / "code.py"
    module = ModuleType("code")
    module.__file__ = str(file)
    file.write_text("x = 1", encoding="utf-8")
    before = cache.code_of(cache, module)
    assert before == cache.code_of(cache, module)
    file.write_text("x = 2", encoding="utf-8")
    assert before != cache.code_of(cache, module)


def test_code_without_a_source_is_told_by_its_release_alone(tmp_path: Path) -> None:
    gone, built_in = ModuleType("gone"), ModuleType("built_in")
    gone.__file__ = str(tmp_path / "gone.py")
    assert cache.code_of(cache, gone, built_in) == cache.code_of(cache)


@pytest.mark.parametrize("body", [b"[]", b"null", b"", b"not json", b"\xff\xfe", b'{"format":'])
def test_foreign_content_with_a_digest_that_holds_is_a_miss(folder: Path, body: bytes) -> None:
    write_with_digest(the_file(folder), body)
    assert cache.load(folder, KEY) is None


@pytest.mark.parametrize("kept", [0, 10, 64, 65, 100, -1])
def test_a_cut_file_is_a_miss(folder: Path, kept: int) -> None:
    file = the_file(folder)
    file.write_bytes(file.read_bytes()[:kept])
    assert cache.load(folder, KEY) is None


def test_one_changed_byte_is_a_miss(folder: Path) -> None:
    file = the_file(folder)
    file.write_bytes(file.read_bytes().replace(b"2026.11.1", b"2026.11.2"))
    assert cache.load(folder, KEY) is None


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_a_file_that_others_may_write_is_a_miss(folder: Path, mode: int) -> None:
    the_file(folder).chmod(mode)
    assert cache.load(folder, KEY) is None


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a file to somebody else")
def test_a_file_of_another_user_is_a_miss(folder: Path) -> None:
    os.chown(the_file(folder), 12345, -1)
    assert cache.load(folder, KEY) is None


def test_a_folder_that_cannot_be_made_means_no_cache(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    folder = tmp_path / "file" / "cache"
    cache.store(folder, KEY, DOCUMENTS)
    assert cache.load(folder, KEY) is None
    assert (tmp_path / "file").read_text(encoding="utf-8") == "in the way"


def test_a_file_that_cannot_be_replaced_leaves_nothing_behind(folder: Path) -> None:
    file = the_file(folder)
    file.unlink()
    (file / "in-the-way").mkdir(parents=True)
    cache.store(folder, KEY, DOCUMENTS)
    assert cache.load(folder, KEY) is None
    assert list(folder.iterdir()) == [file]


def test_only_the_newest_are_kept(tmp_path: Path) -> None:
    (tmp_path / "foreign.json").write_text("{}", encoding="utf-8")
    keys = [f"{number:064x}"[::-1] for number in range(1, 7)]
    for age, key in enumerate(keys):
        cache.store(tmp_path, key, DOCUMENTS)
        os.utime(tmp_path / f"knowledge-{key[:32]}.json", (1_000_000 + age, 1_000_000 + age))
    cache.store(tmp_path, keys[-1], DOCUMENTS)
    assert [cache.load(tmp_path, key) is not None for key in keys] == [False, False, True, True, True, True]
    assert (tmp_path / "foreign.json").exists()


def test_knowledge_from_the_cache_equals_knowledge_without(base: Base, tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    without, first = base.load(), base.load(folder)
    assert the_file(folder).is_file()
    second = base.load(folder)
    assert without == first == second
    assert repr(without) == repr(second)  # the same order and the same types, too


def test_the_cache_is_what_is_used(base: Base, tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    kb = base.load(folder)
    _, _, *lines = the_file(folder).read_text(encoding="utf-8").split("\n")
    rewrite(folder, [line.replace(kb.version, "2027.1.1") for line in lines])
    assert base.load(folder).version == "2027.1.1"
    assert base.load(folder).hash == kb.hash


def test_a_damaged_cache_is_rebuilt(base: Base, tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    kb = base.load(folder)
    sound = the_file(folder).read_bytes()
    the_file(folder).write_bytes(b"damaged")
    assert base.load(folder) == kb
    assert the_file(folder).read_bytes() == sound


def test_a_changed_file_is_not_answered_from_the_cache(base: Base, tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    kb = base.load(folder)
    base.edit("kb/about.yaml", "2026.11.1", "2026.11.2")
    changed = base.load(folder)
    assert (kb.version, changed.version) == ("2026.11.1", "2026.11.2")
    assert kb.hash != changed.hash


def test_problems_are_not_cached(base: Base, tmp_path: Path) -> None:
    base.write("kb/about.yaml", "version: x\n")
    assert base.problems()
    with pytest.raises(Exception, match="does not have the form"):
        base.load(tmp_path / "cache")
    assert not (tmp_path / "cache").exists()
