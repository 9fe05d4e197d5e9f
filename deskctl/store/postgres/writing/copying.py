"""Rows in bulk: by COPY, which takes a stream."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from deskctl.models.records import record, tables
from deskctl.store.port import Transaction
from deskctl.store.postgres.writing.transaction import ServerTransaction

_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_NULL = "\\N"


class _Lines:
    """A file for COPY that is made while it is read."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes; none after the last line."""
        parts, length = [self._rest], len(self._rest)
        while size < 0 or length < size:
            line = next(self._lines, None)
            if line is None:
                break
            parts.append(line.encode())
            length += len(parts[-1])
        whole = b"".join(parts)
        piece, self._rest = (whole, b"") if size < 0 else (whole[:size], whole[size:])
        return piece


def copy_rows(conn: Transaction, table: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Add rows to a table."""
    if not isinstance(conn, ServerTransaction):
        raise TypeError(type(conn))
    flags = {column.name for column in record(table).columns if column.type == "BOOLEAN"} if table in tables() else ()
    places = frozenset(place for place, name in enumerate(names) if name in flags)
    listed = ", ".join(f'"{name}"' for name in names)
    conn.copy(f"COPY {table} ({listed}) FROM STDIN", _Lines(_line(row, places) for row in rows))


def _line(row: Sequence[Any], flags: frozenset[int]) -> str:
    return "\t".join(_value(value, is_flag=place in flags) for place, value in enumerate(row)) + "\n"


def _value(value: Any, *, is_flag: bool) -> str:
    if value is None:
        return _NULL
    if is_flag:
        return "t" if value else "f"
    if isinstance(value, bytes):
        return "\\\\x" + value.hex()
    return value.translate(_ESCAPED) if isinstance(value, str) else str(value)
