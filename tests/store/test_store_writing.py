"""A write is one transaction that holds the lock from its first statement."""

import os
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from deskctl.data_files import data_file
from deskctl.exchange.importing.desk_import import read_desk
from deskctl.operations.batch import run_batch
from deskctl.operations.perform import RequestContext
from deskctl.store.facts.rebuild import rebuild
from deskctl.store.migrations.engine import open_engine, plain, writing
from deskctl.store.sqlite.create import create_store
from deskctl.store.sqlite.files import STAGED
from deskctl.store.sqlite.reader import open_reader
from deskctl.store.sqlite.writing.writer import Writer


@pytest.fixture
def store(tmp_path: Path) -> str:
    path = str(tmp_path / "desk.db")
    create_store(path)
    return path


def test_concurrent_writers_get_different_numbers(store: str) -> None:
    """Concurrent writers get numbers without gaps or repetitions."""

    def take(_: int) -> int:
        with writing(open_engine(store)) as connection:
            return plain(connection).next_number("ticket")

    with ThreadPoolExecutor(4) as pool:
        numbers = sorted(pool.map(take, range(24)))
    assert numbers == list(range(1, 25))


def test_each_counter_is_separate(store: str) -> None:
    """Tickets and customers have separate counters."""
    with writing(open_engine(store)) as connection:
        assert [
            plain(connection).next_number("ticket"),
            plain(connection).next_number("ticket"),
            plain(connection).next_number("customer"),
        ] == [1, 2, 1]


def test_a_number_of_a_failed_write_is_used_again(store: str) -> None:
    """A number from a write that was rolled back is used again."""

    def fail() -> None:
        with writing(open_engine(store)) as connection:
            plain(connection).next_number("ticket")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with writing(open_engine(store)) as connection:
        assert plain(connection).next_number("ticket") == 1


def test_a_write_holds_the_lock_from_its_start(store: str) -> None:
    """A write excludes other writers before its first statement, while readers continue."""
    with writing(open_engine(store)), closing(sqlite3.connect(store, timeout=0)) as other:
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        with closing(open_reader(store)) as conn:
            assert conn.execute("SELECT count(*) FROM ticket").fetchone() == (0,)


def test_a_write_is_synchronised_and_checks_references(store: str) -> None:
    """Every write is synchronised to the disk and refuses a reference without a target."""
    with writing(open_engine(store)) as connection:
        assert plain(connection).execute("PRAGMA synchronous").fetchone() == (2,)
        assert plain(connection).execute("PRAGMA foreign_keys").fetchone() == (1,)
    with pytest.raises(Exception, match="FOREIGN KEY"), writing(open_engine(store)) as connection:
        connection.exec_driver_sql("INSERT INTO certificate (id, staff, name) VALUES ('C', 'NOBODY', 'x')")


def test_every_write_locks_the_store_first(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Batch, import and rebuild never begin a transaction by reading and lock it later."""
    statements: list[str] = []
    connect = sqlite3.connect

    def traced(*args: Any, **options: Any) -> sqlite3.Connection:
        conn = connect(*args, **options)
        if STAGED not in str(args[0]):  # an import prepares its data in a file of its own
            conn.set_trace_callback(statements.append)
        return conn

    monkeypatch.setattr(sqlite3, "connect", traced)
    read_desk(data_file("demo.jsonl"), store)
    lines = ['{"do": "ticket.open", "contact": "P-0101", "title": "x"}', '{"do": "ticket.answer", "ticket": 73}']
    call = RequestContext(now=datetime(2027, 3, 1, tzinfo=UTC), actor="EN1")
    assert [result["ok"] for result in run_batch(store, lines, atomic=False, context=call)] == [True, True]
    rebuild(store)
    begun = [words for words in statements if words.startswith("BEGIN")]
    assert len(begun) == 4
    assert set(begun) == {"BEGIN IMMEDIATE"}
    outside = False
    for words in statements:
        outside = words.startswith("COMMIT") or (outside and not words.startswith("BEGIN"))
        assert not (outside and words.startswith(("INSERT", "UPDATE", "DELETE")))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_copy_cannot_end_a_write(store: str) -> None:
    """A forked copy of the process within a write does not commit the write; the process itself does."""
    script = (
        "import os, sys\n"
        "from deskctl.errors import StoreUnusable\n"
        "from deskctl.store.migrations.engine import open_engine, plain, writing\n"
        "try:\n"
        "    with writing(open_engine(sys.argv[1])) as connection:\n"
        "        plain(connection).next_number('ticket')\n"
        "        child = os.fork()\n"
        "        if child:\n"
        "            os.waitpid(child, 0)\n"
        "except StoreUnusable as error:\n"
        "    print(error, flush=True)\n"
        "    os._exit(0)\n"
        "print('saved')\n"
    )
    done = subprocess.run([sys.executable, "-c", script, store], capture_output=True, text=True, check=True)
    assert "did not begin" in done.stdout
    assert done.stdout.endswith("saved\n")
    with closing(open_reader(store)) as conn:
        assert conn.execute("SELECT value FROM counter WHERE name = 'ticket'").fetchone() == (1,)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_copy_cannot_write_with_the_writer_of_its_parent(store: str) -> None:
    """A forked copy of the process cannot use the connection of its parent, which continues to write."""
    script = (
        "import os, sys\n"
        "from deskctl.errors import StoreUnusable\n"
        "from deskctl.store.sqlite.writing.writer import Writer\n"
        "writer = Writer(sys.argv[1])\n"
        "def write():\n"
        "    with writer.transaction() as conn:\n"
        "        return conn.next_number('ticket')\n"
        "write()\n"
        "child = os.fork()\n"
        "if not child:\n"
        "    try:\n"
        "        write()\n"
        "    except StoreUnusable as error:\n"
        "        print(error, flush=True)\n"
        "    os._exit(0)\n"
        "os.waitpid(child, 0)\n"
        "print(write())\n"
    )
    done = subprocess.run([sys.executable, "-c", script, store], capture_output=True, text=True, check=True)
    assert "did not begin" in done.stdout
    assert done.stdout.endswith("2\n")


def test_a_long_import_clears_the_log_after_its_transactions(store: str) -> None:
    """The commits of a long import only append to the log, which is moved into the store after the lock is released."""
    size = Path(store).stat().st_size
    rows = [(str(number), "x" * 4000, "open") for number in range(1500)]
    with closing(Writer(store, bulk=True)) as writer:
        for half in (rows[::2], rows[1::2]):
            with writer.transaction() as conn:
                conn.executemany("INSERT INTO improvement (id, text, state) VALUES (?, ?, ?)", half)
        assert Path(store).stat().st_size == size
        writer.clear_log()
        assert Path(store).stat().st_size > size + 1500 * 4000
