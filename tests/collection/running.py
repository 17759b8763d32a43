"""A site of planted secrets, run through the command line, with everything kept that comes out."""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import logging
import re
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from collection.canary import CLIENT_SECRETS, SUBSCRIPTION_KEY, TENANT, UUID, Leak, search
from oceandx.cli.main import run
from oceandx.facts.collectors import ocean
from oceandx.facts.collectors.access import access_of
from oceandx.facts.collectors.accuro import AccuroClient, Window
from oceandx.facts.collectors.caller import Caller
from oceandx.facts.collectors.failure import CallFailed
from oceandx.facts.collectors.run import Access, collect
from oceandx.model.knowledge import Probes
from oceandx.settings import read_site

_TIME = re.compile(r'"20\d\d-\d\d-\d\dT[^"]*"|\d+[.,]\d+ (?=second)')

_LANGUAGES, _FORMS = ("fr", "en"), ("markdown", "json")
_WHAT = ("agent", "explain", "ticket", "diff", "customer")
_REPORTS = tuple((what, language, form) for what in _WHAT for language in _LANGUAGES for form in _FORMS)


@dataclass(slots=True)
class Outputs:
    """What came out, by what it came out of; the same text is kept once."""

    texts: dict[str, str] = field(default_factory=dict)
    crashes: list[str] = field(default_factory=list)

    def add(self, name: str, text: str) -> bool:
        """Keep a text; say whether it is new, apart from the time."""
        plain = _TIME.sub("", text)
        is_new = plain not in self.texts.values()
        if is_new:
            self.texts[name] = plain
        return is_new

    def add_error(self, name: str, error: BaseException) -> None:
        """Keep what an exception and its causes and contexts say."""
        for one in chain(error):
            self.add(f"{name}: {type(one).__name__}", f"{one}\n{one!r}\n{vars(one)!r}")

    def leaks(self) -> list[Leak]:
        """Return all that leaked."""
        return search(self.texts)


def chain(error: BaseException) -> Iterator[BaseException]:
    """Yield an exception and all that led to it, whether shown or not."""
    waiting, seen = [error], set()
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        waiting += [other for other in (one.__cause__, one.__context__) if other is not None]


