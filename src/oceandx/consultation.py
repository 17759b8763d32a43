"""One consultation: from a case and a knowledge base to a diagnosis."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from oceandx.engine.compile import compile_program
from oceandx.engine.inference import infer, known_values
from oceandx.engine.matcher import Engine, make_matcher
from oceandx.engine.plan import next_steps, repairs_of, told_to_customer
from oceandx.engine.verdicts import findings, hypotheses, overall, unexplained
from oceandx.knowledge.load import load_knowledge
from oceandx.model.case import Case, Facts, Unknown
from oceandx.model.diagnosis import Diagnosis
from oceandx.model.knowledge import KnowledgeBase
from oceandx.model.vocabulary import Privacy, UnknownReason
from oceandx.resources import cache_folder, knowledge_root

_NEVER_STORED = (Privacy.PATIENT, Privacy.SECRET)


def open_knowledge(root: Path | None = None) -> KnowledgeBase:
    """Return the knowledge base of a folder, or the one that comes with oceandx.

    Raises KnowledgeBaseError with every problem, the engine's limits included.
    """
    return load_knowledge(root or knowledge_root(), cache_folder())


def check_limits(kb: KnowledgeBase) -> None:
    """Raise KnowledgeBaseError when the whole knowledge base is beyond what the engine can hold."""
    make_matcher(compile_program(kb))


def diagnose(kb: KnowledgeBase, case: Case, engine: Engine = Engine.AUTO) -> Diagnosis:
    """Return the diagnosis of one case; the same case and knowledge give the same diagnosis.

    Facts whose value may never be stored are dropped unread and become unknown. Raises UsageError when the engine
    that is asked for does not run here.
    """
    symptoms = [symptom.id for symptom in case.symptoms]
    candidates = hypotheses(kb, symptoms)
    program = compile_program(kb, frozenset(h.cause.id for h in candidates))
    matcher = make_matcher(program, engine)
    case = replace(case, facts=_withhold(kb, case.facts))
    inference = infer(program, matcher.match, case.facts)
    ranked = findings(kb, candidates, inference.fired, known_values(inference.facts))
    repairs = repairs_of(kb, ranked)
    return Diagnosis(
        case=case,
        engine=matcher.name if not matcher.fallbacks else "native",
        knowledge_version=kb.version,
        knowledge_hash=kb.hash,
        verdict=overall(ranked),
        findings=ranked,
        unexplained=unexplained(symptoms, ranked, kb.scale),
        next=next_steps(kb, candidates, ranked, inference.facts),
        repairs=repairs,
        told=told_to_customer(kb, repairs, inference.facts),
        facts=inference.facts,
        fallbacks=matcher.fallbacks,
    )


def _withhold(kb: KnowledgeBase, facts: Facts) -> Facts:
    return {
        name: Unknown(name, UnknownReason.WITHHELD, fact.source, fact.observed_at)
        if kb.facts[name].privacy in _NEVER_STORED
        else fact
        for name, fact in facts.items()
    }
