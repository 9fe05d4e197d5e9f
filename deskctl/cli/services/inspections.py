"""`inspection show`: an inspection with its history, even if it is only planned yet."""

import json
from typing import Annotated

import typer

from deskctl.cli.app.invocation import Invocation
from deskctl.cli.app.options import read_command
from deskctl.errors import NotFound
from deskctl.language.i18n import N_
from deskctl.queries.reference.records import show_record
from deskctl.queries.services.inspection_form import remaining_work
from deskctl.queries.services.planned_inspections import planned_inspection


@read_command
def show(
    invocation: Invocation, inspection: Annotated[str, typer.Argument(metavar="ID", help=N_("The inspection."))]
) -> None:
    """Show one with its history, its files, the missing items, and the next one of the site."""
    with invocation.reading() as desk:
        try:
            shape = show_record(desk.conn, "inspection", inspection, desk.zone)
        except NotFound:
            planned = planned_inspection(desk.conn, inspection)
            if planned is None:
                raise
            lists = {name: json.loads(planned[name]) for name in ("items", "advice")}
            shape = {**planned, **lists, "history": []}
        ahead = remaining_work(desk.conn, shape, desk.zone)
    invocation.show({**shape, **ahead}, "inspection-ahead")
