"""Each simulated clinic: collected over HTTP, diagnosed, and held against what its file expects; printed as a table."""

from __future__ import annotations

import datetime
import sys
from dataclasses import dataclass
from typing import Any

from oceandx.cli.inputs import make_case
from oceandx.cli.simulating import simulated_case, told
from oceandx.consultation import diagnose, open_knowledge
from oceandx.model.diagnosis import Diagnosis
from oceandx.model.knowledge import KnowledgeBase
from oceandx.model.vocabulary import Language, Status
from oceandx.resources import clinic_files


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one clinic's diagnosis says, beside what is expected of it."""

    clinic: str
    symptoms: str
    expected: str
    found: str
    holds: bool


def outcome(kb: KnowledgeBase, name: str) -> Outcome:
    """Collect from one clinic and compare its diagnosis with its file."""
    file = next(path for path in clinic_files() if path.stem == name)
    with simulated_case(kb, str(file)) as (given, _):
        case = make_case(kb, given, Language.EN, datetime.datetime.now(tz=datetime.UTC).date())
    return compare(diagnose(kb, case), told(file))


def compare(diagnosis: Diagnosis, clinic: dict[str, Any]) -> Outcome:
    """Return whether the planted fault is confirmed or, where nothing shows it, asked for first."""
    expected = clinic["expected"]
    causes = expected["cause"] if isinstance(expected["cause"], list) else [expected["cause"]]
    confirmed = [finding.code for finding in diagnosis.findings if finding.status is Status.CONFIRMED]
    first = next((step.fact for step in diagnosis.next if step.fact), None)
    leading = diagnosis.findings[0].code if diagnosis.findings else "-"
    if "question" in expected:
        questions = expected["question"] if isinstance(expected["question"], list) else [expected["question"]]
        holds = first in questions and leading in causes and not confirmed
        wanted = f"{'/'.join(causes)} first, asks {' or '.join(questions)}"
        found = f"{leading} first, asks {first}"
    else:
        holds = confirmed == causes
        wanted, found = f"{'/'.join(causes)} confirmed", f"{'/'.join(confirmed) or 'none'} confirmed"
    return Outcome(clinic["clinic"], " ".join(clinic["symptoms"]), wanted, found, holds)


def main() -> None:
    """Print the table; exit code 1 when a clinic is not diagnosed as its file expects."""
    kb = open_knowledge()
    rows = [outcome(kb, path.stem) for path in clinic_files()]
    cells = [("clinic", "symptoms", "planted", "found", "")]
    cells += [(row.clinic, row.symptoms, row.expected, row.found, "yes" if row.holds else "NO") for row in rows]
    widths = [max(len(row[column]) for row in cells) for column in range(5)]
    for row in cells:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    sys.exit(0 if rows and all(row.holds for row in rows) else 1)


if __name__ == "__main__":
    main()
