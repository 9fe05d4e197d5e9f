"""`--fields` is handled before the command runs: neither listing the names nor a wrong name may record anything."""

from collections.abc import Mapping, Sequence
from typing import Any

from deskctl.cli.output.results import THE_NAMES, chosen_fields, chosen_form, write_rows
from deskctl.cli.schemas import OPEN, selectable_fields


def lists_fields(shapes: Sequence[str], options: Mapping[str, Any]) -> bool:
    """Write the names of the fields and return True if `--fields` has no value; raises `Usage` for an unknown name.

    Return False if the command should run, or if only the command itself knows its fields.
    """
    shape = _shape(shapes, options)
    if shape is None:
        return False
    fields = selectable_fields(shape)
    if chosen_fields(options["fields"], fields):
        return False
    forms = {name: bool(options[name]) for name in ("json", "jsonl", "plain", "csv", "xlsx")}
    form = chosen_form(**forms)
    write_rows([], form, all_fields=fields, columns=fields, selected=THE_NAMES, file=options["xlsx"])
    return True


def _shape(shapes: Sequence[str], params: Mapping[str, Any]) -> str | None:
    if "dry_run" in params:
        return shapes[-1 if params["dry_run"] else 0]
    return shapes[0] if len(shapes) == 1 and shapes[0] not in OPEN else None
