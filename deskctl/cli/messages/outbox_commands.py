"""List and show what the desk sends."""

from typing import Annotated

import typer

from deskctl.cli.app.invocation import Invocation
from deskctl.cli.app.options import reads
from deskctl.language.i18n import _
from deskctl.names import ticket_number
from deskctl.queries.conditions.filter_values import values_of

_LISTED = ("outbox", "created_at", "kind", "state", "channel", "recipient", "ticket", "subject", "next_try")


@reads
def list_outbox(
    invocation: Invocation,
    state: Annotated[
        list[str] | None, typer.Option(metavar="STATE", help=_("In this state; all for every one."))
    ] = None,
    ticket: Annotated[list[str] | None, typer.Option(metavar="T", help=_("Only about this ticket."))] = None,
) -> None:
    """List the messages that are not done."""
    from deskctl.queries.messages.outbox_json import OUTBOX_FIELDS
    from deskctl.queries.messages.outbox_json import list_outbox as listed

    states = values_of(state or (), "--state")
    tickets = [ticket_number(one) for one in values_of(ticket or (), "--ticket")]
    with invocation.reading() as desk:
        rows = listed(desk.conn, desk.zone, states=states, tickets=tickets)
    invocation.write(rows, known=OUTBOX_FIELDS, columns=_LISTED)


@reads
def show_outbox(invocation: Invocation, key: Annotated[str, typer.Argument(metavar="ID", help=_("Its id."))]) -> None:
    """Show one message and what became of each try."""
    from deskctl.queries.messages.outbox_json import show_outbox as shown

    with invocation.reading() as desk:
        shape = shown(desk.conn, key, desk.zone)
    invocation.show(shape)
