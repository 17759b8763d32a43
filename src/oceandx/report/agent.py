"""What the support agent's report shows: the differential with evidence, gaps, next steps, facts."""

from __future__ import annotations

from typing import Any

from oceandx.model.case import Known, Unknown, Value
from oceandx.model.diagnosis import Assessment, Diagnosis, Finding, NextStep
from oceandx.model.knowledge import KnowledgeBase, Remediation
from oceandx.model.vocabulary import Basis, Says, Status, Truth
from oceandx.report.contract import known
from oceandx.report.detail import detail_lines
from oceandx.report.sentences import (
    case_symptoms,
    cause_title,
    evidence_text,
    gap_lines,
    gaps_of,
    link,
    meaning,
    symptom_titles,
)
from oceandx.report.words import Words

_SHOWN = 5


def agent_context(kb: KnowledgeBase, diagnosis: Diagnosis, words: Words) -> dict[str, Any]:
    """Return the context of the template agent.md.j2."""
    values = known(diagnosis)
    full, more, short, out = _split(diagnosis.findings)
    # Beside a settled cause a share of the rest must not read as a probability of the whole.
    share = "agent.open_probability" if full[:1] and _is_settled(full[0]) else "agent.probability"
    if sum(finding.status is Status.UNDETERMINED for finding in diagnosis.findings) == 1:
        share = "agent.only_open"  # 100 % of one cause would read as a certainty
    return {
        "title": words.word("agent.title", symptoms=_codes(kb, diagnosis)),
        "verdict": words.word("agent.verdict", verdict=words.inside(f"verdict.{diagnosis.verdict}")),
        "made": words.word(
            "agent.made",
            case=words.name(diagnosis.case.id),
            version=diagnosis.knowledge_version,
            hash=diagnosis.knowledge_hash[:8],
            engine=diagnosis.engine,
        ),
        "fallback": diagnosis.fallbacks > 0,
        "symptoms": symptom_titles(kb, words, case_symptoms(diagnosis)),
        "unexplained": symptom_titles(kb, words, diagnosis.unexplained),
        "gaps": gap_lines(words, gaps_of(diagnosis.facts)),
        "findings": [_finding(kb, words, finding, values, share) for finding in full],
        "more": _first_large(words.word("gap.more", count=len(more))),
        "more_settled": [_line(kb, words, finding, share) for finding in more],
        "less_likely": [_line(kb, words, finding, share) for finding in short],
        "ruled_out": [_ruled_out(kb, words, finding, values) for finding in out],
        "next": [_step(kb, words, step, values) for step in diagnosis.next],
        "facts": [
            {
                "line": _aside(words, meaning(kb, words, name, fact.value), _origin(words, fact)),
                "notes": detail_lines(words, fact.detail),
            }
            for name, fact in sorted(diagnosis.facts.items())
            if isinstance(fact, Known)
        ],
        "unknown": [
            {
                "line": _aside(words, words.say(kb.facts[name].question), words.word(f"reason.{fact.reason}")),
                "notes": detail_lines(words, fact.detail),
            }
            for name, fact in sorted(diagnosis.facts.items())
            if isinstance(fact, Unknown)
        ],
    }


def _codes(kb: KnowledgeBase, diagnosis: Diagnosis) -> str:
    return ", ".join(kb.symptoms[symptom].code for symptom in case_symptoms(diagnosis))


def _first_large(text: str) -> str:
    return text[0].upper() + text[1:]


def _split(findings: tuple[Finding, ...]) -> tuple[list[Finding], ...]:
    """Show what is settled and then the likeliest in full while there is room, the rest in one line each."""
    settled = [f for f in findings if _is_settled(f)]
    undetermined = [f for f in findings if f.status is Status.UNDETERMINED]
    out = [f for f in findings if f.status is Status.RULED_OUT]
    room = max(_SHOWN - len(settled), 0)
    return settled[:_SHOWN] + undetermined[:room], settled[_SHOWN:], undetermined[room:], out


def _is_settled(finding: Finding) -> bool:
    return finding.status in {Status.CONFIRMED, Status.CONTRADICTED}


def _finding(kb: KnowledgeBase, words: Words, finding: Finding, values: dict[str, Value], share: str) -> dict[str, Any]:
    cause = kb.causes[finding.cause]
    holding = [a for a in finding.assessments if a.truth is Truth.TRUE]
    codes = tuple(dict.fromkeys((*cause.sources, *_special_sources(kb, finding))))
    return {
        "line": _line(kb, words, finding, share),
        "explains": words.word("agent.explains", symptoms=", ".join(kb.symptoms[s].code for s in finding.explains)),
        "owner": words.word("agent.owner", role=words.say(kb.roles[finding.owner].name)),
        "basis": words.word("agent.basis", basis=_bases(kb, words, finding)),
        "explanation": words.say(cause.explanation),
        # Two symptoms of one case may bring the same observation with them.
        "supports": list(dict.fromkeys(_evidence(kb, words, a, values) for a in holding if a.evidence.says.favours)),
        "opposes": list(dict.fromkeys(_evidence(kb, words, a, values) for a in holding if not a.evidence.says.favours)),
        "missing": [words.say(kb.facts[name].question) for name in finding.missing],
        "sources": words.word(
            "agent.sources", sources=", ".join(link(words, code, kb.sources[code].url) for code in codes)
        ),
    }


