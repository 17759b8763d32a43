"""How the account is reached: tokens of narrow scopes, addresses and secrets that are never shown."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import msgspec
import pytest

from contract.transport import Reply, json_reply
from oceandx.errors import UsageError
from oceandx.settings import Client
from oceandx.tickets.helpdesk import Refused, Unavailable
from oceandx.tickets.zendesk import Health, Zendesk, ZendeskSecrets, ZendeskSettings
from tickets.contract import enrichment
from tickets.zendesk_fake import Fault
from tickets.zendesk_peer import PLACE, SECRETS, SETTINGS, ZendeskPeer, opened, writes
from tickets.zendesk_replies import busy
from tickets.zendesk_state import OWN


@pytest.fixture
def peer() -> Iterator[ZendeskPeer]:
    peer = ZendeskPeer()
    yield peer
    assert peer.fake.violations == []


def test_one_token_serves_until_shortly_before_its_end(peer: ZendeskPeer) -> None:
    ticket_id = opened(peer).id
    asked_at = peer.clock.time
    for seconds, tokens in ((3_539, 1), (3_541, 2), (3_600, 2)):
        peer.clock.time = asked_at + seconds
        peer.helpdesk.fetch(ticket_id)
        assert peer.fake.calls.count("token") == tokens


def test_every_call_but_the_token_call_bears_a_token(peer: ZendeskPeer) -> None:
    peer.helpdesk.write(opened(peer), enrichment())
    for name, headers in zip(peer.fake.calls, peer.fake.headers, strict=True):
        assert headers.get("authorization", "").startswith("Bearer token-") == (name != "token")


def test_narrow_scopes_are_asked_for_and_two_users_kept_apart(peer: ZendeskPeer) -> None:
    opened(peer)
    peer.helpdesk.changes("since:1")
    asked = [json.loads(body) for name, body in zip(peer.fake.calls, peer.fake.bodies, strict=True) if name == "token"]
    assert [(one["client_id"], one["scope"]) for one in asked] == [
        ("enricher", "tickets:read tickets:write users:read"),
        ("exporter", "tickets:read"),
    ]
    assert asked[0]["expires_in"] == 3600


@pytest.mark.parametrize(
    ("granted", "said"),
    [
        ("tickets:read users:read", "does not allow tickets:write"),
        ("read", "does not allow tickets:read, tickets:write, users:read"),
        ("tickets:read tickets:write users:read write", "more than was asked for: write"),
        ("tickets:read tickets:write users:read <b>", "more than was asked for: a scope without a plain name"),
    ],
)
def test_a_token_of_other_scopes_is_not_used(peer: ZendeskPeer, granted: str, said: str) -> None:
    peer.fake.granted = granted
    with pytest.raises(Refused, match=said):
        peer.helpdesk.fetch("1")
    assert peer.fake.calls == ["token"]


def test_a_token_that_answers_403_to_everything_fails_the_check() -> None:
    peer = ZendeskPeer(settings=msgspec.structs.replace(SETTINGS, scopes=("tickets:peruse",)))
    with pytest.raises(Refused, match="403 Forbidden"):
        peer.helpdesk.check()


def test_the_check_reads_a_resource_and_knows_whose_token_it_is(peer: ZendeskPeer) -> None:
    peer.open("Bonjour")
    assert peer.helpdesk.check() == Health(tickets=1, is_admin=False)
    peer.fake.users[OWN].role = "admin"
    assert peer.helpdesk.check().is_admin
    other = ZendeskPeer(settings=msgspec.structs.replace(SETTINGS, user_id=501))
    with pytest.raises(Refused, match="another user"):
        other.helpdesk.check()


def test_wrong_credentials_are_refused_at_once() -> None:
    wrong = ZendeskPeer(secrets=ZendeskSecrets("wrong-s3cret", export_client_secret="x"))  # noqa: S106
    with pytest.raises(Refused, match="401 invalid_client") as refused:
        wrong.helpdesk.fetch("1")
    assert "s3cret" not in str(refused.value)
    assert wrong.fake.calls == ["token"]


@pytest.mark.parametrize(
    "reply",
    [
        json_reply({"access_token": "", "token_type": "bearer"}),
        json_reply({"access_token": "a b", "token_type": "bearer"}),
        json_reply({"access_token": "é", "token_type": "bearer"}),
        json_reply({"access_token": "abc", "token_type": "mac"}),
        json_reply({"token_type": "bearer"}),
    ],
)
def test_a_token_of_another_shape_is_refused(peer: ZendeskPeer, reply: Reply) -> None:
    peer.fake.faults.append(Fault("token", 9, reply))
    with pytest.raises(Refused):
        peer.helpdesk.fetch("1")


def test_a_token_call_that_fails_means_that_nothing_was_written(peer: ZendeskPeer) -> None:
    ticket = opened(peer)
    peer.clock.time += 4_000
    peer.fake.faults.append(Fault("token", 1, busy(7)))
    with pytest.raises(Unavailable) as unavailable:
        peer.helpdesk.write(ticket, enrichment())
    assert unavailable.value.retry_after == 7
    assert writes(peer) == []


def test_a_token_that_stays_refused_is_renewed_once(peer: ZendeskPeer) -> None:
    peer.fake.faults.append(Fault("ticket", 9, json_reply({"error": "invalid_token"}, 401)))
    with pytest.raises(Refused, match="401 invalid_token"):
        peer.helpdesk.fetch("1")
    assert peer.fake.calls == ["token", "ticket", "token", "ticket"]


@pytest.mark.parametrize(
    "base",
    [
        "http://example.zendesk.com",
        "https://",
        "https://u:p@x.com",
        "https://x.com/api",
        "https://x.com?a",
        "ftp://x",
        "x",
        "https://x y",
        "https://x:99999999",
        "https://-\u00ad-",
    ],
)
def test_an_address_that_is_not_used_is_refused(base: str) -> None:
    with pytest.raises(UsageError, match=r"zendesk\.base") as refused:
        Zendesk(msgspec.structs.replace(SETTINGS, base=base), SECRETS)
    assert "u:p" not in str(refused.value)


def test_a_missing_secret_is_said_before_any_call() -> None:
    with pytest.raises(UsageError, match=r"zendesk\.client_secret"):
        ZendeskPeer(secrets=ZendeskSecrets(""))
    with pytest.raises(UsageError, match=r"zendesk\.export"):
        ZendeskPeer(secrets=ZendeskSecrets("x"))


def test_settings_are_closed_and_secrets_have_no_place_in_them() -> None:
    text = """
