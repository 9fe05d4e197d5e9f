"""Copies of a desk for tests to change."""

import shutil
from pathlib import Path

from deskctl.store.sqlite.files import HEAD_FILE


def copy_desk(desk: Path, copy: Path) -> Path:
    """Copy a desk with its head file, as without one the first writer opens the desk twice to check it."""
    for ending in ("", HEAD_FILE):
        if Path(f"{desk}{ending}").exists():
            shutil.copy(f"{desk}{ending}", f"{copy}{ending}")
    return copy
