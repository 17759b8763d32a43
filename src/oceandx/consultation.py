"""One consultation: from a case and a knowledge base to a diagnosis."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from oceandx.engine.compile import Program, compile_program
from oceandx.engine.inference import infer, known_values
from oceandx.engine.matcher import Engine, GuardedMatcher, make_matcher
from oceandx.engine.plan import next_steps, repairs_of, told_to_customer
from oceandx.engine.verdicts import findings, hypotheses, overall, unexplained
from oceandx.knowledge.load import load_knowledge
from oceandx.model.case import Case, Facts, Known, Unknown, Value
from oceandx.model.diagnosis import Diagnosis
from oceandx.model.knowledge import KnowledgeBase
from oceandx.model.vocabulary import Privacy, UnknownReason
from oceandx.resources import cache_folder, knowledge_root

_NEVER_STORED = (Privacy.PATIENT, Privacy.SECRET)
_MOST_SLICES = 32
_REPORTED = "symptom"
_READY: dict[tuple[str, Engine, frozenset[str]], tuple[Program, GuardedMatcher]] = {}


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
    program, matcher = _prepare(kb, frozenset(symptoms), engine)
    refused_before = matcher.fallbacks
    case = replace(case, facts=_withhold(kb, {**_implied(kb, case), **case.facts}))
    inference = infer(program, matcher.match, case.facts)
    fallbacks = matcher.fallbacks - refused_before
    ranked = findings(kb, candidates, inference.fired, known_values(inference.facts))
    repairs = repairs_of(kb, ranked, inference.facts)
    return Diagnosis(
        case=case,
        engine=matcher.name if not fallbacks else "native",
        knowledge_version=kb.version,
        knowledge_hash=kb.hash,
        verdict=overall(ranked),
        findings=ranked,
        unexplained=unexplained(symptoms, ranked, kb.scale),
        next=next_steps(kb, candidates, ranked, inference.facts),
        repairs=repairs,
        told=told_to_customer(kb, repairs, inference.facts),
        facts=inference.facts,
        fallbacks=fallbacks,
    )


def _implied(kb: KnowledgeBase, case: Case) -> dict[str, Known | Unknown]:
    """Return what the reported symptoms state by themselves; where two of them disagree, nothing."""
    stated: dict[str, set[Value]] = {}
    for symptom in case.symptoms:
        for name, value in kb.symptoms[symptom.id].implies.items():
            stated.setdefault(name, set()).add(value)
    return {
        name: Known(name, values.pop(), _REPORTED, case.as_of) for name, values in stated.items() if len(values) == 1
    }


def _prepare(kb: KnowledgeBase, symptoms: frozenset[str], engine: Engine) -> tuple[Program, GuardedMatcher]:
    """Return the compiled rules that bear on some symptoms, kept for the next case.

    The kernel never gives a ruleset's memory back, so only so many slices are made; further cases use the whole.
    """
    key = (kb.hash, engine, symptoms)
    if key not in _READY and len(_READY) >= _MOST_SLICES:
        symptoms = frozenset(kb.symptoms)
        key = (kb.hash, engine, symptoms)
    if key not in _READY:
        program = compile_program(kb, symptoms)
        _READY[key] = program, make_matcher(program, engine)
    return _READY[key]


def _withhold(kb: KnowledgeBase, facts: Facts) -> Facts:
    return {
        name: Unknown(name, UnknownReason.WITHHELD, fact.source, fact.observed_at)
        if kb.facts[name].privacy in _NEVER_STORED
        else fact
        for name, fact in facts.items()
    }
