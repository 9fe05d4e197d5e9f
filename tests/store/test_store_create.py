"""A store is created once, readable by its owner only, and kept at the current schema."""

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from deskctl.errors import StoreUnusable
from deskctl.store.sqlite.create import create_store, ensure_current
from deskctl.store.sqlite.files import COMPANIONS
from deskctl.store.sqlite.info import store_info
from deskctl.store.sqlite.reader import open_reader


def test_a_new_store_is_for_its_owner_alone(tmp_path: Path) -> None:
    """The file of a new store can be read by its owner only, whatever the umask."""
    path = tmp_path / "some" / "where" / "desk.db"
    old = os.umask(0)
    try:
        assert create_store(str(path)) is True
    finally:
        os.umask(old)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_creating_a_store_twice_changes_nothing(tmp_path: Path) -> None:
    """Creating an existing store changes nothing."""
    path = tmp_path / "desk.db"
    create_store(str(path))
    before = path.read_bytes()
    assert create_store(str(path)) is False
    assert path.read_bytes() == before


def test_an_empty_file_becomes_the_store(tmp_path: Path) -> None:
    """An empty file that an interrupted creation left behind becomes the store."""
    path = tmp_path / "desk.db"
    path.touch()
    assert create_store(str(path)) is True
    open_reader(str(path)).close()


@pytest.mark.parametrize(
    "name", ["a b.db", "50%25.db", "what?mode=memory.db", "#1.db", "服务台.db", "file:x.db", "a&b=c.db"]
)
def test_a_path_may_contain_any_character(tmp_path: Path, name: str) -> None:
    """The store is created exactly at the given path, whatever characters its name has."""
    path = tmp_path / name
    create_store(str(path))
    assert store_info(str(path))["tables"]["ticket"] == 0
    assert {entry.name for entry in tmp_path.iterdir()} <= {name + ending for ending in ("", *COMPANIONS)}


def test_a_new_store_has_a_write_ahead_log_and_policies(tmp_path: Path) -> None:
    """A new store is in WAL mode and contains the packaged policies and no tickets."""
    path = str(tmp_path / "desk.db")
    create_store(path)
    info = store_info(path)
    assert info["journal_mode"] == "wal"
    assert info["last_change"] is None
    assert {policy["id"] for policy in info["policies"]} >= {"after-sales", "after-sales-strict"}


def test_a_newer_store_is_refused_unchanged(tmp_path: Path) -> None:
    """A store with a schema that this program does not know is neither read nor migrated nor changed."""
    path = tmp_path / "desk.db"
    create_store(str(path))
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("UPDATE alembic_version SET version_num = '9999'")
    before = path.read_bytes()
    for step in (ensure_current, create_store, open_reader):
        with pytest.raises(StoreUnusable, match="newer"):
            step(str(path))
    assert path.read_bytes() == before


def test_a_path_that_cannot_be_written_is_reported(tmp_path: Path) -> None:
    """A path below a file is refused with a message that the store cannot be created."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreUnusable, match="cannot be made"):
        create_store(str(tmp_path / "file" / "desk.db"))
    assert (tmp_path / "file").read_text() == "x"


def test_one_of_several_readers_caches_few_pages(tmp_path: Path) -> None:
    """Each of several connections of a console caches at most half a megabyte of the file."""
    path = str(tmp_path / "desk.db")
    create_store(path)
    with closing(open_reader(path, few_pages=True)) as one, closing(open_reader(path)) as usual:
        assert one.execute("PRAGMA cache_size").fetchone() == (-512,)
        assert usual.execute("PRAGMA cache_size").fetchone() != (-512,)
