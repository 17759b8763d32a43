"""How the streams of an installation are laid out on the server: names, what is kept, and who takes from them."""

from __future__ import annotations

from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy, DiscardPolicy, StorageType, StreamConfig

from oceandx.tickets.nats.streams import Place

CONSUMER = "enrich"
"""The one consumer of jobs, and of backfill, from which all workers take."""
ACK_SECONDS = 30.0
"""A job that was delivered to a worker which died before it claimed it comes again after so long."""
TAKEN = frozenset({Place.JOBS, Place.BACKFILL})
_BUCKETS = frozenset({Place.RUNS, Place.VERDICTS, Place.CONTROL})
_MOST_PENDING = 200_000
"""Jobs that wait for their time, or under a lease, are pending on the server: many, and none may hold others up."""
_MOST_WAITING = 2_048
_ONE = 1


def stream_name(prefix: str, place: Place) -> str:
    """Return the name of a stream; those of values to look at are key-value buckets, for the tools that show these."""
    return f"KV_{prefix}-{place.value}" if place in _BUCKETS else f"{prefix}-{place.value}"


def subject_of(prefix: str, place: Place, token: str) -> str:
    """Return the subject of a value; a token is a ticket, so that each ticket is a partition of its own."""
    return f"$KV.{prefix}-{place.value}.{token}" if place in _BUCKETS else f"{prefix}.{place.value}.{token}"


def stream_of(prefix: str, place: Place) -> StreamConfig:
    """Return what a stream is made as: on disk of one server, nothing dropped by age or size.

    Not of several: servers that copy a stream from each other let two writes over one revision pass.
    """
    is_trail = place is Place.AUDIT
    return StreamConfig(
        name=stream_name(prefix, place),
        subjects=[subject_of(prefix, place, "*")],
        storage=StorageType.FILE,
        discard=DiscardPolicy.OLD,
        max_msgs_per_subject=-1 if is_trail else _ONE,
        num_replicas=_ONE,
        deny_delete=is_trail,
        deny_purge=is_trail,
        allow_direct=True,
    )


def consumer_of(prefix: str, place: Place) -> ConsumerConfig:
    """Return the consumer of a stream: every value once, and again when it is put off or its worker dies."""
    return ConsumerConfig(
        durable_name=CONSUMER,
        filter_subject=subject_of(prefix, place, "*"),
        deliver_policy=DeliverPolicy.ALL,
        ack_policy=AckPolicy.EXPLICIT,
        ack_wait=ACK_SECONDS,
        max_deliver=-1,
        max_ack_pending=_MOST_PENDING,
        max_waiting=_MOST_WAITING,
    )
