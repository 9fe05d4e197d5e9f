"""A desk to keep whole."""

import shutil
from pathlib import Path

import pytest

from deskctl.store.sqlite.backup import restore
from deskctl.store.sqlite.copy_store import copy_store
from deskctl.store.sqlite.files import files_of


@pytest.fixture(scope="session")
def kept(imported_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keep the demo desk as a backup."""
    backup = tmp_path_factory.mktemp("kept") / "backup.db"
    copy_store(str(imported_demo / "desk.db"), backup)
    return backup


@pytest.fixture(scope="session")
def at_rest(kept: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Restore the demo desk once; nothing writes to it."""
    path = tmp_path_factory.mktemp("rest") / "desk.db"
    restore(kept, str(path))
    return path


@pytest.fixture
def desk(at_rest: Path, tmp_path: Path) -> Path:
    """Give a demo desk of one's own, as restored."""
    (tmp_path / "desk").mkdir()
    for file in files_of(str(at_rest)):
        shutil.copy(file, tmp_path / "desk" / file.name)
    return tmp_path / "desk" / "desk.db"
