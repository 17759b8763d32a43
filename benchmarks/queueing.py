"""The embedded queue and ledger: puts, claims with their ends, and whole runs a second; memory over many jobs.

Not called queue.py: Python would take that for its own module of the name.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import platform
import resource
import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from oceandx.tickets.helpdesk import OwnField, Receipt
from oceandx.tickets.installation import Installation
from oceandx.tickets.ledger import Plan
from oceandx.tickets.queue import Put, Reason

ROOT = Path(__file__).resolve().parents[1]
HELPDESK = "desk"
DIAGNOSIS = {"symptoms": ["S01"], "causes": {"C01": "confirmed", "C02": "undetermined"}, "probability": 0.61}
BATCH = 1000
_CONTEXT = multiprocessing.get_context("spawn")


def puts_alone(path: Path, count: int) -> float:
    """Return puts a second, each of which survives a loss of power before the next begins."""
    with Installation(path) as made:
        start = time.perf_counter()
        for number in range(count):
            made.queue.put(f"a{number}", f"a{number}", HELPDESK, Reason.WEBHOOK)
        return count / (time.perf_counter() - start)


def puts_together(path: Path, count: int) -> float:
    """Return puts a second, in batches as a poll makes them."""
    with Installation(path) as made:
        start = time.perf_counter()
        for first in range(0, count, BATCH):
            numbers = range(first, min(first + BATCH, count))
            made.queue.put_many(Put(f"b{number}", f"b{number}", HELPDESK, Reason.POLL) for number in numbers)
        return count / (time.perf_counter() - start)


def drain(path: Path, *, writes: bool) -> tuple[int, float, float]:
    """Claim and finish jobs until none is left; return how many, from when to when.

    ``writes``: each with its plan and its receipt, which both survive a loss of power.
    """
    with Installation(path) as made:
        count, start = 0, time.time()
        while (job := made.queue.claim(time.time(), 60.0, f"w{os.getpid()}")) is not None:
            if writes:
                entry = made.ledger.plan(
                    Plan(HELPDESK, job.ticket_id, "d1", "k1", DIAGNOSIS, {OwnField.DIAGNOSIS: "C01"}, frozenset({"t"}))
                )
                made.ledger.mark_written(Receipt(entry.key, "n1", "2026-11-26T10:00:00Z"))
            made.queue.done(job)
            count += 1
        return count, start, time.time()


def drained(path: Path, processes: int, *, writes: bool) -> float:
    """Return jobs a second that so many processes finish together, from the first start to the last end."""
    with _CONTEXT.Pool(processes) as pool:
        results = [pool.apply_async(drain, (path,), {"writes": writes}) for _ in range(processes)]
        ends = [result.get() for result in results]
    seconds = max(end for _, _, end in ends) - min(start for _, start, _ in ends)
    return sum(count for count, _, _ in ends) / seconds


def memory(path: Path, count: int, pipe: Callable[[dict[str, float]], None]) -> None:
    """Put and finish many jobs in small portions; send the most memory used after a tenth and at the end, in MB."""
    found: dict[str, float] = {}
    with Installation(path) as made:
        for first in range(0, count, BATCH):
            numbers = range(first, first + BATCH)
            made.queue.put_many(Put(f"m{number}", f"m{number}", HELPDESK, Reason.POLL) for number in numbers)
            while (job := made.queue.claim(time.time(), 60.0, "w")) is not None:
                made.queue.done(job)
            if first + BATCH == count // 10:
                found["after_a_tenth"] = _used()
        found["at_the_end"] = _used()
    found["file_mb"] = round(path.stat().st_size / 1e6, 2)
    pipe(found)


def main() -> None:
    """Measure, print the figures and write them beside this script."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--jobs", type=int, default=100_000, help="jobs for the memory and for puts in batches")
    parser.add_argument("--runs", type=int, default=5_000, help="jobs of whole runs, and puts alone")
    parser.add_argument("--write", action="store_true", help="write benchmarks/queueing.json")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        result = _measured(Path(folder), options.jobs, options.runs)
    print(json.dumps(result, indent=2))
    if options.write:
        (ROOT / "benchmarks" / "queueing.json").write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


def _measured(folder: Path, jobs: int, runs: int) -> dict[str, object]:
    second: dict[str, float] = {"puts_alone": puts_alone(folder / "alone", runs)}
    for processes in (1, 2):
        path = folder / f"jobs{processes}"
        second["puts_in_batches"] = puts_together(path, jobs // 2)
        second[f"claims_and_ends_by_{processes}"] = drained(path, processes, writes=False)
        path = folder / f"runs{processes}"
        puts_together(path, runs)
        second[f"whole_runs_by_{processes}"] = drained(path, processes, writes=True)
    receiver, sender = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=memory, args=(folder / "memory", jobs, sender.send))
    process.start()
    used = receiver.recv()
    process.join()
    return {
        "machine": {
            "system": f"{platform.system()} {platform.machine()}",
            "cpus": os.cpu_count(),
            "python": platform.python_version(),
            "sqlite": sqlite3.sqlite_version,
        },
        "jobs": jobs,
        "runs": runs,
        "per_second": {name: round(value) for name, value in second.items()},
        "memory_mb": used,
    }


def _used() -> float:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


if __name__ == "__main__":
    main()
