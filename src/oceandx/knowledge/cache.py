"""The compiled knowledge base between runs: keyed by content, rebuilt at the least doubt.

A cache file is JSON (never code): a line with the digest of the rest, then the plain data. It is used only
when the file belongs to this user, nobody else may write it, its digest holds, and format and key are ours.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
from functools import partial
from pathlib import Path

from oceandx import __version__
from oceandx.knowledge.build import Documents
from oceandx.knowledge.lazy import Lazy

_FORMAT = f"oceandx-knowledge/2/{__version__}"
_KEPT = 4


def load(folder: Path | None, key: str) -> Documents | None:
    """Return the cached plain data of this key, or None when there is none to be trusted."""
    if folder is None:
        return None
    try:
        with _path(folder, key).open("rb") as file:
            if not _ours(os.fstat(file.fileno())):
                return None
            digest, _, body = file.read().partition(b"\n")
        if hashlib.sha256(body).hexdigest().encode() != digest:
            return None
        content = json.loads(body)
    except (OSError, ValueError):
        return None
    if not isinstance(content, dict) or content.get("format") != _FORMAT or content.get("key") != key:
        return None
    texts: dict[str, str] = content["documents"]
    return Lazy({path: partial(json.loads, text) for path, text in texts.items()})


def store(folder: Path | None, key: str, documents: Documents) -> None:
    """Keep the plain data; a folder that cannot be written only means no cache."""
    if folder is None:
        return
    import tempfile

    # Each document is a text of its own, read when it is asked for.
    texts = {path: _dump(document) for path, document in documents.items()}
    body = _dump({"format": _FORMAT, "key": key, "documents": texts}).encode()
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Written beside and renamed: another process never sees half a file.
        handle, name = tempfile.mkstemp(dir=folder, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
            Path(name).replace(_path(folder, key))
        finally:
            Path(name).unlink(missing_ok=True)
        _forget_oldest(folder)


def _dump(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _path(folder: Path, key: str) -> Path:
    return folder / f"knowledge-{key[:32]}.json"


def _ours(info: os.stat_result) -> bool:
    return info.st_uid == os.getuid() and not info.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _forget_oldest(folder: Path) -> None:
    files = sorted(folder.glob("knowledge-*.json"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in files[_KEPT:]:
        file.unlink(missing_ok=True)
