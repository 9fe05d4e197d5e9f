"""What can be asked about one ticket: all of it, or its history."""

from typing import Annotated

import typer

from deskctl.cli.front import Front
from deskctl.cli.options import reads
from deskctl.cli.output import write_one
from deskctl.i18n import _
from deskctl.names import ticket_number
from deskctl.queries.history import history
from deskctl.queries.shapes import ACTION_FIELDS, action_shape
from deskctl.queries.ticket import show_ticket

_COLUMNS = ("seq", "at", "actor", "actor_name", "event", "note", "data")

Ticket = Annotated[str, typer.Argument(metavar="T", help=_("The ticket: 17 or T-017."))]


@reads
def show(front: Front, ticket: Ticket) -> None:
    """Show one ticket."""
    with front.reading() as desk:
        shape = show_ticket(desk.conn, ticket_number(ticket), at=desk.at)
    write_one(shape, front.form, said=front.fields)


@reads
def history_(front: Front, ticket: Ticket) -> None:
    """List what was done on a ticket."""
    with front.reading() as desk:
        shapes = [action_shape(row, desk.zone) for row in history(desk.conn, ticket_number(ticket))]
    front.write(shapes, known=ACTION_FIELDS, columns=_COLUMNS)
