"""Convert SQL statements to the placeholders of psycopg2 and of prepared statements."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

_PIECES = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|\?(\d*)|%|(?<!NOT )IN \(\)")
_EMPTY = re.compile(r"(?<!NOT )IN \(\)")
_IN_EMPTY, _IN_NULL = "IN ()", "IN (NULL)"
"""An empty list of values, which SQLite accepts and PostgreSQL does not."""


@lru_cache(maxsize=512)
def with_placeholders(sql: str) -> tuple[str, bool]:
    """Return a statement with the placeholders of psycopg2, and whether they are numbered."""
    numbered = False

    def written(match: re.Match[str]) -> str:
        nonlocal numbered
        piece = match[0]
        if piece == _IN_EMPTY:
            return _IN_NULL
        if not piece.startswith("?"):
            return piece.replace("%", "%%")
        if match[1]:
            numbered = True
            return f"%(p{match[1]})s"
        return "%s"

    return _PIECES.sub(written, sql), numbered


@lru_cache(maxsize=512)
def numbered(sql: str, after: int = 0) -> str:
    """Return a statement with the placeholders of a prepared one, numbered from `after` + 1."""
    place = after

    def written(match: re.Match[str]) -> str:
        nonlocal place
        if match[0] == _IN_EMPTY:
            return _IN_NULL
        if not match[0].startswith("?"):
            return match[0]
        place += 1
        return f"${after + int(match[1]) if match[1] else place}"

    return _PIECES.sub(written, sql)


def bound(sql: str, parameters: Sequence[Any] | Mapping[str, Any]) -> tuple[str, Any]:
    """Return a statement and its values as psycopg2 expects them."""
    if not parameters:
        return (_EMPTY.sub(_IN_NULL, sql) if _IN_EMPTY in sql else sql), None
    text, numbered = with_placeholders(sql)
    if numbered:
        return text, {f"p{place}": value for place, value in enumerate(parameters, 1)}
    return text, tuple(parameters)
