"""An installation of enrichment that runs as its users run it: a program of its own with worker processes."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Running:
    """A running installation; ``config`` is its file, ``address`` its web server, ``log`` what it wrote."""

    config: Path
    address: str
    log: Path
    process: subprocess.Popen[bytes]

    def workers(self) -> list[int]:
        """Return the process ids of the workers that live, the one longest alive first."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text(encoding="ascii")
        tasks = Path(f"/proc/{self.process.pid}/task").iterdir()
        found = {int(one) for task in tasks for one in (task / "children").read_text(encoding="ascii").split()}
        found |= {int(one) for one in children.split()}
        return sorted(pid for pid in found if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes())

    def end(self) -> int:
        """Ask the program to end, and return its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=_PATIENCE)


def until(holds: Callable[[], bool], seconds: float = _PATIENCE) -> None:
    """Wait until something holds; an AssertionError after so many seconds."""
    ends = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < ends, "it did not come to hold"
        time.sleep(0.05)


def lives(pid: int) -> bool:
    """Say whether a process runs; one that has ended may stand in the list until somebody asks for its end."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return False


def free_port() -> int:
    """Return a port of the loopback interface that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def running(config: Path, *, code: int = 0) -> Iterator[Running]:
    """Run ``oceandx enrich run`` until it answers, and end it with the test; killed where it does not end.

    ``code``: with which it must end.
    """
    found = re.search(r'^listen = "(.*)"$', config.read_text(encoding="utf-8"), re.MULTILINE)
    address = f"http://{found[1]}" if found else ""
    log = config.with_suffix(".log")
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "oceandx", "enrich", "run", str(config)], stdout=out, stderr=out, env=os.environ
        )
    one = Running(config, address, log, process)
    try:
        until(lambda: process.poll() is not None or _answers(address))
        assert process.poll() is None, f"{process.returncode}: {log.read_text(encoding='utf-8')}"
        yield one
        assert one.end() == code, log.read_text(encoding="utf-8")
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def _answers(address: str) -> bool:
    try:
        return not address or httpx.get(address + "/health", timeout=5, trust_env=False).status_code == 200
    except httpx.TransportError:
        return False
