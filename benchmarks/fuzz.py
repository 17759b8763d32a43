"""Fuzzing the matchers: durable-rules, the native matcher and the reference semantics must agree on all.

``python benchmarks/fuzz.py --cases 500000 --seed 1``: half of the cases over random knowledge bases, half
over the one that comes with oceandx; ``--knowledge`` takes only the latter. Everything follows from the seed.
The kernel runs in child processes, so that a crash or a hang is counted and named by its seed. The exit code
is 1 on any difference or crash, and 2 where the kernel cannot run.
"""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from oceandx.consultation import open_knowledge
from oceandx.engine.compile import Program, all_evidence, compile_program
from oceandx.engine.durable import DurableMatcher, load_kernel
from oceandx.engine.inference import infer, known_values, settle
from oceandx.engine.matcher import GuardedMatcher
from oceandx.engine.native import NativeMatcher
from oceandx.engine.rules import Encoded, concludes, truth
from oceandx.errors import KnowledgeBaseError
from oceandx.model.case import Facts, Known, Unknown, Value
from oceandx.model.knowledge import (
    Cause,
    Comparison,
    Condition,
    Derivation,
    Evidence,
    FactDefinition,
    KnowledgeBase,
    Probes,
    Scale,
    Text,
    When,
)
from oceandx.model.vocabulary import (
    Basis,
    FactType,
    Kind,
    LifeStatus,
    Obtain,
    Operator,
    Privacy,
    Says,
    Truth,
    UnknownReason,
)
from oceandx.resources import knowledge_root

CASES_A_PROGRAM = 250
PROGRAMS_A_CHILD = 16  # the kernel's memory is given back when a child ends
REFERENCE_EVERY = 10
SECONDS_A_PROGRAM = 120
SHOWN = 20
MOST_FACTS = 30
KNOWS_ALL = 0.02

