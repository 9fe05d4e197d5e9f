"""A backup is complete, verified and private, and a restore loses no change unless it is forced."""

import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from deskctl.errors import NotFound, Refused, StoreUnusable, Usage
from deskctl.store.migrations.engine import open_engine, plain, writing
from deskctl.store.sqlite.backup import back_up, restore
from deskctl.store.sqlite.checks.store_check import check_store

NOW = datetime(2027, 3, 1, tzinfo=UTC)


def _change(desk: Path, name: str) -> None:
    row = {"id": name, "text": "x", "state": "open"}
    with writing(open_engine(str(desk))) as connection:
        plain(connection).insert("improvement", row)


def test_a_backup_is_one_private_file_that_restores(desk: Path, tmp_path: Path) -> None:
    """The backup of a store in use contains its newest change, is a single file, and can be restored."""
    _change(desk, "new")
    taken = back_up(str(desk), tmp_path / "copy.db", NOW)
    assert stat.S_IMODE(taken.file.stat().st_mode) == 0o600
    assert [entry.name for entry in tmp_path.iterdir() if entry.is_file()] == ["copy.db"]
    restore(taken.file, str(tmp_path / "new" / "desk.db"))
    assert check_store(str(tmp_path / "new" / "desk.db"), int(NOW.timestamp())) == []


def test_only_the_newest_backups_are_kept(desk: Path, tmp_path: Path) -> None:
    """With `keep` the name of each backup contains its time, the oldest are deleted, and other files remain."""
    (tmp_path / "copy-notes.db").touch()
    for day in range(5):
        back_up(str(desk), tmp_path / "copy.db", NOW + timedelta(days=day), keep=2)
    names = sorted(entry.name for entry in tmp_path.glob("copy*"))
    assert names == ["copy-20270304T000000Z.db", "copy-20270305T000000Z.db", "copy-notes.db"]


def test_a_mistyped_backup_name_gets_a_suggestion(desk: Path, tmp_path: Path) -> None:
    """The hint for a mistyped backup name suggests the most similar file instead of creating a desk."""
    taken = back_up(str(desk), tmp_path / "copy.db", NOW)
    (tmp_path / "copi.txt").write_text("no store")
    for typed in ("copi.db", "cpoy.db", "copy"):
        with pytest.raises(NotFound) as error:
            restore(tmp_path / typed, str(desk))
        assert error.value.hint == f"deskctl store restore {taken.file}"


def test_a_store_is_not_restored_from_itself(desk: Path, tmp_path: Path) -> None:
    """The desk in use is no backup of itself, by whatever name: it is refused, and no copy is made."""
    (tmp_path / "link.db").symlink_to(desk)
    for name in (desk, tmp_path / "link.db"):
        with pytest.raises(Refused, match="is the desk itself"):
            restore(name, str(desk), force=True)
    assert not desk.with_name(f"{desk.name}.old").exists()


def test_only_a_backup_is_suggested(desk: Path, tmp_path: Path) -> None:
    """For a name without a similar backup the hint lists the folder; a desk in use is never suggested."""
    back_up(str(desk), tmp_path / "copy.db", NOW)
    for typed in (tmp_path / "no.db", desk.with_name(f"{desk.stem}s.db")):
        with pytest.raises(NotFound, match="no file") as error:
            restore(typed, str(desk))
        assert error.value.hint == f"ls -t {typed.parent}"
    with pytest.raises(NotFound, match="no folder"):
        restore(tmp_path / "disk" / "copy.db", str(desk))


def test_a_backup_replaces_no_other_file(desk: Path, tmp_path: Path) -> None:
    """A backup overwrites neither a file that is no backup nor the store itself."""
    (tmp_path / "letter").write_text("dear")
    for target in (tmp_path / "letter", desk):
        with pytest.raises(Refused, match="not a backup"):
            back_up(str(desk), target, NOW)
    assert (tmp_path / "letter").read_text() == "dear"
    with pytest.raises(Usage, match="is a folder"):
        back_up(str(desk), tmp_path, NOW)


def test_a_missing_folder_is_reported(desk: Path, tmp_path: Path) -> None:
    """A missing target folder is reported and not created."""
    with pytest.raises(NotFound, match="disk"):
        back_up(str(desk), tmp_path / "disk" / "copy.db", NOW)
    assert not (tmp_path / "disk").exists()


def test_a_damaged_store_makes_no_backup(desk: Path, tmp_path: Path) -> None:
    """A damaged store is not backed up, and the last good backup remains."""
    taken = back_up(str(desk), tmp_path / "copy.db", NOW)
    content = taken.file.read_bytes()
    with closing(sqlite3.connect(desk)) as conn, conn:
        conn.execute("UPDATE customer SET name = 'x'")
    with pytest.raises(StoreUnusable, match="not a sound store"):
        back_up(str(desk), tmp_path / "copy.db", NOW)
    assert taken.file.read_bytes() == content
    assert not (tmp_path / "copy.db.new").exists()


def test_a_newer_store_is_not_replaced_unless_forced(desk: Path, tmp_path: Path) -> None:
    """A restore that would lose later changes needs `force`, which keeps the old store beside the new one."""
    taken = back_up(str(desk), tmp_path / "copy.db", NOW)
    _change(desk, "late")
    with pytest.raises(Refused, match="changes that would be lost: 1"):
        restore(taken.file, str(desk))
    restored = restore(taken.file, str(desk), force=True)
    assert restored.old is not None
    with closing(sqlite3.connect(restored.old)) as conn:
        assert conn.execute("SELECT count(*) FROM improvement WHERE id = 'late'").fetchone() == (1,)
    assert check_store(str(desk), int(NOW.timestamp())) == []
    _change(desk, "later")
    assert check_store(str(desk), int(NOW.timestamp())) == []


def test_a_missing_store_still_counts(desk: Path, tmp_path: Path) -> None:
    """If only the head file of the store is left, restoring an older backup still needs `force`."""
    taken = back_up(str(desk), tmp_path / "copy.db", NOW)
    _change(desk, "late")
    for ending in ("", "-wal", "-shm"):
        Path(f"{desk}{ending}").unlink(missing_ok=True)
    with pytest.raises(Refused, match="would be lost"):
        restore(taken.file, str(desk))
    restore(taken.file, str(desk), force=True)
    assert check_store(str(desk), int(NOW.timestamp())) == []


def test_only_a_backup_is_restored(desk: Path, tmp_path: Path) -> None:
    """A file that is no sound store never replaces the store."""
    (tmp_path / "letter").write_text("dear" * 500)
    before = desk.read_bytes()
    with pytest.raises(StoreUnusable):
        restore(tmp_path / "letter", str(desk), force=True)
    assert desk.read_bytes() == before


def test_an_empty_file_is_named_as_no_sound_store(desk: Path, tmp_path: Path) -> None:
    """An empty file, as a copy that failed leaves behind, is refused by its name and not in words of the database."""
    (tmp_path / "empty.db").touch()
    with pytest.raises(StoreUnusable, match=r"empty\.db is not a sound store"):
        restore(tmp_path / "empty.db", str(desk), force=True)
