"""`stock cover`: which key models a part in stock or a loaner in house stands in for."""

from typing import Annotated

import typer

from deskctl.cli.app.closest_match import one_of
from deskctl.cli.app.invocation import Invocation
from deskctl.cli.app.options import reads
from deskctl.language.i18n import _
from deskctl.queries.due.cover import STATES, stock_cover
from deskctl.queries.due.outlook import Outlook

_FIELDS = ("model", "state", "assets", "customers", "parts", "loaners")


@reads
def cover(
    invocation: Invocation,
    state: Annotated[str | None, typer.Option(metavar="|".join(STATES), help=_("Only models in this state."))] = None,
    customer: Annotated[str | None, typer.Option(metavar="ID", help=_("Only of this customer."))] = None,
) -> None:
    """List the key models with what stands in for them."""
    wanted = None if state is None else one_of("--state", state, STATES)
    with invocation.reading() as desk:
        rows = [
            {name: getattr(row, name) for name in _FIELDS}
            for row in stock_cover(Outlook(desk.conn, desk.at, desk.zone))
            if wanted in {None, row.state} and (customer is None or customer in row.customers)
        ]
    invocation.write(rows, known=_FIELDS, columns=_FIELDS)
