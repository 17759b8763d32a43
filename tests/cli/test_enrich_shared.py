"""A configuration of several machines: what it needs, and what is said where that is not there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from commandline import Oceandx
from tickets.running import free_port

_COMMANDS = ("run", "status", "retry")
_PROGRAM = """
import sys
if sys.argv[1] == "without":
    sys.modules["nats"] = None
from oceandx.cli.main import run
code = run(["enrich", *sys.argv[2:]])
print("nats" in sys.modules and sys.argv[1] == "with", "faststream" in sys.modules, file=sys.stderr)
sys.exit(code)
"""


def shared(config: Path, more: str = "", server: str = "") -> None:
    """Let a configuration be one of several machines; nobody listens where the server is said to be."""
    server = server or f"nats://127.0.0.1:{free_port()}"
    content = config.read_text(encoding="utf-8")
    config.write_text(f'{content}\n[nats]\nservers = ["{server}"]\n{more}\n', encoding="utf-8")


def program(extra: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the program with the extra or without it."""
    return subprocess.run(
        [sys.executable, "-c", _PROGRAM, extra, *arguments], capture_output=True, text=True, check=False, timeout=120
    )


@pytest.mark.parametrize("command", _COMMANDS)
def test_without_the_extra_one_line_says_what_to_install(config: Path, command: str) -> None:
    shared(config)
    done = program("without", command, str(config))
    assert (done.returncode, done.stdout) == (2, "")
    said, _ = done.stderr.splitlines()
    assert said == f"oceandx: {config}: nats: needs a client of NATS: pip install 'oceandx[nats]'"


def test_nothing_of_it_is_read_where_one_machine_is_all(config: Path) -> None:
    done = program("with", "status", str(config))
    assert (done.returncode, done.stderr.splitlines()) == (0, ["False False"])
    assert config.with_name("enrich.sqlite").exists()


@pytest.mark.parametrize("command", ["run", "status"])
def test_without_a_server_one_line_says_so_and_that_it_may_go_well_later(
    config: Path, oceandx: Oceandx, command: str
) -> None:
    shared(config)
    done = oceandx("enrich", command, str(config))
    assert (done.code, done.out) == (3, "")
    assert done.err.startswith(f"oceandx: {config}: nats.servers: no server that lets us in (nats: ")
    assert len(done.err.splitlines()) == 1
    assert not config.with_name("enrich.sqlite").exists()


@pytest.mark.parametrize(
    ("more", "server", "said"),
    [
        ("", "nats://nats.example.org:4222", "nats.servers: without TLS only on this machine"),
        ('user = "o"', "", "nats.user, nats.password: one without the other"),
        ('user = "o"\npassword = "hunter2hunter2"', "", "nats.password: say where the secret is kept"),
        ('user = "o"\npassword = {}', "", "nats.password: name one place: env, file or keyring"),
        ('token = "hunter2hunter2"', "", "nats.token: say where the secret is kept"),
        ('token = {file = "a", env = "B_C"}', "", "nats.token: name one place: env, file or keyring"),
        ('token = {env = "OCEANDX_NOT_SET"}', "", "nats.token: the environment variable OCEANDX_NOT_SET is not set"),
        ('authority = "none.pem"', "tls://nats.example.org", "nats.authority: no such file"),
        ('prefixes = "a"', "", "nats: 'prefixes' is no setting; did you mean 'prefix'?"),
        ('prefix = "two words"', "", "nats.prefix: "),
    ],
)
def test_what_is_wrong_with_it_is_one_line_before_anything_starts(
    config: Path, oceandx: Oceandx, more: str, server: str, said: str
) -> None:
    shared(config, more, server)
    done = oceandx("enrich", "run", str(config))
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"oceandx: {config}: {said}")
    assert len(done.err.splitlines()) == 1
    assert "hunter2" not in done.err
