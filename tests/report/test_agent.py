from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from oceandx.model.diagnosis import Diagnosis
from oceandx.model.knowledge import KnowledgeBase, Text
from oceandx.model.vocabulary import Audience, Language, Status, StepKind
from oceandx.report.agent import agent_context
from oceandx.report.words import Words

Report = Callable[[Diagnosis, Audience, Language], str]


def section(text: str, heading: str) -> str:
    """Return what stands under a heading, up to the next one of its level or above."""
    level = heading.index(" ")
    found = re.search(rf"^{re.escape(heading)}$\n(.*?)(?=^#{{1,{level}}} |\Z)", text, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


@pytest.mark.parametrize("language", list(Language))
def test_at_most_five_in_full_and_none_lost(report: Report, every: Diagnosis, language: Language) -> None:
    text = report(every, Audience.AGENT, language)
    full = re.findall(r"^### \d+\. (C\d\d) ", text, re.MULTILINE)
    assert len(full) <= 5
    settled = [f.code for f in every.findings if f.status in {Status.CONFIRMED, Status.CONTRADICTED}]
    rest = [f.code for f in every.findings if f.status is Status.UNDETERMINED]
    assert full == [*settled, *rest][:5]
    listed = re.findall(r"^(?:### \d+\.|-) (C\d\d) ", text, re.MULTILINE)
    assert sorted(listed) == sorted(finding.code for finding in every.findings)


def test_for_against_missing_and_links(kb: KnowledgeBase, report: Report, diagnoses: dict[str, Diagnosis]) -> None:
    text = report(diagnoses["contradicted"], Audience.AGENT, Language.EN)
    first = diagnoses["contradicted"].findings[0]
    part = text.partition(f"### 1. {first.code}")[2].partition("### 2.")[0]
    supports, opposes = part.partition("- **Against**")[::2]
    assert "(contradicted)" in part.splitlines()[0]
    assert "- **For**\n  - " in supports
    assert "(proves it)." in supports
    assert opposes.startswith("\n  - ")
    assert "(rules it out)." in opposes
    links = re.findall(r"\[([A-Z]\d\d)\]\((https://[^)]*)\)", part)
    assert links
    assert links == [(code, kb.sources[code].url) for code, _ in links]
    assert {code for code, _ in links} >= set(kb.causes[first.cause].sources)


def test_an_inference_is_marked_on_the_right_side(report: Report, diagnoses: dict[str, Diagnosis]) -> None:
    text = "".join(report(diagnosis, Audience.AGENT, Language.EN) for diagnosis in diagnoses.values())
    supports, opposes = (
        "".join(re.findall(rf"- \*\*{side}\*\*\n((?:  - .*\n)+)", text)) for side in ("For", "Against")
    )
    assert "supports it; our team's deduction)." in supports
    assert "weakens it; our team's deduction)." in opposes
    assert re.findall(r"\((?:strongly )?(?:weakens|rules).*", supports) == []
    assert re.findall(r"\((?:proves|(?:strongly )?supports).*", opposes) == []


def test_missing_facts_are_questions(kb: KnowledgeBase, report: Report, diagnoses: dict[str, Diagnosis]) -> None:
    text = report(diagnoses["nothing-known"], Audience.AGENT, Language.EN)
    missing = diagnoses["nothing-known"].findings[0].missing
    part = text.partition("- **Unknown**\n")[2].partition("\n- ")[0]
    assert len(part.splitlines()) == len(missing)
    assert "case.onset" in missing
    assert f"  - {kb.facts['case.onset'].question.en}" in part


def test_what_is_ruled_out_and_why(kb: KnowledgeBase, report: Report, diagnoses: dict[str, Diagnosis]) -> None:
    lines = section(report(diagnoses["nothing-left"], Audience.AGENT, Language.EN), "### Ruled out")
    cause = kb.causes["oceanapi-provider-permissions-missing"]
    why = kb.facts["accuro.oceanapi.permissions_complete"].meaning["true"].en
    assert f"- {cause.code} {cause.title.en}: {why}" in lines.splitlines()
    out = [f for f in diagnoses["nothing-left"].findings if f.status is Status.RULED_OUT]
    assert len(re.findall(r"^- C", lines, re.MULTILINE)) == len(out)


def test_confirmed_causes_beyond_five_have_a_line_each(report: Report, diagnoses: dict[str, Diagnosis]) -> None:
    diagnosis = diagnoses["many-causes"]
    confirmed = [f.code for f in diagnosis.findings if f.status is Status.CONFIRMED]
    text = report(diagnosis, Audience.AGENT, Language.EN)
    lines = section(text, f"### And {len(confirmed) - 5} more").strip().splitlines()
    assert len(confirmed) > 5
    assert [line[2:5] for line in lines] == confirmed[5:]
    assert all(line.endswith("(confirmed)") for line in lines)


def test_next_steps_are_numbered_with_their_notes(
    kb: KnowledgeBase, report: Report, diagnoses: dict[str, Diagnosis]
) -> None:
    diagnosis = diagnoses["side-effect-question"]
    part = section(report(diagnosis, Audience.AGENT, Language.EN), "## What comes next")
    steps = re.findall(r"^(\d+)\. \*\*.*?(?=^\d+\. |\Z)", part, re.MULTILINE | re.DOTALL)
    assert steps == [str(number) for number in range(1, len(diagnosis.next) + 1)]
    assert all(line.startswith("    - ") for line in part.splitlines() if line and not line[0].isdigit())
    for step in diagnosis.next:
        if step.fact:
            assert f"    - `--fact {step.fact}=…`" in part
    harmful = next(step for step in diagnosis.next if step.side_effect)
    effect = kb.facts[str(harmful.fact)].side_effect
    assert effect
    assert f"    - Caution, side effect: {effect.en}" in part


def test_repairs_to_try_name_their_cause_and_side_effect(
    kb: KnowledgeBase, report: Report, diagnoses: dict[str, Diagnosis]
) -> None:
    diagnosis = diagnoses["nothing-known"]
    trial = next(step for step in diagnosis.next if step.kind is StepKind.REPAIR)
    text = report(diagnosis, Audience.AGENT, Language.EN)
    assert f"    - Worth a try, cause not confirmed: {kb.causes[str(trial.cause)].title.en}" in text
    assert "(expected gain 0." in text
    assert "(gain attendu 0," in report(diagnosis, Audience.AGENT, Language.FR)


def test_a_repair_with_a_side_effect_is_shown_with_it(kb: KnowledgeBase, diagnoses: dict[str, Diagnosis]) -> None:
    name = "run-full-schedule-sync"
    harmful = replace(kb.remediations[name], side_effect=Text("Gare!", "Careful!"))
    base = replace(kb, remediations={**kb.remediations, name: harmful})
    words = Words(base, Language.EN, markdown=True)
    steps = agent_context(base, diagnoses["one-explained"], words)["next"]
    assert steps[0]["notes"] == ["Caution, side effect: Careful!"]


def test_facts_say_what_they_mean_and_where_they_come_from(
    kb: KnowledgeBase, report: Report, diagnoses: dict[str, Diagnosis]
) -> None:
    known = section(report(diagnoses["gaps"], Audience.AGENT, Language.EN), "## Known facts")
    sentence = kb.facts["reminders.schedule_licensed"].meaning["false"].en
    assert f"- {sentence.removesuffix('.')} (answer given, 2026-11-23)." in known.splitlines()
    nothing = section(report(diagnoses["nothing-known"], Audience.AGENT, Language.EN), "## Known facts")
    assert nothing.strip() == kb.wording["agent.no_facts"].en


def test_facts_that_stay_unknown_carry_the_reason(
    kb: KnowledgeBase, report: Report, diagnoses: dict[str, Diagnosis]
) -> None:
    text = report(diagnoses["nobody-answers"], Audience.AGENT, Language.EN)
    part = section(text, f"## {kb.wording['agent.unknown_facts'].en}")
    for reason in ("timed-out", "refused", "stale", "contradictory", "withheld-for-privacy"):
        assert f"({kb.wording[f'reason.{reason}'].en})" in part


def test_gaps_and_unexplained_symptoms(kb: KnowledgeBase, report: Report, diagnoses: dict[str, Diagnosis]) -> None:
    gaps = section(report(diagnoses["gaps"], Audience.AGENT, Language.FR), f"## {kb.wording['agent.gaps'].fr}")
    assert [line.split(",")[0] for line in gaps.split("\n") if line] == [
        "- Bureau Nord",
        "- Bureau Sud",
        "- Bureau Est",
        "- Bureau West Office",
    ]
    left = replace(diagnoses["gaps"], unexplained=("save-for-ocean-unavailable",))
    heading = f"## {kb.wording['agent.unexplained'].en}"
    title = Words(kb, Language.EN, markdown=True).say(kb.symptoms["save-for-ocean-unavailable"].title)
    assert section(report(left, Audience.AGENT, Language.EN), heading).strip() == f"- S05 {title}"
    assert heading not in report(diagnoses["gaps"], Audience.AGENT, Language.EN)


def test_a_fallback_of_the_engine_is_told(kb: KnowledgeBase, report: Report, diagnoses: dict[str, Diagnosis]) -> None:
    told = kb.wording["agent.fallback"].en
    assert told in report(replace(diagnoses["gaps"], fallbacks=1), Audience.AGENT, Language.EN)
    assert told not in report(replace(diagnoses["gaps"], fallbacks=0), Audience.AGENT, Language.EN)


def test_nothing_next_is_said(kb: KnowledgeBase, report: Report, diagnoses: dict[str, Diagnosis]) -> None:
    assert diagnoses["no-known-cause"].next == ()
    part = section(report(diagnoses["no-known-cause"], Audience.AGENT, Language.EN), "## What comes next")
    assert part.strip() == kb.wording["agent.nothing_next"].en


def test_the_case_id_cannot_act_as_markup(consult: Callable[..., Diagnosis], report: Report) -> None:
    diagnosis = consult("S01", {}, case_id="t_[1](x)")
    assert r"Case t\_\[1\](x). " in report(diagnosis, Audience.AGENT, Language.EN)
