"""Find the points of ``name_points`` in kb/intake/redaction.yaml anew, from the tickets to develop with.

Usage: python -m benchmarks.weigh_names [--write] [--points N]     (needs scikit-learn: pip install --group weigh)

Each ticket is taken in small letters, as it is written, and every third in capitals too; the words that may be a name
are those of a patient or not. A logistic regression weighs what stands in and around them; the points that tell least
go, a sixth at a time, until so many are left. Printed is how well points that were found without an author's tickets
tell the names in these. The half to measure with is not read.
"""

from __future__ import annotations

import argparse
import re
import textwrap
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.intake import read_tickets
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from oceandx.consultation import open_knowledge
from oceandx.intake.redaction.lexicon import Lexicon
from oceandx.intake.redaction.lines import Lines
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.removal import Removal, RemovalKind
from oceandx.intake.redaction.strengths import NameWords
from oceandx.intake.redaction.weighed import Weigher
from oceandx.knowledge.recognition import redaction_words

_FILE = Path(__file__).resolve().parent.parent / "kb" / "intake" / "redaction.yaml"
_PLACES = ("before", "second-before", "third-before", "after", "second-after", "third-after", "sentence", "marks")
_RARE = 25
"""What fewer names have has no points."""
_STRENGTH, _SCALE, _KEPT = 0.33, 10, 0.85
_UNSURE, _NOBODYS, _PATIENTS = -1, 0, 1
_ENOUGH = 3
_WIDTH = 150


def names(kb: Any) -> Iterator[tuple[dict[str, int], int, str]]:
    """Yield of all that may be a name its signs, whether it is a patient's, and the author of the ticket."""
    lexicon = Lexicon(redaction_words(kb))
    for at, ticket in enumerate(read_tickets("dev")):
        whole = f"{ticket['subject']}\n\x1e\n{ticket['body']}"
        for text in (whole.lower(), whole, *((whole.upper(),) if at % 3 == 0 else ())):
            reading = Reading(text, lexicon)
            words = NameWords(reading, Lines(reading))
            weigher = Weigher(words, list(_values(text, ticket)))
            people = [span for item in ticket["patient_data"] if item["kind"] == "name" for span in _found(text, item)]
            for first in weigher.firsts():
                for parts in weigher.tried(first):
                    signs = weigher.signs(parts)
                    span = reading.starts[first], reading.ends[parts[-1][1]]
                    whose = _whose(span, people)
                    if signs and whose != _UNSURE:
                        yield {f"{place}: {sign}": 1 for place, sign in signs}, whose, ticket["author"]


def _found(text: str, item: dict[str, str]) -> Iterator[tuple[int, int]]:
    value = re.escape(item["value"].strip())
    yield from (match.span() for match in re.finditer(rf"(?<!\w){value}(?!\w)", text, re.IGNORECASE) if value)


def _values(text: str, ticket: dict[str, Any]) -> Iterator[Removal]:
    """Yield the values of patients that are no names, as the author of a ticket marked them."""
    for item in ticket["patient_data"]:
        if item["kind"] != "name":
            yield from (Removal(start, end, RemovalKind(item["kind"])) for start, end in _found(text, item))


def _whose(span: tuple[int, int], people: list[tuple[int, int]]) -> int:
    """Return whether words stand within a patient's name; unsure where they only overlap."""
    if any(start <= span[0] and span[1] <= end for start, end in people):
        return _PATIENTS
    return _UNSURE if any(start < span[1] and span[0] < end for start, end in people) else _NOBODYS


def fit(seen: Any, whose: Any) -> Any:
    """Return the points of each sign."""
    model = LogisticRegression(C=_STRENGTH, solver="newton-cholesky", fit_intercept=False)
    return model.fit(seen, whose).coef_[0]


def main() -> None:
    """Print how well points carry over to other authors, and with ``--write`` write those of all tickets."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--points", type=int, default=165, help="how many points are left")
    options = parser.parse_args()
    signs, whose, authors = (list(column) for column in zip(*names(open_knowledge()), strict=True))
    vectors = DictVectorizer()
    seen, meant = vectors.fit_transform(signs).tocsr(), np.array(whose)
    often = np.asarray(seen.sum(0)).ravel()
    chosen = np.flatnonzero(often >= _RARE)
    share = often / seen.shape[0]
    while len(chosen) > options.points:
        telling = abs(fit(seen[:, chosen], meant)) * np.sqrt(share * (1 - share))[chosen]
        left = max(options.points, int(len(chosen) * _KEPT))
        chosen = np.sort(chosen[np.argsort(-telling)[:left]])
    seen = seen[:, chosen]
    told = np.zeros(len(meant))
    for known, other in GroupKFold(5).split(seen, meant, authors):
        told[other] = seen[other] @ np.round(fit(seen[known], meant[known]) * _SCALE) >= _ENOUGH
    right = (told * meant).sum()
    print(f"{len(meant)} of {meant.sum()} patients, by authors left out: {right / told.sum():.3f} of those told are")
    print(f"patients' names, {right / meant.sum():.3f} of these are told")
    if options.write:
        points = np.round(fit(seen, meant) * _SCALE).astype(int)
        titles = vectors.get_feature_names_out()[chosen]
        _write({title: int(worth) for title, worth in zip(titles, points, strict=True) if worth})


def _write(points: dict[str, int]) -> None:
    tables: dict[str, dict[str, int]] = defaultdict(dict)
    for title, worth in points.items():
        place, _colon, sign = title.partition(": ")
        tables[place][sign] = worth
    lines = []
    for place in _PLACES:
        ordered = sorted(tables[place].items(), key=lambda item: (-item[1], item[0]))
        line = f"  {place}: {{" + ", ".join(f"{sign}: {worth}" for sign, worth in ordered) + "}"
        lines += textwrap.wrap(line, _WIDTH, subsequent_indent="    ", break_on_hyphens=False, break_long_words=False)
    before, head, rest = _FILE.read_text(encoding="utf-8").partition("\nname_points:")
    comment = rest.partition("\n")[0]
    after = rest[rest.index("\n\nalone_points:") :]
    text = f"{before}{head}{comment}\n  enough: {_ENOUGH}\n" + "\n".join(lines) + after
    _FILE.write_text(text, encoding="utf-8")
    print(f"{len(points)} points written")


if __name__ == "__main__":
    main()
