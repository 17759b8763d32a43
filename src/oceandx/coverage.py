"""How much of a catalogue the knowledge base covers: entries, matrix, checks, texts and cases, missing ones named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path

from oceandx.errors import KnowledgeBaseError, UsageError
from oceandx.knowledge.reader import Node, read
from oceandx.knowledge.schema import validate
from oceandx.model.bearing import bearing_on, evidence_of
from oceandx.model.knowledge import Evidence, KnowledgeBase, Text
from oceandx.model.vocabulary import LifeStatus, Says

_SAME_IN_BOTH = 3  # words; a longer text that reads the same in both languages was not translated

Pair = tuple[str, str]
"""The ids of a symptom and of a cause."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What a knowledge base must cover: codes with their ids, pairs with their evidence, checks.

    ``matrix`` maps the codes of a symptom and of a cause to the sides that evidence must take: for, against.
    """

    symptoms: Mapping[str, str]
    causes: Mapping[str, str]
    matrix: Mapping[Pair, frozenset[str]]
    checks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """What is covered of one kind of thing: how many of how many, and the names of what is missing."""

    name: str
    covered: int
    wanted: int
    missing: tuple[str, ...]


def read_catalogue(path: Path) -> Catalogue:
    """Read a catalogue: maps of codes to ids, and, where it has them, the matrix and the checks.

    Raises UsageError when there is no such file, KnowledgeBaseError with every problem in it.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(f"--against {path}: no catalogue here ({(error.strerror or 'unreadable').lower()})") from error
    node, problems = read(str(path), content)
    problems = [*problems, *(validate(node, "catalogue") if node else [])]
    if node is None or problems:
        raise KnowledgeBaseError(problems)
    entries = _map(node)
    listed = entries["checks"].value if "checks" in entries else None
    return Catalogue(
        symptoms={code: str(one.value) for code, one in _map(entries["symptoms"]).items()},
        causes={code: str(one.value) for code, one in _map(entries["causes"]).items()},
        matrix={
            (symptom, cause): frozenset({"for", "against"} if sides.value == "both" else {str(sides.value)})
            for symptom, causes in (_map(entries["matrix"]) if "matrix" in entries else {}).items()
            for cause, sides in _map(causes).items()
        },
        checks=tuple(str(one.value) for one in listed) if isinstance(listed, list) else (),
    )


def measure(kb: KnowledgeBase, catalogue: Catalogue, cases: Path) -> tuple[Share, ...]:
    """Return the share of each kind of thing that the knowledge base covers.

    ``cases`` is the folder of the cases; its files are those that ``kb test`` has run. Raises UsageError when there is
    no such folder, as where oceandx is installed: no case at all must not look like cases that are missing.
    """
    if not cases.is_dir():
        raise UsageError(f"{cases}: no cases here")
    shares = [
        _entries("symptoms", catalogue.symptoms, {s.code: s.id for s in kb.symptoms.values() if _alive(s.status)}),
        _entries("causes", catalogue.causes, {c.code: c.id for c in kb.causes.values() if _alive(c.status)}),
    ]
    if catalogue.matrix:
        shares += _matrix(kb, catalogue)
    if catalogue.checks:
        shares.append(_checks(kb, catalogue.checks))
    return (*shares, _facts(kb), _texts(kb), *_cases(kb, cases))


def _alive(status: LifeStatus) -> bool:
    return status is LifeStatus.STABLE


def _entries(name: str, wanted: Mapping[str, str], own: Mapping[str, str]) -> Share:
    return _share(name, {f"{code} {entry}": own.get(code) == entry for code, entry in wanted.items()})


def _matrix(kb: KnowledgeBase, catalogue: Catalogue) -> list[Share]:
    candidates = {
        (symptom.code, kb.causes[candidate.cause].code): candidate
        for symptom in kb.symptoms.values()
        for candidate in symptom.candidates
    }
    pairs = {f"{s} {c}": (s, c) in candidates for s, c in catalogue.matrix}
    evidence = {
        f"{s} {c} {side}": (s, c) in candidates and _takes(side, evidence_of(kb, candidates[s, c]))
        for (s, c), sides in catalogue.matrix.items()
        for side in sorted(sides)
    }
    return [_share("pairs", pairs), _share("evidence", evidence)]


