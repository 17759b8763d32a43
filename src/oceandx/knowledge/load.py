"""Loading: read every file, check all at once, build; or build from the cache."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, cast

from oceandx.errors import KnowledgeBaseError, Problem, UsageError
from oceandx.knowledge import cache
from oceandx.knowledge.build import Plain, build
from oceandx.knowledge.layout import kind_of, list_files, misplaced
from oceandx.model.knowledge import KnowledgeBase

if TYPE_CHECKING:
    from oceandx.knowledge.reader import Node


def load_knowledge(root: Path, cache_folder: Path | None = None) -> KnowledgeBase:
    """Return the knowledge base under a folder.

    Raises KnowledgeBaseError with every problem of every file, and UsageError when the folder holds none.
    """
    contents = _read_files(root)
    digest = _digest(contents)
    documents = cache.load(cache_folder, digest)
    if documents is None:
        # YAML and the checks are imported only here: a run from the cache needs neither.
        from oceandx.knowledge.check import check_documents, collect_names

        nodes, problems = parse(contents)
        problems += check_documents(nodes, collect_names(contents, nodes, case_stems(root)))
        if problems:
            raise KnowledgeBaseError(problems)
        documents = {path: cast("Plain", node.plain()) for path, node in nodes.items()}
        cache.store(cache_folder, digest, documents)
    return build(documents, digest)


def case_stems(root: Path) -> frozenset[str] | None:
    """Return the symptoms that have cases, or None where no tests/ folder comes with the knowledge."""
    folder = root / "tests" / "cases"
    return frozenset(file.stem for file in folder.glob("*.yaml")) if folder.is_dir() else None


def parse(contents: dict[str, bytes]) -> tuple[dict[str, Node], list[Problem]]:
    """Read and validate each file by itself; only files without problems come back."""
    from oceandx.knowledge.reader import read
    from oceandx.knowledge.schema import validate

    problems = misplaced(list(contents))
    nodes: dict[str, Node] = {}
    for path, content in contents.items():
        kind = kind_of(path)
        if kind is None:
            continue
        node, found = read(path, content)
        if node is not None:
            found = [*found, *validate(node, kind)]
            if not found:
                nodes[path] = node
        problems += found
    return nodes, problems


def _read_files(root: Path) -> dict[str, bytes]:
    if not (root / "rules").is_dir() or not (root / "kb").is_dir():
        raise UsageError(f"{root}: no knowledge base here; it needs the folders rules/ and kb/")
    return {path: _read(f"{root}/{path}") for path in list_files(root)}


def _read(path: str) -> bytes:
    # open, because pathlib takes as long to join each of 300 paths as it takes to read the file.
    with open(path, "rb") as file:  # noqa: PTH123
        return file.read()


def _digest(contents: dict[str, bytes]) -> str:
    whole = hashlib.sha256()
    for path, content in contents.items():
        whole.update(f"{path}\0{len(content)}\0".encode())
        whole.update(content)
    return whole.hexdigest()
