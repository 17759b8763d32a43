"""What the clinic's administrator would have: the settings of the site, its secrets as files, and its exports."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from oceandx.errors import UsageError
from oceandx.sandbox.clinic import Clinic
from oceandx.sandbox.exports import Export, export
from oceandx.sandbox.schedule import Schedule
from oceandx.sandbox.tokens import DATABASE, OCEAN, OCEANAPI, OWN, SCOPES, SECRETS, SUBSCRIPTION_KEY, TENANT

_MARK = "# Written by a simulated clinic; its next start writes it anew."
# How access is named in site.toml, the client behind it, and the file of its secret.
_ACCURO_ACCESS = {"as_oceanapi": (OCEANAPI, "oceanapi"), "own_user": (OWN, "own")}


def write_site(clinic: Clinic, schedule: Schedule, folder: Path, url: str) -> None:
    """Write site.toml, secrets/ and the exported tables; raises UsageError when the folder cannot be written."""
    try:
        _keep_a_real_site(folder / "site.toml")
        folder.mkdir(parents=True, exist_ok=True)
        secrets = _secrets(clinic)
        if secrets:
            (folder / "secrets").mkdir(mode=0o700, exist_ok=True)
        for name, secret in secrets.items():
            _write_secret(folder / "secrets" / name, secret)
        for name in clinic.exports:
            (folder / f"{name}.csv").write_bytes(_csv(export(clinic, schedule, name)))
        (folder / "site.toml").write_text("\n".join([_MARK, *_settings(clinic, url)]) + "\n", encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{folder}: {(error.strerror or 'cannot be written').lower()}; name another folder") from error


def _keep_a_real_site(file: Path) -> None:
    """Raise UsageError when a site file stands there that no simulation has written."""
    if file.exists() and not file.read_bytes().startswith(_MARK.encode()):
        raise UsageError(f"{file}: is there already, and is not a simulated clinic's; name another folder")


def _secrets(clinic: Clinic) -> Mapping[str, str]:
    secrets = {file: SECRETS[client] for access, (client, file) in _ACCURO_ACCESS.items() if access in clinic.access}
    if secrets:
        secrets["subscription_key"] = SUBSCRIPTION_KEY
    if "ocean" in clinic.access:
        secrets["ocean"] = SECRETS[OCEAN]
    return secrets


def _write_secret(file: Path, secret: str) -> None:
    file.unlink(missing_ok=True)  # an older file may have another mode
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(secret)


def _csv(table: Export) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(table.header)
    writer.writerows(table.rows)
    return stream.getvalue().encode()


def _settings(clinic: Clinic, url: str) -> Iterator[str]:
    yield from ("[site]", f"name = {_quoted(clinic.name)}", f"time_zone = {_quoted(clinic.zone.key)}")
    accounts = {name: account for name, account in _ACCURO_ACCESS.items() if name in clinic.access}
    if accounts:
        yield from ("[accuro]", f"base = {_quoted(url + '/accuro')}", f"tenant = {_quoted(TENANT)}")
        yield from (f"uuid = {_quoted(DATABASE)}", f"scopes = [{', '.join(map(_quoted, SCOPES))}]")
        yield 'subscription_key = {file = "secrets/subscription_key"}'
    for name, (client, file) in accounts.items():
        yield from (f"[accuro.{name}]", *_credentials(client, file))
    if "ocean" in clinic.access:
        yield from ("[ocean]", f"host = {_quoted(url + '/ocean')}", *_credentials(OCEAN, "ocean"))
    if clinic.exports:
        yield "[imports]"
        yield from (f"{name} = {_quoted(name + '.csv')}" for name in clinic.exports)


def _credentials(client: str, file: str) -> tuple[str, str]:
    return f"client_id = {_quoted(client)}", f"client_secret = {{file = {_quoted('secrets/' + file)}}}"


def _quoted(text: str) -> str:
    """Return a basic string of TOML; JSON's strings are a subset of them."""
    return json.dumps(text, ensure_ascii=False)
