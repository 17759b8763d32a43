"""Snapshots as data: the mode of a fact, what changed, and what a signature covers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from hypothesis import given, settings
from hypothesis import strategies as st

from oceandx.errors import UsageError
from oceandx.facts.snapshot import Origin, differences, mode_of, sign, signing_key, snapshot_data, to_text, verify
from oceandx.model.case import Known, Unknown
from oceandx.model.vocabulary import UnknownReason

ORIGIN = Origin("oceandx 0.1.0", "2026.11.2", "Clinique", "America/Toronto", "2026-03-02T15:00:00Z")
AT = "2026-03-02T15:00:00Z"


@pytest.mark.parametrize(
    ("source", "mode"),
    [
        ("accuro:as_oceanapi", "as_oceanapi"),
        ("accuro:as_oceanapi+own_user", "as_oceanapi+own_user"),
        ("accuro:offline", "offline"),
        ("ocean", "site"),
        ("ocean:offline", "offline"),
        ("import:permissions", "offline"),
        ("import:permissions, import:sync_status", "offline"),
        ("answer", "offline"),
    ],
)
def test_the_mode_of_each_source(source: str, mode: str) -> None:
    assert mode_of(source) == mode


def known(name: str, value: bool | str, at: str = AT, **detail: object) -> Known:
    return Known(name, value, "ocean", at, (detail,) if detail else ())


def kinds(before: list[Known | Unknown], after: list[Known | Unknown]) -> dict[str, str]:
    sides = [{fact.name: fact for fact in side} for side in (before, after)]
    return {change.name: change.kind for change in differences(*sides)}


def test_what_changed_is_told_by_kind_and_a_later_look_at_the_same_is_no_change() -> None:
    before: list[Known | Unknown] = [
        known("a.gone", value=True),
        known("b.same", value=True),
        known("c.other", "none"),
        known("d.list", "some", provider="A"),
        Unknown("e.reason", UnknownReason.REFUSED, "ocean", AT),
        Unknown("f.known", UnknownReason.TIMED_OUT, "ocean", AT),
    ]
    after: list[Known | Unknown] = [
        known("b.same", value=True, at="2026-03-09T15:00:00Z"),
        known("c.other", "some"),
        known("d.list", "some", provider="B"),
        Unknown("e.reason", UnknownReason.TIMED_OUT, "ocean", AT),
        known("f.known", value=False),
        known("g.new", value=True),
    ]
    assert kinds(before, after) == {
        "a.gone": "removed",
        "c.other": "changed",
        "d.list": "detail",
        "e.reason": "changed",
        "f.known": "changed",
        "g.new": "added",
    }
    assert kinds(after, after) == {}


def test_the_same_facts_give_the_same_bytes_in_any_order() -> None:
    facts = [known("b.x", value=True), known("a.x", value=False)]
    assert to_text(snapshot_data(ORIGIN, facts)) == to_text(snapshot_data(ORIGIN, reversed(facts)))
    assert "stopped" not in snapshot_data(ORIGIN, facts)


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("keys")
    key = Ed25519PrivateKey.generate()
    private, public = folder / "private.pem", folder / "public.pem"
    private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    public.write_bytes(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return private, public


def places(data: Any, at: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    """Return where each value of nested data stands."""
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else []
    return [at] * bool(at) + [place for key, value in items for place in places(value, (*at, key))]


@settings(max_examples=40)
@given(data=st.data(), value=st.sampled_from(["other", 7, None, True]))
def test_a_change_of_any_value_breaks_the_signature(
    keys: tuple[Path, Path], data: st.DataObject, value: object
) -> None:
    private, public = keys
    detail = {"office": "Nord", "provider": "A", "bookings": 3}
    facts: list[Known | Unknown] = [
        Known("a.x", "some", "ocean", AT, (detail,)),
        Unknown("b.x", UnknownReason.REFUSED, "ocean", AT),
    ]
    signed = sign(snapshot_data(ORIGIN, facts, [("Nord", "A")], [{"mode": "site", "calls": 2}]), signing_key(private))
    verify(json.loads(to_text(signed)), public, "s.json")
    changed = json.loads(to_text(signed))
    *way, last = data.draw(st.sampled_from(places(changed)))
    inside = changed
    for step in way:
        inside = inside[step]
    if inside[last] == value and type(inside[last]) is type(value):
        return
    inside[last] = value
    if last == "algorithm":
        return  # a name for people: the key alone says how it is checked
    with pytest.raises(UsageError, match=r"s\.json: (is not signed|the signature is not that of)"):
        verify(changed, public, "s.json")
