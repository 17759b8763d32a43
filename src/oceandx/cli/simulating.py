"""The simulated clinic as a process of its own: the product starts it, and never imports it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from oceandx.cli.help import text
from oceandx.errors import UsageError
from oceandx.model.vocabulary import Language
from oceandx.resources import clinic_files, knowledge_root

if TYPE_CHECKING:
    import subprocess

    from oceandx.cli.inputs import Given
    from oceandx.model.knowledge import KnowledgeBase

_MODULE = "oceandx.sandbox"
_LISTENING = "listening on "
_PATIENCE = 10.0  # seconds that it may take to end


def sandbox(
    clinic: Annotated[str, typer.Option("--clinic", help=text("clinic"))],
    port: Annotated[int, typer.Option("--port", help=text("port"))] = 0,
    write_site: Annotated[Path | None, typer.Option("--write-site", help=text("write_site"))] = None,
    verbose: Annotated[bool, typer.Option("--verbose", help=text("verbose"))] = False,
) -> None:
    """Serve a simulated clinic on this machine until Ctrl-C."""
    import signal
    import subprocess

    arguments = ["--clinic", clinic, "--port", str(port)]
    arguments += ["--write-site", str(write_site)] if write_site else []
    arguments += ["--verbose"] if verbose else []
    with subprocess.Popen(_command(arguments)) as process:  # noqa: S603 - this program itself, with checked options
        # Who ends this command ends the simulation as well.
        signal.signal(signal.SIGTERM, lambda *_: process.terminate())
        code = _wait(process)
    if code:
        raise typer.Exit(code)


@contextmanager
def simulated(clinic: str) -> Iterator[Path]:
    """Serve a clinic while the context lasts; gives the site file that leads to it.

    Raises UsageError when the simulation does not start.
    """
    import subprocess
    import tempfile

    with tempfile.TemporaryDirectory(prefix="oceandx-") as folder:
        arguments = _command(["--clinic", clinic, "--write-site", folder])
        with subprocess.Popen(  # noqa: S603 - this program itself
            arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as process:
            try:
                line = process.stdout.readline() if process.stdout else ""
                if _LISTENING not in line:
                    said = process.stderr.read().strip() if process.stderr else ""
                    raise UsageError(said or f"the simulated clinic '{clinic}' did not start")
                yield Path(folder) / "site.toml"
            finally:
                process.terminate()
                _wait(process)


@contextmanager
def simulated_case(kb: KnowledgeBase, clinic: str | None) -> Iterator[tuple[Given, Mapping[Language, str]]]:
    """Collect from a simulated clinic, and give the case and its situation in words; None is the demonstration's.

    What the clinic says on the telephone comes from its file; all else is read over HTTP, as from a real one.
    """
    from oceandx.cli.inputs import Given, site_tables
    from oceandx.collection import gather
    from oceandx.facts.snapshot import to_text
    from oceandx.settings import read_site

    file = _clinic_file(clinic)
    with simulated(str(file)) as site_file:
        site = read_site(site_file)
        gathered = gather(kb, site, site_tables(kb, site), lambda _done, _expected: None)
        snapshot = site_file.parent / "snapshot.json"
        snapshot.write_text(to_text(gathered.data), encoding="utf-8")
        clinic_told = told(file)
        about = {"provider": clinic_told["provider"]} if "provider" in clinic_told else {}
        given = Given(
            symptoms=clinic_told["symptoms"],
            facts=[f"{name}={str(value).lower()}" for name, value in clinic_told.get("answers", {}).items()],
            snapshots=[snapshot],
            case_id=str(clinic_told["clinic"]),
            about=about,
        )
        yield given, {language: str(clinic_told["situation"][language]) for language in Language}


def _clinic_file(clinic: str | None) -> Path:
    """Return the file of a clinic: the one of the demonstration, one that comes along, or any other."""
    if clinic is None:
        return knowledge_root() / "kb" / "demo" / "clinic.yaml"
    known = {path.stem: path for path in clinic_files()}
    return known.get(clinic, Path(clinic))


def told(file: Path) -> dict[str, Any]:
    """Return the clinic file as plain data; the simulation, which runs by now, has checked it."""
    from oceandx.cli.inputs import read_bytes
    from oceandx.knowledge.reader import read

    node, problems = read(str(file), read_bytes(file))
    if node is None or problems:
        raise UsageError("\n".join(map(str, problems)))
    return cast("dict[str, Any]", node.plain())


def _command(arguments: list[str]) -> list[str]:
    return [sys.executable, "-m", _MODULE, *arguments]


def _wait(process: subprocess.Popen[str] | subprocess.Popen[bytes]) -> int:
    """Wait until the simulation ends; Ctrl-C ends it, whether or not it reaches that process as well."""
    import subprocess

    try:
        return process.wait()
    except KeyboardInterrupt:
        process.terminate()
        try:
            return process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()
