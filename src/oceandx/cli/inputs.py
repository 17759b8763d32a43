"""What a user hands in, from arguments and files to a case; every error is one line with its place."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from oceandx.errors import UsageError
from oceandx.facts.entry import enter_fact, find_fact, make_fact, read_reason
from oceandx.facts.merge import expire, merge
from oceandx.model.case import Case, Known, ReportedSymptom, Unknown
from oceandx.model.knowledge import KnowledgeBase
from oceandx.model.vocabulary import Language, LifeStatus, UnknownReason

if TYPE_CHECKING:
    from oceandx.facts.imports.imported import Notice
    from oceandx.facts.imports.table import Table
    from oceandx.knowledge.reader import Node
    from oceandx.model.ticket import Reading
    from oceandx.settings import Site

_MAX_FILE = 5_000_000
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Given:
    """The raw input of one case."""

    symptoms: Sequence[str]
    facts: Sequence[str] = ()
    files: Sequence[Path] = ()
    ticket: Reading | None = None
    imports: Sequence[str] = ()
    snapshots: Sequence[Path] = ()
    snapshot_key: Path | None = None
    emr_user: str | None = None
    case_id: str | None = None
    about: Mapping[str, str] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)


def make_case(kb: KnowledgeBase, given: Given, language: Language, as_of: datetime.date) -> Case:
    """Return the case; what was noticed in imported files is appended to ``given.notices``."""
    symptoms = read_symptoms(kb, given.symptoms, given.ticket)
    answers = [*_answers(kb, given.facts, as_of), *_told(kb, given, as_of)]
    if given.snapshot_key is not None and not given.snapshots:
        raise UsageError("--snapshot-key: give the snapshot that it is about, with --snapshot")
    read = [fact for path in given.files for fact in read_facts_file(kb, path, as_of)]
    listed: dict[str, list[str]] = {}
    for path in given.snapshots:
        from oceandx.cli.snapshots import read_snapshot

        snapshot = read_snapshot(kb, path, given.snapshot_key)
        read += snapshot.facts
        given.notices.extend(_unnamed(path, snapshot.facts, given.about))
        listed.setdefault("office", []).extend(office for office, _ in snapshot.roster)
        listed.setdefault("provider", []).extend(provider for _, provider in snapshot.roster)
    from_files = [fact for fact in read if not _is_unasked(fact)]
    # Each source ages by itself: what is too old must not contradict what is fresh.
    facts = merge(expire([*answers, *_focused(kb, from_files, given, as_of, listed)], kb.facts, as_of))
    case_id = given.case_id or _case_id(symptoms, facts)
    return Case(case_id, language, symptoms, facts, as_of.isoformat())


def read_symptoms(
    kb: KnowledgeBase, words: Iterable[str], ticket: Reading | None = None
) -> tuple[ReportedSymptom, ...]:
    """Return the symptoms that ids or codes name or that a ticket reports, each once, in the order of their codes."""
    codes = kb.symptom_codes
    found: dict[str, ReportedSymptom] = {}
    for word in (part.strip() for one in words for part in one.split(",")):
        name = codes.get(word.upper(), word)
        if name not in kb.symptoms or kb.symptoms[name].status is LifeStatus.RETIRED:
            hint = _near(word, [*kb.symptoms, *codes]) or "; see 'oceandx kb list --kind symptom'"
            raise UsageError(f"--symptom {word}: unknown symptom{hint}")
        found.setdefault(name, ReportedSymptom(name, "entered", word))
    if ticket is not None:
        from oceandx.reading import reported_symptoms

        for symptom in reported_symptoms(ticket):
            found.setdefault(symptom.id, symptom)
    if not found:
        raise UsageError("--symptom is missing; for example --symptom S01; see 'oceandx kb list --kind symptom'")
    return tuple(found[name] for name in kb.symptoms if name in found)


def read_facts_file(kb: KnowledgeBase, path: Path, as_of: datetime.date) -> list[Known | Unknown]:
    """Return the facts of a YAML or JSON file: a map of names, or a list as a diagnosis prints it."""
    from oceandx.knowledge.reader import read

    node, problems = read(str(path), read_bytes(path))
    if node is not None and not problems:
        inner = node.value.get("facts") if isinstance(node.value, dict) else None
        return [_fact(kb, name, value, as_of) for name, value in _entries(inner or node)]
    raise UsageError("\n".join(str(problem) for problem in problems))


def read_bytes(path: Path) -> bytes:
    """Return a file's content, or raise UsageError in one line."""
    try:
        if path.stat().st_size > _MAX_FILE:
            raise UsageError(f"{path}: more than {_MAX_FILE} bytes")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or "cannot be read"
        raise UsageError(f"{path}: {said.lower()}") from error


