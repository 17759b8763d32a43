"""Webhooks of our trigger: signed over the time and the raw body, fresh, and holding nothing but an id."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime

import msgspec

from oceandx.tickets.helpdesk import Event, Forged
from oceandx.tickets.zendesk.shapes import TriggerBody

SIGNATURE = "x-zendesk-webhook-signature"
TIMESTAMP = "x-zendesk-webhook-signature-timestamp"
INVOCATION = "x-zendesk-webhook-invocation-id"
_EARLIEST = 60.0
"""Seconds by which the helpdesk's clock may be ahead of ours."""
_LARGEST = 4_096
_STAMP = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})")
_SIGNATURE = re.compile(r"[A-Za-z0-9+/]{43}=")
_INVOCATION = re.compile(r"[A-Za-z0-9_-]{1,128}")
_TICKET = re.compile(r"[1-9][0-9]{0,17}")


def verify(headers: Mapping[str, str], body: bytes, secret: str, now: float, most_seconds: float) -> Event:
    """Return what a webhook says. ``now`` in seconds since 1970. Raises Forged, which repeats nothing of it."""
    if not secret:
        raise Forged("there is no signing secret to check a webhook with")
    given = {name.lower(): value for name, value in headers.items()}
    if len(given) != len(headers):
        raise Forged("a header comes twice")
    if len(body) > _LARGEST:
        raise Forged("the body is larger than that of our trigger")
    stamp, signature = given.get(TIMESTAMP, ""), given.get(SIGNATURE, "")
    if not _STAMP.fullmatch(stamp):
        raise Forged("the time of the signature is missing or not ISO 8601")
    expected = sign(secret, stamp, body)
    if not _SIGNATURE.fullmatch(signature) or not hmac.compare_digest(expected.encode(), signature.encode()):
        raise Forged("the signature is missing or wrong")
    age = now - _seconds(stamp)
    if not -_EARLIEST <= age <= most_seconds:
        raise Forged("the signature is too old, or from the future")
    delivery = given.get(INVOCATION, "")
    if not _INVOCATION.fullmatch(delivery):
        raise Forged("the id of the invocation is missing or malformed")
    return Event(delivery, _ticket_id(body))


def sign(secret: str, stamp: str, body: bytes) -> str:
    """Return the signature of a body: base64 of HMAC-SHA256 over the time as it is written and the raw body."""
    digest = hmac.new(secret.encode(), stamp.encode() + body, hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def _ticket_id(body: bytes) -> str:
    found: TriggerBody | None = None
    with suppress(msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        found = msgspec.json.decode(body, type=TriggerBody)
    ticket_id = "" if found is None else str(found.ticket_id)
    if not _TICKET.fullmatch(ticket_id):
        # Raised out here: the library's error may repeat a part of the body, and must not be the context of ours.
        raise Forged("the body is not that of our trigger: one object with a ticket_id and nothing else")
    return ticket_id


def _seconds(stamp: str) -> float:
    try:
        return datetime.fromisoformat(stamp).timestamp()
    except (ValueError, OverflowError):
        pass
    raise Forged("the time of the signature is not a time")
