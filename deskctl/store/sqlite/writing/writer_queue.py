"""The queue of writers: with SQLite alone, the first to wake up would write next.

Each writer draws a number, locks the position of that number in the queue file, and waits for the position before it.
So one writer wakes up at a time, in the order of arrival. A writer also locks the head file while it writes: if one
in the queue is killed, the system releases its position at once, and the head file still keeps two from writing.
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
"""The position that is locked while a number is drawn; those of the numbers follow it."""

_NUMBERS = 1 << 20
_WIDTH = 8

_threads: defaultdict[str, Lock] = defaultdict(Lock)
"""Path -> the lock among the threads of this process: the locks of the system are held by processes."""


@contextmanager
def write_lock(path: str, seconds: float) -> Iterator[int]:
    """Wait for the write lock of a store, and return its open head file; raises `TimeoutError` and `OSError`."""
    deadline = time.monotonic() + seconds
    mine = _threads[os.path.realpath(path)]
    if not mine.acquire(timeout=seconds):
        raise TimeoutError
    try:
        with _in_queue(path, deadline) as head:
            yield head
    finally:
        mine.release()


@contextmanager
def _in_queue(path: str, deadline: float) -> Iterator[int]:
    queue = open_private(path + QUEUE)
    before = _draw_number(queue, deadline)
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


def _draw_number(queue: int, deadline: float) -> int:
    """Draw a number, lock its position, and return the position before; raises `TimeoutError`, the queue closed."""
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
    """Acquire a lock in the order of arrival; at the deadline close the file and raise `TimeoutError`."""
    if try_lock():
        return
    waiting = _LockWaiter(file, lock)
    try:
        waiting.start()
        if waiting.holds.wait(max(deadline - time.monotonic(), 0)):
            return
    except BaseException:
        waiting.give_up()
        raise
    waiting.give_up()
    raise TimeoutError


class _LockWaiter(Thread):
    """Waits for a lock without limit, to keep the position in the queue; the thread that started it may give up."""

    def __init__(self, file: int, lock: Callable[[], None]) -> None:
        super().__init__(daemon=True)
        self._file = file
        self._lock = lock
        self._guard = Lock()
        self._given_up = False
        self.holds = Event()

    def run(self) -> None:
        """Wait, then report that the lock is held; release it if the other thread has given up."""
        self._lock()
        with self._guard:
            if self._given_up:
                os.close(self._file)
            else:
                self.holds.set()

    def give_up(self) -> None:
        """Give up waiting: the lock is released as soon as it is held."""
        with self._guard:
            self._given_up = True
            if self.holds.is_set():
                os.close(self._file)
