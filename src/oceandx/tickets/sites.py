"""The facts of the site that a ticket is about, kept for a while so that many tickets of one site cost one reading."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from oceandx.errors import OceandxError
from oceandx.model.case import Known, Unknown
from oceandx.model.ticket import Reading

_LOG = logging.getLogger("oceandx.tickets")
ANY = "*"
"""Stands for the site of tickets that name none."""

ReadFacts = Callable[[Path], Sequence[Known | Unknown]]
"""Read the facts of a snapshot, or collect those of a site by its configuration (``.toml``)."""


@dataclass(slots=True)
class Sites:
    """What is known of each site; ``files``: by site number a snapshot or the configuration to collect with.

    A snapshot is read again when its file changes, a site collected again when its facts are older than
    ``fresh_seconds``.
    """

    files: Mapping[str, Path]
    read: ReadFacts
    fresh_seconds: float
    clock: Callable[[], float] = time.monotonic
    _kept: dict[Path, tuple[float, float, tuple[Known | Unknown, ...]]] = field(default_factory=dict)

    def collect(self, reading: Reading) -> tuple[Known | Unknown, ...]:
        """Return the facts of a ticket's site; none where the site is not known, or cannot be read just now."""
        path = self.files.get(reading.site_number or ANY)
        if path is None:
            return ()
        try:
            changed = path.stat().st_mtime
            kept = self._kept.get(path)
            if kept is None or kept[0] != changed or not self._is_fresh(path, kept[1]):
                kept = self._kept[path] = changed, self.clock(), tuple(self.read(path))
        except (OSError, OceandxError) as error:
            # A ticket is diagnosed without facts rather than not at all: they are unknown, not false.
            _LOG.warning("%s cannot be read: %s", path.name, type(error).__name__)
            return ()
        return kept[2]

    def _is_fresh(self, path: Path, at: float) -> bool:
        return path.suffix != ".toml" or self.clock() - at < self.fresh_seconds
