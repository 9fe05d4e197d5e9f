"""Reads about clocks: the list, and the next to be breached."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Annotated, TypeAlias

import typer

from deskctl.cli.app.filter_options import chosen_codes, given_values
from deskctl.cli.app.invocation import Invocation
from deskctl.cli.app.options import MOST, read_command
from deskctl.cli.output.narration import narrate
from deskctl.errors import Usage
from deskctl.language.i18n import N_, _
from deskctl.language.words.choices import OF_FIELD
from deskctl.names import ticket_number
from deskctl.queries.conditions.filter_values import require_policy
from deskctl.queries.json_values import Shape
from deskctl.queries.ticket.json_rows import clock_shape
from deskctl.queries.tickets.clocks import ClockRow, iter_clocks, next_clocks
from deskctl.queries.tickets.ticket_row import get_ticket
from deskctl.sla.state import STATES
from deskctl.store.port import Reader

_Coming: TypeAlias = tuple[ClockRow, str, str | None]
_COLUMNS = ("ticket", "milestone", "clause", "state", "start", "due", "stop", "calendar")
_NEXT_COLUMNS = ("ticket", "milestone", "due", "remaining", "clause", "customer_name", "title")


@read_command
def list_(
    invocation: Invocation,
    ticket: Annotated[str | None, typer.Argument(metavar="T", help=N_("The ticket: 17 or T-017."))] = None,
    every: Annotated[bool, typer.Option("--all", help=N_("Include those of closed tickets."))] = False,
    state: Annotated[list[str] | None, typer.Option(help=N_("Only in this state."), metavar="|".join(STATES))] = None,
    not_state: Annotated[list[str] | None, typer.Option(help=N_("Exclude these."), metavar="STATE")] = None,
    milestone: Annotated[list[str] | None, typer.Option(metavar="MILESTONE", help=N_("Only this milestone."))] = None,
    not_milestone: Annotated[list[str] | None, typer.Option(metavar="MILESTONE", help=N_("Exclude these."))] = None,
    policy: Annotated[
        str | None, typer.Option(metavar="ID", help=N_("As they would be under this policy; nothing is changed."))
    ] = None,
) -> None:
    """List clocks."""
    if ticket is not None and every:
        raise Usage(N_("--all cannot be combined with a ticket."))
    options = {"state": state, "not_state": not_state, "milestone": milestone, "not_milestone": not_milestone}
    matches = _clock_filter({name: _codes(name, given_values(options, name)) for name in options})
    with invocation.reading() as desk:
        number = None if ticket is None else get_ticket(desk.conn, ticket_number(ticket)).number
        rows = _lister(desk.conn, policy, is_past=invocation.as_of is not None)(
            desk.conn, number, at=desk.at, every=every
        )
        shapes = (clock_shape(row, desk.at, desk.zone) for row in rows)
        years: set[str] = set()
        passed = _noting_years((shape for shape in shapes if matches(shape)), years)
        invocation.write(passed, "clock", _COLUMNS)
    _print_provisional(invocation, years)


def _codes(name: str, values: Sequence[str]) -> tuple[str, ...]:
    field = name.removeprefix("not_")
    valid = STATES if field == "state" else tuple(OF_FIELD[field])
    return chosen_codes(field, f"--{name.replace('_', '-')}", values, valid)


def _clock_filter(options: Mapping[str, Sequence[str]]) -> Callable[[Shape], bool]:
    """Return the predicate for the filters."""

    def matches(shape: Shape) -> bool:
        return all(
            (not options[name] or shape[name] in options[name]) and shape[name] not in options[f"not_{name}"]
            for name in ("state", "milestone")
        )

    return matches


def _lister(conn: Reader, policy: str | None, *, is_past: bool) -> Callable[..., Iterable[ClockRow]]:
    if policy is None and is_past:
        from deskctl.queries.tickets.past_ticket import iter_past_clocks

        return iter_past_clocks
    if policy is None:
        return iter_clocks
    require_policy(conn, policy)
    from deskctl.queries.month.policy_comparison import iter_clocks_under

    return partial(iter_clocks_under, policy=policy)


@read_command
def next_(
    invocation: Invocation,
    number: Annotated[int, typer.Option("-n", min=1, max=MOST, metavar="N", help=N_("At most this many."))] = 20,
    soon: Annotated[bool, typer.Option("--soon", help=N_("Only those past the policy's warning threshold."))] = False,
) -> None:
    """List the clocks that are breached next."""
    with invocation.reading() as desk:
        coming = next_clocks(desk.conn, number, at=desk.at)
        if soon:
            coming = _past_threshold(coming, desk.at)
        shapes = [
            clock_shape(row, desk.at, desk.zone)
            | {"title": title, "customer_name": customer, "remaining": (row.due or desk.at) - desk.at}
            for row, title, customer in coming
        ]
    years: set[str] = set()
    invocation.write(_noting_years(shapes, years), "clock-next", _NEXT_COLUMNS)
    _print_provisional(invocation, years)


def _past_threshold(coming: list[_Coming], at: int) -> list[_Coming]:
    return [one for one in coming if one[0].warns_at is not None and one[0].warns_at <= at]


def _noting_years(shapes: Iterable[Shape], years: set[str]) -> Iterator[Shape]:
    """Yield the clocks, and collect the years of those that depend on unpublished holidays."""
    for shape in shapes:
        if shape["provisional"] and shape["due"]:
            years.add(str(shape["due"])[:4])
        yield shape


def _print_provisional(invocation: Invocation, years: set[str]) -> None:
    """Print the years whose due times depend on unpublished holidays; JSON has a field for it."""
    if invocation.form in {"plain", "table"}:
        for year in sorted(years):
            text = _("calendar {year} not published: due time provisional").format(year=year)
            narrate(text)
