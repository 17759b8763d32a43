"""What must have an order has one: derived facts and remediations form no circle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from oceandx.errors import Problem
from oceandx.knowledge.check.names import Names, fields, items
from oceandx.knowledge.layout import stem
from oceandx.knowledge.reader import Node

_NOTHING = Node(None, "", 0, 0)


def check_order(nodes: Mapping[str, Node], names: Names) -> list[Problem]:
    """Return the circles, each named once, where it begins."""
    del names
    return [*_derivations(nodes), *_remediations(nodes)]


def _derivations(nodes: Mapping[str, Node]) -> Iterator[Problem]:
    places: dict[str, Node] = {}
    graph: dict[str, list[str]] = {}
    for item in items(nodes["rules/derived.yaml"].find("derived")) if "rules/derived.yaml" in nodes else []:
        fact = str(item.find("fact").value)
        places.setdefault(fact, item)
        premises = graph.setdefault(fact, [])
        premises += fields(fields(item).get("when", _NOTHING))
        for one, compared in fields(fields(item).get("compare", _NOTHING)).items():
            premises += (one, *(str(other.value) for other in fields(compared).values()))
    yield from _circles(graph, places, "a fact is concluded from itself")


def _remediations(nodes: Mapping[str, Node]) -> Iterator[Problem]:
    places = {stem(path): node for path, node in nodes.items() if path.startswith("kb/remediations/")}
    graph = {
        name: [str(item.value) for item in items(fields(node).get("after", _NOTHING))] for name, node in places.items()
    }
    yield from _circles(graph, places, "a remediation must come after itself")


def _circles(graph: dict[str, list[str]], places: Mapping[str, Node], message: str) -> Iterator[Problem]:
    """Name a circle, break it, look for the next; each arrow points to what comes first."""
    while True:
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            circle: list[str] = error.args[1][::-1]
            yield places[circle[0]].problem(f"{message}: {' <- '.join(circle)}")
            del graph[circle[0]]
        else:
            return
