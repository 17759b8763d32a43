"""Every name that a file uses is defined: causes, remediations, roles, sources, facts, labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from oceandx.errors import Problem
from oceandx.knowledge.check.names import Names, entries, fields, items, unknown
from oceandx.knowledge.reader import Node

_NOTHING = Node(None, "", 0, 0)
_ESCALATIONS = ("qhr-client-services", "oceanmd-support", "clinic-it", "clinic-manager")


def check_references(nodes: Mapping[str, Node], names: Names) -> list[Problem]:
    """Return every reference to a name that does not exist, with the nearest one that does."""
    problems: list[Problem] = []
    for path, node in nodes.items():
        if path.startswith("rules/symptoms/"):
            problems += _symptom(node, names)
        elif path.startswith("rules/causes/"):
            problems += _cause(node, names)
        elif path.startswith("kb/remediations/"):
            problems += _remediation(node, names)
        problems += _citations(node, names)
    for _, entry in entries(nodes, "kb/facts.yaml", "facts", "fact"):
        problems += unknown(entry.find("role"), "role", names.roles)
    problems += _reached(nodes, names)
    return problems


def _symptom(node: Node, names: Names) -> Iterator[Problem]:
    seen: set[object] = set()
    for candidate in items(node.find("candidates")):
        cause = candidate.find("cause")
        yield from unknown(cause, "cause", names.causes)
        if cause.value in seen:
            yield cause.problem(f"'{cause.value}' is already a candidate of this symptom")
        seen.add(cause.value)
        for remediation in items(fields(candidate).get("remediation", _NOTHING)):
            yield from unknown(remediation, "remediation", names.remediations)


def _cause(node: Node, names: Names) -> Iterator[Problem]:
    yield from unknown(node.find("owner"), "role", names.roles)
    for remediation in items(node.find("remediation")):
        yield from unknown(remediation, "remediation", names.remediations)


def _remediation(node: Node, names: Names) -> Iterator[Problem]:
    yield from unknown(node.find("role"), "role", names.roles)
    escalation = node.find("escalation")
    if names.roles is not None:
        yield from unknown(escalation, "escalation", [role for role in _ESCALATIONS if role in names.roles])
    for earlier in items(fields(node).get("after", _NOTHING)):
        yield from unknown(earlier, "remediation", names.remediations)


def _citations(node: Node, names: Names) -> Iterator[Problem]:
    """Find the keys that cite, wherever they stand in a file."""
    for key, value in fields(node).items():
        if key in {"sources", "seen"}:
            for source in items(value):
                if isinstance(source.value, str):
                    yield from unknown(source, "source", names.sources)
        elif key == "translation" and isinstance(value.value, str):
            yield from unknown(value, "source", names.sources)
        elif key == "detail":
            yield from unknown(value, "fact", names.facts)
        yield from _citations(value, names)
    for item in items(node):
        yield from _citations(item, names)


def _reached(nodes: Mapping[str, Node], names: Names) -> Iterator[Problem]:
    """Name the causes that no symptom may have and the remediations that no cause asks for.

    What a file with problems of its own refers to is not known; then nothing is named.
    """
    if any(path.startswith("rules/") and path not in nodes for path in names.paths):
        return
    candidates = {
        candidate.find("cause").value
        for path, node in nodes.items()
        if path.startswith("rules/symptoms/")
        for candidate in items(node.find("candidates"))
    }
    owners = [node for path, node in nodes.items() if path.startswith("rules/causes/")]
    owners += [
        candidate
        for path, node in nodes.items()
        if path.startswith("rules/symptoms/")
        for candidate in items(node.find("candidates"))
    ]
    wanted = {r.value for owner in owners for r in items(fields(owner).get("remediation", _NOTHING))}
    for path, node in nodes.items():
        if path.startswith("rules/causes/") and node.find("cause").value not in candidates:
            if node.find("status").value == "stable":
                yield node.find("cause").problem("no symptom has this cause as a candidate")
        elif path.startswith("kb/remediations/") and node.find("remediation").value not in wanted:
            yield node.find("remediation").problem("no cause asks for this remediation")
