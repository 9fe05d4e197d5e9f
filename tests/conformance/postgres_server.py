"""A PostgreSQL server for the tests: on a unix socket, run by an ordinary user, in a temporary folder."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PLACES = ("/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/local/opt/postgresql*/bin")
_OLDEST = 15
_SHORT = 40
_SETTINGS = (
    "-c listen_addresses= -c fsync=off -c synchronous_commit=off -c shared_buffers=32MB -c max_connections=40"
    " -c autovacuum=off -c full_page_writes=off -c update_process_title=off -c deadlock_timeout=100ms"
)


def programs() -> Path | None:
    """Return the folder of a PostgreSQL that is new enough; None if there is none."""
    found = [Path(place) for pattern in _PLACES for place in Path("/").glob(pattern.lstrip("/"))]
    if on_path := shutil.which("initdb"):
        found.append(Path(on_path).resolve().parent)
    usable = [place for place in found if (place / "initdb").exists() and (place / "pg_ctl").exists()]
    return max((place for place in usable if _version(place) >= _OLDEST), key=_version, default=None)


def _version(place: Path) -> int:
    printed = subprocess.run([place / "initdb", "--version"], capture_output=True, text=True, check=False).stdout
    return int(printed.split()[-1].split(".")[0]) if printed.split() else 0


def _ask_one_for_a_password(data: Path) -> None:
    """Accept every login without a password, except one that needs it."""
    rules = data / "pg_hba.conf"
    rules.write_text(f"local all locked scram-sha-256\n{rules.read_text('utf-8')}", "utf-8")


@contextmanager
def running(place: Path, *, primary: Path | None = None) -> Iterator[Path]:
    """Run a server, or a standby of the one with that socket, and yield the folder of its socket."""
    # Not pytest's folder: the path of a socket may have no more than a hundred characters.
    place_of_all = tempfile.gettempdir()
    short = place_of_all if len(place_of_all) < _SHORT else "/tmp"  # noqa: S108 - the folder in it is made for us alone
    folder = Path(tempfile.mkdtemp(prefix="deskctl-pg-", dir=short))
    folder.chmod(0o700)
    user: list[str] = []
    if os.geteuid() == 0:
        user = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
        os.chown(folder, pwd.getpwnam("nobody").pw_uid, -1)
    data = folder / "data"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")} | {"LC_ALL": "C"}

    def do(*words: str | Path) -> None:
        subprocess.run([*user, *words], check=True, cwd="/", env=environment, stdout=subprocess.DEVNULL, timeout=120)

    try:
        if primary:
            do(place / "pg_basebackup", "-h", primary, "-U", "owner", "-D", data, "-R", "-c", "fast", "--no-sync")
        else:
            do(place / "initdb", "-D", data, "-U", "owner", "--auth=trust", "-E", "UTF8", "--no-locale", "--no-sync")
            _ask_one_for_a_password(data)
        do(place / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", f"-k {folder} {_SETTINGS}", "start")
        try:
            yield folder
        finally:
            do(place / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
