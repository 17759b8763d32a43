"""What agents say of a diagnosis by a signed link: right, wrong or another cause; no login, no name, no text."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from oceandx.errors import OceandxError
from oceandx.tickets.audit import Audit, Kind, Record
from oceandx.tickets.codes import code
from oceandx.tickets.store import Store

_PURPOSE = b"oceandx feedback link 1\0"
"""Signed along, so that a signature made for anything else with the same secret is worth nothing here."""
SHORTEST_SECRET = 16
"""Bytes of what signs links."""
_LONGEST_LINK = 400
_PAGE = 500


class Judgement(StrEnum):
    """What an agent says of a diagnosis."""

    RIGHT = "right"
    WRONG = "wrong"
    OTHER_CAUSE = "other-cause"


class LinkRefused(OceandxError):  # noqa: N818 - a state, not a mistake
    """A feedback link is not one of ours, or (``is_expired``) was."""

    def __init__(self, *, is_expired: bool) -> None:
        self.is_expired = is_expired
        super().__init__("the link has expired" if is_expired else "the link is not valid")


@dataclass(frozen=True, slots=True)
class Link:
    """A link whose signature holds; ``digest`` tells it from all others."""

    key: str
    judgement: Judgement
    expires: int
    digest: str


@dataclass(frozen=True, slots=True)
class Given:
    """What was said by one link; ``cause``: which one it was instead."""

    key: str
    judgement: Judgement
    cause: str
    at: float


def sign_link(secret: bytes, key: str, judgement: Judgement, expires: float) -> str:
    """Return the end of a link by which an agent judges the run of a key until ``expires`` (seconds since 1970).

    Only characters that need no quoting in a URL. Whatever follows a link must ask before it counts: programs that
    look links up in advance click all of them.
    """
    code("the key of a run", key)
    if len(secret) < SHORTEST_SECRET:
        raise ValueError(f"a feedback link: its secret has {SHORTEST_SECRET} bytes or more")
    signed = f"{key}~{judgement.value}~{int(expires)}"
    return f"{signed}~{_signature(secret, signed)}"


def check_link(secret: bytes, link: str, now: float) -> Link:
    """Return what a link says. Raises LinkRefused."""
    signed, _, signature = link.rpartition("~")
    is_ours = len(link) <= _LONGEST_LINK and link.isascii()
    if not is_ours or not hmac.compare_digest(signature, _signature(secret, signed)):
        raise LinkRefused(is_expired=False)
    key, judgement, expires = signed.split("~")
    if now >= int(expires):
        raise LinkRefused(is_expired=True)
    return Link(key, Judgement(judgement), int(expires), hashlib.sha256(link.encode()).hexdigest())


def verdict_record(link: Link, cause: str) -> Record:
    """Return the audit entry of a verdict. Raises ValueError where its cause is missing, no code, or one too many."""
    code("the cause", cause, empty=link.judgement is not Judgement.OTHER_CAUSE)
    if cause and link.judgement is not Judgement.OTHER_CAUSE:
        raise ValueError("the cause: only 'other-cause' names one")
    said = f"{link.judgement.value}:{cause}" if cause else link.judgement.value
    return Record(Kind.FEEDBACK, "link", key=link.key, digest=link.digest, what=said)


class Feedback:
    """The feedback of one enrichment file: one row for each link, the last click on it stands."""

    def __init__(self, store: Store, audit: Audit, *, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._audit = audit
        self._clock = clock

    def give(self, link: Link, cause: str = "") -> bool:
        """Keep what a link says and return True, or False where that is known; ``cause`` goes with OTHER_CAUSE only."""
        record = verdict_record(link, cause)
        with self._store.transaction() as db:
            known = db.execute("select cause from feedback where link = ?", (link.digest,)).fetchone()
            if known == (cause,):
                return False
            self._audit.append(record)
            db.execute(
                "insert or replace into feedback (link, key, verdict, cause, at) values (?, ?, ?, ?, ?)",
                (link.digest, link.key, link.judgement.value, cause, self._clock()),
            )
        return True

    def of(self, key: str) -> tuple[Given, ...]:
        """Return what was said of a run, the oldest first."""
        sql = "select key, verdict, cause, at from feedback where key = ? order by at, link"
        return tuple(Given(row[0], Judgement(row[1]), *row[2:]) for row in self._store.query(sql, (key,)))

    def counts(self) -> Mapping[Judgement, int]:
        """Return how often each was said."""
        found = dict(self._store.query("select verdict, count(*) from feedback group by verdict"))
        return {judgement: int(found.get(judgement.value, 0)) for judgement in Judgement}

    def all(self) -> Iterator[Given]:
        """Yield all that was said, in no special order."""
        link = ""
        sql = f"select key, verdict, cause, at, link from feedback where link > ? order by link limit {_PAGE}"  # noqa: S608
        while rows := self._store.query(sql, (link,)):
            yield from (Given(row[0], Judgement(row[1]), *row[2:4]) for row in rows)
            link = rows[-1][-1]


def _signature(secret: bytes, signed: str) -> str:
    digest = hmac.digest(secret, _PURPOSE + signed.encode(), "sha256")
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
