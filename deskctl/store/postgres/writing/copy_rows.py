"""Insert rows in bulk by COPY."""

import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from deskctl.store.port import Transaction
from deskctl.store.postgres.driver import psycopg2
from deskctl.store.postgres.writing.copy_lines import copy_lines, copy_target
from deskctl.store.postgres.writing.transaction import ServerTransaction


class _Stream(NamedTuple):
    """A file for COPY."""

    read: Callable[[int], bytes]


def copy_rows(conn: Transaction, table: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows into a table."""
    if not isinstance(conn, ServerTransaction):
        raise TypeError(type(conn))
    copy_blocks(conn, copy_target(table, names), copy_lines(table, rows))


def copy_blocks(conn: ServerTransaction, target: str, blocks: Iterator[bytes]) -> None:
    """Insert rows that are lines for COPY already, in blocks."""
    failures: list[BaseException] = []
    reading = _reading(blocks, failures)
    next(reading)
    try:
        with _silent_driver():
            conn.copy(f"COPY {target} FROM STDIN", _Stream(reading.send))
    except psycopg2.errors.QueryCanceled as error:
        raise (failures or [error])[0] from None  # the server only says that it got no more


@contextmanager
def _silent_driver() -> Iterator[None]:
    """Let the driver raise the loss of a connection during a COPY without printing it before."""
    printing, sys.excepthook = sys.excepthook, lambda *_error: None
    try:
        yield
    finally:
        sys.excepthook = printing


def _reading(blocks: Iterator[bytes], failures: list[BaseException]) -> Generator[bytes, int, None]:
    """Yield nothing, then the blocks, of any size, and nothing after the last one; note the error that ends it early.

    A file is read by going on in this generator, so that even Ctrl-C can only come inside of its `try`.
    """
    try:
        yield b""
        while True:
            yield next(blocks, b"")  # no name holds the last block while the next one is made
    except BaseException as error:
        failures.append(error)
        raise
