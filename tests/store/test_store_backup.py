"""A backup is whole, verified and private; a restore loses nothing that was not given up."""

import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from deskctl.errors import NotFound, Refused, StoreUnusable
from deskctl.store.migrations.engine import open_engine, plain, writing
from deskctl.store.sqlite.backup import back_up, restore
from deskctl.store.sqlite.checks.store_check import check_store

NOW = datetime(2027, 3, 1, tzinfo=UTC)


def _change(desk: Path, name: str) -> None:
    row = {"id": name, "text": "x", "state": "open"}
    with writing(open_engine(str(desk))) as connection:
        plain(connection).insert("improvement", row)


def test_a_backup_is_one_private_file_that_restores(desk: Path, tmp_path: Path) -> None:
    """The copy of a store in use holds its newest change, stands alone, and becomes the store again."""
    _change(desk, "new")
    made = back_up(str(desk), tmp_path / "copy.db", NOW)
    assert stat.S_IMODE(made.file.stat().st_mode) == 0o600
    assert [entry.name for entry in tmp_path.iterdir() if entry.is_file()] == ["copy.db"]
    restore(made.file, str(tmp_path / "new" / "desk.db"))
    assert check_store(str(tmp_path / "new" / "desk.db"), int(NOW.timestamp())) == []


def test_only_the_newest_backups_are_kept(desk: Path, tmp_path: Path) -> None:
    """With `keep` each backup bears its moment, and the oldest go; files of other names stay."""
    (tmp_path / "copy-notes.db").touch()
    for day in range(5):
        back_up(str(desk), tmp_path / "copy.db", NOW + timedelta(days=day), keep=2)
    names = sorted(entry.name for entry in tmp_path.glob("copy*"))
    assert names == ["copy-20270304T000000Z.db", "copy-20270305T000000Z.db", "copy-notes.db"]


def test_a_mistyped_backup_is_named_with_the_nearest(desk: Path, tmp_path: Path) -> None:
    """What is to be done is to name another file, not to make a desk."""
    made = back_up(str(desk), tmp_path / "copy.db", NOW)
    for typed, hint in (("copi.db", str(made.file)), ("zzz", "FILE")):
        with pytest.raises(NotFound) as error:
            restore(tmp_path / typed, str(desk))
        assert error.value.hint == f"deskctl store restore {hint}"


def test_a_backup_replaces_no_other_file(desk: Path, tmp_path: Path) -> None:
    """What is no store, and the store itself, are never written over."""
    (tmp_path / "letter").write_text("dear")
    for target in (tmp_path / "letter", desk):
        with pytest.raises(Refused, match="not a backup"):
            back_up(str(desk), target, NOW)
    assert (tmp_path / "letter").read_text() == "dear"


def test_a_missing_folder_is_named(desk: Path, tmp_path: Path) -> None:
    """A disk that is not there is not replaced by a folder of its name."""
    with pytest.raises(NotFound, match="disk"):
        back_up(str(desk), tmp_path / "disk" / "copy.db", NOW)
    assert not (tmp_path / "disk").exists()


def test_a_damaged_store_makes_no_backup(desk: Path, tmp_path: Path) -> None:
    """A copy that is not what deskctl wrote is not kept, and the last good backup stays."""
    made = back_up(str(desk), tmp_path / "copy.db", NOW)
    content = made.file.read_bytes()
    with closing(sqlite3.connect(desk)) as conn, conn:
        conn.execute("UPDATE customer SET name = 'x'")
    with pytest.raises(StoreUnusable, match="not a sound store"):
        back_up(str(desk), tmp_path / "copy.db", NOW)
    assert made.file.read_bytes() == content
    assert not (tmp_path / "copy.db.new").exists()


def test_a_newer_store_is_not_replaced_unless_forced(desk: Path, tmp_path: Path) -> None:
    """Changes made after the backup are not lost without `force`; with it the old store stays beside the new one."""
    made = back_up(str(desk), tmp_path / "copy.db", NOW)
    _change(desk, "late")
    with pytest.raises(Refused, match="1 changes would be lost"):
        restore(made.file, str(desk))
    restored = restore(made.file, str(desk), force=True)
    assert restored.old is not None
    with closing(sqlite3.connect(restored.old)) as conn:
        assert conn.execute("SELECT count(*) FROM improvement WHERE id = 'late'").fetchone() == (1,)
    assert check_store(str(desk), int(NOW.timestamp())) == []
    _change(desk, "later")
    assert check_store(str(desk), int(NOW.timestamp())) == []


def test_a_store_that_is_gone_still_counts(desk: Path, tmp_path: Path) -> None:
    """Where only the head file is left, a backup older than it needs `force`."""
    made = back_up(str(desk), tmp_path / "copy.db", NOW)
    _change(desk, "late")
    for ending in ("", "-wal", "-shm"):
        Path(f"{desk}{ending}").unlink(missing_ok=True)
    with pytest.raises(Refused, match="would be lost"):
        restore(made.file, str(desk))
    restore(made.file, str(desk), force=True)
    assert check_store(str(desk), int(NOW.timestamp())) == []


def test_what_is_no_backup_is_not_restored(desk: Path, tmp_path: Path) -> None:
    """A file that is no sound store never takes the place of one."""
    (tmp_path / "letter").write_text("dear" * 500)
    before = desk.read_bytes()
    with pytest.raises(StoreUnusable):
        restore(tmp_path / "letter", str(desk), force=True)
    assert desk.read_bytes() == before
