"""Which kind of installation a configuration means: a file of one machine, or what many share over NATS."""

from __future__ import annotations

from oceandx.tickets.installation import Installation
from oceandx.tickets.parts import Installed
from oceandx.tickets.settings import Enriching


def open_installation(settings: Enriching) -> Installed:
    """Return the installation of a configuration, made where it is not yet; nothing of NATS is read without ``[nats]``.

    Raises UsageError where that needs an extra that is not installed, StoreUnavailable where a file cannot be used,
    ServerAway where no server answers.
    """
    if settings.nats is None:
        return Installation(settings.ledger_path, settings.rates)
    from oceandx.tickets.nats.installation import open_shared

    return open_shared(settings, settings.nats, settings.rates)
