"""No patient and no secret comes out, wherever it was put in; OCEANDX_CANARY=all plants in every place there is."""

from __future__ import annotations

import base64
import html
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest

from collection.canary import CLIENT_SECRETS, VALUES, search
from collection.planting import ENDPOINTS, Board, places, planted_server
from collection.running import Outputs, Site, files_under, logged
from oceandx.consultation import open_knowledge

ALL = os.environ.get("OCEANDX_CANARY") == "all"
_EVERY = 1 if ALL else 80


@dataclass(frozen=True, slots=True)
class Planting:
    """A site on a planted server, and the folders where anything might be left behind."""

    site: Site
    board: Board
    left_behind: tuple[Path, ...]

    @property
    def outputs(self) -> Outputs:
        return self.site.outputs


@pytest.fixture
def planting(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Planting]:
    # The cache is that of the other tests of the command line: to build it takes seconds.
    cache, temporary = tmp_path_factory.getbasetemp() / "cache", tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("OCEANDX_CACHE", str(cache))
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    with planted_server(CLIENT_SECRETS) as (url, board):
        yield Planting(Site(tmp_path, url, Outputs(), every_report=ALL), board, (cache, temporary))


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_nothing_that_a_server_answers_comes_out(planting: Planting, endpoint: str) -> None:
    probes = open_knowledge().probes
    chosen = places(endpoint)[ENDPOINTS.index(endpoint) * 7 % _EVERY :: _EVERY]
    with logged(planting.outputs):
        planting.site.collect("nothing planted")
        for place in chosen:
            planting.board.place = place
            planting.site.collect(place.name)
            planting.site.objects(place.name, probes)
    planting.outputs.texts |= files_under(*planting.left_behind)

    print(f"{endpoint}: {len(VALUES)} values x {len(chosen)} places x {len(planting.outputs.texts)} outputs")  # noqa: T201 - how much a whole run has looked at
    assert planting.outputs.crashes == []
    assert planting.outputs.leaks() == []
    assert "Untel" in planting.outputs.texts["nothing planted: snapshot"]


GUISES: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "in capitals": str.upper,
    "URL-encoded": lambda text: quote(text, safe=""),
    "URL-encoded in small letters": lambda text: quote(text, safe="").lower(),
    "URL-encoded, plus": quote_plus,
    "JSON-escaped": json.dumps,
    "Python-escaped": ascii,
    "bytes": lambda text: repr(text.encode()),
    "HTML-escaped": html.escape,
    "HTML by number": lambda text: "".join(f"&#{ord(char)};" for char in text),
    "Markdown": lambda text: "".join(f"\\{char}" if char in "-()+.*_" else char for char in text),
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "base64, further in": lambda text: base64.b64encode(f"user:{text}:".encode()).decode(),
    "base64, one on": lambda text: base64.b64encode(f"user{text}!".encode()).decode(),
    "base64, two on": lambda text: base64.b64encode(f"users{text}".encode()).decode(),
}


@pytest.mark.parametrize("guise", GUISES)
def test_the_search_finds_each_value_in_each_guise(guise: str) -> None:
    hidden = {value: f"before {GUISES[guise](value.text)} after" for value in VALUES}
    assert [value.text for value, text in hidden.items() if not search({"report": text}, [value])] == []


@pytest.mark.parametrize(
    "text",
    ["bonjour quackenbush", "TIRELIRE", "oxenstrahle,", '{"first": "Ze\u0301burlon"}', "philomele"],
)
def test_the_search_finds_a_part_of_a_name(text: str) -> None:
    assert search({"report": text})


@pytest.mark.parametrize(
    "text",
    [
        "98 76 54 32 17",
        "9876-543217",
        '"9876", "543", "217"',
        "quaz57-620399",
        "1957/12/03",
        "819.555.0199",
        "987 654 329",
    ],
)
def test_the_search_finds_a_number_cut_otherwise(text: str) -> None:
    assert search({"report": f"n = {text};"})


def test_the_search_finds_nothing_where_nothing_is() -> None:
    assert search({"report": "30 bookings of Dre Ève Untel, 2026-12-03T10:00:00Z, in 1957 or 0199"}) == []


def test_the_knowledge_base_holds_none_of_the_planted_values() -> None:
    root = Path(__file__).parents[2]
    kept = files_under(root / "kb", root / "rules", root / "reports")
    assert kept
    assert search(kept) == []
