"""The configuration of an installation that enriches: which helpdesks, how fast, with which facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta, Struct

from oceandx.errors import UsageError
from oceandx.model.vocabulary import Language
from oceandx.settings import (
    Positive,
    Seconds,
    SecretPlace,
    Text,
    is_loopback,
    place_problems,
    read_secret,
    read_settings,
)
from oceandx.tickets.budget import Lane, Rate
from oceandx.tickets.helpdesk import Helpdesk
from oceandx.tickets.nats.settings import NatsSettings, check_nats
from oceandx.tickets.rt import RequestTracker, RtSettings
from oceandx.tickets.worker import LEASE_SECONDS
from oceandx.tickets.zendesk import Zendesk, ZendeskSecrets, ZendeskSettings

_BURST = 5
_LAST_PORT = 65_535
Listen = Annotated[str, Meta(pattern=r"^[^:\s]+:\d{1,5}$")]


class RtDesk(RtSettings, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A Request Tracker, and where its secrets are kept."""

    token: SecretPlace
    webhook_secret: SecretPlace | None = None


class FeedbackLinks(Struct, frozen=True, forbid_unknown_fields=True):
    """Where agents reach this installation by the links in a note, and what signs them."""

    address: Text
    secret: SecretPlace
    days: Positive = 90


class MetricsDoor(Struct, frozen=True, forbid_unknown_fields=True):
    """Where Prometheus fetches figures; beyond this machine only over TLS, with these files."""

    listen: Listen = "127.0.0.1:9464"
    certificate: Text | None = None
    key: Text | None = None


class TracesDoor(Struct, frozen=True, forbid_unknown_fields=True):
    """Where spans are sent, by OTLP over HTTP; the library reads headers from ``OTEL_EXPORTER_OTLP_HEADERS``."""

    endpoint: Text = "http://127.0.0.1:4318/v1/traces"


class Enriching(Struct, frozen=True, forbid_unknown_fields=True):
    """One installation; ``folder`` is where its file stands, and paths in it start there.

    ``language`` is that of agents whose own the helpdesk does not tell. ``sites``: by site number a snapshot that
    ``oceandx collect`` writes, or the site's configuration (.toml), by which its facts are collected when older than
    ``fresh_seconds``; the entry ``*`` is for tickets that name no site. ``listen``: address and port of the web
    server for webhooks and verdicts. ``lease_seconds``: after so long without a word of its worker a ticket goes to
    another one. ``nats``: what several machines share is there, and not in the file ``ledger``.
    """

    ledger: Text = "enrich.sqlite"
    language: Language = Language.FR
    workers: Annotated[int, Meta(ge=1, le=32)] = 2
    poll_seconds: Seconds = 60.0
    lease_seconds: Annotated[float, Meta(ge=5, le=86_400)] = LEASE_SECONDS
    writes_per_minute: Positive = 30
    backfill_per_minute: Positive = 6
    listen: Listen | None = None
    rt: RtDesk | None = None
    zendesk: ZendeskSettings | None = None
    feedback: FeedbackLinks | None = None
    metrics: MetricsDoor | None = None
    traces: TracesDoor | None = None
    nats: NatsSettings | None = None
    sites: dict[str, Text] = {}
    fresh_seconds: Seconds = 1800.0
    folder: str = ""
    path: str = ""

    @property
    def rates(self) -> Mapping[Lane, Rate]:
        """Return how fast notes are written, and how fast old tickets are worked off."""
        return {Lane.LIVE: _rate(self.writes_per_minute), Lane.BACKFILL: _rate(self.backfill_per_minute)}

    @property
    def helpdesks(self) -> tuple[str, ...]:
        """Return the names of the helpdesks."""
        return tuple(desk.name for desk in (self.rt, self.zendesk) if desk is not None)

    @property
    def site_files(self) -> Mapping[str, Path]:
        """Return by site number the file that tells its facts, or how they are collected."""
        return {number: Path(self.folder) / file for number, file in self.sites.items()}

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
    if problems := [f"{path}: {problem}" for problem in _problems(settings, path.parent)]:
        raise UsageError("\n".join(problems))
    return msgspec.structs.replace(settings, folder=str(path.parent), path=str(path))


