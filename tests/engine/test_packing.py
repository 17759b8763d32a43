"""The limits of the kernel, proved when rules are loaded."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from oceandx.engine.packing import MAX_NUMBER, MAX_TEXT, breach, field_name, fnv1a, pack, within_limits
from oceandx.engine.rules import Encoded, Op, Rule
from oceandx.engine.rules import Test as Comparison
from oceandx.errors import KnowledgeBaseError

WIDE = "rules/causes/wide.yaml"


def equal(fact: str, constant: Encoded, file: str = WIDE) -> Rule:
    return Rule(f"{file}#{constant}", (Comparison(fact, Op.EQ, constant),), file)


def siblings(count: int, file: str = WIDE, first: int = 0) -> list[Rule]:
    return [equal("a.count", number, file) for number in range(first, first + count)]


def refused(rules: Iterable[Rule]) -> list[str]:
    with pytest.raises(KnowledgeBaseError) as caught:
        pack(rules)
    return str(caught.value).splitlines()


def test_rules_within_the_limits_go_into_one_ruleset() -> None:
    rules = [*siblings(200, "rules/causes/a.yaml"), *siblings(280, "rules/causes/b.yaml", 200)]
    (shard,) = pack(rules)
    assert shard.rules == tuple(rules)
    assert shard.facts == {"a.count"}


def test_no_rules_need_no_ruleset() -> None:
    assert pack([]) == []
    assert breach(()) is None


def test_a_file_with_520_sibling_constants_must_be_split() -> None:
    assert refused(siblings(520)) == [
        f"{WIDE}:1:1: 520 different constants side by side (at 'a.count'), the engine holds 480; split this file"
    ]


def test_the_widest_node_is_found_below_the_roots_too() -> None:
    flag = Comparison("a.on", Op.EQ, True)
    rules = [Rule(rule.key, (flag, *rule.tests), rule.origin) for rule in siblings(481)]
    assert refused(rules) == [
        f"{WIDE}:1:1: 481 different constants side by side (at 'a.count'), the engine holds 480; split this file"
    ]


def test_two_files_that_do_not_fit_together_become_two_rulesets() -> None:
    first, second = siblings(300, "rules/causes/a.yaml"), siblings(300, "rules/causes/b.yaml", 300)
    assert [shard.rules for shard in pack([*first, *second])] == [tuple(first), tuple(second)]


def test_every_file_that_must_be_split_is_named() -> None:
    a, b, c = (f"rules/causes/{stem}.yaml" for stem in "abc")
    rules = [*siblings(481, b), *siblings(3, c), *siblings(500, a)]
    assert [line.partition(" ")[0] for line in refused(rules)] == [f"{a}:1:1:", f"{b}:1:1:"]


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        (
            [Rule(f"r{n}", (Comparison(f"a.f{n % 200}", Op.EQ, n // 200),), WIDE) for n in range(3_501)],
            "3501 rules, the engine holds 3500 together",
        ),
        ([equal(f"a.fact_{n}", True) for n in range(241)], "241 facts, the engine holds 240 together"),
        ([equal("a.on", True)] * 201, "201 rules with the same conditions, the engine holds 200"),
        ([equal("a.count", MAX_NUMBER + 1)], "the constant of 'a.count' is too large for the engine"),
        ([equal("a.count", -MAX_NUMBER - 1)], "the constant of 'a.count' is too large for the engine"),
        ([equal("a.mode", "é" * (MAX_TEXT // 2 + 1))], "the constant of 'a.mode' is too large for the engine"),
    ],
)
def test_each_limit_has_its_message(rules: list[Rule], message: str) -> None:
    assert refused(rules) == [f"{WIDE}:1:1: {message}; split this file"]


def test_values_up_to_the_limit_are_compared_exactly() -> None:
    assert all(within_limits(value) for value in (True, MAX_NUMBER, -MAX_NUMBER, "é" * (MAX_TEXT // 2)))


def test_field_names_avoid_what_the_kernel_reserves() -> None:
    assert field_name("id") == "f_id"
    assert field_name("accuro.oceanapi.on") == "f_accuro__oceanapi__on"


def test_hash_is_fnv_1a() -> None:
    assert fnv1a("") == 0x811C9DC5
    assert fnv1a("foobar") == 0xBF9CF968


def test_two_facts_that_the_kernel_cannot_tell_apart_are_refused() -> None:
    first, second = colliding_facts()
    assert fnv1a(field_name(first)) == fnv1a(field_name(second))
    (line,) = refused([equal(first, True), equal(second, True)])
    assert line.startswith(f"{WIDE}:1:1: the engine cannot tell '")
    assert f"'{first}'" in line
    assert f"'{second}'" in line


def colliding_facts() -> tuple[str, str]:
    """Search two names with one hash, extending the hash of the common beginning."""
    seen: dict[int, str] = {}
    number = 0
    while True:
        name = f"a.n{number * 2654435761 % 2**32:x}"
        other = seen.setdefault(fnv1a(field_name(name)), name)
        if other != name:
            return other, name
        number += 1
