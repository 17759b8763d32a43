"""From validated plain data to the typed knowledge base."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from oceandx.knowledge.layout import stem
from oceandx.knowledge.lazy import Lazy
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
    Probes,
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
    """Build the knowledge base from the plain data of its files, keyed by path; entries are made when asked for."""
    facts: Plain = {d["fact"]: d for d in documents["kb/facts.yaml"]["facts"]}
    terms: Plain = {d["term"]: d for d in documents["kb/glossary.yaml"]["terms"]}
    labels: Plain = {d["label"]: d for d in documents["kb/labels.yaml"]["labels"]}
    roles: Plain = {d["role"]: d for d in documents["kb/roles.yaml"]["roles"]}
    sources: Plain = {d["code"]: d for d in documents["kb/sources.yaml"]["sources"]}
    symptoms, causes = _by_code(documents, "rules/symptoms/"), _by_code(documents, "rules/causes/")
    return KnowledgeBase(
        version=documents["kb/about.yaml"]["version"],
        hash=digest,
        symptoms=Lazy({stem(p): partial(_symptom, documents, p) for p in symptoms.values()}),
        symptom_codes={code: stem(path) for code, path in symptoms.items()},
        causes=Lazy({stem(p): partial(_cause, documents, p) for p in causes.values()}),
        cause_codes={code: stem(path) for code, path in causes.items()},
        remediations=Lazy(
            {stem(p): partial(_remediation, documents, p) for p in _under(documents, "kb/remediations/")}
        ),
        facts=Lazy({name: partial(_fact, d) for name, d in facts.items()}),
        derivations=tuple(_derivation(d) for d in documents["rules/derived.yaml"]["derived"]),
        glossary=Lazy({name: partial(_term, d) for name, d in terms.items()}),
        labels=Lazy({name: partial(_label, d) for name, d in labels.items()}),
        roles=Lazy({name: partial(_role, d) for name, d in roles.items()}),
        sources=Lazy({code: partial(_source, d) for code, d in sources.items()}),
        scale=_scale(documents["rules/scale.yaml"]),
        probes=_probes(documents["rules/probes.yaml"]),
        wording=Lazy({key: partial(_text, d) for key, d in documents["kb/wording.yaml"]["wording"].items()}),
        intake=Lazy(_intake(documents)),
        imports=Lazy({stem(path): partial(documents.__getitem__, path) for path in _under(documents, "kb/imports/")}),
    )


def _intake(documents: Documents) -> dict[str, Callable[[], Plain]]:
    """Return what makes the plain data of each file under kb/intake/, and of what the symptom files add to it."""
    made: dict[str, Callable[[], Plain]] = {
        path.removeprefix("kb/intake/").removesuffix(".yaml"): partial(documents.__getitem__, path)
        for path in _under(documents, "kb/intake/")
    }
    for path in _under(documents, "kb/symptoms/"):
        made[f"symptoms/{stem(path)}"] = partial(documents[path].__getitem__, "recognise")
    return made


def _by_code(documents: Documents, folder: str) -> dict[str, str]:
    """Return the code and the path of each file of a folder, in the order of the codes."""
    return dict(sorted((documents[path]["code"], path) for path in _under(documents, folder)))


def conditions(when: Plain) -> When:
    """Return the conditions of one ``when``, in the author's order."""
    return tuple(condition for fact, compared in when.items() for condition in _compare(fact, compared))


def _compare(fact: str, compared: Any) -> Iterable[Condition]:
    if not isinstance(compared, Mapping):
        yield Condition(fact, Operator.IS, compared)
        return
    for operator, value in compared.items():
        yield Condition(fact, Operator(operator), tuple(value) if isinstance(value, list) else value)


def _under(documents: Documents, folder: str) -> list[str]:
    return [path for path in documents if path.startswith(folder)]


def _symptom(documents: Documents, path: str) -> Symptom:
    rules, words = documents[path], documents[f"kb/symptoms/{stem(path)}.yaml"]
    return Symptom(
        id=rules["symptom"],
        code=rules["code"],
        status=LifeStatus(rules["status"]),
        implies=rules.get("implies", {}),
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


def _cause(documents: Documents, path: str) -> Cause:
    rules, words = documents[path], documents[f"kb/causes/{stem(path)}.yaml"]
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


def _remediation(documents: Documents, path: str) -> Remediation:
    data = documents[path]
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
            note=_optional(item, "note"),
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


def _probes(data: Plain) -> Probes:
    window = data["maintenance"]
    return Probes(
        several=data["bookings"]["several"],
        weekday=window["weekday"],
        from_hour=window["from_hour"],
        to_hour=window["to_hour"],
        time_zone=window["time_zone"],
    )


def _text(data: Plain) -> Text:
    return Text(fr=data["fr"], en=data["en"])


def _optional(data: Plain, key: str) -> Text | None:
    return _text(data[key]) if key in data else None
