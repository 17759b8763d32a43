"""Packing rules into rulesets that durable-rules can hold, and the proof that they are within its limits.

The kernel answers a breach by hanging or by corrupting memory, so the limits are proved at load. Numbers are
those measured for release 2.0.28, with a margin.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from oceandx.engine.rules import Encoded, Rule, Test
from oceandx.errors import KnowledgeBaseError, Problem

MAX_RULES = 3_500
MAX_CHILDREN = 480
MAX_SAME_PATH = 200
MAX_FACTS = 240
MAX_TEXT = 4_000
MAX_NUMBER = 2**53


@dataclass(frozen=True, slots=True)
class Shard:
    """Rules that go into one ruleset, and the facts that they look at."""

    rules: tuple[Rule, ...]
    facts: frozenset[str]


def pack(rules: Iterable[Rule]) -> list[Shard]:
    """Spread rules over rulesets, file by file, within every limit.

    Raises KnowledgeBaseError that names each file which alone is beyond a limit and must be split.
    """
    every = tuple(rules)
    if breach(every) is None:
        # Every limit grows with the rules: what holds for all of them holds for each file.
        return [_shard(every)] if every else []
    shards: list[Shard] = []
    problems: list[Problem] = []
    current: tuple[Rule, ...] = ()
    for file, group in groupby(every, key=lambda rule: rule.origin):
        own = tuple(group)
        problem = breach(own)
        if problem:
            problems.append(Problem(file, 1, 1, f"{problem}; split this file"))
        elif breach(current + own):
            shards.append(_shard(current))
            current = own
        else:
            current += own
    if problems:
        raise KnowledgeBaseError(problems)
    return [*shards, _shard(current)]


def breach(rules: tuple[Rule, ...]) -> str | None:
    """Say which limit these rules exceed as one ruleset, or nothing."""
    facts = {test.fact for rule in rules for test in rule.tests}
    if len(rules) > MAX_RULES:
        return f"{len(rules)} rules, the engine holds {MAX_RULES} together"
    if len(facts) > MAX_FACTS:
        return f"{len(facts)} facts, the engine holds {MAX_FACTS} together"
    for test in (test for rule in rules for test in rule.tests):
        if not within_limits(test.constant):
            return f"the constant of '{test.fact}' is too large for the engine"
    same = _fullest_path(rules)
    if same > MAX_SAME_PATH:
        return f"{same} rules with the same conditions, the engine holds {MAX_SAME_PATH}"
    fact, children = _widest_node(rules)
    if children > MAX_CHILDREN:
        return f"{children} different constants side by side (at '{fact}'), the engine holds {MAX_CHILDREN}"
    return _collision(facts)


def within_limits(value: Encoded) -> bool:
    """Say whether the kernel compares this value exactly."""
    if isinstance(value, str):
        return len(value.encode()) <= MAX_TEXT
    return -MAX_NUMBER <= value <= MAX_NUMBER


def field_name(fact: str) -> str:
    """Return the name of a fact inside the kernel: never ``id`` or ``sid``, no dot, no ``$``."""
    return "f_" + fact.replace(".", "__")


def _shard(rules: tuple[Rule, ...]) -> Shard:
    return Shard(rules, frozenset(test.fact for rule in rules for test in rule.tests))


def _fullest_path(rules: tuple[Rule, ...]) -> int:
    paths: dict[tuple[Test, ...], int] = {}
    for rule in rules:
        paths[rule.tests] = paths.get(rule.tests, 0) + 1
    return max(paths.values(), default=0)


def _widest_node(rules: tuple[Rule, ...]) -> tuple[str, int]:
    """Return the node of the network with most children: the fact tested there and the number."""
    children: dict[tuple[Test, ...], set[Test]] = {}
    for rule in rules:
        for depth, test in enumerate(rule.tests):
            children.setdefault(rule.tests[:depth], set()).add(test)
    widest = max(children.values(), key=len, default=set())
    facts: dict[str, int] = {}
    for test in widest:
        facts[test.fact] = facts.get(test.fact, 0) + 1
    return max(sorted(facts), key=lambda fact: facts[fact], default=""), len(widest)


def _collision(facts: set[str]) -> str | None:
    """Name two facts that the kernel, which knows properties by a 32-bit hash only, would confuse."""
    seen: Mapping[int, str] = {}
    known = dict(seen)
    for fact in sorted(facts):
        digest = fnv1a(field_name(fact))
        if digest in known:
            return f"the engine cannot tell '{fact}' from '{known[digest]}'; rename one"
        known[digest] = fact
    return None


def fnv1a(text: str) -> int:
    """Return the FNV-1a hash of 32 bits."""
    digest = 0x811C9DC5
    for byte in text.encode():
        digest = ((digest ^ byte) * 0x01000193) & 0xFFFFFFFF
    return digest
