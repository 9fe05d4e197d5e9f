"""Conditions for which SQLite is not to use an index: they are tested on the rows of an ordered index."""

import re

from deskctl.store.port import Reader, on_server

_COLUMN = re.compile(r"(?<![\w.])ticket\.")


def unindexed(conn: Reader, condition: str) -> str:
    """Return a condition on tickets that makes SQLite keep to the index of the order; unchanged on a server."""
    return condition if on_server(conn) else _COLUMN.sub("+ticket.", condition)
