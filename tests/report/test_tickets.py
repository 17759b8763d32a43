"""Ten tickets of ten kinds: the clinic's instructions are exactly these, and say all that is needed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from oceandx.consultation import open_knowledge
from oceandx.model.knowledge import KnowledgeBase
from oceandx.model.vocabulary import Language, Status
from tickets.render import TICKETS, diagnosed, golden, instructions

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
GALLERY = ("02-later-dates", "04-no-text")


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return open_knowledge(ROOT)


def test_there_are_ten_of_ten_kinds(kb: KnowledgeBase) -> None:
    assert len(TICKETS) == 10
    causes = [
        {finding.cause for finding in diagnosed(kb, ticket).findings if finding.status is Status.CONFIRMED}
        for ticket in TICKETS
    ]
    assert all(causes)
    assert sum(len(one) for one in causes) == len(set().union(*causes))


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("ticket", TICKETS)
def test_the_clinic_reads_exactly_this(kb: KnowledgeBase, ticket: str, language: Language) -> None:
    # After a change of the knowledge: python tests/tickets/render.py, and read what changed.
    assert instructions(kb, ticket, language) == golden(ticket, language).read_text(encoding="utf-8")


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("ticket", TICKETS)
def test_every_confirmed_cause_has_steps_that_a_customer_may_be_told(
    kb: KnowledgeBase, ticket: str, language: Language
) -> None:
    diagnosis = diagnosed(kb, ticket)
    assert diagnosis.told == diagnosis.repairs
    assert diagnosis.unexplained == ()
    text = instructions(kb, ticket, language)
    assert re.search(r"^1\. ", text, re.MULTILINE)
    assert kb.wording["customer.gone"].get(language) in text


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("ticket", GALLERY)
def test_the_gallery_of_the_readme_shows_what_a_clinic_reads(
    kb: KnowledgeBase, ticket: str, language: Language
) -> None:
    quoted = "\n".join(f"> {line}".rstrip() for line in instructions(kb, ticket, language).splitlines())
    assert quoted in README
