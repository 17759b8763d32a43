"""Where the knowledge base and the schemas are found, in a checkout and in an installation alike."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent


def knowledge_root() -> Path:
    """Return the folder that holds rules/, kb/ and reports/."""
    packed = _PACKAGE / "_data"
    return packed if packed.is_dir() else _PACKAGE.parents[1]


@cache
def schema_text(name: str) -> str:
    """Return the JSON Schema of one file kind, as published."""
    return (_PACKAGE / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8")


def schema_names() -> tuple[str, ...]:
    """Return the names of all published schemas, sorted."""
    ending = ".schema.json"
    files = (_PACKAGE / "schemas").iterdir()
    return tuple(sorted(file.name.removesuffix(ending) for file in files if file.name.endswith(ending)))


def clinic_files() -> tuple[Path, ...]:
    """Return the files of the simulated clinics that come along, sorted by name."""
    return tuple(sorted((_PACKAGE / "sandbox" / "clinics").glob("*.yaml")))


def cache_folder() -> Path | None:
    """Return the folder for compiled knowledge, or None when the environment switches it off.

    ``OCEANDX_CACHE`` names the folder; empty means no cache; otherwise the user's cache folder.
    """
    chosen = os.environ.get("OCEANDX_CACHE")
    if chosen is not None:
        return Path(chosen) if chosen else None
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111 - "~" may not resolve
    return None if base.startswith("~") else Path(base) / "oceandx"
