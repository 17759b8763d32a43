"""What an administrator of a simulated clinic would hold: site.toml, secrets, exports."""

from __future__ import annotations

import csv
import stat
import threading
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from oceandx.errors import UsageError
from oceandx.sandbox.clinic import Clinic
from oceandx.sandbox.schedule import Schedule
from oceandx.sandbox.server import SandboxServer
from oceandx.sandbox.site import write_site
from sandboxing import small

ALL = "permissions, providers, ocean_providers, sync_status, reminders, reminder_log, daysheet_counts"
URL = "http://127.0.0.1:1"
WITH_ALL = ("exports: []", f"exports: [{ALL}]")
SECTIONS = """\
grid: {exceptions: [{offices: [2], providers: [11], columns: [scheduling], level: none, access_until: -6}, {providers: [12], columns: [emr], level: read-only}]}
cloud_connect: {days_to_sync: 2, last_error: "Timeout, then nothing", minutes_since_sync: 90}
ocean_providers: [{provider: 12, sync_selected: false}]
reminders: {run_time: "07:30", test_mode: true, rules: [{rule: "Rappel, deux jours", days_before: 2, weblink: false}, {rule: B, days_before: 0, enabled: false}]}
reminder_log: [{day: -1, schedule: Ève, aborted: 2, description: Missing e-mail}]
"""  # noqa: E501 - one line a section


