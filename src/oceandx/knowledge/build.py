"""From validated plain data to the typed knowledge base."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from oceandx.knowledge.layout import stem
from oceandx.model.knowledge import (
    Candidate,
    Cause,
    Comparison,
    Condition,
    Derivation,
    Evidence,
    FactDefinition,
    KnowledgeBase,
    Label,
    Remediation,
    Role,
    Scale,
    Source,
    Statement,
    Symptom,
    Term,
    Text,
    When,
)
from oceandx.model.vocabulary import (
    Basis,
    FactType,
    Kind,
    LifeStatus,
    Likelihood,
    Obtain,
    Operator,
    Privacy,
    Says,
)

Plain = Mapping[str, Any]
Documents = Mapping[str, Plain]


def build(documents: Documents, digest: str) -> KnowledgeBase:
    """Build the knowledge base from the plain data of its files, keyed by path."""
    symptoms = [
        _symptom(path, data, documents[f"kb/symptoms/{stem(path)}.yaml"])
        for path, data in _under(documents, "rules/symptoms/")
    ]
    causes = [
        _cause(path, data, documents[f"kb/causes/{stem(path)}.yaml"])
        for path, data in _under(documents, "rules/causes/")
    ]
    wording: Plain = documents["kb/wording.yaml"]["wording"]
    return KnowledgeBase(
        version=documents["kb/about.yaml"]["version"],
        hash=digest,
        symptoms={symptom.id: symptom for symptom in sorted(symptoms, key=lambda s: s.code)},
        causes={cause.id: cause for cause in sorted(causes, key=lambda c: c.code)},
        remediations={stem(path): _remediation(d) for path, d in _under(documents, "kb/remediations/")},
        facts={d["fact"]: _fact(d) for d in documents["kb/facts.yaml"]["facts"]},
        derivations=tuple(_derivation(d) for d in documents["rules/derived.yaml"]["derived"]),
        glossary=tuple(_term(d) for d in documents["kb/glossary.yaml"]["terms"]),
        labels={d["label"]: _label(d) for d in documents["kb/labels.yaml"]["labels"]},
        roles={d["role"]: _role(d) for d in documents["kb/roles.yaml"]["roles"]},
        sources={d["code"]: _source(d) for d in documents["kb/sources.yaml"]["sources"]},
        scale=_scale(documents["rules/scale.yaml"]),
        wording={key: _text(value) for key, value in wording.items()},
        imports={stem(path): data for path, data in _under(documents, "kb/imports/")},
    )


def conditions(when: Plain) -> When:
    """Return the conditions of one ``when``, in the author's order."""
    return tuple(condition for fact, compared in when.items() for condition in _compare(fact, compared))


def _compare(fact: str, compared: Any) -> Iterable[Condition]:
    if not isinstance(compared, Mapping):
        yield Condition(fact, Operator.IS, compared)
        return
    for operator, value in compared.items():
        yield Condition(fact, Operator(operator), tuple(value) if isinstance(value, list) else value)


def _under(documents: Documents, folder: str) -> list[tuple[str, Plain]]:
    return [(path, data) for path, data in documents.items() if path.startswith(folder)]


def _symptom(path: str, rules: Plain, words: Plain) -> Symptom:
    return Symptom(
        id=rules["symptom"],
        code=rules["code"],
        status=LifeStatus(rules["status"]),
        candidates=tuple(_candidate(path, rules, data) for data in rules["candidates"]),
        sources=tuple(rules["sources"]),
        title=_text(words["title"]),
        description=_text(words["description"]),
        verification=_statements(words, "verification"),
    )


def _candidate(path: str, rules: Plain, data: Plain) -> Candidate:
    cause = data["cause"]
    return Candidate(
        cause=cause,
        likelihood=Likelihood(data["likelihood"]),
        basis=Basis(data["basis"]),
        evidence=_evidence(f"{path}#{cause}", cause, rules["symptom"], data.get("evidence", ())),
        sources=tuple(data.get("sources", rules["sources"])),
        remediation=tuple(data.get("remediation", ())),
    )


