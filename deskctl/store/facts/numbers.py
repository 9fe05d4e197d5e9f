"""The numbers that tickets and new masters get: each once, never again."""

from deskctl.store.port import Reader

_NEXT = """
INSERT INTO counter (name, value) VALUES (?, 1)
ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value
"""


def next_number(conn: Reader, name: str = "ticket") -> int:
    """Take the next number of a counter, within the caller's transaction."""
    return int(conn.execute(_NEXT, (name,)).fetchone()[0])
