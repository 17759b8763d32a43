"""A symptom is three files with one stem, a cause two; names and codes are unique."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from oceandx.errors import Problem
from oceandx.knowledge.check.names import Names, entries
from oceandx.knowledge.layout import stem
from oceandx.knowledge.reader import Node

_ID_KEYS = {
    "rules/symptoms/": "symptom",
    "rules/causes/": "cause",
    "kb/symptoms/": "symptom",
    "kb/causes/": "cause",
    "kb/remediations/": "remediation",
    "kb/imports/": "import",
}
_PAIRS = (
    ("rules/symptoms/", "kb/symptoms/"),
    ("kb/symptoms/", "rules/symptoms/"),
    ("rules/causes/", "kb/causes/"),
    ("kb/causes/", "rules/causes/"),
)
_LISTS = (
    ("kb/facts.yaml", "facts", "fact"),
    ("kb/glossary.yaml", "terms", "term"),
    ("kb/labels.yaml", "labels", "label"),
    ("kb/roles.yaml", "roles", "role"),
    ("kb/sources.yaml", "sources", "code"),
)


def check_pairing(nodes: Mapping[str, Node], names: Names) -> list[Problem]:
    """Return ids that differ from their file, missing partners, and repeated names or codes."""
    return [*_ids(nodes), *_partners(names), *_cases(nodes, names), *_codes(nodes), *_repeated(nodes)]


def _ids(nodes: Mapping[str, Node]) -> Iterator[Problem]:
    for path, node in nodes.items():
        folder = path[: path.rfind("/") + 1]
        if folder in _ID_KEYS:
            own = node.find(_ID_KEYS[folder])
            if own.value != stem(path):
                yield own.problem(f"'{own.value}' differs from the file's name; write '{stem(path)}'")


def _partners(names: Names) -> Iterator[Problem]:
    for path in names.paths:
        for here, there in _PAIRS:
            partner = there + path.removeprefix(here)
            if path.startswith(here) and partner not in names.paths:
                yield Problem(path, 1, 1, f"its other half is missing: {partner}")


def _cases(nodes: Mapping[str, Node], names: Names) -> Iterator[Problem]:
    for path, node in nodes.items():
        wanted = path.startswith("rules/symptoms/") and node.find("status").value == "stable"
        if wanted and names.cases is not None and stem(path) not in names.cases:
            yield Problem(path, 1, 1, f"a stable symptom has cases: tests/cases/{stem(path)}.yaml is missing")


def _codes(nodes: Mapping[str, Node]) -> Iterator[Problem]:
    seen: dict[object, str] = {}
    for path, node in nodes.items():
        if path.startswith(("rules/symptoms/", "rules/causes/")):
            code = node.find("code")
            if code.value in seen:
                yield code.problem(f"code '{code.value}' is already used by {seen[code.value]}")
            seen.setdefault(code.value, path)


def _repeated(nodes: Mapping[str, Node]) -> Iterator[Problem]:
    for path, key, name in _LISTS:
        seen: set[str] = set()
        for value, entry in entries(nodes, path, key, name):
            if value in seen:
                yield entry.problem(f"'{value}' is defined twice")
            seen.add(value)
