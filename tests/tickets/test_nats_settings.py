"""How the servers are reached: nothing in the clear to another machine, and one line about what is wrong."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import pytest

from oceandx.errors import UsageError
from oceandx.settings import SecretPlace
from oceandx.tickets.nats.installation import open_shared, placed
from oceandx.tickets.nats.settings import NatsSettings, read_nats_secrets
from oceandx.tickets.nats.streams import Place
from oceandx.tickets.store import StoreUnavailable

PLACE = SecretPlace(env="OCEANDX_TEST_SECRET")
TLS = ("tls://nats.example.org:4222",)
WITHOUT = """
import sys
sys.modules["nats"] = None
from oceandx.errors import UsageError
from oceandx.tickets.nats.installation import open_shared
from oceandx.tickets.nats.settings import NatsSettings
class Site:
    folder, path = ".", "enrich.toml"
try:
    open_shared(Site, NatsSettings(("nats://127.0.0.1:1",)))
except UsageError as error:
    print(error)
"""


@dataclass(frozen=True)
class Site:
    folder: str
    path: str = "enrich.toml"


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"servers": ("nats://nats.example.org:4222",)}, "nats.servers: without TLS only on this machine"),
        ({"servers": ("http://127.0.0.1:4222",)}, "nats.servers: not an address"),
        ({"servers": ("tls://secret@host:4222",)}, "nats.servers: not an address"),
        ({"servers": ("tls://host:port",)}, "nats.servers: not an address"),
        ({"servers": (*TLS, "nats://127.0.0.1:4222")}, "nats.servers: some with TLS and some without"),
        ({"servers": TLS, "user": "oceandx"}, "nats.user, nats.password: one without the other"),
        ({"servers": TLS, "user": "a", "password": PLACE, "token": PLACE}, "nats.token: a user is given, too"),
        ({"servers": TLS, "authority": "none.pem"}, "nats.authority: no such file"),
    ],
)
def test_what_contradicts_or_is_not_safe_is_refused_in_one_line(
    tmp_path: Path, settings: dict[str, Any], said: str
) -> None:
    with pytest.raises(UsageError) as caught:
        open_shared(Site(str(tmp_path)), NatsSettings(**settings))
    assert str(caught.value).startswith(f"enrich.toml: {said}")
    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_file_of_an_authority_is_looked_for_beside_the_settings(tmp_path: Path) -> None:
    (tmp_path / "own.pem").touch()
    settings = placed(Site(str(tmp_path)), NatsSettings(TLS, authority="own.pem"))
    assert (settings.authority, settings.is_encrypted) == (str(tmp_path / "own.pem"), True)


def test_secrets_are_read_from_where_they_are_kept_and_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OCEANDX_TEST_SECRET", "of the server")
    site = Site(str(tmp_path))
    assert read_nats_secrets(site, NatsSettings(TLS, token=PLACE)).token == "of the server"  # noqa: S105 - none
    hidden = read_nats_secrets(site, NatsSettings(TLS, user="a", password=PLACE))
    assert hidden.password == "of the server"  # noqa: S105 - none
    assert "of the server" not in repr(hidden)


def test_the_prefix_is_one_that_a_stream_can_have() -> None:
    content = '{"servers": ["tls://host:4222"], "prefix": "two words"}'
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(content, type=NatsSettings)
    assert len(set(Place)) == 7


def test_without_the_extra_one_line_says_what_to_install() -> None:
    done = subprocess.run([sys.executable, "-c", WITHOUT], capture_output=True, text=True, check=True)
    assert done.stdout == "enrich.toml: nats: needs a client of NATS: pip install 'oceandx[nats]'\n"


def test_where_no_server_answers_one_line_says_so(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(StoreUnavailable, match=r"^enrich.toml: nats.servers: no server that lets us in \(.*\)$"):
        open_shared(Site(str(tmp_path)), NatsSettings(("nats://127.0.0.1:1",)))
    assert capfd.readouterr() == ("", "")
