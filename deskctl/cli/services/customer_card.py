"""`customer card`: a customer at a glance, with the services that are due."""

from typing import Annotated

import typer

from deskctl.cli.app.invocation import Invocation
from deskctl.cli.app.options import read_command
from deskctl.language.i18n import N_
from deskctl.queries.customers.customer_card import customer_card
from deskctl.queries.due.due_inputs import DueInputs
from deskctl.queries.due.due_list import DueFilter, due_list
from deskctl.queries.due.json_rows import due_shape


@read_command
def card(
    invocation: Invocation,
    customer: Annotated[str, typer.Argument(metavar="ID", help=N_("The customer."))],
) -> None:
    """Show a customer at a glance."""
    with invocation.reading() as desk:
        shape = customer_card(desk.conn, customer, desk.at, desk.zone)
        rows = due_list(DueInputs(desk.conn, desk.at, desk.zone), DueFilter(customer=(customer,)))
        invocation.show({**shape, "due": [due_shape(duty, desk.at, desk.zone) for duty in rows]}, "customer-card")
