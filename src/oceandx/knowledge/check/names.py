"""The names that files may refer to; None where the file that defines them cannot be used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from oceandx.errors import Problem
from oceandx.knowledge.layout import kind_of, stem
from oceandx.knowledge.reader import Node
from oceandx.knowledge.schema import did_you_mean, shown


@dataclass(frozen=True, slots=True)
class Names:
    """Every name of the knowledge base; ``cases`` is None where there is no tests/ folder.

    What refers to names that are None is not checked: one problem in kb/facts.yaml would be a hundred.
    """

    paths: frozenset[str]
    causes: frozenset[str]
    remediations: frozenset[str]
    facts: Mapping[str, Node] | None
    labels: Mapping[str, Node] | None
    roles: Mapping[str, Node] | None
    sources: Mapping[str, Node] | None
    cases: frozenset[str] | None


def collect_names(paths: Iterable[str], nodes: Mapping[str, Node], cases: frozenset[str] | None = None) -> Names:
    """Collect the names from file names and from the files that could be read."""
    every = frozenset(path for path in paths if kind_of(path))
    return Names(
        paths=every,
        causes=_stems(every, "rules/causes/"),
        remediations=_stems(every, "kb/remediations/"),
        facts=_defined(nodes, "kb/facts.yaml", "facts", "fact"),
        labels=_defined(nodes, "kb/labels.yaml", "labels", "label"),
        roles=_defined(nodes, "kb/roles.yaml", "roles", "role"),
        sources=_defined(nodes, "kb/sources.yaml", "sources", "code"),
        cases=cases,
    )


def entries(nodes: Mapping[str, Node], path: str, key: str, name: str) -> Iterator[tuple[str, Node]]:
    """Yield the named entries of a file that is one list."""
    if path in nodes:
        for entry in items(nodes[path].find(key)):
            yield str(entry.find(name).value), entry


def items(node: Node) -> list[Node]:
    """Return the entries of a list node, and nothing for anything else."""
    return node.value if isinstance(node.value, list) else []


def fields(node: Node) -> dict[str, Node]:
    """Return the entries of a map node, and nothing for anything else."""
    return node.value if isinstance(node.value, dict) else {}


def unknown(node: Node, kind: str, known: Iterable[str] | None) -> Iterator[Problem]:
    """Yield a problem when the node's text is not one of the known names; None leaves it unchecked."""
    if known is not None and node.value not in (names := list(known)):
        yield node.problem(f"unknown {kind} {shown(node)}{did_you_mean(str(node.value), names)}")


def _defined(nodes: Mapping[str, Node], path: str, key: str, name: str) -> dict[str, Node] | None:
    return dict(entries(nodes, path, key, name)) if path in nodes else None


def _stems(paths: frozenset[str], folder: str) -> frozenset[str]:
    return frozenset(stem(path) for path in paths if path.startswith(folder))
