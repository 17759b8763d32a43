"""What each reader's report says, before it is laid out."""

from __future__ import annotations

from typing import Any

from oceandx.model.diagnosis import Diagnosis
from oceandx.model.knowledge import KnowledgeBase
from oceandx.model.vocabulary import Audience, Language
from oceandx.report.words import Words


def content(kb: KnowledgeBase, diagnosis: Diagnosis, audience: Audience, language: Language) -> dict[str, Any]:
    """Return what one reader's report says as plain data, by the schema oceandx.report/1."""
    return {
        "schema": "oceandx.report/1",
        "audience": audience.value,
        "language": language.value,
        "case": diagnosis.case.id,
        "knowledge": {"version": diagnosis.knowledge_version, "hash": diagnosis.knowledge_hash},
        "content": context_of(kb, diagnosis, audience, Words(kb, language, markdown=False)),
    }


def context_of(kb: KnowledgeBase, diagnosis: Diagnosis, audience: Audience, words: Words) -> dict[str, Any]:
    """Return the context of one reader; each is imported only when it is the one."""
    match audience:
        case Audience.AGENT:
            from oceandx.report.agent import agent_context

            return agent_context(kb, diagnosis, words)
        case Audience.TICKET:
            from oceandx.report.ticket import ticket_context

            return ticket_context(kb, diagnosis, words)
        case Audience.CUSTOMER:
            from oceandx.report.customer import customer_context

            return customer_context(kb, diagnosis, words)
