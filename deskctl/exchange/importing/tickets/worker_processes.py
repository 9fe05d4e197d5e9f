"""Worker processes that send their results to this one.

They are forks, so that they have all data of this process. Each ends when this process does, as its results are not
read any more.
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
"""The number of bytes of unread results: with less space a process would stop after each result until it is read."""


@contextmanager
def alternating_results(work: Work, workers: int) -> Iterator[Iterator[Any]]:
    """Run `work` in `workers` processes; yield the first result of each, then the second, until one has ended."""
    with ExitStack() as running:
        pipes = list[BinaryIO]()
        with suppress(OSError):  # if no more processes are allowed, the caller reads everything
            for worker in range(workers):
                pipes.append(running.enter_context(_running(partial(work, worker), tuple(pipes))))
        yield _alternating(pipes if len(pipes) == workers else ())


def _alternating(pipes: Sequence[BinaryIO]) -> Iterator[Any]:
    with suppress(EOFError, pickle.UnpicklingError):  # the process has ended, or was killed within a result
        while pipes:
            for pipe in pipes:
                yield pickle.load(pipe)  # noqa: S301 - from a fork of this process


@contextmanager
def _running(work: Callable[[], Iterator[Any]], others: Sequence[BinaryIO]) -> Iterator[BinaryIO]:
    """Run a process, and yield the pipe of its results; the process is killed at the end."""
    read, write = os.pipe()
    with open(read, "rb") as pipe:  # noqa: PTH123 - a descriptor
        process, before = None, signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))
        try:
            try:
                process = os.fork()
                if process == 0:
                    _serve(work, write, (read, *(other.fileno() for other in others)))
            finally:
                os.close(write)
                signal.pthread_sigmask(signal.SIG_SETMASK, before)
            yield pipe
        finally:
            if process:
                os.kill(process, signal.SIGKILL)
                os.waitpid(process, 0)


def _serve(work: Callable[[], Iterator[Any]], write: int, inherited: Sequence[int]) -> NoReturn:
    """Send all results from the new process and exit, so that it never returns to the code of its parent.

    It closes the inherited ends of the pipes, as otherwise the other workers would not notice that nobody reads them.
    """
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends this process
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        gc.freeze()  # objects of the parent are never collected here
        for end in inherited:
            os.close(end)
        with suppress(OSError):
            fcntl.fcntl(write, fcntl.F_SETPIPE_SZ, _PIPE_SIZE)
        with open(write, "wb") as pipe:
            for result in work():
                pickle.dump(result, pipe, pickle.HIGHEST_PROTOCOL)
                pipe.flush()
    finally:
        os._exit(0)  # after any error, as the parent does the rest itself
