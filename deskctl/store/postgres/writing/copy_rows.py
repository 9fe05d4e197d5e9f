"""Insert rows in bulk by COPY."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from deskctl.store.port import Transaction
from deskctl.store.postgres.writing.copy_lines import copy_lines, copy_target
from deskctl.store.postgres.writing.transaction import ServerTransaction


class _Stream:
    """A file for COPY whose content is generated while it is read."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = blocks

    def read(self, _size: int) -> bytes:
        """Return the next block, of any size; empty after the last one."""
        return next(self._blocks, b"")


def copy_rows(conn: Transaction, table: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows into a table."""
    if not isinstance(conn, ServerTransaction):
        raise TypeError(type(conn))
    copy_blocks(conn, copy_target(table, names), copy_lines(table, rows))


def copy_blocks(conn: ServerTransaction, target: str, blocks: Iterator[bytes]) -> None:
    """Insert rows that are lines for COPY already, in blocks."""
    conn.copy(f"COPY {target} FROM STDIN", _Stream(blocks))
