"""A desk to keep whole."""

from pathlib import Path

import pytest

from deskctl.data import data_file
from deskctl.exchange.importing.desk_import import read_desk
from deskctl.store.sqlite.backup import restore
from deskctl.store.sqlite.copying import copy_store
from deskctl.store.sqlite.create import create_store


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a demo desk once, and keep it as a backup."""
    folder = tmp_path_factory.mktemp("kept")
    create_store(str(folder / "demo.db"))
    read_desk(data_file("demo.jsonl"), str(folder / "demo.db"))
    copy_store(str(folder / "demo.db"), folder / "backup.db")
    return folder / "backup.db"


@pytest.fixture
def desk(kept: Path, tmp_path: Path) -> Path:
    """Give a demo desk of one's own."""
    path = tmp_path / "desk" / "desk.db"
    restore(kept, str(path))
    return path
