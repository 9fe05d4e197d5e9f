"""Rows as CSV for spreadsheets: with a header and a byte order mark, and with formulas as text."""

import csv
import io
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from deskctl.safe_text import without_controls

_MARK = "\ufeff"
_STARTS = frozenset("=@\t")
_SIGNS = frozenset("+-")
_PIECE = 1 << 16


def write_csv(rows: Iterable[Mapping[str, Any]], fields: Sequence[str], *, raw: bool = False) -> None:
    """Write rows to stdout in UTF-8, whatever the locale."""
    out = getattr(sys.stdout, "buffer", None)
    piece = io.StringIO(_MARK if not raw else "")
    piece.seek(0, io.SEEK_END)
    writer = csv.writer(piece)
    writer.writerow(fields)
    for row in rows:
        writer.writerow([cell(row[name], raw=raw) for name in fields])
        if piece.tell() > _PIECE:
            _flush(piece, out)
    _flush(piece, out)


def cell(value: Any, *, raw: bool = False) -> str:
    """Return a value as the text of a cell: lists joined by semicolons, formulas escaped unless `raw`."""
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = "; ".join(value)
    if not isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return value if raw else _without_formula(without_controls(value))


def _without_formula(text: str) -> str:
    is_formula = text[:1] in _STARTS or (text[:1] in _SIGNS and not text[1:2].isdigit())
    return f"'{text}" if text and is_formula else text


def _flush(piece: io.StringIO, out: Any) -> None:
    text = piece.getvalue()
    if out is None:
        sys.stdout.write(text)
    else:
        sys.stdout.flush()
        out.write(text.encode("utf-8", "surrogatepass"))
        out.flush()
    piece.seek(0)
    piece.truncate()
