"""Writers queue up: with SQLite alone the first to wake up writes next.

Each writer draws a number, locks the place of that number in the queue file, and waits for the place before its own.
So one writer wakes up at a time, in the order of coming. The head file is locked while its holder writes: where
somebody in the line is killed, the system lets go of the place at once, and the head still keeps two from writing.
"""

import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Lock, Thread

from deskctl.private_files import open_private
from deskctl.store.sqlite.files import HEAD_FILE, QUEUE
from deskctl.store.sqlite.writing.locks import free_place, lock_place, lock_whole, try_place, try_whole

DRAWING = 1 << 20
"""The place that is locked while a number is drawn; those of the numbers follow."""

_NUMBERS = 1 << 20
_WIDTH = 8

_threads: defaultdict[str, Lock] = defaultdict(Lock)
"""The system keeps the places of processes; the threads of one take turns among themselves."""


@contextmanager
def write_lock(path: str, seconds: float) -> Iterator[int]:
    """Wait for the lock to write to a store, and return its head file, open; raises `TimeoutError` and `OSError`."""
    deadline = time.monotonic() + seconds
    mine = _threads[os.path.realpath(path)]
    if not mine.acquire(timeout=seconds):
        raise TimeoutError
    try:
        with _in_line(path, deadline) as head:
            yield head
    finally:
        mine.release()


@contextmanager
def _in_line(path: str, deadline: float) -> Iterator[int]:
    queue = open_private(path + QUEUE)
    before = _drawn(queue, deadline)
    _wait(queue, lambda: try_place(queue, before), lambda: lock_place(queue, before), deadline)
    try:
        head = open_private(path + HEAD_FILE)
        _wait(head, lambda: try_whole(head), lambda: lock_whole(head), deadline)
        try:
            yield head
        finally:
            os.close(head)
    finally:
        os.close(queue)


def _drawn(queue: int, deadline: float) -> int:
    """Draw a number, lock its place, and return the place before; raises `TimeoutError`, the queue closed."""
    _wait(queue, lambda: try_place(queue, DRAWING), lambda: lock_place(queue, DRAWING), deadline)
    os.lseek(queue, 0, os.SEEK_SET)
    number = int.from_bytes(os.read(queue, _WIDTH), "big") % _NUMBERS
    while not try_place(queue, DRAWING + 1 + number):
        number = (number + 1) % _NUMBERS
    os.lseek(queue, 0, os.SEEK_SET)
    os.write(queue, (number + 1).to_bytes(_WIDTH, "big"))
    free_place(queue, DRAWING)
    return DRAWING + 1 + (number - 1) % _NUMBERS


def _wait(file: int, try_lock: Callable[[], bool], lock: Callable[[], None], deadline: float) -> None:
    """Acquire a lock in the order of coming, until a deadline; if it passes the file is closed."""
    if try_lock():
        return
    waiting = _Waiting(file, lock)
    try:
        waiting.start()
        if waiting.holds.wait(max(deadline - time.monotonic(), 0)):
            return
    except BaseException:
        waiting.give_up()
        raise
    waiting.give_up()
    raise TimeoutError


class _Waiting(Thread):
    """Waits for a lock as long as it takes, so that its place in the line is kept; the waiting thread may give up."""

    def __init__(self, file: int, lock: Callable[[], None]) -> None:
        super().__init__(daemon=True)
        self._file = file
        self._lock = lock
        self._guard = Lock()
        self._given_up = False
        self.holds = Event()

    def run(self) -> None:
        """Wait, then report that the lock is held; release it if nobody wants it any more."""
        self._lock()
        with self._guard:
            if self._given_up:
                os.close(self._file)
            else:
                self.holds.set()

    def give_up(self) -> None:
        """Want the lock no longer."""
        with self._guard:
            self._given_up = True
            if self.holds.is_set():
                os.close(self._file)
