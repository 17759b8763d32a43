"""Cross-file checks: every problem of the whole knowledge base in one pass."""

from __future__ import annotations

from collections.abc import Mapping

from oceandx.errors import Problem
from oceandx.knowledge.check.conditions import check_conditions
from oceandx.knowledge.check.dictionary import check_dictionary
from oceandx.knowledge.check.names import Names, collect_names
from oceandx.knowledge.check.order import check_order
from oceandx.knowledge.check.pairing import check_pairing
from oceandx.knowledge.check.recognition import check_recognition
from oceandx.knowledge.check.references import check_references
from oceandx.knowledge.check.terms import check_terms
from oceandx.knowledge.check.texts import check_texts
from oceandx.knowledge.reader import Node

__all__ = ["Names", "check_documents", "collect_names"]


def check_documents(nodes: Mapping[str, Node], names: Names) -> list[Problem]:
    """Return what is wrong between files; ``nodes`` are the files that are right by themselves."""
    problems: list[Problem] = []
    for check in (
        check_pairing,
        check_references,
        check_dictionary,
        check_conditions,
        check_order,
        check_recognition,
        check_texts,
        check_terms,
    ):
        problems += check(nodes, names)
    return problems
