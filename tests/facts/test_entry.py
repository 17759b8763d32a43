"""Facts that a person enters: typed values, reasons for not knowing, and what would be right."""

from __future__ import annotations

import datetime

import pytest

from engine.small import fact
from oceandx.errors import UsageError
from oceandx.facts.entry import enter_fact, find_fact, make_fact, read_value
from oceandx.model.case import Known, Unknown
from oceandx.model.vocabulary import FactType, UnknownReason

DEFINITIONS = {
    definition.name: definition
    for definition in (
        fact("a.on"),
        fact("a.count", FactType.INTEGER, minimum=0, maximum=9),
        fact("a.mode", FactType.CHOICE, "one-office", "all"),
        fact("a.day", FactType.DATE),
    )
}
TODAY = datetime.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a.on=true", True),
        ("a.on = Oui", True),
        ("a.on=NO", False),
        ("a.on=faux", False),
        ("a.count=7", 7),
        ("a.mode=ONE_OFFICE", "one-office"),
        ("a.day=2026-02-28", "2026-02-28"),
    ],
)
def test_a_value_has_the_type_of_its_fact(text: str, value: object) -> None:
    entered = enter_fact(DEFINITIONS, text, TODAY)
    assert isinstance(entered, Known)
    assert (entered.value, type(entered.value)) == (value, type(value))
    assert (entered.source, entered.observed_at) == ("answer", "2026-11-22")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a.on=unknown", UnknownReason.NOT_KNOWN),
        ("a.on=inconnu", UnknownReason.NOT_KNOWN),
        ("a.on=?", UnknownReason.NOT_KNOWN),
        ("a.mode=unknown:timed-out", UnknownReason.TIMED_OUT),
    ],
)
def test_not_knowing_keeps_its_reason(text: str, reason: UnknownReason) -> None:
    entered = enter_fact(DEFINITIONS, text, TODAY)
    assert isinstance(entered, Unknown)
    assert entered.reason is reason


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a.on", "write --fact NAME=VALUE"),
        ("a.on=1", "'1' where true or false is needed"),
        ("a.count=1.5", "'1.5' where a whole number is needed"),
        ("a.count=99999999999999999999999", "where a whole number is needed"),
        ("a.count=-1", "-1 is outside 0 to 9"),
        ("a.mode=none", "'none' is not one of one-office, all"),
        ("a.mode=one-ofice", "did you mean 'one-office'?"),
        ("a.day=28/02/2026", "where a date such as 2026-11-22 is needed"),
        ("a.day=2026-02-30", "where a date such as 2026-11-22 is needed"),
        ("zzz=1", "unknown fact 'zzz'; see 'oceandx kb list --kind fact'"),
        ("a.om=true", "did you mean 'a.on'?"),
    ],
)
def test_a_wrong_entry_says_what_would_be_right(text: str, said: str) -> None:
    with pytest.raises(UsageError) as raised:
        enter_fact(DEFINITIONS, text, TODAY)
    assert said in str(raised.value)
    assert str(raised.value).startswith(f"--fact {text}: ")


def test_values_that_are_typed_already_keep_their_type() -> None:
    assert read_value(DEFINITIONS["a.on"], value=False) is False
    assert read_value(DEFINITIONS["a.count"], 3) == 3
    with pytest.raises(UsageError, match="'True' where a whole number is needed"):
        read_value(DEFINITIONS["a.count"], value=True)
    with pytest.raises(UsageError, match="'1' where true or false is needed"):
        make_fact(DEFINITIONS, "a.on", 1, "file", "2026-11-22")


def test_a_name_is_found_as_it_is() -> None:
    assert find_fact(DEFINITIONS, "a.on") == "a.on"
