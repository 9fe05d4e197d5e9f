"""Reading the tickets of a file in blocks of lines, in several processes if there are many.

Each process reads every n-th block; the blocks are returned in the order of their lines. A process ends at a mistake,
and the calling process reads on from there, so that every mistake is found at the same line.
"""

import os
import sys
import threading
from collections.abc import Generator, Iterator
from functools import partial
from io import UnsupportedOperation
from itertools import groupby
from pathlib import Path
from typing import BinaryIO, cast

from deskctl.exchange.importing.lines import lines_with
from deskctl.exchange.importing.tickets.ticket_reading import TicketBlock, TicketReader
from deskctl.store.sqlite.bulk_import.context_copy import ContextCopy

_BLOCK = 80
"""The number of tickets that are read at a time: each has about forty rows, which are kept in memory."""

_FEW_BYTES = 4 << 20
"""A smaller file, of about 1,500 tickets, is read faster by one process."""

_MOST = 4
"""More processes would read faster than one can write into the staging file."""


def worker_count(lines: BinaryIO) -> int:
    """Return the number of additional processes to read the rest of a file: 0 if they would not be faster."""
    here = lines.tell()
    size = lines.seek(0, os.SEEK_END) - here
    lines.seek(here)
    if sys.platform != "linux" or size < _FEW_BYTES or threading.active_count() > 1:
        return 0  # a fork has none of the threads, but the locks that they hold
    processors = len(os.sched_getaffinity(0))
    return min(processors, _MOST) if processors > 1 else 0


def ticket_blocks(
    lines: BinaryIO, reader: TicketReader, context: ContextCopy, workers: int
) -> Generator[TicketBlock, None, None]:
    """Yield the tickets of the rest of a file in blocks, the last one up to the first mistake."""
    begin, done = lines.tell(), 0
    if workers:
        from deskctl.exchange.importing.tickets.worker_processes import alternating_results

        with alternating_results(partial(_work, lines, begin, reader, context, workers), workers) as results:
            for block in results:
                yield block
                done += 1
    lines.seek(begin)
    for place, block in _blocks(lines):
        if place >= done:
            yield reader.read(block)


def _work(
    lines: BinaryIO, begin: int, reader: TicketReader, context: ContextCopy, workers: int, worker: int
) -> Iterator[TicketBlock]:
    """Yield the blocks of one process up to the first mistake."""
    reader.pinning.read_from(context.opened())
    own = _own(lines)
    own.seek(begin)
    for place, block in _blocks(own):
        if place % workers == worker:
            read = reader.read(block)
            if read.mistake is not None:
                return
            yield read


def _blocks(lines: BinaryIO) -> Iterator[tuple[int, Iterator[tuple[int, bytes]]]]:
    """Yield blocks of the lines that may contain tickets, each with its place; an unread block is skipped."""
    numbered = enumerate(lines_with(lines, tickets=True))
    for place, block in groupby(numbered, lambda one: one[0] // _BLOCK):
        yield place, (line for _, line in block)


def _own(lines: BinaryIO) -> BinaryIO:
    """Return a file with a separate position for this process, as a file opened before the fork shares its position."""
    try:
        opened = lines.fileno()
    except UnsupportedOperation:
        return lines  # in memory, which is not shared between processes
    return cast("BinaryIO", Path(f"/proc/self/fd/{opened}").open("rb"))
