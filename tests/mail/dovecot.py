"""A real IMAP server for tests in its own folder; without the Debian package the tests are skipped with a reason."""

import os
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

USER, PASSWORD = "desk@example.com", "secret"
DOVECOT = shutil.which("dovecot", path=os.environ.get("PATH", "") + ":/usr/sbin")
_CONFIGURATION = """
base_dir = {folder}/run
state_dir = {folder}/state
instance_name = deskctl-test-{port}
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
default_login_user = {login}
default_internal_user = {internal}
default_internal_group = {group}
first_valid_uid = 1
mail_location = maildir:{folder}/mail/%u
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
mail_max_userip_connections = 200
ssl = {ssl}
ssl_cert = <{folder}/tls/server.pem
ssl_key = <{folder}/tls/server.key
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {folder}/users
}}
userdb {{
  driver = static
  args = uid={owner} gid={owner_group} home={folder}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
namespace inbox {{
  inbox = yes
}}
"""


@dataclass
class Dovecot:
    """A server that can be stopped and started again with the same mails."""

    folder: Path
    port: int
    tls_port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def ca(self) -> str:
        """Return the certificate that the server's own certificate is verified against."""
        return str(self.folder / "tls" / "server.pem")

    def start(self) -> None:
        """Start the server and wait for its greeting."""
        names = _names()
        text = _CONFIGURATION.format(folder=self.folder, port=self.port, tls_port=self.tls_port, ssl="yes", **names)
        (self.folder / "dovecot.conf").write_text(text, encoding="utf-8")
        self.process = subprocess.Popen(
            [str(DOVECOT), "-F", "-c", str(self.folder / "dovecot.conf")], start_new_session=True
        )
        end = time.monotonic() + 30
        while not _greets(self.port):
            if time.monotonic() > end:
                pytest.fail((self.folder / "log").read_text(encoding="utf-8")[-2_000:])
            time.sleep(0.02)

    def stop(self) -> None:
        """Stop the server and wait for its end."""
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=30)
            self.process = None

    def end(self) -> None:
        """Kill the server with all its processes, without waiting for each of them as a stop does."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(timeout=30)
            self.process = None


@contextmanager
def dovecot() -> Iterator[Dovecot]:
    """Run a server until the end of the block."""
    if DOVECOT is None:
        pytest.skip("NOT TESTED: dovecot-imapd is not installed (apt-get install dovecot-imapd)")
    folder = Path(tempfile.mkdtemp(prefix="deskctl-dovecot-", dir="/tmp"))
    folder.chmod(0o755)
    for name in ("run", "state", "mail", "tls"):
        (folder / name).mkdir()
    if os.getuid() == 0:
        shutil.chown(folder / "mail", "nobody", "nogroup")
    (folder / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n", encoding="utf-8")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
         "-keyout", "server.key", "-out", "server.pem"],
        cwd=folder / "tls", check=True, capture_output=True,
    )  # fmt: skip
    server = Dovecot(folder, _free_port(), _free_port())
    server.start()
    try:
        yield server
    finally:
        server.end()
        shutil.rmtree(folder, ignore_errors=True)


def _names() -> dict[str, str]:
    if os.getuid() == 0:
        return {
            "login": "dovenull",
            "internal": "dovecot",
            "group": "dovecot",
            "owner": "nobody",
            "owner_group": "nogroup",
        }
    import grp
    import pwd

    user, group = pwd.getpwuid(os.getuid()).pw_name, grp.getgrgid(os.getgid()).gr_name
    return {"login": user, "internal": user, "group": group, "owner": user, "owner_group": group}


def _free_port() -> int:
    """Return a port below the range that the system assigns, so that it is free while the server is stopped."""
    while True:
        port = random.SystemRandom().randrange(20_000, 32_000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port


def _greets(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as line:
            return line.recv(4) == b"* OK"
    except OSError:
        return False
