"""Find the points of kb/intake/extent.yaml anew: what in the tickets to develop with goes with which extent.

Usage: python -m benchmarks.weigh_extents [--write]     (needs scikit-learn and scipy: pip install --group weigh)

A logistic regression that prefers few points picks which sign speaks for which extent, and those are fitted again by
themselves. Printed is how well points that were found without an author's tickets tell the extent of these. The half to
measure with is not read.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from oceandx.consultation import open_knowledge
from oceandx.intake.message import Message
from oceandx.reading import TicketReader

_ROOT = Path(__file__).resolve().parent.parent
_FILE = _ROOT / "kb" / "intake" / "extent.yaml"
_RARE = 12
"""A sign in fewer tickets has no points."""
_STRENGTH, _RIDGE, _SCALE = 0.1, 0.5, 10
_LEAST = 0.02
_UNKNOWN = "unknown"


def tickets(reader: TicketReader) -> tuple[list[dict[str, int]], Any, Any]:
    """Return of each ticket its signs, the extent that its author meant, and its author."""
    signs, meant, authors = [], [], []
    for file in sorted((_ROOT / "tests" / "intake" / "tickets" / "dev").glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            ticket = json.loads(line)
            reading = reader.read(Message(ticket["subject"], ticket["body"]))
            if ticket["symptoms"] and ticket["extent"] and reading.symptoms:
                signs.append(dict.fromkeys(reading.extent_signs, 1))
                meant.append(ticket["extent"])
                authors.append(ticket["author"])
    return signs, np.array(meant), np.array(authors)


def fit(seen: Any, meant: Any) -> tuple[Any, Any]:
    """Return the extents, and for each its points by sign."""
    often = np.asarray((seen != 0).sum(0)).ravel() >= _RARE
    seen = seen.multiply(often).tocsr()
    model = LogisticRegression(C=_STRENGTH, l1_ratio=1, solver="saga", max_iter=150, fit_intercept=False)
    model.fit(seen, meant)
    chosen = abs(model.coef_) > _LEAST
    target = (meant[:, None] == model.classes_).astype(float)

    def loss(values: Any) -> tuple[float, Any]:
        weights = np.zeros(chosen.shape)
        weights[chosen] = values
        scores = seen @ weights.T
        scores -= scores.max(1, keepdims=True)
        total = np.exp(scores).sum(1, keepdims=True)
        slope = (seen.T @ (np.exp(scores) / total - target)).T[chosen]
        return -(target * (scores - np.log(total))).sum() + _RIDGE * (
            values * values
        ).sum(), slope + 2 * _RIDGE * values

    weights = np.zeros(chosen.shape)
    weights[chosen] = minimize(loss, model.coef_[chosen], jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    return model.classes_, np.round(weights * _SCALE).astype(int)


def told(extents: Any, scores: Any, ahead: int) -> Any:
    """Return the extent that most speaks for, or unknown where another is too near."""
    ordered = np.sort(scores, axis=1)
    return np.where(ordered[:, -1] - ordered[:, -2] < ahead, _UNKNOWN, extents[scores.argmax(1)])


def main() -> None:
    """Print how well points carry over to other authors, and with ``--write`` write those of all tickets."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    write = parser.parse_args().write
    kb = open_knowledge()
    ahead = int(kb.intake["extent"]["ahead"])
    signs, meant, authors = tickets(TicketReader(kb))
    vectors = DictVectorizer()
    seen = vectors.fit_transform(signs).tocsr()
    found = np.full(len(meant), _UNKNOWN, dtype=object)
    for known, other in GroupKFold(5).split(seen, meant, authors):
        extents, points = fit(seen[known], meant[known])
        found[other] = told(extents, seen[other] @ points.T, ahead)
    wrong = (found != meant) & (found != _UNKNOWN)
    print(f"{len(meant)} tickets, by authors left out: {(found == meant).mean():.3f} right, {wrong.mean():.3f} wrong")
    print(Counter(zip(meant[wrong].tolist(), found[wrong].tolist(), strict=True)).most_common(12))
    if write:
        extents, points = fit(seen, meant)
        by_hand = _FILE.read_text(encoding="utf-8").partition("\nsymptoms:")[0]
        _FILE.write_text(by_hand + "\n" + _written(vectors, extents, points), encoding="utf-8")
        print(f"{(points != 0).sum()} points written")


def _written(vectors: Any, extents: Any, points: Any) -> str:
    found = {
        sign: {extent: int(points[at, place]) for at, extent in enumerate(extents) if points[at, place]}
        for place, sign in enumerate(vectors.get_feature_names_out())
    }
    symptoms = {sign.removeprefix("symptom "): of for sign, of in found.items() if sign.startswith("symptom ")}
    signs = {sign: of for sign, of in found.items() if not sign.startswith("symptom ")}
    return "".join(
        f"{title}:\n" + "".join(f"  {sign}: {_points(of)}\n" for sign, of in each.items() if of)
        for title, each in (("symptoms", symptoms), ("signs", signs))
    )


def _points(points: dict[str, int]) -> str:
    ordered = sorted(points.items(), key=lambda item: -item[1])
    return "{" + ", ".join(f"{extent}: {number}" for extent, number in ordered) + "}"


if __name__ == "__main__":
    main()
