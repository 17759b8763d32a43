"""A real Request Tracker 5 on this machine: installed once, with a database of its own in a scratch folder.

Nothing of the machine's own Request Tracker is touched, and only processes that were started here are ended.
"""

from __future__ import annotations

import contextlib
import email
import email.policy
import mailbox
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import time
from email.message import EmailMessage
from pathlib import Path

import httpx

HERE = Path(__file__).parent
SETUP = HERE.parents[2] / "deploy/rt/setup.pl"
QUEUE = "Intégration"
SECRET = "secret-of-the-tests"  # noqa: S105 - of a server that lives for a minute
_SHARE = Path("/usr/share/request-tracker5")
_SERVER = _SHARE / "libexec/rt-server"
_SETUP = Path("/usr/sbin/rt-setup-database-5")
_ACCOUNT = "www-data"
_CONFIGURATION = """\
use utf8;
Set($rtname, 'test'); Set($Organization, 'test.example');
# Neither the server nor the account is in UTC: what depends on it must show.
Set($Timezone, 'America/Toronto');
Set($CorrespondAddress, 'aide@rt.example'); Set($CommentAddress, 'interne@rt.example');
Set($WebDomain, '127.0.0.1'); Set($WebPort, PORT); Set($WebPath, ''); Set($WebBaseURL, 'http://127.0.0.1:PORT');
Set($DatabaseType, 'SQLite'); Set($DatabaseName, 'FOLDER/rt.sqlite');
Set($WebSessionClass, 'Apache::Session::File');
Set($LogToSyslog, ''); Set($LogToSTDERR, 'warning');
Set($MailCommand, 'mbox');   # every mail that goes out is kept in a file
Set($BcryptCost, 4);         # a token is hashed on every call, and this server keeps no secret
Set($OceandxWebhook, { url => 'http://127.0.0.1:WEBHOOK/', secret => 'SECRET' });
$RT::VarPath = 'FOLDER/var'; $RT::MasonDataDir = 'FOLDER/mason'; $RT::MasonSessionDir = 'FOLDER/sessions';
1;
"""


def why_not() -> str:
    """Return why no Request Tracker can run here, or an empty text."""
    if _SERVER.exists() and _SETUP.exists():
        return ""
    if shutil.which("apt-get") is None or shutil.which("debconf-set-selections") is None:
        return "needs Request Tracker 5 of Debian: this machine has no apt-get"
    if os.geteuid() != 0:
        return "needs Request Tracker 5: apt-get install request-tracker5 rt5-db-sqlite rt5-standalone, as root"
    return ""


def install() -> str:
    """Install Request Tracker where it is not; return why that failed, or an empty text.

    A machine that reaches no package server cannot run these tests, and says so: that is no fault of the change.
    """
    if _SERVER.exists():
        return ""
    try:
        done = subprocess.run(["bash", str(HERE / "install.sh")], check=False, capture_output=True, timeout=900)
    except subprocess.TimeoutExpired:
        return "Request Tracker 5 was not installed within 15 minutes"
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return (
        "" if _SERVER.exists() else f"Request Tracker 5 cannot be installed: {said[-1] if said else 'no reason given'}"
    )


