"""A deadline for work that may block for ever, such as an answer of another program."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer


@contextmanager
def deadline(seconds: float, end: Callable[[], object]) -> Iterator[None]:
    """Call `end` in another thread if the block takes longer; it ends what the block waits for."""
    timer = Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
