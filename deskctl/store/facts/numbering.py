"""The highest numbers that are taken, where no counter tells."""

from deskctl.store.port import Reader

_HIGHEST = "SELECT max(CAST(substr(id, ?) AS INTEGER)) FROM {table} WHERE id GLOB ?"
_IN_ACTIONS = """
SELECT coalesce(max(CAST(substr(json_extract(data, ?), ?) AS INTEGER)), 0) FROM action
WHERE event = ? AND json_extract(data, ?) GLOB ?
"""


def highest_id(conn: Reader, table: str, prefix: str) -> int:
    """Return the highest number among the ids of a table that begin so; 0 if there is none."""
    (highest,) = conn.execute(_HIGHEST.format(table=table), (len(prefix) + 1, f"{prefix}[0-9]*")).fetchone()
    return int(highest or 0)


def highest_code(conn: Reader, prefix: str, event: str, field: str) -> int:
    """Return the highest number among the codes that the data of an event name; 0 if there is none."""
    path = f"$.{field}"
    values = (path, len(prefix) + 1, event, path, f"{prefix}[0-9]*")
    return int(conn.execute(_IN_ACTIONS, values).fetchone()[0])
