"""The shipped vocabulary of the clinic's files: every word means one thing, every kind can be read."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

import pytest

from facts.imports.small import TODAY, shipped
from oceandx.errors import KnowledgeBaseError
from oceandx.facts.imports.files import import_tables
from oceandx.facts.imports.table import fold, fold_header, read_table
from oceandx.facts.imports.vocabulary import WORDS, Vocabulary, Words, kinds

IMPORTS: Mapping[str, Mapping[str, Any]] = shipped().imports
LISTS = [kind for kind in kinds(IMPORTS) if kind != "permissions"]


def test_the_kinds_are_those_of_the_workbook() -> None:
    assert sorted(kinds(IMPORTS)) == sorted(IMPORTS[WORDS]["workbook"]["order"])
    assert len(LISTS) == 6


@pytest.mark.parametrize("kind", LISTS)
def test_every_header_names_one_column(kind: str) -> None:
    vocabulary = Vocabulary.of(IMPORTS, kind)
    headers = [header for column in vocabulary.columns.values() for header in column.headers] + [*vocabulary.ignored]
    folded = [fold_header(header) for header in headers]
    assert sorted(folded) == sorted(set(folded))
    assert all(folded)


@pytest.mark.parametrize("kind", kinds(IMPORTS))
def test_what_a_template_writes_is_understood(kind: str) -> None:
    for column in IMPORTS[kind]["columns"]:
        headers = {fold_header(header) for header in column["headers"]}
        assert {fold_header(column["title"][language]) for language in ("fr", "en")} <= headers
        for choice in column.get("choices", ()):
            words = set(map(fold, choice["words"]))
            for title in (fold(choice["title"][language]) for language in ("fr", "en")):
                assert title in words or (column.get("within") and any(word in title for word in words))


@pytest.mark.parametrize("kind", LISTS)
def test_every_word_of_a_choice_means_one_choice(kind: str) -> None:
    for column in Vocabulary.of(IMPORTS, kind).columns.values():
        words = [word for found in column.choices.values() for word in found]
        assert sorted(words) == sorted(set(words))


def test_cells_mean_one_thing() -> None:
    words = Words.from_data(IMPORTS[WORDS])
    groups = [set(words.yes), set(words.no), set(words.ticks), set(words.blank)]
    assert sum(map(len, groups)) == len(set().union(*groups))
    assert {fold(item[language]) for item in IMPORTS[WORDS]["menus"]["yes-no"] for language in ("fr", "en")} <= (
        set(words.yes) | set(words.no)
    )
    assert set(words.months.values()) == set(range(1, 13))
    assert words.months == {
        fold(name): int(n) for n, names in IMPORTS["permissions"]["months"].items() for name in names
    }


def test_the_choices_of_the_files_are_those_of_the_facts() -> None:
    facts = shipped().facts
    for kind, column, fact in (
        ("reminders", "source", "reminders.appointment_source"),
        ("reminder_log", "description", "reminders.log_description"),
    ):
        assert set(Vocabulary.of(IMPORTS, kind).columns[column].choices) == set(facts[fact].choices)


def test_the_counts_of_the_files_fit_their_facts() -> None:
    facts = shipped().facts
    for kind, column, fact in (
        ("sync_status", "days_to_sync", "cloud_connect.days_to_sync"),
        ("reminders", "days_before", "reminders.rule_days_before"),
    ):
        assert Vocabulary.of(IMPORTS, kind).columns[column].maximum == facts[fact].maximum


@pytest.mark.parametrize(
    ("kind", "key", "changed"),
    [("providers", "cell", "text"), ("sync_status", "column", "other"), ("reminders", "cell", "count")],
)
def test_a_column_that_the_program_needs_cannot_change_its_kind(kind: str, key: str, changed: str) -> None:
    data = copy.deepcopy(dict(IMPORTS))
    data[kind]["columns"][-1 if kind != "reminders" else 1][key] = changed
    headers = ",".join(column["headers"][0] for column in IMPORTS[kind]["columns"] if column["required"])
    content = f"{headers or 'Authorized'}\n{','.join('x' * (headers.count(',') + 1))}\n".encode()
    with pytest.raises(KnowledgeBaseError, match=rf"^kb/imports/{kind}\.yaml:1:1: the column"):
        import_tables([(kind, read_table("f.csv", content))], data, shipped().facts, TODAY)
