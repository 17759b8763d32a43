"""An installation at work: worker processes, the poll of each helpdesk and the web server, until told to stop."""

from __future__ import annotations

import datetime
import logging
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from types import FrameType

from oceandx.consultation import open_knowledge
from oceandx.errors import OceandxError
from oceandx.model.case import Known, Unknown
from oceandx.model.knowledge import KnowledgeBase
from oceandx.model.ticket import Reading
from oceandx.model.vocabulary import LifeStatus
from oceandx.reading import TicketReader
from oceandx.report.words import Words
from oceandx.resources import knowledge_root
from oceandx.settings import read_secret
from oceandx.tickets.feedback import Judgement, LinkRefused, check_link, sign_link
from oceandx.tickets.helpdesk import Event, Helpdesk, HelpdeskError
from oceandx.tickets.installation import Installation, SwitchGate
from oceandx.tickets.pipeline import Collect, Enricher, Manner
from oceandx.tickets.queue import Reason
from oceandx.tickets.receiving import Page
from oceandx.tickets.settings import Enriching, open_desks, read_enriching
from oceandx.tickets.worker import Worker, poll

_LOG = logging.getLogger("oceandx.tickets")
_DAY = 86_400.0
_ANY_SITE = "*"
_LINKS = {"note.right": Judgement.RIGHT, "note.wrong": Judgement.WRONG, "note.other_cause": Judgement.OTHER_CAUSE}

ReadFacts = Callable[[KnowledgeBase, Path], Iterable[Known | Unknown]]
"""Read the facts of a snapshot file."""


def make_worker(settings: Enriching, knowledge: Path | None, read_facts: ReadFacts, name: str) -> Worker:
    """Return a worker with an installation of its own."""
    kb = open_knowledge(knowledge)
    reader = TicketReader(kb)
    installation = Installation(settings.ledger_path, settings.rates)
    manner = Manner(knowledge or knowledge_root(), settings.language, link_maker(settings), today)
    gate = SwitchGate(installation)
    enrichers = {
        name: Enricher(kb, reader, desk, installation.ledger, gate, manner)
        for name, desk in open_desks(settings).items()
    }
    return Worker(installation.queue, enrichers, collector(kb, settings, read_facts), name)


def collector(kb: KnowledgeBase, settings: Enriching, read_facts: ReadFacts) -> Collect:
    """Return what finds the facts of a ticket's site in its snapshot, read anew whenever that file changes."""
    folder = Path(settings.folder)
    kept: dict[Path, tuple[float, tuple[Known | Unknown, ...]]] = {}

    def collect(reading: Reading) -> tuple[Known | Unknown, ...]:
        name = settings.snapshots.get(reading.site_number or _ANY_SITE)
        if name is None:
            return ()
        path = folder / name
        try:
            changed = path.stat().st_mtime
            if path not in kept or kept[path][0] != changed:
                kept[path] = changed, tuple(read_facts(kb, path))
        except (OSError, OceandxError) as error:
            # A ticket is diagnosed without facts rather than not at all: they are unknown, not false.
            _LOG.warning("snapshot %s cannot be read: %s", path, type(error).__name__)
            return ()
        return kept[path][1]

    return collect


def link_maker(settings: Enriching) -> Callable[[str], Mapping[str, str]]:
    """Return what makes the links of a note by the key of its run; none where no feedback is taken."""
    feedback = settings.feedback
    if feedback is None:
        return lambda _: {}
    secret = read_secret(settings, "feedback.secret", feedback.secret).encode()
    address = feedback.address.rstrip("/")

    def links(key: str) -> Mapping[str, str]:
        expires = time.time() + feedback.days * _DAY
        return {
            word: f"{address}/verdict?link={sign_link(secret, key, judgement, expires)}"
            for word, judgement in _LINKS.items()
        }

    return links


def page_of(kb: KnowledgeBase, settings: Enriching) -> Page:
    """Return the words of the page for verdicts, in the agents' language."""
    words = Words(kb, settings.language, markdown=False)
    causes = {
        cause.code: f"{cause.code} {words.say(cause.title)}"
        for cause in kb.causes.values()
        if cause.status is not LifeStatus.RETIRED
    }
    return Page(
        language=settings.language.value,
        title=words.word("verdict.title"),
        confirm=words.word("verdict.confirm"),
        kept=words.word("verdict.kept"),
        refused=words.word("verdict.refused"),
        causes=causes,
    )


