"""A real NATS server on this machine: on the loopback interface, with a folder and a port of its own."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

from oceandx.tickets.nats.settings import NatsSettings

_PROGRAM = "nats-server"
_INSTALL = Path(__file__).with_name("install.sh")
_PATIENCE = 30.0


def why_not() -> str:
    """Return why there can be no server here, or nothing."""
    if not os.environ.get("OCEANDX_NATS"):
        return "a real NATS server is installed and started by `make integration` (OCEANDX_NATS=1)"
    if shutil.which(_PROGRAM) is None and (os.geteuid() != 0 or shutil.which("apt-get") is None):
        return "nats-server is not installed, and only root can do so on Debian: tests/integration/nats/install.sh"
    return _installed()


def _installed() -> str:
    """Install the server where it is not; return why that failed, or nothing.

    A machine that reaches no package server cannot run these tests, and says so: that is no fault of the change.
    """
    if shutil.which(_PROGRAM) is None:
        try:
            done = subprocess.run(["bash", str(_INSTALL)], check=False, capture_output=True, timeout=600)
        except subprocess.TimeoutExpired:
            return "nats-server was not installed within 10 minutes"
        if shutil.which(_PROGRAM) is None:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            return f"nats-server cannot be installed: {said[-1] if said else 'no reason given'}"
    return ""


def cluster(folder: Path, count: int) -> list[Server]:
    """Return the servers of one cluster, to be started."""
    routes = [f"nats://127.0.0.1:{_free_port()}" for _ in range(count)]
    servers = []
    for number, route in enumerate(routes):
        (folder / f"server{number}").mkdir()
        named = ("-n", f"n{number}", "-cluster_name", "tests", "-cluster", route, "-routes", ",".join(routes))
        servers.append(Server(folder / f"server{number}", *named))
    return servers


class Server:
    """The server; what it keeps is in ``folder`` and outlives its process."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder = folder
        self._options = options
        self.port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None

    def settings(self, prefix: str = "oceandx") -> NatsSettings:
        """Return how it is reached."""
        return NatsSettings(servers=(f"nats://127.0.0.1:{self.port}",), prefix=prefix)

    def start(self) -> None:
        """Start it and wait until it answers."""
        command = [_PROGRAM, "-a", "127.0.0.1", "-p", str(self.port), "-js", "-sd", str(self.folder / "store")]
        command += self._options
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log)
        end = time.monotonic() + _PATIENCE
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                assert time.monotonic() < end, "the server does not answer"
                time.sleep(0.02)
            else:
                return

    def end(self, number: signal.Signals = signal.SIGTERM) -> None:
        """End this very process, by its id."""
        if self._process is not None:
            self._process.send_signal(number)
            self._process.wait(_PATIENCE)
            self._process = None

    def memory_mb(self) -> float:
        """Return the resident memory of its process."""
        assert self._process is not None
        lines = Path(f"/proc/{self._process.pid}/status").read_text(encoding="ascii").splitlines()
        return int(next(line.split()[1] for line in lines if line.startswith("VmRSS"))) / 1024


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
