"""One collection: what the two systems and the clinic's files tell of a site, as one set of facts."""

from __future__ import annotations

import asyncio
import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from oceandx import __version__
from oceandx.facts.imports.files import UNNAMED, Clinic, import_tables, titles_of
from oceandx.facts.imports.imported import Notice
from oceandx.facts.imports.roster import Lists, cross_check
from oceandx.facts.imports.structures import Placement
from oceandx.facts.imports.table import Table
from oceandx.facts.merge import merge
from oceandx.facts.names import Names
from oceandx.facts.snapshot import Origin, snapshot_data
from oceandx.model.case import Known, Unknown
from oceandx.model.knowledge import KnowledgeBase

if TYPE_CHECKING:
    from oceandx.facts.collectors.run import Collected
    from oceandx.settings import Site


_ROSTER = "accuro:roster"


@dataclass(frozen=True, slots=True)
class Gathered:
    """What one run brought: the facts, and the same as a snapshot's data."""

    facts: tuple[Known | Unknown, ...]
    notices: tuple[Notice, ...]
    data: dict[str, Any]
    calls: int
    stopped: str | None
    is_cut_off: bool

    @property
    def is_interrupted(self) -> bool:
        """Say whether a person stopped the run."""
        return self.stopped == "interrupted"


def gather(
    kb: KnowledgeBase, site: Site, tables: Sequence[tuple[str, Table]], tell: Callable[[int, int], None]
) -> Gathered:
    """Return what the two systems and the clinic's files tell; ``tell`` hears of calls done and expected.

    Raises UsageError for what is wrong with the clinic's tables or the secrets, before any call is made.
    """
    from oceandx.facts.collectors.access import access_of
    from oceandx.facts.collectors.run import collect
    from oceandx.facts.collectors.session import Typed, TypedCount

    access = access_of(site)
    today = datetime.datetime.now(tz=ZoneInfo(site.site.time_zone)).date()
    clinic = import_tables(tables, kb.imports, kb.facts, today, site.site.emr_user)
    names = Names(titles_of(kb.imports))
    typed = tuple(
        TypedCount(one.date, one.office, one.provider, one.in_accuro)
        for one in clinic.daysheet
        if one.in_accuro is not None
    )
    live = asyncio.run(
        collect(
            access,
            kb.probes,
            typed=Typed(typed, names),
            on_progress=lambda progress: tell(progress.done, progress.expected),
        )
    )
    facts = _together(kb, clinic, live, names)
    is_live = bool(access.accuro or access.ocean)
    return Gathered(
        facts=facts,
        # Whom a case is about is asked when it is diagnosed; a snapshot is about all of them.
        notices=tuple(notice for notice in clinic.notices if notice.kind != UNNAMED),
        data=_data(kb, site, live, facts),
        calls=sum(tally.calls for tally in live.tallies.values()),
        stopped=live.stopped,
        is_cut_off=is_live and not any(isinstance(fact, Known) and fact.source != "clock" for fact in facts),
    )


def _together(kb: KnowledgeBase, clinic: Clinic, live: Collected, names: Names) -> tuple[Known | Unknown, ...]:
    """Return all facts; where Accuro's own roster was read, the clinic's lists are held against that one."""
    facts = [*clinic.facts, *live.facts]
    if live.roster is not None and live.roster.failure is None and clinic.ocean_providers + clinic.grids:
        placements = [Placement(office, provider) for office, provider in live.roster.pairs()]
        places = [place for grid in clinic.grids for place in grid.places]
        checked = cross_check(
            Lists(clinic.ocean_providers, places, placements, {"providers": _ROSTER}), names, live.started
        )
        replaced = {fact.name for fact in checked}
        facts = [*(fact for fact in facts if fact.name not in replaced), *checked]
    return tuple(fact for name, fact in merge(facts).items() if name in kb.facts)


def _data(kb: KnowledgeBase, site: Site, live: Collected, facts: tuple[Known | Unknown, ...]) -> dict[str, Any]:
    origin = Origin(
        made_by=f"oceandx {__version__}",
        knowledge=kb.version,
        site=site.site.name,
        time_zone=site.site.time_zone,
        collected_at=live.started,
        stopped=live.stopped,
    )
    calls = [
        {"mode": who, "call": call, "calls": tally.calls, "outcomes": dict(sorted(tally.outcomes.items()))}
        for (who, call), tally in sorted(live.tallies.items())
    ]
    roster = live.roster.pairs() if live.roster else ()
    return snapshot_data(origin, facts, roster, calls)
