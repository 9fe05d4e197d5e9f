"""A write is one transaction that is alone from its first statement."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from deskctl.store.create import create_store
from deskctl.store.engine import open_engine, plain, writing
from deskctl.store.numbers import next_number
from deskctl.store.reader import open_reader


@pytest.fixture
def store(tmp_path: Path) -> str:
    path = str(tmp_path / "desk.db")
    create_store(path)
    return path


def test_numbers_are_given_once_to_many_writers(store: str) -> None:
    """Writers at the same time get numbers without gap or repetition."""

    def take(_: int) -> int:
        with writing(open_engine(store)) as connection:
            return next_number(connection)

    with ThreadPoolExecutor(4) as pool:
        numbers = sorted(pool.map(take, range(24)))
    assert numbers == list(range(1, 25))


def test_each_name_counts_for_itself(store: str) -> None:
    """Tickets and customers have numbers of their own."""
    with writing(open_engine(store)) as connection:
        assert [next_number(connection), next_number(connection), next_number(connection, "customer")] == [1, 2, 1]


def test_a_number_of_a_failed_write_is_given_again(store: str) -> None:
    """What is rolled back leaves no gap."""

    def fail() -> None:
        with writing(open_engine(store)) as connection:
            next_number(connection)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with writing(open_engine(store)) as connection:
        assert next_number(connection) == 1


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
