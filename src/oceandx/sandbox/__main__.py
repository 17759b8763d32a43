"""Run a simulated clinic with ``python -m oceandx.sandbox --clinic FILE``."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from oceandx.errors import UsageError
from oceandx.sandbox.clinic import Clinic
from oceandx.sandbox.clinic_file import load_clinic, shipped_clinics
from oceandx.sandbox.server import SandboxServer
from oceandx.sandbox.site import write_site

_LARGEST_PORT = 65_535
_POLL = 0.05  # seconds until a stop is noticed


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve a clinic until SIGINT or SIGTERM; returns the exit code: 0, or 2 for wrong usage or a bad file."""
    parser = argparse.ArgumentParser(prog="python -m oceandx.sandbox", description=__doc__, allow_abbrev=False)
    shipped = shipped_clinics()
    parser.add_argument(
        "--clinic", required=True, metavar="FILE", help=f"a clinic file, or one of {', '.join(shipped)}"
    )
    parser.add_argument("--port", type=int, default=0, help="a free port is chosen by default")
    parser.add_argument("--write-site", type=Path, metavar="DIR", help="write site.toml, secrets and exports there")
    parser.add_argument("--verbose", action="store_true", help="one line for each request on the error output")
    options = parser.parse_args(arguments)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    try:
        clinic = load_clinic(str(shipped.get(options.clinic, options.clinic)))
        with _open(clinic, options.port, options.verbose) as server:
            if options.write_site:
                write_site(clinic, server.simulation.schedule, options.write_site, server.url)
            thread = threading.Thread(target=server.serve_forever, args=(_POLL,), daemon=True)
            thread.start()
            print(f"sandbox: listening on {server.url}", flush=True)
            stop.wait()
            server.shutdown()
            thread.join()
    except UsageError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _open(clinic: Clinic, port: int, verbose: bool) -> SandboxServer:
    if not 0 <= port <= _LARGEST_PORT:
        raise UsageError(f"--port {port}: not a port; write a number from 0 to {_LARGEST_PORT}")
    try:
        return SandboxServer(clinic, port, _log if verbose else None)
    except OSError as error:
        raise UsageError(f"--port {port}: {(error.strerror or 'cannot be opened').lower()}; leave it out") from error


def _log(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
