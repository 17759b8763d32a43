"""The permission grid of the OceanAPI user, from a table to facts."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from oceandx.errors import KnowledgeBaseError, UsageError
from oceandx.facts.imports.imported import Imported
from oceandx.facts.imports.permissions import GridVocabulary, import_permissions
from oceandx.facts.imports.table import fold, fold_header, read_table
from oceandx.model.case import Detail, Known, Unknown
from oceandx.model.vocabulary import UnknownReason

FILE = Path(__file__).parents[3] / "kb" / "imports" / "permissions.yaml"
DATA: dict[str, object] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
VOCABULARY = GridVocabulary.from_data(DATA)
GRID = ["patient", "scheduling", "billing", "emr", "labs", "visible"]
HEADER = "emr_user,office,provider,patient,scheduling,billing,emr,labs,visible"
TODAY = date(2026, 11, 23)
ALL = "x,x,x,x,x,x"


def load(*lines: str, header: str = HEADER, user: str | None = None) -> Imported:
    table = read_table("permissions.csv", "\n".join([header, *lines]).encode())
    return import_permissions(table, VOCABULARY, TODAY, user)


def dated(*lines: str, user: str | None = None) -> Imported:
    return load(*lines, header=f"{HEADER},access_until", user=user)


def refused(*lines: str, header: str = HEADER, user: str | None = None) -> list[str]:
    with pytest.raises(UsageError) as caught:
        load(*lines, header=header, user=user)
    return str(caught.value).split("\n")


def gap(office: str = "Nord", provider: str = "Roy", user: str = "OceanAPI", **changes: object) -> dict[str, object]:
    plain: dict[str, object] = {"missing": [], "read_only": [], "expired_since": None}
    return {"emr_user": user, "office": office, "provider": provider, **plain, **changes}


def complete(outcome: str, *detail: Mapping[str, object]) -> Known | Unknown:
    return fact("accuro.oceanapi.permissions_complete", outcome, detail)


def expired(outcome: str, *detail: Mapping[str, object]) -> Known | Unknown:
    return fact("accuro.oceanapi.permission_expired", outcome, detail)


def fact(name: str, outcome: str, detail: Detail) -> Known | Unknown:
    origin = ("import:permissions", "2026-11-23")
    if outcome in ("true", "false"):
        return Known(name, outcome == "true", *origin, detail)
    return Unknown(name, UnknownReason(outcome), *origin, detail)


def kinds(imported: Imported) -> list[str]:
    return [notice.kind for notice in imported.notices]


# The vocabulary


def test_every_header_names_one_column() -> None:
    headers = [header for headers in VOCABULARY.headers.values() for header in headers] + [*VOCABULARY.ignored]
    folded = [fold_header(header) for header in headers]
    assert sorted(folded) == sorted(set(folded))
    assert all(folded)


def test_every_cell_value_has_one_meaning() -> None:
    folded = [{fold(value) for value in values} for values in (VOCABULARY.full, VOCABULARY.read_only, VOCABULARY.blank)]
    assert sum(map(len, folded)) == len(set().union(*folded))


def test_every_month_is_named_in_both_languages() -> None:
    assert {VOCABULARY.months[name] for name in ("janvier", "fevrier", "aout", "decembre")} == {1, 2, 8, 12}
    assert {VOCABULARY.months[name] for name in ("january", "february", "august", "december")} == {
        1,
        2,
        8,
        12,
    }
    assert set(VOCABULARY.months.values()) == set(range(1, 13))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("columns",), None),
        (("columns", 0), "emr_user"),
        (("columns", 0, "column"), None),
        (("columns", 0, "headers"), "EMR User"),
        (("columns", 3, "required"), False),
        (("columns", 9, "column"), "until"),
        (("cells", "full"), None),
        (("cells", "full", 0), True),
        (("cells", "blank", 0), None),
        (("months", "12"), None),
        (("months", "12", 0), 12),
        (("user_pattern",), 1),
        (("ignored_columns", 0, "headers"), None),
    ],
)
def test_broken_vocabulary_is_refused(path: tuple[str | int, ...], value: object) -> None:
    data = copy.deepcopy(DATA)
    target = data
    for step in path[:-1]:
        target = target[step]  # type: ignore[index,assignment] # a path into plain data
    target[path[-1]] = value  # type: ignore[index] # a path into plain data
    with pytest.raises(KnowledgeBaseError, match=r"^kb/imports/permissions\.yaml:1:1: "):
        GridVocabulary.from_data(data)


def test_ignored_columns_may_be_left_out() -> None:
    data = {key: value for key, value in DATA.items() if key != "ignored_columns"}
    assert GridVocabulary.from_data(data).ignored == ()


# Headers


@pytest.mark.parametrize(
    "header",
    [
        "EMR User;Office;Provider;Patient;Scheduling;Billing;EMR;Labs;Visible;Access Until",
        "emr_user;OFFICE;provider;PATIENT;schedule;billing;emr;LAB;visible;end-date",
        "Utilisateur DMÉ;Bureau;Fournisseur;Patient;Horaires;Facturation;DMÉ;Labo;Visible;Fin d'accès",
        "Utilisateur du DME;Clinique;Médecin;patients;Agenda;Billing;DME;Laboratoire;Visibilité;Date de fin",
        "Nom d\u2019utilisateur;Site;Prestataire;Patient;Planification;Facturation;DME;Labos;visible;Expires",
        '"EMR\nUser";Office;Docteur;Patient;Horaire;Billing;E.M.R.;Laboratoire;Visible;accès jusqu\u2019au',
    ],
)
def test_headers_of_both_languages(header: str) -> None:
    imported = load("OceanAPI;Nord;Roy;x;x;x;x;x;x;2026-11-23", header=header)
    assert imported.facts == (complete("true"), expired("false"))


def test_columns_that_ocean_does_not_need_are_ignored() -> None:
    header = f"{HEADER},Inbox,Rapports,Prescribe For,Notes,Provider ID,Office ID,"
    assert load(f"OceanAPI,Nord,Roy,{ALL},maybe,=A1,?,hello,12,13", header=header).facts[0] == complete("true")


def test_header_that_is_nearly_right_is_asked_about() -> None:
    lines = refused(f"OceanAPI,Nord,Roy,{ALL}", header=HEADER.replace("billing", "Biling"))
    assert lines == ["permissions.csv:1:6: billing: 'Biling' is unknown; did you mean 'Billing'? Rename or remove it"]


def test_two_columns_of_one_meaning() -> None:
    lines = refused(f"OceanAPI,Nord,Roy,{ALL},Nord", header=f"{HEADER},Bureau")
    assert lines == ["permissions.csv:1:10: office: 'office' and 'Bureau' mean the same; keep one of them"]


def test_missing_columns_are_named_with_their_headers() -> None:
    lines = refused("Nord,x", header="office,patient")
    assert [line.split(": ")[1] for line in lines] == sorted({*GRID, "emr_user", "provider"} - {"patient"})
    assert "'Facturation'" in lines[0]
    assert [line for line in lines if "--emr-user NAME" in line] == [lines[2]]


def test_a_blank_emr_user_does_not_stand_for_the_column() -> None:
    header = HEADER.removeprefix("emr_user,")
    assert "--emr-user NAME" in refused(f"Nord,Roy,{ALL}", header=header, user=" ")[0]


def test_access_until_may_be_absent() -> None:
    assert load(f"OceanAPI,Nord,Roy,{ALL}").facts == (complete("true"), expired("not-asked"))


# Cells


@pytest.mark.parametrize("value", [*VOCABULARY.full, "FULL", " X ", "accès  COMPLET", "Acces complet", "✔\ufe0f"])
def test_full_access(value: str) -> None:
    assert load(f"OceanAPI,Nord,Roy,{value},x,x,x,x,x").facts[0] == complete("true")


@pytest.mark.parametrize("value", [*VOCABULARY.read_only, "LECTURE SEULE", "read\u00a0only"])
def test_read_only_is_not_full_access(value: str) -> None:
    assert load(f"OceanAPI,Nord,Roy,x,x,x,{value},x,x").facts[0] == complete("false", gap(read_only=["emr"]))


@pytest.mark.parametrize("value", [*VOCABULARY.blank, "NON", "\u00a0"])
def test_blank_is_a_gap(value: str) -> None:
    assert load(f"OceanAPI,Nord,Roy,x,x,x,x,{value},x").facts[0] == complete("false", gap(missing=["labs"]))


@pytest.mark.parametrize("value", ["=A1", "maybe", "2", "?", "☒", "❌", "x x", "n/a", "#REF!", "\u202ex"])
def test_other_cells_are_never_guessed(value: str) -> None:
    (line,) = refused(f"OceanAPI,Nord,Roy,{ALL}", "", f"OceanAPI,Nord,Li,x,{value},x,x,x,x")
    assert line.startswith("permissions.csv:4:5: scheduling: the cell is unknown; ")


def test_hints_for_cells() -> None:
    assert "did you mean 'Full'?" in refused("OceanAPI,Nord,Roy,Ful,x,x,x,x,x")[0]
    assert "did you mean 'ReadOnly'?" in refused("OceanAPI,Nord,Roy,read_only,x,x,x,x,x")[0]
    assert "write 'Full', 'Read Only' or nothing" in refused("OceanAPI,Nord,Roy,=A1,x,x,x,x,x")[0]


def test_errors_of_all_rows_and_users_are_told_together() -> None:
    lines = refused("Ann,Nord,Roy,?,x,x,x,x,!", "Ann,,Roy,x,x,x,x,x,x", "OceanAPI,Nord,,x,x,x,x,x,=B2", header=HEADER)
    places = [line.split(" ")[0] for line in lines]
    assert places == [f"permissions.csv:{place}:" for place in ("2:4", "2:9", "3:2", "4:3", "4:9")]


@pytest.mark.parametrize("line", [f",Nord,Roy,{ALL}", f"OceanAPI,,Roy,{ALL}", f"OceanAPI,Nord,\u00a0,{ALL}"])
def test_merged_cells_are_not_filled_down(line: str) -> None:
    assert "merged cells are not filled down" in refused(f"OceanAPI,Nord,Roy,{ALL}", line)[0]


def test_names_with_control_characters() -> None:
    (line,) = refused(f"OceanAPI,Nord,R\u202eoy,{ALL}")
    assert line.startswith("permissions.csv:2:3: provider: the cell has a control character")


def test_formulas_in_names_are_text() -> None:
    assert load("OceanAPI,=A1,Roy,,x,x,x,x,x").facts[0] == complete("false", gap("=A1", missing=["patient"]))


# Whose rows


@pytest.mark.parametrize("user", ["OceanAPI", "ocean api", "OCEAN-API", "clinic.oceanapi", "Océan API 2"])
def test_oceanapi_user_is_found_by_its_name(user: str) -> None:
    assert load(f"{user},Nord,Roy,{ALL}").facts[0] == complete("true")


def test_other_users_are_ignored_with_one_notice_each() -> None:
    imported = load("Ann,Sud,Li,,,,,,", f"OceanAPI,Nord,Roy,{ALL}", "ann ,Nord,Roy,,,,,,", f"Bo,Nord,Roy,{ALL}")
    assert imported.facts[0] == complete("true")
    assert kinds(imported) == ["other-user-ignored"] * 2
    first = imported.notices[0]
    assert (first.file, first.row, first.column) == ("permissions.csv", 2, 1)
    assert first.values == {"emr_user": "Ann", "rows": 2}


def test_without_an_oceanapi_user_nothing_is_known() -> None:
    imported = dated("Ann,Sud,Li,,,,,,,2020-01-01", f"Bo,Nord,Roy,{ALL},")
    assert imported.facts == (complete("not-asked"), expired("not-asked"))
    assert kinds(imported) == ["no-oceanapi-user"]
    assert imported.notices[0].values == {"users": ("Ann", "Bo")}


def test_a_given_user_is_compared_without_case_and_spaces() -> None:
    imported = load(f"Svc Ocean,Nord,Roy,{ALL}", "OceanAPI,Nord,Roy,,,,,,", user=" svcocean ")
    assert imported.facts[0] == complete("true")
    assert imported.notices[0].values == {"emr_user": "OceanAPI", "rows": 1}


def test_a_given_user_fills_a_missing_column() -> None:
    header = HEADER.removeprefix("emr_user,")
    imported = load("Nord,Roy,,x,x,x,x,x", header=header, user=" Svc ")
    assert imported.facts[0] == complete("false", gap(user="Svc", missing=["patient"]))
    assert "control character" in refused(f"Nord,Roy,{ALL}", header=header, user="a\x07b")[0]


def test_a_given_user_without_rows_is_an_error() -> None:
    (line,) = refused(f"OceanAPI,Nord,Roy,{ALL}", f"Ann,Nord,Roy,{ALL}", user="Bo")
    assert line == "permissions.csv:1:1: emr_user: no row is of 'Bo'; the file has rows of 'OceanAPI', 'Ann'"


def two_users(first: str, second: str) -> Known | Unknown:
    return load(f"OceanAPI1,Nord,Roy,{first}", f"OceanAPI2,Nord,Roy,{second}").facts[0]


def test_several_oceanapi_users() -> None:
    one, other = gap(user="OceanAPI1", missing=["labs"]), gap(user="OceanAPI2", read_only=["emr"])
    assert two_users(ALL, ALL) == complete("true")
    assert two_users("x,x,x,x,,x", "x,x,x,ro,x,x") == complete("false", one, other)
    assert two_users("x,x,x,x,,x", ALL) == complete("contradictory", one)
    assert two_users(ALL, "x,x,x,ro,x,x") == complete("contradictory", other)


def test_several_oceanapi_users_and_a_pair_without_a_row() -> None:
    lines = [f"OceanAPI1,Nord,Roy,{ALL}", f"OceanAPI2,Nord,Roy,{ALL}", f"OceanAPI2,Sud,Li,{ALL}"]
    absent = [
        gap("Sud", "Roy", "OceanAPI2", missing=GRID, row_absent=True),
        gap("Nord", "Li", "OceanAPI2", missing=GRID, row_absent=True),
    ]
    assert load(*lines).facts[0] == complete("not-asked", *absent)
    one = gap(user="OceanAPI1", missing=["patient"])
    lines[0] = "OceanAPI1,Nord,Roy,,x,x,x,x,x"
    assert load(*lines).facts[0] == complete("contradictory", one, *absent)


def test_dates_of_several_oceanapi_users() -> None:
    until = "2026-11-22"
    past = [gap(user=user, expired_since=until) for user in ("OceanAPI1", "OceanAPI2")]
    first, second = f"OceanAPI1,Nord,Roy,{ALL},{{}}", f"OceanAPI2,Nord,Roy,{ALL},{{}}"
    assert dated(first.format(until), second.format(until)).facts[1] == expired("true", *past)
    assert dated(first.format(""), second.format("")).facts[1] == expired("false")
    one = expired("contradictory", past[0])
    assert dated(first.format(until), second.format("")).facts[1] == one


# The facts


def test_gaps_come_in_the_order_of_the_file() -> None:
    imported = dated(
        f"OceanAPI,Nord,Roy,{ALL},",
        "OceanAPI,Sud,Roy,,x,ro,x,ro,,2026-01-31",
        "OceanAPI,Nord,Li,,,,,,,",
        f"OceanAPI,Sud,Li,{ALL},2026-01-31",
    )
    one = gap("Sud", missing=["patient", "visible"], read_only=["billing", "labs"], expired_since="2026-01-31")
    assert imported.facts == (
        complete("false", one, gap(provider="Li", missing=GRID)),
        expired("true", one, gap("Sud", "Li", expired_since="2026-01-31")),
    )


def test_expiry_is_no_gap_and_the_last_day_counts() -> None:
    yesterday = gap(expired_since="2026-11-22")
    assert dated(f"OceanAPI,Nord,Roy,{ALL},22/11/2026").facts == (
        complete("true"),
        expired("true", yesterday),
    )
    assert dated(f"OceanAPI,Nord,Roy,{ALL},23 nov. 2026").facts == (complete("true"), expired("false"))
    assert dated(f"OceanAPI,Nord,Roy,{ALL},").facts == (complete("true"), expired("false"))


@pytest.mark.parametrize("value", ["03/04/2026", "46326", "1/2/26", "soon"])
def test_dates_that_cannot_be_read(value: str) -> None:
    with pytest.raises(UsageError, match=r"^permissions\.csv:2:10: access_until: the cell "):
        dated(f"OceanAPI,Nord,Roy,{ALL},{value}")


def test_a_pair_without_a_row_is_not_known() -> None:
    lines = [f"OceanAPI,Nord,Roy,{ALL}", f"OceanAPI,Sud,Li,{ALL}", f"OceanAPI,Nord,Li,{ALL}"]
    absent = gap("Sud", "Roy", missing=GRID, row_absent=True)
    assert load(*lines).facts[0] == complete("not-asked", absent)
    certain = gap("Est", "Roy", missing=["labs"])
    assert load(*lines, "OceanAPI,Est,Roy,x,x,x,x,,x").facts[0] == complete("false", certain)


def test_spelling_is_that_of_the_first_row() -> None:
    imported = load("OceanAPI,Nord,Léa  Roy,,x,x,x,x,x", f"oceanapi, NORD ,Bo,{ALL}", "oceanapi,Sud,lea roy,,x,x,x,x,x")
    assert [item["provider"] for item in imported.facts[0].detail] == ["Léa  Roy"] * 2
    assert [item["emr_user"] for item in imported.facts[0].detail] == ["OceanAPI"] * 2


# Rows that say the same thing twice, or two things


def test_identical_rows_are_merged() -> None:
    imported = load(f"OceanAPI,Nord,Léa Roy,{ALL}", "oceanapi,nord,Lea  ROY,Full,yes,1,oui,✓,vrai")
    assert imported.facts[0] == complete("true")
    (notice,) = imported.notices
    assert (notice.kind, notice.row, notice.column) == ("duplicate-row", 3, 1)
    names = {"emr_user": "OceanAPI", "office": "Nord", "provider": "Léa Roy"}
    assert notice.values == {**names, "first_row": 2, "columns": ()}


def test_conflicting_rows_are_a_contradiction() -> None:
    imported = load(f"OceanAPI,Nord,Roy,{ALL}", "OceanAPI,Nord,Roy,x,x,x,x,,ro")
    assert imported.facts[0] == complete("contradictory", gap(missing=["labs", "visible"]))
    (notice,) = imported.notices
    assert (notice.kind, notice.row, notice.column) == ("conflicting-rows", 3, 1)
    assert (notice.values["first_row"], notice.values["columns"]) == (2, ("labs", "visible"))


def test_a_certain_gap_outweighs_a_contradiction() -> None:
    conflict = [f"OceanAPI,Nord,Roy,{ALL}", "OceanAPI,Nord,Roy,x,x,x,x,,x"]
    certain = gap(provider="Li", read_only=["emr"])
    assert load(*conflict, "OceanAPI,Nord,Li,x,x,x,ro,x,x").facts[0] == complete("false", certain)


def test_what_conflicting_rows_agree_on_is_certain() -> None:
    imported = load("OceanAPI,Nord,Roy,x,ro,,x,,x", "OceanAPI,Nord,Roy,x,ro,,x,x,x")
    assert imported.facts[0] == complete("false", gap(missing=["billing"], read_only=["scheduling"]))
    assert load("OceanAPI,Nord,Roy,,x,x,x,x,x", "OceanAPI,Nord,Roy,ro,x,x,x,x,x").facts[0] == complete(
        "false", gap(missing=["patient"])
    )


def test_a_third_row_is_compared_with_both() -> None:
    imported = load(
        f"OceanAPI,Nord,Roy,{ALL}",
        "OceanAPI,Nord,Roy,x,x,x,x,,x",
        "OceanAPI,Nord,Roy,x,x,x,x,no,x",
        f"OceanAPI,Nord,Roy,{ALL}",
    )
    assert kinds(imported) == ["conflicting-rows", "duplicate-row", "duplicate-row"]
    assert [notice.values["first_row"] for notice in imported.notices] == [2, 3, 2]


def test_conflicting_dates() -> None:
    row = f"OceanAPI,Nord,Roy,{ALL},"
    imported = dated(row, f"{row}2026-01-31")
    disputed = gap(expired_since="2026-01-31")
    assert imported.facts == (complete("true"), expired("contradictory", disputed))
    assert imported.notices[0].values["columns"] == ("access_until",)


def test_dates_that_differ_without_consequence() -> None:
    row = f"OceanAPI,Nord,Roy,{ALL},"
    assert dated(row, f"{row}2030-01-31").facts[1] == expired("false")
    both = dated(f"{row}2026-01-31", f"{row}2026-02-28")
    assert both.facts[1] == expired("true", gap(expired_since="2026-02-28"))
    assert kinds(both) == ["conflicting-rows"]


def test_a_certain_expiry_outweighs_a_contradiction() -> None:
    row, other = f"OceanAPI,Nord,Roy,{ALL},", f"OceanAPI,Nord,Li,{ALL},2026-03-31"
    imported = dated(row, f"{row}2026-01-31", other)
    assert imported.facts[1] == expired("true", gap(provider="Li", expired_since="2026-03-31"))


# Properties

LEVELS = {"full": VOCABULARY.full, "read_only": VOCABULARY.read_only, "blank": VOCABULARY.blank}
ROWS = st.dictionaries(
    st.tuples(st.sampled_from(["Nord", "Sud"]), st.sampled_from(["Roy", "Li", "Bo"])),
    st.tuples(
        st.lists(st.sampled_from(["full"] * 8 + ["read_only", "blank"]), min_size=6, max_size=6),
        st.none() | st.integers(-3, 3),
    ),
    min_size=1,
)


@given(ROWS, st.data())
@settings(max_examples=200)
def test_the_facts_say_what_the_grid_says(
    rows: dict[tuple[str, str], tuple[list[str], int | None]], data: st.DataObject
) -> None:
    lines, gaps, ended = [], [], []
    for (office, provider), (levels, days) in rows.items():
        until = None if days is None else TODAY + timedelta(days)
        cells = [data.draw(st.sampled_from(LEVELS[level])) for level in levels]
        lines.append(",".join(["OceanAPI", office, provider, *cells, until.isoformat() if until else ""]))
        since = until.isoformat() if until and until < TODAY else None
        missing = [column for column, level in zip(GRID, levels, strict=True) if level == "blank"]
        read_only = [column for column, level in zip(GRID, levels, strict=True) if level == "read_only"]
        item = gap(office, provider, missing=missing, read_only=read_only, expired_since=since)
        gaps += [item] if missing or read_only else []
        ended += [item] if since else []
    square = len({office for office, _ in rows}) * len({provider for _, provider in rows}) == len(rows)
    first, second = dated(*lines).facts
    if gaps or square:
        assert first == complete("false" if gaps else "true", *gaps)
    else:
        assert isinstance(first, Unknown)
        assert all(item["row_absent"] for item in first.detail)
    assert second == expired("true" if ended else "false", *ended)


@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_and_duplicates_change_no_verdict(
    rows: dict[tuple[str, str], tuple[list[str], int | None]], random: Random
) -> None:
    lines = [
        ",".join(["OceanAPI", *names, *("x" if level == "full" else "" for level in levels), ""])
        for names, (levels, _) in rows.items()
    ]
    shuffled = lines * 2
    random.shuffle(shuffled)
    plain, doubled = dated(*lines), dated(*shuffled)
    for one, other in zip(plain.facts, doubled.facts, strict=True):
        assert type(one) is type(other)
        assert getattr(one, "value", None) == getattr(other, "value", None)
        assert len(one.detail) == len(other.detail)
    assert kinds(doubled) == ["duplicate-row"] * len(lines)


@given(st.lists(st.lists(st.text(max_size=6), min_size=9, max_size=9), min_size=1, max_size=4))
def test_any_cells_are_read_or_refused(rows: list[list[str]]) -> None:
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    try:
        imported = load(*quoted, user="OceanAPI")
    except (UsageError, UnicodeEncodeError):
        return
    assert len(imported.facts) == 2