class Site:
    """A site in a folder: its file, its secrets, and the command line run for it."""

    def __init__(self, folder: Path, url: str, outputs: Outputs, *, every_report: bool) -> None:
        self.folder, self.url, self.outputs = folder, url, outputs
        self._reports = _REPORTS if every_report else _REPORTS[::5]
        (folder / "site").mkdir(exist_ok=True)
        self.file = folder / "site" / "site.toml"
        for name, secret in {**CLIENT_SECRETS, "key": SUBSCRIPTION_KEY}.items():
            (folder / "site" / name).write_text(secret, encoding="utf-8")
        self.write(self.settings())

    def settings(self) -> str:
        """Return the text of a good site file."""
        return f"""\
[site]
name = "Clinique Fictive"
[accuro]
base = "{self.url}/accuro"
tenant = "{TENANT}"
uuid = "{UUID}"
scopes = ["read"]
subscription_key = {{file = "key"}}
[accuro.as_oceanapi]
client_id = "oceanapi-client"
client_secret = {{file = "oceanapi"}}
[accuro.own_user]
client_id = "own-client"
client_secret = {{file = "own"}}
[ocean]
host = "{self.url}/ocean"
client_id = "ocean-client"
client_secret = {{file = "ocean"}}
[limits]
tries = 1
read_seconds = 5.0
deadline_seconds = 20.0
"""

    def write(self, text: str) -> None:
        """Write the site file."""
        self.file.write_text(text, encoding="utf-8")

    def run(self, name: str, *arguments: str) -> int | None:
        """Run a command and keep what it says; an exception that leaves it is a crash, and is kept as well."""
        out, err = io.StringIO(), io.StringIO()
        code = None
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                code = run(list(arguments))
            except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
                traceback.print_exc()
                self.outputs.add_error(name, error)
                self.outputs.crashes.append(f"{name}: {type(error).__name__}")
        self.outputs.add(f"{name}: stdout", out.getvalue())
        self.outputs.add(f"{name}: stderr", err.getvalue())
        return code

    def collect(self, name: str, *, reports: bool = True) -> None:
        """Collect, look at the way, and report on what is new."""
        snapshot = self.folder / "snapshot.json"
        snapshot.unlink(missing_ok=True)
        self.run(f"{name}: collect", "collect", "--site", str(self.file), "--output", str(snapshot), "--lang", "fr")
        self.run(f"{name}: doctor", "doctor", "--site", str(self.file), "--lang", "en")
        if snapshot.exists() and self.outputs.add(f"{name}: snapshot", snapshot.read_text("utf-8")) and reports:
            self.report(name, snapshot)

    def report(self, name: str, snapshot: Path) -> None:
        """Make every report on a snapshot, in both languages and both forms."""
        earlier = self.folder / "earlier.json"
        if not earlier.exists():
            earlier.write_text(snapshot.read_text("utf-8"), encoding="utf-8")
        given = ("-s", "S02", "--snapshot", str(snapshot))
        begin = {
            "explain": ("explain", "C01", *given),
            "diff": ("snapshot", "diff", str(earlier), str(snapshot)),
            **{reader: ("diagnose", *given, "--audience", reader) for reader in ("agent", "ticket", "customer")},
        }
        for what, language, form in self._reports:
            self.run(f"{name}: {what}", *begin[what], "--lang", language, "--format", form)

    def objects(self, name: str, probes: Probes) -> None:
        """Keep what the collectors return and raise, as text."""
        access = access_of(read_site(self.file))
        asyncio.run(self._objects(name, access, probes))

    async def _objects(self, name: str, access: Access, probes: Probes) -> None:
        for given in (access, await collect(access, probes)):
            self.outputs.add(f"{name}: {type(given).__name__}", f"{given!r} {given}")
        day = datetime.now(tz=UTC).date()
        async with Caller(access.limits) as caller:
            clients = [AccuroClient(caller, own, mode) for mode, own in access.accuro.items()]
            for client in clients:
                for call in (client.authorize, client.offices, lambda c=client: c.providers("1")):
                    await self._tried(name, call)
                await self._tried(name, lambda c=client: _drained(c, Window(day, day)))
            if access.ocean is not None:
                await self._tried(name, lambda own=access.ocean: ocean.connect(caller, own))

    async def _tried(self, name: str, call) -> None:  # type: ignore[no-untyped-def]
        try:
            self.outputs.add(f"{name}: answer", repr(await call()))
        except CallFailed as error:
            self.outputs.add_error(name, error)


async def _drained(client: AccuroClient, window: Window) -> list[str]:
    return [f"{one.confirmed}" async for one in client.bookings(window)]


@contextlib.contextmanager
def logged(outputs: Outputs) -> Iterator[None]:
    """Keep what any logger logs at any level, also one that is set to DEBUG by itself."""
    lines: list[str] = []
    formatter = logging.Formatter("%(name)s %(levelname)s %(message)s")

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(formatter.format(record))

    handler, root = Keep(), logging.getLogger()
    names = {*logging.root.manager.loggerDict, "httpx", "httpcore", "httpcore.http11", "httpcore.connection", "asyncio"}
    loggers = [root, *(logging.getLogger(name) for name in sorted(names))]
    levels = [one.level for one in loggers]
    for one in loggers:
        one.setLevel(logging.DEBUG)
    root.addHandler(handler)
    try:
        yield
    finally:
        root.removeHandler(handler)
        for one, level in zip(loggers, levels, strict=True):
            one.setLevel(level)
        outputs.add("log", "\n".join(dict.fromkeys(lines)))


def files_under(*folders: Path) -> dict[str, str]:
    """Return the text of every file in some folders."""
    files = [file for folder in folders for file in sorted(folder.rglob("*")) if file.is_file()]
    return {str(file): json.dumps(file.read_bytes().decode("utf-8", "replace"), ensure_ascii=False) for file in files}
