"""What recognises a symptom: its patterns name concepts, facts and symptoms that exist, and concepts have words in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from oceandx.errors import Problem
from oceandx.knowledge.check.names import Names, fields, items, unknown
from oceandx.knowledge.layout import stem
from oceandx.knowledge.reader import Node
from oceandx.model.recognition import COMPLAINT

_FOLDER = "kb/intake/concepts/"
_MARKS = "-+^<>*"


def check_recognition(nodes: Mapping[str, Node], names: Names) -> list[Problem]:
    """Return what patterns name that does not exist, and what is defined twice, in one language only or for nothing."""
    if any(path.startswith(_FOLDER) and path not in nodes for path in names.paths):
        return []
    problems: list[Problem] = []
    concepts: dict[str, Node] = {}
    for path, node in nodes.items():
        if path.startswith(_FOLDER):
            problems += _concepts(node, concepts)
    symptoms = [stem(path) for path in names.paths if path.startswith("rules/symptoms/")]
    for path, node in nodes.items():
        if path.startswith("kb/symptoms/"):
            recognise = node.find("recognise")
            problems += _patterns(recognise, concepts)
            for other in items(fields(recognise)["instead_of"]) if "instead_of" in fields(recognise) else []:
                problems += unknown(other, "symptom", symptoms)
    if "kb/intake/stated.yaml" in nodes:
        for entry in items(nodes["kb/intake/stated.yaml"].find("stated")):
            problems += unknown(entry.find("fact"), "fact", names.facts)
            problems += _patterns(entry, concepts)
    if "kb/intake/scope.yaml" in nodes:
        for entry in items(nodes["kb/intake/scope.yaml"].find("kinds")):
            own = fields(entry)
            for node in [*([own["concept"]] if "concept" in own else []), *items(own.get("unless", entry))]:
                problems += unknown(node, "concept", concepts)
    return problems


def _concepts(file: Node, concepts: dict[str, Node]) -> Iterator[Problem]:
    for entry in items(file.find("concepts")):
        name = entry.find("concept")
        if name.value in concepts or name.value == COMPLAINT:
            yield name.problem(f"the concept '{name.value}' is defined already")
        concepts[str(name.value)] = entry
        for words in (entry, fields(entry).get("not")):
            if words is None:
                continue
            spoken = [language for language in ("fr", "en") if language in fields(words)]
            if len(spoken) == 1:
                yield words.problem(f"the concept '{name.value}' has words in one language only ({spoken[0]})")


def _patterns(node: Node, concepts: Mapping[str, Node]) -> Iterator[Problem]:
    for pattern in items(node.find("patterns")):
        for key in ("all", "without"):
            for literal in items(fields(pattern)[key]) if key in fields(pattern) else []:
                for choice in str(literal.value).split("|"):
                    name = choice.rstrip(_MARKS)
                    yield from unknown(
                        Node(name, literal.path, literal.line, literal.column), "concept", [COMPLAINT, *concepts]
                    )
