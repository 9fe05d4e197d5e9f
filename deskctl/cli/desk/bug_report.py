"""`bug-report`: information for finding a bug in deskctl, without customer data."""

import os
import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from deskctl import __version__, clock
from deskctl.cli.app.invocation import Invocation
from deskctl.cli.app.options import desk_command
from deskctl.cli.desk.store_commands import finding_shape
from deskctl.errors import DeskError
from deskctl.sla.facts import instant
from deskctl.store.log import log_file
from deskctl.store.open import check_store, store_info
from deskctl.store.sqlite.watching import ENGINE_VERSION

_LIBRARIES = ("alembic", "chinesecalendar", "rich", "sqlalchemy", "sqlmodel", "textual", "typer")
_VARIABLES = ("LANG", "LC_ALL", "TERM", "COLORTERM", "NO_COLOR", "FORCE_COLOR", "DESKCTL_LANG", "DESKCTL_WAIT")
_LINES = 100


@desk_command
def bug_report(invocation: Invocation) -> None:
    """Collect versions, the results of the store's checks, and the end of the log."""
    invocation.show(
        {
            "deskctl": __version__,
            "python": platform.python_version(),
            "sqlite": ENGINE_VERSION,
            "system": platform.platform(),
            "libraries": {name: _version(name) for name in _LIBRARIES},
            "surroundings": {name: os.environ[name] for name in _VARIABLES if name in os.environ},
            "encoding": sys.getfilesystemencoding(),
            "store": _store(invocation.path),
            "log": _log(),
        }
    )


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _store(path: str) -> dict[str, Any]:
    try:
        info = store_info(path)
        findings = [finding_shape(finding) for finding in check_store(path, instant(clock.now()))]
    except DeskError as error:
        return {"unusable": type(error).__name__, "cause": type(error.__cause__).__name__}
    kept = ("size", "schema", "journal_mode", "engine", "tables", "last_change")
    return {**{name: info[name] for name in kept if name in info}, "findings": findings}


def _log() -> list[str]:
    try:
        lines = log_file().read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    home = str(Path.home())
    return [line.replace(home, "~") for line in lines[-_LINES:]]
