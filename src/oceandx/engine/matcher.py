"""Choosing a matcher: durable-rules where it runs, ours where it does not or where it refuses a case."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Protocol

from oceandx.engine.compile import Program
from oceandx.engine.durable import DurableMatcher, load_kernel
from oceandx.engine.native import NativeMatcher
from oceandx.engine.packing import pack
from oceandx.engine.rules import Encoded
from oceandx.errors import EngineRefusal, UsageError


class Engine(StrEnum):
    """Which matcher a user asks for."""

    AUTO = "auto"
    DURABLE = "durable"
    NATIVE = "native"


class Matcher(Protocol):
    """Finds the rules of a stratum whose every test holds for one wide fact."""

    name: str

    def match(self, stratum: int, facts: Mapping[str, Encoded]) -> frozenset[str]:
        """Return the keys of the rules that hold."""


class GuardedMatcher:
    """Asks the kernel first; what it refuses, the native matcher answers, and the event is counted."""

    def __init__(self, first: Matcher, fallback: Matcher) -> None:
        self._first = first
        self._fallback = fallback
        self.name = first.name
        self.fallbacks = 0

    def match(self, stratum: int, facts: Mapping[str, Encoded]) -> frozenset[str]:
        """Return the keys of the rules that hold."""
        try:
            return self._first.match(stratum, facts)
        except EngineRefusal:
            self.fallbacks += 1
            return self._fallback.match(stratum, facts)


def make_matcher(program: Program, engine: Engine = Engine.AUTO) -> GuardedMatcher:
    """Return the matcher for a program.

    Raises UsageError when durable is asked for and cannot be imported, and KnowledgeBaseError when the rules are beyond
    the limits of the kernel; the limits hold for every matcher, so that one knowledge base runs everywhere.
    """
    native = NativeMatcher(program.strata)
    kernel = load_kernel() if engine is not Engine.NATIVE else None
    if kernel is None:
        if engine is Engine.DURABLE:
            raise UsageError("--engine durable: durable-rules does not run here (it needs Python 3.11 or 3.12)")
        for stratum in program.strata:
            pack(stratum.rules)
        return GuardedMatcher(native, native)
    return GuardedMatcher(DurableMatcher(program.strata, kernel), native)
