"""Collecting, snapshots, the doctor and the demonstration on the command line, against a simulated clinic."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from commandline import ROOT, Oceandx
from oceandx.sandbox.clinic_file import load_clinic, shipped_clinics
from oceandx.sandbox.faults import make_fault
from oceandx.sandbox.server import SandboxServer
from oceandx.sandbox.site import write_site
from oceandx.sandbox.tokens import SECRETS

SIGN_IN = "token (client ID and client secret; for Accuro, also the tenant ID)"

Serve = Callable[..., AbstractContextManager[Path]]


@pytest.fixture
def serve(tmp_path: Path) -> Serve:
    """Serve a clinic, with faults, and give the path of the site file that leads to it."""

    @contextmanager
    def serve(name: str, *faults: dict[str, object]) -> Iterator[Path]:
        clinic = load_clinic(str(shipped_clinics()[name]))
        folder = tmp_path / f"site-{len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        with SandboxServer(clinic) as server:
            server.simulation._board.replace([*map(make_fault, faults), *clinic.faults])
            thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
            thread.start()
            write_site(clinic, server.simulation.schedule, folder, server.url)
            yield folder / "site.toml"
            server.shutdown()

    return serve


def limited(site: Path, **limits: float) -> Path:
    """Add limits to a site file."""
    lines = "\n".join(f"{name} = {value}" for name, value in limits.items())
    site.write_text(f"{site.read_text(encoding='utf-8')}\n[limits]\n{lines}\n", encoding="utf-8")
    return site


@pytest.fixture
def keys(tmp_path: Path) -> tuple[Path, Path]:
    """A new pair of keys: private, public."""
    key = ed25519.Ed25519PrivateKey.generate()
    private, public = tmp_path / "private.pem", tmp_path / "public.pem"
    private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    public.write_bytes(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return private, public


def test_a_snapshot_holds_facts_with_source_mode_time_and_provenance(oceandx: Oceandx, serve: Serve) -> None:
    with serve("permission-gap") as site:
        done = oceandx("collect", "--site", str(site), "--lang", "en")

    assert done.code == 0
    data = json.loads(done.out)
    assert (data["schema"], data["site"]["name"]) == ("oceandx.snapshot/1", "Clinique des Deux-Rives")
    facts = {fact["name"]: fact for fact in data["facts"]}
    hidden = facts["accuro.oceanapi.bookings_hidden"]
    assert (hidden["value"], hidden["mode"]) == ("some-providers", "as_oceanapi+own_user")
    assert [(item["office"], item["provider"]) for item in hidden["detail"]] == [
        ("Bureau de la Rive-Sud", "Dre Maude Lavigne")
    ]
    assert hidden["observed_at"] == data["collected_at"]
    assert {"office": "Bureau de la Rive-Nord", "provider": "Dr Paul Ashworth"} in data["roster"]
    assert {call["call"] for call in data["calls"] if call["mode"] == "own_user"} == {
        "POST /v1/token",
        "GET /rest/v1/offices",
        "GET /rest/v1/providers/offices/{office}",
        "GET /rest/v2/materials/appointments",
    }
    assert "unknown: 0; requests: " in done.err
    assert not [secret for secret in SECRETS.values() if secret in done.out + done.err]


def test_a_snapshot_keeps_to_its_schema(oceandx: Oceandx, serve: Serve) -> None:
    import jsonschema

    schema = json.loads(oceandx("kb", "schema", "snapshot").out)
    with serve("wrong-user-edited") as site:
        data = json.loads(oceandx("collect", "--site", str(site)).out)
    jsonschema.Draft202012Validator(schema).validate(data)


def test_another_machine_diagnoses_a_snapshot_to_the_same_bytes(oceandx: Oceandx, serve: Serve, tmp_path: Path) -> None:
    with serve("permission-expired") as site:
        oceandx("collect", "--site", str(site), "-o", str(tmp_path / "snapshot.json"))
    arguments = ["diagnose", "--symptom", "S02", "--snapshot", "snapshot.json", "--lang", "fr"]
    outputs = []
    for number, zone in enumerate(("America/Vancouver", "Asia/Tokyo")):
        folder = tmp_path / f"machine-{number}"
        folder.mkdir()
        (folder / "snapshot.json").write_bytes((tmp_path / "snapshot.json").read_bytes())
        environment = {"PATH": os.environ["PATH"], "TZ": zone, "HOME": str(folder), "PYTHONPATH": str(ROOT / "src")}
        command = [sys.executable, "-m", "oceandx", *arguments]
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=True)
        outputs.append(done.stdout)
    assert outputs[0] == outputs[1]
    assert "C03" in outputs[0].decode()


def test_what_is_old_is_unknown_again(oceandx: Oceandx, serve: Serve, tmp_path: Path) -> None:
    snapshot = tmp_path / "snapshot.json"
    with serve("permission-gap") as site:
        oceandx("collect", "--site", str(site), "-o", str(snapshot))
    old = json.loads(snapshot.read_text(encoding="utf-8"))
    for fact in old["facts"]:
        fact["observed_at"] = "2026-01-02T03:04:05Z"
    snapshot.write_text(json.dumps(old), encoding="utf-8")
    answer = oceandx("diagnose", "-s", "S02", "--snapshot", str(snapshot), "--format", "json").json
    found = {fact["name"]: fact.get("unknown") for fact in answer["facts"]}
    assert found["accuro.oceanapi.bookings_hidden"] == "stale"
    assert [finding["cause"] for finding in answer["findings"] if finding["status"] == "confirmed"] == []


def test_a_signature_is_made_checked_and_broken_by_a_change(
    oceandx: Oceandx, serve: Serve, keys: tuple[Path, Path], tmp_path: Path
) -> None:
    private, public = keys
    snapshot = tmp_path / "signed.json"
    with serve("permission-gap") as site:
        assert oceandx("collect", "--site", str(site), "--sign", str(private), "-o", str(snapshot)).code == 0
    diagnose = ("diagnose", "-s", "S02", "--snapshot", str(snapshot), "--snapshot-key", str(public))
    assert oceandx("snapshot", "verify", str(snapshot), "--key", str(public)).code == 0
    assert oceandx(*diagnose).code == 0
    snapshot.write_text(snapshot.read_text(encoding="utf-8").replace("some-providers", "none"), encoding="utf-8")
    broken = oceandx(*diagnose)
    assert broken.code == 2
    assert broken.err == f"oceandx: {snapshot}: the signature is not that of {public}, or the file was changed\n"
    assert oceandx("snapshot", "verify", str(snapshot), "--key", str(public)).code == 2


@pytest.mark.parametrize("kind", ["missing", "rubbish", "other-algorithm", "public"])
def test_a_key_that_cannot_sign(
    oceandx: Oceandx, serve: Serve, keys: tuple[Path, Path], tmp_path: Path, kind: str
) -> None:
    key = tmp_path / "key.pem"
    if kind == "rubbish":
        key.write_text("not a key")
    if kind == "other-algorithm":
        other = ec.generate_private_key(ec.SECP256R1())
        key.write_bytes(other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    if kind == "public":
        key.write_bytes(keys[1].read_bytes())
    with serve("reminder-log-aborted") as site:
        done = oceandx("collect", "--site", str(site), "--sign", str(key))
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"oceandx: {key}: ")
    assert len(done.err.splitlines()) == 1


def test_an_unsigned_snapshot_is_refused_where_a_key_is_given(
    oceandx: Oceandx, serve: Serve, keys: tuple[Path, Path], tmp_path: Path
) -> None:
    snapshot = tmp_path / "snapshot.json"
    with serve("reminder-log-aborted") as site:
        oceandx("collect", "--site", str(site), "-o", str(snapshot))
    done = oceandx("snapshot", "verify", str(snapshot), "--key", str(keys[1]))
    assert done.err == f"oceandx: {snapshot}: is not signed; ask for a snapshot made with --sign\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{}", "1:1: 'schema' is missing"),
        ("[]", "1:1: a list where a map is needed"),
        ("{", "not valid YAML"),
        ('{"schema": "oceandx.snapshot/2"}', "'oceandx.snapshot/2' must be 'oceandx.snapshot/1'"),
    ],
)
def test_a_file_that_is_no_snapshot(oceandx: Oceandx, tmp_path: Path, content: str, said: str) -> None:
    file = tmp_path / "snapshot.json"
    file.write_text(content)
    done = oceandx("diagnose", "-s", "S01", "--snapshot", str(file))
    assert done.code == 2
    assert said in done.err
    assert "Traceback" not in done.err


def test_a_snapshot_with_a_fact_that_does_not_exist(oceandx: Oceandx, serve: Serve, tmp_path: Path) -> None:
    snapshot = tmp_path / "snapshot.json"
    with serve("reminder-log-aborted") as site:
        oceandx("collect", "--site", str(site), "-o", str(snapshot))
    text = snapshot.read_text(encoding="utf-8").replace("reminders.log_status", "reminders.log_state")
    snapshot.write_text(text, encoding="utf-8")
    done = oceandx("diagnose", "-s", "S08", "--snapshot", str(snapshot))
    assert (done.code, "did you mean 'reminders.log_status'?" in done.err) == (2, True)


def test_what_changed_between_two_snapshots(oceandx: Oceandx, serve: Serve, tmp_path: Path) -> None:
    before, after = tmp_path / "before.json", tmp_path / "after.json"
    with serve("permission-gap") as site:
        oceandx("collect", "--site", str(site), "-o", str(before))
    with serve("permission-gap", {"on": "ocean", "kind": "server-error"}) as site:
        oceandx("collect", "--site", str(limited(site, tries=1)), "-o", str(after))
    assert oceandx("snapshot", "diff", str(before), str(before), "--lang", "en").out == "No difference.\n"
    lines = oceandx("snapshot", "diff", str(before), str(after), "--lang", "en").out.splitlines()
    assert lines == [
        "~ ocean.credentials_accepted: true → unknown, system not reachable or down",
        "~ ocean.service_answers: true → unknown, system not reachable or down",
    ]
    changes = oceandx("snapshot", "diff", str(before), str(after), "--format", "json").json
    assert [(one["name"], one["change"]) for one in changes] == [
        ("ocean.credentials_accepted", "changed"),
        ("ocean.service_answers", "changed"),
    ]


def test_systems_that_cannot_be_reached_are_an_exit_code_of_their_own(oceandx: Oceandx, serve: Serve) -> None:
    with serve("permission-gap") as site:
        limited(site, tries=1, connect_seconds=0.5)
    done = oceandx("collect", "--site", str(site), "--lang", "en")  # nobody listens any more
    assert done.code == 3
    facts = {fact["name"]: fact.get("unknown") for fact in json.loads(done.out)["facts"]}
    assert facts["accuro.oceanapi.bookings_hidden"] == "unreachable"
    assert f"oceandx doctor --site {site}" in done.err


def test_a_refused_secret_is_a_fact_and_not_an_unreachable_system(oceandx: Oceandx, serve: Serve) -> None:
    with serve("permission-gap", {"on": "token", "kind": "unauthorized"}) as site:
        done = oceandx("collect", "--site", str(site))
    facts = {fact["name"]: fact for fact in json.loads(done.out)["facts"]}
    assert done.code == 0
    assert facts["ocean.credentials_accepted"]["value"] is False


def test_answers_that_tell_nothing_are_an_exit_code_of_their_own(oceandx: Oceandx, serve: Serve) -> None:
    with serve("permission-gap", {"on": "resources", "kind": "server-error"}) as site:
        done = oceandx("collect", "--site", str(limited(site, tries=1)))
    assert done.code == 3
    assert {fact.get("unknown") for fact in json.loads(done.out)["facts"]} == {"unreachable", None}


@pytest.mark.parametrize("option", ["--sign", "--output"])
def test_what_cannot_be_written_is_said_before_the_first_call(
    oceandx: Oceandx, serve: Serve, tmp_path: Path, option: str
) -> None:
    with serve("permission-gap") as site:
        done = oceandx("collect", "--site", str(site), option, str(tmp_path / "none" / "x.json"))
    assert (done.code, done.out) == (2, "")
    assert "requests:" not in done.err
    assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda data: data["facts"].append(data["facts"][0]), "stands there 2 times"),
        (lambda data: data["facts"][0].update(unknown="refused", value=1), "needs either 'value' or 'unknown'"),
        (lambda data: data["facts"][0].update(observed_at="9999-12-31"), "after the collection"),
        (
            lambda data: data.update(collected_at="2026-13-45T00:00:00Z"),
            "collected_at: '2026-13-45T00:00:00Z' is no moment",
        ),
    ],
)
def test_a_snapshot_that_contradicts_itself(
    oceandx: Oceandx, serve: Serve, tmp_path: Path, change: Callable[[Any], None], said: str
) -> None:
    file = tmp_path / "snapshot.json"
    with serve("reminder-log-aborted") as site:
        data = json.loads(oceandx("collect", "--site", str(site)).out)
    change(data)
    file.write_text(json.dumps(data), encoding="utf-8")
    for command in (("diagnose", "-s", "S08", "--snapshot"), ("snapshot", "diff", str(file))):
        done = oceandx(*command, str(file))
        assert (done.code, said in done.err) == (2, True)


def test_a_key_without_a_snapshot_is_a_mistake(oceandx: Oceandx, keys: tuple[Path, Path]) -> None:
    done = oceandx("diagnose", "-s", "S01", "--snapshot-key", str(keys[1]))
    assert (done.code, "--snapshot-key" in done.err) == (2, True)


def test_a_detail_of_another_shape_is_left_out(oceandx: Oceandx, tmp_path: Path) -> None:
    file = tmp_path / "facts.json"
    detail = [{"provider": "A"}, {"office": "N", "provider": "B", "bookings": 3}]
    fact = {"name": "accuro.oceanapi.bookings_hidden", "value": "some-providers", "detail": detail}
    grid = {"name": "accuro.oceanapi.permissions_complete", "value": False, "detail": [{"office": "N"}]}
    file.write_text(json.dumps([fact, grid]), encoding="utf-8")
    for audience in ("agent", "ticket", "customer"):
        assert oceandx("diagnose", "-s", "S01", "--facts", str(file), "-a", audience).code == 0


def test_a_clinic_without_access_is_read_from_its_files(oceandx: Oceandx, serve: Serve) -> None:
    with serve("reminder-log-aborted") as site:
        done = oceandx("collect", "--site", str(site))
    facts = {fact["name"]: fact for fact in json.loads(done.out)["facts"]}
    assert done.code == 0
    assert (facts["reminders.log_status"]["value"], facts["reminders.log_status"]["mode"]) == ("aborted", "offline")
    assert facts["ocean.service_answers"]["unknown"] == "not-asked"


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda text: text.replace("tenant", "tennant"), "accuro: 'tennant' is no setting; did you mean 'tenant'?"),
        (lambda text: text + "\n[imports]\npermissions = 'none.csv'\n", "none.csv: no such file or directory"),
        (
            lambda text: text + "\n[imports]\npermission = 'x.csv'\n",
            "imports.permission: no kind of file; did you mean",
        ),
        (lambda text: text + '\n[imports]\nproviders = "a\\u0000.csv"\n', "cannot be read"),
        (lambda text: text.replace("America/Toronto", "America"), "site.time_zone: not a time zone"),
    ],
)
@pytest.mark.parametrize("command", ["collect", "doctor"])
def test_a_wrong_site_file_is_one_line(
    oceandx: Oceandx, serve: Serve, command: str, spoil: Callable[[str], str], said: str
) -> None:
    with serve("permission-gap") as site:
        site.write_text(spoil(site.read_text(encoding="utf-8")), encoding="utf-8")
        done = oceandx(command, "--site", str(site), "--lang", "en")
    assert done.code in {2, 3}
    assert said in done.out + done.err
    assert "Traceback" not in done.err


def test_the_doctor_finds_everything_in_place(oceandx: Oceandx, serve: Serve) -> None:
    with serve("wrong-user-edited") as site:
        done = oceandx("doctor", "--site", str(site), "--lang", "en")
    assert done.code == 0
    assert done.out.splitlines()[0] == "[OK] Site file: configuration and secrets"
    assert done.out.splitlines()[-1] == "Everything is in place."
    assert "[to fix]" not in done.out


@pytest.mark.parametrize(
    ("fault", "step"),
    [
        ({"on": "POST /v1/token", "kind": "unauthorized"}, SIGN_IN),
        ({"on": "POST /v1/token", "kind": "server-error"}, SIGN_IN),
        ({"on": "accuro", "kind": "cut"}, "connection"),
        ({"on": "GET /rest/v1/offices", "kind": "bad-request"}, "UUID of the clinic database"),
        ({"on": "GET /rest/v1/offices", "kind": "unauthorized"}, "subscription key"),
        ({"on": "GET /rest/v1/offices", "kind": "html"}, "answer"),
    ],
)
def test_the_doctor_names_the_step_that_fails_and_who_can_fix_it(
    oceandx: Oceandx, serve: Serve, fault: dict[str, object], step: str
) -> None:
    with serve("permission-gap", {**fault, "client": "sandbox-own"} if "GET" in str(fault["on"]) else fault) as site:
        done = oceandx("doctor", "--site", str(site), "--lang", "en")
    lines = done.out.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("[to fix] Accuro"))
    assert f": {step}: " in lines[at]
    assert "Who: " in lines[at + 1]
    assert done.code == 3
    view = lines[at].split(":")[0].removeprefix("[to fix] ")
    assert all(line.startswith("[not checked]") for line in lines[at + 2 :] if view in line)


def test_the_doctor_says_which_secret_is_missing(oceandx: Oceandx, serve: Serve) -> None:
    with serve("permission-gap") as site:
        (site.parent / "secrets" / "oceanapi").unlink()
        done = oceandx("doctor", "--site", str(site), "--lang", "en")
    assert done.code == 2
    lines = done.out.splitlines()
    assert "accuro.as_oceanapi.client_secret: the secret file" in lines[0]
    assert lines[0].startswith("[to fix] Site file")
    # The others are looked at all the same: one telephone call is enough.
    assert [line for line in lines[1:] if line.startswith("[OK] Accuro, our own user")]
    assert [line for line in lines[1:] if line.startswith("[OK] Ocean")]


def await_calls(site: Path, *paths: str) -> None:
    """Wait until each of these paths has been called, however slow the machine is; at most a minute."""
    address = tomllib.loads(site.read_text(encoding="utf-8"))["ocean"]["host"]
    calls = urljoin(address, "/sandbox/calls")
    until = time.monotonic() + 60
    while not set(paths) <= {call["path"] for call in httpx.get(calls).json()["calls"]}:
        assert time.monotonic() < until
        time.sleep(0.1)


def test_ctrl_c_leaves_a_snapshot_that_can_be_used(serve: Serve, tmp_path: Path) -> None:
    snapshot = tmp_path / "partial.json"
    slow = {"on": "GET /rest/v2/materials/appointments", "kind": "slow", "seconds": 60}
    command = [sys.executable, "-m", "oceandx", "collect", "--lang", "en", "-o", str(snapshot)]
    with serve("permission-gap", slow) as site:
        process = subprocess.Popen([*command, "--site", str(site)], stderr=subprocess.PIPE, text=True)
        await_calls(site, "/rest/v2/materials/appointments", "/svc/fhir/v1/NamingSystem/id-site-number")
        time.sleep(1)  # the answer of the one that is not slow is on its way
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "Stopped before the end: stopped on request." in said
    data = json.loads(snapshot.read_text(encoding="utf-8"))
    facts = {fact["name"]: fact for fact in data["facts"]}
    assert data["stopped"] == "interrupted"
    assert facts["accuro.oceanapi.bookings_hidden"]["unknown"] == "incomplete"
    assert facts["ocean.service_answers"]["value"] is True
    diagnose = [sys.executable, "-m", "oceandx", "diagnose", "-s", "S02", "--snapshot", str(snapshot)]
    assert subprocess.run(diagnose, capture_output=True, check=False).returncode == 0


def test_the_demonstration_shows_any_clinic(oceandx: Oceandx) -> None:
    done = oceandx("demo", "--clinic", "provider-not-selected", "--format", "json")
    confirmed = [finding["code"] for finding in done.json["findings"] if finding["status"] == "confirmed"]
    assert confirmed == ["C06"]
    unknown = oceandx("demo", "--clinic", "none-such")
    assert (unknown.code, "none-such" in unknown.err) == (2, True)


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
def test_the_sandbox_command_serves_until_it_is_ended(tmp_path: Path, end: signal.Signals) -> None:
    command = [sys.executable, "-m", "oceandx", "sandbox", "--clinic", "permission-gap", "--write-site", str(tmp_path)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert "listening on http://127.0.0.1:" in process.stdout.readline()
    assert (tmp_path / "site.toml").is_file()
    process.send_signal(end)
    process.communicate(timeout=8)
    assert process.returncode == 0
    bad = [sys.executable, "-m", "oceandx", "sandbox", "--clinic", str(tmp_path / "none.yaml")]
    assert subprocess.run(bad, capture_output=True, check=False).returncode == 2
