"""Insert rows in bulk by COPY."""

from collections.abc import Generator, Iterable, Iterator, Sequence
from typing import Any

from deskctl.store.port import Transaction
from deskctl.store.postgres.driver import psycopg2
from deskctl.store.postgres.writing.copy_lines import copy_lines, copy_target
from deskctl.store.postgres.writing.transaction import ServerTransaction


class _Stream:
    """A file for COPY whose content is generated while it is read; `failure` is the error that ended it early.

    It is read by going on in a generator, so that even Ctrl-C can only come inside of its `try`.
    """

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self.failure: BaseException | None = None
        reading = self._blocks(blocks)
        next(reading)
        self.read = reading.send

    def _blocks(self, blocks: Iterator[bytes]) -> Generator[bytes, int, None]:
        """Yield nothing, then the blocks, of any size, and nothing after the last one."""
        try:
            yield b""
            for block in blocks:  # noqa: UP028 - what is sent concerns only this generator
                yield block
            yield b""
        except BaseException as error:
            self.failure = error
            raise


def copy_rows(conn: Transaction, table: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows into a table."""
    if not isinstance(conn, ServerTransaction):
        raise TypeError(type(conn))
    copy_blocks(conn, copy_target(table, names), copy_lines(table, rows))


def copy_blocks(conn: ServerTransaction, target: str, blocks: Iterator[bytes]) -> None:
    """Insert rows that are lines for COPY already, in blocks."""
    stream = _Stream(blocks)
    try:
        conn.copy(f"COPY {target} FROM STDIN", stream)
    except psycopg2.errors.QueryCanceled as error:
        raise stream.failure or error from None  # the server only says that it got no more
