"""A mail that nobody has handled yet, and the columns that record its handling."""

from typing import TYPE_CHECKING, Any

from deskctl.errors import Refused
from deskctl.language.i18n import N_
from deskctl.names import ticket_name

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


def waiting_mail(desk: "Desk", name: str | None) -> dict[str, Any]:
    """Return a mail that nobody has handled, and lock it; raises `Refused` if it became a ticket."""
    desk.hold("mail", name)
    mail = desk.row("mail", id=name) or {}
    if mail["ticket"] is not None:
        ticket = ticket_name(mail["ticket"])
        raise Refused(
            N_("{mail} is handled: it became {ticket}."), mail=name, ticket=ticket, hint=f"deskctl ticket show {ticket}"
        )
    return mail


def handled_columns(desk: "Desk", state: str = "handled") -> dict[str, Any]:
    """Return the columns of a mail that was handled now."""
    return {"state": state, "handled_at": desk.now, "handled_by": desk.actor}
