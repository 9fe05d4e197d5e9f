"""Readers that are kept open between reads see the same as a new reader."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from deskctl.errors import StoreUnusable
from deskctl.store import kept_readers
from deskctl.store.kept_readers import KeptReaders
from deskctl.store.open import open_reader
from deskctl.store.port import Reader
from deskctl.store.sqlite.create import create_store


def change(store: Path, statement: str) -> None:
    """Change a store as another program would."""
    with closing(sqlite3.connect(store)) as conn, conn:
        conn.execute(statement)


def customers(readers: KeptReaders, store: Path) -> int:
    with readers.reading(str(store)) as conn:
        return int(conn.execute("SELECT count(*) FROM customer").fetchone()[0])


def together(readers: KeptReaders, store: Path) -> None:
    """Read the store three times at once."""
    one, two, three = (readers.reading(str(store)) for _ in range(3))
    with one, two, three:
        pass


@pytest.fixture
def readers() -> Iterator[KeptReaders]:
    readers = KeptReaders()
    yield readers
    readers.close()


def test_a_change_by_another_program_is_seen(desk: Path, readers: KeptReaders) -> None:
    """A second read on the same connection sees a change that another program made in between."""
    before = customers(readers, desk)
    change(desk, "DELETE FROM customer WHERE id = (SELECT max(id) FROM customer)")
    assert customers(readers, desk) == before - 1


def test_another_file_under_the_same_name_is_read(desk: Path, readers: KeptReaders, tmp_path: Path) -> None:
    """A store that was replaced by another file is read from that file, and a missing store is reported."""
    assert customers(readers, desk)
    create_store(str(tmp_path / "new.db"))
    shutil.move(tmp_path / "new.db", desk)
    assert customers(readers, desk) == 0
    desk.unlink()
    with pytest.raises(StoreUnusable, match="There is no store"):
        customers(readers, desk)


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("UPDATE alembic_version SET version_num = '9999'", "newer"),
        ("UPDATE alembic_version SET version_num = '0001'", "older schema"),
    ],
)
def test_a_schema_that_changed_meanwhile_is_refused(
    desk: Path, readers: KeptReaders, statement: str, reason: str
) -> None:
    """A schema that another program changed between two reads is refused."""
    assert customers(readers, desk)
    change(desk, statement)
    with pytest.raises(StoreUnusable, match=reason):
        customers(readers, desk)


def test_a_second_name_is_refused(desk: Path, readers: KeptReaders, tmp_path: Path) -> None:
    """A hard link that is created between two reads is noticed, as a new reader would."""
    assert customers(readers, desk)
    (tmp_path / "second.db").hardlink_to(desk)
    with pytest.raises(StoreUnusable, match="two names"):
        customers(readers, desk)


def test_two_readers_stay_open_until_all_are_closed(
    desk: Path, readers: KeptReaders, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two readers are kept open for the next reads, however many reads ran at once."""
    opened: list[str] = []

    def counted(address: str, *, few_pages: bool = False) -> Reader:
        opened.append(address)
        return open_reader(address, few_pages=few_pages)

    monkeypatch.setattr(kept_readers, "open_reader", counted)
    together(readers, desk)
    assert len(opened) == 3
    customers(readers, desk)
    assert len(opened) == 3
    together(readers, desk)
    assert len(opened) == 4
    readers.close()
    customers(readers, desk)
    assert len(opened) == 5


def test_a_reader_is_not_used_again_after_a_failure(desk: Path, readers: KeptReaders) -> None:
    """A reader whose read failed is closed, because an open transaction would hide later changes."""

    def fail() -> None:
        with readers.reading(str(desk)) as conn:
            conn.execute("BEGIN")
            conn.execute("SELECT count(*) FROM customer").fetchone()
            conn.execute("SELECT * FROM no_such_table")

    with pytest.raises(sqlite3.OperationalError):
        fail()
    before = customers(readers, desk)
    change(desk, "DELETE FROM customer WHERE id = (SELECT max(id) FROM customer)")
    assert customers(readers, desk) == before - 1
