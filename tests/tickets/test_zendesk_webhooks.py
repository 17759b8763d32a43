"""A webhook counts when it is signed, fresh and holds only an id; else it is refused without a word of it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oceandx.tickets.helpdesk import Event, Forged
from oceandx.tickets.zendesk import ZendeskSecrets
from oceandx.tickets.zendesk.webhooks import INVOCATION, SIGNATURE, TIMESTAMP, sign, verify
from tickets.zendesk_fake import SIGNING_SECRET
from tickets.zendesk_peer import ZendeskPeer
from tickets.zendesk_triggers import Delivery, signed

SECRET = SIGNING_SECRET
STAMP = "2021-03-25T05:09:27Z"
NOW = datetime.fromisoformat(STAMP).timestamp()
BODY = b'{"ticket_id": "35436"}'

# Published by three projects that check Zendesk's webhooks, the first with the secret that Zendesk prints for tests.
PUBLISHED = [
    (SECRET, STAMP, b'{"event":"ticket.updated","id":123}', "S/RDdU2ERmj7LHDDoWJ2onPYH+t7/f2+LTM4dL7UiLM="),
    (
        "zendesk-secret",
        "2024-01-15T12:00:00Z",
        b'{"event_type":"ticket.updated","ticket":{"id":123,"subject":"Cannot log in","status":"open"}}',
        "5TncuXWaIPS6N52iK6ZdIfE3Ru4lDjMfqka/CndZBTY=",
    ),
    (
        SECRET,
        "1531420618",
        b'{"event_type": "foo.bar","data": {"key": "value"}}',
        "qtmu3iClLKujnujOBkwe7yjI34o5CzsLD04Uy4LbE2A=",
    ),
]


def headers(body: bytes = BODY, stamp: str = STAMP, secret: str = SECRET, invocation: str = "01J0A") -> dict[str, str]:
    digest = hmac.new(secret.encode(), stamp.encode() + body, hashlib.sha256).digest()
    return {
        "X-Zendesk-Webhook-Signature": base64.b64encode(digest).decode(),
        "X-Zendesk-Webhook-Signature-Timestamp": stamp,
        "X-Zendesk-Webhook-Invocation-Id": invocation,
        "Content-Type": "application/json",
    }


def refused(given: dict[str, str], body: bytes, now: float = NOW, secret: str = SECRET) -> str:
    with pytest.raises(Forged) as error:
        verify(given, body, secret, now, 300)
    assert error.value.__context__ is None
    return str(error.value)


@pytest.mark.parametrize(("secret", "stamp", "body", "signature"), PUBLISHED)
def test_published_signatures_are_made_alike(secret: str, stamp: str, body: bytes, signature: str) -> None:
    assert sign(secret, stamp, body) == signature


def test_the_vendors_older_sample_signs_the_other_way_round_and_is_refused() -> None:
    old = "HRkRd4BeOAoUkfZr-mhauJT64rvBASlJRoIyPsd3zeA="
    stamp, body, printed = "2021-07-25T10:00:00Z", b'{"say": "hello"}', "tRDSF7URY8BLCDlaBcQ7FHu051Zk+aAB0NKMP53teMw="
    assert base64.b64encode(hmac.digest(old.encode(), body + stamp.encode(), "sha256")).decode() == printed
    given = {TIMESTAMP: stamp, SIGNATURE: printed, INVOCATION: "01J0A"}
    assert "signature" in refused(given, body, datetime.fromisoformat(stamp).timestamp(), old)


@pytest.mark.parametrize("body", [b'{"ticket_id": 35436}', b'{"ticket_id":"35436"}', b' {"ticket_id" : "35436"}\n'])
def test_a_webhook_of_our_trigger_names_its_ticket_and_delivery(body: bytes) -> None:
    assert verify(headers(body), body, SECRET, NOW, 300) == Event("01J0A", "35436")


@pytest.mark.parametrize("age", [-59, 0, 299, 300])
def test_a_webhook_counts_for_five_minutes(age: float) -> None:
    assert verify(headers(), BODY, SECRET, NOW + age, 300).ticket_id == "35436"


@pytest.mark.parametrize("age", [-3600, -61, 301, 86_400])
def test_a_webhook_from_another_time_is_refused(age: float) -> None:
    assert "old" in refused(headers(), BODY, NOW + age)


def test_an_old_webhook_with_a_new_time_is_refused() -> None:
    later = datetime.fromtimestamp(NOW + 900, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert "signature" in refused({**headers(), "X-Zendesk-Webhook-Signature-Timestamp": later}, BODY, NOW + 900)


@pytest.mark.parametrize("name", ["X-Zendesk-Webhook-Signature", "X-Zendesk-Webhook-Signature-Timestamp"])
@pytest.mark.parametrize("value", [None, "", "x", "A" * 43 + "=", "é" * 44, "1616648967", STAMP[:-1], STAMP + "\n"])
def test_a_webhook_without_its_true_headers_is_refused(name: str, value: str | None) -> None:
    given = {key: one for key, one in headers().items() if key != name}
    refused(given if value is None else {**given, name: value}, BODY)


@pytest.mark.parametrize(
    "stamp",
    ["2021-03-25T05:09:27", "2021-13-45T99:99:99Z", "1616648967", "\uff12021-03-25T05:09:27Z", ""],
)
def test_a_signed_time_that_is_none_is_refused(stamp: str) -> None:
    assert "time" in refused(headers(stamp=stamp), BODY)


@pytest.mark.parametrize("invocation", ["", "a b", "x" * 129, "é"])
def test_a_delivery_without_a_plain_id_is_refused(invocation: str) -> None:
    assert "invocation" in refused(headers(invocation=invocation), BODY)


def test_a_header_in_two_spellings_is_refused() -> None:
    given = headers()
    assert "twice" in refused({**given, SIGNATURE: given["X-Zendesk-Webhook-Signature"]}, BODY)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"35436",
        b"[35436]",
        b"{}",
        b'{"ticket_id": null}',
        b'{"ticket_id": 0}',
        b'{"ticket_id": -5}',
        b'{"ticket_id": 1.5}',
        b'{"ticket_id": true}',
        b'{"ticket_id": ""}',
        b'{"ticket_id": "35436/tags"}',
        b'{"ticket_id": "../users"}',
        b'{"ticket_id": "\xd9\xa1"}',
        b'{"ticket_id": 35436, "subject": "Jane Roe cannot book"}',
        b'{"ticket_id": 35436',
        b'{"ticket_id": 35436}{"ticket_id": 1}',
        b'{"ticket_id": "\xff"}',
        b"[" * 4_000,
        b'{"ticket_id": 35436}' + b" " * 5_000,
    ],
)
def test_a_signed_body_of_another_shape_is_refused(body: bytes) -> None:
    said = refused(headers(body), body)
    assert "body" in said
    assert "Jane" not in said
    assert "35436" not in said


def test_without_a_secret_nothing_counts() -> None:
    refused(headers(secret=""), BODY, secret="")
    peer = ZendeskPeer(secrets=ZendeskSecrets("enricher s3cret+/=", export_client_secret="x"))  # noqa: S106
    assert not peer.helpdesk.capabilities.webhooks
    with pytest.raises(Forged):
        peer.helpdesk.verify(headers(secret=""), BODY)


@given(st.binary(max_size=200), st.integers(0, 400), st.integers(0, 7))
def test_one_changed_bit_of_a_body_is_noticed(body: bytes, at: int, bit: int) -> None:
    changed = bytearray(body or b"x")
    changed[at % len(changed)] ^= 1 << bit
    assert "signature" in refused(headers(body), bytes(changed))


@given(st.binary(max_size=200), st.integers(1, 200))
def test_a_truncated_body_is_noticed(body: bytes, cut: int) -> None:
    whole = BODY + body
    assert "signature" in refused(headers(whole), whole[:-cut])


@given(
    st.text(min_size=1, max_size=40).filter(lambda text: text.encode(errors="ignore").decode() == text),
    st.binary(max_size=60),
)
def test_another_secret_is_noticed(secret: str, body: bytes) -> None:
    if secret != SECRET:
        assert "signature" in refused(headers(body, secret=secret), body)


@given(st.dictionaries(st.text(max_size=60), st.text(max_size=80), max_size=6), st.binary(max_size=300))
def test_noise_is_refused_and_nothing_of_it_repeated(given: dict[str, str], body: bytes) -> None:
    refused(given, body)
    stamp_only = {**given, TIMESTAMP: STAMP, SIGNATURE: next(iter(given.values()), "")}
    refused(stamp_only, body)


@given(st.integers(1, 10**18 - 1))
def test_any_id_comes_through(number: int) -> None:
    body = json.dumps({"ticket_id": number}).encode()
    assert verify(headers(body), body, SECRET, NOW, 300).ticket_id == str(number)


def test_the_shipped_trigger_sends_what_is_agreed_once() -> None:
    peer = ZendeskPeer()
    ticket_id = peer.open("Bonjour")
    (delivery,) = peer.fake.deliveries
    event = peer.helpdesk.verify(signed(delivery, SIGNING_SECRET, peer.clock.now()), delivery.body)
    assert event == Event(delivery.invocation, ticket_id)
    assert json.loads(delivery.body) == {"ticket_id": ticket_id}


def test_a_repeated_delivery_has_the_same_id() -> None:
    peer = ZendeskPeer()
    delivery = Delivery("01J0SAME", BODY)
    first = peer.helpdesk.verify(signed(delivery, SIGNING_SECRET, peer.clock.now()), BODY)
    peer.clock.time += 30
    assert peer.helpdesk.verify(signed(delivery, SIGNING_SECRET, peer.clock.now()), BODY) == first
