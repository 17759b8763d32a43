"""No patient comes out of a clinic's file, and no secret out of a site file, wherever somebody wrote one by mistake."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path

import pytest

from collection.canary import CLIENT_SECRETS, ENCRYPTION_KEY, EVERYTHING, PASSWORD, PATIENTS, SUBSCRIPTION_KEY, search
from collection.running import Outputs, Site
from oceandx.consultation import open_knowledge
from oceandx.errors import UsageError
from oceandx.facts.imports.files import import_tables
from oceandx.facts.imports.table import read_table
from oceandx.settings import read_secret, read_site

ALL = os.environ.get("OCEANDX_CANARY") == "all"
TODAY = date(2026, 11, 22)
_NOTE = "Remarques"  # a column that no kind of file has


@dataclass(frozen=True, slots=True)
class Sheet:
    """A good file of one kind; ``names`` are its columns that hold names of staff, of offices or of rules."""

    header: str
    row: str
    names: frozenset[str] = frozenset({"Office", "Provider", "Schedule", "Rule", "User", "Connected User"})

    def cells(self) -> dict[str, str]:
        return dict(zip(self.header.split(","), self.row.split(","), strict=True))


SHEETS = {
    "permissions": Sheet(
        "User,Office,Provider,Patient,Scheduling,Billing,EMR,Labs,Visible,Access Until",
        "OceanAPI1,Nord,Roy,x,x,,x,x,x,2027-01-31",
    ),
    "providers": Sheet("Office,Provider,Active", "Nord,Roy,x"),
    "ocean_providers": Sheet(
        "Provider,Offered,Sync Selected,Messages Licence,Reminders Schedule,Online Booking,On Patients Page",
        "Roy,x,x,x,x,x,",
    ),
    "sync_status": Sheet(
        "Integration Enabled,Authorized,Connected User,Last Sync,Last Full Sync,Last Error,Days to Sync,Observed At",
        "x,x,OceanAPI1,2026-11-20 06:30,2026-11-20,,30,2026-11-21 06:30",
    ),
    "reminders": Sheet(
        "Rule,Enabled,Days Before,Schedules,Condition,Channel,Confirmation,Weblink,Cancellation,"
        "Source,Run Time,Test Mode",
        "Rappel,x,2,,,email,x,x,x,,06:30,no",
    ),
    "reminder_log": Sheet(
        "Date,Schedule,Sent,Delivered,Undelivered,Aborted,Failed,Description", "2026-11-20,Roy,1,1,0,0,0,"
    ),
    "daysheet_counts": Sheet("Date,Office,Provider,Accuro,Ocean", "2026-11-20,Nord,Roy,4,2"),
}


def _spoiled(sheet: Sheet) -> Iterator[tuple[str, bytes]]:
    """Yield the file with values in its columns and beside them, and in every way broken."""
    good, row, text = sheet.header, sheet.row, f'"{EVERYTHING}"'
    yield "unmapped column", f"{good},{_NOTE}\n{row},{text}\n".encode()
    yield "as a header", f"{good},{text}\n{row},x\n".encode()
    yield "as two headers", f"{good},{text},{text}\n{row},x,x\n".encode()
    yield "beyond the headers", f"{good}\n{row},,{text}\n".encode()
    yield "without a header", f"{text},{text}\n{text},x\n".encode()
    yield "not text", f"{good},{_NOTE}\n{row},{text}\n".encode() + b"\x81\x8d\xff\n"
    yield "NUL", f"{good},{_NOTE}\n{row},{text}\0\n".encode()
    yield "a quotation mark too many", f'{good},{_NOTE}\n{row},"{EVERYTHING}" "\n'.encode()
    for column in sheet.cells():
        if column in sheet.names:
            continue
        singles = [one.text for one in PATIENTS if one.kind != "birth date" or not _is_date(column)]
        for value in [EVERYTHING, *(singles if ALL else singles[:1])]:
            cells = sheet.cells() | {column: f'"{value}"'}
            yield f"{column}: {value}", f"{good}\n{','.join(cells.values())}\n".encode()


def _is_date(column: str) -> bool:
    return column in {"Date", "Access Until", "Last Sync", "Last Full Sync", "Observed At"}


@pytest.fixture
def site(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.setenv("OCEANDX_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))
    return Site(tmp_path, "http://127.0.0.1:9", Outputs(), every_report=ALL)


@pytest.mark.parametrize("kind", SHEETS)
def test_no_error_about_a_file_repeats_what_is_in_it(kind: str) -> None:
    kb, outputs = open_knowledge(), Outputs()
    refused = 0
    for name, content in _spoiled(SHEETS[kind]):
        try:
            clinic = import_tables([(kind, read_table(f"{kind}.csv", content))], kb.imports, kb.facts, TODAY)
        except UsageError as error:
            refused += 1
            outputs.add_error(name, error)
        else:
            outputs.add(name, f"{clinic!r}")
    assert outputs.leaks() == []
    assert refused > len(SHEETS[kind].cells()) - len(SHEETS[kind].names)


def test_free_text_of_a_clinic_comes_out_of_no_command(site: Site) -> None:
    lines = ['[site]\nname = "Clinique Fictive"\n[imports]\n']
    for kind, sheet in SHEETS.items():
        free = dict.fromkeys(("Last Error", "Condition", "Schedules", "Description"), f'"{EVERYTHING}"')
        cells = {name: free.get(name, cell) for name, cell in sheet.cells().items()}
        content = f'{sheet.header},{_NOTE}\n{",".join(cells.values())},"{EVERYTHING}"\n'
        (site.file.parent / f"{kind}.csv").write_text(content, encoding="utf-8")
        lines.append(f'{kind} = "{kind}.csv"\n')
    site.write("".join(lines))
    site.collect("files")

    assert site.outputs.crashes == []
    assert site.outputs.leaks() == []
    assert "reminders.rule_count" in site.outputs.texts["files: snapshot"]


_WRONG_SITES: dict[str, Callable[[str, str], str]] = {
    "as the secret": lambda good, secret: good.replace('{file = "own"}', f'"{secret}"'),
    "as the variable": lambda good, secret: good.replace('{file = "own"}', f'{{env = "{secret}"}}'),
    "as the file": lambda good, secret: good.replace('{file = "own"}', f'{{file = "{secret}"}}'),
    "as the keyring": lambda good, secret: good.replace('{file = "own"}', f'{{keyring = "oceandx:{secret}"}}'),
    "as the place without a colon": lambda good, secret: good.replace('{file = "own"}', f'{{keyring = "{secret}"}}'),
    "as another key": lambda good, secret: good.replace('{file = "own"}', f'{{value = "{secret}"}}'),
    "as the name of a key": lambda good, secret: good.replace("[limits]", f'[limits]\n"{secret}" = 1'),
    "as a table": lambda good, secret: f'{good}\n["{secret}"]\nx = 1\n',
    "as a bare line": lambda good, secret: good.replace("[limits]", f"{secret}\n[limits]"),
    "as an open text": lambda good, secret: f'{good}\nx = "{secret}\n',
    "twice": lambda good, secret: f'{good}\n"{secret}" = 1\n"{secret}" = 2\n',
    "before a control": lambda good, secret: f'{good}\nx = "{secret}\x07"\n',
    "in the address": lambda good, secret: good.replace("http://", f"https://u:{secret}@"),
    "in the query": lambda good, secret: good.replace("/accuro", f"/accuro?key={secret}"),
    "in the fragment": lambda good, secret: good.replace("/accuro", f"/accuro#{secret}"),
    "as the port": lambda good, secret: good.replace(":9/accuro", f":{secret}/accuro"),
    "as the address": lambda good, secret: good.replace("http://127.0.0.1:9/accuro", secret),
    "after a control": lambda good, secret: good.replace("/accuro", f"/accuro\\u0007{secret}"),
    "after a space": lambda good, secret: good.replace("/accuro", f"/accuro {secret}"),
    "in brackets": lambda good, secret: good.replace("http://127.0.0.1:9/ocean", f"https://[{secret}"),
    "as a number": lambda good, secret: good.replace("tries = 1", f'tries = "{secret}"'),
    "as a choice": lambda good, secret: good.replace("[limits]", f'credentials_in = "{secret}"\n[limits]'),
    "as a list": lambda good, secret: good.replace('["read"]', f'"{secret}"'),
    "as the zone": lambda good, secret: good.replace("[accuro]", f'time_zone = "{secret}"\n[accuro]', 1),
    "after a NUL in a path": lambda good, secret: good.replace('"own"', f'"a\\u0000{secret}"'),
}


@pytest.mark.parametrize("mistake", _WRONG_SITES)
def test_no_secret_in_a_site_file_is_repeated(site: Site, mistake: str) -> None:
    good = site.settings()
    for secret in (PASSWORD, ENCRYPTION_KEY, SUBSCRIPTION_KEY, CLIENT_SECRETS["own"])[: None if ALL else 1]:
        text = _WRONG_SITES[mistake](good, secret)
        assert text != good
        site.write(text)
        assert site.run("collect", "collect", "--site", str(site.file)) == 2
        assert site.run("doctor", "doctor", "--site", str(site.file)) == 2
        _add_errors(site)
    assert site.outputs.crashes == []
    assert site.outputs.leaks() == []


def test_a_site_file_that_is_not_text(site: Site) -> None:
    for content in (PASSWORD.encode() + b"\xff", PASSWORD.encode("utf-16"), b"[" * 50_000 + PASSWORD.encode()):
        site.file.write_bytes(content)
        assert site.run("doctor", "doctor", "--site", str(site.file)) == 2
        _add_errors(site)
    assert site.outputs.crashes == []
    assert site.outputs.leaks() == []


@pytest.mark.parametrize(
    "content",
    [
        f"{PASSWORD}\n{ENCRYPTION_KEY}".encode(),
        PASSWORD.encode() + b"\xff\xfe",
        f"{PASSWORD}\0".encode(),
        f"{PASSWORD}\r\nX-Injected: {ENCRYPTION_KEY}".encode(),
        f"clé {PASSWORD}".encode(),
        PASSWORD.encode("utf-16"),
        PASSWORD.encode() * 10_000,
    ],
)
def test_nothing_of_an_odd_secret_file_is_repeated(site: Site, content: bytes) -> None:
    (site.file.parent / "own").write_bytes(content)
    assert site.run("collect", "collect", "--site", str(site.file)) == 2
    _add_errors(site)
    assert site.outputs.crashes == []
    assert site.outputs.leaks() == []


def test_a_traceback_shows_no_secret(site: Site) -> None:
    """The command line catches its errors; a program that does not must not print a secret either."""
    site.write(site.settings().replace('{file = "own"}', f'"{PASSWORD}"'))
    stream = StringIO()
    with redirect_stdout(stream), redirect_stderr(stream), pytest.raises(UsageError) as caught:
        read_site(site.file)
    assert search({"traceback": f"{stream.getvalue()}{caught.getrepr(showlocals=False, style='native')}"}) == []


def _add_errors(site: Site) -> None:
    try:
        configured = read_site(site.file)
        if configured.accuro and configured.accuro.own_user:
            read_secret(configured, "accuro.own_user.client_secret", configured.accuro.own_user.client_secret, {})
    except UsageError as error:
        site.outputs.add_error("site", error)
