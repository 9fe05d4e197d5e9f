"""The list of tickets."""

import sys
from typing import Annotated

import typer

from deskctl.cli.front import Front, Reading
from deskctl.cli.options import reads
from deskctl.cli.output import write_rows
from deskctl.cli.spelling import one_of
from deskctl.errors import NotFound
from deskctl.i18n import N_, _
from deskctl.queries.filters import EVERY, SORTS, TicketFilter
from deskctl.queries.shapes import TICKET_FIELDS, ticket_shape
from deskctl.queries.staff import staff_of
from deskctl.queries.tickets import cursor_after_row, list_tickets
from deskctl.sla.lifecycle import STATUSES

LEVELS = ("full_urgent", "urgent", "routine")
SEVERITIES = ("catastrophic", "severe", "general")
COLUMNS = (
    "ticket",
    "next_milestone",
    "next_due_at",
    "remaining",
    "status",
    "level",
    "severity",
    "customer_name",
    "title",
    "owner",
)


@reads
def list_(  # noqa: PLR0913, PLR0917 - one for each thing that a list can be narrowed by
    front: Front,
    words: Annotated[list[str] | None, typer.Argument(metavar="WORDS", help=_("Fragments to look for."))] = None,
    status: Annotated[
        list[str] | None, typer.Option(metavar="STATUS", help=_("Only this status; all for every one."))
    ] = None,
    owner: Annotated[
        str | None, typer.Option(metavar="ID", help=_("Only of this owner: a staff id, me, or none."))
    ] = None,
    customer: Annotated[str | None, typer.Option(metavar="ID", help=_("Only of this customer."))] = None,
    level: Annotated[str | None, typer.Option(help=_("Only this level."), metavar="|".join(LEVELS))] = None,
    severity: Annotated[str | None, typer.Option(help=_("Only this severity."), metavar="|".join(SEVERITIES))] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help=_("Only those whose next promise is late."))] = False,
    due_within: Annotated[
        str | None, typer.Option(metavar="DURATION", help=_("Only those due within 2h, 30m, 1d; late ones too."))
    ] = None,
    sort: Annotated[str, typer.Option(help=_("The order."), metavar="|".join(SORTS))] = "due",
    limit: Annotated[int, typer.Option(min=0, metavar="N", help=_("At most so many; 0 for all."))] = 50,
    after: Annotated[str | None, typer.Option(metavar="CURSOR", help=_("Go on behind this place."))] = None,
) -> None:
    """List tickets."""
    with front.reading() as desk:
        where = TicketFilter(
            status=_statuses(status),
            owner=_owner(owner, front, desk),
            customer=customer,
            level=one_of("--level", level, LEVELS),
            severity=one_of("--severity", severity, SEVERITIES),
            overdue=overdue,
            due_within=_seconds(due_within),
            words=" ".join(words or ()),
            sort=one_of("--sort", sort, SORTS) or "due",
        )
        rows = list_tickets(desk.conn, where, at=desk.at, limit=limit + 1 if limit else -1, after=after)
        page = rows[:limit] if limit else rows
        shapes = [ticket_shape(row, desk.at, desk.zone) for row in page]
    write_rows(shapes, front.form, known=TICKET_FIELDS, columns=COLUMNS, said=front.fields)
    if len(rows) > len(page):
        more = _("More follow: --after {cursor}").format(cursor=cursor_after_row(page[-1], where.sort))
        sys.stderr.write(more + "\n")


def _seconds(said: str | None) -> int | None:
    if said is None:
        return None
    from deskctl.operations.times import read_duration

    return read_duration(said)


def _statuses(said: list[str] | None) -> tuple[str, ...]:
    names = [name.strip() for word in said or () for name in word.split(",")]
    for name in names:
        one_of("--status", name, (*STATUSES, EVERY))
    return tuple(names)


def _owner(said: str | None, front: Front, desk: Reading) -> str | None:
    if said != "me":
        return said
    from getpass import getuser

    name = front.actor or getuser()
    found = staff_of(desk.conn, name)
    if found is None:
        raise NotFound(N_("{name} is nobody of the staff: say who you are with --actor."), name=name)
    return found[0]
