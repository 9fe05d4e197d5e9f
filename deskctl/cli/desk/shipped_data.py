"""Install newer shipped data in an existing desk."""

from typing import Annotated

import typer

from deskctl.cli.app.authority import INSTALL, require_right
from deskctl.cli.app.invocation import Invocation
from deskctl.cli.app.options import desk_command
from deskctl.errors import Remedy
from deskctl.language.i18n import N_


@desk_command
def update_data(
    invocation: Invocation,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Only show what would be changed."))] = False,
) -> None:
    """Install newer shipped data."""
    from deskctl.store.facts.shipped_records import shipped_changes, update_shipped
    from deskctl.store.open import writing_once

    if not dry_run:
        require_right(invocation, INSTALL, Remedy(do="desk.update-data"))

    if dry_run:
        with invocation.reading() as desk:
            changes = list(shipped_changes(desk.conn))
    else:
        with writing_once(invocation.path) as conn:
            changes = update_shipped(conn)
    rows = [{"kind": change.table, "id": change.record["id"], "change": change.what} for change in changes]
    invocation.write(rows, "shipped-change")
