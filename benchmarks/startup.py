"""Whole-process time of ``diagnose`` and ``intake`` against importing libraries, in turns, as ratios of medians."""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

RUNS = 21
ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
COMMANDS = {
    "imports": [sys.executable, "-c", "import typer, jinja2, yaml"],
    "diagnose": [str(BIN / "oceandx"), "diagnose", "--symptom", "S01", "--fact", "case.extent=one-provider"],
    "intake": [str(BIN / "oceandx"), "intake", "kb/demo/ticket.en.eml"],
    "diagnose_json": [str(BIN / "oceandx"), "diagnose", "--symptom", "S01", "--format", "json"],
}


def once(command: list[str]) -> float:
    """Return the seconds that one run takes, from start to exit."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    return time.perf_counter() - start


def main() -> None:
    """Measure in turns, print the table and write it beside this script."""
    for command in COMMANDS.values():
        once(command)
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(RUNS):
        for name, command in COMMANDS.items():
            times[name].append(once(command))
    medians = {name: statistics.median(found) for name, found in times.items()}
    result = {
        "machine": {
            "system": f"{platform.system()} {platform.machine()}",
            "cpus": os.cpu_count(),
            "python": platform.python_version(),
        },
        "versions": {name: version(name) for name in ("typer", "jinja2", "pyyaml", "durable-rules")},
        "runs": RUNS,
        "median_seconds": {name: round(value, 4) for name, value in medians.items()},
        "ratio_to_imports": {
            name: round(value / medians["imports"], 2) for name, value in medians.items() if name != "imports"
        },
    }
    print(json.dumps(result, indent=2))
    (ROOT / "benchmarks" / "startup.json").write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