def open_desks(settings: Enriching) -> Mapping[str, Helpdesk]:
    """Return the helpdesks of an installation by name; their secrets are read here, and only here."""
    return {desk.name: desk for desk in _desks(settings)}


def _problems(settings: Enriching, folder: Path) -> Iterator[str]:
    if len(set(settings.helpdesks)) < len(settings.helpdesks):
        yield f"two helpdesks are named '{settings.helpdesks[0]}'; give one another name"
    for where, place in _places(settings):
        if place is not None:
            yield from place_problems(where, place)
    if settings.feedback is not None and not _is_https(settings.feedback.address):
        yield "feedback.address: not an address over https; agents follow it from a note"
    yield from _watch_problems(settings, folder)
    yield from _nats_problems(settings.nats, folder)
    figures = settings.metrics.listen if settings.metrics else None
    for where, listen in (("listen", settings.listen), ("metrics.listen", figures)):
        if listen is not None and int(listen.rpartition(":")[2]) > _LAST_PORT:
            yield f"{where}: no such port; {_LAST_PORT} is the last"
    for number, file in settings.sites.items():
        if not (folder / file).is_file():
            yield f"sites.{number}: no such file; a snapshot, or a site's configuration (.toml)"


def _watch_problems(settings: Enriching, folder: Path) -> Iterator[str]:
    """Yield what is wrong with metrics and traces."""
    if (metrics := settings.metrics) is not None:
        files = {"certificate": metrics.certificate, "key": metrics.key}
        for name, file in files.items():
            if file is not None and not (folder / file).is_file():
                yield f"metrics.{name}: no such file"
        if len({file is None for file in files.values()}) > 1:
            yield "metrics: a certificate and its key go together"
        elif metrics.certificate is None and not is_loopback(f"http://{metrics.listen}"):
            yield "metrics.listen: without TLS only an address of this machine; add certificate and key, or 127.0.0.1"
    if settings.traces is not None and not _is_safe(settings.traces.endpoint):
        yield "traces.endpoint: not an address over https (http on this machine); write it like https://host/v1/traces"


def _nats_problems(nats: NatsSettings | None, folder: Path) -> Iterator[str]:
    """Yield what is wrong with how the servers are reached."""
    if nats is not None:
        try:
            check_nats(nats, folder)
        except UsageError as error:
            yield str(error)


def _places(settings: Enriching) -> Iterator[tuple[str, SecretPlace | None]]:
    if (rt := settings.rt) is not None:
        yield "rt.token", rt.token
        yield "rt.webhook_secret", rt.webhook_secret
    if (zendesk := settings.zendesk) is not None:
        yield "zendesk.client_secret", zendesk.client_secret
        yield "zendesk.signing_secret", zendesk.signing_secret
        yield "zendesk.export.client_secret", zendesk.export.client_secret if zendesk.export else None
    if settings.feedback is not None:
        yield "feedback.secret", settings.feedback.secret
    if settings.nats is not None:
        yield "nats.password", settings.nats.password
        yield "nats.token", settings.nats.token


def _is_https(address: str) -> bool:
    return _scheme(address) == "https"


def _is_safe(address: str) -> bool:
    return _is_https(address) or (_scheme(address) == "http" and is_loopback(address))


def _scheme(address: str) -> str:
    """Return the scheme of an address that is a host and a path; empty for any other: the rest could be a secret."""
    try:
        parts = urlsplit(address)
        is_plain = parts.hostname and parts.port != 0 and parts.username is None and not parts.query
    except ValueError:
        return ""
    return parts.scheme if is_plain else ""


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
