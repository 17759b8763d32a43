"""What agents say of a diagnosis, for all machines: of each run one value, written over its last revision."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping

import msgspec
from msgspec import Struct

from oceandx.tickets.audit import Trail
from oceandx.tickets.feedback import Given, Judgement, Link, verdict_record
from oceandx.tickets.nats.streams import Place, Stored, Streams, token_of, until_agreed


class Verdict(Struct, frozen=True):
    """What was said by one link, the last click on it; ``link`` is its digest."""

    link: str
    judgement: Judgement
    cause: str
    at: float


class Verdicts(Struct, frozen=True):
    """All that was said of one run."""

    key: str
    said: tuple[Verdict, ...] = ()


class NatsFeedback:
    """The feedback of an installation on many machines: who gives a verdict reaches any of them.

    A verdict is in the audit trail before it is kept: an entry may stand there twice, never not at all.
    """

    def __init__(self, streams: Streams, audit: Trail, *, clock: Callable[[], float] = time.time) -> None:
        self._streams = streams
        self._audit = audit
        self._clock = clock

    def give(self, link: Link, cause: str = "") -> bool:
        """Keep what a link says and return True, or False where that is known; ``cause`` goes with OTHER_CAUSE only."""
        record = verdict_record(link, cause)

        def given() -> bool:
            stored = self._stored(link.key)
            said = _verdicts(stored).said if stored is not None else ()
            if any((one.link, one.cause) == (link.digest, cause) for one in said):
                return False
            self._audit.append(record)
            verdict = Verdict(link.digest, link.judgement, cause, self._clock())
            kept = Verdicts(link.key, (*(one for one in said if one.link != link.digest), verdict))
            revision = stored.revision if stored is not None else 0
            self._streams.write(Place.VERDICTS, token_of(link.key), msgspec.json.encode(kept), revision)
            return True

        return until_agreed(given)

    def of(self, key: str) -> tuple[Given, ...]:
        """Return what was said of a run, the oldest first."""
        stored = self._stored(key)
        return () if stored is None else tuple(_given(_verdicts(stored)))

    def counts(self) -> Mapping[Judgement, int]:
        """Return how often each was said; every value is read for that."""
        found = [given.judgement for given in self.all()]
        return {judgement: found.count(judgement) for judgement in Judgement}

    def all(self) -> Iterator[Given]:
        """Yield all that was said, in no special order."""
        # What is written anew while all are read comes twice, and stands as it was written last.
        found = {stored.token: stored for stored in self._streams.scan(Place.VERDICTS)}
        for stored in found.values():
            yield from _given(_verdicts(stored))

    def _stored(self, key: str) -> Stored | None:
        return self._streams.read(Place.VERDICTS, token_of(key))


def _verdicts(stored: Stored) -> Verdicts:
    return msgspec.json.decode(stored.data, type=Verdicts)


def _given(verdicts: Verdicts) -> Iterator[Given]:
    for one in sorted(verdicts.said, key=lambda verdict: (verdict.at, verdict.link)):
        yield Given(verdicts.key, one.judgement, one.cause, one.at)
