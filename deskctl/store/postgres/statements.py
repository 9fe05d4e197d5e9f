"""The statements of deskctl as psycopg2 takes them: only the places of values are written otherwise."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

_PIECES = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|\?(\d*)|%|(?<!NOT )IN \(\)")
_EMPTY = re.compile(r"(?<!NOT )IN \(\)")
_IN_NOTHING, _OF_NOTHING = "IN ()", "IN (NULL)"
"""A list of values that turned out empty: SQLite takes it, and finds nothing."""


@lru_cache(maxsize=512)
def placed(sql: str) -> tuple[str, bool]:
    """Return a statement with psycopg2's places of values, and whether they are named for their numbers."""
    numbered = False

    def written(match: re.Match[str]) -> str:
        nonlocal numbered
        piece = match[0]
        if piece == _IN_NOTHING:
            return _OF_NOTHING
        if not piece.startswith("?"):
            return piece.replace("%", "%%")
        if match[1]:
            numbered = True
            return f"%(p{match[1]})s"
        return "%s"

    return _PIECES.sub(written, sql), numbered


@lru_cache(maxsize=512)
def numbered(sql: str, after: int = 0) -> str:
    """Return a statement with the places of a prepared one, numbered on after those of others."""
    place = after

    def written(match: re.Match[str]) -> str:
        nonlocal place
        if match[0] == _IN_NOTHING:
            return _OF_NOTHING
        if not match[0].startswith("?"):
            return match[0]
        place += 1
        return f"${after + int(match[1]) if match[1] else place}"

    return _PIECES.sub(written, sql)


def bound(sql: str, parameters: Sequence[Any] | Mapping[str, Any]) -> tuple[str, Any]:
    """Return a statement and its values as psycopg2 takes them."""
    if not parameters:
        return (_EMPTY.sub(_OF_NOTHING, sql) if _IN_NOTHING in sql else sql), None
    text, numbered = placed(sql)
    if numbered:
        return text, {f"p{place}": value for place, value in enumerate(parameters, 1)}
    return text, tuple(parameters)
