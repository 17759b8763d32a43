"""Random faults of both systems: an answer that does not come must never settle a cause; exit code 1 when one does.

Each run takes a simulated clinic, adds one to four random faults, collects over HTTP and diagnoses. It is held against
the same clinic without them: nothing may be confirmed or ruled out that is not so there, each fact that is unknown must
say a reason that one of the faults explains, and the run must end by its deadline.
"""

from __future__ import annotations

import argparse
import datetime
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import msgspec

from oceandx.cli.inputs import Given, make_case, site_tables
from oceandx.cli.simulating import told
from oceandx.collection import Gathered, gather
from oceandx.consultation import diagnose, open_knowledge
from oceandx.facts.collectors.ocean import ACCEPTED, ANSWERS
from oceandx.facts.collectors.session import UNAUTHORIZED
from oceandx.facts.snapshot import to_text
from oceandx.model.case import Known, Unknown
from oceandx.model.knowledge import KnowledgeBase
from oceandx.model.vocabulary import Language, Status, UnknownReason
from oceandx.resources import clinic_files
from oceandx.sandbox.clinic_file import load_clinic
from oceandx.sandbox.server import SandboxServer
from oceandx.sandbox.site import write_site
from oceandx.settings import Limits, Site, read_site

LIMITS = Limits(calls=400, deadline_seconds=2.0, connect_seconds=0.5, read_seconds=0.5, tries=3)
ROUTES = (
    "GET /rest/v1/offices",
    "GET /rest/v1/providers/offices/{officeId}",
    "GET /rest/v2/materials/appointments",
    "POST /v1/token",
)
TARGETS = (*ROUTES, *ROUTES, "accuro", "ocean", "token", "resources")
CLIENTS = {"as_oceanapi": "sandbox-oceanapi", "own_user": "sandbox-own"}
REASONS: Mapping[str, set[str]] = {
    "unauthorized": {"refused"},
    "forbidden": {"refused"},
    "rate-limited": {"rate-limited"},
    "server-error": {"unreachable"},
    "bad-request": {"misconfigured"},
    "not-found": {"misconfigured"},
    "html": {"unreachable", "unreadable"},
    "slow": {"timed-out"},
    "cut": {"unreachable"},
    "truncated-json": {"unreadable"},
    "expired-token": {"refused"},
    "stuck-paging": {"incomplete"},
    "changed-total": {"incomplete"},
    "short-page": {"incomplete"},
    "redirect": {"misconfigured"},
    "huge-body": {"unreadable", "timed-out"},
}


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of collecting and diagnosing gave; statuses are by the code of the cause."""

    gathered: Gathered
    statuses: Mapping[str, Status]
    seconds: float


def random_faults(rng: random.Random) -> list[dict[str, Any]]:
    """Return one to four faults, each on a system, a kind of call or one endpoint."""
    faults = []
    for _ in range(rng.randint(1, 4)):
        fault: dict[str, Any] = {"on": rng.choice(TARGETS), "kind": rng.choice(sorted(REASONS))}
        fault["times"] = rng.choice([1, 2, 5, "always", "always"])
        fault["after"] = rng.choice([0, 0, 1, 3])
        if rng.random() < 0.3:
            fault["client"] = rng.choice(["sandbox-oceanapi", "sandbox-own"])
        if fault["kind"] == "rate-limited":
            fault |= {"retry_after": rng.choice([0, 1, 30]), "retry_as": rng.choice(["seconds", "date"])}
        if fault["kind"] == "slow":
            fault["seconds"] = rng.choice([0.1, 0.8])
        faults.append(fault)
    return faults


@contextmanager
def served(file: Path) -> Iterator[tuple[str, Site]]:
    """Serve a clinic in this process; gives its address and the configuration of its site."""
    clinic = load_clinic(str(file))
    with tempfile.TemporaryDirectory() as folder, SandboxServer(clinic) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        write_site(clinic, server.simulation.schedule, Path(folder), server.url)
        yield server.url, msgspec.structs.replace(read_site(Path(folder) / "site.toml"), limits=LIMITS)
        server.shutdown()


def run(kb: KnowledgeBase, site: Site, clinic: Mapping[str, Any]) -> Run:
    """Collect from a served clinic and diagnose what it reports."""
    tables = site_tables(kb, site)
    started = time.monotonic()
    gathered = gather(kb, site, tables, lambda _done, _expected: None)
    seconds = time.monotonic() - started
    snapshot = Path(site.folder) / "snapshot.json"
    snapshot.write_text(to_text(gathered.data), encoding="utf-8")
    answers = [f"{name}={str(value).lower()}" for name, value in clinic.get("answers", {}).items()]
    given = Given(symptoms=clinic["symptoms"], facts=answers, snapshots=[snapshot])
    case = make_case(kb, given, Language.EN, datetime.datetime.now(tz=datetime.UTC).date())
    return Run(gathered, {f.code: f.status for f in diagnose(kb, case).findings}, seconds)


def violations(faulty: Run, healthy: Run, faults: list[dict[str, Any]]) -> Iterator[str]:
    """Yield what must not be: settled without ground, unknown without its reason, late."""
    for code, status in faulty.statuses.items():
        if status in {Status.CONFIRMED, Status.RULED_OUT, Status.CONTRADICTED} and healthy.statuses[code] is not status:
            yield f"{code} is {status}, without the faults {healthy.statuses[code]}"
    there = {fact.name: fact for fact in healthy.gathered.facts}
    for fact in faulty.gathered.facts:
        if isinstance(fact, Known):
            yield from _changed(fact, there[fact.name], faults)
        elif _reason(there[fact.name]) is not fact.reason:
            yield from _unexplained(fact, faults, late=faulty.gathered.stopped == "deadline-reached")
    if faulty.seconds > LIMITS.deadline_seconds * 1.1:
        yield f"took {faulty.seconds:.2f} s of {LIMITS.deadline_seconds} s"


def _reason(fact: Known | Unknown) -> UnknownReason | None:
    return fact.reason if isinstance(fact, Unknown) else None


def _changed(fact: Known, other: Known | Unknown, faults: list[dict[str, Any]]) -> Iterator[str]:
    """Yield what a fault has turned into another value, unless that value is what the fault says."""
    without = other.value if isinstance(other, Known) else other.reason
    if fact.value != without and not any(_says(fault, fact) for fault in faults):
        yield f"{fact.name} is {fact.value}, without the faults {without}"


def _says(fault: Mapping[str, Any], fact: Known) -> bool:
    """Say whether a fault is what a fact reports: a 401 to OceanAPI's token alone, or to Ocean's credentials."""
    if fault["kind"] != "unauthorized":
        return False
    if fact.name == UNAUTHORIZED:
        is_first = fault.get("after", 0) == 0 and fault.get("times", "always") == "always"
        return fact.value is True and is_first and fault.get("client") == CLIENTS["as_oceanapi"]
    values = {ACCEPTED: False, ANSWERS: True}
    return fact.name in values and values[fact.name] == fact.value and touches(fault, "ocean", None)


def _unexplained(fact: Unknown, faults: list[dict[str, Any]], *, late: bool) -> Iterator[str]:
    """Yield an unknown fact whose reason none of the faults explains, or that does not say what went wrong."""
    system, _, view = fact.source.partition(":")
    allowed = {reason for fault in faults if touches(fault, system, view) for reason in REASONS[fault["kind"]]}
    if fact.reason.value not in allowed | ({"timed-out"} if late else set()):
        yield f"{fact.name} is unknown as {fact.reason}; the faults explain {sorted(allowed) or 'nothing'}"
    elif not any("problem" in item for item in fact.detail):
        yield f"{fact.name} does not say what went wrong"


def touches(fault: Mapping[str, Any], system: str, view: str | None) -> bool:
    """Say whether a fault can meet a call to a system from some of its points of view (None: any)."""
    is_there = fault["on"] in {system, "token", "resources"} or (system == "accuro" and fault["on"] in ROUTES)
    client = fault.get("client")
    if client is None or not is_there or view is None:
        return is_there and (client is None or system == "accuro")
    # The roster comes from our own user and serves both views.
    return client in {CLIENTS.get(one) for one in (*view.split("+"), "own_user")}


def main() -> None:
    """Make the runs and print what they came to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    kb = open_knowledge()
    rng = random.Random(options.seed)  # noqa: S311 - chance, not secrecy
    files = [path for path in clinic_files() if told(path)["access"]]
    healthy: dict[Path, Run] = {}
    reasons: Counter[str] = Counter()
    longest, bad = 0.0, 0
    for number in range(options.runs):
        file, faults = rng.choice(files), random_faults(rng)
        clinic = told(file)
        with served(file) as (url, site):
            if file not in healthy:
                healthy[file] = run(kb, site, clinic)
            httpx.post(f"{url}/sandbox/reset", json=[]).raise_for_status()
            httpx.post(f"{url}/sandbox/faults", json=[*faults, *clinic.get("faults", [])]).raise_for_status()
            faulty = run(kb, site, clinic)
        longest = max(longest, faulty.seconds)
        reasons.update(f.reason.value for f in faulty.gathered.facts if not isinstance(f, Known) and f.detail)
        for line in violations(faulty, healthy[file], [*faults, *clinic.get("faults", [])]):
            bad += 1
            print(f"run {number}, {file.stem}, {faults}: {line}")
    told_reasons = ", ".join(f"{reason} {count}" for reason, count in reasons.most_common())
    print(
        f"{options.runs} runs, {bad} violations; longest {longest:.2f} s of {LIMITS.deadline_seconds} s; {told_reasons}"
    )
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