def read_tables(kb: KnowledgeBase, text: str) -> tuple[tuple[str, Table], ...]:
    """Return the tables of one ``KIND=FILE``, each with its kind."""
    from oceandx.facts.imports import files

    kind, equals, name = text.partition("=")
    if not equals or not name:
        raise UsageError(f"--import {text}: write --import permissions=FILE.csv")
    known = files.offered(kb.imports)
    if kind not in known:
        hint = _near(kind, known) or f"; one of {', '.join(known)}"
        raise UsageError(f"--import {text}: unknown kind '{kind}'{hint}")
    path = Path(name)
    return files.read_tables(kind, str(path), read_bytes(path), kb.imports)


def site_tables(kb: KnowledgeBase, site: Site) -> list[tuple[str, Table]]:
    """Return the tables of all files that a site names, each with its kind."""
    return [table for kind, path in site_files(site) for table in site_table(kb, site, kind, path)]


def site_table(kb: KnowledgeBase, site: Site, kind: str, path: Path) -> tuple[tuple[str, Table], ...]:
    """Return the tables of one file that a site names."""
    from oceandx.facts.imports.files import offered
    from oceandx.facts.imports.files import read_tables as read

    if kind not in offered(kb.imports):
        hint = _near(kind, offered(kb.imports)) or f"; one of {', '.join(offered(kb.imports))}"
        raise UsageError(f"{site.path}: imports.{kind}: no kind of file{hint}")
    return read(kind, str(path), read_bytes(path), kb.imports)


def site_files(site: Site) -> list[tuple[str, Path]]:
    """Return the kind and the place of each file of the clinic that a site names."""
    return [(kind, Path(site.folder) / file) for kind, file in site.imports.items()]


def _answers(kb: KnowledgeBase, texts: Sequence[str], as_of: datetime.date) -> list[Known | Unknown]:
    seen: dict[str, str] = {}
    facts = []
    for text in texts:
        fact = enter_fact(kb.facts, text, as_of)
        if fact.name in seen and seen[fact.name] != text:
            raise UsageError(f"--fact {text}: already given as {seen[fact.name]}; give one of them")
        seen[fact.name] = text
        facts.append(fact)
    return facts


def _told(kb: KnowledgeBase, given: Given, as_of: datetime.date) -> Iterator[Known | Unknown]:
    """Yield the facts that a ticket states, but for those that an answer gives: who is asked knows better."""
    if given.ticket is None:
        return
    from oceandx.reading import stated_facts

    answered = {find_fact(kb.facts, one.partition("=")[0]) for one in given.facts}
    yield from (fact for fact in stated_facts(kb, given.ticket, as_of) if fact.name not in answered)


def _entries(node: Node) -> list[tuple[Node, Node]]:
    """Return pairs of a name and a value, whichever shape the file has."""
    if isinstance(node.value, dict):
        return [(key, node.value[str(key.value)]) for key in node.keys]
    if isinstance(node.value, list):
        for item in node.value:
            if not isinstance(item.value, dict) or "name" not in item.value:
                raise UsageError(str(item.problem("a list of facts needs entries with 'name' and 'value'")))
        return [(item.find("name"), item) for item in node.value]
    raise UsageError(str(node.problem("facts are a map NAME: VALUE, or a list of {name, value}")))


