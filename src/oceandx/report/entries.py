"""Entries of the knowledge base, listed and shown."""

from __future__ import annotations

from collections.abc import Iterable

from oceandx.errors import UsageError
from oceandx.model.knowledge import Cause, FactDefinition, KnowledgeBase, Remediation, Statement, Symptom
from oceandx.report.sentences import condition_text
from oceandx.report.words import Words

KINDS = ("symptom", "cause", "remediation", "fact", "source", "label", "role", "term")
_NO_LIFE = "stable"


def list_entries(kb: KnowledgeBase, kind: str | None) -> list[dict[str, str | None]]:
    """Return all entries, or those of one kind, as ``{kind, id, code, status}``."""
    rows: list[tuple[str, str, str | None, str]] = [
        *(("symptom", s.id, s.code, s.status.value) for s in kb.symptoms.values()),
        *(("cause", c.id, c.code, c.status.value) for c in kb.causes.values()),
        *(("remediation", name, None, _NO_LIFE) for name in kb.remediations),
        *(("fact", f.name, f.code, _NO_LIFE) for f in kb.facts.values()),
        *(("source", s.code, s.code, _NO_LIFE) for s in kb.sources.values()),
        *(("label", name, None, _NO_LIFE) for name in kb.labels),
        *(("role", name, None, _NO_LIFE) for name in kb.roles),
        *(("term", name, None, _NO_LIFE) for name in kb.glossary),
    ]
    return [
        {"kind": row[0], "id": row[1], "code": row[2], "status": row[3]}
        for row in rows
        if kind is None or row[0] == kind
    ]


def show_entry(kb: KnowledgeBase, words: Words, name: str) -> list[str]:
    """Return one entry as Markdown lines; several facts may share a code.

    Raises UsageError when nothing has this id or code.
    """
    lines: list[str] = []
    for entry in list_entries(kb, None):
        if name in {entry["id"], entry["code"]}:
            lines += (
                ["", *_show(kb, words, str(entry["kind"]), str(entry["id"]))]
                if lines
                else _show(kb, words, str(entry["kind"]), str(entry["id"]))
            )
    if not lines:
        raise UsageError(f"nothing has the id or code '{name}'; see 'oceandx kb list'")
    return lines


def _show(kb: KnowledgeBase, words: Words, kind: str, name: str) -> list[str]:
    lines: list[str]
    match kind:
        case "symptom":
            lines = _symptom(kb, words, kb.symptoms[name])
        case "cause":
            lines = _cause(kb, words, kb.causes[name])
        case "remediation":
            lines = _remediation(words, kb.remediations[name])
        case "fact":
            lines = _fact(words, kb.facts[name])
        case "source":
            source = kb.sources[name]
            lines = [f"# {name} {source.title}", "", f"{source.publisher} ({source.locale}): {source.url}"]
        case "label":
            lines = [f"# {name}", "", words.label(name)]
        case "role":
            lines = [f"# {name}", "", words.say(kb.roles[name].name)]
        case _:
            term = kb.glossary[name]
            said = _section(words.word("show.said"), list(term.said))
            lines = [f"# {words.say(term.house)}", "", f"{term.house.fr} / {term.house.en}", *said]
    return lines


def _symptom(kb: KnowledgeBase, words: Words, symptom: Symptom) -> list[str]:
    candidates = [
        f"{kb.causes[c.cause].code} {words.say(kb.causes[c.cause].title)} "
        f"({words.word(f'likelihood.{c.likelihood}')}; {words.basis(c.basis)})"
        for c in symptom.candidates
    ]
    return [
        f"# {symptom.code} {words.say(symptom.title)}",
        *("", f"`{symptom.id}`", "", words.say(symptom.description)),
        *_section(words.word("show.candidates"), candidates),
        *_section(words.word("show.verification"), _texts(words, symptom.verification)),
    ]


def _cause(kb: KnowledgeBase, words: Words, cause: Cause) -> list[str]:
    evidence = [
        f"{' '.join(condition_text(kb, words, c) for c in e.when)} ({words.word(f'says.{e.says}')})"
        for e in cause.evidence
    ]
    return [
        f"# {cause.code} {words.say(cause.title)}",
        *("", f"`{cause.id}`", "", words.say(cause.explanation)),
        *_section(words.word("show.evidence"), evidence),
        *_section(words.word("show.remediation"), [words.say(kb.remediations[r].title) for r in cause.remediation]),
    ]


def _remediation(words: Words, remediation: Remediation) -> list[str]:
    return [
        f"# {words.say(remediation.title)}",
        *("", f"`{remediation.id}`"),
        *_section(words.word("show.steps"), _texts(words, remediation.steps)),
        *_section(words.word("show.verification"), _texts(words, remediation.verification)),
    ]


def _fact(words: Words, fact: FactDefinition) -> list[str]:
    meanings = [f"`{value}`: {words.say(text)}" for value, text in fact.meaning.items()]
    return [
        f"# {fact.code + ' ' if fact.code else ''}{fact.name}",
        *("", words.say(fact.question), "", words.say(fact.where)),
        *_section(words.word("show.values"), meanings),
    ]


def _texts(words: Words, statements: Iterable[Statement]) -> list[str]:
    return [words.say(statement.text) for statement in statements]


def _section(heading: str, items: list[str]) -> list[str]:
    return ["", f"## {heading}", "", *(f"- {item}" for item in items)] if items else []
