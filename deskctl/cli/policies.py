"""What can be asked about policies."""

from deskctl.cli.front import Front
from deskctl.cli.options import reads
from deskctl.cli.output import write_rows
from deskctl.i18n import either
from deskctl.queries.policies import list_policies
from deskctl.queries.shapes import rfc3339

_FIELDS = ("policy", "version", "title", "installed_at", "tickets", "current")


@reads
def list_(front: Front) -> None:
    """List the installed policies."""
    with front.reading() as desk:
        shapes = [
            {
                "policy": row.policy,
                "version": row.version,
                "title": either(row.title_zh, row.title_en),
                "installed_at": rfc3339(row.installed_at, desk.zone),
                "tickets": row.tickets,
                "current": row.current,
            }
            for row in list_policies(desk.conn)
        ]
    write_rows(shapes, front.form, known=_FIELDS, columns=_FIELDS, said=front.fields)
