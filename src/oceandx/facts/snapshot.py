"""Collected facts as a file: what another machine needs to diagnose, and no secret of anybody."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oceandx.errors import UsageError
from oceandx.model.case import Facts, Known, Unknown

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

SCHEMA = "oceandx.snapshot/1"
_ALGORITHM = "ed25519"
_MAX_KEY = 10_000


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a snapshot comes from: the program, the knowledge, the site, the moment, and what ended it early."""

    made_by: str
    knowledge: str
    site: str
    time_zone: str
    collected_at: str
    stopped: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that differs between two snapshots; None where a snapshot does not have it."""

    name: str
    before: Known | Unknown | None
    after: Known | Unknown | None

    @property
    def kind(self) -> str:
        """Return ``added``, ``removed``, ``changed``, or ``detail`` when only the list behind it differs."""
        if self.before is None:
            return "added"
        if self.after is None:
            return "removed"
        return "detail" if _stands(self.before) == _stands(self.after) else "changed"


def snapshot_data(
    origin: Origin,
    facts: Iterable[Known | Unknown],
    roster: Iterable[tuple[str, str]] = (),
    calls: Iterable[Mapping[str, object]] = (),
) -> dict[str, Any]:
    """Return a snapshot as plain data; ``roster`` pairs offices with providers, ``calls`` is the provenance."""
    return {
        "schema": SCHEMA,
        "made_by": origin.made_by,
        "knowledge": origin.knowledge,
        "site": {"name": origin.site, "time_zone": origin.time_zone},
        "collected_at": origin.collected_at,
        **({"stopped": origin.stopped} if origin.stopped else {}),
        "facts": [fact_data(fact) for fact in sorted(facts, key=lambda fact: fact.name)],
        "roster": [{"office": office, "provider": provider} for office, provider in roster],
        "calls": list(calls),
    }


def fact_data(fact: Known | Unknown) -> dict[str, Any]:
    """Return one fact as plain data, with the mode in which it was had."""
    value = {"value": fact.value} if isinstance(fact, Known) else {"unknown": fact.reason.value}
    return {
        "name": fact.name,
        **value,
        "source": fact.source,
        "mode": mode_of(fact.source),
        "observed_at": fact.observed_at,
        "detail": [dict(item) for item in fact.detail],
    }


def mode_of(source: str) -> str:
    """Return whose point of view a source is: of a token behind Accuro, of the site in Ocean, or nobody's (offline)."""
    system, _, view = source.partition(":")
    if system == "accuro":
        return view
    return "site" if source == "ocean" else "offline"


def to_text(data: Mapping[str, Any]) -> str:
    """Return a snapshot as it is written: the same data give the same bytes."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def signing_key(path: Path) -> Ed25519PrivateKey:
    """Return the Ed25519 private key of a PEM file; raises UsageError for anything else."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    key = _load(path, "private", lambda pem: load_pem_private_key(pem, password=None))
    if not isinstance(key, Ed25519PrivateKey):
        raise _wrong_key(path, "private")
    return key


def sign(data: Mapping[str, Any], key: Ed25519PrivateKey) -> dict[str, Any]:
    """Return a snapshot with the signature of a key."""
    content = {name: value for name, value in data.items() if name != "signature"}
    signature = base64.b64encode(key.sign(_canonical(content))).decode()
    return {**content, "signature": {"algorithm": _ALGORITHM, "value": signature}}


def verify(data: Mapping[str, Any], key_file: Path, name: str) -> None:
    """Raise UsageError unless a snapshot carries the signature of an Ed25519 public key (PEM)."""
    from cryptography.exceptions import InvalidSignature

    key = _public_key(key_file)
    signature = data.get("signature")
    if not isinstance(signature, dict):
        raise UsageError(f"{name}: is not signed; ask for a snapshot made with --sign")
    content = {part: value for part, value in data.items() if part != "signature"}
    try:
        key.verify(base64.b64decode(str(signature.get("value")), validate=True), _canonical(content))
    except (InvalidSignature, ValueError) as error:
        raise UsageError(f"{name}: the signature is not that of {key_file}, or the file was changed") from error


def differences(before: Facts, after: Facts) -> list[Change]:
    """Return what changed from one set of facts to another, by name; when it was observed is no difference."""
    changes = [Change(name, before.get(name), after.get(name)) for name in sorted({*before, *after})]
    return [
        change
        for change in changes
        if change.before is None or change.after is None or _content(change.before) != _content(change.after)
    ]


def _stands(fact: Known | Unknown) -> tuple[str, object]:
    return ("known", fact.value) if isinstance(fact, Known) else ("unknown", fact.reason.value)


def _content(fact: Known | Unknown) -> object:
    return [_stands(fact), json.dumps([dict(item) for item in fact.detail], sort_keys=True, default=list)]


def _canonical(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _public_key(path: Path) -> Ed25519PublicKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    key = _load(path, "public", load_pem_public_key)
    if not isinstance(key, Ed25519PublicKey):
        raise _wrong_key(path, "public")
    return key


def _load(path: Path, kind: str, load: Any) -> object:
    from cryptography.exceptions import UnsupportedAlgorithm

    try:
        if path.stat().st_size > _MAX_KEY:
            raise _wrong_key(path, kind)
        loaded: object = load(path.read_bytes())
    except OSError as error:
        raise UsageError(f"{path}: {(error.strerror or 'cannot be read').lower()}") from error
    except (ValueError, TypeError, UnsupportedAlgorithm):
        # The library's text is left out: it may describe the key.
        raise _wrong_key(path, kind) from None
    return loaded


def _wrong_key(path: Path, kind: str) -> UsageError:
    make = "openssl genpkey -algorithm ed25519" if kind == "private" else "openssl pkey -pubout"
    return UsageError(f"{path}: not an unencrypted Ed25519 {kind} key in PEM; make one with '{make}'")
