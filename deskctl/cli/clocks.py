"""What can be asked about clocks: list, and what breaches next."""

from collections.abc import Callable
from functools import partial
from typing import Annotated

import typer

from deskctl.cli.front import Front
from deskctl.cli.options import reads
from deskctl.cli.spelling import one_of
from deskctl.errors import Usage
from deskctl.i18n import N_, _
from deskctl.names import ticket_number
from deskctl.queries.clocks import ClockRow, list_clocks, next_clocks
from deskctl.queries.shapes import CLOCK_FIELDS, clock_shape
from deskctl.queries.tickets import get_ticket
from deskctl.sla.state import STATES

_COLUMNS = ("ticket", "milestone", "clause", "state", "start", "due", "stop", "calendar")
_NEXT_FIELDS = (*CLOCK_FIELDS, "title", "customer_name", "remaining")
_NEXT_COLUMNS = ("ticket", "milestone", "due", "remaining", "clause", "customer_name", "title")


@reads
def list_(
    front: Front,
    ticket: Annotated[str | None, typer.Argument(metavar="T", help=_("The ticket: 17 or T-017."))] = None,
    every: Annotated[bool, typer.Option("--all", help=_("Those of closed tickets too."))] = False,
    state: Annotated[str | None, typer.Option(help=_("Only in this state."), metavar="|".join(STATES))] = None,
    milestone: Annotated[str | None, typer.Option(metavar="MILESTONE", help=_("Only of this milestone."))] = None,
    policy: Annotated[
        str | None, typer.Option(metavar="ID", help=_("As this policy would have them; nothing is changed."))
    ] = None,
) -> None:
    """List clocks."""
    if ticket is not None and every:
        raise Usage(N_("--all and a ticket exclude each other."))
    with front.reading() as desk:
        number = None if ticket is None else get_ticket(desk.conn, ticket_number(ticket)).number
        rows = _lister(policy)(
            desk.conn, number, at=desk.at, every=every, state=one_of("--state", state, STATES), milestone=milestone
        )
        shapes = [clock_shape(row, desk.at, desk.zone) for row in rows]
    front.write(shapes, known=CLOCK_FIELDS, columns=_COLUMNS)


def _lister(policy: str | None) -> Callable[..., list[ClockRow]]:
    if policy is None:
        return list_clocks
    from deskctl.queries.compared import list_clocks_under

    return partial(list_clocks_under, policy=policy)


@reads
def next_(
    front: Front,
    number: Annotated[int, typer.Option("-n", min=1, metavar="N", help=_("At most so many."))] = 20,
) -> None:
    """List what breaches next."""
    with front.reading() as desk:
        shapes = [
            clock_shape(row, desk.at, desk.zone)
            | {"title": title, "customer_name": customer, "remaining": (row.due or desk.at) - desk.at}
            for row, title, customer in next_clocks(desk.conn, number, at=desk.at)
        ]
    front.write(shapes, known=_NEXT_FIELDS, columns=_NEXT_COLUMNS)
