"""The commands that run an installation of enrichment, and those by which persons steer it."""

from __future__ import annotations

import datetime
import getpass
import logging
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from oceandx.cli.help import text
from oceandx.cli.operating import ConfigArgument, opened, status_lines
from oceandx.cli.options import KnowledgeOption, emit
from oceandx.errors import UsageError

if TYPE_CHECKING:
    from oceandx.model.case import Known, Unknown
    from oceandx.model.knowledge import KnowledgeBase
    from oceandx.tickets.backfill import Standing
    from oceandx.tickets.helpdesk import Helpdesk
    from oceandx.tickets.switches import Listed

_LONGEST_READING = 120.0
"""Seconds that collecting the facts of one site may take while a ticket waits for them."""


class ModeName(StrEnum):
    """Whether notes are written, or only prepared; the values are those of tickets.switches.Mode."""

    SHADOW = "shadow"
    WRITE = "write"


def run(config: Annotated[Path, typer.Argument(help=text("enrich_config"))], knowledge: KnowledgeOption = None) -> None:
    """Work until told to stop."""
    from oceandx.tickets.service import run as serve

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    # httpx logs each address it calls; an id of a ticket is enough to find it in the helpdesk.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    serve(config, knowledge, read_facts)


def read_facts(kb: KnowledgeBase, path: Path) -> Sequence[Known | Unknown]:
    """Return the facts of a snapshot, or collect those of a site by its configuration (``.toml``)."""
    from msgspec.structs import replace

    from oceandx.cli.inputs import site_tables
    from oceandx.cli.snapshots import read_snapshot
    from oceandx.collection import gather
    from oceandx.settings import read_site

    if path.suffix != ".toml":
        return read_snapshot(kb, path, None).facts
    site = read_site(path)
    limits = replace(site.limits, deadline_seconds=min(site.limits.deadline_seconds, _LONGEST_READING))
    site = replace(site, limits=limits)
    return gather(kb, site, site_tables(kb, site), lambda *_: None).facts


def switch(
    config: ConfigArgument,
    mode: Annotated[ModeName | None, typer.Option("--mode", help=text("enrich_mode"))] = None,
    allow: Annotated[list[str] | None, typer.Option("--allow", help=text("enrich_allow"))] = None,
    disallow: Annotated[list[str] | None, typer.Option("--disallow", help=text("enrich_disallow"))] = None,
    stop: Annotated[bool, typer.Option("--stop", help=text("enrich_stop"))] = False,
    go: Annotated[bool, typer.Option("--go", help=text("enrich_go"))] = False,
) -> None:
    """Switch writing on or off; running workers heed it from their next ticket on."""
    from oceandx.tickets.switches import Mode

    if stop and go:
        raise UsageError("--stop and --go: give one of them")
    actor = getpass.getuser()
    allowed, no_more = [_listed(one) for one in allow or []], [_listed(one) for one in disallow or []]
    with opened(config) as installation, installation.transaction():
        switches = installation.switches
        if stop:
            switches.kill(actor)
        for helpdesk, listed, value in allowed:
            switches.allow(helpdesk, listed, value, actor)
        for helpdesk, listed, value in no_more:
            switches.disallow(helpdesk, listed, value, actor)
        if mode is not None:
            switches.set_mode(Mode(mode), actor)
        if go:
            switches.revive(actor)
            for helpdesk in switches.read().breakers:
                switches.close_breaker(helpdesk, actor)
        lines = status_lines(installation)
    emit("\n".join(lines), None)


def ask(
    config: ConfigArgument,
    helpdesk: Annotated[str, typer.Argument(help=text("enrich_helpdesk"))],
    tickets: Annotated[list[str], typer.Argument(help=text("enrich_ticket_ids"))],
) -> None:
    """Have tickets enriched now."""
    from oceandx.tickets.queue import Put, Reason
    from oceandx.tickets.settings import read_enriching

    if config.suffix == ".toml" and helpdesk not in (names := read_enriching(config).helpdesks):
        raise UsageError(f"{helpdesk}: no helpdesk of {config}; one of {', '.join(names)}")
    try:
        puts = [Put(ticket, ticket, helpdesk, Reason.ASKED) for ticket in tickets]
    except ValueError as error:
        raise UsageError(str(error)) from None
    with opened(config) as installation:
        installation.queue.put_many(puts)
        waiting = installation.queue.counts().waiting
    emit(f"waiting: {waiting}", None)


