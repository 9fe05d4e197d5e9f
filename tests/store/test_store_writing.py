"""A write is one transaction that is alone from its first statement."""

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


def test_numbers_are_given_once_to_many_writers(store: str) -> None:
    """Writers at the same time get numbers without gap or repetition."""

    def take(_: int) -> int:
        with writing(open_engine(store)) as connection:
            return plain(connection).next_number("ticket")

    with ThreadPoolExecutor(4) as pool:
        numbers = sorted(pool.map(take, range(24)))
    assert numbers == list(range(1, 25))


def test_each_name_counts_for_itself(store: str) -> None:
    """Tickets and customers have numbers of their own."""
    with writing(open_engine(store)) as connection:
        assert [
            plain(connection).next_number("ticket"),
            plain(connection).next_number("ticket"),
            plain(connection).next_number("customer"),
        ] == [1, 2, 1]


def test_a_number_of_a_failed_write_is_given_again(store: str) -> None:
    """What is rolled back leaves no gap."""

    def fail() -> None:
        with writing(open_engine(store)) as connection:
            plain(connection).next_number("ticket")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with writing(open_engine(store)) as connection:
        assert plain(connection).next_number("ticket") == 1


def test_a_write_holds_the_lock_from_its_start(store: str) -> None:
    """Before its first statement a write keeps other writers out, while readers read on."""
    with writing(open_engine(store)), closing(sqlite3.connect(store, timeout=0)) as other:
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        with closing(open_reader(store)) as conn:
            assert conn.execute("SELECT count(*) FROM ticket").fetchone() == (0,)


def test_a_write_is_safe_on_the_disk_and_keeps_its_references(store: str) -> None:
    """Every write waits for the disk and refuses a reference to nothing."""
    with writing(open_engine(store)) as connection:
        assert plain(connection).execute("PRAGMA synchronous").fetchone() == (2,)
        assert plain(connection).execute("PRAGMA foreign_keys").fetchone() == (1,)
    with pytest.raises(Exception, match="FOREIGN KEY"), writing(open_engine(store)) as connection:
        connection.exec_driver_sql("INSERT INTO certificate (id, staff, name) VALUES ('C', 'NOBODY', 'x')")


def test_every_write_takes_its_lock_first(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No transaction begins by reading and asks for the lock later: a batch, an import and a rebuild are traced."""
    reported: list[str] = []
    connect = sqlite3.connect

    def traced(*args: Any, **options: Any) -> sqlite3.Connection:
        conn = connect(*args, **options)
        if STAGED not in str(args[0]):  # what an import is made ready in is nobody's but its own
            conn.set_trace_callback(reported.append)
        return conn

    monkeypatch.setattr(sqlite3, "connect", traced)
    read_desk(data_file("demo.jsonl"), store)
    lines = ['{"do": "ticket.open", "contact": "P-0101", "title": "x"}', '{"do": "ticket.answer", "ticket": 73}']
    call = RequestContext(now=datetime(2027, 3, 1, tzinfo=UTC), actor="EN1")
    assert [result["ok"] for result in run_batch(store, lines, atomic=False, context=call)] == [True, True]
    rebuild(store)
    begun = [words for words in reported if words.startswith("BEGIN")]
    assert len(begun) == 4
    assert set(begun) == {"BEGIN IMMEDIATE"}
    outside = False
    for words in reported:
        outside = words.startswith("COMMIT") or (outside and not words.startswith("BEGIN"))
        assert not (outside and words.startswith(("INSERT", "UPDATE", "DELETE")))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_forked_copy_cannot_end_a_write(store: str) -> None:
    """A copy of the process that is made within a write does not commit it; the process itself does."""
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


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_forked_copy_cannot_write_with_the_writer_of_its_parent(store: str) -> None:
    """SQLite's connections do not outlive a fork: the copy is refused, and the process itself goes on."""
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


def test_a_long_import_keeps_nobody_waiting_while_the_log_is_cleared(store: str) -> None:
    """Its commits only add to the log, however long it is; what stands there is brought over after the turn."""
    size = Path(store).stat().st_size
    rows = [(str(number), "x" * 4000, "open") for number in range(1500)]
    with closing(Writer(store, bulk=True)) as writer:
        for half in (rows[::2], rows[1::2]):
            with writer.transaction() as conn:
                conn.executemany("INSERT INTO improvement (id, text, state) VALUES (?, ?, ?)", half)
        assert Path(store).stat().st_size == size
        writer.clear_log()
        assert Path(store).stat().st_size > size + 1500 * 4000
