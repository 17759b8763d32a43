"""No patient comes out of a simulated clinic with a fault; and no name of an office or of staff upsets anything."""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from collection.canary import CLIENT_SECRETS, EVERYTHING, PATIENTS, Planted, search
from collection.planting import Answer, Board, Place, planted_server
from collection.running import Outputs, Site, logged
from oceandx.facts.collectors.shown import LONGEST_NAME, NAMELESS, shown_id, shown_name
from oceandx.knowledge.schema import load_schema
from oceandx.sandbox.routes import ROUTES
from oceandx.sandbox.schedule import Schedule
from oceandx.sandbox.server import serving
from oceandx.sandbox.site import write_site
from oceandx.sandbox.tokens import DATABASE, SECRETS, SUBSCRIPTION_KEY, TENANT
from sandboxing import Caller, small

ALL = os.environ.get("OCEANDX_CANARY") == "all"
_OF_THE_SANDBOX = tuple(
    Planted("secret", text) for text in (*SECRETS.values(), SUBSCRIPTION_KEY, DATABASE, TENANT, "fictitious-token-")
)
_SHAPES = ("code-message", "constraint", "oauth", "html", "gateway")


@pytest.fixture(autouse=True)
def _one_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OCEANDX_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))


def _faults() -> list[dict[str, Any]]:
    """Return every kind of fault in every shape on every call, such that none takes long."""
    kinds = load_schema("clinic")["$defs"]["fault"]["properties"]["kind"]["enum"]
    refusals = [kind for kind in kinds if kind in {"unauthorized", "forbidden", "bad-request", "server-error"}]
    quick: dict[str, dict[str, Any]] = {
        "slow": {"seconds": 0.05},
        "huge-body": {"bytes": 5_000_000},
        "rate-limited": {"retry_after": 1},
    }
    each = [{"kind": kind, **quick.get(kind, {})} for kind in kinds]
    each += [{"kind": kind, "shape": shape} for kind in refusals for shape in _SHAPES]
    found = [{"on": route.name, **one} for one in each for route in ROUTES]
    return found if ALL else found[::37]


def test_nothing_of_a_clinic_with_a_fault_comes_out(tmp_path: Path) -> None:
    clinic, outputs = small(('today: "2026-03-02"\n', "")), Outputs()
    with serving(clinic) as url, logged(outputs):
        site = Site(tmp_path, url, outputs, every_report=ALL)
        site.file.unlink()
        write_site(clinic, Schedule(clinic), site.file.parent, url)
        site.write(site.file.read_text("utf-8") + "[limits]\ntries = 1\n")
        caller = Caller(url)
        with caller.http:
            for fault in _faults():
                caller.inject(fault, canary=EVERYTHING)
                site.collect(json.dumps(fault))
    print(f"{len(_faults())} faults x {len(PATIENTS)} values x {len(outputs.texts)} outputs")  # noqa: T201 - as above
    assert outputs.crashes == []
    assert outputs.leaks() == []
    assert search(outputs.texts, _OF_THE_SANDBOX) == []


_ABSURD = {
    "endless": "Z" * 10_000,
    "endless in parts": "Zz " * 10_000,
    "controls": "No\x00rd\x1b[2J\x07\r\nX-Injected: 1\x85\x9b31m",
    "directions": "Nord\u202e\u2066dron\u200b\ufeff",
    "lines": "Nord\u2028\u2029\n# Titre\n- [ ] x",
    "markup": "<script>alert(1)</script> **[a](javascript:b)** | `c`",
    "private": "Nord\ue000\U0010ffff",
}


def _office(name: str) -> Iterator[Place]:
    office = [{"officeId": 1, "name": name, "abbreviation": name}]
    providers = [{"providerId": 11 + n, "title": name, "firstName": name, "lastName": f"{n}"} for n in range(2)]
    for endpoint, content in (("offices", office), ("providers", providers)):
        body = json.dumps(content).encode()
        yield Place(endpoint, endpoint, lambda _, body=body: Answer(body))  # type: ignore[misc]


@pytest.mark.parametrize("absurd", _ABSURD)
def test_an_absurd_name_of_an_office_or_provider_is_harmless(absurd: str, tmp_path: Path) -> None:
    outputs = Outputs()
    with planted_server(CLIENT_SECRETS) as (url, board):
        site = Site(tmp_path, url, outputs, every_report=False)
        for place in _office(_ABSURD[absurd]):
            _plant(board, place)
            site.collect(place.name, reports=ALL or absurd in {"controls", "markup"})
    assert outputs.crashes == []
    snapshot = json.loads((tmp_path / "snapshot.json").read_text("utf-8"))
    named = [name for pair in snapshot["roster"] for name in pair.values()]
    assert named
    assert all(0 < len(name) <= LONGEST_NAME for name in named)
    for text in outputs.texts.values():
        assert not [
            char for char in text if unicodedata.category(char) in {"Cc", "Cf", "Co", "Zl", "Zp"} and char != "\n"
        ]


def _plant(board: Board, place: Place) -> None:
    board.place = place


def test_a_name_is_cut_and_an_id_is_shown_only_if_it_can_be_one() -> None:
    assert shown_name(" Dre ", None, "Ève\tUntel") == "Dre Ève Untel"
    assert shown_name(None, "", "\x00") == ""
    assert shown_name("a" * 121) == "a" * 119 + "…"
    assert [shown_id(key) for key in ("11", "1234567")] == ["11", "1234567"]
    assert {shown_id(key) for key in ("12345678", "9876543217", "QUAZ57620399", "-1", "", "\uff11\uff11", "1.0")} == {
        NAMELESS
    }
