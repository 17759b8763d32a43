"""What was called: how often, by whom, and how many calls there were at once."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager


class CallLog:
    """Counts calls by method, path template and client; safe for calls at the same time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: Counter[str] = Counter()
        self.reset()

    def reset(self) -> None:
        """Forget what was counted; calls still running are counted on as running."""
        with self._lock:
            self._counts: Counter[tuple[str, str, str]] = Counter()
            self._most: Counter[str] = Counter()

    @contextmanager
    def running(self, system: str) -> Iterator[None]:
        """Count a call of a system as running, from its request until its answer is sent."""
        with self._lock:
            for name in ("all", system):
                self._running[name] += 1
                self._most[name] = max(self._most[name], self._running[name])
        try:
            yield
        finally:
            with self._lock:
                for name in ("all", system):
                    self._running[name] -= 1

    def count(self, method: str, template: str, client: str | None) -> None:
        """Count one call."""
        with self._lock:
            self._counts[method, template, client or ""] += 1

    def plain(self) -> dict[str, object]:
        """Return the counts as the answer of ``GET /sandbox/calls``."""
        with self._lock:
            calls = [
                {"method": method, "path": path, "client": client, "count": count}
                for (method, path, client), count in sorted(self._counts.items())
            ]
            most = {system: self._most[system] for system in ("accuro", "ocean")}
            return {"calls": calls, "most_at_once": self._most["all"], "most_at_once_by_system": most}
