"""Running the command line in this process, with its output and exit code."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from commandline import ROOT, Done, Oceandx
from oceandx.cli.main import run as run_command
from tickets.installing import configured
from tickets.zendesk_fake import FakeZendesk
from tickets.zendesk_serving import served


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """One cache for the whole run, apart from the user's."""
    monkeypatch.setenv("OCEANDX_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))
    monkeypatch.setenv("LC_ALL", "en_CA.UTF-8")


@pytest.fixture
def oceandx(capsys: pytest.CaptureFixture[str]) -> Oceandx:
    """Run ``oceandx ARGUMENTS`` and return what it printed and its exit code."""

    def call(*arguments: str) -> Done:
        code = run_command(list(arguments))
        captured = capsys.readouterr()
        return Done(code, captured.out, captured.err)

    return call


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    """A copy of the knowledge base that a test may spoil."""
    for folder in ("rules", "kb", "reports"):
        shutil.copytree(ROOT / folder, tmp_path / "knowledge" / folder)
    return tmp_path / "knowledge"


@pytest.fixture
def grid(tmp_path: Path) -> Callable[[str], str]:
    """Write a permission grid and return the argument that imports it."""

    def write(content: str) -> str:
        file = tmp_path / "permissions.csv"
        file.write_text(content, encoding="utf-8")
        return f"permissions={file}"

    return write


@pytest.fixture
def fake() -> Iterator[FakeZendesk]:
    """A Zendesk account that is asked for much at once; nothing is written to its customers."""
    fake = FakeZendesk(time.time)
    fake.limits.updates = fake.limits.account = fake.limits.exports = 100_000
    yield fake
    assert fake.violations == []
    assert fake.mail == []


@pytest.fixture
def config(fake: FakeZendesk, tmp_path: Path) -> Iterator[Path]:
    """The configuration of an installation before anything was switched on."""
    with served(fake) as base:
        yield configured(tmp_path, base)


@pytest.fixture
def run(oceandx: Oceandx, config: Path) -> Oceandx:
    """Run a command of enrichment on the configuration."""

    def one(command: str, *arguments: str) -> Done:
        return oceandx("enrich", command, str(config), *arguments)

    return one
