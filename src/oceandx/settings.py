"""The configuration of one site: a TOML file, and where its secrets are kept."""

from __future__ import annotations

import codecs
import ipaddress
import os
import re
import zoneinfo
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Protocol, TypeVar, get_args, get_type_hints
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta, Struct

from oceandx.errors import UsageError

_MAX_FILE = 100_000
_MAX_SECRET = 10_000
_PLACE = re.compile(r"(?P<what>.*?)(?: - at `\$(?:\.)?(?P<where>[^`]*)`)?", re.DOTALL)
_UNKNOWN = re.compile(r"Object contains unknown field `(?P<name>[^`]*)`")
_VARIABLE = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)+")
_NAMED = "what '{}' names"
_PLAIN_NAME = re.compile(r"[a-z_]{1,30}", re.IGNORECASE)
_SECRETS = {"client_secret", "subscription_key", "token", "webhook_secret", "signing_secret", "secret", "password"}

_S = TypeVar("_S", bound=Struct)
Positive = Annotated[int, Meta(gt=0, le=1_000_000)]
Seconds = Annotated[float, Meta(gt=0, le=86_400)]
Text = Annotated[str, Meta(min_length=1, max_length=500)]


class SecretPlace(Struct, frozen=True, forbid_unknown_fields=True):
    """Where one secret is kept: an environment variable, a file, or the keyring as ``service:user``."""

    env: Text | None = None
    file: Text | None = None
    keyring: Text | None = None


class Placed(Protocol):
    """Settings that know where their file stands: paths in it start at ``folder``."""

    @property
    def folder(self) -> str:
        """Return the folder of the file."""

    @property
    def path(self) -> str:
        """Return the file, as it is named in errors."""


class Client(Struct, frozen=True, forbid_unknown_fields=True):
    """Credentials of one API client; the secret itself stays where it is kept until it is used."""

    client_id: Text
    client_secret: SecretPlace


class Accuro(Struct, frozen=True, forbid_unknown_fields=True):
    """How the Accuro API is reached; each client present is one more point of view (apis.md calls it a mode)."""

    base: Text
    tenant: Text
    uuid: Text
    subscription_key: SecretPlace
    scopes: tuple[Text, ...] = ()
    scope_separator: Text = " "
    as_oceanapi: Client | None = None
    own_user: Client | None = None


class Ocean(Struct, frozen=True, forbid_unknown_fields=True):
    """How Ocean is reached; ``credentials_in`` is where its token call carries the credentials."""

    client_id: Text
    client_secret: SecretPlace
    host: Text = "https://ocean.cognisantmd.com"
    credentials_in: Annotated[str, Meta(pattern="^(form|basic)$")] = "form"


class About(Struct, frozen=True, forbid_unknown_fields=True):
    """What the site is called, which clock its bookings follow, and the EMR user whom its permission grid is about."""

    name: str = ""
    emr_user: Text | None = None
    time_zone: Text = "America/Toronto"


class Limits(Struct, frozen=True, forbid_unknown_fields=True):
    """What one run may cost: calls, seconds and tries of one call; ``booking_days`` is how far ahead it reads."""

    calls: Positive = 1500
    deadline_seconds: Seconds = 300.0
    connect_seconds: Seconds = 5.0
    read_seconds: Seconds = 20.0
    tries: Annotated[int, Meta(ge=1, le=10)] = 4
    booking_days: Annotated[int, Meta(ge=1, le=31)] = 14


class Site(Struct, frozen=True, forbid_unknown_fields=True):
    """One site; ``folder`` is where its file stands, and paths in it start there."""

    site: About = About()
    accuro: Accuro | None = None
    ocean: Ocean | None = None
    imports: dict[str, Text] = {}
    limits: Limits = Limits()
    folder: str = ""
    path: str = ""


def read_site(path: Path) -> Site:
    """Return the configuration of a site; a UsageError tells what is wrong, one line each."""
    site = read_settings(path, Site)
    if site.folder or site.path:
        raise UsageError(f"{path}: 'folder' and 'path' are no settings; remove them")
    if problems := [f"{path}: {problem}" for problem in _problems(site)]:
        raise UsageError("\n".join(problems))
    return msgspec.structs.replace(site, folder=str(path.parent), path=str(path))


def read_settings(path: Path, kind: type[_S]) -> _S:
    """Return a file of settings as the Struct that it must be; a UsageError never holds a value of it."""
    try:
        if path.stat().st_size > _MAX_FILE:
            raise UsageError(f"{path}: more than {_MAX_FILE} bytes; a file of settings is a page of text")
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: {(error.strerror or 'cannot be read').lower()}") from error
    try:
        content.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UsageError(f"{path}:{line}: not UTF-8 text; save the file as UTF-8") from None
    return _decode(str(path), content.removeprefix(codecs.BOM_UTF8), kind)


def read_secret(site: Placed, where: str, place: SecretPlace, environ: Mapping[str, str] = os.environ) -> str:
    """Return one secret, stripped of the white space around it; ``where`` names it in an error, never its value."""
    at = f"{site.path}: {where}"
    # Who writes the secret itself where its place belongs must not see it in an error: only what must be the name of
    # a variable, or of a file in a folder that is there, is repeated.
    if place.env is not None:
        value = environ.get(place.env, "")
        named = f"the environment variable {place.env}" if _VARIABLE.fullmatch(place.env) else _NAMED.format("env")
        missing = f"{named} is not set"
    elif place.file is not None:
        value, missing = _from_file(Path(site.folder) / place.file, Path(site.folder))
    else:
        value, missing = _from_keyring(str(place.keyring))
    secret = value.strip()
    if not secret:
        raise UsageError(f"{at}: {missing}")
    if not secret.isascii() or not secret.isprintable():
        # A header or a form could not carry it, and the error would then show it.
        raise UsageError(f"{at}: holds characters that no credential has; copy it again, as plain text")
    return secret


