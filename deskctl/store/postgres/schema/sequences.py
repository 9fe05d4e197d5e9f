"""The sequence that numbers tickets: nobody waits for it, and a transaction that is undone leaves a gap."""

from deskctl.store.facts.numbering import SEQUENCE, TICKET, last_number
from deskctl.store.port import Connection, Reader

MAKE = f"CREATE SEQUENCE IF NOT EXISTS {SEQUENCE} MINVALUE 0 START 0"
_IS_THERE = f"SELECT to_regclass('{SEQUENCE}') IS NOT NULL"
_HIGHEST = "SELECT coalesce(max(number), 0) FROM ticket"
_COUNTED = "SELECT value FROM counter WHERE name = ?"
_GO_ON = f"SELECT setval('{SEQUENCE}', greatest(0, ({_HIGHEST}), ({_COUNTED})))"
_IS_OVER = "DELETE FROM counter WHERE name = ?"


def is_there(conn: Reader) -> bool:
    """Return whether a store has the sequence: an older one counts tickets in a row."""
    return bool(conn.execute(_IS_THERE).fetchone()[0])


def is_behind(conn: Reader) -> bool:
    """Return whether the next number is in use already."""
    return int(conn.execute(_HIGHEST).fetchone()[0]) > (last_number(conn, TICKET) or 0)


def go_on(conn: Connection) -> None:
    """Go on where the counter of a file, or of an older store, has got to."""
    conn.execute(_GO_ON, (TICKET,))
    conn.execute(_IS_OVER, (TICKET,))
