"""Conditions that SQLite is not to look up in an index: it tests them on the rows that an order brings along."""

import re

from deskctl.store.port import Reader, on_server

_COLUMN = re.compile(r"(?<![\w.])ticket\.")


def passing(conn: Reader, condition: str) -> str:
    """Write a condition on a ticket so that no index tempts away from the order; a server knows what is rare."""
    return condition if on_server(conn) else _COLUMN.sub("+ticket.", condition)
