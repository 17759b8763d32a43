"""A large clinic collected by the command itself: memory, time and the number of calls, written as JSON."""

from __future__ import annotations

import argparse
import datetime
import json
import math
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

OFFICES, PROVIDERS, DAYS, A_DAY = 4, 50, 14, 7
PAGE, MOST_MEGABYTES = 50, 80

HEAD = """\
clinic: large
name: Clinique Très Grande
title: {fr: Grande, en: Large}
situation: {fr: Tout va bien., en: All is well.}
symptoms: [S02]
answers: {case.extent: all}
expected: {cause: C08, question: cloud_connect.days_to_sync}
access: [as_oceanapi, own_user, ocean]
exports: []
emr_user: OceanAPI1
"""


def clinic_text() -> str:
    """Return a clinic file of the size that is asked for."""
    offices = "\n".join(f"  - {{id: {n}, name: Bureau {n}, abbreviation: B{n}}}" for n in range(1, OFFICES + 1))
    providers = "\n".join(
        f"  - {{id: {100 + n}, title: Dr, first: Prénom{n}, last: Nom{n}}}" for n in range(1, PROVIDERS + 1)
    )
    bookings = f"bookings: {{from: 0, to: {DAYS - 1}, a_day: {A_DAY}, confirmed: 0.5}}\n"
    return f"{HEAD}offices:\n{offices}\nproviders:\n{providers}\n{bookings}"


def measure(folder: Path) -> dict[str, Any]:
    """Serve the clinic, collect from it in a process of its own, and return the figures."""
    file = folder / "large.yaml"
    file.write_text(clinic_text(), encoding="utf-8")
    python = [sys.executable, "-m"]
    serve = [*python, "oceandx.sandbox", "--clinic", str(file), "--write-site", str(folder)]
    with subprocess.Popen(serve, stdout=subprocess.PIPE, text=True) as server:
        try:
            if server.stdout is None or not server.stdout.readline():
                sys.exit("the simulated clinic did not start")
            started = time.perf_counter()
            command = [*python, "oceandx", "collect", "--site", str(folder / "site.toml"), "-o", str(folder / "s.json")]
            megabytes = peak_of(command)
            seconds = time.perf_counter() - started
        finally:
            server.terminate()
    calls = json.loads((folder / "s.json").read_text(encoding="utf-8"))["calls"]
    pages = sum(one["calls"] for one in calls if "appointments" in one["call"])
    rows = OFFICES * PROVIDERS * DAYS * A_DAY
    return {
        "rows": rows,
        "points_of_view": 2,
        "calls": sum(one["calls"] for one in calls),
        "appointment_pages": pages,
        "fewest_pages": 2 * math.ceil(rows / PAGE),
        "seconds": round(seconds, 1),
        "peak_megabytes": round(megabytes, 1),
    }


def peak_of(command: list[str]) -> float:
    """Run a command and return the most memory that it held, in megabytes (10**6 bytes)."""
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"failed: {' '.join(command)}")
    return float(usage.ru_maxrss) * 1024 / 1e6


def main() -> None:
    """Print the figures, write them beside this script with --write, and exit with 1 when a bound does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(Path(folder))
    figures |= {
        "date": datetime.datetime.now(tz=datetime.UTC).date().isoformat(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "python": platform.python_version(),
    }
    text = json.dumps(figures, indent=2)
    print(text)
    if options.write:
        Path(__file__).with_suffix(".json").write_text(text + "\n", encoding="utf-8")
    holds = figures["peak_megabytes"] < MOST_MEGABYTES and figures["appointment_pages"] == figures["fewest_pages"]
    sys.exit(0 if holds else 1)


if __name__ == "__main__":
    main()
