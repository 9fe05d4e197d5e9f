"""Writing the report as a mail file for a person to send."""

from pathlib import Path

from deskctl.names import ticket_name
from deskctl.notify.mail_file import write_mail_file
from deskctl.notify.rendering import render
from deskctl.queries.customers.contacts import contact_name_and_mail
from deskctl.queries.tickets.ticket_row import get_ticket
from deskctl.sla.facts import Instant
from deskctl.store.port import Reader


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
    rendered = render(conn, message, now)
    path = folder / f"{ticket_name(number)}-R{version}.eml"
    write_mail_file(path, (name or "", address), rendered.subject, rendered.text, rendered.files, now)
    return str(path)
