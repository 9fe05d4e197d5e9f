"""Rows as CSV for spreadsheets: with a header and a byte order mark, and with formulas as text."""

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from deskctl.safe_text import without_controls
from deskctl.spreadsheet_formulas import escape_formula

_MARK = "\ufeff"
_PIECE = 1 << 16


def write_csv(rows: Iterable[Mapping[str, Any]], fields: Sequence[str], *, raw: bool = False) -> None:
    """Write rows to stdout in UTF-8, whatever the locale."""
    piece = _begun(fields, raw=raw)
    writer = csv.writer(piece)
    for row in rows:
        writer.writerow([cell(row[name], raw=raw) for name in fields])
        if piece.tell() > _PIECE:
            _flush(piece)
    _flush(piece)


def csv_writer(fields: Sequence[str], *, raw: bool = False) -> Callable[[Mapping[str, Any]], None]:
    """Write the header and return a function that writes a row at once."""
    piece = _begun(fields, raw=raw)
    writer = csv.writer(piece)
    _flush(piece)

    def write(row: Mapping[str, Any]) -> None:
        writer.writerow([cell(row[name], raw=raw) for name in fields])
        _flush(piece)

    return write


def _begun(fields: Sequence[str], *, raw: bool) -> io.StringIO:
    piece = io.StringIO(_MARK if not raw else "")
    piece.seek(0, io.SEEK_END)
    csv.writer(piece).writerow(fields)
    return piece


def cell(value: Any, *, raw: bool = False) -> str:
    """Return a value as the text of a cell: lists joined by semicolons, formulas escaped unless `raw`."""
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = "; ".join(value)
    if not isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return value if raw else escape_formula(without_controls(value))


def _flush(piece: io.StringIO) -> None:
    text, out = piece.getvalue(), getattr(sys.stdout, "buffer", None)
    if out is None:
        sys.stdout.write(text)
    else:
        sys.stdout.flush()
        out.write(text.encode("utf-8", "surrogatepass"))
        out.flush()
    piece.seek(0)
    piece.truncate()
