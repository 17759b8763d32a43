"""A site's configuration: what is accepted, what is refused and with which words, and where secrets come from."""

from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import keyring.backend
import keyring.errors
import pytest

from oceandx.errors import UsageError
from oceandx.settings import SecretPlace, Site, is_loopback, read_secret, read_site

WHOLE = """\
[site]
name = "Clinique Sapinière"
time_zone = "America/Toronto"
[accuro]
base = "https://accuro.example/api"
tenant = "abc"
uuid = "u-1"
scopes = ["one", "two"]
scope_separator = ","
subscription_key = {env = "KEY"}
[accuro.as_oceanapi]
client_id = "a"
client_secret = {file = "secret.txt"}
[accuro.own_user]
client_id = "b"
client_secret = {keyring = "oceandx:own"}
[ocean]
client_id = "c"
client_secret = {env = "OCEAN"}
[imports]
permissions = "grid.csv"
[limits]
calls = 10
booking_days = 7
"""

ADDRESS = "not an address; write it like https://host or https://host/path"
BASE = "https://accuro.example/api"
HTTPS = "only https is allowed (http for a simulated clinic on this machine)"
PLACE = "name one place: env, file or keyring"

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(content: str) -> Path:
        path = tmp_path / "site.toml"
        path.write_text(content, encoding="utf-8")
        return path

    return write


def message(write: Write, content: str) -> str:
    path = write(content)
    with pytest.raises(UsageError) as caught:
        read_site(path)
    return str(caught.value).replace(str(path), "site.toml")


def test_a_whole_file_is_read(write: Write) -> None:
    site = read_site(write(WHOLE))

    assert site.site.name == "Clinique Sapinière"
    assert site.accuro is not None
    assert site.accuro.scopes == ("one", "two")
    assert site.accuro.as_oceanapi is not None
    assert site.ocean is not None
    assert (site.ocean.host, site.ocean.credentials_in) == ("https://ocean.cognisantmd.com", "form")
    assert (site.limits.calls, site.limits.booking_days, site.limits.tries) == (10, 7, 4)
    assert site.imports == {"permissions": "grid.csv"}


def test_an_empty_file_is_a_site_without_access(write: Write) -> None:
    site = read_site(write(""))
    assert (site.accuro, site.ocean, site.imports) == (None, None, {})


