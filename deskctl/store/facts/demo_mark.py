"""Whether a desk is the demo made by `deskctl demo`, where everybody may act as an operator of the hotline."""

from deskctl.store.port import Reader, Transaction

GUEST = "HL1"
"""The actor that is recorded on the demo desk for a user who is not on its staff."""

_DEMO = "demo"


def is_demo(reader: Reader) -> bool:
    """Return whether a desk was made by `deskctl demo`."""
    return reader.execute("SELECT 1 FROM meta WHERE origin = ?", (_DEMO,)).fetchone() is not None


def mark_as_demo(conn: Transaction) -> None:
    """Mark a desk as the demo; the mark is not exported."""
    (key,) = conn.execute("SELECT id FROM meta LIMIT 1").fetchone()
    conn.update("meta", {"id": key}, {"origin": _DEMO})
