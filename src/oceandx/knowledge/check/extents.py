"""What speaks for whom a ticket is about: points are given to signs that can be seen, and to symptoms that exist."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from oceandx.errors import Problem
from oceandx.knowledge.check.names import fields, unknown
from oceandx.knowledge.check.patterns import listed
from oceandx.knowledge.reader import Node
from oceandx.knowledge.schema import did_you_mean
from oceandx.model.recognition import EXTENT_PLACES, EXTENT_SIDES, NUMBER_CUE

_FILE = "kb/intake/extent.yaml"


def check_extents(nodes: Mapping[str, Node], concepts: Collection[str], symptoms: Collection[str]) -> Iterator[Problem]:
    """Yield what the points name that does not exist: a concept, a word list, a symptom."""
    file = nodes.get(_FILE)
    if file is None:
        return
    weighed = listed(file, "concepts")
    for concept in weighed:
        yield from unknown(concept, "concept", concepts)
    for symptom, points in fields(file.find("symptoms")).items():
        if symptom not in symptoms:
            yield points.problem(f"points for an unknown symptom '{symptom}'{did_you_mean(symptom, symptoms)}")
    cues = {*fields(file.find("cues")), NUMBER_CUE}
    known = {str(concept.value) for concept in weighed}
    for sign, points in fields(file.find("signs")).items():
        place, *rest = sign.rpartition(", ")[2].split()
        if place not in {*EXTENT_PLACES, *EXTENT_SIDES}:
            continue
        if rest[0] == "word" and rest[1:] and rest[1] not in cues:
            yield points.problem(f"points for an unknown word list '{rest[1]}'{did_you_mean(rest[1], cues)}")
        elif len(rest) == 1 and rest[0] not in known:
            yield points.problem(f"points for '{rest[0]}', which is not one of this file's concepts")
