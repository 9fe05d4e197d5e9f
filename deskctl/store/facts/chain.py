"""The chain: each action carries a hash of itself and of its predecessor on the same ticket or record."""

from typing import Any

from deskctl.store.digest import blake2b
from deskctl.store.port import Reader
from deskctl.store.sqlite.integrity.checksums import SIZE

FIELDS = ("ticket", "seq", "at", "recorded_at", "actor", "event", "note", "data")
"""What the hash is made over, in this order, after that of the predecessor."""

OF_RECORDS = ("noun", "id", "seq", "at", "recorded_at", "actor", "event", "note", "data")
"""The same for the history of a record of the reference data."""

ERASED = "erased"
"""The action that says which actions of a record were changed because a person was to be forgotten."""

START = ""


def link(previous: str, values: tuple[Any, ...]) -> str:
    """Return the hash of an action whose predecessor has the hash `previous`; `values` are of such fields."""
    return blake2b(ascii((previous, *values)).encode(), digest_size=SIZE).hexdigest()


def last_link(conn: Reader, ticket: int) -> str:
    """Return the hash of the last action of a ticket; that of the beginning if there is none."""
    row = conn.execute("SELECT chain FROM action WHERE ticket = ? ORDER BY seq DESC LIMIT 1", (ticket,)).fetchone()
    return str(row[0]) if row else START


def last_link_of_record(conn: Reader, noun: str, name: str) -> tuple[int, str]:
    """Return the number and the hash of the last action in the history of a record."""
    row = conn.execute(
        "SELECT seq, chain FROM master_action WHERE noun = ? AND id = ? ORDER BY seq DESC LIMIT 1", (noun, name)
    ).fetchone()
    return (int(row[0]), str(row[1])) if row else (0, START)


def content(values: tuple[Any, ...]) -> str:
    """Return the hash of an action alone, by which an erasure names what it left of it."""
    return link(START, values)
