"""Writers get the lock in the order in which they asked, among processes and threads, and every wait has a limit."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from deskctl.store.sqlite.writing.writer_queue import write_lock

_WAITS = """
import sys
from deskctl.store.sqlite.writing.writer_queue import write_lock
with write_lock(sys.argv[1], 60):
    print("mine", flush=True)
    sys.stdin.read()
"""


def _drawn(store: str) -> int:
    return int.from_bytes(Path(f"{store}-queue").read_bytes(), "big")


def test_processes_get_the_lock_in_the_order_of_asking(tmp_path: Path) -> None:
    """A process that asks for the lock first gets it first, however many wait."""
    store, waiting = str(tmp_path / "desk.db"), []
    with write_lock(store, 5):
        for _ in range(4):
            before = _drawn(store)
            words = [sys.executable, "-c", _WAITS, store]
            waiting.append(subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
            while _drawn(store) == before:
                assert waiting[-1].poll() is None
    for process in waiting:
        assert process.stdout is not None
        assert process.stdout.readline() == "mine\n"
        process.communicate("")


def test_threads_hold_the_lock_one_at_a_time(tmp_path: Path) -> None:
    """Two threads of one process never hold the lock at the same time."""
    store, inside, most = str(tmp_path / "desk.db"), [], []

    def take(name: int) -> None:
        with write_lock(store, 20):
            inside.append(name)
            most.append(len(inside))
            inside.remove(name)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(take, range(80)))
    assert most == [1] * 80


def test_the_wait_for_the_lock_is_limited(tmp_path: Path) -> None:
    """A thread that waits longer than its limit gives up, and later ones still get the lock."""
    store, held, done = str(tmp_path / "desk.db"), Event(), Event()

    def hold() -> None:
        with write_lock(store, 5):
            held.set()
            done.wait(20)

    with ThreadPoolExecutor(1) as pool:
        holding = pool.submit(hold)
        assert held.wait(5)
        with pytest.raises(TimeoutError), write_lock(store, 0.02):
            pass
        done.set()
        holding.result()
    with write_lock(store, 5):
        pass
