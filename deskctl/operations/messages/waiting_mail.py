"""A mail that waits until somebody handles it, and what is kept of its handling."""

from typing import TYPE_CHECKING, Any

from deskctl.desk.case_file import load_case
from deskctl.errors import GAP, Refused, Remedy
from deskctl.language.i18n import N_
from deskctl.names import ticket_name
from deskctl.operations.rules.undo.reopening import follow, window_end
from deskctl.sla.lifecycle import OVER

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader


def waiting_mail(desk: "Desk", name: str | None) -> dict[str, Any]:
    """Return a mail that nobody has handled; raises `Refused`."""
    mail = desk.row("mail", id=name) or {}
    if mail["ticket"] is not None:
        ticket = ticket_name(mail["ticket"])
        raise Refused(
            N_("{mail} is handled: it became {ticket}."), mail=name, ticket=ticket, hint=f"deskctl ticket show {ticket}"
        )
    return mail


def handled(desk: "Desk", state: str = "handled") -> dict[str, Any]:
    """Return the columns of a mail that was handled now."""
    return {"state": state, "handled_at": desk.now, "handled_by": desk.actor}


def ways_of_reply(reader: "Reader", mail: str, ticket: int, at: "Instant") -> tuple[Remedy, ...]:
    """Return what can be done with a mail about a ticket that is over: reopen it in time, or open a new one."""
    case = load_case(reader, ticket)
    if case.state.status not in OVER:
        return ()
    new = follow(case)
    new = new._replace(fields={"mail": mail, **new.fields})
    end = window_end(case)
    if end is None or at > end:
        return (new,)
    return Remedy(do="ticket.reopen", ticket=case.name, fields={"symptom": True, "reason": GAP, "mail": mail}), new
