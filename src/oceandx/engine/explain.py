"""Why not: the smallest set of facts that would give a cause another verdict."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from oceandx.model.diagnosis import Assessment, Change, Finding
from oceandx.model.vocabulary import Says, Status, Truth

_MAX_SETS = 3


def changes_to(finding: Finding, wanted: Status) -> list[tuple[Change, ...]]:
    """Return the smallest sets of facts that would make a cause confirmed or ruled out, at most three.

    A change says that a condition would have to hold, or to fail. Empty when the verdict is already the wanted one, or
    when no evidence of the cause can give it.
    """
    giving, barring = (Says.PROVES, Says.RULES_OUT) if wanted is Status.CONFIRMED else (Says.RULES_OUT, Says.PROVES)
    if finding.status is wanted:
        return []
    sets: dict[frozenset[Change], None] = {}
    for symptom in dict.fromkeys((*(a.evidence.symptom for a in finding.assessments), *finding.explains)):
        # Evidence special to one symptom gives or bars a verdict about that symptom only.
        bearing = [a for a in finding.assessments if a.evidence.symptom in {None, symptom}]
        remove = [
            [Change(condition, holds=False) for condition, _ in a.conditions]
            for a in bearing
            if a.evidence.says is barring and a.truth is Truth.TRUE
        ]
        for grant in (a for a in bearing if a.evidence.says is giving):
            for fail in itertools.product(*remove):
                changes = frozenset((*_to_hold(grant), *fail))
                # What gives the verdict on this symptom already changes nothing: another symptom has to be judged.
                if changes and _consistent(grant, fail):
                    sets[changes] = None
    ordered = sorted((tuple(sorted(one, key=_order)) for one in sets), key=lambda s: (len(s), str(s)))
    smallest = [one for one in ordered if not any(set(other) < set(one) for other in ordered)]
    return [one for one in smallest if len(one) == len(smallest[0])][:_MAX_SETS]


def _to_hold(assessment: Assessment) -> tuple[Change, ...]:
    return tuple(Change(c, holds=True) for c, known in assessment.conditions if known is not Truth.TRUE)


def _consistent(granting: Assessment, failing: Iterable[Change]) -> bool:
    """Say whether nothing has to fail that has to hold, or that has to go on holding."""
    needed = {condition for condition, _ in granting.conditions}
    return not any(change.condition in needed for change in failing)


def _order(change: Change) -> tuple[str, str, bool]:
    return change.condition.fact, str(change.condition.value), change.holds
