"""`mode list` and `mode recommend`: the service modes, and the one that fits a need with the facts behind it."""

from typing import Annotated

import typer

from deskctl.cli.app.closest_match import choice
from deskctl.cli.app.filter_options import given_words
from deskctl.cli.app.invocation import Invocation
from deskctl.cli.app.options import read_command
from deskctl.cli.output.narration import narrate
from deskctl.language.i18n import N_, _, language
from deskctl.names import ticket_number
from deskctl.queries.conditions.filter_values import require_id
from deskctl.queries.customers.customers import customer_language
from deskctl.queries.knowledge.advice_request import AdviceRequest
from deskctl.queries.knowledge.mode_advice import NEEDS, advice_on_ticket, mode_advice, systems_of_assets
from deskctl.queries.knowledge.service_modes import modes_with_hours, stars_of
from deskctl.queries.reference.records import CURRENT, EVERY, RETIRED
from deskctl.queries.tickets.ticket_row import get_ticket


@read_command
def list_modes(
    invocation: Invocation,
    words: Annotated[list[str] | None, typer.Argument(metavar="WORDS", help=N_("Fragments; each must occur."))] = None,
    state: Annotated[str | None, typer.Option(metavar="CHOICE", help=N_("Current ones, retired ones, or all."))] = None,
    split: Annotated[bool, typer.Option("--split", help=N_("With the split of the stars, reconstructed."))] = False,
) -> None:
    """List the service modes, and whether each is available."""
    chosen = choice("state", "--state", state or CURRENT, (CURRENT, RETIRED, EVERY))
    with invocation.reading() as desk:
        rows = modes_with_hours(desk.conn, desk.zone, desk.at, words=given_words(words), state=chosen)
        if split:
            rows = [row | stars_of(desk.conn, row["id"], desk.at) | {"provisional": True} for row in rows]
    if split and invocation.form in {"table", "plain"}:
        narrate(_("The split of the stars is reconstructed, not from the source."))
    columns = [name for name in (rows[0] if rows else ()) if name != "retired_at"]
    invocation.write(rows, "mode-split" if split else "mode-row", columns)


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
