"""The mails that no ticket answers yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.queries.messages.mail_states import WAITING

if TYPE_CHECKING:
    from deskctl.store.port import Reader


def count_unhandled_mails(conn: Reader) -> int:
    """Count the mails that wait for somebody."""
    (count,) = conn.execute(f"SELECT count(*) FROM mail WHERE {WAITING}").fetchone()
    return int(count)


def sender_of(conn: Reader, mail: str) -> tuple[str | None, str]:
    """Return the contact who sent a mail, where known, and its subject."""
    row: tuple[str | None, str] | None = conn.execute(
        "SELECT from_contact, subject FROM mail WHERE id = ?", [mail]
    ).fetchone()
    return row or (None, "")
