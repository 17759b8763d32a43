"""How property tests run: without a deadline, and in CI with the same examples each time."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("default", deadline=None)
# New examples are looked for by people and by `make fuzz`; a change is not refused for a chance find elsewhere.
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")
