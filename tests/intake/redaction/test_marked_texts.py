"""How much of what is marked in many short texts goes, and how much stays."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from oceandx.intake.redaction import Redactor
from redacting import redaction_words

REDACTOR = Redactor(redaction_words(), today=lambda: date(2026, 11, 26))
_MARK = re.compile(r"<#(?P<value>.*?)#>|<<(?!#)(?P<name>.*?)>>|\[\[(?P<kept>.*?)\]\]", re.DOTALL)


def marked() -> Iterator[tuple[str, list[tuple[str, int, int]]]]:
    """Yield each text without its marks, and the spans that were marked."""
    for line in Path(__file__).with_name("marked_texts.txt").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        raw = line.replace("\\n", "\n").replace("\\t", "\t").replace("<<#", "\ue000<#").replace("#>>", "#>\ue001")
        text, spans, last = "", [], 0
        for match in _MARK.finditer(raw):
            text += raw[last : match.start()]
            kind = match.lastgroup or ""
            spans.append((kind, len(text), len(text) + len(match[kind])))
            text += match[kind]
            last = match.end()
        yield (text + raw[last:]).replace("\ue000", "<").replace("\ue001", ">"), spans


def test_most_of_what_is_marked_goes_and_nearly_all_else_stays() -> None:
    right: Counter[str] = Counter()
    all_marked: Counter[str] = Counter()
    for text, spans in marked():
        gone = {at for removal in REDACTOR.find(text) for at in range(removal.start, removal.end)}
        for kind, start, end in spans:
            letters = [at for at in range(start, end) if text[at].isalnum()]
            taken = sum(at in gone for at in letters)
            right[kind] += taken == 0 if kind == "kept" else taken == len(letters)
            all_marked[kind] += 1
    share = {kind: right[kind] / all_marked[kind] for kind in all_marked}
    assert share["name"] >= 0.93
    assert share["value"] >= 0.98
    assert share["kept"] >= 0.975
