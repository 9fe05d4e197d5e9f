"""The values in the store that filters can name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deskctl.store.port import Reader


def known_milestones(conn: Reader) -> list[str]:
    """Return the milestones of all clocks."""
    return _texts(conn, "SELECT DISTINCT milestone FROM clock ORDER BY milestone")


def known_policies(conn: Reader) -> list[str]:
    """Return the ids of the policies that are installed."""
    return _texts(conn, "SELECT DISTINCT id FROM policy_version ORDER BY id")


def keys_of_policies(conn: Reader, table: str) -> list[str]:
    """Return the keys of a table of the policies, such as the levels."""
    return _texts(conn, f"SELECT DISTINCT key FROM policy_version, json_each(source, '$.{table}')")


def tickets_in(conn: Reader, conditions: Sequence[str], values: Sequence[object], most: int) -> list[tuple[int, str]]:
    """Return the newest tickets under some conditions, as number and title."""
    condition = " AND ".join(conditions)
    rows = conn.execute(
        f"SELECT number, title FROM ticket WHERE {condition} ORDER BY number DESC LIMIT ?", [*values, most]
    )
    return list(rows)


def _texts(conn: Reader, text: str) -> list[str]:
    return [value for (value,) in conn.execute(text)]
