"""Lists of a clinic, cell by cell: yes and no, blanks, counts, names, headers, and what is never repeated."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts.imports.small import clinic, detail, refused, shipped, told
from oceandx.errors import UsageError
from oceandx.facts.imports.vocabulary import WORDS, Words, kinds

WORDING = Words.from_data(shipped().imports[WORDS])
SELECTED = "cloud_connect.provider_selected"


def selected(*marks: str) -> list[object]:
    """Return what a column of marks says of provider after provider."""
    lines = [f"P{number},{mark}" for number, mark in enumerate(marks)]
    known = {
        item["provider"]: item["value"] for item in detail("ocean_providers", SELECTED, "Provider,Selected", *lines)
    }
    return [known.get(f"P{number}") for number in range(len(marks))]


@pytest.mark.parametrize("mark", [*WORDING.yes, *WORDING.ticks, "OUI", " Yes ", "✔\ufe0f"])
def test_yes(mark: str) -> None:
    assert selected(mark, "no") == [True, False]


@pytest.mark.parametrize("mark", [*WORDING.no, "NON", "Faux"])
def test_no(mark: str) -> None:
    assert selected(mark, "yes") == [False, True]


def test_a_blank_is_no_only_among_ticks() -> None:
    assert selected("x", "", "✓") == [True, False, True]
    assert selected("1", "", "X") == [True, False, True]
    assert selected("x", "", "no") == [True, None, False]
    assert selected("x", "", "✗") == [True, None, False]
    assert selected("yes", "", "no") == [True, None, False]
    assert selected("", "", "") == [None, None, None]
    assert selected("", "no", "") == [None, False, None]


@pytest.mark.parametrize("word", WORDING.yes)
def test_a_blank_beside_a_word_of_yes_is_unknown(word: str) -> None:
    assert selected(word, "", word) == [True, None, True]
    assert selected(word, "", "x") == [True, None, True]


def test_who_writes_that_it_is_not_known_is_believed() -> None:
    assert selected("x", "?", "") == [True, None, False]
    assert selected("x", "-", "n/a") == [True, None, None]


@pytest.mark.parametrize("mark", ["Read Only", "Lecture seule", "maybe", "2", "x x", "=A1", "non oui"])
def test_what_is_neither_yes_nor_no_is_refused(mark: str) -> None:
    (line,) = refused("ocean_providers", "Provider,Selected", "A,x", f"B,{mark}")
    assert line == "ocean_providers.csv:3:2: sync_selected: the cell is unknown; write 'yes', 'no' or nothing"


def test_headers_are_asked_about_when_nearly_right() -> None:
    lines = refused("ocean_providers", "Providr,Offered", "A,x")
    assert lines[0].startswith("ocean_providers.csv:1:1: provider: 'Providr' is unknown; did you mean 'Provider'?")


def test_a_required_column_is_named_with_its_headers() -> None:
    (line,) = refused("providers", "Office", "North")
    assert line.startswith("providers.csv:1:1: provider: the column is missing; its header may be 'Provider', ")


def test_a_file_without_any_known_column_is_refused() -> None:
    (line,) = refused("sync_status", "Colour,Size", "red,3")
    assert line.startswith(
        "sync_status.csv:1:1: sync_status: no column is known; headers may be 'Integration Enabled', "
    )


def test_all_that_is_wrong_is_told_together_in_the_order_of_the_file() -> None:
    lines = refused(
        "daysheet_counts", "Date,Office,Provider,Accuro,Ocean", "2026-11-24,N,A,1.5,x", ",N,,2,2", "soon,N,B,2,2"
    )
    assert [line.split(" ")[0] for line in lines] == [
        f"daysheet_counts.csv:{place}:" for place in ("2:4", "2:5", "3:1", "3:3", "4:1")
    ]


@pytest.mark.parametrize("text", ["-1", "1.5", "many", "1e3", "٣", "30 jours"])
def test_counts_are_whole_numbers(text: str) -> None:
    (line,) = refused("sync_status", "Authorized,Days to Sync", f"yes,{text}")
    assert line == "sync_status.csv:2:2: days_to_sync: the cell is not a whole number; write digits only, such as 30"


def test_counts_end_where_their_fact_ends() -> None:
    assert told("sync_status", "Days to Sync,Authorized", "366,x")["cloud_connect.days_to_sync"] == 366
    assert told("sync_status", "Days to Sync,Authorized", '"30,0",x')["cloud_connect.days_to_sync"] == 30
    (line,) = refused("sync_status", "Days to Sync,Authorized", "367,x")
    assert line == "sync_status.csv:2:1: days_to_sync: the cell is more than 366; correct the number"


CANARY = "Jean Untel 514-555-0199"


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        ("sync_status", ["Last Error,Days to Sync,Authorized", f"could not, {CANARY},{CANARY}"]),
        ("sync_status", ["Last Error,Days to Sync", f"failed,{CANARY}"]),
        ("sync_status", ["Last Error,Last Sync", f"failed, {CANARY}, again"]),
        ("reminders", ["Rule,Condition,Days Before,Confirmation", f"R,a,{CANARY},{CANARY}"]),
        ("reminders", ["Rule,Condition,Source", f"R,,{CANARY}"]),
        ("reminder_log", ["Schedule,Description,Aborted", f"A,no e-mail,{CANARY}"]),
    ],
)
def test_free_text_that_slipped_into_another_column_is_not_repeated(kind: str, lines: list[str]) -> None:
    with pytest.raises(UsageError) as caught:
        clinic(kind, *lines)
    assert "Untel" not in str(caught.value)
    assert "0199" not in str(caught.value)


@given(st.sampled_from(["sync_status", "reminders", "reminder_log"]), st.data())
def test_free_text_is_not_kept(kind: str, data: st.DataObject) -> None:
    column = {"sync_status": "Last Error", "reminders": "Condition", "reminder_log": "Description"}[kind]
    first = {"sync_status": "Authorized", "reminders": "Rule", "reminder_log": "Schedule"}[kind]
    text = data.draw(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters='",;\t'), min_size=3))
    facts = clinic(kind, f"{first},{column},Aborted", f'yes,"zq{text}{CANARY}",').facts
    assert CANARY not in str(facts)


def test_rows_of_one_name_may_repeat_but_not_contradict_each_other() -> None:
    header = "Provider,Selected"
    assert detail("ocean_providers", SELECTED, header, "A Roy,yes", "a roy,yes") == (
        {"provider": "A Roy", "value": True},
    )
    assert "an earlier row says otherwise" in refused("ocean_providers", header, "A,yes", "A,no")[0]
    assert "an earlier row says otherwise" in refused("providers", "Office,Provider,Active", "N,A,yes", "N,A,no")[0]
    rules = refused("reminders", "Rule,Days Before", "R,1", "R,2")
    assert rules == ["reminders.csv:3:1: rule: an earlier row says otherwise of this rule; keep one of them"]


@given(st.sampled_from(kinds(shipped().imports)), st.binary(max_size=80), st.booleans())
def test_any_bytes_are_facts_or_one_refusal(kind: str, content: bytes, has_header: bool) -> None:
    titles = ",".join(column["title"]["en"] for column in shipped().imports[kind]["columns"])  # type: ignore[attr-defined] # plain data
    text = f"{titles}\n" if has_header else ""
    lines = []
    try:
        clinic(kind, text + content.decode("latin-1"))
    except UsageError as error:
        lines = str(error).split("\n")
    assert all(line.startswith((f"{kind}.csv:", "and ")) for line in lines)


@given(st.lists(st.sampled_from(["yes", "no", "x", "", "?", "Oui", "non"]), min_size=1, max_size=6))
def test_a_blank_is_never_more_than_the_marks_around_it_say(marks: list[str]) -> None:
    found = selected(*marks)
    has_only_ticks = {"x"} == {*marks} - {"", "?"}
    for mark, said in zip(marks, found, strict=True):
        if mark == "":
            assert said is (False if has_only_ticks else None)
        elif mark == "?":
            assert said is None
        else:
            assert said is (mark in {"yes", "x", "Oui"})
