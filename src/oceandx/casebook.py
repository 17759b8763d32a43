"""Cases as data: facts in, verdicts out; each case is run by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from oceandx.consultation import diagnose
from oceandx.engine.matcher import Engine
from oceandx.errors import Problem, UsageError
from oceandx.facts.entry import make_fact
from oceandx.knowledge.reader import Node, read
from oceandx.knowledge.schema import validate
from oceandx.model.case import Case, ReportedSymptom
from oceandx.model.diagnosis import Diagnosis
from oceandx.model.knowledge import KnowledgeBase
from oceandx.model.vocabulary import Language, Status

_DATE = "2026-01-01"
_STATUSES = (Status.CONFIRMED, Status.CONTRADICTED, Status.RULED_OUT, Status.UNDETERMINED)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What running all cases gave: how many passed, and what was not as expected, each at its place."""

    passed: int
    problems: tuple[Problem, ...]


def run_cases(kb: KnowledgeBase, root: Path, engine: Engine = Engine.AUTO) -> Outcome:
    """Run every case under ``root``/tests/cases.

    Raises UsageError when there is none: an empty set of cases must not look like success.
    """
    files = sorted((root / "tests" / "cases").glob("*.yaml"))
    if not files:
        raise UsageError(f"{root / 'tests' / 'cases'}: no cases here")
    passed = 0
    problems: list[Problem] = []
    for file in files:
        path = file.relative_to(root).as_posix()
        node, found = read(path, file.read_bytes())
        found = [*found, *(validate(node, "cases") if node else [])]
        problems += found
        if node is None or found:
            continue
        for one in _items(node.find("cases")):
            wrong = list(_run(kb, str(node.find("symptom").value), one, engine))
            problems += wrong
            passed += not wrong
    return Outcome(passed, tuple(sorted(problems)))


def _run(kb: KnowledgeBase, symptom: str, node: Node, engine: Engine) -> Iterator[Problem]:
    symptoms = [symptom, *(str(item.value) for item in _items(node.find("with")))]
    unknown = [name for name in symptoms if name not in kb.symptoms]
    if unknown:
        yield node.problem(f"unknown symptom '{unknown[0]}'")
        return
    try:
        facts = [
            make_fact(kb.facts, str(key.value), node.find("facts", str(key.value)).value, "case", _DATE)
            for key in node.find("facts").keys
        ]
    except UsageError as error:
        yield node.find("facts").problem(str(error))
        return
    reported = tuple(ReportedSymptom(name, "entered", name) for name in kb.symptoms if name in symptoms)
    bare = Case("case", Language.EN, reported, as_of=_DATE)
    diagnosis = diagnose(kb, replace(bare, facts={f.name: f for f in facts}), engine)
    expect = node.find("expect")
    name = node.find("name").value
    for message in (*_statuses(diagnosis, expect), *_shifts(kb, diagnosis, bare, expect, engine)):
        yield expect.problem(f"{name}: {message}")
    for message in _whole(diagnosis, expect):
        yield expect.problem(f"{name}: {message}")


def _statuses(diagnosis: Diagnosis, expect: Node) -> Iterator[str]:
    actual = {finding.cause: finding.status for finding in diagnosis.findings}
    for status in _STATUSES:
        for item in _named(expect, status):
            if actual.get(item) is not status:
                yield f"{item} is {actual.get(item, 'no candidate')}, expected {status}"


def _shifts(kb: KnowledgeBase, diagnosis: Diagnosis, bare: Case, expect: Node, engine: Engine) -> Iterator[str]:
    """Compare each undetermined cause's odds with those it has when no fact is known."""
    wanted = [(name, word) for word in ("raised", "lowered") for name in _named(expect, word)]
    if not wanted:
        return
    before, after = _odds(diagnose(kb, bare, engine)), _odds(diagnosis)
    for name, word in wanted:
        if name not in after or name not in before:
            yield f"{name} is settled or no candidate, expected {word}"
        elif (after[name] > before[name]) is not (word == "raised") or after[name] == before[name]:
            yield f"{name} went from odds {before[name]:.3f} to {after[name]:.3f}, expected {word}"


def _odds(diagnosis: Diagnosis) -> dict[str, float]:
    open_causes = {f.cause: f.probability or 0.0 for f in diagnosis.findings if f.status is Status.UNDETERMINED}
    return {name: p / (1.0 - p) if p < 1.0 else float("inf") for name, p in open_causes.items()}


def _whole(diagnosis: Diagnosis, expect: Node) -> Iterator[str]:
    asked = [step.fact for step in diagnosis.next if step.fact]
    actual = {
        "verdict": diagnosis.verdict.value,
        "first": diagnosis.findings[0].cause,
        "unexplained": list(diagnosis.unexplained),
        "repairs": list(diagnosis.repairs),
        "asks": asked[0] if asked else None,
    }
    entries = expect.plain()
    for key, value in actual.items():
        if isinstance(entries, dict) and key in entries and entries[key] != value:
            yield f"{key} is {value}, expected {entries[key]}"


def _named(expect: Node, key: str) -> list[str]:
    if isinstance(expect.value, dict) and key in expect.value:
        return [str(item.value) for item in _items(expect.value[key])]
    return []


def _items(node: Node) -> list[Node]:
    return node.value if isinstance(node.value, list) else []
