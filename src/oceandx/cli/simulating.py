"""The simulated clinic as a process of its own: the product starts it, and never imports it."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from oceandx.cli.help import text
from oceandx.errors import UsageError

_MODULE = "oceandx.sandbox"
_LISTENING = "listening on "
_PATIENCE = 10.0  # seconds that it may take to end


def sandbox(
    clinic: Annotated[str, typer.Option("--clinic", help=text("clinic"))],
    port: Annotated[int, typer.Option("--port", help=text("port"))] = 0,
    write_site: Annotated[Path | None, typer.Option("--write-site", help=text("write_site"))] = None,
    verbose: Annotated[bool, typer.Option("--verbose", help=text("verbose"))] = False,  # noqa: FBT002
) -> None:
    """Serve a simulated clinic on this machine until Ctrl-C."""
    arguments = ["--clinic", clinic, "--port", str(port)]
    arguments += ["--write-site", str(write_site)] if write_site else []
    arguments += ["--verbose"] if verbose else []
    with subprocess.Popen(_command(arguments)) as process:
        code = _wait(process)
    if code:
        raise typer.Exit(code)


@contextmanager
def simulated(clinic: str) -> Iterator[Path]:
    """Serve a clinic while the context lasts; gives the site file that leads to it.

    Raises UsageError when the simulation does not start.
    """
    with tempfile.TemporaryDirectory(prefix="oceandx-") as folder:
        arguments = _command(["--clinic", clinic, "--write-site", folder])
        with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            try:
                line = process.stdout.readline() if process.stdout else ""
                if _LISTENING not in line:
                    said = process.stderr.read().strip() if process.stderr else ""
                    raise UsageError(said or f"the simulated clinic '{clinic}' did not start")
                yield Path(folder) / "site.toml"
            finally:
                process.terminate()
                _wait(process)


def _command(arguments: list[str]) -> list[str]:
    return [sys.executable, "-m", _MODULE, *arguments]


def _wait(process: subprocess.Popen[str] | subprocess.Popen[bytes]) -> int:
    """Wait until the simulation ends; Ctrl-C reaches it as well, and it ends by itself."""
    try:
        return process.wait()
    except KeyboardInterrupt:
        try:
            return process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()