def take(installation: Installation, helpdesk: str, event: Event) -> bool:
    """Keep an event for the workers; one delivery, or several of one ticket that waits, are one job."""
    return installation.queue.put(event.ticket_id, event.ticket_id, helpdesk, Reason.WEBHOOK)


def judge(installation: Installation, secret: bytes, codes: frozenset[str], link: str, cause: str) -> str | None:
    """Keep an agent's verdict, or return what is wrong with it."""
    try:
        checked = check_link(secret, link, time.time())
        named = cause if checked.judgement is Judgement.OTHER_CAUSE else ""
        if checked.judgement is Judgement.OTHER_CAUSE and named not in codes:
            return "no such cause"
        installation.feedback.give(checked, named)
    except LinkRefused as error:
        return str(error)
    return None


def keep_polling(settings: Enriching, desk: Helpdesk, stopping: threading.Event) -> None:
    """Put what changed in a helpdesk, again and again; while it is down, the next time tries once more."""
    with Installation(settings.ledger_path, settings.rates) as installation:
        while not stopping.is_set():
            try:
                poll(installation.store, installation.queue, installation.ledger, desk)
            except HelpdeskError as error:
                _LOG.warning("polling %s: %s", desk.name, type(error).__name__)
            stopping.wait(settings.poll_seconds)


def run(path: Path, knowledge: Path | None, read_facts: ReadFacts) -> None:
    """Run an installation until SIGTERM or SIGINT; tickets under way are finished first."""
    settings = read_enriching(path)
    desks = open_desks(settings)
    Installation(settings.ledger_path, settings.rates).store.close()  # made, or refused, before anything starts
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, partial(_stop, stopping))
    context = multiprocessing.get_context("spawn")
    workers = [
        context.Process(target=_work, args=(path, knowledge, read_facts, f"{os.getpid()}-{number}"), daemon=True)
        for number in range(settings.workers)
    ]
    for worker in workers:
        worker.start()
    polls = [threading.Thread(target=keep_polling, args=(settings, desk, stopping)) for desk in desks.values()]
    for thread in polls:
        thread.start()
    try:
        if settings.listen is not None:
            _serve(settings, desks, knowledge, stopping)
        else:
            stopping.wait()
    finally:
        stopping.set()
        for worker in workers:
            worker.terminate()  # SIGTERM: the worker finishes its ticket
        for worker in workers:
            worker.join()
        for thread in polls:
            thread.join()


def _work(path: Path, knowledge: Path | None, read_facts: ReadFacts, name: str) -> None:
    worker = make_worker(read_enriching(path), knowledge, read_facts, name)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, partial(_stop, worker.stopping))
    worker.run()


def _stop(stopping: threading.Event, _number: int, _frame: FrameType | None) -> None:
    stopping.set()


def _serve(
    settings: Enriching, desks: Mapping[str, Helpdesk], knowledge: Path | None, stopping: threading.Event
) -> None:
    import uvicorn

    from oceandx.tickets.receiving import receiver

    kb = open_knowledge(knowledge)
    feedback = settings.feedback
    secret = read_secret(settings, "feedback.secret", feedback.secret).encode() if feedback else os.urandom(32)
    codes = frozenset(cause.code for cause in kb.causes.values())
    host, _, port = str(settings.listen).rpartition(":")
    with Installation(settings.ledger_path, settings.rates) as installation:
        app = receiver(
            desks, partial(take, installation), partial(judge, installation, secret, codes), page_of(kb, settings)
        )
        config = uvicorn.Config(app, host=host, port=int(port), log_config=None, access_log=False, server_header=False)
        server = uvicorn.Server(config)
        threading.Thread(target=_end_with, args=(server, stopping), daemon=True).start()
        server.run()


def _end_with(server: object, stopping: threading.Event) -> None:
    stopping.wait()
    server.should_exit = True  # type: ignore[attr-defined]


def today() -> datetime.date:
    """Return the day on which a ticket is diagnosed."""
    return datetime.datetime.now(tz=datetime.UTC).date()
