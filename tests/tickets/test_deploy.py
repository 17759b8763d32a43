"""The files with which an installation is set up are what the program takes, and hold no secret."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args, get_type_hints

import msgspec
import pytest
from msgspec import Struct

from commandline import ROOT
from oceandx.settings import SecretPlace
from oceandx.tickets.nats.settings import NatsSettings
from oceandx.tickets.rt.settings import check as check_rt
from oceandx.tickets.settings import Enriching, MetricsDoor, TracesDoor, read_enriching
from oceandx.tickets.worker import LEASE_SECONDS
from oceandx.tickets.zendesk.settings import checked_base

DEPLOY = ROOT / "deploy"
EXAMPLE = (DEPLOY / "enrich.toml").read_text(encoding="utf-8")
LEFT_OUT = re.compile(r'^#(?=\[|[a-z"][\w"*]* = )', re.MULTILINE)
"""What the example leaves out, as against what it explains: the sign stands right before a name."""

UNIT = DEPLOY / "systemd/oceandx-enrich.service"
CONTAINER = DEPLOY / "container"
needs_systemd = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze of systemd")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the files that the example names."""
    for name in (
        "sites/1234.toml",
        "snapshots/default.json",
        "tls/metrics.crt",
        "tls/metrics.key",
        "tls/nats-authority.crt",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    return tmp_path


def read(folder: Path, text: str) -> Enriching:
    """Return the settings that a text gives."""
    path = folder / "enrich.toml"
    path.write_text(text, encoding="utf-8")
    return read_enriching(path)


def test_the_example_is_a_configuration_as_it_stands(tmp_path: Path) -> None:
    settings = read(tmp_path, EXAMPLE)
    assert settings.helpdesks == ("rt", "zendesk")
    assert settings.rt is not None
    check_rt(settings.rt)
    assert settings.zendesk is not None
    assert checked_base(settings.zendesk).endswith(".zendesk.com")


def test_what_the_example_leaves_out_is_the_default(folder: Path) -> None:
    # A token and a user with a password are two ways in, of which a configuration has one.
    whole = read(folder, LEFT_OUT.sub("", EXAMPLE).replace('\ntoken = {file = "secrets/nats-token"}', ""))
    assert set(whole.sites) == {"1234", "*"}
    assert whole.metrics is not None
    assert msgspec.structs.replace(whole.metrics, certificate=None, key=None) == MetricsDoor()
    assert whole.traces == TracesDoor()
    assert whole.nats is not None
    user = {"user": None, "password": None, "authority": None}
    assert msgspec.structs.replace(whole.nats, **user) == NatsSettings(whole.nats.servers)
    assert msgspec.structs.replace(whole, sites={}, metrics=None, traces=None, nats=None) == read(folder, EXAMPLE)


def test_the_example_shows_every_setting() -> None:
    shown = tomllib.loads(LEFT_OUT.sub("", EXAMPLE))

    def missing(kind: type[Struct], table: Mapping[str, Any], where: str) -> Iterator[str]:
        for name in kind.__struct_fields__:
            if name in {"folder", "path"} and kind is Enriching:
                continue
            if name not in table:
                yield f"{where}{name}"
            elif (inner := struct_of(kind, name)) is not None and inner is not SecretPlace:
                yield from missing(inner, table[name], f"{where}{name}.")

    assert list(missing(Enriching, shown, "")) == []


def struct_of(kind: type[Struct], name: str) -> type[Struct] | None:
    """Return the Struct that a field holds, or None."""
    hint = get_type_hints(kind)[name]
    return next((one for one in (hint, *get_args(hint)) if isinstance(one, type) and issubclass(one, Struct)), None)


def verified(folder: Path, text: str) -> str:
    """Return what systemd finds wrong with a unit; the program itself is not on this machine."""
    path = folder / UNIT.name
    path.write_text(text.replace("ExecStart=/opt/oceandx/bin/oceandx", "ExecStart=/bin/true"), encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(path)], capture_output=True, text=True, check=False, timeout=60
    )
    # Other units of the machine may have flaws of their own.
    return "\n".join(line for line in done.stderr.splitlines() if UNIT.name in line)


@needs_systemd
def test_systemd_takes_the_unit_and_would_say_if_it_did_not(tmp_path: Path) -> None:
    text = UNIT.read_text(encoding="utf-8")
    assert verified(tmp_path, text) == ""
    assert "Unknown key" in verified(tmp_path, text.replace("NoNewPrivileges", "NoNewPrivilege"))


