"""A desk to ask: the demo, at its own present moment."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from deskctl.store.sqlite.reader import open_reader

NOW = int(datetime.fromisoformat("2026-11-22T09:30:00+08:00").timestamp())


@pytest.fixture(scope="session")
def demo(imported_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the demo desk once."""
    return Path(shutil.copy(imported_demo / "desk.db", tmp_path_factory.mktemp("demo") / "desk.db"))


@pytest.fixture
def conn(demo: Path) -> Iterator[sqlite3.Connection]:
    """Open it for reading."""
    with closing(open_reader(str(demo))) as opened:
        yield opened


@pytest.fixture
def now() -> int:
    """Give the demo's present moment."""
    return NOW
