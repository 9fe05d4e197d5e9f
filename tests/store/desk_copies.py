"""Copies of a desk for tests to work on."""

import shutil
from pathlib import Path

from deskctl.store.sqlite.files import HEAD_FILE


def copy_desk(desk: Path, copy: Path) -> Path:
    """Copy a desk with its head file; without one its first writer would open it twice, to look what it is."""
    for ending in ("", HEAD_FILE):
        if Path(f"{desk}{ending}").exists():
            shutil.copy(f"{desk}{ending}", f"{copy}{ending}")
    return copy