@needs_systemd
def test_the_service_may_do_little(tmp_path: Path) -> None:
    assert verified(tmp_path, UNIT.read_text(encoding="utf-8")) == ""
    command = [
        "systemd-analyze",
        "security",
        "--offline=yes",
        "--no-pager",
        "--threshold=20",
        str(tmp_path / UNIT.name),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_service_lets_a_ticket_end_and_does_not_repeat_a_wrong_configuration() -> None:
    lines = dict(line.split("=", 1) for line in UNIT.read_text(encoding="utf-8").splitlines() if "=" in line)
    assert float(lines["TimeoutStopSec"]) > LEASE_SECONDS
    assert (lines["KillSignal"], lines["KillMode"]) == ("SIGTERM", "mixed")
    assert (lines["Restart"], lines["RestartPreventExitStatus"]) == ("on-failure", "2")


@pytest.mark.parametrize("page", ["systemd/README.md", "container/README.md", "rt/README.md"])
def test_settings_on_the_pages_are_settings(page: str, tmp_path: Path) -> None:
    blocks = re.findall(r"```toml\n(.*?)```", (DEPLOY / page).read_text(encoding="utf-8"), re.DOTALL)
    assert blocks
    desk = '\n[rt]\nbase_url = "https://rt.example"\nown_user = "o"\nqueues = ["q"]\ntoken = {env = "RT_TOKEN"}\n'
    for block in blocks:
        settings = read(tmp_path, block if "[rt]" in block else block + desk)
        assert settings.rt is not None


def test_each_secret_of_the_service_is_loaded() -> None:
    # Those of another helpdesk, and of servers for many machines, are there to be uncommented.
    text = re.sub(r"^#(?=LoadCredential=)", "", UNIT.read_text(encoding="utf-8"), flags=re.MULTILINE)
    page = (DEPLOY / "systemd/README.md").read_text(encoding="utf-8")
    used = set(re.findall(r"/run/credentials/oceandx-enrich\.service/([\w-]+)", page))
    assert {"rt-token", "nats-token"} <= used
    assert used <= set(re.findall(r"^LoadCredential=([\w-]+):/etc/oceandx/secrets/\1$", text, re.MULTILINE))


def test_what_is_loaded_without_being_uncommented_is_on_the_page() -> None:
    page = (DEPLOY / "systemd/README.md").read_text(encoding="utf-8")
    loaded = re.findall(r"^LoadCredential=([\w-]+):", UNIT.read_text(encoding="utf-8"), re.MULTILINE)
    assert loaded
    assert all(f"/run/credentials/oceandx-enrich.service/{name}" in page for name in loaded)


def test_the_container_has_the_extras_of_all_that_it_can_be_told_to_do() -> None:
    text = (CONTAINER / "Containerfile").read_text(encoding="utf-8")
    (extras,) = re.findall(r"'\.\[([\w,]+)\]'", text)
    known = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    # A container has no keyring.
    assert set(extras.split(",")) == set(known) - {"keyring"}


def test_the_container_copies_what_is_there_and_is_let_in() -> None:
    text = (CONTAINER / "Containerfile").read_text(encoding="utf-8")
    copied = {name for line in re.findall(r"^COPY (?!--)(.*)$", text, re.MULTILINE) for name in line.split()[:-1]}
    ignored = (CONTAINER / ".containerignore").read_text(encoding="utf-8").splitlines()
    assert {line for line in ignored if not line.startswith(("#", "!", "**"))} == {"*"}
    assert copied == {line[1:] for line in ignored if line.startswith("!")}
    assert all((ROOT / name).exists() for name in copied)
    built = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert set(built["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]) <= copied


def test_the_container_runs_as_nobody_in_particular_and_holds_no_secret() -> None:
    text = (CONTAINER / "Containerfile").read_text(encoding="utf-8")
    last = text[text.rindex("\nFROM ") :]
    (user,) = re.findall(r"^USER (.*)$", last, re.MULTILINE)
    assert int(user) > 0
    assert last.index("\nUSER ") < last.index("\nENTRYPOINT ")
    assert re.search(r"^HEALTHCHECK (?s:.*?)/health", last, re.MULTILINE)
    assert not re.search(
        r"token|secret|passw", "".join(re.findall(r"^(?:ENV|ARG|COPY|RUN) .*$", text, re.MULTILINE)), re.IGNORECASE
    )


def test_the_files_for_request_tracker_hold_no_secret_and_are_explained() -> None:
    page = (DEPLOY / "rt/README.md").read_text(encoding="utf-8")
    script = (DEPLOY / "rt/setup.pl").read_text(encoding="utf-8")
    assert "secret  => ''," in (DEPLOY / "rt/oceandx.pm").read_text(encoding="utf-8")
    for option in re.findall(r"'(\w+)(?:=s)?' => \\", script):
        assert f"| `--{option}" in page
    for right in ("SeeQueue", "ShowTicket", "ShowTicketComments", "ShowOutgoingEmail", "CommentOnTicket"):
        assert f"| `{right}` |" in page
        assert right in script
