"""Insert rows in bulk by COPY."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from deskctl.models.records import record, tables
from deskctl.store.port import Transaction
from deskctl.store.postgres.writing.transaction import ServerTransaction
from deskctl.store.row_statements import column_list

_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_NULL = "\\N"
_FLAGS = {None: _NULL, 0: "f", 1: "t"}


class _Lines:
    """A file for COPY whose content is generated while it is read."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes; empty after the last line."""
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
    """Insert rows into a table."""
    if not isinstance(conn, ServerTransaction):
        raise TypeError(type(conn))
    flags = {column.name for column in record(table).columns if column.type == "BOOLEAN"} if table in tables() else ()
    places = tuple(place for place, name in enumerate(names) if name in flags)
    conn.copy(f"COPY {table} ({column_list(names)}) FROM STDIN", _Lines(_line(row, places) for row in rows))


def _line(row: Sequence[Any], flags: Sequence[int]) -> str:
    texts = [_NULL if value is None else value if value.__class__ is str else _text(value) for value in row]
    for place in flags:
        texts[place] = _FLAGS[row[place]]
    line = "\t".join(texts)
    if not _is_plain(line, len(row) - 1, row.count(None)):
        cells = zip(texts, row, strict=True)
        line = "\t".join(text.translate(_ESCAPED) if isinstance(value, str) else text for text, value in cells)
    return line + "\n"


def _is_plain(line: str, tabs: int, nulls: int) -> bool:
    """Return whether no text in a line needs to be escaped, as in most of them."""
    return line.count("\\") == nulls and line.count("\t") == tabs and "\n" not in line and "\r" not in line


def _text(value: Any) -> str:
    return "\\\\x" + value.hex() if isinstance(value, bytes) else str(value)
