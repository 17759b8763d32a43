"""What a site says about its Zendesk; the secrets themselves come from the caller, at the last moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated
from urllib.parse import urlsplit

import httpx
from msgspec import Meta, Struct

from oceandx.errors import UsageError
from oceandx.settings import Client, Positive, Seconds, SecretPlace, Text, is_loopback
from oceandx.tickets.helpdesk import OwnField

Id = Annotated[int, Meta(gt=0)]
Scope = Annotated[str, Meta(pattern=r"^[a-z_]+(:[a-z_]+)?$", max_length=40)]


class ZendeskFields(Struct, frozen=True, forbid_unknown_fields=True):
    """Ids of the custom ticket fields that enrichment owns; a field without an id is neither read nor written."""

    run_key: Id
    diagnosis: Id | None = None
    confidence: Id | None = None


class ZendeskSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """How one Zendesk account is reached, and what enrichment may use of it.

    ``user_id`` is the account that enriches. ``export`` is a second client whose user may read the incremental export,
    which admins alone may; without it the first client asks for it too. ``reserve`` calls a minute are left to agents.
    """

    base: Text
    client_id: Text
    client_secret: SecretPlace
    user_id: Id
    fields: ZendeskFields
    signing_secret: SecretPlace | None = None
    export: Client | None = None
    name: Annotated[str, Meta(pattern=r"^[a-z][a-z0-9-]{0,39}$")] = "zendesk"
    queue: Annotated[str, Meta(pattern="^(group|brand|form)$")] = "group"
    scopes: tuple[Scope, ...] = ("tickets:read", "tickets:write", "users:read")
    export_scopes: tuple[Scope, ...] = ("tickets:read",)
    token_seconds: Annotated[int, Meta(gt=300, lt=172_800)] = 3600
    connect_seconds: Seconds = 5.0
    read_seconds: Seconds = 20.0
    call_seconds: Seconds = 60.0
    tries: Annotated[int, Meta(ge=1, le=10)] = 3
    writes_a_minute: Positive = 30
    exports_a_minute: Positive = 10
    reserve: Annotated[int, Meta(ge=0, le=2_500)] = 20
    webhook_seconds: Seconds = 300.0


@dataclass(frozen=True, slots=True)
class ZendeskSecrets:
    """The secrets of one account; ``repr`` shows none of them. Empty: that part of the adapter is not used."""

    client_secret: str = field(repr=False)
    signing_secret: str = field(default="", repr=False)
    export_client_secret: str = field(default="", repr=False)


def own_fields(settings: ZendeskSettings) -> Mapping[OwnField, int]:
    """Return the id of each own field that the account has."""
    known = settings.fields
    ids = {
        OwnField.RUN_KEY: known.run_key,
        OwnField.DIAGNOSIS: known.diagnosis,
        OwnField.CONFIDENCE: known.confidence,
    }
    return {own: number for own, number in ids.items() if number is not None}


def checked_base(settings: ZendeskSettings) -> str:
    """Return the address of the account without a path. Raises UsageError for any other address."""
    base = settings.base.rstrip("/")
    try:
        parts = urlsplit(base)
        is_address = bool(parts.hostname) and (parts.port is None or parts.port > 0) and base.isprintable()
        httpx.URL(base)
    except (ValueError, httpx.InvalidURL):
        parts, is_address = urlsplit(""), False
    has_more = parts.path or parts.query or parts.fragment or parts.username is not None or " " in base
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(base))
    if not is_address or has_more or not is_safe:
        raise UsageError("zendesk.base: not an address that is used; write it like https://name.zendesk.com")
    return base