def backfill(
    config: ConfigArgument,
    since: Annotated[str, typer.Option("--since", metavar="DATE", help=text("enrich_since"))],
    helpdesk: Annotated[str | None, typer.Option("--helpdesk", help=text("enrich_helpdesk"))] = None,
    write: Annotated[bool, typer.Option("--write", help=text("enrich_backfill_write"))] = False,
    restart: Annotated[bool, typer.Option("--restart", help=text("enrich_restart"))] = False,
) -> None:
    """Put old tickets on the queue, behind all others; nothing is written on them unless told so."""
    from oceandx.tickets.backfill import Backfill, begin_again, fill, standing
    from oceandx.tickets.helpdesk import HelpdeskError

    day = _past_day(since)
    desk = _desk(config, helpdesk)
    wanted = Backfill(desk.name, day, writes=write)
    with opened(config) as installation:
        if restart:
            begin_again(installation, wanted)
        before = standing(installation, wanted)
        emit(f"begins: {_begins(before, day)}", None)
        try:
            pages = list(fill(installation, desk, wanted, getpass.getuser()))
        except HelpdeskError as error:
            raise UsageError(f"{error}; what was put stays, and the same command goes on from there") from None
        counts, mode = installation.queue.counts(), installation.switches.read().mode
    lines = {
        "put": pages[-1].put - (before.put if before else 0),
        "closed": pages[-1].closed - (before.closed if before else 0),
        "waiting": counts.backfill,
        "writes": f"where the switches allow it ({mode.value})" if write else "no",
    }
    emit("\n".join(f"{name}: {value}" for name, value in lines.items()), None)


def retry(
    config: ConfigArgument, ids: Annotated[list[int] | None, typer.Argument(help=text("enrich_ids"))] = None
) -> None:
    """Give dead letters another try: those named, or all."""
    with opened(config) as installation:
        count = installation.retry_dead(getpass.getuser(), ids or None)
    emit(f"retried: {count}", None)


def discard(config: ConfigArgument, ids: Annotated[list[int], typer.Argument(help=text("enrich_ids"))]) -> None:
    """Give up the dead letters that are named."""
    with opened(config) as installation:
        count = installation.discard(getpass.getuser(), ids)
    emit(f"discarded: {count}", None)


def _past_day(given: str) -> datetime.date:
    try:
        day = datetime.date.fromisoformat(given)
    except ValueError:
        raise UsageError(f"--since {given}: not a date; write it as 2026-11-01") from None
    if day > datetime.datetime.now(tz=datetime.UTC).date():
        raise UsageError(f"--since {given}: is still to come; give a day in the past")
    return day


def _desk(config: Path, name: str | None) -> Helpdesk:
    """Return the helpdesk of that name, or the only one."""
    from oceandx.tickets.settings import open_desks, read_enriching

    if config.suffix != ".toml":
        raise UsageError(f"{config}: give the configuration (.toml): a ledger knows no helpdesk")
    desks = open_desks(read_enriching(config))
    if name is None and len(desks) > 1:
        raise UsageError(f"--helpdesk: name one of {', '.join(desks)}")
    chosen = desks.get(name or next(iter(desks)))
    if chosen is None:
        raise UsageError(f"--helpdesk {name}: is not in {config}; there is {', '.join(desks)}")
    return chosen


def _begins(before: Standing | None, day: datetime.date) -> str:
    """Return where a backfill begins: at its day, where an earlier run was cut off, or after the end of one."""
    if before is None:
        return str(day)
    where = "after the end of an earlier run" if before.at_end else "where an earlier run was cut off"
    return f"{where}, {before.put} put before"


def _listed(given: str) -> tuple[str, Listed, str]:
    """Read ``HELPDESK:all``, ``HELPDESK:queue:NAME`` or ``HELPDESK:ticket:ID``."""
    from oceandx.tickets.switches import Listed

    helpdesk, _, rest = given.partition(":")
    kind, _, value = rest.partition(":")
    if helpdesk and kind in set(Listed) and (kind == Listed.ALL) is not bool(value):
        return helpdesk, Listed(kind), value
    raise UsageError(f"{given}: write rt:queue:NAME, rt:ticket:ID or rt:all, with the name of the helpdesk first")
