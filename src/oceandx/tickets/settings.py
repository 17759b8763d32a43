"""The configuration of an installation that enriches: which helpdesks, how fast, with which facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from oceandx.errors import UsageError
from oceandx.model.vocabulary import Language
from oceandx.settings import Positive, Seconds, SecretPlace, Text, read_secret, read_settings
from oceandx.tickets.budget import Lane, Rate
from oceandx.tickets.helpdesk import Helpdesk
from oceandx.tickets.rt import RequestTracker, RtSettings
from oceandx.tickets.zendesk import Zendesk, ZendeskSecrets, ZendeskSettings

_BURST = 5


class RtDesk(RtSettings, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A Request Tracker, and where its secrets are kept."""

    token: SecretPlace
    webhook_secret: SecretPlace | None = None


class FeedbackLinks(Struct, frozen=True, forbid_unknown_fields=True):
    """Where agents reach this installation by the links in a note, and what signs them."""

    address: Text
    secret: SecretPlace
    days: Positive = 90


class Enriching(Struct, frozen=True, forbid_unknown_fields=True):
    """One installation; ``folder`` is where its file stands, and paths in it start there.

    ``language`` is that of agents whose own the helpdesk does not tell. ``snapshots``: by site number the file that
    ``oceandx collect`` writes; the entry ``*`` is for tickets that name no site. ``listen``: address and port of the
    web server for webhooks and verdicts.
    """

    ledger: Text = "enrich.sqlite"
    language: Language = Language.FR
    workers: Annotated[int, Meta(ge=1, le=32)] = 2
    poll_seconds: Seconds = 60.0
    writes_per_minute: Positive = 30
    backfill_per_minute: Positive = 6
    listen: Annotated[str, Meta(pattern=r"^[^:\s]+:\d{1,5}$")] | None = None
    rt: RtDesk | None = None
    zendesk: ZendeskSettings | None = None
    feedback: FeedbackLinks | None = None
    snapshots: dict[str, Text] = {}
    folder: str = ""
    path: str = ""

    @property
    def rates(self) -> Mapping[Lane, Rate]:
        """Return how fast notes are written, and how fast old tickets are worked off."""
        return {Lane.LIVE: _rate(self.writes_per_minute), Lane.BACKFILL: _rate(self.backfill_per_minute)}

    @property
    def ledger_path(self) -> Path:
        """Return the file of the queue and the ledger."""
        return Path(self.folder) / self.ledger


def read_enriching(path: Path) -> Enriching:
    """Return the configuration of an installation; a UsageError tells what is wrong, never a value of it."""
    settings = read_settings(path, Enriching)
    if settings.folder or settings.path:
        raise UsageError(f"{path}: 'folder' and 'path' are no settings; remove them")
    if settings.rt is None and settings.zendesk is None:
        raise UsageError(f"{path}: no helpdesk; add [rt] or [zendesk]")
    if settings.feedback is not None and not settings.feedback.address.startswith("https://"):
        raise UsageError(f"{path}: feedback.address: only https is allowed; agents follow it from a note")
    return msgspec.structs.replace(settings, folder=str(path.parent), path=str(path))


def open_desks(settings: Enriching) -> Mapping[str, Helpdesk]:
    """Return the helpdesks of an installation by name; their secrets are read here, and only here."""
    desks: dict[str, Helpdesk] = {}
    for desk in _desks(settings):
        if desk.name in desks:
            raise UsageError(f"{settings.path}: two helpdesks are named '{desk.name}'; give one another name")
        desks[desk.name] = desk
    return desks


def _desks(settings: Enriching) -> Iterator[Helpdesk]:
    if (rt := settings.rt) is not None:
        hook = read_secret(settings, "rt.webhook_secret", rt.webhook_secret) if rt.webhook_secret else ""
        yield RequestTracker(rt, read_secret(settings, "rt.token", rt.token), hook)
    if (zendesk := settings.zendesk) is not None:
        export = zendesk.export
        yield Zendesk(
            zendesk,
            ZendeskSecrets(
                client_secret=read_secret(settings, "zendesk.client_secret", zendesk.client_secret),
                signing_secret=read_secret(settings, "zendesk.signing_secret", zendesk.signing_secret)
                if zendesk.signing_secret
                else "",
                export_client_secret=read_secret(settings, "zendesk.export.client_secret", export.client_secret)
                if export
                else "",
            ),
        )


def _rate(per_minute: int) -> Rate:
    return Rate(per_minute=per_minute, burst=min(_BURST, per_minute))