def _cause(path: str, rules: Plain, words: Plain) -> Cause:
    return Cause(
        id=rules["cause"],
        code=rules["code"],
        status=LifeStatus(rules["status"]),
        kind=Kind(rules["kind"]),
        owner=rules["owner"],
        basis=Basis(rules["basis"]),
        evidence=_evidence(path, rules["cause"], None, rules["evidence"]),
        remediation=tuple(rules["remediation"]),
        sources=tuple(rules["sources"]),
        title=_text(words["title"]),
        explanation=_text(words["explanation"]),
        customer=_text(words["customer"]),
    )


def _evidence(prefix: str, cause: str, symptom: str | None, items: Iterable[Plain]) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(
            id=f"{prefix}#{number}",
            cause=cause,
            symptom=symptom,
            when=conditions(item["when"]),
            says=Says(item["says"]),
            basis=Basis(item["basis"]) if "basis" in item else None,
            sources=tuple(item.get("sources", ())),
        )
        for number, item in enumerate(items, 1)
    )


def _remediation(data: Plain) -> Remediation:
    return Remediation(
        id=data["remediation"],
        role=data["role"],
        minutes=data["minutes"],
        after=tuple(data.get("after", ())),
        guard=conditions(data.get("guard", {})),
        side_effect=_optional(data, "side_effect"),
        title=_text(data["title"]),
        prerequisites=_statements(data, "prerequisites"),
        steps=_statements(data, "steps"),
        verification=_statements(data, "verification"),
        not_helped=_text(data["not_helped"]),
        escalation=data["escalation"],
        sources=tuple(data["sources"]),
    )


def _statements(data: Plain, key: str) -> tuple[Statement, ...]:
    return tuple(
        Statement(
            text=_text(item["text"]),
            sees=_optional(item, "sees"),
            warning=_optional(item, "warning"),
            detail=item.get("detail"),
            basis=Basis(item["basis"]) if "basis" in item else None,
            sources=tuple(item["sources"]),
        )
        for item in data.get(key, ())
    )


def _fact(data: Plain) -> FactDefinition:
    return FactDefinition(
        name=data["fact"],
        code=data.get("code"),
        type=FactType(data["type"]),
        choices=tuple(data.get("choices", ())),
        minimum=data.get("minimum"),
        maximum=data.get("maximum"),
        privacy=Privacy(data["privacy"]),
        obtain=Obtain(data["obtain"]),
        role=data["role"],
        minutes=data["minutes"],
        shelf_life_days=data.get("shelf_life_days"),
        side_effect=_optional(data, "side_effect"),
        where=_text(data["where"]),
        question=_text(data["question"]),
        meaning={key: _text(value) for key, value in data["meaning"].items()},
        void_when=conditions(data.get("void_when", {})),
        sources=tuple(data["sources"]),
    )


def _derivation(data: Plain) -> Derivation:
    compared = tuple(
        Comparison(fact, Operator(operator), other)
        for fact, operators in data.get("compare", {}).items()
        for operator, other in operators.items()
    )
    return Derivation(data["fact"], data["is"], conditions(data.get("when", {})), compared)


def _label(data: Plain) -> Label:
    return Label(
        id=data["label"],
        product=data["product"],
        text=Text(fr=data["fr"], en=data["en"]),
        french_screen=data.get("french_screen", False),
        invariant=data.get("invariant", False),
    )


def _term(data: Plain) -> Term:
    groups = (data.get(key, {}) for key in ("variants", "also"))
    said = tuple(word for group in groups for words in group.values() for word in words)
    return Term(data["term"], Text(fr=data["fr"], en=data["en"]), said)


def _role(data: Plain) -> Role:
    return Role(data["role"], data["order"], _text(data["name"]), _text(data["address"]), _optional(data, "fallback"))


def _source(data: Plain) -> Source:
    return Source(
        code=data["code"],
        locale=data["locale"],
        title=data["title"],
        url=data["url"],
        publisher=data["publisher"],
        translation=data.get("translation"),
    )


def _scale(data: Plain) -> Scale:
    return Scale(
        prior={Likelihood(word): float(number) for word, number in data["prior"].items()},
        leak=float(data["leak"]),
        ratio={Says(word): float(number) for word, number in data["ratio"].items()},
        likely=float(data["likely"]),
    )


def _text(data: Plain) -> Text:
    return Text(fr=data["fr"], en=data["en"])


def _optional(data: Plain, key: str) -> Text | None:
    return _text(data[key]) if key in data else None
