"""Feedback by signed links: nobody but us makes one, each counts once, and no name goes with it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oceandx.tickets.feedback import Given, Judgement, Link, LinkRefused, check_link, sign_link
from oceandx.tickets.nats.audit import NatsAudit
from oceandx.tickets.nats.feedback import NatsFeedback
from tickets.filing import START, Clock
from tickets.shared import KINDS, AnyFiled, opened
from tickets.streaming import MemoryStreams

SECRET = b"0123456789abcdef"
KEY = "00ff00ff00ff00ff"


@pytest.fixture(params=KINDS)
def filed(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[AnyFiled]:
    with opened(request, tmp_path) as one:
        yield one


def link(judgement: Judgement = Judgement.RIGHT, key: str = KEY, expires: float = START + 60) -> Link:
    return check_link(SECRET, sign_link(SECRET, key, judgement, expires), START)


def refusal(signed: str, now: float = START, secret: bytes = SECRET) -> bool:
    """Say whether a link is refused for its age."""
    with pytest.raises(LinkRefused) as caught:
        check_link(secret, signed, now)
    return caught.value.is_expired


@pytest.mark.parametrize("judgement", Judgement)
def test_a_link_says_what_was_signed_and_needs_no_quoting(judgement: Judgement) -> None:
    signed = sign_link(SECRET, KEY, judgement, START + 60.5)
    assert re.fullmatch(r"[A-Za-z0-9._~-]+", signed)
    found = check_link(SECRET, signed, START)
    assert (found.key, found.judgement, found.expires) == (KEY, judgement, START + 60)


def test_a_link_expires() -> None:
    signed = sign_link(SECRET, KEY, Judgement.RIGHT, START)
    check_link(SECRET, signed, START - 1)
    assert refusal(signed, START)


def test_a_link_signed_with_another_secret_is_refused() -> None:
    assert not refusal(sign_link(b"another secret that is long", KEY, Judgement.RIGHT, START + 60))


def test_what_was_signed_for_one_purpose_is_worth_nothing_for_another() -> None:
    import base64
    import hmac

    content = f"{KEY}~right~{int(START + 60)}"
    plain = base64.urlsafe_b64encode(hmac.digest(SECRET, content.encode(), "sha256")).rstrip(b"=").decode()
    assert not refusal(f"{content}~{plain}")


@given(st.data())
def test_a_link_with_any_character_changed_added_or_cut_off_is_refused(data: st.DataObject) -> None:
    signed = sign_link(SECRET, KEY, Judgement.WRONG, START + 60)
    at = data.draw(st.integers(0, len(signed) - 1))
    other = data.draw(st.text(max_size=3))
    kept = signed[:at] + other + signed[at + 1 :]
    if kept != signed:
        assert not refusal(kept)
    assert not refusal(signed[:at])
    assert not refusal(signed + data.draw(st.text(min_size=1, max_size=300)))


@given(st.text())
def test_anything_else_is_refused(content: str) -> None:
    assert not refusal(content)


def test_a_short_secret_and_a_key_that_is_none_are_refused_and_not_repeated() -> None:
    with pytest.raises(ValueError, match="16 bytes or more") as caught:
        sign_link(b"short-secret", KEY, Judgement.RIGHT, START)
    assert "short-secret" not in str(caught.value)
    with pytest.raises(ValueError, match="not a code"):
        sign_link(SECRET, "a~b", Judgement.RIGHT, START)


def test_a_link_counts_once(filed: AnyFiled) -> None:
    feedback = filed.feedback
    assert feedback.give(link())
    assert not feedback.give(link())
    assert feedback.of(KEY) == (Given(KEY, Judgement.RIGHT, "", START),)
    assert feedback.of("0" * 16) == ()


def test_the_other_cause_may_be_named_anew_and_only_the_last_stands(filed: AnyFiled) -> None:
    feedback = filed.feedback
    other = link(Judgement.OTHER_CAUSE)
    assert feedback.give(other, "calendar-closed")
    filed.clock.now += 1
    assert feedback.give(other, "link-expired")
    assert feedback.of(KEY) == (Given(KEY, Judgement.OTHER_CAUSE, "link-expired", START + 1),)


def test_only_another_cause_names_one_and_as_an_id(filed: AnyFiled) -> None:
    feedback = filed.feedback
    for judgement, cause in ((Judgement.OTHER_CAUSE, ""), (Judgement.OTHER_CAUSE, "it was me"), (Judgement.RIGHT, "c")):
        with pytest.raises(ValueError, match="the cause"):
            feedback.give(link(judgement), cause)
    assert list(feedback.all()) == []


def test_what_was_said_is_counted_listed_and_audited(filed: AnyFiled) -> None:
    feedback = filed.feedback
    with filed.together():
        for number in range(601):
            feedback.give(link(key=f"k{number}"))
    feedback.give(link(Judgement.OTHER_CAUSE), "link-expired")
    assert feedback.counts() == {Judgement.RIGHT: 601, Judgement.WRONG: 0, Judgement.OTHER_CAUSE: 1}
    assert len({given.key for given in feedback.all()}) == 602
    last = [json.loads(line) for line in filed.audit.export()][-1]
    assert (last["kind"], last["actor"], last["key"], last["what"]) == (
        "feedback",
        "link",
        KEY,
        "other-cause:link-expired",
    )


def test_what_two_machines_are_told_of_one_run_at_once_is_kept_both() -> None:
    streams = MemoryStreams(Clock())
    here, there = (NatsFeedback(streams, NatsAudit(streams)) for _ in range(2))
    crossing = [link(Judgement.WRONG)]

    def cross() -> None:
        if crossing:
            there.give(crossing.pop())

    streams.before_write = cross
    assert here.give(link(Judgement.RIGHT))
    assert {given.judgement for given in here.of(KEY)} == {Judgement.RIGHT, Judgement.WRONG}
    assert there.counts() == {Judgement.RIGHT: 1, Judgement.WRONG: 1, Judgement.OTHER_CAUSE: 0}
    assert NatsAudit(streams).verify() == ()
