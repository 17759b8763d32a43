"""Tickets about something else in the words of tickets that are not, and the reverse, with the real knowledge base."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from intake.wordings import codes, kind

_IN_SCOPE = "in"


def _tickets(*, in_scope: bool) -> Sequence[tuple[str, ...]]:
    lines = (Path(__file__).parent / "tickets/about.txt").read_text(encoding="utf-8").splitlines()
    tickets = [tuple(line.split("|")) for line in lines if not line.startswith("#")]
    return [ticket for ticket in tickets if (ticket[0] == _IN_SCOPE) is in_scope]


@pytest.mark.parametrize(("about", "subject", "body"), _tickets(in_scope=False))
def test_what_is_asked_for_tells_what_a_ticket_is_about(about: str, subject: str, body: str) -> None:
    assert (kind(body, subject), codes(body, subject)) == (about, [])


@pytest.mark.parametrize(("about", "subject", "body"), _tickets(in_scope=True))
def test_what_is_only_mentioned_does_not(about: str, subject: str, body: str) -> None:
    assert about == _IN_SCOPE
    assert kind(body, subject) == ""
