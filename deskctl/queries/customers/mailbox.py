"""Mails that wait to be handled, and what they contain for a ticket."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from deskctl.names import ticket_number
from deskctl.queries.conditions.filters import IS_OPEN
from deskctl.queries.messages.mail_states import WAITING

if TYPE_CHECKING:
    from deskctl.store.port import Reader

_TICKET = f"""
SELECT coalesce((SELECT duplicate_of FROM ticket WHERE number = joins AND status = 'duplicate'), joins), suggests,
 (SELECT max(number) FROM ticket WHERE ticket.customer =
 coalesce(mail.customer, (SELECT contact.customer FROM contact WHERE contact.id = from_contact)) AND {IS_OPEN})
FROM mail WHERE mail.id = ?
"""
_INTAKE = """
SELECT from_contact, subject, substr(coalesce(text_new, text, ''), 1, 4000),
 (SELECT CASE WHEN count(*) = 1 THEN min(site.id) END FROM site
  WHERE site.customer = coalesce(mail.customer, contact.customer)
  AND site.retired_at IS NULL)
FROM mail LEFT JOIN contact ON contact.id = from_contact WHERE mail.id = ?
"""


def count_unhandled_mails(conn: Reader) -> int:
    """Return the number of mails that wait to be handled."""
    (count,) = conn.execute(f"SELECT count(*) FROM mail WHERE {WAITING}").fetchone()
    return int(count)


def ticket_for_mail(conn: Reader, mail: str) -> int | None:
    """Return the ticket that a mail may belong to: the one it joins, one that it names, or the customer's newest.

    A mail about a duplicate belongs to the first ticket.
    """
    row = conn.execute(_TICKET, [mail]).fetchone()
    if row is None:
        return None
    joins, suggests, newest = row
    named = json.loads(suggests or "[]")
    return joins or (ticket_number(named[0]) if named else newest)


def intake_values(conn: Reader, mail: str) -> dict[str, str]:
    """Return intake values for a ticket from a mail: sender, subject, text, the customer's only site."""
    row = conn.execute(_INTAKE, [mail]).fetchone()
    named = zip(("contact", "title", "description", "site"), row or (), strict=False)
    return {name: value for name, value in named if value}
