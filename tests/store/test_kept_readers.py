"""Readers that are kept between reads see what a new one would see."""

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
    """Read three times at once."""
    one, two, three = (readers.reading(str(store)) for _ in range(3))
    with one, two, three:
        pass


@pytest.fixture
def readers() -> Iterator[KeptReaders]:
    readers = KeptReaders()
    yield readers
    readers.close()


def test_what_others_wrote_since_is_seen(desk: Path, readers: KeptReaders) -> None:
    """The second read uses the same connection and sees the change in between."""
    before = customers(readers, desk)
    change(desk, "DELETE FROM customer WHERE id = (SELECT max(id) FROM customer)")
    assert customers(readers, desk) == before - 1


def test_another_file_under_the_same_name_is_read(desk: Path, readers: KeptReaders, tmp_path: Path) -> None:
    """A store that was replaced by a backup is another file; one that is gone is reported."""
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
    """Another program may migrate the store between two reads."""
    assert customers(readers, desk)
    change(desk, statement)
    with pytest.raises(StoreUnusable, match=reason):
        customers(readers, desk)


def test_a_second_name_is_refused(desk: Path, readers: KeptReaders, tmp_path: Path) -> None:
    """A hard link that is made between two reads is noticed as by a new reader."""
    assert customers(readers, desk)
    (tmp_path / "second.db").hardlink_to(desk)
    with pytest.raises(StoreUnusable, match="two names"):
        customers(readers, desk)


def test_two_stay_open_until_all_are_closed(desk: Path, readers: KeptReaders, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many jobs read at once, two readers are kept for the next ones."""
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
    """A read that failed may have left a transaction open, which would hide later changes."""

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
