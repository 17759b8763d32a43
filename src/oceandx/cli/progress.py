"""How far a long run has come: a bar in a terminal, plain lines anywhere else; both on standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

_SECONDS_BETWEEN_LINES = 5.0

Tell = Callable[[int, int], None]
"""Told how many calls are done and how many are expected."""


@contextmanager
def shown(
    label: str,
    stream: TextIO | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[Tell]:
    """Show progress while a run lasts; a run of a few seconds shows no plain line at all."""
    where = stream or sys.stderr
    if where.isatty():
        yield from _bar(label, where)
    else:
        yield _lines(label, where, clock)


def _bar(label: str, where: TextIO) -> Iterator[Tell]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(file=where), transient=True) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, expected: bar.update(task, completed=done, total=max(done, expected))


def _lines(label: str, where: TextIO, clock: Callable[[], float]) -> Tell:
    last = clock()

    def tell(done: int, expected: int) -> None:
        nonlocal last
        if clock() - last >= _SECONDS_BETWEEN_LINES:
            last = clock()
            print(f"{label}: {done}/{max(done, expected)}", file=where, flush=True)

    return tell
