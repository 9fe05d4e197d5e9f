"""Reading one ticket with everything that belongs to it, in a thread."""

from dataclasses import dataclass

from textual.message import Message

from deskctl.errors import NotFound
from deskctl.queries.customers.caller_card import contact_card
from deskctl.queries.ticket.full_ticket import get_ticket, history, show_ticket
from deskctl.queries.tickets.clocks import list_clocks
from deskctl.screens.session.session import Session
from deskctl.screens.session.store_session import reading
from deskctl.widgets.panes.ticket_view import TicketView


@dataclass
class TicketRead(Message):
    """One ticket with everything that belongs to it; None if it no longer exists."""

    number: int
    view: TicketView | None


def read_ticket(session: Session, number: int) -> TicketRead:
    """Read one ticket."""
    at = session.at()
    with reading(session.store) as conn:
        try:
            record = show_ticket(conn, number, at=at)
            row = get_ticket(conn, number)
        except NotFound:
            return TicketRead(number, None)
        clocks = list_clocks(conn, number, at=at, every=True)
        card = contact_card(conn, record["contact"], at=at, site=record["site"]) if record.get("contact") else None
        return TicketRead(number, TicketView(row, record, clocks, history(conn, number), card))
