"""The chain: each action carries a hash of itself and of its predecessor on the ticket."""

from hashlib import blake2b
from typing import Any

from deskctl.store.port import Reader
from deskctl.store.sqlite.integrity.checksums import SIZE

FIELDS = ("ticket", "seq", "at", "recorded_at", "actor", "event", "note", "data")
"""What the hash is made over, in this order, after that of the predecessor."""

START = ""


def link(previous: str, values: tuple[Any, ...]) -> str:
    """Return the hash of an action whose predecessor has the hash `previous`; `values` are those of `FIELDS`."""
    return blake2b(ascii((previous, *values)).encode(), digest_size=SIZE).hexdigest()


def last_link(conn: Reader, ticket: int) -> str:
    """Return the hash of the last action of a ticket; that of the beginning where there is none."""
    row = conn.execute("SELECT chain FROM action WHERE ticket = ? ORDER BY seq DESC LIMIT 1", (ticket,)).fetchone()
    return str(row[0]) if row else START
