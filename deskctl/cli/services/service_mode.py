"""`mode recommend`: the service mode that fits a need, with the facts behind it."""

from typing import Annotated

import typer

from deskctl.cli.app.closest_match import choice
from deskctl.cli.app.invocation import Invocation
from deskctl.cli.app.options import read_command
from deskctl.language.i18n import N_, language
from deskctl.names import ticket_number
from deskctl.queries.conditions.filter_values import require_id
from deskctl.queries.customers.customers import customer_language
from deskctl.queries.knowledge.advice_request import AdviceRequest
from deskctl.queries.knowledge.mode_advice import NEEDS, advice_on_ticket, mode_advice, systems_of_assets
from deskctl.queries.tickets.ticket_row import get_ticket


@read_command
def recommend(
    invocation: Invocation,
    need: Annotated[str, typer.Option(metavar="|".join(NEEDS), help=N_("What matters most to the customer."))],
    ticket: Annotated[str | None, typer.Option("--ticket", metavar="T", help=N_("For this ticket."))] = None,
    customer: Annotated[str | None, typer.Option("--customer", metavar="ID", help=N_("For this customer."))] = None,
    asset: Annotated[list[str] | None, typer.Option("--asset", metavar="ID", help=N_("For this equipment."))] = None,
) -> None:
    """Recommend a service mode."""
    chosen = choice("need", "--need", need, NEEDS)
    with invocation.reading() as desk:
        if ticket is not None:
            number = get_ticket(desk.conn, ticket_number(ticket)).number
            shape = advice_on_ticket(desk.conn, number, chosen, desk.at, invocation.lang)
        else:
            if customer is not None:
                require_id(desk.conn, "customer", customer)
            systems = systems_of_assets(desk.conn, list(asset or ()))
            lang = invocation.lang or customer_language(desk.conn, customer) or language()
            asked = AdviceRequest(need=chosen, lang=lang, at=desk.at, systems=systems, customer=customer)
            shape = mode_advice(desk.conn, asked)
    invocation.show(shape)
