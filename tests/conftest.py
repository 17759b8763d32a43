"""How tests run: property tests without a deadline, in CI with the same examples each time; Ctrl-C is heard."""

from __future__ import annotations

import os
import signal

from hypothesis import settings

settings.register_profile("default", deadline=None)
# New examples are looked for by people and by `make fuzz`; a change is not refused for a chance find elsewhere.
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")

# A shell lets what it runs in the background ignore Ctrl-C, which the programs under test would inherit.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
