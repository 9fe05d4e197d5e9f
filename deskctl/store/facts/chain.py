"""The chain of a history: each action contains a hash of itself and of its predecessor on the same ticket or record."""

from typing import Any

from deskctl.store.digest import blake2b
from deskctl.store.port import Reader
from deskctl.store.sqlite.integrity.checksums import SIZE

FIELDS = ("ticket", "seq", "at", "recorded_at", "actor", "event", "note", "data")
"""The columns of an action of a ticket that are hashed, in this order, after the hash of the predecessor."""

RECORD_FIELDS = ("noun", "id", "seq", "at", "recorded_at", "actor", "event", "note", "data")
"""The hashed columns of an action on a record of the reference data."""

ERASED = "erased"
"""The event of an erasure: it names the actions of a record that were changed to forget a person."""

START = ""


def link(previous: str, values: tuple[Any, ...]) -> str:
    """Return the hash of an action with these values, whose predecessor has the hash `previous`."""
    return blake2b(ascii((previous, *values)).encode(), digest_size=SIZE).hexdigest()


def last_link(conn: Reader, ticket: int) -> str:
    """Return the hash of the last action of a ticket; `START` if there is none."""
    row = conn.execute("SELECT chain FROM action WHERE ticket = ? ORDER BY seq DESC LIMIT 1", (ticket,)).fetchone()
    return str(row[0]) if row else START


def last_link_of_record(conn: Reader, noun: str, name: str) -> tuple[int, str]:
    """Return the number and the hash of the last action on a record; 0 and `START` if there is none."""
    row = conn.execute(
        "SELECT seq, chain FROM master_action WHERE noun = ? AND id = ? ORDER BY seq DESC LIMIT 1", (noun, name)
    ).fetchone()
    return (int(row[0]), str(row[1])) if row else (0, START)


def content_hash(values: tuple[Any, ...]) -> str:
    """Return the hash of an action without its predecessor: an erasure records it for what remains."""
    return link(START, values)
