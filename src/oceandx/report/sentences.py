"""The sentences that every report shares: evidence, gaps, causes, pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from oceandx.model.case import Detail, Facts, Known, Unknown, Value
from oceandx.model.diagnosis import Assessment, Diagnosis
from oceandx.model.knowledge import Condition, KnowledgeBase
from oceandx.model.vocabulary import FactType, Operator, Truth
from oceandx.report.words import Words

COMPLETE = "accuro.oceanapi.permissions_complete"
EXPIRED = "accuro.oceanapi.permission_expired"
HIDDEN = "accuro.oceanapi.bookings_hidden"
_PLACE = ("office", "provider")
_GAPING = {COMPLETE: False, EXPIRED: True}


def evidence_text(kb: KnowledgeBase, words: Words, assessment: Assessment, values: Mapping[str, Value]) -> str:
    """Return what the facts of one piece of evidence say, as whole sentences."""
    facts = dict.fromkeys(c.fact for c, known in assessment.conditions if known is not Truth.UNKNOWN)
    return " ".join(meaning(kb, words, fact, values[fact]) for fact in facts)


def meaning(kb: KnowledgeBase, words: Words, fact: str, value: Value) -> str:
    """Return the sentence that says what one value of a fact means."""
    definition = kb.facts[fact]
    if definition.type in {FactType.INTEGER, FactType.DATE}:
        return words.say(definition.meaning["any"], value=value)
    return words.say(definition.meaning[str(value).lower()])


def condition_text(kb: KnowledgeBase, words: Words, condition: Condition) -> str:
    """Return a condition as the sentence of the value it names, or else in formal words."""
    value, operator = condition.value, condition.operator
    if not isinstance(value, tuple):
        if operator is Operator.IS:
            return meaning(kb, words, condition.fact, value)
        if operator is Operator.IS_NOT and isinstance(value, bool):
            return meaning(kb, words, condition.fact, not value)
    shown = ", ".join(str(v) for v in value) if isinstance(value, tuple) else str(value)
    return f"`{condition.fact}` {words.word(f'operator.{operator}')} {shown}"


def gap_lines(words: Words, detail: Detail) -> list[str]:
    """Return one line for each gap of the permission grid: office, provider, and what is wrong there."""
    several = len({gap["emr_user"] for gap in detail if "emr_user" in gap}) > 1
    lines = []
    for gap in detail:
        place = _undoubled(words, str(gap["office"]), str(gap["provider"]))
        user = f" ({words.name(str(gap['emr_user']))})" if several and "emr_user" in gap else ""
        lines.append(words.typeset(f"{place}{user}: {'; '.join(_gap_parts(words, gap))}"))
    return lines


def _undoubled(words: Words, office: str, provider: str) -> str:
    """Return where a gap is; an office whose own name says that it is one is not called so twice."""
    place = words.word("gap.place", office="{office}", provider="{provider}")
    for part, name in (("office", office), ("provider", provider)):
        for doubled in (rf"(\w+) \{{{part}\}}", rf"\{{{part}\}} (\w+)"):
            found = re.search(doubled, place)
            if found and re.search(rf"\b{found[1]}\b", name, re.IGNORECASE):
                place = place.replace(found[0], f"{{{part}}}")
    names = {"office": words.name(office), "provider": words.name(provider)}
    filled = re.sub(r"\{(office|provider)\}", lambda match: names[match[1]], place)
    return filled[0].upper() + filled[1:]


def _gap_parts(words: Words, gap: Mapping[str, object]) -> Iterable[str]:
    if "bookings" in gap:
        yield words.word("gap.hidden", bookings=gap["bookings"])
        return
    if gap.get("row_absent"):
        yield words.word("gap.row_absent")
        return
    for key in ("missing", "read_only"):
        columns = gap.get(key)
        if isinstance(columns, list | tuple) and columns:
            labels = ", ".join(words.label(f"accuro.column.{column}") for column in columns)
            yield words.word(f"gap.{key}", columns=labels)
    if gap.get("expired_since"):
        yield words.word("gap.expired", date=words.name(str(gap["expired_since"])))


def gaps_of(facts: Facts, names: Iterable[str] = (COMPLETE, EXPIRED)) -> Detail:
    """Return the gaps of the permissions in these facts, each once: of the columns, of the dates, then hidden bookings.

    Where the grid shows nothing, bookings that stay hidden show at least whose permission is missing, and where.
    """
    found: dict[tuple[str, str, str], Mapping[str, object]] = {}
    wanted = tuple(names)
    for name in wanted:
        fact = facts.get(name)
        if isinstance(fact, Unknown) or (isinstance(fact, Known) and fact.value is _GAPING[name]):
            for gap in (item for item in fact.detail if {"emr_user", *_PLACE} <= item.keys()):
                found.setdefault((str(gap["emr_user"]), str(gap["office"]), str(gap["provider"])), gap)
    hidden = facts.get(HIDDEN)
    if COMPLETE in wanted and isinstance(hidden, Known) and hidden.value != "none":
        places = {(office, provider) for _, office, provider in found}
        for gap in (item for item in hidden.detail if {"bookings", *_PLACE} <= item.keys()):
            if (place := (str(gap["office"]), str(gap["provider"]))) not in places:
                found["", *place] = gap
    return tuple(found.values())


def cause_title(kb: KnowledgeBase, words: Words, cause: str) -> str:
    """Return the title of a cause."""
    return words.say(kb.causes[cause].title)


def symptom_titles(kb: KnowledgeBase, words: Words, symptoms: Iterable[str]) -> list[str]:
    """Return symptoms as code and title."""
    return [f"{kb.symptoms[s].code} {words.say(kb.symptoms[s].title)}" for s in symptoms]


def link(words: Words, title: str, url: str, *, foreign: bool = False) -> str:
    """Return a link whose title cannot break it; a title in the other language keeps its own spacing."""
    name = words.name(title)
    return f"[{name if foreign else words.typeset(name)}]({url})"


def case_symptoms(diagnosis: Diagnosis) -> tuple[str, ...]:
    """Return the ids of the symptoms of the case."""
    return tuple(symptom.id for symptom in diagnosis.case.symptoms)
