"""What is made of the knowledge base, between runs: keyed by content, made anew at the least doubt.

A cache file is JSON (never code): a line with the digest of the rest, one that says what it holds, then each document
on a line of its own, read when it is asked for. It is used only when the file belongs to this user, nobody else may
write it, its digest holds, and format and key are ours.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
from functools import partial
from pathlib import Path
from types import ModuleType

from oceandx import __version__
from oceandx.knowledge.build import Documents
from oceandx.knowledge.lazy import Lazy

KNOWLEDGE = "knowledge"
"""The kind of file that holds the plain data of the knowledge base itself."""
_LAYOUT = 3
_KEPT = 4


def load(folder: Path | None, key: str, kind: str = KNOWLEDGE) -> Documents | None:
    """Return the cached plain data of this key, or None when there is none to be trusted."""
    if folder is None:
        return None
    try:
        with _path(folder, key, kind).open("rb") as file:
            if not _ours(os.fstat(file.fileno())):
                return None
            digest, _, body = file.read().partition(b"\n")
        if hashlib.sha256(body).hexdigest().encode() != digest:
            return None
        head, *texts = body.split(b"\n")
        content = json.loads(head)
    except (OSError, ValueError):
        return None
    if not isinstance(content, dict) or content.get("format") != _format(kind) or content.get("key") != key:
        return None
    names = content.get("documents", ())
    if len(names) != len(texts):
        return None
    return Lazy({name: partial(json.loads, text) for name, text in zip(names, texts, strict=True)})


def store(folder: Path | None, key: str, documents: Documents, kind: str = KNOWLEDGE) -> None:
    """Keep the plain data; a folder that cannot be written only means no cache."""
    if folder is None:
        return
    import tempfile

    head = {"format": _format(kind), "key": key, "documents": list(documents)}
    body = "\n".join(map(_dump, (head, *documents.values()))).encode()
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Written beside and renamed: another process never sees half a file.
        handle, name = tempfile.mkstemp(dir=folder, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
            Path(name).replace(_path(folder, key, kind))
        finally:
            Path(name).unlink(missing_ok=True)
        _forget_oldest(folder, kind)


def key_of(*parts: str) -> str:
    """Return the key of what is made of these parts and of nothing else."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def code_of(*modules: ModuleType) -> str:
    """Return a digest of the source of modules: whoever changes them is not answered by what they made before."""
    whole = hashlib.sha256()
    for module in modules:
        # Where there is no source to be read, it is that of a release, which its version tells.
        with contextlib.suppress(OSError):
            whole.update(Path(getattr(module, "__file__", None) or "").read_bytes())
    return whole.hexdigest()


def _format(kind: str) -> str:
    return f"oceandx-{kind}/{_LAYOUT}/{__version__}"


def _dump(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _path(folder: Path, key: str, kind: str) -> Path:
    return folder / f"{kind}-{key[:32]}.json"


def _ours(info: os.stat_result) -> bool:
    return info.st_uid == os.getuid() and not info.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _forget_oldest(folder: Path, kind: str) -> None:
    files = sorted(folder.glob(f"{kind}-*.json"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in files[_KEPT:]:
        file.unlink(missing_ok=True)