def _takes(side: str, evidence: Iterable[Evidence]) -> bool:
    return any(item.says.favours is (side == "for") for item in evidence)


def reachable(kb: KnowledgeBase) -> frozenset[str]:
    """Return the facts that a consultation can ask about: evidence of a candidate, or a premise of such a fact."""
    return bearing_on(kb, *(symptom for symptom in kb.symptoms.values() if _alive(symptom.status)))


def _checks(kb: KnowledgeBase, checks: Iterable[str]) -> Share:
    codes = {kb.facts[name].code for name in reachable(kb)}
    return _share("checks", {code: code in codes for code in checks})


def _facts(kb: KnowledgeBase) -> Share:
    asked = reachable(kb)
    return _share("facts", {name: name in asked for name in kb.facts})


def _texts(kb: KnowledgeBase) -> Share:
    """Hold every text against its other language: both are there, and a sentence is not the same in both."""
    return _share("texts", {place: _both(text) for place, text in _walk("kb", kb)})


def _both(text: Text) -> bool:
    same = text.fr == text.en and len(text.fr.split()) > _SAME_IN_BOTH and "{" not in text.fr
    return bool(text.fr.strip() and text.en.strip()) and not same


def _walk(place: str, value: object) -> Iterator[tuple[str, Text]]:
    if isinstance(value, Text):
        yield place, value
    elif is_dataclass(value):
        for one in fields(value):
            yield from _walk(f"{place}.{one.name}", getattr(value, one.name))
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from _walk(f"{place}.{key}", one)
    elif isinstance(value, tuple):
        for number, one in enumerate(value, 1):
            yield from _walk(f"{place}.{number}", one)


def _cases(kb: KnowledgeBase, folder: Path) -> Iterator[Share]:
    """Say for which candidates a case expects a verdict for, against, and open.

    Where a cause can be proved, only a case that confirms it counts as one for it.
    """
    expected = {symptom: _expected(folder / f"{symptom}.yaml") for symptom in kb.symptoms}
    pairs = [(symptom, candidate) for symptom in kb.symptoms.values() for candidate in symptom.candidates]
    held: dict[str, dict[str, bool]] = {"cases_for": {}, "cases_against": {}, "cases_open": {}}
    for symptom, candidate in pairs:
        name = f"{symptom.code} {kb.causes[candidate.cause].code}"
        evidence = evidence_of(kb, candidate)
        seen = expected[symptom.id]
        proving = any(item.says is Says.PROVES for item in evidence)
        held["cases_for"][name] = candidate.cause in seen["confirmed"] | (frozenset() if proving else seen["raised"])
        held["cases_open"][name] = candidate.cause in seen["undetermined"]
        if _takes("against", evidence):
            held["cases_against"][name] = candidate.cause in seen["ruled_out"] | seen["lowered"]
    for key, names in held.items():
        yield _share(key, names)


def _expected(path: Path) -> dict[str, frozenset[str]]:
    """Return the causes that the cases of one symptom expect, by the kind of expectation."""
    named: dict[str, set[str]] = {
        word: set() for word in ("confirmed", "raised", "ruled_out", "lowered", "undetermined")
    }
    node = read(str(path), path.read_bytes())[0] if path.is_file() else None
    cases = node.find("cases").value if node else None
    for case in cases if isinstance(cases, list) else []:
        for word, names in named.items():
            listed = case.find("expect").find(word).value
            names.update(str(item.value) for item in listed) if isinstance(listed, list) else None
    return {word: frozenset(names) for word, names in named.items()}


def _share(name: str, covered: Mapping[str, bool]) -> Share:
    missing = tuple(one for one, there in covered.items() if not there)
    return Share(name, len(covered) - len(missing), len(covered), missing)


def _map(node: Node) -> dict[str, Node]:
    return node.value if isinstance(node.value, dict) else {}