def is_loopback(url: str) -> bool:
    """Say whether an address is on this machine, where a simulated clinic runs without TLS."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _decode(name: str, content: bytes, kind: type[_S]) -> _S:
    settings: _S | None = None
    try:
        settings = msgspec.toml.decode(content, type=kind)
    except msgspec.ValidationError as error:
        said = _said(str(error), kind)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        # tomllib says line and column; a secret written into the file by mistake is not repeated.
        place = re.search(r"\(at [^)]*\)", str(error))
        said = f"not valid TOML {place[0] if place else ''}".rstrip()
    if settings is None:
        # Raised out here: the other error may hold the whole file, and must not be the context of ours.
        raise UsageError(f"{name}: {said}")
    return settings


def _said(message: str, kind: type[Struct]) -> str:
    """Return what msgspec found wrong as place, problem and what would be right; it never holds a value."""
    match = _PLACE.fullmatch(message)
    what, where = (match["what"], match["where"] or "") if match else (message, "")
    if where.rpartition(".")[2] in _SECRETS:
        return f'{where}: say where the secret is kept: {{env = "NAME"}} or {{file = "PATH"}}; never write it here'
    if unknown := _UNKNOWN.fullmatch(what):
        name = unknown["name"]
        shown = f"'{name}'" if _PLAIN_NAME.fullmatch(name) else "a name that is not repeated here"
        return f"{where or 'top level'}: {shown} is no setting{_near(name, where, kind)}"
    return f"{where}: {what[:1].lower()}{what[1:]}" if where else what[:1].lower() + what[1:]


def _near(name: str, where: str, kind: type[Struct]) -> str:
    from difflib import get_close_matches

    known = [field for field in _kind_at(where, kind).__struct_fields__ if field not in {"folder", "path"}]
    near = get_close_matches(name, known, n=1)
    return f"; did you mean '{near[0]}'?" if near else f"; one of {', '.join(known)}"


def _kind_at(where: str, kind: type[Struct]) -> type[Struct]:
    """Return the Struct that stands at a place such as ``accuro.own_user``."""
    for name in filter(None, where.split(".")):
        meant = get_type_hints(kind).get(name.partition("[")[0])
        kinds = [one for one in (meant, *get_args(meant)) if isinstance(one, type) and issubclass(one, Struct)]
        kind = kinds[0] if kinds else SecretPlace
    return kind


def _problems(site: Site) -> Iterator[str]:
    try:
        zoneinfo.ZoneInfo(site.site.time_zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        yield "site.time_zone: not a time zone; write it like America/Toronto"
    if site.accuro:
        yield from _address("accuro.base", site.accuro.base)
        yield from place_problems("accuro.subscription_key", site.accuro.subscription_key)
        for name, client in (("as_oceanapi", site.accuro.as_oceanapi), ("own_user", site.accuro.own_user)):
            if client:
                yield from place_problems(f"accuro.{name}.client_secret", client.client_secret)
    if site.ocean:
        yield from _address("ocean.host", site.ocean.host)
        yield from place_problems("ocean.client_secret", site.ocean.client_secret)


def _address(where: str, url: str) -> Iterator[str]:
    try:
        parts = urlsplit(url)
        port_is_good = (parts.port is None or parts.port > 0) and url.isprintable() and " " not in url
    except ValueError:
        parts, port_is_good = urlsplit(""), False
    if not parts.hostname or not port_is_good or parts.query or parts.fragment or parts.username or parts.password:
        yield f"{where}: not an address; write it like https://host or https://host/path"
    elif parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(url)):
        yield f"{where}: only https is allowed (http for a simulated clinic on this machine)"


def place_problems(where: str, place: SecretPlace) -> Iterator[str]:
    """Yield what is wrong with the place of a secret."""
    if sum(one is not None for one in (place.env, place.file, place.keyring)) != 1:
        yield f"{where}: name one place: env, file or keyring"
    elif place.keyring is not None and ":" not in place.keyring:
        yield f"{where}: write the keyring entry as service:user"


def _from_file(path: Path, folder: Path) -> tuple[str, str]:
    is_place = path.parent != folder and path.parent.is_dir()
    named = f"the secret file {path}" if is_place else _NAMED.format("file")
    try:
        if path.stat().st_size > _MAX_SECRET:
            return "", f"{named} is too large to hold one secret"
        return path.read_text(encoding="utf-8-sig"), f"{named} is empty"
    except UnicodeDecodeError:
        return "", f"{named} is not text"
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or "cannot be read"
        return "", f"{named}: {said.lower()}; a path starts at the folder of the site file"


def _from_keyring(entry: str) -> tuple[str, str]:
    service, _, user = entry.partition(":")
    try:
        import keyring
        import keyring.errors
    except ImportError:
        return "", "needs the keyring package: pip install 'oceandx[keyring]'"
    try:
        return keyring.get_password(service, user) or "", "the keyring has no entry of the name under 'keyring'"
    except keyring.errors.KeyringError:
        return "", "the keyring of this machine cannot be opened"
