"""Each reason why a store cannot be used is reported in one sentence, and no file is changed."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from deskctl.errors import StoreUnusable
from deskctl.store.migrations.engine import engine_at, open_engine, plain, writing
from deskctl.store.sqlite.create import create_store, ensure_current
from deskctl.store.sqlite.reader import open_reader
from deskctl.store.sqlite.sqlite_errors import translated_errors
from deskctl.store.sqlite.writing.writer import Writer
from deskctl.store.store_errors import StoreError

OPENERS: list[Callable[[str], object]] = [open_reader, open_engine, ensure_current]


@pytest.mark.parametrize("opener", OPENERS)
def test_a_missing_store_is_not_created(tmp_path: Path, opener: Callable[[str], object]) -> None:
    """Opening a missing store creates no file and names the command that creates it."""
    with pytest.raises(StoreUnusable) as caught:
        opener(str(tmp_path / "desk.db"))
    assert caught.value.hint == "deskctl init"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("opener", [*OPENERS, create_store])
@pytest.mark.parametrize("content", [b"hello\n" * 500, b"SQLite format 3\x00" + b"\xff" * 4000], ids=["text", "torn"])
def test_a_file_that_is_no_database_is_left_unchanged(
    tmp_path: Path, opener: Callable[[str], object], content: bytes
) -> None:
    """A file of another program is refused and remains unchanged."""
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(StoreUnusable):
        opener(str(path))
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("opener", [*OPENERS, create_store])
def test_a_database_of_another_program_is_left_unchanged(tmp_path: Path, opener: Callable[[str], object]) -> None:
    """A SQLite file with other tables is refused as a store."""
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("CREATE TABLE ticket (id)")
    before = path.read_bytes()
    with pytest.raises(StoreUnusable, match="is not a store"):
        opener(str(path))
    assert path.read_bytes() == before


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    """A folder is refused as a store."""
    with pytest.raises(StoreUnusable):
        open_reader(str(tmp_path))


def test_a_locked_store_is_reported(tmp_path: Path) -> None:
    """A writer that does not get the lock in time reports that another program holds it."""
    path = str(tmp_path / "desk.db")
    create_store(path)
    with closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as other:
        other.execute("BEGIN IMMEDIATE")
        with (
            pytest.raises(StoreUnusable, match="another program"),
            translated_errors(path),
            closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as late,
        ):
            late.execute("BEGIN IMMEDIATE")


def test_a_full_disk_is_reported_and_nothing_is_saved(tmp_path: Path) -> None:
    """If the disk is full, the transaction is rolled back and the reason is reported."""
    path = str(tmp_path / "desk.db")
    create_store(path)
    fill = "INSERT INTO improvement (id, text, state) VALUES (?, ?, 'open')"

    def overfill() -> None:
        with writing(open_engine(path)) as connection:
            pages = plain(connection).execute("PRAGMA page_count").fetchone()[0]
            plain(connection).execute(f"PRAGMA max_page_count = {pages + 5}")
            plain(connection).executemany(fill, [(str(n), "x" * 4000) for n in range(100)])

    with pytest.raises(StoreUnusable, match="No disk space"):
        overfill()
    with closing(open_reader(path)) as conn:
        assert conn.execute("SELECT count(*) FROM improvement").fetchone() == (0,)


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    """A connection for reading refuses to write, and the refusal is reported."""
    path = str(tmp_path / "desk.db")
    create_store(path)
    with pytest.raises(StoreUnusable, match="written"), translated_errors(path), closing(open_reader(path)) as conn:
        conn.execute("DELETE FROM counter")


def test_an_error_in_a_statement_is_not_a_store_error(tmp_path: Path) -> None:
    """An error in a statement is not reported as an error of the store."""
    path = str(tmp_path / "desk.db")
    create_store(path)
    with pytest.raises(Exception, match="no such table"), writing(engine_at(path)) as connection:
        connection.exec_driver_sql("SELECT * FROM nowhere")


def test_reading_loads_no_orm(tmp_path: Path) -> None:
    """Opening a store for reading loads neither SQLAlchemy nor Alembic nor pydantic."""
    path = str(tmp_path / "desk.db")
    create_store(path)
    script = (
        "import sys; from deskctl.store.sqlite.reader import open_reader;"
        "from deskctl.store.sqlite.create import ensure_current;"
        f"open_reader({path!r}); ensure_current({path!r});"
        "print([name for name in ('sqlalchemy', 'sqlmodel', 'alembic', 'pydantic') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_store_that_is_deleted_while_open_is_not_created_again(tmp_path: Path) -> None:
    """If the store is deleted while open, the writer reports that the change was not saved and creates no store."""
    path = tmp_path / "desk.db"
    create_store(str(path))
    with closing(Writer(str(path))) as writer:
        with writer.transaction() as conn:
            conn.execute("SELECT 1")
        path.unlink()
        with pytest.raises(StoreError, match="moved or deleted") as caught, writer.transaction():
            pass
    assert "The change was not saved. Put it back" in caught.value.text()
    assert caught.value.hint is None
    assert not path.exists()


def test_the_refusal_of_a_newer_store_names_the_remedy(tmp_path: Path) -> None:
    """A store of a newer program is left unchanged, and the message names what to install."""
    path = str(tmp_path / "desk.db")
    create_store(path)
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError) as caught:
        open_reader(path)
    assert "Nothing was changed. Install the newer deskctl" in caught.value.text()
