"""`on-call`: who is on call, and the gaps and overlaps of the roster."""

from typing import Annotated

import typer

from deskctl.cli.app.closest_match import one_of
from deskctl.cli.app.invocation import Invocation, time_in
from deskctl.cli.app.options import read_command
from deskctl.errors import NotFound
from deskctl.language.i18n import N_
from deskctl.language.time_words.times import read_duration
from deskctl.queries.json_values import rfc3339
from deskctl.queries.reference.roster import gaps_and_overlaps
from deskctl.store.facts.people import on_call as who

GAPS = "gaps"
_AHEAD = "28d"


@read_command
def on_call(
    invocation: Invocation,
    what: Annotated[
        str | None, typer.Argument(metavar="[gaps]", help=N_("gaps: list the gaps and overlaps instead."))
    ] = None,
    at: Annotated[str | None, typer.Option(metavar="TIME", help=N_("The time; now by default."))] = None,
    within: Annotated[str, typer.Option(metavar="DURATION", help=N_("How far ahead to look for gaps."))] = _AHEAD,
) -> None:
    """Print who is on call."""
    if one_of("gaps", what, (GAPS,)) is not None:
        _list_stretches(invocation, at, read_duration(within))
        return
    with invocation.reading() as desk:
        moment = int(time_in(at, desk.zone.key).timestamp()) if at else desk.at
        duty = who(desk.conn, moment)
        if duty is None:
            raise NotFound(
                N_("Nobody is on call at {at}: the roster has a gap."), at=rfc3339(moment, desk.zone),
                hint="deskctl roster add --staff ID --start TIME --end TIME",
            )  # fmt: skip
        staff, name, phone, start, end = duty
        shape = {
            "staff": staff,
            "name": name,
            "phone": phone,
            "start": rfc3339(start, desk.zone),
            "end": rfc3339(end, desk.zone),
        }
    invocation.show(shape, "on-call")


def _list_stretches(invocation: Invocation, at: str | None, ahead: int) -> None:
    """List the gaps and overlaps of the roster ahead."""
    with invocation.reading() as desk:
        begin = int(time_in(at, desk.zone.key).timestamp()) if at else desk.at
        rows = [
            {
                "kind": stretch.kind,
                "start": rfc3339(stretch.start, desk.zone),
                "end": rfc3339(stretch.end, desk.zone),
                "staff": list(stretch.staff),
            }
            for stretch in gaps_and_overlaps(desk.conn, begin, begin + ahead)
        ]
    invocation.write(rows, "roster-stretch")
