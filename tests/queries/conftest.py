"""Fixtures: the demo desk for queries, read at its own present time."""

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
    """Return a copy of the demo desk."""
    return Path(shutil.copy(imported_demo / "desk.db", tmp_path_factory.mktemp("demo") / "desk.db"))


@pytest.fixture
def conn(demo: Path) -> Iterator[sqlite3.Connection]:
    """Return a connection for reading the demo desk."""
    with closing(open_reader(str(demo))) as opened:
        yield opened


@pytest.fixture
def now() -> int:
    """Return the present time of the demo desk."""
    return NOW
