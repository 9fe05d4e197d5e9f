"""The list of tickets."""

import sys
from dataclasses import replace
from typing import Annotated, Any

import typer

from deskctl.cli.app.closest_match import one_of
from deskctl.cli.app.invocation import Front, Reading
from deskctl.cli.app.options import MOST, reads
from deskctl.errors import NotFound
from deskctl.language.i18n import N_, _
from deskctl.queries.conditions.filters import EVERY, SORTS, TicketFilter
from deskctl.queries.reference.staff import staff_of
from deskctl.queries.ticket.json_rows import TICKET_FIELDS, ticket_shape
from deskctl.queries.tickets.ticket_list import cursor_after_row, iter_tickets, list_tickets
from deskctl.sla.lifecycle import STATUSES

MINE = "me"
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
    level: Annotated[
        str | None, typer.Option(metavar="LEVEL", help=_("Only this level, as a policy names it."))
    ] = None,
    severity: Annotated[str | None, typer.Option(metavar="SEVERITY", help=_("Only this severity, likewise."))] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help=_("Only those whose next promise is late."))] = False,
    due_within: Annotated[
        str | None, typer.Option(metavar="DURATION", help=_("Only those due within 2h, 30m, 1d; late ones too."))
    ] = None,
    sort: Annotated[str | None, typer.Option(help=_("The order; due by default."), metavar="|".join(SORTS))] = None,
    saved: Annotated[
        str | None, typer.Option(metavar="NAME", help=_("Those of a saved queue; other options go before it."))
    ] = None,
    limit: Annotated[int, typer.Option(min=0, max=MOST, metavar="N", help=_("At most so many; 0 for all."))] = 50,
    after: Annotated[str | None, typer.Option(metavar="CURSOR", help=_("Go on behind this place."))] = None,
) -> None:
    """List tickets."""
    reported = {
        "status": _statuses(status),
        "owner": owner,
        "customer": customer,
        "level": level,
        "severity": severity,
        "overdue": overdue,
        "due_within": _seconds(due_within),
        "words": " ".join(words or ()),
        "sort": sort,
    }
    with front.reading() as desk:
        where = _filter(front, desk, saved, {name: value for name, value in reported.items() if _is_given(value)})
        _write(front, desk, where, limit, after)


def _write(front: Front, desk: Reading, where: TicketFilter, limit: int, after: str | None) -> None:
    """Write a page and name the place behind it; without a limit write row by row."""
    if not limit:
        found = iter_tickets(desk.conn, where, at=desk.at, after=after)
        front.write((ticket_shape(row, desk.at, desk.zone) for row in found), known=TICKET_FIELDS, columns=COLUMNS)
        return
    rows = list_tickets(desk.conn, where, at=desk.at, limit=limit + 1, after=after)
    shapes = [ticket_shape(row, desk.at, desk.zone) for row in rows[:limit]]
    front.write(shapes, known=TICKET_FIELDS, columns=COLUMNS)
    if len(rows) > limit:
        more = _("More follow: --after {cursor}").format(cursor=cursor_after_row(rows[limit - 1], where.sort))
        sys.stderr.write(more + "\n")


def _is_given(value: Any) -> bool:
    return value is not None and value is not False and value not in ("", ())


def _filter(front: Front, desk: Reading, saved: str | None, reported: dict[str, Any]) -> TicketFilter:
    """Make the filter of what was said, on top of a saved queue where one was named."""
    where = TicketFilter()
    if saved is not None:
        from deskctl.queries.tickets.saved_queues import saved_queue

        where = saved_queue(saved).where
    where = replace(where, **reported)
    for name in where.status:
        one_of("--status", name, (*STATUSES, EVERY))
    one_of("--sort", where.sort, SORTS)
    for name in ("level", "severity"):
        if getattr(where, name) is not None:
            from deskctl.queries.reference.policies import words_of_policies

            one_of(f"--{name}", getattr(where, name), words_of_policies(desk.conn, name))
    return replace(where, owner=_owner(front, desk)) if where.owner == MINE else where


def _seconds(reported: str | None) -> int | None:
    if reported is None:
        return None
    from deskctl.language.time_words.times import read_duration

    return read_duration(reported)


def _statuses(reported: list[str] | None) -> tuple[str, ...]:
    return tuple(name.strip() for word in reported or () for name in word.split(","))


def _owner(front: Front, desk: Reading) -> str:
    found = staff_of(desk.conn, front.who)
    if found is None:
        raise NotFound(N_("{name} is nobody of the staff: say who you are with --actor."), name=front.who)
    return found[0]
