"""The numbers that tickets and new masters get: each once, never again."""

from sqlalchemy import Connection

_NEXT = """
INSERT INTO counter (name, value) VALUES (?, 1)
ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value
"""


def next_number(connection: Connection, name: str = "ticket") -> int:
    """Take the next number of a counter, within the caller's transaction."""
    return int(connection.exec_driver_sql(_NEXT, (name,)).scalar_one())
