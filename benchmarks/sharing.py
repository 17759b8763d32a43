"""Queue and ledger of many machines on a real NATS server: puts, claims with their ends, whole runs; memory.

Needs nats-server, which is started here on the loopback interface with a folder of its own.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import platform
import resource
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from oceandx.tickets.helpdesk import OwnField, Receipt
from oceandx.tickets.ledger import Plan
from oceandx.tickets.nats.installation import NatsInstallation
from oceandx.tickets.nats.link import Link
from oceandx.tickets.nats.settings import NatsSecrets, NatsSettings
from oceandx.tickets.queue import Put, Reason

ROOT = Path(__file__).resolve().parents[1]
HELPDESK = "desk"
DIAGNOSIS = {"symptoms": ["S01"], "causes": {"C01": "confirmed", "C02": "undetermined"}, "probability": 0.61}
_CONTEXT = multiprocessing.get_context("spawn")


def opened(settings: NatsSettings) -> NatsInstallation:
    """Return the installation as one process has it."""
    return NatsInstallation(Link(settings, NatsSecrets()))


def put(settings: NatsSettings, count: int, name: str) -> float:
    """Return puts a second."""
    with opened(settings) as made:
        start = time.perf_counter()
        made.queue.put_many(Put(f"{name}{one}", f"{name}{one}", HELPDESK, Reason.POLL) for one in range(count))
        return count / (time.perf_counter() - start)


def drain(settings: NatsSettings, *, writes: bool) -> tuple[int, float, float]:
    """Claim and finish jobs until none is left; return how many, from when to when."""
    with opened(settings) as made:
        count, start, end = 0, time.time(), time.time()
        while (job := made.queue.claim(time.time(), 60.0, f"w{os.getpid()}")) is not None:
            if writes:
                fields, tags = {OwnField.DIAGNOSIS: "C01"}, frozenset({"t"})
                entry = made.ledger.plan(Plan(HELPDESK, job.ticket_id, "d1", "k1", DIAGNOSIS, fields, tags))
                made.queue.extend(job, time.time(), 60.0)
                made.ledger.mark_written(Receipt(entry.key, "n1", "2026-11-26T10:00:00Z"))
            made.queue.done(job)
            count, end = count + 1, time.time()
        return count, start, end


def drained(settings: NatsSettings, processes: int, *, writes: bool) -> float:
    """Return jobs a second that so many processes finish together."""
    with _CONTEXT.Pool(processes) as pool:
        results = [pool.apply_async(drain, (settings,), {"writes": writes}) for _ in range(processes)]
        ends = [result.get() for result in results]
    seconds = max(end for _, _, end in ends) - min(start for _, start, _ in ends)
    return sum(count for count, _, _ in ends) / seconds


def memory(settings: NatsSettings, count: int, tell: Callable[[dict[str, float]], None]) -> None:
    """Put and finish many jobs in small portions; send the most memory used after a tenth and at the end, in MB."""
    found: dict[str, float] = {}
    with opened(settings) as made:
        for first in range(0, count, 500):
            tickets = [f"m{number}" for number in range(first, first + 500)]
            made.queue.put_many(Put(one, one, HELPDESK, Reason.POLL) for one in tickets)
            while (job := made.queue.claim(time.time(), 60.0, "w")) is not None:
                made.queue.done(job)
            if first + 500 == count // 10:
                found["worker_after_a_tenth"] = _used()
        found["worker_at_the_end"] = _used()
    tell(found)


def main() -> None:
    """Measure, print the figures and write them beside this script."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--jobs", type=int, default=20_000, help="jobs for the memory")
    parser.add_argument("--runs", type=int, default=2_000, help="jobs of each other measurement")
    parser.add_argument("--write", action="store_true", help="write benchmarks/sharing.json")
    options = parser.parse_args()
    if shutil.which("nats-server") is None:
        parser.error("nats-server is not installed: tests/integration/nats/install.sh")
    with tempfile.TemporaryDirectory() as folder:
        result = _measured(Path(folder), options.jobs, options.runs)
    print(json.dumps(result, indent=2))
    if options.write:
        (ROOT / "benchmarks" / "sharing.json").write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


def _measured(folder: Path, jobs: int, runs: int) -> dict[str, object]:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    command = ["nats-server", "-a", "127.0.0.1", "-p", str(port), "-js", "-sd", str(folder)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        time.sleep(1.0)
        address = (f"nats://127.0.0.1:{port}",)
        second: dict[str, float] = {}
        for processes in (1, 2):
            settings = NatsSettings(servers=address, prefix=f"jobs{processes}")
            second["puts"] = put(settings, runs, "a")
            second[f"claims_and_ends_by_{processes}"] = drained(settings, processes, writes=False)
            put(settings, runs, "b")
            second[f"whole_runs_by_{processes}"] = drained(settings, processes, writes=True)
        receiver, sender = _CONTEXT.Pipe(duplex=False)
        settings = NatsSettings(servers=address, prefix="memory")
        process = _CONTEXT.Process(target=memory, args=(settings, jobs, sender.send))
        process.start()
        used = receiver.recv()
        process.join()
        lines = Path(f"/proc/{server.pid}/status").read_text(encoding="ascii").splitlines()
        used["server_at_the_end"] = round(
            int(next(line.split()[1] for line in lines if line.startswith("VmHWM"))) / 1024, 1
        )
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()
    version = subprocess.run(["nats-server", "--version"], capture_output=True, text=True, check=True).stdout.split()[
        -1
    ]
    return {
        "machine": {
            "system": f"{platform.system()} {platform.machine()}",
            "cpus": os.cpu_count(),
            "python": platform.python_version(),
            "nats_server": version,
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
