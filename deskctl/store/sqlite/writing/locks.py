"""Locks of the operating system on a file or a position in it, which end with the process at the latest."""

import os
import sys

if sys.platform == "win32":
    import msvcrt
    import time

    _WHOLE = 1 << 30  # beyond the content, as nobody else can read a locked position
    _PAUSE = 0.005

    def try_place(file: int, place: int) -> bool:
        """Lock a place; False if another process holds it."""
        os.lseek(file, place, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def lock_place(file: int, place: int) -> None:
        """Wait for a place."""
        while not try_place(file, place):
            time.sleep(_PAUSE)

    def free_place(file: int, place: int) -> None:
        """Release a place."""
        os.lseek(file, place, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_UNLCK, 1)

    def try_whole(file: int) -> bool:
        """Lock the whole file; False if it is held."""
        return try_place(file, _WHOLE)

    def lock_whole(file: int) -> None:
        """Wait for the whole file."""
        lock_place(file, _WHOLE)

else:
    import fcntl

    def try_place(file: int, place: int) -> bool:
        """Lock a place; False if another process holds it."""
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
        except (BlockingIOError, PermissionError):
            return False
        return True

    def lock_place(file: int, place: int) -> None:
        """Wait for a place."""
        fcntl.lockf(file, fcntl.LOCK_EX, 1, place)

    def free_place(file: int, place: int) -> None:
        """Release a place."""
        fcntl.lockf(file, fcntl.LOCK_UN, 1, place)

    def try_whole(file: int) -> bool:
        """Lock the whole file; False if it is held."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def lock_whole(file: int) -> None:
        """Wait for the whole file."""
        fcntl.flock(file, fcntl.LOCK_EX)
