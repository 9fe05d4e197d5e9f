"""`dispatch`: planned visits with their conflicts, free engineers, and the plan as a calendar file."""

import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from deskctl.cli.app.filter_options import given_values
from deskctl.cli.app.invocation import Invocation, Reading, time_in
from deskctl.cli.app.options import MOST, read_command
from deskctl.cli.services.staff_options import known_people
from deskctl.errors import Usage
from deskctl.language.i18n import N_
from deskctl.queries.conditions.value_filter import ValueFilter
from deskctl.queries.dispatch.dispatch_list import DispatchFilter, dispatch_list, visit_shape
from deskctl.queries.dispatch.free_engineers import EngineerRequest, free_engineers

_COLUMNS = ("state", "from", "until", "leave_by", "id", "of", "customer_name", "site_name", "engineers", "conflicts")
_AHEAD = 14 * 86_400

_Day = Annotated[str | None, typer.Option("--day", metavar="DATE", help=N_("The visits of this day."))]
_From = Annotated[str | None, typer.Option("--from", metavar="TIME", help=N_("The start; today by default."))]
_To = Annotated[
    str | None, typer.Option("--to", metavar="TIME", help=N_("The end, a day included; after two weeks by default."))
]
_Engineer = Annotated[
    list[str] | None,
    typer.Option("--engineer", metavar="ID", help=N_("Only for this person: a staff id, me, or none.")),
]
_NotEngineer = Annotated[list[str] | None, typer.Option("--not-engineer", metavar="ID", help=N_("Exclude these."))]


@read_command
def list_(
    invocation: Invocation,
    day: _Day = None,
    since: _From = None,
    until: _To = None,
    engineer: _Engineer = None,
    not_engineer: _NotEngineer = None,
    unassigned: Annotated[bool, typer.Option("--unassigned", help=N_("Only those without an engineer."))] = False,
) -> None:
    """List the planned visits."""
    with invocation.reading() as desk:
        begin, end = _period(invocation, desk, day, since, until)
        where = DispatchFilter(begin, end, _people(invocation, desk, engineer, not_engineer), unassigned)
        rows = [
            visit_shape(visit, conflicts, desk.at, desk.zone)
            for visit, conflicts in dispatch_list(desk.conn, desk.zone, where, desk.at)
        ]
    invocation.write(rows, "dispatch-row", _COLUMNS)


@read_command
def free(
    invocation: Invocation,
    at: Annotated[str | None, typer.Option("--at", metavar="TIME", help=N_("The start; now by default."))] = None,
    minutes: Annotated[int, typer.Option(min=1, max=MOST, metavar="N", help=N_("The length in minutes."))] = 120,
    skill: Annotated[str | None, typer.Option(metavar="WORDS", help=N_("Only those with this skill."))] = None,
    near: Annotated[str | None, typer.Option(metavar="ID", help=N_("Show the travel time to this site."))] = None,
) -> None:
    """List the engineers who are free."""
    with invocation.reading() as desk:
        begin = int(time_in(at, desk.zone.key).timestamp()) if at else desk.at
        rows = free_engineers(desk.conn, desk.zone, EngineerRequest(begin, minutes, skill, near), desk.at)
    invocation.write(rows, "free-engineer")


@read_command
def export(
    invocation: Invocation,
    engineer: _Engineer = None,
    not_engineer: _NotEngineer = None,
    day: _Day = None,
    since: _From = None,
    until: _To = None,
    form: Annotated[str, typer.Option("--format", metavar="ics", help=N_("The format of the file."))] = "ics",
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help=N_("The file; - for stdout."))] = "-",
) -> None:
    """Export the plan as a calendar file."""
    from deskctl.documents.model.file_names import write_file
    from deskctl.documents.writers.calendar_file import calendar_file

    if output == "-":
        invocation.require_no_rows()
    if form != "ics":
        raise Usage(N_("The plan is exported as {form} only."), form="ics")
    with invocation.reading() as desk:
        begin, end = _period(invocation, desk, day, since, until)
        where = DispatchFilter(begin, end, _people(invocation, desk, engineer, not_engineer))
        visits = [visit for visit, _conflicts in dispatch_list(desk.conn, desk.zone, where, desk.at)]
        made = calendar_file(visits, desk.at).encode()
    if output == "-":
        sys.stdout.buffer.write(made)
    else:
        write_file(Path(output), made, force=False)
        invocation.show({"file": output, "visits": len(visits)})


def _people(
    invocation: Invocation, desk: Reading, engineer: list[str] | None, not_engineer: list[str] | None
) -> ValueFilter:
    options = {"engineer": engineer, "not_engineer": not_engineer}
    return ValueFilter(*(known_people(invocation, desk, given_values(options, name)) for name in options))


def _period(
    invocation: Invocation, desk: Reading, day: str | None, since: str | None, until: str | None
) -> tuple[int, int]:
    """Return the requested period; by default two weeks from the last midnight."""
    if day is not None:
        if since or until:
            raise Usage(N_("Give --day, or --from and --to."))
        midnight = _midnight(desk, invocation.day(day))
        return int(midnight.timestamp()), int((midnight + timedelta(days=1)).timestamp())
    today = int(_midnight(desk, datetime.fromtimestamp(desk.at, desk.zone)).timestamp())
    first, last = desk.bound(since, "first"), desk.bound(until, "last")
    begin = today if first is None else first
    end = begin + _AHEAD if last is None else last
    if end <= begin:
        raise Usage(N_("--to must be after --from."))
    return begin, end


def _midnight(desk: Reading, day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=desk.zone)