base = "https://clinic.zendesk.com"
client_id = "oceandx"
client_secret = {env = "ZENDESK_CLIENT_SECRET"}
user_id = 5
fields = {run_key = 9}
"""
    settings = msgspec.toml.decode(text, type=ZendeskSettings)
    assert settings.scopes == ("tickets:read", "tickets:write", "users:read")
    for more in ("api_token = 'x'", "scopes = ['tickets:read impersonate']", "token_seconds = 300", "name = 'A'"):
        with pytest.raises(msgspec.ValidationError):
            msgspec.toml.decode(f"{more}\n{text}", type=ZendeskSettings)


def test_nothing_secret_is_shown_or_logged(peer: ZendeskPeer, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    peer.helpdesk.write(opened(peer, "Jeanne Tremblay"), enrichment())
    peer.fake.faults.append(Fault("ticket", 9, json_reply({"error": "Jeanne"}, 400)))
    with pytest.raises(Refused) as refused:
        peer.helpdesk.fetch("1001")
    shown = "".join((caplog.text, repr(SECRETS), repr(peer.helpdesk), repr(vars(peer.helpdesk)), repr(refused.value)))
    for secret in (SECRETS.client_secret, "token-1", "Jeanne", SECRETS.export_client_secret):
        assert secret not in shown
    assert repr(Client("exporter", PLACE)) in repr(SETTINGS)
