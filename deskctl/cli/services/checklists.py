"""`checklist`: list the checklists in force, show one, and check a file before it is installed."""

from typing import Annotated, Any

import typer

from deskctl.cli.app.invocation import Invocation
from deskctl.cli.app.options import read_command
from deskctl.errors import NotFound
from deskctl.language.i18n import N_, either
from deskctl.operations.inspections.checklists import checklist_file
from deskctl.policy_file.checklists import Checklist, checklists, read_checklist
from deskctl.queries.services.site_checklists import known_checklists

_SHAPE = "checklist-items"
_COLUMNS = ("id", "version", "name", "own", "classes", "uses", "required")


@read_command
def list_(invocation: Invocation) -> None:
    """List the checklists in force."""
    with invocation.reading() as desk:
        rows = [_shape(one) for one in known_checklists(desk.conn).values()]
    invocation.write(rows, _SHAPE, _COLUMNS)


@read_command
def show(
    invocation: Invocation, checklist: Annotated[str, typer.Argument(metavar="ID", help=N_("The checklist."))]
) -> None:
    """Show a checklist with its items."""
    with invocation.reading() as desk:
        found = known_checklists(desk.conn).get(checklist)
    if found is None:
        raise NotFound(N_("There is no checklist {name}."), name=checklist, hint="deskctl checklist list")
    invocation.show(_shape(found), _SHAPE)


@read_command
def check(invocation: Invocation, file: Annotated[str, typer.Argument(metavar="FILE", help=N_("The file."))]) -> None:
    """Show the checklist in a file without installing it."""
    invocation.show(_shape(read_checklist(checklist_file(file))), _SHAPE)


def _shape(made: Checklist) -> dict[str, Any]:
    return {
        "id": made.id,
        "version": made.version,
        "name": either(made.zh, made.en),
        "own": checklists().get(made.id) != made,
        "classes": sorted(made.classes),
        "uses": sorted(made.uses),
        "required": sum(item.required for item in made.items),
        "items": [
            {
                "key": item.key, "group": item.group, "name": either(item.zh, item.en), "required": item.required,
                "kind": item.kind, "choices": list(item.choices), "unit": item.unit,
                "attention": _limit(item.attention), "abnormal": _limit(item.abnormal),
            }
            for item in made.items
        ],
    }  # fmt: skip


def _limit(limit: str | tuple[str, ...]) -> str | list[str]:
    return list(limit) if isinstance(limit, tuple) else limit
