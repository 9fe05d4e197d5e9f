"""`--fields` read before a command runs: asking for the names must not take a step, and a slip must not either."""

from collections.abc import Mapping, Sequence
from typing import Any

from deskctl.cli.output.answers import THE_NAMES, chosen_fields, chosen_form, write_rows
from deskctl.cli.schemas import OPEN, SHAPES


def answered(shapes: Sequence[str], reported: Mapping[str, Any]) -> bool:
    """Answer `--fields` alone with the names; raises `Usage` for a name that there is not.

    False where the command is to run, and where only the command knows which fields it writes.
    """
    shape = _shape(shapes, reported)
    if shape is None:
        return False
    known = tuple(SHAPES[shape])
    if chosen_fields(reported["fields"], known):
        return False
    forms = {name: bool(reported[name]) for name in ("json", "jsonl", "plain", "csv", "xlsx")}
    form = chosen_form(**forms)
    write_rows([], form, known=known, columns=known, reported=THE_NAMES, file=reported["xlsx"])
    return True


def _shape(shapes: Sequence[str], reported: Mapping[str, Any]) -> str | None:
    if "dry_run" in reported:
        return shapes[-1 if reported["dry_run"] else 0]
    return shapes[0] if len(shapes) == 1 and shapes[0] not in OPEN else None
