"""Which file of the knowledge base is of which kind."""

from __future__ import annotations

import os
from pathlib import Path

from oceandx.errors import Problem

FOLDERS = {
    "rules/symptoms": "symptom-rules",
    "rules/causes": "cause-rules",
    "kb/symptoms": "symptom-words",
    "kb/causes": "cause-words",
    "kb/remediations": "remediation",
    "kb/imports": "table-import",
    "kb/intake/concepts": "concepts",
}
SINGLE = {
    "rules/scale.yaml": "scale",
    "rules/probes.yaml": "probes",
    "rules/derived.yaml": "derived",
    "kb/about.yaml": "about",
    "kb/facts.yaml": "facts",
    "kb/glossary.yaml": "glossary",
    "kb/intake/extent.yaml": "extent",
    "kb/intake/grammar.yaml": "grammar",
    "kb/intake/mail.yaml": "mail",
    "kb/intake/measures.yaml": "measures",
    "kb/intake/names.yaml": "names",
    "kb/intake/ordinary.yaml": "ordinary",
    "kb/intake/redaction.yaml": "redaction",
    "kb/intake/scope.yaml": "scope",
    "kb/intake/stated.yaml": "stated",
    "kb/labels.yaml": "labels",
    "kb/roles.yaml": "roles",
    "kb/sources.yaml": "sources",
    "kb/wording.yaml": "wording",
    "kb/imports/permissions.yaml": "permissions-import",
    "kb/imports/words.yaml": "import-words",
}
_FREE = ("kb/demo/",)


def kind_of(path: str) -> str | None:
    """Return the schema name of a file, or None when it has no place in the layout."""
    folder, _, name = path.rpartition("/")
    if path in SINGLE:
        return SINGLE[path]
    return FOLDERS.get(folder) if name.endswith(".yaml") else None


def stem(path: str) -> str:
    """Return the id that a file's name carries."""
    return path.rpartition("/")[2].removesuffix(".yaml")


def list_files(root: Path) -> list[str]:
    """Return the paths of all files under rules/ and kb/, relative to the root, sorted; hidden ones are left out."""
    found: list[str] = []
    # os.walk, because pathlib takes as long to list the files as it takes to read them.
    for top in ("rules", "kb"):
        for folder, folders, names in os.walk(root / top):
            folders[:] = [name for name in folders if not name.startswith(".")]
            here = Path(folder).relative_to(root).as_posix()
            found += [f"{here}/{name}" for name in names if not name.startswith(".")]
    return sorted(path for path in found if not path.startswith(_FREE))


def misplaced(paths: list[str]) -> list[Problem]:
    """Name the files that have no place, and the single files that are missing."""
    from oceandx.knowledge.schema import did_you_mean

    problems = [
        Problem(path, 1, 1, f"no file of the knowledge base has this place{did_you_mean(path, SINGLE)}")
        for path in paths
        if kind_of(path) is None
    ]
    problems += [
        Problem(path, 1, 1, f"this file is missing; see 'oceandx kb schema {kind}'")
        for path, kind in SINGLE.items()
        if path not in paths
    ]
    return problems
