"""How one Request Tracker is reached, which account and custom fields are ours, and what a call may take."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from msgspec import Meta, Struct

from oceandx.errors import UsageError
from oceandx.settings import Positive, Seconds, Text, is_loopback

FieldName = Annotated[str, Meta(min_length=1, max_length=200)]


class FieldNames(Struct, frozen=True, forbid_unknown_fields=True):
    """The custom fields that enrichment owns, by name; ``tags`` takes several values, the others one."""

    diagnosis: FieldName = "Oceandx diagnosis"
    confidence: FieldName = "Oceandx confidence"
    run_key: FieldName = "Oceandx run key"
    tags: FieldName = "Oceandx tags"


class RtSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """One Request Tracker; secrets are not part of it.

    ``own_user`` is the name of the enriching account. ``settle_seconds``: for so long a write that was cut off may
    still be carried out by the server, and is not begun again; longer than any call takes. ``overlap_seconds``: polls
    look back so far behind the server's clock. Of a ticket the first message and the newest are read, ``messages`` in
    all; inline text above ``text_bytes`` and files are not read at all.
    """

    base_url: Text
    own_user: Text
    queues: Annotated[tuple[Text, ...], Meta(min_length=1, max_length=100)]
    name: Annotated[str, Meta(pattern="^[a-z0-9-]{1,40}$")] = "rt"
    fields: FieldNames = FieldNames()
    closed_statuses: frozenset[str] = frozenset({"resolved", "rejected", "deleted"})
    allow_reply_right: bool = False
    connect_seconds: Seconds = 5.0
    read_seconds: Seconds = 30.0
    call_seconds: Seconds = 60.0
    tries: Annotated[int, Meta(ge=1, le=10)] = 4
    settle_seconds: Seconds = 120.0
    overlap_seconds: Seconds = 30.0
    webhook_age_seconds: Seconds = 300.0
    messages: Annotated[int, Meta(ge=2, le=10_000)] = 200
    text_bytes: Positive = 1_000_000


def check(settings: RtSettings) -> None:
    """Raise a UsageError for settings that could send the token somewhere in the clear, or that contradict."""
    url = settings.base_url
    parts = urlsplit(url)
    if not parts.hostname or parts.query or parts.fragment or parts.username or parts.password:
        raise UsageError("rt.base_url: not an address; write it like https://host or https://host/rt")
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(url)):
        raise UsageError("rt.base_url: only https is allowed (http for a server on this machine)")
    names = settings.fields
    if len({names.diagnosis, names.confidence, names.run_key, names.tags}) != 4:
        raise UsageError("rt.fields: the same custom field twice; each needs its own")
    if any(quote in queue for queue in settings.queues for quote in "'\"\\"):
        raise UsageError("rt.queues: a quotation mark or backslash in a name; name the queue by its number")
