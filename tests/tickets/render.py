"""Ten tickets of ten kinds, and the instructions that each clinic gets; run this file to write them anew."""

from __future__ import annotations

from pathlib import Path

import yaml

from oceandx.consultation import diagnose, open_knowledge
from oceandx.facts.entry import make_fact
from oceandx.model.case import Case, ReportedSymptom
from oceandx.model.diagnosis import Diagnosis
from oceandx.model.knowledge import KnowledgeBase
from oceandx.model.vocabulary import Audience, Language
from oceandx.report.render import render
from oceandx.resources import knowledge_root

FOLDER = Path(__file__).parent
TICKETS = sorted(file.stem for file in FOLDER.glob("*.yaml"))
DAY = "2026-11-25"


def diagnosed(kb: KnowledgeBase, ticket: str) -> Diagnosis:
    """Return the diagnosis of one ticket."""
    content = yaml.safe_load((FOLDER / f"{ticket}.yaml").read_text(encoding="utf-8"))
    reported = tuple(ReportedSymptom(kb.symptom_codes[code], "entered", code) for code in content["symptoms"])
    facts = [make_fact(kb.facts, name, value, "answer", DAY) for name, value in content["facts"].items()]
    return diagnose(kb, Case(ticket, Language.EN, reported, {fact.name: fact for fact in facts}, DAY))


def instructions(kb: KnowledgeBase, ticket: str, language: Language) -> str:
    """Return what the clinic reads."""
    return render(kb, diagnosed(kb, ticket), Audience.CUSTOMER, language, knowledge_root()).rstrip("\n") + "\n"


def golden(ticket: str, language: Language) -> Path:
    """Return the file that holds what the clinic reads."""
    return FOLDER / f"{ticket}.{language}.md"


if __name__ == "__main__":
    base = open_knowledge(knowledge_root())
    for one in TICKETS:
        for tongue in Language:
            golden(one, tongue).write_text(instructions(base, one, tongue), encoding="utf-8")
