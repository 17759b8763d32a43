"""The native matcher: a pivot index from facts to the rules that mention them, over compiled closures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from oceandx.engine.rules import Encoded, Op, Rule, Stratum, holds


class NativeMatcher:
    """Matches one wide fact against the strata of a program; it has no limits and never refuses."""

    name = "native"

    def __init__(self, strata: tuple[Stratum, ...]) -> None:
        self._strata = tuple(_Index(stratum.rules) for stratum in strata)

    def match(self, stratum: int, facts: Mapping[str, Encoded]) -> frozenset[str]:
        """Return the keys of the rules of one stratum whose every test holds."""
        return self._strata[stratum].match(facts)


class _Index:
    """Files each rule under its first test, so that a case touches only the rules it can fire."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self._by_value: dict[tuple[str, type, Encoded], list[Rule]] = defaultdict(list)
        self._by_fact: dict[str, list[Rule]] = defaultdict(list)
        for rule in rules:
            first = rule.tests[0]
            if first.op is Op.EQ:
                # The type is part of the key: True must not find the rules of 1.
                self._by_value[first.fact, type(first.constant), first.constant].append(rule)
            else:
                self._by_fact[first.fact].append(rule)

    def match(self, facts: Mapping[str, Encoded]) -> frozenset[str]:
        fired: set[str] = set()
        for name, value in facts.items():
            for rule in self._by_value.get((name, type(value), value), ()):
                if rule.key not in fired and _all_hold(rule, facts):
                    fired.add(rule.key)
            for rule in self._by_fact.get(name, ()):
                if rule.key not in fired and _all_hold(rule, facts):
                    fired.add(rule.key)
        return frozenset(fired)


def _all_hold(rule: Rule, facts: Mapping[str, Encoded]) -> bool:
    return all(test.fact in facts and holds(test, facts[test.fact]) for test in rule.tests)
