"""A desk to keep whole."""

from pathlib import Path

import pytest

from deskctl.store.sqlite.backup import restore
from deskctl.store.sqlite.copying import copy_store


@pytest.fixture(scope="session")
def kept(imported_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keep the demo desk as a backup."""
    backup = tmp_path_factory.mktemp("kept") / "backup.db"
    copy_store(str(imported_demo / "desk.db"), backup)
    return backup


@pytest.fixture
def desk(kept: Path, tmp_path: Path) -> Path:
    """Give a demo desk of one's own."""
    path = tmp_path / "desk" / "desk.db"
    restore(kept, str(path))
    return path