_NOTHING = Text("", "")
_DAY = date(2026, 2, 27)
_FAR_DAYS = ("0001-01-01", "1999-12-31", "9999-12-31")
_FAR_NUMBERS = (-(2**53), 2**53, 2**53 + 1, 2**63, 2**64, -(2**63) - 1)
_WORDS = (
    "on",
    "off",
    "one-office",
    "one-office-2",
    "ab",
    "ab c",
    "true",
    "1",
    "2.5",
    "null",
    "été",
    'q"q',
    "b\\n",
    "à 🙂",
)
_OPERATORS = {
    FactType.BOOLEAN: (Operator.IS, Operator.IS, Operator.IS_NOT),
    FactType.CHOICE: (Operator.IS, Operator.IS, Operator.IS_NOT, Operator.ONE_OF),
    FactType.INTEGER: (Operator.IS, Operator.IS_NOT, Operator.ONE_OF, Operator.AT_LEAST, Operator.AT_MOST),
    FactType.DATE: (Operator.IS, Operator.IS_NOT, Operator.BEFORE, Operator.AFTER),
}
_COMPARING = [operator for operator in Operator if operator is not Operator.ONE_OF]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of the cases of one program."""

    number: int
    cases: int
    fallbacks: int
    differences: tuple[str, ...]


@dataclass(slots=True)
class Totals:
    """The sums of a whole run."""

    started: float
    cases: int = 0
    fallbacks: int = 0
    differences: int = 0
    crashes: int = 0

    def line(self) -> str:
        """Return the sums as one line."""
        return (
            f"{self.cases} cases, {self.differences} differences, {self.crashes} crashes, "
            f"{self.fallbacks} fallbacks, {time.monotonic() - self.started:.0f} s"
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """What to run: the numbers of the programs decide everything else, together with the seed."""

    seed: int
    cases: int
    knowledge: KnowledgeBase
    only_knowledge: bool

    def programs(self) -> range:
        """Return the numbers of all programs."""
        return range(-(-self.cases // CASES_A_PROGRAM))

    def cases_of(self, number: int) -> int:
        """Return how many cases one program gets; the last one gets the rest."""
        return min(CASES_A_PROGRAM, self.cases - number * CASES_A_PROGRAM)


def main() -> int:
    """Run the cases that the command line asks for and return the exit code."""
    parser = argparse.ArgumentParser(description="Compare the matchers on random cases.")
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--knowledge", action="store_true", help="only the knowledge base, no random ones")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    if load_kernel() is None:
        print("durable-rules does not run here (it needs Python 3.11 or 3.12): nothing to compare")
        return 2
    totals = run(Plan(options.seed, options.cases, open_own_knowledge(), options.knowledge), options.jobs)
    print(totals.line(), flush=True)
    return 1 if totals.differences or totals.crashes else 0


def open_own_knowledge() -> KnowledgeBase:
    """Return the knowledge base of this checkout; tests/ may still lack the case of a symptom."""
    try:
        return open_knowledge()
    except KnowledgeBaseError:
        with tempfile.TemporaryDirectory() as folder:
            for name in ("rules", "kb"):
                shutil.copytree(knowledge_root() / name, Path(folder) / name)
            return open_knowledge(Path(folder))


# The parent: child processes, a few programs each.


@dataclass(slots=True)
class Child:
    """A process at work and the programs that it has not answered yet."""

    process: BaseProcess
    results: Connection
    waiting: list[int]
    heard: float = field(default_factory=time.monotonic)


def run(plan: Plan, jobs: int) -> Totals:
    """Spread the programs over child processes and add up what they answer."""
    totals = Totals(time.monotonic())
    chunks = [list(chunk) for chunk in _chunks(plan.programs())][::-1]
    children: list[Child] = []
    while chunks or children:
        while chunks and len(children) < jobs:
            children.append(start(plan, chunks.pop()))
        ready = wait([child.results for child in children], timeout=1)
        for child in list(children):
            silent = time.monotonic() - child.heard > SECONDS_A_PROGRAM
            if (child.results in ready and not hear(child, plan, totals)) or silent:
                children.remove(child)
                chunks += finish(child, plan, totals)
    return totals


def start(plan: Plan, numbers: list[int]) -> Child:
    """Start a child for some programs."""
    results, answers = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=work, args=(plan, numbers, answers))
    process.start()
    answers.close()
    return Child(process, results, numbers)


def work(plan: Plan, numbers: list[int], answers: Connection) -> None:
    """Answer program after program (in a child)."""
    for number in numbers:
        answers.send(examine(plan, number))


def hear(child: Child, plan: Plan, totals: Totals) -> bool:
    """Take one answer of a child; say whether more may come."""
    try:
        outcome: Outcome = child.results.recv()
    except EOFError:
        return False
    child.heard = time.monotonic()
    child.waiting.remove(outcome.number)
    for difference in outcome.differences[: max(0, SHOWN - totals.differences)]:
        print(f"seed {plan.seed}, program {outcome.number}: {difference}", flush=True)
    before = totals.cases * 10 // plan.cases
    totals.cases += outcome.cases
    totals.fallbacks += outcome.fallbacks
    totals.differences += len(outcome.differences)
    if before < totals.cases * 10 // plan.cases < 10:
        print(totals.line(), flush=True)
    return True


def finish(child: Child, plan: Plan, totals: Totals) -> list[list[int]]:
    """End a child; of what it left unanswered the first program is the one that it died of."""
    child.process.kill()
    child.process.join()
    if not child.waiting:
        return []
    crashed, *rest = child.waiting
    totals.crashes += 1
    totals.cases += plan.cases_of(crashed)
    print(f"seed {plan.seed}, program {crashed}: crash or hang ({child.process.exitcode})", flush=True)
    return [rest] if rest else []


def _chunks(numbers: range) -> Iterator[range]:
    for first in range(0, len(numbers), PROGRAMS_A_CHILD):
        yield numbers[first : first + PROGRAMS_A_CHILD]


# A child: one program, many cases.


def examine(plan: Plan, number: int) -> Outcome:
    """Compare the matchers on all cases of one program."""
    chance = random.Random(f"{plan.seed}:{number}")  # noqa: S311 - chance, not secrecy
    kernel = load_kernel()
    assert kernel is not None  # noqa: S101 - main has looked
    if plan.only_knowledge or number % 2:
        kb = plan.knowledge
        program = compile_program(kb, _some_symptoms(chance, kb))
    else:
        kb = random_knowledge(chance)
        program = compile_program(kb)
    native = NativeMatcher(program.strata)
    guarded = GuardedMatcher(DurableMatcher(program.strata, kernel), native)
    options = fact_options(chance, kb)
    differences: list[str] = []
    cases = plan.cases_of(number)
    for case in range(cases):
        facts = random_facts(chance, options)
        found = compare(program, guarded, native, facts)
        if case % REFERENCE_EVERY == 0:
            found += compare_with_reference(kb, program, native, facts)
        differences += (f"case {case}: {what}" for what in found)
    return Outcome(number, cases, guarded.fallbacks, tuple(differences))


def compare(program: Program, guarded: GuardedMatcher, native: NativeMatcher, facts: Facts) -> list[str]:
    """Let both matchers answer every stratum of an inference; return where they differ."""
    found: list[str] = []

    def both(stratum: int, encoded: Mapping[str, Encoded]) -> frozenset[str]:
        ours, theirs = native.match(stratum, encoded), guarded.match(stratum, encoded)
        if ours != theirs:
            found.append(f"stratum {stratum}: {sorted(ours ^ theirs)} for {dict(encoded)}")
        return ours

    infer(program, both, facts)
    return found


def compare_with_reference(kb: KnowledgeBase, program: Program, native: NativeMatcher, facts: Facts) -> list[str]:
    """Infer without strata or matchers, straight from the conditions; return where that differs."""
    inference = infer(program, native.match, facts)
    wanted = {test.fact for stratum in program.strata for rule in stratum.rules for test in rule.tests}
    values = {name: value for name, value in reference_values(kb, facts).items() if name in wanted}
    keys = {rule.key for rule in program.strata[-1].rules}
    fired = {e.id for e in all_evidence(kb) if e.id in keys and truth(e.when, values) is Truth.TRUE}
    own = {name: value for name, value in known_values(inference.facts).items() if name in wanted}
    found = []
    if own != values:
        found.append(f"reference values: {sorted(set(own.items()) ^ set(values.items()), key=str)}")
    if fired != inference.fired:
        found.append(f"reference evidence: {sorted(fired ^ inference.fired)} for {values}")
    return found


def reference_values(kb: KnowledgeBase, facts: Facts) -> dict[str, Value]:
    """Return the value of each fact: given or concluded; none where these disagree."""
    settled = settle(kb.facts, facts)
    given = known_values(settled)
    # What sources contradict each other about is not settled by a conclusion.
    resolved: dict[str, set[Value]] = {
        name: set()
        for name, fact in settled.items()
        if isinstance(fact, Unknown) and fact.reason is UnknownReason.CONTRADICTORY
    }

    def resolve(name: str) -> set[Value]:
        if name not in resolved:
            said = {given[name]} if name in given else set()
            for item in kb.derivations:
                if item.fact == name:
                    values = {one: next(iter(resolve(one))) for one in item.premises() if resolve(one)}
                    if concludes(item, values) is Truth.TRUE:
                        said.add(item.value)
            resolved[name] = said if len(said) == 1 else set()
        return resolved[name]

    return {name: next(iter(resolve(name))) for name in kb.facts if resolve(name)}


# Chance: facts.


def fact_options(chance: random.Random, kb: KnowledgeBase) -> dict[str, tuple[Known | Unknown, ...]]:
    """Return what each fact may be in a case: values around the constants of the rules, and unknown."""
    whens = itertools.chain(
        (evidence.when for evidence in all_evidence(kb)),
        (item.when for item in kb.derivations),
        (definition.void_when for definition in kb.facts.values()),
    )
    constants: dict[str, set[Value]] = {name: set() for name in kb.facts}
    for condition in itertools.chain.from_iterable(whens):
        value = condition.value
        constants[condition.fact].update(value if isinstance(value, tuple) else (value,))
    options: dict[str, tuple[Known | Unknown, ...]] = {}
    for name, definition in kb.facts.items():
        values = _around(chance, definition, constants[name])
        known = [Known(name, value, "fuzz", f"2026-11-{day + 1:02}") for day, value in enumerate(values[:28])]
        options[name] = (*known, Unknown(name, chance.choice(list(UnknownReason)), "fuzz"))
    return options


def random_facts(
    chance: random.Random, options: Mapping[str, tuple[Known | Unknown, ...]]
) -> dict[str, Known | Unknown]:
    """Return a random part of the facts with random values, in random order.

    Mostly as many as a case may have: a case that knows everything meets the kernel's limit of pending nodes, and after
    that refusal its program would be compared no more.
    """
    most = len(options) if chance.random() < KNOWS_ALL else min(len(options), MOST_FACTS)
    names = chance.sample(list(options), chance.randint(0, most))
    return {name: chance.choice(options[name]) for name in names}


def _around(chance: random.Random, definition: FactDefinition, constants: set[Value]) -> list[Value]:
    if definition.type is FactType.BOOLEAN:
        return [True, False]
    if definition.type is FactType.CHOICE:
        return list(definition.choices)
    if definition.type is FactType.INTEGER:
        numbers = {int(constant) + step for constant in constants for step in (-1, 0, 1)}
        numbers |= {chance.randint(definition.minimum or 0, definition.maximum or 0), -1, 0, 1}
        far = (chance.choice(_FAR_NUMBERS),) if chance.random() < 0.02 else ()
        return [*far, *chance.sample(sorted(numbers), min(len(numbers), 20))]
    days = {date.fromisoformat(str(constant)) for constant in constants} | {_DAY}
    near = sorted({_moved(day, step) for day in days for step in (-1, 0, 1)})
    return [chance.choice(_FAR_DAYS), *chance.sample(near, min(len(near), 20))]


def _moved(day: date, days: int) -> str:
    number = min(max(day.toordinal() + days, 1), date.max.toordinal())
    return date.fromordinal(number).isoformat()


def _some_symptoms(chance: random.Random, kb: KnowledgeBase) -> frozenset[str] | None:
    """Return a few symptoms, as a consultation has, or None for all."""
    if chance.random() < 0.3:
        return None
    return frozenset(chance.sample(sorted(kb.symptoms), chance.randint(1, min(3, len(kb.symptoms)))))


# Chance: knowledge bases.


def random_knowledge(chance: random.Random) -> KnowledgeBase:
    """Return 1 to 80 rules over up to 14 facts of all types, with up to three strata of derived facts."""
    rules = chance.randint(1, 80)
    base = [_definition(chance, f"base.fact_{number}") for number in range(chance.randint(2, 10))]
    base = [*base[:1], *(_voidable(chance, one, base[0]) for one in base[1:])]
    usable, derivations = list(base), list[Derivation]()
    for level in range(chance.randint(0, 3)):
        concluded = [_definition(chance, f"derived.level_{level}_{number}") for number in range(2)]
        for _ in range(chance.randint(1, max(1, rules // 8))):
            target = chance.choice(concluded)
            derivations.append(_derivation(chance, target, usable))
        usable += concluded
    causes = {
        name: _cause(chance, name, usable, chance.randint(1, max(1, (rules - len(derivations)) // 4)))
        for name in (f"cause-{number}" for number in range(chance.randint(1, 4)))
    }
    return KnowledgeBase(
        version="fuzz",
        hash="",
        symptoms={},
        symptom_codes={},
        causes=causes,
        cause_codes={},
        remediations={},
        facts={definition.name: definition for definition in usable},
        derivations=tuple(derivations),
        glossary={},
        labels={},
        roles={},
        sources={},
        scale=Scale({}, 0.05, {}, 0.1),
        probes=Probes(5, 4, 21, 23, "America/Toronto"),
        wording={},
        intake={},
        imports={},
    )


def _derivation(chance: random.Random, target: FactDefinition, usable: list[FactDefinition]) -> Derivation:
    """Return a conclusion from constants, from two facts compared with each other, or from both."""
    compare: tuple[Comparison, ...] = ()
    for kind in (FactType.DATE, FactType.INTEGER):
        pair = [fact for fact in usable if fact.type is kind]
        if len(pair) > 1 and chance.random() < 0.3:
            one, other = chance.sample(pair, 2)
            compare = (*compare, Comparison(one.name, chance.choice(_COMPARING), other.name))
    when = () if compare and chance.random() < 0.5 else _when(chance, usable)
    return Derivation(target.name, _constant(chance, target), when, compare)


def _definition(chance: random.Random, name: str) -> FactDefinition:
    kind = chance.choice(list(FactType))
    return FactDefinition(
        name=name,
        code=None,
        type=kind,
        choices=tuple(chance.sample(_WORDS, chance.randint(2, 8))) if kind is FactType.CHOICE else (),
        minimum=-3 if kind is FactType.INTEGER else None,
        maximum=chance.choice((12, 12, 100, 100_000)) if kind is FactType.INTEGER else None,
        privacy=Privacy.OPERATIONAL,
        obtain=Obtain.ASK,
        role="",
        minutes=1,
        shelf_life_days=None,
        side_effect=None,
        where=_NOTHING,
        question=_NOTHING,
        meaning={},
        void_when=(),
        sources=(),
    )


def _voidable(chance: random.Random, definition: FactDefinition, by: FactDefinition) -> FactDefinition:
    if chance.random() < 0.9:
        return definition
    fields = {name: getattr(definition, name) for name in FactDefinition.__dataclass_fields__}
    return FactDefinition(**{**fields, "void_when": (_condition(chance, by),)})


def _cause(chance: random.Random, name: str, facts: list[FactDefinition], rules: int) -> Cause:
    return Cause(
        id=name,
        code=name,
        status=LifeStatus.STABLE,
        kind=Kind.FAULT,
        owner="",
        basis=Basis.INFERENCE,
        evidence=tuple(
            Evidence(f"rules/causes/{name}.yaml#{number}", name, None, _when(chance, facts), Says.SUPPORTS)
            for number in range(1, rules + 1)
        ),
        remediation=(),
        sources=(),
        title=_NOTHING,
        explanation=_NOTHING,
        customer=_NOTHING,
    )


def _when(chance: random.Random, facts: list[FactDefinition]) -> When:
    """Return a conjunction over up to four facts; one fact may stand in it twice (a range, an exception)."""
    chosen = chance.sample(facts, chance.randint(1, min(4, len(facts))))
    twice = chosen[:1] if chance.random() < 0.2 else []
    return tuple(_condition(chance, fact) for fact in (*chosen, *twice))


def _condition(chance: random.Random, fact: FactDefinition) -> Condition:
    operator = chance.choice(_OPERATORS[fact.type])
    if operator is Operator.ONE_OF:
        return Condition(fact.name, operator, tuple(_constant(chance, fact) for _ in range(chance.randint(1, 3))))
    return Condition(fact.name, operator, _constant(chance, fact))


def _constant(chance: random.Random, fact: FactDefinition) -> Value:
    if fact.type is FactType.BOOLEAN:
        return chance.random() < 0.5
    if fact.type is FactType.CHOICE:
        return chance.choice(fact.choices)
    if fact.type is FactType.INTEGER:
        return chance.randint(fact.minimum or 0, fact.maximum or 0)
    return _moved(_DAY, chance.randint(-5, 5))


if __name__ == "__main__":
    sys.exit(main())
