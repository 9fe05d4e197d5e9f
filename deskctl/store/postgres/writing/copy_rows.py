"""Insert rows in bulk by COPY."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from deskctl.models.records import record, tables
from deskctl.store.port import Transaction
from deskctl.store.postgres.writing.transaction import ServerTransaction
from deskctl.store.row_statements import column_list

_ESCAPED = (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r"))
_NULL = "None"
"""A null as Python formats it, so that a whole row can be formatted at once; this word as a text is escaped."""
_AT_ONCE = 100


class _Lines:
    """A file for COPY whose content is generated while it is read."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts = parts
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes; empty after the last line."""
        parts, length = [self._rest], len(self._rest)
        while size < 0 or length < size:
            part = next(self._parts, None)
            if part is None:
                break
            parts.append(part)
            length += len(part)
        whole = b"".join(parts)
        piece, self._rest = (whole, b"") if size < 0 else (whole[:size], whole[size:])
        return piece


def copy_rows(conn: Transaction, table: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows into a table."""
    has_bytes = table in tables() and any(column.type == "BLOB" for column in record(table).columns)
    left = iter(rows)
    portions = iter(lambda: tuple(islice(left, 1 if has_bytes else _AT_ONCE)), ())
    copy_lines(conn, table, names, _Lines(map(_escaped_lines if has_bytes else lines_of, portions)))


def copy_lines(conn: Transaction, table: str, names: Sequence[str], lines: Any) -> None:
    """Insert the rows of a file of lines."""
    if not isinstance(conn, ServerTransaction):
        raise TypeError(type(conn))
    conn.copy(f"COPY {table} ({column_list(names)}) FROM STDIN (NULL '{_NULL}')", lines)


def lines_of(rows: Sequence[Sequence[Any]]) -> bytes:
    """Return rows without bytes, at least one, as lines."""
    pattern = "\t".join(["%s"] * len(rows[0])) + "\n"
    lines = "".join([pattern % tuple(row) for row in rows])
    return lines.encode() if _is_plain(lines, rows) else _escaped_lines(rows)


def _is_plain(lines: str, rows: Sequence[Sequence[Any]]) -> bool:
    """Return whether no text in some lines needs to be escaped."""
    return (
        "\\" not in lines
        and "\r" not in lines
        and lines.count("\n") == len(rows)
        and lines.count("\t") == len(rows) * (len(rows[0]) - 1)
        and lines.count(_NULL) == sum([row.count(None) for row in rows])
    )


def _escaped_lines(rows: Sequence[Sequence[Any]]) -> bytes:
    return "".join(["\t".join(map(_cell, row)) + "\n" for row in rows]).encode()


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return f"\\{value}" if value == _NULL else _escaped(value)
    return "\\\\x" + value.hex() if isinstance(value, bytes) else f"{value}"


def _escaped(text: str) -> str:
    for found, written in _ESCAPED:
        text = text.replace(found, written)
    return text
