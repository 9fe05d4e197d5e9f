"""Commands that list and show outgoing messages."""

from typing import Annotated

import typer

from deskctl.cli.app.filter_options import chosen_codes, given_values
from deskctl.cli.app.invocation import Invocation
from deskctl.cli.app.options import read_command
from deskctl.desk.outbox import OUTBOX_STATES
from deskctl.language.i18n import N_
from deskctl.names import ticket_number
from deskctl.queries.conditions.filters import EVERY
from deskctl.queries.conditions.value_filter import ValueFilter

_LISTED = ("outbox", "created_at", "kind", "state", "channel", "recipient", "ticket", "subject", "next_try")


@read_command
def list_outbox(
    invocation: Invocation,
    state: Annotated[
        list[str] | None, typer.Option(metavar="STATE", help=N_("In this state; all lists every state."))
    ] = None,
    not_state: Annotated[list[str] | None, typer.Option(metavar="STATE", help=N_("Exclude these."))] = None,
    ticket: Annotated[list[str] | None, typer.Option(metavar="T", help=N_("Only about this ticket."))] = None,
    not_ticket: Annotated[list[str] | None, typer.Option(metavar="T", help=N_("Exclude these."))] = None,
) -> None:
    """List the messages that are not sent yet."""
    from deskctl.queries.messages.outbox_json import list_outbox as listed

    options = {"state": state, "not_state": not_state, "ticket": ticket, "not_ticket": not_ticket}
    chosen = {name: given_values(options, name) for name in options}
    valid = (*OUTBOX_STATES, EVERY)
    states = ValueFilter(*(chosen_codes("state", "--state", chosen[name], valid) for name in ("state", "not_state")))
    about = ValueFilter(*(tuple(str(ticket_number(one)) for one in chosen[name]) for name in ("ticket", "not_ticket")))
    with invocation.reading() as desk:
        rows = listed(desk.conn, desk.zone, states=states, tickets=about)
    invocation.write(rows, "outbox", _LISTED)


@read_command
def show_outbox(invocation: Invocation, key: Annotated[str, typer.Argument(metavar="ID", help=N_("Its id."))]) -> None:
    """Show one message and the result of each attempt."""
    from deskctl.queries.messages.outbox_json import show_outbox as shown

    with invocation.reading() as desk:
        shape = shown(desk.conn, key, desk.zone)
    invocation.show(shape)
