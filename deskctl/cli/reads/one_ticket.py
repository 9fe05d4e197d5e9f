"""What can be asked about one ticket: all of it, or its history."""

from typing import Annotated

import typer

from deskctl.cli.app.invocation import Front
from deskctl.cli.app.options import reads
from deskctl.cli.app.stdin import STDIN
from deskctl.language.i18n import _
from deskctl.names import ticket_number
from deskctl.queries.ticket.full_ticket import show_ticket
from deskctl.queries.ticket.history import history
from deskctl.queries.ticket.json_rows import ACTION_FIELDS, action_shape

_COLUMNS = ("seq", "at", "actor", "actor_name", "event", "note", "data")

LISTED = ("ticket", "next_milestone", "next_due_at", "remaining", "status", "customer_name", "title", "owner")
Tickets = Annotated[
    str, typer.Argument(metavar="T", help=_("The ticket: 17 or T-017; - reads tickets from stdin, one a line."))
]
Ticket = Annotated[str, typer.Argument(metavar="T", help=_("The ticket: 17 or T-017."))]


@reads
def show(front: Front, ticket: Tickets) -> int:
    """Show one ticket, or each that stdin names."""
    with front.reading() as desk:
        if ticket != STDIN:
            front.tell(show_ticket(desk.conn, ticket_number(ticket), at=desk.at))
            return 0
        from deskctl.cli.schemas import SHAPES
        from deskctl.cli.writes.many_tickets import for_each

        known = tuple(SHAPES["ticket-full"])
        return for_each(front, lambda number: show_ticket(desk.conn, number, at=desk.at), known=known, columns=LISTED)


@reads
def history_(front: Front, ticket: Ticket) -> None:
    """List what was done on a ticket."""
    with front.reading() as desk:
        shapes = [action_shape(row, desk.zone) for row in history(desk.conn, ticket_number(ticket))]
    front.write(shapes, known=ACTION_FIELDS, columns=_COLUMNS)
