"""Webhooks of Request Tracker's own scrip: signed with a shared secret, young, and of the agreed shape."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Callable, Mapping
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from oceandx.tickets.helpdesk import Event, Forged

_MOST_BYTES = 20_000
_TIMESTAMP = re.compile(r"[0-9]{1,12}")
_Id = Annotated[int, Meta(ge=1, le=999_999_999_999_999_999)]


class _Told(Struct):
    """What the scrip tells; whatever else it sends is not read."""

    ticket_id: _Id
    transaction_id: _Id
    type: Annotated[str, Meta(pattern="^(Create|Correspond|Comment)$")]


def verify(headers: Mapping[str, str], body: bytes, secret: str, age: float, now: Callable[[], float]) -> Event:
    """Return what a webhook says once its signature holds. Raises Forged, without a word of the body."""
    if not secret:
        raise Forged("webhook: no secret is configured, so none can be believed")
    if len(body) > _MOST_BYTES:
        raise Forged("webhook: larger than the agreed shape")
    given = {name.lower(): value for name, value in headers.items()}
    at, signature = given.get("x-webhook-timestamp", ""), given.get("x-webhook-signature", "")
    if not at or not signature:
        raise Forged("webhook: no signature")
    digest = hmac.digest(secret.encode(), at.encode() + body, hashlib.sha256)
    if not hmac.compare_digest(base64.b64encode(digest), signature.encode()):
        raise Forged("webhook: the signature does not match")
    if not _TIMESTAMP.fullmatch(at) or abs(now() - int(at)) > age:
        raise Forged("webhook: too old, or from the future")
    try:
        told = msgspec.json.decode(body, type=_Told, strict=False)
    except (msgspec.DecodeError, UnicodeDecodeError):
        told = None
    if told is None:
        raise Forged("webhook: not of the agreed shape")
    return Event(delivery_id=str(told.transaction_id), ticket_id=str(told.ticket_id))
