"""The command ``python -m oceandx.sandbox`` in a process of its own."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from oceandx.sandbox.__main__ import main
from oceandx.sandbox.tokens import OCEANAPI
from sandboxing import SMALL, Caller


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    file = tmp_path / "clinic.yaml"
    file.write_text(SMALL.replace("exports: []", "exports: [permissions]"), encoding="utf-8")
    return file


@contextmanager
def running(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [sys.executable, "-m", "oceandx.sandbox", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line.startswith("sandbox: listening on http://127.0.0.1:"), process.communicate()
            yield process, line.split()[-1]
        finally:
            if process.poll() is None:
                process.kill()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_says_where_it_listens_and_ends_on_a_signal(clinic: Path, number: signal.Signals) -> None:
    with running("--clinic", str(clinic)) as (process, url):
        caller = Caller(url, OCEANAPI)
        with caller.http:
            assert caller.sign_in().status_code == 200
            assert caller.get().json()[0]["name"] == "Nord"
        process.send_signal(number)
        assert process.communicate(timeout=10) == ("", "")
        assert process.returncode == 0


def test_verbose_logs_method_path_and_status_without_the_query(clinic: Path) -> None:
    with running("--clinic", str(clinic), "--verbose") as (process, url):
        assert httpx.get(f"{url}/accuro/rest/v1/offices?uuid=SECRET").status_code == 401
        process.terminate()
        out, err = process.communicate(timeout=10)
    assert (out, err) == ("", "GET /accuro/rest/v1/offices 401\n")


def test_the_site_is_there_once_the_line_is_printed(clinic: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    with running("--clinic", str(clinic), "--write-site", str(folder)) as (_, url):
        content = tomllib.loads((folder / "site.toml").read_text(encoding="utf-8"))
        assert content["accuro"]["base"] == f"{url}/accuro"
        assert content["imports"] == {"permissions": "permissions.csv"}
        assert (folder / "permissions.csv").is_file()


def test_a_shipped_clinic_is_named_without_a_path() -> None:
    with running("--clinic", "permission-gap") as (_, url):
        assert httpx.get(f"{url}/sandbox/calls").json()["calls"] == []


def test_only_this_machine_can_call(clinic: Path) -> None:
    with running("--clinic", str(clinic)) as (_, url):
        port = int(url.rpartition(":")[2])
        with socket.socket() as other:
            other.bind(("127.0.0.2", port))  # would be taken if the sandbox listened on every address


def test_a_bad_file_is_one_line_a_problem(tmp_path: Path) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text(SMALL.replace("id: 2,", "id: 1,").replace("a_day: 10", "a_day: 99"))
    command = [sys.executable, "-m", "oceandx.sandbox", "--clinic", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=20)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        f"{file}:14:10: '1' stands twice (first on line 13)",
        f"{file}:18:35: 99 bookings do not fit in a day; at most 64",
    ]


@pytest.fixture
def signals() -> Iterator[None]:
    """Put the process's handlers back after a command has set its own."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("signals")
def test_wrong_options_are_one_line(clinic: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--clinic", str(clinic), "--port", "70000"]) == 2
    assert capsys.readouterr().err == "--port 70000: not a port; write a number from 0 to 65535\n"
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["--clinic", str(clinic), "--port", str(port)]) == 2
    assert capsys.readouterr().err == f"--port {port}: address already in use; leave it out\n"
    assert main(["--clinic", str(clinic), "--write-site", str(clinic / "site")]) == 2
    assert capsys.readouterr().err == f"{clinic / 'site'}: not a directory; name another folder\n"


def test_nothing_of_the_product_is_loaded() -> None:
    code = (
        "import sys, oceandx.sandbox.__main__ as m;"
        "print([n for n in sys.modules if n.startswith(('oceandx.facts', 'oceandx.engine', 'oceandx.model', 'httpx'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=20)
    assert done.stdout == "[]\n"
