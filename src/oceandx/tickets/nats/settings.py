"""How the NATS servers of an installation are reached."""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from msgspec import Meta, Struct

from oceandx.errors import UsageError
from oceandx.settings import Placed, SecretPlace, Text, is_loopback, read_secret

_SCHEMES = ("nats", "tls")


class NatsSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """The servers that the machines of one installation share.

    ``servers``: addresses of one server or cluster (tls://host:4222; nats:// on this machine only). ``prefix`` begins
    the names of all streams, so that installations can share servers. Either ``token``, or ``user`` and ``password``,
    or neither. ``authority``: a file with the certificate of an authority of your own.
    """

    servers: Annotated[tuple[Text, ...], Meta(min_length=1, max_length=20)]
    prefix: Annotated[str, Meta(pattern="^[a-z][a-z0-9-]{0,39}$")] = "oceandx"
    user: Text | None = None
    password: SecretPlace | None = None
    token: SecretPlace | None = None
    authority: Text | None = None

    @property
    def is_encrypted(self) -> bool:
        """Say whether the connection is one over TLS."""
        return any(server.startswith("tls://") for server in self.servers)


@dataclass(frozen=True, slots=True)
class NatsSecrets:
    """The secrets of one connection; ``repr`` shows none of them. Empty: not used."""

    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)


def check_nats(settings: NatsSettings, folder: Path) -> None:
    """Raise a UsageError for settings that contradict, or could send a secret somewhere in the clear."""
    for server in settings.servers:
        _check_address(server)
    if len({server.partition(":")[0] for server in settings.servers}) > 1:
        raise UsageError("nats.servers: some with TLS and some without; use tls:// for all of them")
    if (settings.user is None) != (settings.password is None):
        raise UsageError("nats.user, nats.password: one without the other; give both, or a token")
    if settings.user is not None and settings.token is not None:
        raise UsageError("nats.token: a user is given, too; keep one of them")
    if settings.authority is not None and not (folder / settings.authority).is_file():
        raise UsageError("nats.authority: no such file; the certificate of the authority, as PEM")


def read_nats_secrets(site: Placed, settings: NatsSettings) -> NatsSecrets:
    """Return the secrets from where they are kept."""
    password, token = settings.password, settings.token
    return NatsSecrets(
        password=read_secret(site, "nats.password", password) if password is not None else "",
        token=read_secret(site, "nats.token", token) if token is not None else "",
    )


def trust(settings: NatsSettings) -> ssl.SSLContext | None:
    """Return by which authorities servers are known; None where the connection is not over TLS."""
    return ssl.create_default_context(cafile=settings.authority) if settings.is_encrypted else None


def _check_address(server: str) -> None:
    try:
        parts = urlsplit(server)
        is_address = parts.scheme in _SCHEMES and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        parts, is_address = urlsplit(""), False
    if not is_address or parts.username is not None or parts.path or parts.query or parts.fragment:
        raise UsageError("nats.servers: not an address; write it like tls://nats.example.org:4222")
    if parts.scheme == "nats" and not is_loopback(server):
        raise UsageError("nats.servers: without TLS only on this machine; write tls:// for any other")
