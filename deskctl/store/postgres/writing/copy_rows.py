"""Insert rows in bulk by COPY."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from deskctl.models.records import record, tables
from deskctl.store.port import Transaction
from deskctl.store.postgres.writing.transaction import ServerTransaction
from deskctl.store.row_statements import column_list

_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_NULL = "\\N"


class _Lines:
    """A file for COPY whose content is generated while it is read."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes; empty after the last line."""
        lines, length = list[str](), len(self._rest)
        while size < 0 or length < size:
            line = next(self._lines, None)
            if line is None:
                break
            lines.append(line)
            length += len(line)
        whole = self._rest + "".join(lines).encode()
        piece, self._rest = (whole, b"") if size < 0 else (whole[:size], whole[size:])
        return piece


def copy_rows(conn: Transaction, table: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows into a table."""
    if not isinstance(conn, ServerTransaction):
        raise TypeError(type(conn))
    has_bytes = table in tables() and any(column.type == "BLOB" for column in record(table).columns)
    lines = map(_escaped_line if has_bytes else _line, rows)
    conn.copy(f"COPY {table} ({column_list(names)}) FROM STDIN", _Lines(lines))


def _line(row: Sequence[Any]) -> str:
    """Return a row without bytes as a line."""
    line = "\t".join([_NULL if value is None else f"{value}" for value in row])
    return f"{line}\n" if _is_plain(line, len(row) - 1, row.count(None)) else _escaped_line(row)


def _is_plain(line: str, tabs: int, nulls: int) -> bool:
    """Return whether no text in a line needs to be escaped, as in most of them."""
    return line.count("\\") == nulls and line.count("\t") == tabs and "\n" not in line and "\r" not in line


def _escaped_line(row: Sequence[Any]) -> str:
    return "\t".join(map(_cell, row)) + "\n"


def _cell(value: Any) -> str:
    if value is None:
        return _NULL
    if isinstance(value, str):
        return value.translate(_ESCAPED)
    return "\\\\x" + value.hex() if isinstance(value, bytes) else f"{value}"