def _special_sources(kb: KnowledgeBase, finding: Finding) -> list[str]:
    return [
        code
        for symptom in finding.explains
        for candidate in kb.symptoms[symptom].candidates
        if candidate.cause == finding.cause
        for code in candidate.sources
    ]


def _bases(kb: KnowledgeBase, words: Words, finding: Finding) -> str:
    """Name who documents the cause and, where it differs, who documents that it has this symptom."""
    own = kb.causes[finding.cause].basis
    pairs = {
        kb.symptoms[symptom].code: candidate.basis
        for symptom in finding.explains
        for candidate in kb.symptoms[symptom].candidates
        if candidate.cause == finding.cause
    }
    others = [f"{code}: {words.basis(basis)}" for code, basis in pairs.items() if basis is not own]
    return words.typeset("; ".join([words.basis(own), *others]))


def _evidence(kb: KnowledgeBase, words: Words, assessment: Assessment, values: dict[str, Value]) -> str:
    says = words.word(f"says.{assessment.evidence.says}")
    basis = assessment.evidence.basis
    note = f"; {words.basis(basis)}" if basis is Basis.INFERENCE else ""
    return _aside(words, evidence_text(kb, words, assessment, values), f"{says}{note}")


def _aside(words: Words, sentence: str, aside: str) -> str:
    """Return a sentence that ends with something in parentheses; its full stop, if it has one, comes last."""
    stop = "." if sentence.endswith(".") else ""
    return words.typeset(f"{sentence.removesuffix('.')} ({aside}){stop}")


def _line(kb: KnowledgeBase, words: Words, finding: Finding, share: str) -> str:
    status = words.word(f"status.{finding.status}")
    if finding.status is Status.UNDETERMINED:
        percent = round(100 * (finding.probability or 0.0))
        status = words.word(share, percent=percent)
    return words.typeset(f"{finding.code} {cause_title(kb, words, finding.cause)} ({status})")


def _ruled_out(kb: KnowledgeBase, words: Words, finding: Finding, values: dict[str, Value]) -> str:
    why = [
        evidence_text(kb, words, a, values)
        for a in finding.assessments
        if a.truth is Truth.TRUE and a.evidence.says is Says.RULES_OUT
    ]
    reasons = " ".join(dict.fromkeys(why))
    return words.typeset(f"{finding.code} {cause_title(kb, words, finding.cause)}: {reasons}")


def _step(kb: KnowledgeBase, words: Words, step: NextStep, values: dict[str, Value]) -> dict[str, Any]:
    known_text = _fact_step(kb, words, step, again=step.fact in values) if step.fact else _repair_step(kb, words, step)
    head = words.word(
        "agent.step",
        kind=words.word(f"step.{step.kind}"),
        minutes=step.minutes,
        role=words.say(kb.roles[step.role].name),
    )
    return {"head": head, **known_text}


def _fact_step(kb: KnowledgeBase, words: Words, step: NextStep, *, again: bool) -> dict[str, Any]:
    definition = kb.facts[str(step.fact)]
    effect = definition.side_effect
    notes = [words.word("agent.look_again")] if again else []
    notes.append(words.word("agent.where", where=words.say(definition.where)))
    if effect is not None:
        notes.append(words.word("agent.side_effect", text=words.say(effect)))
    return {
        "text": words.say(definition.question),
        "gain": "" if again else words.word("agent.gain", bits=words.decimal(step.gain)),
        "notes": [*notes, f"`--fact {definition.name}=…`"],
    }


def _repair_step(kb: KnowledgeBase, words: Words, step: NextStep) -> dict[str, Any]:
    definition: Remediation = kb.remediations[str(step.remediation)]
    notes = []
    if step.cause:
        notes.append(_first_large(words.word("agent.trial", cause=cause_title(kb, words, step.cause))))
    if definition.side_effect is not None:
        notes.append(words.word("agent.side_effect", text=words.say(definition.side_effect)))
    return {"text": words.say(definition.title), "gain": "", "notes": notes}


def _origin(words: Words, fact: Known) -> str:
    keys = ((one, one.replace(":", "_").replace("+", "_and_")) for one in fact.source.split(", "))
    source = ", ".join(words.word_or(f"source.{key}", words.name(one)) for one, key in keys)
    return words.word("agent.fact_source", source=source, date=words.name(fact.observed_at))
