"""Fixtures: a copy of the demo desk for tests of the store."""

import shutil
from pathlib import Path

import pytest

from deskctl.store.sqlite.backup import restore
from deskctl.store.sqlite.copy_store import copy_store
from deskctl.store.sqlite.files import files_of


@pytest.fixture(scope="session")
def kept(imported_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a backup of the demo desk."""
    backup = tmp_path_factory.mktemp("kept") / "backup.db"
    copy_store(str(imported_demo / "desk.db"), backup)
    return backup


@pytest.fixture(scope="session")
def at_rest(kept: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a restored demo desk to which no test writes."""
    path = tmp_path_factory.mktemp("rest") / "desk.db"
    restore(kept, str(path))
    return path


@pytest.fixture
def desk(at_rest: Path, tmp_path: Path) -> Path:
    """Return a restored demo desk that the test may change."""
    (tmp_path / "desk").mkdir()
    for file in files_of(str(at_rest)):
        shutil.copy(file, tmp_path / "desk" / file.name)
    return tmp_path / "desk" / "desk.db"
