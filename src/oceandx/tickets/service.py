"""An installation at work: worker processes, the poll of each helpdesk and the web server, until told to stop."""

from __future__ import annotations

import datetime
import logging
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import FrameType

from oceandx.consultation import open_knowledge
from oceandx.errors import NotReached, UsageError
from oceandx.model.case import Known, Unknown
from oceandx.model.knowledge import KnowledgeBase
from oceandx.reading import open_reader
from oceandx.resources import knowledge_root
from oceandx.settings import read_secret
from oceandx.tickets.feedback import SHORTEST_SECRET, Judgement, sign_link
from oceandx.tickets.helpdesk import Helpdesk, HelpdeskError
from oceandx.tickets.installation import SwitchGate
from oceandx.tickets.opening import open_installation
from oceandx.tickets.overseeing import check_traces, figures_folder, scraped, watched
from oceandx.tickets.parts import Installed
from oceandx.tickets.pipeline import Enricher, Manner
from oceandx.tickets.settings import Enriching, open_desks, read_enriching
from oceandx.tickets.sites import Sites
from oceandx.tickets.store import StoreUnavailable
from oceandx.tickets.watching import UNWATCHED, Watch
from oceandx.tickets.worker import Worker, poll

_LOG = logging.getLogger("oceandx.tickets")
_DAY = 86_400.0
_LINKS = {"note.right": Judgement.RIGHT, "note.wrong": Judgement.WRONG, "note.other_cause": Judgement.OTHER_CAUSE}
_LOOKED = 1.0
"""Seconds between two looks at whether all workers live, and whether a server is back."""
_NEARLY = 0.9
"""Of the time between two polls; who polled last must find its next turn free."""

ReadFacts = Callable[[KnowledgeBase, Path], Sequence[Known | Unknown]]
"""Read the facts of a snapshot file, or collect those of a site by its configuration."""


def run(path: Path, knowledge: Path | None, read_facts: ReadFacts) -> None:
    """Run an installation until SIGTERM or SIGINT; tickets under way are finished first.

    Raises UsageError for what is wrong with its configuration, and ServerAway where no server answers, before anything
    starts. A worker that dies is started again: what it had comes back when its lease ends.
    """
    settings = read_enriching(path)
    desks = open_desks(settings)
    link_maker(settings)
    check_traces(settings)
    stopping = threading.Event()
    restarted: list[int] = []
    with (
        figures_folder(settings) as figures,
        open_installation(settings) as installation,
        scraped(settings, installation, figures, lambda: len(restarted)),
    ):
        server = _server(settings, desks, knowledge, installation)
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, partial(_stop, stopping))
        start = partial(_start, path, knowledge, read_facts, figures)
        workers = [start(number) for number in range(settings.workers)]
        polling = partial(keep_polling, settings, installation)
        threads = [threading.Thread(target=polling, args=(desk, stopping)) for desk in desks.values()]
        threads.append(threading.Thread(target=_watch, args=(workers, start, stopping, restarted)))
        for thread in threads:
            thread.start()
        try:
            server(stopping)
        finally:
            stopping.set()
            for thread in threads:
                thread.join()
            for worker in filter(None, workers):
                worker.terminate()  # SIGTERM: the worker finishes its ticket
            for worker in filter(None, workers):
                worker.join()


def make_worker(
    settings: Enriching,
    installation: Installed,
    knowledge: Path | None,
    read_facts: ReadFacts,
    name: str,
    watch: Watch = UNWATCHED,
) -> Worker:
    """Return a worker of an installation, which is its process's own."""
    kb = open_knowledge(knowledge)
    reader = open_reader(kb, many=True)
    manner = Manner(knowledge or knowledge_root(), settings.language, link_maker(settings), today, watch)
    gate = SwitchGate(installation)
    enrichers = {
        helpdesk: Enricher(kb, reader, desk, installation.ledger, gate, manner)
        for helpdesk, desk in open_desks(settings).items()
    }
    sites = Sites(settings.site_files, partial(read_facts, kb), settings.fresh_seconds)
    return Worker(installation.queue, enrichers, sites.collect, name, watch=watch, lease_seconds=settings.lease_seconds)


