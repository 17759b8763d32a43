"""The report in shadow on 100 tickets of the development half: run by the command itself, nothing written on any.

Writes benchmarks/shadow.md and benchmarks/shadow.html (ids, codes and figures only) and prints figures, among them how
the symptoms that were found compare with those that the tickets' authors meant. The test half is never read here.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from oceandx.tickets.installation import Installation

ROOT = Path(__file__).resolve().parents[1]
COUNT = 100
LANGUAGES = ("fr", "en")
TICKETS = ROOT / "tests" / "intake" / "tickets" / "dev"


def chosen(count: int) -> list[dict[str, Any]]:
    """Return tickets of the development half: as many of each language, evenly over all authors."""
    lines = [line for path in sorted(TICKETS.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]
    tickets = [json.loads(line) for line in lines if line.strip()]
    found: list[dict[str, Any]] = []
    for language in LANGUAGES:
        those = [one for one in tickets if one["language"] == language]
        each = count // len(LANGUAGES)
        found += [those[number * len(those) // each] for number in range(each)]
    return found


def run(tickets: list[dict[str, Any]], folder: Path, language: str) -> tuple[Path, dict[str, int], float]:
    """Enrich the tickets in shadow; return the ledger, how they ended, and the seconds of the whole command."""
    given, ledger = folder / "tickets.jsonl", folder / "ledger"
    lines = [json.dumps({name: one[name] for name in ("id", "subject", "body")}) + "\n" for one in tickets]
    given.write_text("".join(lines), encoding="utf-8")
    began = time.perf_counter()
    done = _oceandx("enrich", "file", str(given), "--shadow", "--ledger", str(ledger), "--lang", language)
    return ledger, json.loads(done.stderr), time.perf_counter() - began


def compare(tickets: list[dict[str, Any]], ledger: Path) -> dict[str, Any]:
    """Return how the symptoms that were found compare with those that were meant, and which causes were named."""
    meant = {one["id"]: set(one["symptoms"]) for one in tickets}
    right, found, whys, verdicts = 0, 0, Counter[str](), Counter[str]()
    with Installation(ledger) as installation:
        for entry in installation.ledger.entries():
            symptoms = set(entry.plan.diagnosis["symptoms"])
            found += len(symptoms)
            right += len(symptoms & meant[entry.plan.ticket_id])
            whys[entry.plan.why] += 1
            verdicts.update(list(entry.plan.diagnosis["causes"].values())[:1])
    return {
        "ended": dict(sorted(whys.items())),
        "first_cause": dict(sorted(verdicts.items())),
        "symptoms": {"meant": sum(map(len, meant.values())), "found": found, "right": right},
    }


def main() -> None:
    """Run, write the table and the page, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--lang", choices=LANGUAGES, default="fr", help="language of the table and the page")
    parser.add_argument("--folder", type=Path, default=ROOT / "benchmarks", help="where shadow.md and shadow.html go")
    arguments = parser.parse_args()
    tickets = chosen(arguments.count)
    with tempfile.TemporaryDirectory() as folder:
        ledger, ended, seconds = run(tickets, Path(folder), arguments.lang)
        for name, form in (("shadow.md", "markdown"), ("shadow.html", "html")):
            output = str(arguments.folder / name)
            _oceandx("enrich", "report", str(ledger), "--format", form, "--lang", arguments.lang, "-o", output)
        figures = compare(tickets, ledger)
    print(json.dumps({"tickets": len(tickets), "handled": ended, "seconds": round(seconds, 1), **figures}, indent=2))


def _oceandx(*arguments: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "oceandx", *arguments], capture_output=True, text=True, check=False, cwd=ROOT
    )
    if done.returncode:
        sys.exit(done.stderr)
    return done


if __name__ == "__main__":
    main()
