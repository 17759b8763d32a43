"""How well tickets are read: symptoms, extent, subject, redaction, by language, on tickets with labels.

Usage: python benchmarks/intake.py [--half dev|test] [--errors N] [--json FILE]

The tickets are in tests/intake/tickets/<half>/, one JSON object a line. The test half is for measuring only: nobody
looks at it while words or patterns are written.
"""

from __future__ import annotations

import argparse
import json
import platform
import re
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from oceandx import __version__
from oceandx.consultation import open_knowledge
from oceandx.intake.message import Message
from oceandx.model.ticket import Reading
from oceandx.reading import TicketReader

ROOT = Path(__file__).resolve().parents[1]
TICKETS = ROOT / "tests" / "intake" / "tickets"
_NAME = "name"
_DOCTORS = r"(?<!\w)(?i:drs?|dres?|doctors?|docteure?s?)\.? (?:[^\W\d_][\w\-]*\.? )?"


@dataclass
class Tally:
    """Counts of one language."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    forbidden: int = 0
    tickets: int = 0
    language: int = 0
    extent: list[int] = field(default_factory=lambda: [0, 0])
    outside: list[int] = field(default_factory=lambda: [0, 0, 0])
    resolved: list[int] = field(default_factory=lambda: [0, 0, 0])
    abstained: list[int] = field(default_factory=lambda: [0, 0])
    removed: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    kept: list[int] = field(default_factory=lambda: [0, 0])
    facts: list[int] = field(default_factory=lambda: [0, 0, 0])


def read_tickets(half: str) -> list[dict[str, Any]]:
    """Return the tickets of one half, in the order of their files."""
    return [
        json.loads(line)
        for path in sorted((TICKETS / half).glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]


def main() -> None:
    """Read the tickets and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("dev", "test"), default="test")
    parser.add_argument("--errors", type=int, default=0, help="as many of the worst errors are shown")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    arguments = parser.parse_args()
    reader = TicketReader(open_knowledge())
    codes = {symptom: code for code, symptom in open_knowledge().symptom_codes.items()}
    tallies: dict[str, Tally] = {"fr": Tally(), "en": Tally()}
    errors: list[tuple[int, str]] = []
    tickets = read_tickets(arguments.half)
    started = time.perf_counter()
    readings = [reader.read(Message(ticket["subject"], ticket["body"]), explain=False) for ticket in tickets]
    seconds = time.perf_counter() - started
    for ticket, reading in zip(tickets, readings, strict=True):
        judge(tallies[ticket["language"]], ticket, reading, codes, errors)
    print(f"{arguments.half}: {len(tickets)} tickets, {len(tickets) / seconds:.0f} tickets/s (one process)")
    for language, tally in tallies.items():
        print(table(language, tally))
    speed = measure_speed(reader, tickets)
    print(f"\ntexts of 1,000 characters: {speed:.0f} a second on one core, {peak_megabytes():.0f} MB at most")
    if arguments.errors:
        for _, line in sorted(errors, key=lambda error: -error[0])[: arguments.errors]:
            print(line)
    if arguments.json:
        figures = {language: summary(tally) for language, tally in tallies.items()}
        about = {"machine": platform.machine(), "python": platform.python_version(), "oceandx": __version__}
        report = {"half": arguments.half, **about, "texts_of_1_kB_a_second": round(speed), **figures}
        arguments.json.write_text(json.dumps(report, indent=1) + "\n")


def measure_speed(reader: TicketReader, tickets: list[dict[str, Any]]) -> float:
    """Return how many texts of 1,000 characters are read in a second of processor time, once words have been met."""
    whole = "\n\n".join(ticket["body"] for ticket in tickets)
    texts = [Message("", whole[start : start + 1000]) for start in range(0, len(whole) - 1000, 1000)]
    for text in texts:
        reader.read(text)
    started = time.process_time()
    for text in texts:
        reader.read(text)
    return len(texts) / (time.process_time() - started)


