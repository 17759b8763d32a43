"""The durable matcher: durable-rules 2.0.28 as a matching kernel, in the one form that was proved exact.

One wide fact per case and ruleset, one flat ``$and`` of constants per rule, a sentinel rule, one constant sid; assert,
drain, retract through the native loop. Nothing else of the library is used: no host, no timers, no joins, no state
deletion. After any surprise a ruleset is not used again and the caller lets the native matcher answer.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Mapping
from types import ModuleType
from typing import Any

from oceandx.engine.packing import Shard, field_name, pack, within_limits
from oceandx.engine.rules import Encoded, Op, Rule, Stratum, Test
from oceandx.errors import EngineRefusal

_SID = "w"
_FACT = "f"
_SENTINEL = "case"
_RETRACT = json.dumps({"sid": _SID, "id": _FACT})
_OPERATORS = {Op.NE: "$neq", Op.LT: "$lt", Op.LE: "$lte", Op.GE: "$gte", Op.GT: "$gt"}
_UNMATCHED = 1


def load_kernel() -> ModuleType | None:
    """Return the compiled kernel, or None where it cannot be imported (Python 3.13 and later)."""
    try:
        return importlib.import_module("durable_rules_engine")
    except ImportError:
        return None


class DurableMatcher:
    """Matches one wide fact against the strata of a program; refuses what the kernel may get wrong."""

    name = "durable"

    def __init__(self, strata: tuple[Stratum, ...], kernel: ModuleType) -> None:
        self._strata = tuple(
            tuple(_Ruleset(kernel, f"s{level}p{part}", shard) for part, shard in enumerate(pack(stratum.rules)))
            for level, stratum in enumerate(strata)
        )

    def match(self, stratum: int, facts: Mapping[str, Encoded]) -> frozenset[str]:
        """Return the keys of the rules of one stratum whose every test holds.

        Raises EngineRefusal when the kernel cannot be trusted with this case.
        """
        return frozenset().union(*(ruleset.match(facts) for ruleset in self._strata[stratum]))


class _Ruleset:
    """One ruleset of the kernel, with its sentinel fact asserted once."""

    def __init__(self, kernel: ModuleType, name: str, shard: Shard) -> None:
        self._kernel = kernel
        self._shard = shard
        self._sound = True
        rules = {f"r{number}": _definition(rule) for number, rule in enumerate(shard.rules)}
        rules[_SENTINEL] = {"all": [{"m": {"$case": 1}}]}
        self._handle = kernel.create_ruleset(name, json.dumps(rules, ensure_ascii=False))
        code, offset = kernel.assert_fact(self._handle, json.dumps({"sid": _SID, "id": _SENTINEL, "$case": 1}))
        if code == 0:
            self._drain(offset)

    def match(self, facts: Mapping[str, Encoded]) -> set[str]:
        wide: dict[str, Encoded] = {
            field_name(name): value for name, value in facts.items() if name in self._shard.facts
        }
        if not wide:
            return set()
        if not self._sound or not all(within_limits(value) for value in wide.values()):
            raise EngineRefusal("outside the limits of the kernel")
        try:
            return self._consult(wide)
        except Exception as error:
            # The kernel reports what it cannot do by numbers (303: too many pending nodes). Whatever it was, its
            # memory is not to be trusted for the next case either.
            self._sound = False
            raise EngineRefusal(f"the kernel refused: {error}") from error

    def _consult(self, wide: Mapping[str, Encoded]) -> set[str]:
        message = json.dumps({"sid": _SID, "id": _FACT, **wide}, ensure_ascii=False)
        try:
            code, offset = self._kernel.assert_fact(self._handle, message)
            if code not in {0, _UNMATCHED}:
                raise EngineRefusal(f"assertion answered {code}")
            fired = self._drain(offset) if code == 0 else []
        finally:
            self._kernel.retract_fact(self._handle, _RETRACT)
        return {self._shard.rules[int(name[1:])].key for name in fired}

    def _drain(self, offset: int) -> list[str]:
        """Walk through all activations of the state; a message is ``{"rule": {...}}``."""
        fired: list[str] = []
        state = self._kernel.start_action_for_state(self._handle, offset)
        message: str | None = state[1] if state else None
        while message:
            name = message[2 : message.index('"', 2)]
            if name != _SENTINEL:
                fired.append(name)
            message = self._kernel.complete_and_start_action(self._handle, offset)
        return fired


def _definition(rule: Rule) -> dict[str, Any]:
    tests = [_expression(test) for test in rule.tests]
    return {"all": [{"m": {"$and": tests} if len(tests) > 1 else tests[0]}]}


def _expression(test: Test) -> dict[str, Any]:
    plain = {field_name(test.fact): test.constant}
    return plain if test.op is Op.EQ else {_OPERATORS[test.op]: plain}