def table(folder: Path, name: str) -> list[list[str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def cells(row: str, separator: str = ",") -> list[str]:
    return row.split(separator)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    clinic = small(WITH_ALL, more=SECTIONS)
    here = tmp_path_factory.mktemp("site") / "new" / "folder"
    write_site(clinic, Schedule(clinic), here, URL)
    return here


def settings(clinic: Clinic, folder: Path) -> Any:
    write_site(clinic, Schedule(clinic), folder, URL)
    return tomllib.loads((folder / "site.toml").read_text(encoding="utf-8"))


def test_a_real_site_file_is_left_alone(tmp_path: Path) -> None:
    clinic = small()
    write_site(clinic, Schedule(clinic), tmp_path, URL)
    write_site(clinic, Schedule(clinic), tmp_path, URL)  # its own it may write anew
    (tmp_path / "site.toml").write_text('[site]\nname = "Clinique"\n')
    with pytest.raises(UsageError, match="is there already, and is not a simulated clinic's"):
        write_site(clinic, Schedule(clinic), tmp_path, URL)
    assert (tmp_path / "site.toml").read_text() == '[site]\nname = "Clinique"\n'


def test_the_settings_have_the_agreed_form(folder: Path) -> None:
    content = tomllib.loads((folder / "site.toml").read_text(encoding="utf-8"))
    assert content == {
        "site": {"name": "Clinique Fictive", "time_zone": "America/Toronto"},
        "accuro": {
            "base": f"{URL}/accuro",
            "tenant": "sandboxclinic",
            "uuid": "5a4d0b0c-0000-4000-8000-000000000000",
            "scopes": ["sandbox-read"],
            "subscription_key": {"file": "secrets/subscription_key"},
            "as_oceanapi": {"client_id": "sandbox-oceanapi", "client_secret": {"file": "secrets/oceanapi"}},
            "own_user": {"client_id": "sandbox-own", "client_secret": {"file": "secrets/own"}},
        },
        "ocean": {
            "host": f"{URL}/ocean",
            "client_id": "sandbox-ocean",
            "client_secret": {"file": "secrets/ocean"},
        },
        "imports": {name: f"{name}.csv" for name in ALL.split(", ")},
    }


def test_secrets_are_files_that_only_their_owner_reads(folder: Path) -> None:
    files = {file.name: stat.S_IMODE(file.stat().st_mode) for file in (folder / "secrets").iterdir()}
    assert files == dict.fromkeys(["subscription_key", "oceanapi", "own", "ocean"], 0o600)


def test_a_secret_that_others_could_read_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "own").write_text("old")
    (tmp_path / "secrets" / "own").chmod(0o644)
    settings(small(), tmp_path)
    assert stat.S_IMODE((tmp_path / "secrets" / "own").stat().st_mode) == 0o600
    assert (tmp_path / "secrets" / "own").read_text() == "fictitious-secret-of-own-user"


@pytest.mark.parametrize(
    ("access", "sections", "secrets"),
    [
        ("[]", {"site"}, set()),
        ("[ocean]", {"site", "ocean"}, {"ocean"}),
        ("[own_user]", {"site", "accuro"}, {"subscription_key", "own"}),
    ],
)
def test_only_the_access_that_the_clinic_gave(
    tmp_path: Path, access: str, sections: set[str], secrets: set[str]
) -> None:
    content = settings(small(("[as_oceanapi, own_user, ocean]", access)), tmp_path)
    assert set(content) == sections
    assert "as_oceanapi" not in content.get("accuro", {})
    assert {file.name for file in tmp_path.glob("secrets/*")} == secrets


def test_a_name_is_quoted(tmp_path: Path) -> None:
    content = settings(small(("name: Clinique Fictive", """name: 'La "petite" \\ clinique'""")), tmp_path)
    assert content["site"]["name"] == 'La "petite" \\ clinique'


@contextmanager
def served(clinic: Clinic) -> Iterator[SandboxServer]:
    with SandboxServer(clinic) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_with_the_settings_alone_one_can_sign_in(tmp_path: Path) -> None:
    clinic = small()
    with served(clinic) as server:
        write_site(clinic, server.simulation.schedule, tmp_path, server.url)
        content = tomllib.loads((tmp_path / "site.toml").read_text(encoding="utf-8"))
        accuro, ocean = content["accuro"], content["ocean"]
        for account in (accuro["as_oceanapi"], accuro["own_user"]):
            login = (account["client_id"], (tmp_path / account["client_secret"]["file"]).read_text())
            form = {"grant_type": "client_credentials", "scope": " ".join(accuro["scopes"])}
            url = f"{accuro['base']}/v1/token?tenant={accuro['tenant']}"
            token = httpx.post(url, auth=login, data=form).json()["access_token"]
            key = (tmp_path / accuro["subscription_key"]["file"]).read_text()
            headers = {"Authorization": f"Bearer {token}", "X-QHR-Subscription-Key": key}
            offices = f"{accuro['base']}/rest/v1/offices"
            assert httpx.get(offices, params={"uuid": accuro["uuid"]}, headers=headers).status_code == 200
        login = (ocean["client_id"], (tmp_path / ocean["client_secret"]["file"]).read_text())
        form = {"grant_type": "client_credentials"}
        assert httpx.post(f"{ocean['host']}/svc/oauth2/token", auth=login, data=form).status_code == 200


def test_permissions(folder: Path) -> None:
    header, *rows = table(folder, "permissions")
    assert ",".join(header) == "emr_user,office,provider,patient,scheduling,billing,emr,labs,visible,access_until"
    assert rows == [
        ["OceanAPI1", "Nord", "Dre Ève Untel", *["Full"] * 6, ""],
        ["OceanAPI1", "Nord", "Dr Max Autre", "Full", "Full", "Full", "Read Only", "Full", "Full", ""],
        ["OceanAPI1", "Sud", "Dre Ève Untel", "Full", "", "Full", "Full", "Full", "Full", "2026-02-24"],
        ["OceanAPI1", "Sud", "Dr Max Autre", "Full", "Full", "Full", "Read Only", "Full", "Full", ""],
    ]


def test_the_grid_of_another_user_may_be_what_was_exported(tmp_path: Path) -> None:
    exported = "exported_grid: {emr_user: OceanAPI2, exceptions: [{providers: [12], row: missing}]}"
    grids = f"grid: {{exceptions: [{{level: none}}]}}\n{exported}\n"
    clinic = small(("exports: []", "exports: [permissions, sync_status]"), more=grids)
    write_site(clinic, Schedule(clinic), tmp_path, URL)
    assert [(row[0], row[2], row[4]) for row in table(tmp_path, "permissions")[1:]] == [
        ("OceanAPI2", "Dre Ève Untel", "Full"),
        ("OceanAPI2", "Dre Ève Untel", "Full"),
    ]
    assert table(tmp_path, "sync_status")[1][2] == "OceanAPI1"


def test_the_other_tables(folder: Path) -> None:
    assert table(folder, "providers") == [
        ["office", "provider", "active"],
        ["Nord", "Dre Ève Untel", "yes"],
        ["Nord", "Dr Max Autre", "yes"],
        ["Sud", "Dre Ève Untel", "yes"],
        ["Sud", "Dr Max Autre", "yes"],
    ]
    assert table(folder, "ocean_providers") == [
        cells("provider,offered,sync_selected,messages_licence,reminders_schedule,online_booking,on_patients_page"),
        ["Dre Ève Untel", *["yes"] * 6],
        ["Dr Max Autre", "yes", "no", "yes", "yes", "yes", "yes"],
    ]
    assert table(folder, "sync_status") == [
        cells("integration_enabled,authorized,connected_user,last_sync_at,last_full_sync_at,last_error,days_to_sync"),
        ["yes", "yes", "OceanAPI1", "2026-03-02 10:30", "2026-02-27 12:00", "Timeout, then nothing", "2"],
    ]
    rule, site = (
        "rule,enabled,days_before,schedules,condition,channel,confirmation,weblink,cancellation",
        ("reminders_enabled,source,run_time,test_mode"),
    )
    assert table(folder, "reminders") == [
        cells(f"{rule},{site}"),
        cells("Rappel, deux jours|yes|2|all||email|yes|no|no|yes|emr-schedule|07:30|yes", "|"),
        cells("B|no|0|all||email|yes|yes|no|yes|emr-schedule|07:30|yes", "|"),
    ]
    assert table(folder, "reminder_log") == [
        cells("date,schedule,sent,delivered,undelivered,aborted,failed,description"),
        ["2026-03-01", "Ève", "0", "0", "0", "2", "0", "Missing e-mail"],
    ]


def test_the_day_sheet_counts_what_ocean_can_see(folder: Path) -> None:
    header, *rows = table(folder, "daysheet_counts")
    assert ",".join(header) == "date,office,provider,bookings_in_accuro,bookings_in_ocean"
    counts = {(row[0], row[1], row[2]): (row[3], row[4]) for row in rows}
    assert counts["2026-03-02", "Nord", "Dre Ève Untel"] == ("10", "10")
    assert counts["2026-03-02", "Sud", "Dre Ève Untel"] == ("10", "0"), "no permission"
    assert counts["2026-03-02", "Nord", "Dr Max Autre"] == ("10", "0"), "not selected"
    assert counts["2026-03-04", "Nord", "Dre Ève Untel"] == ("10", "0"), "beyond the days to sync"
    assert len(counts) == 16


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match=r"file/site: not a directory; name another folder"):
        settings(small(), tmp_path / "file" / "site")
