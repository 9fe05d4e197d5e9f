"""A desk to ask: the demo, at its own present moment."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from deskctl.data import data_file
from deskctl.exchange.importing.desk_import import read_desk
from deskctl.store.sqlite.create import create_store
from deskctl.store.sqlite.reader import open_reader

NOW = int(datetime.fromisoformat("2026-11-22T09:30:00+08:00").timestamp())


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the demo desk once."""
    path = tmp_path_factory.mktemp("desk") / "demo.db"
    create_store(str(path))
    read_desk(data_file("demo.jsonl"), str(path))
    return path


@pytest.fixture
def conn(demo: Path) -> Iterator[sqlite3.Connection]:
    """Open it for reading."""
    with closing(open_reader(str(demo))) as opened:
        yield opened


@pytest.fixture
def now() -> int:
    """Give the demo's present moment."""
    return NOW
