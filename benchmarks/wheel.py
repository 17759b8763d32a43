"""The wheel alone: built, installed in an empty environment, run from another folder; exit code 1 when it differs."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:]+Z")


def main() -> None:
    """Build, install, run the demonstration and one diagnosis, and check the knowledge base."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        pip = ["-m", "pip", "--disable-pip-version-check", "--quiet"]
        run([sys.executable, *pip, "wheel", "--no-deps", "--wheel-dir", folder, str(ROOT)], place)
        wheel = next(place.glob("oceandx-*.whl"))
        run([sys.executable, "-m", "venv", str(place / "env")], place)
        run([str(place / "env/bin/python"), *pip, "install", str(wheel)], place)
        command = str(place / "env/bin/oceandx")
        demonstration = run([command, "demo", "--lang", "fr"], place)
        here = run([str(Path(sys.executable).parent / "oceandx"), "demo", "--lang", "fr"], ROOT)
        # The demonstration collects from a simulated clinic: only the moment of each fact may differ.
        same = _MOMENT.sub("", demonstration) == _MOMENT.sub("", here)
        answer = json.loads(run([command, "diagnose", "--symptom", "S01", "--format", "json"], place))
        run([command, "kb", "check"], place)
        print(f"{wheel.name}: demonstration the same: {same}; verdict {answer['verdict']}, engine {answer['engine']}")
        sys.exit(0 if same else 1)


def run(command: list[str], folder: Path) -> str:
    """Return what a command prints; a failure ends the script with its output."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stdout, done.stderr, sep="\n", file=sys.stderr)
        sys.exit(f"failed: {' '.join(command)}")
    return done.stdout


if __name__ == "__main__":
    main()
