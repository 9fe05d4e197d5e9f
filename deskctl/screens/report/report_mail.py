"""Writing the report as a mail file for a person to send."""

from datetime import UTC, datetime
from email.utils import make_msgid
from pathlib import Path

from deskctl.config.messages import message_settings
from deskctl.names import ticket_name
from deskctl.notify.envelope import Mail, bytes_of
from deskctl.notify.rendering import render
from deskctl.private_files import open_private
from deskctl.queries.customers.contacts import contact_name_and_mail
from deskctl.queries.tickets.ticket_row import get_ticket
from deskctl.sla.facts import Instant
from deskctl.store.port import Reader

_NOBODY = "desk@localhost"
_UNSENT = b"X-Unsent: 1\r\n"
"""The header by which mail programs open the file as a mail still to be sent."""


def write_mail(conn: Reader, number: int, version: int, now: Instant, folder: Path) -> str | None:
    """Write the mail with the report to a file; return the path, or None if the contact has no address."""
    contact = get_ticket(conn, number).contact
    name, address = contact_name_and_mail(conn, contact)
    if not address:
        return None
    message = {
        "kind": "report", "ticket": number, "contact": contact, "staff": None, "mail": None, "lang": None, "rule": None,
        "facts": f'{{"version": {version}}}',
    }  # fmt: skip
    sender = (message_settings().sender[0], message_settings().sender[1] or _NOBODY)
    rendered = render(conn, message, now)
    mail = Mail(
        sender, (name or "", address), rendered.subject, rendered.text,
        make_msgid(domain=message_settings().sender_domain or "localhost"), machine=False, files=rendered.files,
    )  # fmt: skip
    path = folder / f"{ticket_name(number)}-R{version}.eml"
    with open(open_private(path), "wb") as file:  # noqa: PTH123 - the descriptor is the owner's alone
        file.truncate()
        file.write(_UNSENT + bytes_of(mail, datetime.fromtimestamp(now, UTC)))
    return str(path)
