"""The commands that diagnose: diagnose, explain, demo. Heavy imports wait until a command runs."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from oceandx.cli.help import text
from oceandx.cli.intaking import demo_ticket, read_ticket
from oceandx.cli.notices import notify
from oceandx.cli.options import (
    AsOfOption,
    AudienceOption,
    CaseOption,
    EmrUserOption,
    EngineName,
    EngineOption,
    FactOption,
    FactsOption,
    Format,
    FormatOption,
    ImportOption,
    KnowledgeOption,
    LangOption,
    OfficeOption,
    OutputOption,
    ProviderOption,
    RuleOption,
    SnapshotKeyOption,
    SnapshotOption,
    SymptomOption,
    TicketOption,
    about_of,
    date_of,
    emit,
    language_of,
)
from oceandx.errors import UsageError
from oceandx.model.vocabulary import Audience, Language, Status

if TYPE_CHECKING:
    from oceandx.cli.inputs import Given
    from oceandx.model.diagnosis import Diagnosis
    from oceandx.model.knowledge import KnowledgeBase


def diagnose(
    symptom: SymptomOption = None,
    fact: FactOption = None,
    facts: FactsOption = None,
    ticket: TicketOption = None,
    imports: ImportOption = None,
    snapshot: SnapshotOption = None,
    snapshot_key: SnapshotKeyOption = None,
    emr_user: EmrUserOption = None,
    provider: ProviderOption = None,
    office: OfficeOption = None,
    rule: RuleOption = None,
    case: CaseOption = None,
    lang: LangOption = None,
    audience: AudienceOption = Audience.AGENT,
    output_format: FormatOption = Format.MARKDOWN,
    as_of: AsOfOption = None,
    knowledge: KnowledgeOption = None,
    engine: EngineOption = EngineName.AUTO,
    output: OutputOption = None,
) -> None:
    """Diagnose one case."""
    from oceandx.cli.inputs import Given

    about = about_of(provider=provider, office=office, rule=rule)
    kb = _open(knowledge)
    told = read_ticket(kb, ticket, entered=bool(symptom)) if ticket is not None else None
    language = lang or (told.language if told else language_of(None))
    given = Given(
        symptoms=symptom or [],
        facts=fact or [],
        files=facts or [],
        ticket=told,
        imports=imports or [],
        snapshots=snapshot or [],
        snapshot_key=snapshot_key,
        emr_user=emr_user,
        case_id=case,
        about=about,
    )
    diagnosis = _consult(kb, given, language, as_of, engine)
    emit(_report(kb, diagnosis, audience, output_format, language, knowledge), output)


def explain(
    cause: Annotated[str, typer.Argument(help=text("entry"))],
    symptom: SymptomOption = None,
    fact: FactOption = None,
    facts: FactsOption = None,
    imports: ImportOption = None,
    snapshot: SnapshotOption = None,
    snapshot_key: SnapshotKeyOption = None,
    emr_user: EmrUserOption = None,
    provider: ProviderOption = None,
    office: OfficeOption = None,
    rule: RuleOption = None,
    lang: LangOption = None,
    output_format: FormatOption = Format.MARKDOWN,
    as_of: AsOfOption = None,
    knowledge: KnowledgeOption = None,
    engine: EngineOption = EngineName.AUTO,
    output: OutputOption = None,
) -> None:
    """Say why a cause has its verdict."""
    from oceandx.cli.inputs import Given
    from oceandx.engine.explain import changes_to
    from oceandx.report.explanation import explanation_data, explanation_lines
    from oceandx.report.words import Words

    kb = _open(knowledge)
    name = _cause_named(kb, cause)
    symptoms = symptom or [s.id for s in kb.symptoms.values() if name in {c.cause for c in s.candidates}]
    about = about_of(provider=provider, office=office, rule=rule)
    given = Given(
        symptoms=symptoms,
        facts=fact or [],
        files=facts or [],
        imports=imports or [],
        snapshots=snapshot or [],
        snapshot_key=snapshot_key,
        emr_user=emr_user,
        about=about,
    )
    diagnosis = _consult(kb, given, lang, as_of, engine)
    found = [finding for finding in diagnosis.findings if finding.cause == name]
    if not found:
        raise UsageError(f"'{cause}' is no candidate cause of these symptoms")
    to_confirm = changes_to(found[0], Status.CONFIRMED)
    to_rule_out = changes_to(found[0], Status.RULED_OUT)
    is_json = output_format is Format.JSON
    words = Words(kb, language_of(lang), markdown=not is_json)
    if is_json:
        data = explanation_data(kb, diagnosis, found[0], to_confirm, to_rule_out, words)
        emit(json.dumps(data, ensure_ascii=False, indent=2), output)
    else:
        emit("\n".join(explanation_lines(kb, found[0], to_confirm, to_rule_out, words)), output)


def demo(
    clinic: Annotated[str | None, typer.Option("--clinic", help=text("clinic"))] = None,
    ticket: Annotated[bool, typer.Option("--ticket", help=text("demo_ticket"))] = False,
    lang: LangOption = None,
    audience: Annotated[Audience | None, typer.Option("--audience", "-a", help=text("audience"))] = None,
    output_format: FormatOption = Format.MARKDOWN,
    knowledge: KnowledgeOption = None,
    engine: EngineOption = EngineName.AUTO,
    output: OutputOption = None,
) -> None:
    """Show a simulated clinic: collect over HTTP, then diagnose."""
    from oceandx.cli.simulating import simulated_case
    from oceandx.report.reading import reading_lines
    from oceandx.report.words import Words

    language = lang or Language.FR
    kb = _open(knowledge)
    reading = read_ticket(kb, str(demo_ticket(language, knowledge))) if ticket else None
    with simulated_case(kb, clinic) as (given, told):
        started = given if reading is None else replace(given, symptoms=[], ticket=reading)
        diagnosis = _consult(kb, started, language, None, engine)
    if output_format is Format.JSON or audience:
        emit(_report(kb, diagnosis, audience or Audience.AGENT, output_format, language, knowledge), output)
        return
    words = Words(kb, language, markdown=True)
    situation = words.name(told[language]) if reading is None else "\n".join(reading_lines(kb, reading, language))
    parts = [words.word("demo.intro"), situation]
    for reader in (Audience.TICKET, Audience.AGENT, Audience.CUSTOMER):
        head = words.word(f"demo.{reader}")
        parts += [f"{'=' * 20} {head} {'=' * 20}", _report(kb, diagnosis, reader, output_format, language, knowledge)]
    emit("\n\n".join(part.rstrip("\n") for part in parts), output)


def _open(knowledge: Path | None) -> KnowledgeBase:
    from oceandx.consultation import open_knowledge

    return open_knowledge(knowledge)


def _consult(
    kb: KnowledgeBase, given: Given, lang: Language | None, as_of: str | None, engine: EngineName
) -> Diagnosis:
    from oceandx.cli.inputs import make_case
    from oceandx.consultation import diagnose as consult
    from oceandx.engine.matcher import Engine
    from oceandx.report.words import Words

    language = language_of(lang)
    case = make_case(kb, given, language, date_of(as_of))
    if given.notices:
        notify(Words(kb, language, markdown=False), given.notices)
    return consult(kb, case, Engine(engine.value))


def _report(
    kb: KnowledgeBase,
    diagnosis: Diagnosis,
    audience: Audience,
    output_format: Format,
    language: Language,
    knowledge: Path | None,
) -> str:
    if output_format is Format.JSON:
        from oceandx.report.content import content
        from oceandx.report.contract import contract

        # The contract is for machines and agents; what goes to a clinic or a ticket holds only what they may see.
        whole = audience is Audience.AGENT
        data = contract(kb, diagnosis, language) if whole else content(kb, diagnosis, audience, language)
        return json.dumps(data, ensure_ascii=False, indent=2)
    from oceandx.report.render import render
    from oceandx.resources import knowledge_root

    return render(kb, diagnosis, audience, language, knowledge or knowledge_root())


def _cause_named(kb: KnowledgeBase, word: str) -> str:
    from oceandx.knowledge.schema import did_you_mean

    codes = kb.cause_codes
    name = codes.get(word.upper(), word)
    if name not in kb.causes:
        hint = did_you_mean(word, [*kb.causes, *codes]) or "; see 'oceandx kb list --kind cause'"
        raise UsageError(f"unknown cause '{word}'{hint}")
    return name
