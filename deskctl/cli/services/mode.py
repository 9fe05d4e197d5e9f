"""`mode recommend`: the way of service that fits a need, with what the desk knows of it."""

from typing import Annotated

import typer

from deskctl.cli.app.closest_match import one_of
from deskctl.cli.app.invocation import Invocation
from deskctl.cli.app.options import reads
from deskctl.language.i18n import _, language
from deskctl.names import ticket_number
from deskctl.queries.customers.mode_advice import NEEDS, mode_advice, systems_of_assets, systems_of_ticket


@reads
def recommend(
    invocation: Invocation,
    need: Annotated[str, typer.Option(metavar="|".join(NEEDS), help=_("What matters most to the customer."))],
    ticket: Annotated[str | None, typer.Option("--ticket", metavar="T", help=_("For this ticket."))] = None,
    asset: Annotated[list[str] | None, typer.Option("--asset", metavar="ID", help=_("For this equipment."))] = None,
) -> None:
    """Recommend a way of service."""
    chosen = one_of("--need", need, NEEDS) or need
    with invocation.reading() as desk:
        systems = systems_of_assets(desk.conn, list(asset or ()))
        if ticket is not None:
            systems += systems_of_ticket(desk.conn, ticket_number(ticket))
        shape = mode_advice(desk.conn, chosen, systems, language(), desk.at)
    invocation.show(shape)
