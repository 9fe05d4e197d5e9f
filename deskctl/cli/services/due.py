"""`due`: the due list, which contains the duties other than the clocks of tickets."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Annotated

import typer

from deskctl.cli.app.closest_match import choice
from deskctl.cli.app.filter_options import FilterOption, chosen_codes, filtered, given_values
from deskctl.cli.app.invocation import Invocation, Reading
from deskctl.cli.app.options import MOST, After, Cursor, read_command
from deskctl.cli.services.staff_options import known_people
from deskctl.language.i18n import N_
from deskctl.queries.conditions.filter_values import require_ids
from deskctl.queries.conditions.filters import NOBODY
from deskctl.queries.due.due_cursor import after_cursor, cursor_of_duty
from deskctl.queries.due.due_inputs import DueInputs
from deskctl.queries.due.due_list import KINDS, DueFilter, due_counts, due_rows, first_rows, one_duty, unordered
from deskctl.queries.due.json_rows import due_shape
from deskctl.queries.json_values import Shape
from deskctl.queries.reference.record_references import with_remaining_records
from deskctl.sla.duties import Duty

_COLUMNS = ("state", "due_on", "due_at", "kind", "subject", "title", "customer", "role", "owner")

_FILTERS = (
    FilterOption("kind", "KIND", N_("Only this kind.")),
    FilterOption("role", "ROLE", N_("Only what this role does.")),
    FilterOption("owner", "ID", N_("Only what this person does: a staff id, me, or none.")),
    FilterOption("customer", "ID", N_("Only for this customer.")),
)
_Within = Annotated[
    str | None,
    typer.Option(metavar="DURATION", help=N_("Due within 14d, 2h; by default within the lead time of its kind.")),
]
_Overdue = Annotated[bool, typer.Option("--overdue", help=N_("Only what is late."))]
_Hard = Annotated[bool, typer.Option("--hard", help=N_("Only promises with a number in the source."))]


def _listed(
    invocation: Invocation,
    within: _Within = None,
    overdue: _Overdue = False,
    hard: _Hard = False,
    limit: Annotated[int, typer.Option(min=0, max=MOST, metavar="N", help=N_("At most this many; 0 for all."))] = 0,
    after: After = None,
    cursor: Cursor = False,
    **options: list[str] | None,
) -> None:
    """List what is due."""
    invocation.require_jsonl(cursor=cursor)
    with invocation.reading() as desk:
        where = replace(_due_filter(invocation, desk, options), within=_seconds(within), overdue=overdue, hard=hard)
        rows = after_cursor((unordered if limit else due_rows)(_inputs(desk), where), after)
        following = _write(invocation, desk, rows, limit)
    invocation.end_page(following, cursor=cursor)


def _write(invocation: Invocation, desk: Reading, rows: Iterator[Duty], limit: int) -> str | None:
    """Write the rows of a page, and return the cursor of the next one if more follow."""
    duties = first_rows(rows, limit + 1) if limit else None
    shown = rows if duties is None else duties[:limit]
    invocation.write((_shape(invocation, desk, duty) for duty in shown), "due-row", _COLUMNS)
    return cursor_of_duty(duties[limit - 1]) if duties and len(duties) > limit else None


@read_command
def next_(
    invocation: Invocation,
    n: Annotated[int, typer.Option("-n", min=1, max=MOST, metavar="N", help=N_("At most this many."))] = 20,
) -> None:
    """List what is due next, including what is not due yet."""
    with invocation.reading() as desk:
        rows = first_rows(unordered(_inputs(desk), DueFilter(within=MOST)), n)
        invocation.write((_shape(invocation, desk, duty) for duty in rows), "due-row", _COLUMNS)


@read_command
def show(
    invocation: Invocation,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=N_("The kind, as the list names it."))],
    subject: Annotated[str, typer.Argument(metavar="SUBJECT", help=N_("The subject, as the list names it."))],
) -> None:
    """Show one row with its arithmetic in words."""
    from deskctl.queries.due.explanation import explained

    with invocation.reading() as desk:
        inputs = _inputs(desk)
        duty = one_duty(inputs, _kind(kind), subject)
        shape = {**_shape(invocation, desk, duty), "words": explained(inputs, duty)}
        invocation.show(shape, "due-row-full")


def _counted(invocation: Invocation, **options: list[str] | None) -> None:
    """Count the rows of each kind."""
    with invocation.reading() as desk:
        counted = due_counts(_inputs(desk), _due_filter(invocation, desk, options))
    rows = [{"kind": kind, "rows": every, "overdue": late} for kind, (every, late) in counted.items()]
    invocation.write(rows, "due-count")


def _shape(invocation: Invocation, desk: Reading, duty: Duty) -> Shape:
    """Return the shape of a row; people do not read a title that only repeats the subject."""
    shape = due_shape(duty, desk.at, desk.zone)
    return {**shape, "title": duty.own_title} if invocation.form == "table" else shape


def _inputs(desk: Reading) -> DueInputs:
    return DueInputs(desk.conn, desk.at, desk.zone)


def _kind(word: str) -> str:
    return choice("kind", "KIND", word, KINDS)


def _due_filter(invocation: Invocation, desk: Reading, options: Mapping[str, list[str] | None]) -> DueFilter:
    """Return the filter for the options; raises `Usage` and `NotFound` for values that do not exist."""
    from deskctl.language.words.choices import ROLES

    values = {name: given_values(options, name) for name in options}
    for name, valid in (("kind", KINDS), ("role", tuple(ROLES))):
        for option in (name, f"not_{name}"):
            values[option] = chosen_codes(name, f"--{option.replace('_', '-')}", values[option], valid)
    for option in ("owner", "not_owner"):
        values[option] = known_people(invocation, desk, values[option])
    customers = (*values["customer"], *values["not_customer"])
    require_ids(desk.conn, "customer", [one for one in customers if one != NOBODY])
    for option in ("customer", "not_customer"):
        values[option] = with_remaining_records(desk.conn, "customer", values[option])
    return DueFilter(
        kinds=values["kind"],
        role=values["role"],
        owner=values["owner"],
        customer=values["customer"],
        without={one.name: values[f"not_{one.name}"] for one in _FILTERS},
    )


def _seconds(duration: str | None) -> int | None:
    if duration is None:
        return None
    from deskctl.language.time_words.times import read_duration

    return read_duration(duration)


list_, count = filtered(_listed, _FILTERS), filtered(_counted, _FILTERS)
