"""When garbage is collected: between two texts and not within one, and never what lasts as long as the process."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


def keep_for_good() -> None:
    """Leave out of every collection what is there now: to search a million objects takes longer than a text."""
    gc.freeze()


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let no collection start meanwhile (it may take as long as the text itself); what is due is done right after."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
