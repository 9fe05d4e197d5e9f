"""The highest numbers in use, for ids without a counter."""

from deskctl.store.port import Reader

_HIGHEST = """
SELECT max(CAST(substr(id, ?1) AS BIGINT)) FROM {table}
WHERE id >= ?2 AND id < ?3 AND NOT glob('*[^0-9]*', substr(id, ?1))
"""
_IN_ACTIONS = """
SELECT coalesce(max(CAST(substr(json_extract(data, ?1), ?2) AS BIGINT)), 0) FROM action
WHERE event = ?3 AND glob(?4, json_extract(data, ?1)) AND NOT glob('*[^0-9]*', substr(json_extract(data, ?1), ?2))
"""


def highest_id(conn: Reader, table: str, prefix: str) -> int:
    """Return the highest number among the ids of a table that begin so; 0 if there is none."""
    values = (len(prefix) + 1, f"{prefix}0", f"{prefix}:")
    (highest,) = conn.execute(_HIGHEST.format(table=table), values).fetchone()
    return int(highest or 0)


def highest_code(conn: Reader, prefix: str, event: str, field: str) -> int:
    """Return the highest number among the codes that the data of an event name; 0 if there is none."""
    path = f"$.{field}"
    values = (path, len(prefix) + 1, event, f"{prefix}[0-9]*")
    return int(conn.execute(_IN_ACTIONS, values).fetchone()[0])
