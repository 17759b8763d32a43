from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from oceandx.errors import KnowledgeBaseError
from oceandx.model.diagnosis import Diagnosis
from oceandx.model.knowledge import KnowledgeBase
from oceandx.model.vocabulary import Audience, Language
from oceandx.report.render import render
from oceandx.report.typography import typeset

Report = Callable[[Diagnosis, Audience, Language], str]
BOTH = pytest.mark.parametrize("language", list(Language))
ALL = pytest.mark.parametrize("audience", list(Audience))
WORD = re.compile(r"[^\W\d_]{3,}")
# Words of both languages, the clinic's own name of an office and the name of a licence.
NOT_OURS = {"patient", "patients", "page", "site", "six", "date", "bureau", "est", "plus"}
ROOT = Path(__file__).resolve().parents[2]


def without_links(text: str) -> str:
    return re.sub(r"\[[^\]]*\]\([^)]*\)", "link", text)


@ALL
@BOTH
def test_text_is_complete_and_tidy(report: Report, every: Diagnosis, audience: Audience, language: Language) -> None:
    text = report(every, audience, language)
    assert re.findall(r"\{[^}]*\}|\bNone\b|\bUndefined\b", text) == []
    assert text == text.strip() + "\n"
    lines = text.split("\n")
    assert [line for line in lines if line != line.rstrip()] == []
    assert "\n\n\n" not in text
    assert report(every, audience, language) == text


@ALL
@BOTH
def test_lists_are_tight_and_nested(report: Report, every: Diagnosis, audience: Audience, language: Language) -> None:
    text = report(every, audience, language)
    assert re.findall(r"^(?:#.*|[^-\s\d*#].*)\n(?:- |\d+\. ).*", text, re.MULTILINE) == []  # a blank line before
    assert re.findall(r"^#.*\n(?!\n).+", text, re.MULTILINE) == []  # and after a heading
    assert re.findall(r"^ +- .*\n\n +- ", text, re.MULTILINE) == []
    assert re.findall(r"^\d+\. .*\n {1,3}- ", text, re.MULTILINE) == []  # nests under "10." too


@ALL
@BOTH
def test_no_word_is_doubled(report: Report, every: Diagnosis, audience: Audience, language: Language) -> None:
    text = report(every, audience, language)
    assert re.findall(r"\b([^\W\d_]+) \1\b", text, re.IGNORECASE) == []
    assert re.findall(r"[.:;,] *[.:;,]", without_links(text).replace("\u00a0", " ")) == []


@ALL
def test_french_is_typeset(report: Report, every: Diagnosis, audience: Audience) -> None:
    text = report(every, audience, Language.FR)
    assert typeset(text) == text


@ALL
def test_english_has_no_french_of_the_wording(
    kb: KnowledgeBase, report: Report, every: Diagnosis, audience: Audience
) -> None:
    french, english = (
        {word.lower() for text in kb.wording.values() for word in WORD.findall(text.get(language))}
        for language in Language
    )
    shown = {word.lower() for word in WORD.findall(without_links(report(every, audience, Language.EN)))}
    assert shown & (french - english - NOT_OURS) == set()


@ALL
def test_both_languages_have_the_same_shape(report: Report, every: Diagnosis, audience: Audience) -> None:
    french, english = (
        re.findall(r"^ *(?:#+|-|\d+\.) ", report(every, audience, language), re.MULTILINE) for language in Language
    )
    assert french == english


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "reports", tmp_path / "reports")
    return tmp_path


def problem(kb: KnowledgeBase, diagnosis: Diagnosis, root: Path) -> str:
    with pytest.raises(KnowledgeBaseError) as caught:
        render(kb, diagnosis, Audience.AGENT, Language.FR, root)
    assert len(caught.value.problems) == 1
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a\n{{ title }}\n{{ titel }}\n", "3:1: the template fails: 'titel' is undefined"),
        ("{% for f in findings %}\n\n{{ f.lien }}\n{% endfor %}", "3:1: the template fails: "),
        ("a\n{% if %}\n", "2:1: the template fails: "),
        ("a\n{{ word('agent.nope') }}\n", "2:1: the template fails: kb/wording.yaml has no 'agent.nope'"),
        ("a\n\n\n{{ title + 1 }}\n", "4:1: the template fails: "),
        ("{% include 'other.j2' %}", "1:1: the template is missing"),
    ],
)
def test_a_wrong_template_is_one_problem_with_its_line(
    kb: KnowledgeBase, diagnoses: dict[str, Diagnosis], templates: Path, content: str, message: str
) -> None:
    (templates / "reports" / "agent.md.j2").write_text(content, encoding="utf-8")
    assert problem(kb, diagnoses["gaps"], templates).startswith(f"reports/agent.md.j2:{message}")


def test_a_template_in_another_encoding(kb: KnowledgeBase, diagnoses: dict[str, Diagnosis], templates: Path) -> None:
    (templates / "reports" / "agent.md.j2").write_bytes("é".encode("latin-1"))
    assert problem(kb, diagnoses["gaps"], templates).startswith("reports/agent.md.j2:1:1: the template fails: 'utf-8'")


def test_a_missing_template(kb: KnowledgeBase, diagnoses: dict[str, Diagnosis], templates: Path) -> None:
    (templates / "reports" / "agent.md.j2").unlink()
    assert problem(kb, diagnoses["gaps"], templates) == "reports/agent.md.j2:1:1: the template is missing"
    assert problem(kb, diagnoses["gaps"], templates / "nowhere").endswith(":1:1: the template is missing")


def test_a_template_of_ones_own_is_used(kb: KnowledgeBase, diagnoses: dict[str, Diagnosis], templates: Path) -> None:
    (templates / "reports" / "ticket.md.j2").write_text("\n\n\n{{ headline }}  \n\n\n\nend", encoding="utf-8")
    text = render(kb, diagnoses["gaps"], Audience.TICKET, Language.EN, templates)
    assert text == "oceandx: cause found\n\nend\n"
