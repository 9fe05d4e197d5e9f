"""On a full disk answered writes are kept, others are refused, and with free space the desk works again."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from trials import NOW, PROCESSES, answers, copy_of, grave_findings, imported, line, many_tickets, receipts, write

from deskctl.errors import StoreUnusable
from deskctl.exchange.importing.desk_import import read_desk
from deskctl.store.sqlite.backup import back_up
from deskctl.store.sqlite.writing.writer import writing_once

Repeats = Callable[[int, int], int]
Figure = Callable[[str, str], None]
_SIZE = 12 << 20


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Yield the mount point of a small disk in memory."""
    if os.name != "posix" or os.geteuid() != 0 or not Path("/proc/self/mounts").exists():
        pytest.skip("only root on Linux can mount a small disk")
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_SIZE}", "tmpfs", folder], check=False)
    if mount.returncode:
        pytest.skip("this system does not allow mounting a small disk")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_disk_that_fills_up(demo: Path, tmp_path: Path, small_disk: Path, repeats: Repeats, figure: Figure) -> None:
    """A disk that fills up at any point loses no answered write, and the refusal states that nothing was saved."""
    points, refused = repeats(6, 200), 0
    desk = copy_of(demo, small_disk)
    for point in range(points):
        ballast = small_disk / "ballast"
        _fill(ballast, small_disk, leave=2048 * (point * 37 % 100))
        acks = tmp_path / f"p{point}.acks"
        process = PROCESSES.Process(target=write, args=(desk, f"p{point}", 10, acks))
        process.start()
        process.join()
        given = list(answers(acks))
        assert process.exitcode == 0
        no = [answer["error"]["message"] for answer in given if not answer["ok"]]
        assert all("No disk space left" in message for message in no)
        assert all("not saved" in message or "Nothing was changed" in message for message in no)
        ballast.unlink()
        kept = receipts(desk)
        assert all(kept.get(answer["key"]) == answer["ticket"] for answer in given if answer["ok"])
        assert sum(key.startswith(f"p{point}/") for key in kept) == sum(answer["ok"] for answer in given)
        refused += len(no)
    assert refused
    assert grave_findings(desk) == []
    figure(
        f"disk full at {points} points", f"{refused} refusals with a message, no acknowledged write lost, store sound"
    )


def test_an_import_on_a_disk_that_fills_up(
    demo: Path, tmp_path: Path, small_disk: Path, repeats: Repeats, figure: Figure
) -> None:
    """An import that stops on a full disk says whether it is unfinished, and the same import completes with space."""
    count, points, step, unfinished = 220, repeats(4, 40), repeats(11 << 16, 3 << 16), []
    file, ballast = tmp_path / "more.jsonl", small_disk / "ballast"
    many_tickets(file, count)
    for point in range(points):
        desk = copy_of(demo, small_disk / str(point))
        _fill(ballast, small_disk, leave=(1 << 20) + point * step)
        refusal = _refusal(file, desk)
        if refusal:
            unfinished.append(imported(desk) > 0)
            assert "No disk space left" in refusal
            assert "not finished" in refusal or not unfinished[-1]
            ballast.unlink()
            assert read_desk(file, str(desk)).tickets == count
        ballast.unlink(missing_ok=True)
        assert imported(desk) == count
        assert grave_findings(desk) == []
        shutil.rmtree(desk.parent)
    assert {*unfinished} == {True, False}
    figure(
        f"disk full at {points} points of an import",
        f"{len(unfinished)} stopped with a message, all completed once there was space",
    )


def test_a_backup_to_a_full_disk(demo: Path, tmp_path: Path, small_disk: Path) -> None:
    """A backup to a full disk is refused, leaves no part of the copy, and does not change the store."""
    desk, target = copy_of(demo, tmp_path / "desk"), small_disk / "copy.db"
    _fill(small_disk / "ballast", small_disk, leave=1 << 18)
    with pytest.raises(StoreUnusable, match="No disk space left"):
        back_up(str(desk), target, NOW)
    assert [entry.name for entry in small_disk.iterdir()] == ["ballast"]
    assert grave_findings(desk) == []


def test_a_dry_run_without_space_for_its_copy(demo: Path, tmp_path: Path, small_disk: Path) -> None:
    """A dry run of a batch without space for the copy says so, leaves nothing behind, and does not change the store."""
    desk = copy_of(demo, tmp_path / "desk")
    with writing_once(str(desk)) as conn:  # as large as a copy that SQLite does not keep in memory
        conn.insert("blob", {"id": "large", "data": bytes(4 << 20)})
    before = desk.read_bytes()
    _fill(small_disk / "ballast", small_disk, leave=1 << 20)
    done = subprocess.run(
        [sys.executable, "-m", "deskctl", "batch", "--dry-run", "--store", desk],
        input=line("p", 0),
        env={**os.environ, "SQLITE_TMPDIR": str(small_disk), "DESKCTL_LANG": "en", "DESKCTL_ACTOR": "EN1"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (StoreUnusable.exit_code, b"")
    assert b"No disk space left for a temporary copy" in done.stderr, done.stderr
    assert [entry.name for entry in small_disk.iterdir()] == ["ballast"]
    assert desk.read_bytes() == before


def _refusal(file: Path, desk: Path) -> str:
    """Import a file, and return the text of its refusal, or an empty text if the import succeeds."""
    try:
        read_desk(file, str(desk))
    except StoreUnusable as error:
        return error.text()
    return ""


def _fill(ballast: Path, disk: Path, leave: int) -> None:
    free = os.statvfs(disk)
    size = free.f_bavail * free.f_frsize - leave
    ballast.write_bytes(bytes(max(size, 0)))
