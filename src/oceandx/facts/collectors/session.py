"""The clinic seen through Accuro: offices, providers and bookings from each point of view, and what they say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from oceandx.facts.collectors.accuro import AccuroClient, Mode, Office, Provider, Window
from oceandx.facts.collectors.failure import CallFailed, Failure, Trouble
from oceandx.facts.collectors.probes import (
    Conclusion,
    Place,
    Sweep,
    confirmations,
    hidden,
    missing_places,
    sweep,
)
from oceandx.facts.collectors.shown import shown_id
from oceandx.facts.names import Key, Names
from oceandx.model.case import Known, Unknown
from oceandx.model.knowledge import Probes

HIDDEN = "accuro.oceanapi.bookings_hidden"
CONFIRMED = "accuro.confirmed_bookings"
UNAUTHORIZED = "accuro.api_answers_unauthorized"
_MOST_NAMED = 40  # providers that one call names, so that its address stays short


@dataclass(frozen=True, slots=True)
class TypedCount:
    """How many bookings a person counted in Accuro's own calendar: for a day, an office and a provider by name."""

    day: date
    office: str
    provider: str
    bookings: int


@dataclass(frozen=True, slots=True)
class Typed:
    """All counts of a person, and how their names of providers compare with Accuro's."""

    counts: tuple[TypedCount, ...] = ()
    names: Names = field(default_factory=Names)


