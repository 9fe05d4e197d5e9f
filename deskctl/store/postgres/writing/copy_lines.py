"""Rows as lines for COPY."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from deskctl.models.records import record, tables
from deskctl.store.row_statements import column_list

_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_NULL = "\\N"
_BLOCK = 1 << 15
"""The number of characters that are joined at a time."""


def copy_target(table: str, names: Sequence[str]) -> str:
    """Return the table and its columns as COPY names them."""
    return f"{table} ({column_list(names)})"


def copy_lines(table: str, rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """Yield the rows of a table as lines, in blocks of many lines."""
    has_bytes = table in tables() and any(column.type == "BLOB" for column in record(table).columns)
    lines, length = list[str](), 0
    for line in map(_escaped_line if has_bytes else _line, rows):
        lines.append(line)
        length += len(line)
        if length >= _BLOCK:
            yield "".join(lines).encode()
            lines, length = [], 0
    if lines:
        yield "".join(lines).encode()


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
