"""Processes that work for this one, and send back results.

They are forks, so that they know everything that this process knows. Each ends when this process does, as nobody
reads its results then.
"""

import fcntl
import gc
import os
import pickle
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from typing import Any, BinaryIO, NoReturn, TypeAlias

Work: TypeAlias = Callable[[int], Iterator[Any]]
"""Receives the number of the process, and yields results. It must not use connections that were opened before."""

_PIPE_SIZE = 1 << 20
"""So many bytes of results may wait: otherwise a process would stop after each until it is read."""


@contextmanager
def results_by_turns(work: Work, workers: int) -> Iterator[Iterator[Any]]:
    """Run `work` in so many processes; give the first result of each, then the second of each, until one has ended."""
    with ExitStack() as running:
        pipes = list[BinaryIO]()
        for worker in range(workers):
            pipes.append(running.enter_context(_running(partial(work, worker), tuple(pipes))))
        yield _by_turns(pipes)


def _by_turns(pipes: Sequence[BinaryIO]) -> Iterator[Any]:
    with suppress(EOFError, pickle.UnpicklingError):  # the process has ended, or was killed within a result
        while pipes:
            for pipe in pipes:
                yield pickle.load(pipe)  # noqa: S301 - from a fork of this process


@contextmanager
def _running(work: Callable[[], Iterator[Any]], others: Sequence[BinaryIO]) -> Iterator[BinaryIO]:
    """Run a process, and give the pipe of its results; it is killed at the end."""
    read, write = os.pipe()
    process, before = None, signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))
    try:
        process = os.fork()
        if process == 0:
            _serve(work, write, (read, *(pipe.fileno() for pipe in others)))
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        os.close(write)
        with open(read, "rb") as pipe:  # noqa: PTH123 - a descriptor
            yield pipe
    finally:
        if process:
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)


def _serve(work: Callable[[], Iterator[Any]], write: int, inherited: Sequence[int]) -> NoReturn:
    """Send all results as the new process, and end without ever returning to the work of the other one.

    It closes the ends of the pipes that it inherited: otherwise the others would not see that nobody reads them.
    """
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the other process ends this one
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        gc.freeze()  # nothing of the other process is ever collected here
        for end in inherited:
            os.close(end)
        with suppress(OSError):
            fcntl.fcntl(write, fcntl.F_SETPIPE_SZ, _PIPE_SIZE)
        with open(write, "wb") as pipe:
            for result in work():
                pickle.dump(result, pipe, pickle.HIGHEST_PROTOCOL)
                pipe.flush()
    finally:
        os._exit(0)  # after any error: the other process does the rest itself
