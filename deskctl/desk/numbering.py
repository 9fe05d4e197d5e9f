"""The ids that new records get: the next number in the style of those that are there."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_HIGHEST = "SELECT max(CAST(substr(id, ?) AS INTEGER)) FROM {table} WHERE id GLOB ?"
_NEXT = "UPDATE counter SET value = value + 1 WHERE name = ? RETURNING value"
_TOLD = """
SELECT coalesce(max(CAST(substr(json_extract(data, ?), ?) AS INTEGER)), 0) FROM action
WHERE event = ? AND json_extract(data, ?) GLOB ?
"""


def next_id(desk: "Desk", table: str, prefix: str, width: int = 2) -> str:
    """Return the next id of a table: the prefix, and the number after the highest one."""
    values = (len(prefix) + 1, f"{prefix}[0-9]*")
    (highest,) = desk.reader.execute(_HIGHEST.format(table=table), values).fetchone()
    return f"{prefix}{(highest or 0) + 1:0{width}d}"


def next_code(desk: "Desk", prefix: str, event: str, field: str, width: int = 3) -> str:
    """Return the next code that is told only in the data of steps; the steps are read once, then a counter serves."""
    name = f"{event}.{field}"
    row = desk.reader.execute(_NEXT, (name,)).fetchone()
    if row is None:
        path = f"$.{field}"
        given = desk.reader.execute(_TOLD, (path, len(prefix) + 1, event, path, f"{prefix}[0-9]*")).fetchone()
        row = (given[0] + 1,)
        desk.insert("counter", {"name": name, "value": row[0]})
    return f"{prefix}{row[0]:0{width}d}"
