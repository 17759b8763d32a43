"""Webhooks of Request Tracker: which to believe; and the settings that no server can be reached with."""

import base64
import hashlib
import hmac
import json
import re

import httpx
import pytest

from oceandx.errors import UsageError
from oceandx.tickets.helpdesk import Capabilities, Event, Forged
from oceandx.tickets.rt import FieldNames, RequestTracker, RtSettings
from tickets.rt.records import NOW
from tickets.rt.server import BASE, SECRET, TOKEN, FakeRt, tracker

BODY = json.dumps({"ticket_id": 12, "transaction_id": "345", "type": "Create", "subject": "n'est pas lu"}).encode()
ODD = BODY.replace(b"12", b'"x"')


def signed(body: bytes = BODY, at: str = str(NOW), secret: str = SECRET) -> dict[str, str]:
    """Return the headers that the scrip sends with a body."""
    signature = base64.b64encode(hmac.digest(secret.encode(), at.encode() + body, hashlib.sha256)).decode()
    return {"X-Webhook-Timestamp": at, "X-Webhook-Signature": signature, "Content-Type": "application/json"}


def test_a_webhook_that_is_signed_and_young_is_believed() -> None:
    event = tracker(FakeRt()).verify(signed(), BODY)
    assert event == Event(delivery_id="345", ticket_id="12")
    lowered = {name.lower(): value for name, value in signed(at=str(NOW - 299)).items()}
    assert tracker(FakeRt()).verify(lowered, BODY) == event


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({}, BODY),
        ({"X-Webhook-Timestamp": str(NOW)}, BODY),
        (signed(secret="another"), BODY),  # noqa: S106
        (signed(), BODY.replace(b"12", b"13")),
        (signed(), BODY[:-1]),
        ({**signed(), "X-Webhook-Timestamp": str(NOW + 1)}, BODY),
        ({**signed(), "X-Webhook-Signature": "é"}, BODY),
        (signed(at=str(NOW - 301)), BODY),
        (signed(at=str(NOW + 301)), BODY),
        (signed(at="2026-11-26T05:06:40Z"), BODY),
        (signed(at="nan"), BODY),
        (signed(b""), b""),
        (signed(b"[]"), b"[]"),
        (signed(b'{"ticket_id": 12}'), b'{"ticket_id": 12}'),
        (signed(ODD), ODD),
        (signed(BODY.replace(b"Create", b"Status")), BODY.replace(b"Create", b"Status")),
        (signed(b"\xff" * 50), b"\xff" * 50),
        (signed(b" " * 30_000 + BODY), b" " * 30_000 + BODY),
    ],
)
def test_a_webhook_that_is_not_what_it_claims_is_forged(headers: dict[str, str], body: bytes) -> None:
    with pytest.raises(Forged) as caught:
        tracker(FakeRt()).verify(headers, body)
    assert caught.value.__context__ is None
    assert not re.search("n'est pas lu|345|secret", str(caught.value))


def test_without_a_secret_no_webhook_is_believed() -> None:
    settings = RtSettings(base_url=BASE, own_user="oceandx", queues=("Intégration",))
    rt = RequestTracker(settings, TOKEN, now=lambda: NOW)
    assert rt.capabilities == Capabilities(tags=True, versions=True, webhooks=False)
    with pytest.raises(Forged):
        rt.verify(signed(secret=""), BODY)


SETTINGS = RtSettings(base_url=BASE, own_user="oceandx", queues=("Intégration",))


@pytest.mark.parametrize(
    "change",
    [
        {"base_url": "http://rt.example"},
        {"base_url": "rt.example"},
        {"base_url": "https://me:secret@rt.example"},
        {"base_url": "https://rt.example/?x=1"},
        {"queues": ("L'autre",)},
        {"fields": FieldNames(tags="Oceandx run key")},
    ],
)
def test_settings_that_cannot_be_used(change: dict[str, object]) -> None:
    values = {name: getattr(SETTINGS, name) for name in SETTINGS.__struct_fields__}
    with pytest.raises(UsageError, match=r"^rt\.") as caught:
        RequestTracker(RtSettings(**{**values, **change}), TOKEN)
    assert "secret" not in str(caught.value)


def test_a_token_that_no_header_can_carry_is_not_repeated() -> None:
    rt = RequestTracker(SETTINGS, lambda: "jeton\n«secret»", transport=httpx.MockTransport(FakeRt()))
    with pytest.raises(UsageError) as caught:
        rt.fetch("1")
    assert "secret" not in str(caught.value)
    assert caught.value.__context__ is None
