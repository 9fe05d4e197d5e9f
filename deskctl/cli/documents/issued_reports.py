"""`report list`: the issued reports."""

from datetime import tzinfo
from typing import Annotated

import typer

from deskctl.cli.app.filter_options import given_values
from deskctl.cli.app.invocation import Invocation
from deskctl.cli.app.options import read_command
from deskctl.language.i18n import N_
from deskctl.names import ticket_name
from deskctl.queries.conditions.filter_values import require_ids
from deskctl.queries.json_values import Shape, rfc3339
from deskctl.queries.reference.record_references import with_remaining_records
from deskctl.queries.ticket.reports import ListedReport, iter_reports

_COLUMNS = ("report", "at", "customer_name", "title", "author")


@read_command
def list_(
    invocation: Invocation,
    customer: Annotated[list[str] | None, typer.Option(metavar="ID", help=N_("Only for this customer."))] = None,
    not_customer: Annotated[list[str] | None, typer.Option(metavar="ID", help=N_("Exclude these."))] = None,
    asset: Annotated[list[str] | None, typer.Option(metavar="ID", help=N_("Only on this equipment."))] = None,
    not_asset: Annotated[list[str] | None, typer.Option(metavar="ID", help=N_("Exclude these."))] = None,
    since: Annotated[str | None, typer.Option(metavar="TIME", help=N_("Only those issued since then."))] = None,
    until: Annotated[str | None, typer.Option(metavar="TIME", help=N_("Only those issued before then."))] = None,
) -> None:
    """List the issued reports."""
    options = {"customer": customer, "not_customer": not_customer, "asset": asset, "not_asset": not_asset}
    customers, others, assets, without = (given_values(options, name) for name in options)
    with invocation.reading() as desk:
        require_ids(desk.conn, "customer", (*customers, *others))
        require_ids(desk.conn, "asset", (*assets, *without))
        customers, others = (with_remaining_records(desk.conn, "customer", named) for named in (customers, others))
        assets, without = (with_remaining_records(desk.conn, "asset", named) for named in (assets, without))
        begin, end = desk.bound(since, "first"), desk.bound(until, "last")
        reports = iter_reports(
            desk.conn,
            customers=customers,
            without_customers=others,
            assets=assets,
            without_assets=without,
            since=begin,
            until=end,
        )
        invocation.write((_shape(row, desk.zone) for row in reports), "report", _COLUMNS)


def _shape(row: ListedReport, zone: tzinfo) -> Shape:
    return {
        "report": f"{ticket_name(row.number)}-R{row.version}",
        "ticket": ticket_name(row.number),
        "version": row.version,
        "at": rfc3339(row.at, zone),
        "author": row.author,
        "customer": row.customer,
        "customer_name": row.customer_name,
        "title": row.title,
        "files": [{**file, "at": rfc3339(file["at"], zone)} for file in row.files],
    }
