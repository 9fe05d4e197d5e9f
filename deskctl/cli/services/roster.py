"""Who is on call."""

from typing import Annotated

import typer

from deskctl.cli.app.invocation import Front, time_in
from deskctl.cli.app.options import reads
from deskctl.errors import NotFound
from deskctl.language.i18n import N_, _
from deskctl.queries.json_values import rfc3339
from deskctl.queries.reference.staff import on_call as who


@reads
def on_call(
    front: Front,
    at: Annotated[str | None, typer.Option(metavar="TIME", help=_("At this moment; now by default."))] = None,
) -> None:
    """Tell who is on call."""
    with front.reading() as desk:
        moment = int(time_in(at, desk.zone.key).timestamp()) if at else desk.at
        found = who(desk.conn, moment)
        if found is None:
            raise NotFound(N_("Nobody is on call at {at}: the roster has a gap."), at=rfc3339(moment, desk.zone))
        staff, name, phone, start, end = found
        shape = {
            "staff": staff,
            "name": name,
            "phone": phone,
            "start": rfc3339(start, desk.zone),
            "end": rfc3339(end, desk.zone),
        }
    front.tell(shape)
