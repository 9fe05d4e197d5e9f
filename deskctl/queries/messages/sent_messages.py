"""Find messages that the desk sent, to recognise answers to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deskctl.store.port import Reader

_MOST = 500


def own_messages(conn: Reader, message_ids: Iterable[str]) -> list[tuple[str, str, int | None, str]]:
    """Return id, message id, ticket and recipient of the desk's own messages, in the order of the message ids.

    A message about a mail belongs to the ticket that the mail has become.
    """
    names = list(dict.fromkeys(message_ids))[:_MOST]
    marks = ", ".join("?" * len(names))
    rows = conn.execute(
        "SELECT outbox.id, outbox.message_id, coalesce(outbox.ticket, mail.ticket), lower(outbox.recipient)"
        f" FROM outbox LEFT JOIN mail ON mail.id = outbox.mail WHERE outbox.message_id IN ({marks})",
        names,
    ).fetchall()
    by_name = {row[1]: row for row in rows}
    return [by_name[name] for name in names if name in by_name]


def ticket_of_customer(conn: Reader, number: int) -> str | None:
    """Return the customer of a ticket."""
    row = conn.execute("SELECT customer FROM ticket WHERE number = ?", (number,)).fetchone()
    return None if row is None else row[0]


def thread_of_ticket(conn: Reader, number: int) -> list[str]:
    """Return the message ids of the customer's last mails on a ticket, oldest first, for the thread of an answer.

    Answers of the staff to notices are left out: the customer must not see them.
    """
    rows = conn.execute(
        "SELECT message_id FROM mail WHERE ticket = ? AND message_id IS NOT NULL"
        " AND coalesce(kind, 'new') IN ('new', 'reply') AND coalesce(from_contact, customer) IS NOT NULL"
        " ORDER BY received_at, id",
        (number,),
    )
    return [message for (message,) in rows][-10:]
