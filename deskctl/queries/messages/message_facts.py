"""The facts that a message is rendered from when it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deskctl.queries.messages.senders import staff_of_address
from deskctl.store.facts.rows import row_by_name

if TYPE_CHECKING:
    from deskctl.store.port import Reader

_TICKET = """
SELECT ticket.number, ticket.title, ticket.severity, ticket.level, ticket.status, ticket.owner,
 customer.name AS customer, customer.lang AS customer_lang, site.name AS site, contact.name AS contact, contact.phone,
 coalesce((SELECT name FROM staff WHERE staff.id = ticket.owner), ticket.owner) AS owner_name
FROM ticket LEFT JOIN customer ON customer.id = ticket.customer LEFT JOIN site ON site.id = ticket.site
LEFT JOIN contact ON contact.id = ticket.contact WHERE number = ?
"""
_NEXT = """
SELECT milestone, clause, due FROM clock WHERE ticket = ? AND outcome = 'open' AND due IS NOT NULL ORDER BY due, clause
"""


def ticket_facts(conn: Reader, number: int) -> dict[str, Any]:
    """Return the facts about a ticket for a message."""
    return row_by_name(conn, _TICKET, (number,)) or {}


def open_promises(conn: Reader, number: int) -> list[tuple[str, str, int]]:
    """Return the open clocks of a ticket as milestone, clause and due time, soonest first."""
    return conn.execute(_NEXT, (number,)).fetchall()


def person_facts(conn: Reader, staff: str | None, contact: str | None) -> dict[str, Any]:
    """Return the name and language of the recipient."""
    if staff is not None:
        return row_by_name(conn, "SELECT name, lang FROM staff WHERE id = ?", (staff,)) or {}
    text = (
        "SELECT contact.name, customer.lang FROM contact LEFT JOIN customer ON customer.id = contact.customer"
        " WHERE contact.id = ?"
    )
    return (row_by_name(conn, text, (contact,)) or {}) if contact is not None else {}


def mail_facts(conn: Reader, mail: str) -> dict[str, Any]:
    """Return the facts about a mail for a message."""
    return (
        row_by_name(
            conn,
            "SELECT subject, coalesce(contact.name, from_name) AS from_name, from_address, received_at, state,"
            " ticket FROM mail LEFT JOIN contact ON contact.id = from_contact WHERE mail.id = ?",
            (mail,),
        )
        or {}
    )


def is_from_staff(conn: Reader, mail: str | None) -> bool:
    """Return whether one of the staff wrote a mail."""
    row = conn.execute("SELECT from_address FROM mail WHERE id = ?", (mail,)).fetchone()
    return row is not None and bool(row[0]) and staff_of_address(conn, row[0]) is not None


def hotline_numbers(conn: Reader) -> list[str]:
    """Return the numbers of the hotline."""
    rows = conn.execute("SELECT number FROM hotline WHERE retired_at IS NULL ORDER BY id")
    return [number for (number,) in rows]
