"""The sequence of ticket numbers: nobody waits for it, and a transaction that is rolled back leaves a gap."""

from deskctl.store.facts.last_numbers import SEQUENCE, TICKET, last_number
from deskctl.store.port import Connection, Reader

MAKE = f"CREATE SEQUENCE IF NOT EXISTS {SEQUENCE} MINVALUE 0 START 0"
_EXISTS = f"SELECT to_regclass('{SEQUENCE}') IS NOT NULL"
_HIGHEST = "SELECT coalesce(max(number), 0) FROM ticket"
_COUNTED = "SELECT value FROM counter WHERE name = ?"
_GO_ON = f"SELECT setval('{SEQUENCE}', greatest(0, ({_HIGHEST}), ({_COUNTED})))"
_IS_OVER = "DELETE FROM counter WHERE name = ?"


def has_sequence(conn: Reader) -> bool:
    """Return whether a store has the sequence; an older one counts tickets in the table of counters."""
    return bool(conn.execute(_EXISTS).fetchone()[0])


def is_behind(conn: Reader) -> bool:
    """Return whether the next number is already in use."""
    return int(conn.execute(_HIGHEST).fetchone()[0]) > (last_number(conn, TICKET) or 0)


def set_sequence(conn: Connection) -> None:
    """Set the sequence to the highest number used, also by the counter of a file or an older store."""
    conn.execute(_GO_ON, (TICKET,))
    conn.execute(_IS_OVER, (TICKET,))