def free_port() -> int:
    """Return a port of the loopback interface that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class Machine:
    """One Request Tracker: made, started, killed, put back to how it was, and its outgoing mail."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self.port, self.webhook_port = free_port(), free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.tokens: dict[str, str] = {}

    def make(self) -> None:
        """Make the database, and fill it."""
        values = {
            "PORT": str(self.port),
            "FOLDER": str(self._folder),
            "WEBHOOK": str(self.webhook_port),
            "SECRET": SECRET,
        }
        content = re.sub("|".join(values), lambda match: values[match[0]], _CONFIGURATION)
        (self._folder / "RT_SiteConfig.pm").write_text(content, encoding="utf-8")
        for name in ("var", "mason", "sessions"):
            (self._folder / name).mkdir()
        if os.geteuid() == 0:
            for path in (self._folder, *self._folder.iterdir()):
                shutil.chown(path, _ACCOUNT, _ACCOUNT)
        self._run([str(_SETUP), "--action", "init", "--skip-create", "--dba-password", ""])
        said = self.perl((HERE / "provision.pl").read_text(encoding="utf-8"))
        self.tokens = dict(re.findall(r"^TOKEN (\S+) (\S+)$", said, re.MULTILINE))
        self.tokens["oceandx"] = self.set_up("--email", "oceandx@rt.example", "--webhook", "--token").strip()
        _copy(self._folder / "rt.sqlite", self._folder / "made.sqlite")

    def perl(self, script: str, *arguments: str) -> str:
        """Run a script inside Request Tracker and return what it prints."""
        return self._run(["perl", f"-I{_SHARE / 'lib'}", "-", *arguments], script)

    def set_up(self, *arguments: str) -> str:
        """Prepare the queue for enrichment by the script that administrators run, and return what it prints."""
        return self.perl(SETUP.read_text(encoding="utf-8"), "--queue", QUEUE, *arguments)

    def start(self) -> None:
        """Start the server and wait until it answers; it ends with the thread that starts it."""
        command = [str(_SERVER), "--server", "Starlet", "--host", "127.0.0.1", "--port", str(self.port)]
        with (self._folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                # Should the tests be ended from outside, the server ends with them.
                ["setpriv", "--pdeathsig", "TERM", *_as_account()[1:], *command, "--max-workers", "4"],
                env=self._environment(),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        ends = time.monotonic() + 60
        while time.monotonic() < ends and self._process.poll() is None:
            with contextlib.suppress(httpx.TransportError):
                if httpx.get(self.base + "/", timeout=20, trust_env=False).status_code == 200:
                    return
            time.sleep(0.1)
        raise AssertionError((self._folder / "server.log").read_text(encoding="utf-8", errors="replace")[-2000:])

    def kill(self, sign: signal.Signals = signal.SIGKILL) -> None:
        """End the server and its workers, which are a process group of their own."""
        process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, sign)
            process.wait(timeout=20)

    def reset(self) -> None:
        """Put the database back to how it was made, and empty the mailbox; the server may run."""
        _copy(self._folder / "made.sqlite", self._folder / "rt.sqlite")
        for path in (self._folder / "var").glob("*.mbox"):
            path.unlink()

    def mails(self) -> list[EmailMessage]:
        """Return every mail that went out since the last reset; each worker of the server keeps a file."""
        found: list[EmailMessage] = []
        for path in sorted((self._folder / "var").glob("*.mbox")):
            with contextlib.closing(mailbox.mbox(path)) as box:
                for message in box:
                    parsed = email.message_from_bytes(message.as_bytes(), policy=email.policy.default)
                    assert isinstance(parsed, EmailMessage)
                    found.append(parsed)
        return found

    def mails_to(self, address: str) -> list[EmailMessage]:
        """Return the mails of which somebody got a copy."""
        names = ("To", "Cc", "Bcc")
        return [mail for mail in self.mails() if any(address in str(mail[name] or "") for name in names)]

    def _run(self, command: list[str], given: str = "") -> str:
        done = subprocess.run(
            [*_as_account(), *command],
            input=given.encode(),
            env=self._environment(),
            capture_output=True,
            check=False,
            timeout=600,
        )
        assert done.returncode == 0, done.stderr.decode("utf-8", "replace")[-2000:]
        return done.stdout.decode()

    def _environment(self) -> dict[str, str]:
        site = {"RT_SITE_CONFIG": str(self._folder / "RT_SiteConfig.pm"), "RT_SITE_CONFIG_DIR": "/dev/null"}
        return {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **site}


def _as_account() -> list[str]:
    if os.geteuid() != 0:
        return []
    return ["setpriv", f"--reuid={_ACCOUNT}", f"--regid={_ACCOUNT}", "--clear-groups"]


def _copy(source: Path, target: Path) -> None:
    with (
        contextlib.closing(sqlite3.connect(source)) as one,
        contextlib.closing(sqlite3.connect(target, timeout=30)) as two,
    ):
        one.backup(two)
    if os.geteuid() == 0:
        shutil.chown(target, _ACCOUNT, _ACCOUNT)
