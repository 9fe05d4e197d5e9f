"""Reads about calendars: open hours, due times, open time between two times."""

from datetime import date, datetime, timedelta
from typing import Annotated

import typer

from deskctl.cli.app.invocation import Invocation, time_in
from deskctl.cli.app.options import read_command
from deskctl.errors import Usage
from deskctl.language.i18n import N_, _
from deskctl.language.time_words.times import read_duration
from deskctl.language.time_words.weekdays import WEEKDAY_NAMES
from deskctl.language.words import word
from deskctl.language.words.holidays import HOLIDAYS
from deskctl.queries.json_values import rfc3339
from deskctl.queries.reference.hours import calendar_entries, calendar_named, calendars, days_of_month

_Named = Annotated[str, typer.Option("--calendar", metavar="NAME", help=N_("The calendar: HOTLINE, URGENT ..."))]
_Policy = Annotated[str | None, typer.Option("--policy", metavar="ID", help=N_("The policy that it belongs to."))]
_From = Annotated[str, typer.Option("--from", metavar="TIME", help=N_("The start."))]


@read_command
def list_(invocation: Invocation, policy: _Policy = None) -> None:
    """List the calendars with their weekly hours, the days that the desk entered, and the years it published."""
    with invocation.reading() as desk:
        rows = [
            {"kind": one.kind, "name": one.name, "hours": one.hours, "off": one.off, "words": one.words,
             "added_at": rfc3339(one.added_at, desk.zone)}
            for one in calendar_entries(desk.conn, policy)
        ]  # fmt: skip
    invocation.write(rows, "calendar-entry")


@read_command
def show(
    invocation: Invocation,
    calendar: Annotated[str | None, typer.Option(metavar="NAME", help=N_("Only this calendar."))] = None,
    month: Annotated[
        str | None, typer.Option(metavar="YYYY-MM", help=N_("The month; the current one by default."))
    ] = None,
    policy: _Policy = None,
) -> None:
    """Show the open hours of calendars day by day, with the names of holidays."""
    with invocation.reading() as desk:
        by_name = calendars(desk.conn, policy)
        chosen = by_name.values() if calendar is None else [calendar_named(desk.conn, calendar, policy)]
        first = _month(month) if month else datetime.fromtimestamp(desk.at, desk.zone).date()
        days = [day for one in chosen for day in days_of_month(one, first.year, first.month)]
    translate = str if invocation.form in {"json", "jsonl"} else _
    shapes = [
        {
            "calendar": day.calendar,
            "date": day.day.isoformat(),
            "weekday": translate(WEEKDAY_NAMES[day.day.weekday()]),
            "hours": list(day.hours),
            "name": day.name if translate is str else word(HOLIDAYS, day.name),
            "provisional": day.provisional,
        }
        for day in days
    ]
    invocation.write(shapes, "calendar-day")


@read_command
def due(
    invocation: Invocation,
    calendar: _Named,
    from_: _From,
    length: Annotated[str, typer.Option("--for", metavar="DURATION", help=N_("How much open time: 30m, 4h, 1d."))],
    policy: _Policy = None,
) -> None:
    """Show when an amount of open time has passed."""
    with invocation.reading() as desk:
        chosen = calendar_named(desk.conn, calendar, policy)
        start = time_in(from_, desk.zone.key)
        at = chosen.due(start, timedelta(seconds=read_duration(length)))
    stamp = None if at is None else int(at.timestamp())
    invocation.show({"due": rfc3339(stamp, desk.zone), "provisional": stamp is not None and chosen.provisional(stamp)})


@read_command
def elapsed(
    invocation: Invocation,
    calendar: _Named,
    from_: _From,
    to: Annotated[str, typer.Option("--to", metavar="TIME", help=N_("The end."))],
    policy: _Policy = None,
) -> None:
    """Show the open time between two times."""
    with invocation.reading() as desk:
        chosen = calendar_named(desk.conn, calendar, policy)
        start, end = time_in(from_, desk.zone.key), time_in(to, desk.zone.key)
    if end < start:
        raise Usage(N_("--to must not be earlier than --from."))
    invocation.show({"seconds": int(chosen.elapsed(start, end).total_seconds())})


def _month(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError as error:
        raise Usage(N_("{text!r} is not a month; write it as 2026-11."), text=text) from error
