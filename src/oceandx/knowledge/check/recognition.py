"""What recognises symptoms: patterns name what exists, and concepts have words in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from oceandx.errors import Problem
from oceandx.knowledge.check.extents import check_extents
from oceandx.knowledge.check.names import Names, fields, items, unknown
from oceandx.knowledge.check.patterns import check_patterns, entries_of, listed
from oceandx.knowledge.check.statements import check_statements, check_tellers
from oceandx.knowledge.layout import stem
from oceandx.knowledge.reader import Node
from oceandx.knowledge.schema import did_you_mean
from oceandx.model.recognition import COMPLAINT, PRESENCE_MARKS

_FOLDER = "kb/intake/concepts/"
_NAMED = ("unless", "fine", "passing", "voided", "governed", "beside")
"""What names concepts in a kind of scope.yaml."""


def check_recognition(nodes: Mapping[str, Node], names: Names) -> list[Problem]:
    """Return what patterns name that does not exist, and what is defined twice or in one language only."""
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
            problems += check_patterns(node.find("recognise"), concepts)
            recognise = node.find("recognise")
            for other in (*listed(recognise, "instead_of"), *listed(recognise, "covers")):
                problems += unknown(other, "symptom", symptoms)
            problems += _check_beside(recognise, concepts)
            problems += check_tellers(recognise, names)
    problems += check_statements(nodes, names, concepts, symptoms)
    problems += check_extents(nodes, concepts, symptoms)
    scope = nodes.get("kb/intake/scope.yaml")
    for node in (each for key in ("ours", "raised", "asked") for each in listed(scope, key)) if scope else ():
        problems += unknown(node, "concept", concepts)
    problems += _check_presence(fields(scope).get("present"), concepts) if scope else ()
    for entry in entries_of(nodes, "kb/intake/scope.yaml", "kinds"):
        own = [fields(entry)["concept"]] if "concept" in fields(entry) else []
        named = [node for key in _NAMED for node in listed(entry, key)]
        for node in (*own, *named):
            problems += unknown(node, "concept", concepts)
        problems += check_patterns(entry, concepts, "plainly")
    return problems


def _check_beside(recognise: Node, concepts: Mapping[str, Node]) -> Iterator[Problem]:
    """Yield what stands beside a symptom that is not meant instead of it, and concepts that do not exist."""
    beside = recognise.find("beside")
    if beside is recognise:
        return
    taken = [str(other.value) for other in listed(recognise, "instead_of")]
    for key in beside.keys:
        yield from unknown(key, "symptom of instead_of", taken)
        for concept in listed(beside, str(key.value)):
            yield from unknown(concept, "concept", concepts)


def _check_presence(node: Node | None, concepts: Mapping[str, Node]) -> Iterator[Problem]:
    """Yield the signs of a trouble of the moment that have points and can never be seen."""
    if node is None:
        return
    known = {*fields(node.find("cues")), *PRESENCE_MARKS, *concepts, COMPLAINT}
    for sign, points in fields(node.find("points")).items():
        if sign not in known:
            yield points.problem(
                f"points for an unknown word list, mark or concept '{sign}'{did_you_mean(sign, known)}"
            )


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
