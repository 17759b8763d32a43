"""What was read from a ticket, as data and as lines for people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from oceandx.model.knowledge import KnowledgeBase
from oceandx.model.recognition import COMPLAINT
from oceandx.model.ticket import Reading, Recognised, Span
from oceandx.model.vocabulary import Language
from oceandx.report.words import Words

SCHEMA = "oceandx.intake/1"


def question(kb: KnowledgeBase, reading: Reading) -> str:
    """Return what to ask the clinic where no symptom was recognised, in the ticket's language; else nothing."""
    if reading.symptoms or reading.past or reading.out_of_scope or reading.resolved:
        return ""
    words = Words(kb, reading.language, markdown=False)
    if not reading.ask:
        return words.word("intake.ask_open")
    offered = [f"- {words.say(kb.symptoms[name].title)}" for name in reading.ask]
    return "\n".join([words.word("intake.ask_which"), *offered, f"- {words.word('intake.ask_other')}"])


def reading_data(kb: KnowledgeBase, reading: Reading, *, explain: bool = False) -> dict[str, Any]:
    """Return a reading as published (schema ``oceandx.intake/1``)."""
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "knowledge": {"version": kb.version, "hash": kb.hash},
        "language": reading.language.value,
        "symptoms": [_symptom(symptom) for symptom in reading.symptoms],
        "past": [_symptom(symptom) for symptom in reading.past],
        "extent": reading.extent,
        "facts": [{"name": fact.name, "value": fact.value, "spans": _spans(fact.spans)} for fact in reading.facts],
        "providers": list(reading.providers),
        "offices": list(reading.offices),
        "site_number": reading.site_number or None,
        "out_of_scope": reading.out_of_scope or None,
        "resolved": reading.resolved,
        "question": question(kb, reading) or None,
        "redacted": {"subject": reading.subject, "body": reading.body},
        "removed": dict(reading.removed),
        "cut": reading.cut,
    }
    if explain:
        data |= _explained(reading)
    return data


def _explained(reading: Reading) -> dict[str, Any]:
    """Return what spoke for the extent, and the symptoms that were nearly told."""
    return {
        "extent_signs": [{"sign": sign, "points": points} for sign, points in _weighed(reading)],
        "near_misses": [
            {
                "id": miss.id,
                "code": miss.code,
                "spans": _spans(miss.spans),
                "missing": list(miss.missing),
                "forbidden": list(miss.forbidden),
            }
            for miss in reading.near_misses
        ],
    }


def line_data(reading: Reading, ticket_id: object, *, explain: bool = False) -> dict[str, Any]:
    """Return a reading as one line of a file of many tickets; ``cut`` is there where the text goes on."""
    line: dict[str, Any] = {
        "id": ticket_id,
        "language": reading.language.value,
        "symptoms": [
            {"id": symptom.id, "code": symptom.code, "spans": _spans(symptom.spans)} for symptom in reading.symptoms
        ],
        "extent": reading.extent,
        "facts": [{"name": fact.name, "value": fact.value, "spans": _spans(fact.spans)} for fact in reading.facts],
        "out_of_scope": reading.out_of_scope or None,
        "resolved": reading.resolved,
        "redacted": {"subject": reading.subject, "body": reading.body},
    }
    if reading.cut:
        line["cut"] = True
    return line | _explained(reading) if explain else line


def reading_lines(kb: KnowledgeBase, reading: Reading, language: Language, *, explain: bool = False) -> list[str]:
    """Return a reading in sentences."""
    words = Words(kb, language, markdown=True)
    lines = [words.word("intake.language", language=words.word(f"intake.language_{reading.language}"))]
    if reading.out_of_scope:
        title = kb.intake["scope"]["kinds"]
        named = {kind["kind"]: kind["title"][language] for kind in title}
        lines.append(words.word("intake.out_of_scope", kind=named[reading.out_of_scope]))
    for key, symptoms in (("intake.symptom", reading.symptoms), ("intake.past", reading.past)):
        lines += [
            words.word(
                key, code=symptom.code, title=words.say(kb.symptoms[symptom.id].title), words=_quoted(symptom.spans)
            )
            for symptom in symptoms
        ]
    if reading.extent != "unknown":
        lines.append(words.say(kb.facts["case.extent"].meaning[reading.extent]))
        if explain and (signs := _weighed(reading)):
            told = ", ".join(f"{sign} {points:+}" for sign, points in signs)
            lines.append(words.word("intake.extent_signs", signs=told))
    lines += [
        words.word("intake.fact", fact=fact.name, value=str(fact.value).lower(), words=_quoted(fact.spans))
        for fact in reading.facts
    ]
    if reading.resolved:
        lines.append(words.word("intake.resolved"))
    asked = question(kb, reading)
    if asked:
        lines += ["", words.word("intake.to_ask"), asked]
    if explain:
        lines += [
            words.word(
                "intake.near_miss_missing" if miss.missing else "intake.near_miss_forbidden",
                code=miss.code,
                title=words.say(kb.symptoms[miss.id].title),
                words=_quoted(miss.spans),
                concepts=", ".join(_named(kb, words, concept) for concept in miss.missing or miss.forbidden),
            )
            for miss in reading.near_misses
        ]
    removed = sum(reading.removed.values())
    lines += ["", words.word("intake.removed", count=removed), "", reading.subject, "", reading.body]
    return lines


def _named(kb: KnowledgeBase, words: Words, concept: str) -> str:
    """Return a concept as people say it: by the first of its words in the language of the report."""
    if concept == COMPLAINT:
        return words.word("intake.complaint")
    for name, data in kb.intake.items():
        if name.startswith("concepts/"):
            for entry in data["concepts"]:
                if entry["concept"] == concept:
                    said = entry.get(words.language.value) or (entry.get("not") or {}).get(words.language.value, "")
                    return words.word("intake.concept", words=said.split(",")[0].replace("=", "").strip())
    return concept


def _weighed(reading: Reading) -> list[tuple[str, int]]:
    """Return the signs that speak for the extent that was told or against it, those that say most first."""
    signs = [(sign, points) for sign, points in reading.extent_signs.items() if points]
    return sorted(signs, key=lambda sign: (-abs(sign[1]), sign[0]))


def _symptom(symptom: Recognised) -> dict[str, Any]:
    return {
        "id": symptom.id,
        "code": symptom.code,
        "nearness": round(symptom.nearness, 2),
        "spans": _spans(symptom.spans),
    }


def _spans(spans: Iterable[Span]) -> list[dict[str, Any]]:
    return [{"field": span.field.value, "start": span.start, "end": span.end, "text": span.text} for span in spans]


def _quoted(spans: Iterable[Span]) -> str:
    return " … ".join(span.text for span in spans)
