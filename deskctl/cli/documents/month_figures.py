"""`month show`: the figures of the monthly report."""

from typing import Annotated

import typer

from deskctl.cli.app.invocation import Invocation
from deskctl.cli.app.options import read_command
from deskctl.cli.documents.document_commands import period_of
from deskctl.documents.month.figures import MonthFigures, read_figures
from deskctl.documents.month.promises import promises_kept
from deskctl.documents.month.services import services_kept
from deskctl.documents.month.tickets import answers_of, closed_in, new_in, open_after
from deskctl.language.i18n import N_
from deskctl.queries.json_values import Shape, rfc3339

_COUNTED = ("kind", "clause", "planned", "met", "missed", "overdue", "waived", "coming", "rate")


@read_command
def show(
    invocation: Invocation,
    month: Annotated[
        str | None, typer.Argument(metavar="YYYY-MM", help=N_("The month; the current one by default."))
    ] = None,
    customer: Annotated[str | None, typer.Option(metavar="ID", help=N_("Only for this customer."))] = None,
) -> None:
    """Show the figures of a month: tickets, their promises, and separately the promises of services."""
    with invocation.reading() as desk:
        period, name, _lang = period_of(desk, month, customer)
        figures = read_figures(desk.conn, period, desk.zone, name)
    invocation.show(_shape(figures))


def _shape(figures: MonthFigures) -> Shape:
    met, missed, rate = promises_kept(figures)
    kept, decided = services_kept(figures)
    scores, unanswered = answers_of(figures)
    return {
        "month": figures.month,
        "customer": figures.period.customer,
        "as_of": rfc3339(figures.period.known, figures.zone),
        "new": new_in(figures),
        "closed": closed_in(figures),
        "open": open_after(figures),
        "promises_met": met,
        "promises_missed": missed,
        "promises_rate": _rounded(rate),
        "services_met": kept,
        "services_missed": decided - kept,
        "services_rate": _rounded(kept / decided if decided else None),
        "services": [
            {name: _rounded(getattr(one, name)) for name in _COUNTED} for one in figures.duties
        ],
        "entered_late": figures.entered_late,
        "left_out": figures.left_out,
        "visits": len(figures.visits),
        "scores": scores,
        "unanswered": unanswered,
    }  # fmt: skip


def _rounded(value: object) -> object:
    return round(value, 4) if isinstance(value, float) else value
