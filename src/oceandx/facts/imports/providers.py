"""Two lists of providers: the clinic's own, and what Ocean shows of each."""

from __future__ import annotations

from oceandx.facts.imports.findings import Fact, Origin
from oceandx.facts.imports.sheet import Sheet
from oceandx.facts.imports.structures import OceanProvider, Placement
from oceandx.facts.imports.table import Table
from oceandx.facts.imports.vocabulary import Vocabulary

_FACTS = {
    "cloud_connect.provider_offered": "offered",
    "cloud_connect.provider_selected": "sync_selected",
    "messages.user_licensed": "messages_licence",
    "reminders.schedule_licensed": "reminders_schedule",
    "booking.schedule_licensed": "online_booking",
}
# What the Patients page shows of a provider is in the file, and becomes no fact.
_TICKED = (*_FACTS.values(), "on_patients_page")


def read_providers(table: Table, vocabulary: Vocabulary) -> tuple[Placement, ...]:
    """Read who works where; a UsageError tells all that is not understood."""
    sheet = Sheet(table, vocabulary)
    columns = (sheet.names("office"), sheet.names("provider"), sheet.ticks("active"))
    placements: dict[tuple[str, str], Placement] = {}
    for row, office, provider, active in zip(sheet.rows, *columns, strict=True):
        placement = Placement(office, provider, active)
        if placements.setdefault((office, provider), placement) != placement:
            sheet.note(row, "provider", "an earlier row says otherwise of this provider and office; keep one of them")
    sheet.refuse()
    return tuple(placements.values())


def read_ocean_providers(table: Table, vocabulary: Vocabulary) -> tuple[OceanProvider, ...]:
    """Read what Ocean shows of each provider; a UsageError tells all that is not understood."""
    sheet = Sheet(table, vocabulary)
    found: dict[str, OceanProvider] = {}
    columns = [sheet.ticks(column) for column in _TICKED]
    for row, name, *flags in zip(sheet.rows, sheet.names("provider"), *columns, strict=True):
        provider = OceanProvider(name, **dict(zip(_TICKED, flags, strict=True)))
        if found.setdefault(name, provider) != provider:
            sheet.note(row, "provider", "an earlier row says otherwise of this provider; keep one of them")
    sheet.refuse()
    return tuple(found.values())


def ocean_provider_facts(providers: tuple[OceanProvider, ...], origin: Origin) -> tuple[Fact, ...]:
    """Return the facts of each provider, unknown as long as nobody said which provider is meant."""
    return tuple(
        origin.listed(fact, "provider", [(one.provider, getattr(one, column)) for one in providers])
        for fact, column in _FACTS.items()
    )
