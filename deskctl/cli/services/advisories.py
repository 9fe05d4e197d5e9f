"""`advisory matches`: the customers concerned by a notice, with their equipment, and who has received it."""

from typing import Annotated

import typer

from deskctl.cli.app.invocation import Invocation
from deskctl.cli.app.options import read_command
from deskctl.language.i18n import N_
from deskctl.queries.due.due_inputs import DueInputs
from deskctl.queries.reference.records import show_record
from deskctl.queries.services.notices import concerned_customers, delivered_notices


@read_command
def matches(
    invocation: Invocation, advisory: Annotated[str, typer.Argument(metavar="ID", help=N_("The notice."))]
) -> None:
    """List the customers concerned by a notice."""
    with invocation.reading() as desk:
        shape = show_record(desk.conn, "advisory", advisory, desk.zone)
        concerned = concerned_customers(desk.conn, [*shape["models"], *(shape["systems"] or ())])
        delivered = delivered_notices(desk.conn, desk.at)
        maintained = DueInputs(desk.conn, desk.at, desk.zone).maintained
        rows = [
            {
                "customer": customer, "assets": assets, "maintained": customer in maintained,
                "delivered": (shape["id"], customer) in delivered,
            }
            for customer, assets in sorted(concerned.items())
        ]  # fmt: skip
    invocation.write(rows, "advisory-match")
