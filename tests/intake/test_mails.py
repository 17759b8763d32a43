"""Eighty e-mails as they come to a helpdesk, written by two people who had seen no words of ours, read as a whole."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

from intake.wordings import reader
from oceandx.model.ticket import Reading

_FOLDER = Path(__file__).with_name("mails")


@cache
def read_mails() -> tuple[tuple[dict[str, Any], Reading], ...]:
    """Return each mail's labels with what is read of it."""
    labels = [json.loads(line) for line in (_FOLDER / "labels.jsonl").read_text("utf-8").splitlines()]
    return tuple((each, reader().read_bytes((_FOLDER / f"{each['id']}.eml").read_bytes())) for each in labels)


def test_most_symptoms_are_told_and_few_others() -> None:
    counts: Counter[str] = Counter()
    for labels, reading in read_mails():
        told, meant = {symptom.code for symptom in reading.symptoms}, set(labels["symptoms"])
        counts += Counter(right=len(told & meant), told=len(told), meant=len(meant))
    assert 2 * counts["right"] / (counts["told"] + counts["meant"]) >= 0.9


def test_what_is_about_something_else_has_no_symptom() -> None:
    assert [labels["id"] for labels, reading in read_mails() if labels["out_of_scope"] and reading.symptoms] == []


def test_nothing_of_a_patient_is_left_in_and_most_of_the_rest_stays() -> None:
    lost = kept = 0
    for labels, reading in read_mails():
        text = f"{reading.subject}\n{reading.body}"
        assert [item["value"] for item in labels["patient_data"] if item["value"] in text] == [], labels["id"]
        lost += sum(term not in text for term in labels["keep"])
        kept += len(labels["keep"])
    assert lost <= 0.04 * kept
