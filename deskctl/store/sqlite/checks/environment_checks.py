"""Checks of the environment: the permissions of the files, the kind of disk, the clock."""

import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from deskctl.config import config_file, drafts_folder, holds_secret
from deskctl.language.i18n import N_
from deskctl.private_files import is_open_to_others
from deskctl.sla.facts import Instant, shown_moment
from deskctl.store.facts.desk_zone import desk_zone
from deskctl.store.finding import Finding
from deskctl.store.log import log_files
from deskctl.store.sqlite.files import earlier_files, files_of

_MOUNTS = Path("/proc/self/mounts")
_NETWORK_SYSTEMS = ("nfs", "cifs", "smb", "9p", "afs", "ceph", "gluster", "fuse.sshfs", "davfs", "lustre")


def readable_files(path: str) -> Iterator[Finding]:
    """Yield a finding for each file that other users can read; the settings file counts if it contains a secret."""
    folder = drafts_folder(path)
    settings = [config_file()] if holds_secret() else []
    drafts = sorted(folder.iterdir()) if folder.is_dir() else []
    for file in [*settings, *log_files(), *files_of(path), *earlier_files(path), *drafts]:
        if is_open_to_others(file):
            yield Finding(
                "mode",
                file.name,
                N_("Other users of this machine can access {file} (mode {mode})."),
                N_("Restrict the permissions: chmod 600."),
                grave=False,
                values={"file": file.name, "mode": f"{stat.S_IMODE(file.stat().st_mode):04o}"},
            )


def network_disk(path: str) -> Iterator[Finding]:
    """Yield a finding for a store on a network disk, where locks are unreliable; only Linux shows this."""
    system = _system_of(Path(path).resolve())
    if system.startswith(_NETWORK_SYSTEMS):
        yield Finding(
            "disk",
            Path(path).name,
            N_("The store is on a network disk ({system}), where two programs may write at once."),
            N_("Keep the store on a disk of this machine."),
            grave=False,
            values={"system": system},
        )


def clock_behind(conn: sqlite3.Connection, now: Instant) -> Iterator[Finding]:
    """Yield a finding for actions that were recorded at a time in the future."""
    (last,) = conn.execute("SELECT max(recorded_at) FROM action").fetchone()
    if last is not None and last > now:
        yield Finding(
            "clock",
            "action",
            N_("The last action was recorded at {last}, in the future: the clock of this machine was set back."),
            N_("Correct the clock of this machine."),
            since=last,
            grave=False,
            values={"last": shown_moment(last, ZoneInfo(desk_zone(conn)))},
        )


def _system_of(path: Path) -> str:
    try:
        lines = _MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    mounts = (line.split()[1:3] for line in lines)
    folders = {str(folder) for folder in (path, *path.parents)}
    around = [(len(place), system) for place, system in mounts if place in folders]
    return max(around, default=(0, ""))[1]
