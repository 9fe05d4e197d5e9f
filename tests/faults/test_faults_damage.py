"""Data that another program lost or altered is noticed, even if SQLite reports the file as sound."""

import random
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from kept_rows import count
from trials import copy_of, facts, grave_findings, write

from deskctl.errors import StoreUnusable
from deskctl.store.sqlite.backup import restore
from deskctl.store.sqlite.reader import open_reader

Repeats = Callable[[int, int], int]
Figure = Callable[[str, str], None]
_KINDS = ("wal deleted", "wal cut", "wal flipped", "file flipped", "file cut", "file emptied")
_ALWAYS_THE_SAME = {"wal deleted", "file emptied"}
"""The kinds of damage that do not depend on a position, so that one case of each is enough."""


@pytest.fixture(scope="session")
def busy(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a desk whose newest changes are in the write-ahead log only."""
    desk = copy_of(demo, tmp_path_factory.mktemp("busy") / "open")
    with closing(open_reader(str(desk))) as conn:
        count(conn, "ticket")
        write(desk, "busy", 12, desk.with_name("acks"))
        return copy_of(desk, desk.parent.parent / "still")


def test_damage_is_noticed(busy: Path, demo: Path, tmp_path: Path, repeats: Repeats, figure: Figure) -> None:
    """A log that is cut, flipped or deleted, and a flipped page, are noticed whenever facts were harmed."""
    chance, cases = random.Random(8), repeats(48, 300)  # noqa: S311
    harmed, tried, missed = 0, 0, []
    whole = {busy: facts(copy_of(busy, tmp_path / "busy")), demo: facts(copy_of(demo, tmp_path / "rest"))}
    for case in range(cases):
        kind = _KINDS[case % len(_KINDS)]
        if case >= len(_KINDS) and kind in _ALWAYS_THE_SAME:
            continue
        tried += 1
        origin = busy if kind.startswith("wal") else demo
        desk = copy_of(origin, tmp_path / f"case{case}")
        place = _damage(desk, kind, chance)
        found_out = _is_noticed(desk)
        if found_out or not _is_same(desk, whole[origin]):
            harmed += 1
            if not found_out:
                missed.append((kind, place))
    noticed = f"{harmed} did harm, {harmed - len(missed)} noticed; nothing damaged was overwritten"
    figure(f"log and pages cut, flipped or deleted, {tried} cases", noticed)
    assert len(missed) <= harmed // 100


def _damage(desk: Path, kind: str, chance: random.Random) -> int:
    file = Path(f"{desk}-wal") if kind.startswith("wal") else desk
    place = chance.randrange(file.stat().st_size)
    if kind.endswith("deleted"):
        file.unlink()
    elif kind.endswith("emptied"):
        file.write_bytes(b"")
    elif kind.endswith("cut"):
        file.write_bytes(file.read_bytes()[:place])
    else:
        content = bytearray(file.read_bytes())
        content[place] ^= 1 << chance.randrange(8)
        file.write_bytes(content)
    return place


def _is_noticed(desk: Path) -> bool:
    try:
        return bool(grave_findings(desk))
    except StoreUnusable:
        return True


def _is_same(desk: Path, whole: object) -> bool:
    try:
        return facts(desk) == whole
    except Exception:  # noqa: BLE001 - a store that cannot be read is not the same
        return False


def test_a_store_that_lost_changes_is_not_written_to(busy: Path, tmp_path: Path) -> None:
    """A store without its write-ahead log refuses a write and remains unchanged."""
    desk = copy_of(busy, tmp_path / "desk")
    Path(f"{desk}-wal").unlink()
    before = desk.read_bytes()
    write(desk, "late", 1, tmp_path / "acks")
    assert '"ok": false' in (tmp_path / "acks").read_text()
    assert "lost changes" in (tmp_path / "acks").read_text()
    assert desk.read_bytes() == before


def test_a_damaged_store_is_kept_beside_the_restored_one(demo: Path, tmp_path: Path) -> None:
    """Restoring a backup keeps the damaged file, byte for byte, beside the restored one."""
    desk = copy_of(demo, tmp_path / "desk")
    content = desk.read_bytes()[: desk.stat().st_size // 2]
    desk.write_bytes(content)
    restored = restore(demo, str(desk))
    assert restored.old is not None
    assert restored.old.read_bytes() == content
    assert grave_findings(desk) == []
