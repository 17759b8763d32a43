"""Metrics and traces where a configuration asks for them; nothing of either is imported where it does not."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from oceandx.errors import UsageError
from oceandx.tickets.parts import Installed
from oceandx.tickets.settings import Enriching
from oceandx.tickets.watching import Watch, Watches


@contextmanager
def figures_folder(settings: Enriching) -> Iterator[Path | None]:
    """Give a new folder in which workers count, removed at the end; None where nobody wants figures."""
    with tempfile.TemporaryDirectory(prefix="oceandx-") if settings.metrics else nullcontext() as folder:
        yield Path(folder) if folder is not None else None


@contextmanager
def scraped(
    settings: Enriching, installation: Installed, folder: Path | None, restarts: Callable[[], int]
) -> Iterator[None]:
    """Answer who asks for figures of the whole installation, where it is configured so."""
    if settings.metrics is None or folder is None:
        yield
        return
    try:
        from oceandx.tickets.metrics import answering
    except ImportError as error:
        raise _missing(settings, "metrics") from error
    with answering(settings, settings.metrics, installation, folder, restarts):
        yield


@contextmanager
def watched(settings: Enriching, knowledge: str, folder: Path | None, number: int) -> Iterator[Watch]:
    """Give what watches the tickets of worker ``number``, and let it end; ``knowledge``: the version of the rules."""
    watches: list[Watch] = []
    if settings.metrics is not None and folder is not None:
        from oceandx.tickets.metrics import Metrics

        watches.append(Metrics(folder, number))
    if settings.traces is None:
        yield Watches(watches, settings.helpdesks)
        return
    from oceandx.tickets.tracing import Traces

    traces = Traces(settings.traces.endpoint, knowledge)
    try:
        yield Watches([*watches, traces], settings.helpdesks)
    finally:
        traces.close()


def check_traces(settings: Enriching) -> None:
    """Raise a UsageError where traces are wanted and cannot be made."""
    if settings.traces is not None:
        try:
            import oceandx.tickets.tracing  # noqa: F401 - whether it can be
        except ImportError as error:
            raise _missing(settings, "traces") from error


def _missing(settings: Enriching, extra: str) -> UsageError:
    return UsageError(f"{settings.path}: {extra}: needs more packages: pip install 'oceandx[{extra}]'")
