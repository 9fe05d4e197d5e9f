"""Reads about one ticket: all its data, or its history."""

from operator import itemgetter
from typing import Annotated

import typer

from deskctl.cli.app.closest_match import one_of
from deskctl.cli.app.invocation import Invocation, Reading
from deskctl.cli.app.options import read_command
from deskctl.cli.app.stdin import STDIN
from deskctl.errors import NotFound
from deskctl.language.i18n import N_
from deskctl.names import ticket_name, ticket_number
from deskctl.queries.ticket.action_rows import action_shapes
from deskctl.queries.ticket.full_ticket import show_ticket
from deskctl.queries.ticket.history import history, import_mark
from deskctl.queries.tickets.late_entries import late_after
from deskctl.queries.tickets.ticket_row import get_ticket
from deskctl.sla.facts import moment

_ORDERS = ("at", "seq")
_COLUMNS = ("seq", "at", "actor", "actor_name", "event", "note", "data", "taken_back_by")

LISTED = ("ticket", "next_milestone", "next_due_at", "remaining", "status", "customer_name", "title", "owner")
Tickets = Annotated[
    str, typer.Argument(metavar="T", help=N_("The ticket: 17 or T-017; - reads tickets from stdin, one per line."))
]
Ticket = Annotated[str, typer.Argument(metavar="T", help=N_("The ticket: 17 or T-017."))]


@read_command
def show(invocation: Invocation, ticket: Tickets) -> int:
    """Show one ticket, or each ticket on stdin."""
    with invocation.reading() as desk:
        if ticket != STDIN:
            _require_reported(invocation, desk, ticket_number(ticket))
            invocation.show(show_ticket(desk.conn, ticket_number(ticket), at=desk.at))
            return 0
        from deskctl.cli.writes.many_tickets import for_each

        return for_each(
            invocation,
            lambda number: [show_ticket(desk.conn, number, at=desk.at)],
            lambda rows: invocation.write(rows, "ticket-full", LISTED),
        )


def _require_reported(invocation: Invocation, desk: Reading, number: int) -> None:
    """Refuse a time before the ticket was reported."""
    if invocation.as_of is None:
        return
    reported = get_ticket(desk.conn, number).reported_at
    if desk.at < reported:
        shown = moment(reported).astimezone(desk.zone).isoformat(timespec="minutes")
        raise NotFound(N_("{ticket} was reported later, at {reported}."), ticket=ticket_name(number), reported=shown)


@read_command
def history_(
    invocation: Invocation,
    ticket: Ticket,
    by: Annotated[
        str, typer.Option(metavar="|".join(_ORDERS), help=N_("The order: by time of the event, or of recording."))
    ] = _ORDERS[0],
) -> None:
    """List the actions of a ticket."""
    order = one_of("--by", by, _ORDERS) or by
    with invocation.reading() as desk:
        number = ticket_number(ticket)
        steps, mark = history(desk.conn, number), import_mark(desk.conn, number)
        shapes = action_shapes(steps, desk.zone, late_after(desk.conn, number), mark)
    invocation.write(sorted(shapes, key=itemgetter(order, "seq")), "action", _COLUMNS)