@dataclass(slots=True)
class Roster:
    """The clinic's offices and their providers, by their ids in Accuro; ``failure`` when it could not be read."""

    offices: list[Office] = field(default_factory=list)
    providers: dict[str, list[Provider]] = field(default_factory=dict, repr=False)
    failure: Failure | None = None

    def office_name(self, key: str) -> str:
        """Return the name of an office, or its id, which is shown only if it can be one."""
        return next((office.name for office in self.offices if office.id == key), shown_id(key))

    def provider_name(self, key: str) -> str:
        """Return the name of a provider, or their id, which is shown only if it can be one."""
        everybody = (provider for providers in self.providers.values() for provider in providers)
        return next((provider.name for provider in everybody if provider.id == key), shown_id(key))

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return office and provider by name, in the order of the answers."""
        return tuple((o.name, p.name) for o in self.offices for p in self.providers.get(o.id, ()))


@dataclass(frozen=True, slots=True)
class Reading:
    """What one point of view gave: counts, or the failure in their place."""

    counts: Sweep | None
    failure: Failure | None = None


async def read_roster(client: AccuroClient) -> Roster:
    """Return the offices and the providers of each, one after the other: the bookings are read at the same time."""
    roster = Roster()
    try:
        roster.offices = await client.offices()
        for office in roster.offices:
            roster.providers[office.id] = await client.providers(office.id)
    except CallFailed as error:
        return Roster(failure=error.failure)
    return roster


async def read_bookings(client: AccuroClient, window: Window) -> Reading:
    """Return the counts of all bookings in a window, whole or not at all."""
    try:
        return Reading(await sweep(client.bookings(window), window))
    except CallFailed as error:
        return Reading(None, error.failure)


def truth_of(
    own: Reading | None, typed: Typed, roster: Roster, window: Window
) -> tuple[Counter[Place], frozenset[str] | None]:
    """Return the bookings known to exist, by office and provider, and the days they are about (None: all).

    The tool's own user knows them; else what a person counted, on days that are read, where the names are those of the
    roster.
    """
    if own is not None and own.counts is not None:
        return own.counts.places(), None
    offices = _unique((Names().key(office.name), office.id) for office in roster.offices)
    providers = _unique((typed.names.key(p.name), p.id) for found in roster.providers.values() for p in found)
    counts: Counter[Place] = Counter()
    days = set()
    for one in typed.counts:
        office, provider = offices.get(Names().key(one.office)), providers.get(typed.names.key(one.provider))
        if office and provider and window.first <= one.day <= window.last:
            counts[office, provider] += one.bookings
            days.add(one.day.isoformat())
    return counts, frozenset(days)


async def look_again(client: AccuroClient, window: Window, missing: list[Place]) -> list[Place]:
    """Return the places that are missing when asked for by themselves, too; raises CallFailed.

    A booking made between the two readings, or a page that changed, must not look like a missing permission. One call
    for some forty providers of an office; the budget of calls bounds them.
    """
    by_office: dict[str, list[str]] = {}
    for office, provider in missing:
        by_office.setdefault(office, []).append(provider)
    still: list[Place] = []
    for office, providers in by_office.items():
        for start in range(0, len(providers), _MOST_NAMED):
            asked = providers[start : start + _MOST_NAMED]
            narrow = replace(window, office=office, providers=tuple(asked))
            places = (await sweep(client.bookings(narrow), narrow)).places()
            still += [(office, provider) for provider in asked if not places[office, provider]]
    return sorted(still)


async def bookings_hidden(
    oceanapi: AccuroClient, seen: Reading, truth: tuple[Counter[Place], frozenset[str] | None], window: Window
) -> Conclusion | Failure:
    """Hold what OceanAPI sees against what is known to exist."""
    if seen.counts is None:
        return seen.failure or Failure(Trouble.NOT_CONFIGURED)
    known, days = truth
    missing = missing_places(known, seen.counts.places(days))
    if missing and len(missing) < sum(number > 0 for number in known.values()):
        try:
            missing = await look_again(oceanapi, window, missing)
        except CallFailed as error:
            return error.failure
    return hidden(known, missing)


def hidden_fact(outcome: Conclusion | Failure, roster: Roster, source: str, at: str) -> Known | Unknown:
    """Return the fact about hidden bookings; its detail names each office and provider, and how many are known."""
    if isinstance(outcome, Failure):
        return Unknown(HIDDEN, outcome.reason, source, at, (outcome.detail,))
    detail = tuple(
        {"office": roster.office_name(office), "provider": roster.provider_name(provider), "bookings": number}
        for (office, provider), number in outcome.places
    )
    return _fact(HIDDEN, outcome.value, source, at, detail)


def confirmed_fact(mode: Mode, reading: Reading, roster: Roster, probes: Probes, at: str) -> Known | Unknown:
    """Return the fact about confirmed bookings; its detail has the two counts of each provider.

    What OceanAPI sees may lack whole providers, so it says of some providers only.
    """
    source = source_of(mode)
    if reading.counts is None:
        failure = reading.failure or Failure(Trouble.NOT_CONFIGURED)
        return Unknown(CONFIRMED, failure.reason, source, at, (failure.detail,))
    outcome = confirmations(reading.counts, probes.several)
    detail = tuple(
        {"provider": roster.provider_name(provider), "bookings": number, "confirmed": confirmed}
        for provider, number, confirmed in outcome.shares
    )
    says_all = mode is Mode.AS_OCEANAPI and outcome.value in {"none", "all-providers"}
    return _fact(CONFIRMED, Trouble.PARTIAL_VIEW if says_all else outcome.value, source, at, detail)


def unauthorized_fact(oceanapi: Reading, own: Reading | None, at: str, *, answered: bool) -> Known | Unknown:
    """Say whether the API answers OceanAPI's token with 401.

    It is known only when our own user's token is good for the same call, with the same subscription key and uuid, and
    when no call of OceanAPI's token was ``answered`` before: a token that ended too early is no refusal.
    """
    source, failure = source_of(Mode.AS_OCEANAPI), oceanapi.failure
    if failure is None:
        return Known(UNAUTHORIZED, value=False, source=source, observed_at=at)
    ours_is_good = own is not None and own.counts is not None
    if failure.trouble is Trouble.UNAUTHORIZED and ours_is_good and not (answered or failure.is_page):
        return Known(UNAUTHORIZED, value=True, source=source, observed_at=at, detail=(failure.detail,))
    return Unknown(UNAUTHORIZED, failure.reason, source, at, (failure.detail,))


def source_of(*modes: Mode | str) -> str:
    """Return the source of a fact that was read from these points of view."""
    return "accuro:" + "+".join(str(mode) for mode in modes)


def _fact(
    name: str, value: str | Trouble, source: str, at: str, detail: tuple[Mapping[str, object], ...]
) -> Known | Unknown:
    if isinstance(value, Trouble):
        failure = Failure(value)
        return Unknown(name, failure.reason, source, at, (failure.detail, *detail))
    return Known(name, value, source, at, detail)


def _unique(pairs: Iterable[tuple[Key, str]]) -> dict[Key, str]:
    """Return a map of what is named once: a name that stands for two ids names neither."""
    found: dict[Key, str | None] = {}
    for name, key in pairs:
        found[name] = key if found.get(name, key) == key else None
    return {name: key for name, key in found.items() if key is not None}
