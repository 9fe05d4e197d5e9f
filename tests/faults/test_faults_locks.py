"""A writer waits for a locked store, and after its time limit reports who holds the lock."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import Timer

import kept_rows
import pytest
from trials import PROCESSES, answers, copy_of, write

from deskctl.store.sqlite.writing.writer_queue import write_lock

Repeats = Callable[[int, int], int]
Figure = Callable[[str, str], None]


def test_a_write_waits_for_the_lock_of_another_program(
    demo: Path, tmp_path: Path, repeats: Repeats, figure: Figure
) -> None:
    """A program that holds SQLite's lock for a while delays a write but does not make it fail."""
    desk, seconds = copy_of(demo, tmp_path / "desk"), repeats(3, 200) / 10
    with kept_rows.held(desk) as other:
        Timer(seconds, other.rollback).start()
        before = time.perf_counter()
        write(desk, "patient", 1, tmp_path / "acks")
    waited = time.perf_counter() - before
    assert [answer["ok"] for answer in answers(tmp_path / "acks")] == [True]
    assert waited >= seconds - 0.1
    figure(f"locked for {seconds} s by another program", f"written after {waited:.1f} s")


def test_a_write_that_waits_too_long_ends_with_code_five(demo: Path, tmp_path: Path) -> None:
    """A write that waits too long for a lock ends with exit code 5 and states that nothing was saved."""
    desk = copy_of(demo, tmp_path / "desk")
    words = [
        sys.executable,
        "-m",
        "deskctl",
        "--store",
        str(desk),
        "ticket",
        "open",
        "--contact",
        "P-0101",
        "--title",
        "x",
    ]
    with closing(sqlite3.connect(desk, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        environment = {**os.environ, "DESKCTL_WAIT": "0.2", "DESKCTL_LANG": "en"}
        done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 5
    assert "is locked" in done.stderr
    assert "not saved" in done.stderr
    if sys.platform == "linux":
        assert f"({os.getpid()})" in done.stderr


def _hold(desk: Path) -> None:
    with write_lock(str(desk), 5):
        desk.with_name("held").touch()
        signal.pause()


def test_a_killed_holder_releases_the_lock_at_once(demo: Path, tmp_path: Path, figure: Figure) -> None:
    """When the holder of the write lock is killed, a waiting writer gets the lock at once."""
    desk = copy_of(demo, tmp_path / "desk")
    holder = PROCESSES.Process(target=_hold, args=(desk,))
    holder.start()
    while not desk.with_name("held").exists():
        holder.join(timeout=0.01)
    with pytest.raises(TimeoutError), write_lock(str(desk), 0.05):
        pass
    holder.kill()
    before = time.perf_counter()
    with write_lock(str(desk), 30):
        waited = time.perf_counter() - before
    holder.join()
    figure("the lock of a killed process", f"free after {waited * 1000:.0f} ms")
