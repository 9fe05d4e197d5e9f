"""`shift show`: a hand-over between shifts, with its tickets in their current state."""

from typing import Annotated

import typer

from deskctl.cli.app.invocation import Invocation
from deskctl.cli.app.options import read_command
from deskctl.errors import NotFound
from deskctl.language.i18n import N_
from deskctl.queries.reference.records import show_record
from deskctl.queries.ticket.json_rows import ticket_shape
from deskctl.queries.watch.shift_handovers import handed_tickets, last_hand_over


@read_command
def show(
    invocation: Invocation,
    key: Annotated[
        str | None, typer.Argument(metavar="[ID]", help=N_("The hand-over; the last unconfirmed one by default."))
    ] = None,
) -> None:
    """Show a hand-over."""
    with invocation.reading() as desk:
        name = key or last_hand_over(desk.conn)
        if name is None:
            raise NotFound(N_("No shift has handed over yet."), hint="deskctl shift hand-over --text '...'")
        shape = show_record(desk.conn, "shift", name, desk.zone)
        rows = [ticket_shape(row, desk.at, desk.zone) for row in handed_tickets(desk.conn, shape["tickets"])]
    invocation.show({**shape, "tickets": rows})