def link_maker(settings: Enriching) -> Callable[[str], Mapping[str, str]]:
    """Return what makes the links of a note by the key of its run; none where no feedback is taken."""
    feedback = settings.feedback
    if feedback is None:
        return lambda _: {}
    secret = read_secret(settings, "feedback.secret", feedback.secret).encode()
    if len(secret) < SHORTEST_SECRET:
        raise UsageError(f"{settings.path}: feedback.secret: too short; {SHORTEST_SECRET} characters or more")
    address = feedback.address.rstrip("/")

    def links(key: str) -> Mapping[str, str]:
        expires = time.time() + feedback.days * _DAY
        return {
            word: f"{address}/verdict?link={sign_link(secret, key, judgement, expires)}"
            for word, judgement in _LINKS.items()
        }

    return links


def keep_polling(settings: Enriching, installation: Installed, desk: Helpdesk, stopping: threading.Event) -> None:
    """Put what changed in a helpdesk, again and again; while it or the queue is down, the next time tries once more."""
    while not stopping.is_set():
        try:
            if installation.may_poll(desk.name, settings.poll_seconds * _NEARLY):
                poll(installation, installation.queue, installation.ledger, desk)
        except (HelpdeskError, StoreUnavailable) as error:
            _LOG.warning("polling %s: %s", desk.name, type(error).__name__)
        stopping.wait(settings.poll_seconds)


def today() -> datetime.date:
    """Return the day on which a ticket is diagnosed."""
    return datetime.datetime.now(tz=datetime.UTC).date()


def _server(
    settings: Enriching, desks: Mapping[str, Helpdesk], knowledge: Path | None, installation: Installed
) -> Callable[[threading.Event], object]:
    """Return what occupies the main thread: the web server, or nothing until told to stop."""
    if settings.listen is None:
        return threading.Event.wait
    try:
        from oceandx.tickets.serving import serve
    except ImportError as error:
        raise UsageError(f"{settings.path}: listen: needs a web server: pip install 'oceandx[serve]'") from error
    return serve(settings, desks, open_knowledge(knowledge), installation, settings.listen)


def _start(
    path: Path, knowledge: Path | None, read_facts: ReadFacts, figures: Path | None, number: int
) -> BaseProcess | None:
    """Return a worker process; None where it could not be made, or died while it was told what to do."""
    process = multiprocessing.get_context("spawn").Process(
        target=_work, args=(path, knowledge, read_facts, figures, number), daemon=True
    )
    try:
        process.start()
    except OSError as error:
        _LOG.warning("worker %d cannot be started: %s", number, type(error).__name__)
        return None
    return process


def _watch(
    workers: list[BaseProcess | None],
    start: Callable[[int], BaseProcess | None],
    stopping: threading.Event,
    restarted: list[int],
) -> None:
    while not stopping.wait(_LOOKED):
        for number, worker in enumerate(workers):
            if worker is None or not worker.is_alive():
                _LOG.warning("worker %d ended; it is started again", number)
                workers[number] = start(number)
                restarted.append(number)


def _work(path: Path, knowledge: Path | None, read_facts: ReadFacts, figures: Path | None, number: int) -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    settings, name = read_enriching(path), f"{os.getppid()}-{number}"
    stopping = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, partial(_stop, stopping))
    threading.Thread(target=_end_with_parent, args=(stopping,), daemon=True).start()
    installation = _reached(settings, stopping)
    if installation is None:
        return
    with installation, watched(settings, open_knowledge(knowledge).version, figures, number) as watch:
        worker = make_worker(settings, installation, knowledge, read_facts, name, watch)
        worker.stopping = stopping
        installation.serve(worker)


def _reached(settings: Enriching, stopping: threading.Event) -> Installed | None:
    """Return the installation of a worker as soon as it can be reached; None where it is told to stop before."""
    while not stopping.is_set():
        try:
            return open_installation(settings)
        except NotReached as error:
            # Another process would reach it no sooner, and would have to read the knowledge base anew.
            _LOG.warning("%s", error)
            stopping.wait(_LOOKED)
    return None


def _end_with_parent(stopping: threading.Event) -> None:
    """Let a worker end whose program was killed: nobody else would ever end it."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        stopping.set()


def _stop(stopping: threading.Event, _number: int, _frame: FrameType | None) -> None:
    stopping.set()