def _fact(kb: KnowledgeBase, name: Node, value: Node, as_of: datetime.date) -> Known | Unknown:
    known = _at(name, lambda: find_fact(kb.facts, str(name.value)))
    today = as_of.isoformat()
    parts = value.value
    if not isinstance(parts, dict):
        return _at(value, lambda: make_fact(kb.facts, known, parts, "file", today))
    source = str(parts["source"].value) if "source" in parts else "file"
    observed = _observed(parts["observed_at"]) if "observed_at" in parts else today
    detail = _detail(parts["detail"]) if "detail" in parts else ()
    if "unknown" in parts:
        word = str(parts["unknown"].value).lower()
        return Unknown(known, _at(parts["unknown"], lambda: read_reason(word)), source, observed, detail)
    if "value" not in parts:
        raise UsageError(str(value.problem("an entry needs 'value' or 'unknown'")))
    given = parts["value"]
    fact = _at(given, lambda: make_fact(kb.facts, known, given.value, source, observed))
    return replace(fact, detail=detail)


def _at(node: Node, call: Callable[[], _T]) -> _T:
    """Return what a call gives; an error gets the place of the node."""
    try:
        return call()
    except UsageError as error:
        raise UsageError(str(node.problem(str(error)))) from error


def _observed(node: Node) -> str:
    day, separator, clock = str(node.value).partition("T")
    try:
        datetime.date.fromisoformat(day)
        if separator:
            datetime.time.fromisoformat(clock)
    except ValueError as error:
        problem = node.problem(f"'{node.value}' where a date such as 2026-11-22 is needed")
        raise UsageError(str(problem)) from error
    return str(node.value)


def _detail(node: Node) -> tuple[dict[str, object], ...]:
    plain = node.plain()
    if not isinstance(plain, list) or not all(isinstance(item, dict) for item in plain):
        raise UsageError(str(node.problem("'detail' is a list of maps")))
    return tuple(plain)


def _focused(
    kb: KnowledgeBase,
    from_files: list[Known | Unknown],
    given: Given,
    as_of: datetime.date,
    listed: Mapping[str, list[str]],
) -> Iterable[Known | Unknown]:
    """Return the facts of files and imports, those about whom the case is about known where a list tells them."""
    if not given.imports and not given.about:
        return from_files
    from oceandx.facts.focus import focus
    from oceandx.facts.imports.files import UNNAMED, import_tables, titles_of

    tables = [table for one in given.imports for table in read_tables(kb, one)]
    clinic = import_tables(tables, kb.imports, kb.facts, as_of, given.emr_user)
    given.notices.extend(
        one for one in clinic.notices if one.kind != UNNAMED or str(one.values["option"]) not in given.about
    )
    facts = [*from_files, *clinic.facts]
    names = {key: [*clinic.listed.get(key, ()), *listed.get(key, ())] for key in {*clinic.listed, *listed}}
    return focus(facts, given.about, kb.facts, listed=names, titles=titles_of(kb.imports))


def _unnamed(path: Path, facts: Iterable[Known | Unknown], about: Mapping[str, str]) -> Iterator[Notice]:
    """Yield what a snapshot tells of each one, as long as nobody says whom the case is about."""
    from oceandx.facts.imports.files import UNNAMED, open_names
    from oceandx.facts.imports.imported import Notice

    for key in open_names(facts):
        if key not in about:
            yield Notice(UNNAMED, str(path), 1, 1, {"option": key})


def _is_unasked(fact: Known | Unknown) -> bool:
    """Say whether a file lists a fact only as not asked, which is the same as not listing it."""
    return isinstance(fact, Unknown) and fact.reason is UnknownReason.NOT_ASKED and not fact.detail


def _near(word: str, known: Iterable[str]) -> str:
    from oceandx.knowledge.schema import did_you_mean

    return did_you_mean(word, known)


def _case_id(symptoms: tuple[ReportedSymptom, ...], facts: dict[str, Known | Unknown]) -> str:
    """Name a case by its content, so that the same input has the same name."""
    content = [[s.id for s in symptoms], [(n, str(getattr(f, "value", f))) for n, f in facts.items()]]
    return "case-" + hashlib.sha256(json.dumps(content).encode()).hexdigest()[:12]