@pytest.mark.parametrize(
    ("change", "to", "expected"),
    [
        ("base =", "bse =", "site.toml: accuro: 'bse' is no setting; did you mean 'base'?"),
        ("[limits]", "[limit]", "site.toml: top level: 'limit' is no setting; did you mean 'limits'?"),
        ('tenant = "abc"\n', "", "site.toml: accuro: object missing required field `tenant`"),
        ("calls = 10", 'calls = "ten"', "site.toml: limits.calls: expected `int`, got `str`"),
        ("calls = 10", "calls = 0", "site.toml: limits.calls: expected `int` >= 1"),
        ("https://accuro", "http://accuro", f"site.toml: accuro.base: {HTTPS}"),
        (BASE, "accuro", f"site.toml: accuro.base: {ADDRESS}"),
        (BASE, "https://u:p@accuro.example", f"site.toml: accuro.base: {ADDRESS}"),
        (BASE, "https://accuro.example:x", f"site.toml: accuro.base: {ADDRESS}"),
        ("America/Toronto", "Toronto", "site.toml: site.time_zone: not a time zone; write it like America/Toronto"),
        ("America/Toronto", "../etc", "site.toml: site.time_zone: not a time zone; write it like America/Toronto"),
        ('{env = "KEY"}', '{env = "KEY", file = "x"}', f"site.toml: accuro.subscription_key: {PLACE}"),
        ('{env = "KEY"}', "{}", f"site.toml: accuro.subscription_key: {PLACE}"),
        ("oceandx:own", "own", "site.toml: accuro.own_user.client_secret: write the keyring entry as service:user"),
        ("[site]", "[site", "site.toml: not valid TOML (at line 1, column 6)"),
        ("[site]", 'folder = "/x"\n[site]', "site.toml: 'folder' and 'path' are no settings; remove them"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place(write: Write, change: str, to: str, expected: str) -> None:
    assert message(write, WHOLE.replace(change, to, 1)) == expected


def test_everything_wrong_is_said_at_once(write: Write) -> None:
    content = (
        WHOLE.replace("America/Toronto", "x").replace("https://accuro", "http://accuro").replace("oceandx:own", "own")
    )
    assert [line.split(": ")[1] for line in message(write, content).splitlines()] == [
        "site.time_zone",
        "accuro.base",
        "accuro.own_user.client_secret",
    ]


@pytest.mark.parametrize("where", ["subscription_key", "client_secret"])
def test_a_secret_in_the_file_is_refused_and_not_repeated(write: Write, where: str) -> None:
    lines = [f'{where} = "hunter2"' if line.startswith(where) else line for line in WHOLE.splitlines()]
    said = message(write, "\n".join(lines))
    assert "never write it here" in said
    assert "hunter2" not in said


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        read_site(tmp_path / "none.toml")
    large = tmp_path / "large.toml"
    large.write_text("#" * 100_001)
    with pytest.raises(UsageError, match="more than 100000 bytes"):
        read_site(large)
    binary = tmp_path / "binary.toml"
    binary.write_bytes('\n[site]\nname = "É"'.encode("windows-1252"))
    with pytest.raises(UsageError, match=r"binary\.toml:3: not UTF-8 text; save the file as UTF-8"):
        read_site(binary)


def test_a_file_as_a_notepad_saves_it(tmp_path: Path) -> None:
    path = tmp_path / "site.toml"
    path.write_bytes('\ufeff[site]\r\nname = "É"\r\n'.encode())
    assert read_site(path).site.name == "É"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://127.0.0.1:80/x", True),
        ("http://localhost", True),
        ("http://[::1]:9", True),
        ("http://127.example", False),
        ("http://10.0.0.1", False),
        ("http://localhost.example", False),
    ],
)
def test_only_this_machine_is_loopback(url: str, expected: bool) -> None:
    assert is_loopback(url) is expected


def secret(place: SecretPlace, tmp_path: Path, environ: dict[str, str] | None = None) -> str:
    return read_secret(Site(folder=str(tmp_path), path="site.toml"), "accuro.key", place, environ or {})


def test_a_secret_from_each_place(tmp_path: Path, ring: dict[tuple[str, str], str]) -> None:
    (tmp_path / "key.txt").write_text("from-file\n", encoding="utf-8-sig")
    ring["oceandx", "own"] = "from-ring"

    assert secret(SecretPlace(env="KEY"), tmp_path, {"KEY": " from-env "}) == "from-env"
    assert secret(SecretPlace(file="key.txt"), tmp_path) == "from-file"
    assert secret(SecretPlace(keyring="oceandx:own"), tmp_path) == "from-ring"


@pytest.mark.parametrize(
    ("place", "content", "expected"),
    [
        (SecretPlace(env="ACCURO_KEY"), b"", "the environment variable ACCURO_KEY is not set"),
        (SecretPlace(env="lines-of-a-secret"), b"", "what 'env' names is not set"),
        (SecretPlace(file="../none/lines.txt"), b"", "what 'file' names: no such file"),
        (SecretPlace(file="none.txt"), b"", "no such file"),
        (SecretPlace(file="key.txt"), b"  \n", "is empty"),
        (SecretPlace(file="key.txt"), b"\xff\xfe", "is not text"),
        (SecretPlace(file="key.txt"), b"x" * 10_001, "is too large to hold one secret"),
        (SecretPlace(file="key.txt"), "clé secrète".encode(), "characters that no credential has"),
        (SecretPlace(file="key.txt"), b"two\nlines", "characters that no credential has"),
        (SecretPlace(keyring="oceandx:other"), b"", "the keyring has no entry of the name under 'keyring'"),
        (SecretPlace(keyring="broken:own"), b"", "the keyring of this machine cannot be opened"),
    ],
)
@pytest.mark.usefixtures("ring")
def test_a_secret_that_is_not_there(tmp_path: Path, place: SecretPlace, content: bytes, expected: str) -> None:
    (tmp_path / "key.txt").write_bytes(content)
    with pytest.raises(UsageError) as caught:
        secret(place, tmp_path)
    said = str(caught.value)
    assert said.startswith("site.toml: accuro.key: ")
    assert expected in said
    assert "secrète" not in said
    assert "lines" not in said


@pytest.fixture
def ring() -> Iterator[dict[tuple[str, str], str]]:
    """The keyring in memory, in place of this machine's."""
    entries: dict[tuple[str, str], str] = {}

    class Ring(keyring.backend.KeyringBackend):
        priority = 1.0

        def get_password(self, service: str, username: str) -> str | None:
            if service == "broken":
                raise keyring.errors.KeyringLocked
            return entries.get((service, username))

        def set_password(self, service: str, username: str, password: str) -> None:
            entries[service, username] = password

        def delete_password(self, service: str, username: str) -> None:
            del entries[service, username]

    earlier = keyring.get_keyring()
    keyring.set_keyring(Ring())  # type: ignore[no-untyped-call]
    yield entries
    keyring.set_keyring(earlier)