def peak_megabytes() -> float:
    """Return the most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def judge(
    tally: Tally, ticket: Mapping[str, Any], reading: Reading, codes: Mapping[str, str], errors: list[tuple[int, str]]
) -> None:
    """Compare one reading with the labels."""
    got, want = {codes[symptom.id] for symptom in reading.symptoms}, set(ticket["symptoms"])
    tally.tickets += 1
    tally.language += reading.language.value == ticket["language"]
    tally.right.update(got & want)
    tally.wrong.update(got - want)
    tally.missed.update(want - got)
    tally.forbidden += len(got & set(ticket["forbidden"]))
    if got & want and ticket["extent"]:  # whom it is about is not labelled everywhere
        tally.extent[1] += 1
        tally.extent[0] += str(reading.extent) == ticket["extent"]
    if ticket["out_of_scope"]:
        tally.outside[2] += 1
        tally.outside[0] += bool(got)
        tally.outside[1] += reading.out_of_scope == ticket["out_of_scope"]
    if not want and not ticket["out_of_scope"]:
        tally.abstained[1] += 1
        tally.abstained[0] += not got
    tally.resolved[0] += reading.resolved and ticket["resolved"]
    tally.resolved[1] += reading.resolved
    tally.resolved[2] += ticket["resolved"]
    facts = {fact.name: fact.value for fact in reading.facts}
    stated = ticket["facts"]  # None: not labelled
    if stated is not None:
        tally.facts[0] += sum(1 for name, value in facts.items() if stated.get(name) == value)
        tally.facts[1] += len(facts)
        tally.facts[2] += len(stated)
    left = leaked(ticket, reading)
    for item in ticket["patient_data"]:
        tally.removed[item["kind"]][1] += 1
        tally.removed[item["kind"]][0] += item["value"] not in left
    for kept in ticket["keep"]:
        tally.kept[1] += 1
        tally.kept[0] += not (kept in reading.subject or kept in reading.body)
    if got != want or left:
        lost = [kept for kept in ticket["keep"] if kept not in reading.subject and kept not in reading.body]
        errors.append(
            (
                2 * len(got ^ want) + len(left),
                f"{ticket['id']}: said {_codes(want)}; read {_codes(got)}; left in {len(left)}; lost {len(lost)}",
            )
        )


def _codes(codes: set[str]) -> str:
    return " ".join(sorted(codes)) or "nothing"


def leaked(ticket: Mapping[str, Any], reading: Reading) -> set[str]:
    """Return the patient data that is still in the redacted text, as whole words.

    A doctor may have a patient's surname: after «Dr» it is no patient's where it stands elsewhere in the ticket, too.
    """
    text = f"{reading.subject}\n{reading.body}"
    whole = f"{ticket['subject']}\n{ticket['body']}"
    for kept in ticket["keep"]:
        text, whole = text.replace(kept, " "), whole.replace(kept, " ")
    left = set()
    for value in (item["value"] for item in ticket["patient_data"]):
        word = rf"(?<!\w){re.escape(value)}(?!\w)"
        doctors = _DOCTORS + word
        found = len(re.findall(word, text))
        if len(re.findall(word, whole)) > len(re.findall(doctors, whole)):
            found -= len(re.findall(doctors, text))
        if found:
            left.add(value)
    return left


def rates(right: int, wrong: int, missed: int) -> tuple[float, float, float]:
    """Return precision, recall and F1."""
    precision = right / (right + wrong) if right + wrong else 0.0
    recall = right / (right + missed) if right + missed else 0.0
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def summary(tally: Tally) -> dict[str, Any]:
    """Return the figures of one language."""
    precision, recall, f1 = rates(tally.right.total(), tally.wrong.total(), tally.missed.total())
    structured = [numbers for kind, numbers in tally.removed.items() if kind != _NAME]
    return {
        "tickets": tally.tickets,
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(f1, 4),
        "forbidden": tally.forbidden,
        "out_of_scope_with_symptoms": _share(tally.outside[0], tally.outside[2]),
        "out_of_scope_kind_right": _share(tally.outside[1], tally.outside[2]),
        "abstained_where_nothing_was_said": _share(*tally.abstained),
        "extent_right": _share(*tally.extent),
        "resolved": tally.resolved,
        "facts_right_given_stated": tally.facts,
        "language_right": _share(tally.language, tally.tickets),
        "redaction_structured": _share(sum(n[0] for n in structured), sum(n[1] for n in structured)),
        "redaction_names": _share(*tally.removed[_NAME]),
        "over_redaction": _share(*tally.kept),
    }


def table(language: str, tally: Tally) -> str:
    """Return the tables of one language."""
    lines = [f"\n{language}"]
    lines += [f"  {name.replace('_', ' ')}: {value}" for name, value in summary(tally).items()]
    lines.append(
        "  removed by kind: " + ", ".join(f"{kind} {n[0]}/{n[1]}" for kind, n in sorted(tally.removed.items()))
    )
    lines.append("  symptom   right wrong missed  precision recall F1")
    for code in sorted({*tally.right, *tally.wrong, *tally.missed}):
        numbers = (tally.right[code], tally.wrong[code], tally.missed[code])
        precision, recall, f1 = rates(*numbers)
        lines.append(
            f"  {code:8} {numbers[0]:6} {numbers[1]:5} {numbers[2]:6} {precision:10.2f} {recall:6.2f} {f1:.2f}"
        )
    return "\n".join(lines)


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} ({part / whole:.1%})" if whole else "0/0"


if __name__ == "__main__":
    main()
