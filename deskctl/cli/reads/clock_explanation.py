"""`clock explain`: the arithmetic of one clock."""

from typing import Annotated

import typer

from deskctl.cli.app.invocation import Invocation
from deskctl.cli.app.options import read_command
from deskctl.cli.output.results import write_line
from deskctl.language.i18n import N_
from deskctl.names import ticket_number
from deskctl.queries.ticket.clock_explanation import explain_clocks, explained_shape


@read_command
def explain(
    invocation: Invocation,
    ticket: Annotated[str, typer.Argument(metavar="T", help=N_("The ticket: 17 or T-017."))],
    clock: Annotated[str, typer.Argument(metavar="MILESTONE|CLAUSE", help=N_("Its clock: a milestone or a clause."))],
) -> None:
    """Explain a clock."""
    with invocation.reading() as desk:
        explanations = explain_clocks(desk.conn, ticket_number(ticket), clock, at=desk.at)
    if invocation.form not in {"plain", "table"} or invocation.fields is not None:
        shapes = [explained_shape(one) for one in explanations]
        invocation.write(shapes, "explanation")
        return
    from deskctl.documents.model.clock_arithmetic import arithmetic

    for place, one in enumerate(explanations):
        for line in ["", *arithmetic(one)] if place else arithmetic(one):
            write_line(line)
