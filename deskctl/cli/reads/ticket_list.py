"""`ticket list`."""

import inspect
from typing import Annotated, Any, TypeAlias

import typer

from deskctl.cli.app.filter_options import filter_parameters, given_values, given_words
from deskctl.cli.app.invocation import Invocation, Reading
from deskctl.cli.app.options import MOST, After, Cursor, read_command
from deskctl.cli.output.results import write_line
from deskctl.cli.reads.ticket_filters import FILTERS, filter_of
from deskctl.errors import Usage
from deskctl.language.i18n import N_
from deskctl.queries.conditions.filters import SORTS, TicketFilter
from deskctl.queries.ticket.json_rows import ticket_shape
from deskctl.queries.tickets.ticket_list import count_tickets, cursor_after_row, iter_tickets, list_tickets

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

_Words: TypeAlias = Annotated[list[str] | None, typer.Argument(metavar="WORDS", help=N_("Fragments to search for."))]
_Overdue: TypeAlias = Annotated[bool, typer.Option("--overdue", help=N_("Only those whose next promise is late."))]
_Contested: TypeAlias = Annotated[
    bool, typer.Option("--contested", help=N_("Only those with an action that a later action contradicts."))
]
_DueWithin: TypeAlias = Annotated[
    str | None, typer.Option(metavar="DURATION", help=N_("Only those due within 2h, 30m, 1d; late ones too."))
]
_Sort: TypeAlias = Annotated[str | None, typer.Option(help=N_("The order; due by default."), metavar="|".join(SORTS))]
_Reverse: TypeAlias = Annotated[bool, typer.Option("--reverse", help=N_("Reverse the order."))]
_Saved: TypeAlias = Annotated[
    str | None, typer.Option(metavar="NAME", help=N_("Those of a saved queue; other options take precedence."))
]
_Count: TypeAlias = Annotated[bool, typer.Option("--count", help=N_("Only count them."))]
_Limit: TypeAlias = Annotated[int, typer.Option(min=0, max=MOST, metavar="N", help=N_("At most this many; 0 for all."))]


def _listed(  # noqa: PLR0913, PLR0917 - one parameter for each option of a page
    invocation: Invocation,
    words: _Words = None,
    overdue: _Overdue = False,
    contested: _Contested = False,
    due_within: _DueWithin = None,
    sort: _Sort = None,
    reverse: _Reverse = False,
    saved: _Saved = None,
    count: _Count = False,
    limit: _Limit = 50,
    after: After = None,
    cursor: Cursor = False,
    **options: list[str] | None,
) -> None:
    invocation.require_jsonl(cursor=cursor)
    values: dict[str, Any] = {one.name: given_values(options, one.name) for one in FILTERS}
    values |= {f"not_{one.name}": given_values(options, f"not_{one.name}") for one in FILTERS if one.opposite}
    values |= {
        "overdue": overdue,
        "contested": contested,
        "due_within": due_within,
        "words": given_words(words),
        "sort": sort,
    }
    with invocation.reading() as desk:
        _require_present(invocation, desk)
        where = filter_of(invocation, desk, saved, values)._replace(reverse=reverse)
        if count:
            _write_count(invocation, count_tickets(desk.conn, where, at=desk.at))
            return
        following = _write(invocation, desk, where, limit, after)
    invocation.end_page(following, cursor=cursor)


def _require_present(invocation: Invocation, desk: Reading) -> None:
    """Refuse a time before the last action: status, owner and order of the list are those of now."""
    if invocation.as_of is None:
        return
    from deskctl.queries.tickets.past_ticket import was_changed_since

    if was_changed_since(desk.conn, desk.at):
        raise Usage(
            N_("The list cannot show an earlier time: it shows the current status and owner. A single ticket can."),
            hint=f"deskctl ticket show T-001 --as-of '{invocation.as_of}'",
        )


def _write_count(invocation: Invocation, count: int) -> None:
    if invocation.form == "plain":
        write_line(str(count))
    else:
        invocation.show({"count": count})


def _write(invocation: Invocation, desk: Reading, where: TicketFilter, limit: int, after: str | None) -> str | None:
    """Write a page and return the cursor of the next page, if there is one; without a limit write all rows."""
    if not limit:
        tickets = iter_tickets(desk.conn, where, at=desk.at, after=after)
        invocation.write((ticket_shape(row, desk.at, desk.zone) for row in tickets), "ticket", COLUMNS)
        return None
    rows = list_tickets(desk.conn, where, at=desk.at, limit=limit + 1, after=after)
    shapes = [ticket_shape(row, desk.at, desk.zone) for row in rows[:limit]]
    invocation.write(shapes, "ticket", COLUMNS)
    return cursor_after_row(rows[limit - 1], where) if len(rows) > limit else None


_OWN = [one for one in inspect.signature(_listed).parameters.values() if one.kind != one.VAR_KEYWORD]
list_ = read_command(_listed, [_OWN[1], *filter_parameters(FILTERS), *_OWN[2:]])
