"""The numbers used last: those of the counters, and for ids without a counter the highest one in use."""

from deskctl.store.port import Connection, Reader, on_server

TICKET = "ticket"
"""The counter of ticket numbers; on a server it is a sequence, so that writers do not wait for each other."""
SEQUENCE = "desk_ticket"
LONGEST = 18
"""How many digits a number that is counted may have: more may be too large for the store."""
CODES = "code "
"""How the names of the counters of codes begin, which only occur in the data of actions."""

_COUNTED = "SELECT value FROM counter WHERE name = ?"
_IN_SEQUENCE = f"SELECT last_value FROM {SEQUENCE}"

_HIGHEST = """
SELECT max(CAST(substr(id, ?1) AS BIGINT)) FROM {table}
WHERE id >= ?2 AND id < ?3 AND NOT glob('*[^0-9]*', substr(id, ?1)) AND length(substr(id, ?1)) <= ?4
"""
_IN_ACTIONS = """
SELECT coalesce(max(CAST(substr(json_extract(data, ?1), ?2) AS BIGINT)), 0) FROM action
WHERE event = ?3 AND glob(?4, json_extract(data, ?1)) AND NOT glob('*[^0-9]*', substr(json_extract(data, ?1), ?2))
AND length(substr(json_extract(data, ?1), ?2)) <= ?5
"""
_DROP_CODES = "DELETE FROM counter WHERE glob(?, name)"


def last_number(conn: Reader, name: str) -> int | None:
    """Return the last number of a counter; None if there is no such counter yet."""
    is_sequence = name == TICKET and on_server(conn)
    row = (conn.execute(_IN_SEQUENCE) if is_sequence else conn.execute(_COUNTED, (name,))).fetchone()
    return None if row is None else int(row[0])


def highest_id(conn: Reader, table: str, prefix: str) -> int:
    """Return the highest number among the ids of a table that consist of a prefix and a number; 0 if there is none."""
    values = (len(prefix) + 1, f"{prefix}0", f"{prefix}:", LONGEST)
    (highest,) = conn.execute(_HIGHEST.format(table=table), values).fetchone()
    return int(highest or 0)


def highest_code(conn: Reader, prefix: str, event: str, field: str) -> int:
    """Return the highest number among such codes in a data field of the actions of an event; 0 if there is none."""
    path = f"$.{field}"
    values = (path, len(prefix) + 1, event, f"{prefix}[0-9]*", LONGEST)
    return int(conn.execute(_IN_ACTIONS, values).fetchone()[0])


def drop_code_counters(conn: Connection) -> None:
    """Remove the counters of codes, which are read from the actions again: imported ones may be higher."""
    conn.execute(_DROP_CODES, (f"{CODES}*",))
