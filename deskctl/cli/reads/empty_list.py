"""What an empty list of records says on stderr: what is due with the command that begins it, or that nothing is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.cli.output.narration import is_quiet, narrate
from deskctl.language.i18n import N_, _
from deskctl.safe_text import visible

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from deskctl.cli.app.invocation import Reading

_KINDS: Mapping[str, str] = {"inspection": "inspection", "return-visit": "return_visit"}
"""The kind of duty that the records of a noun fulfil; such a duty is derived and needs no record."""

_NAMED = 3
_DAYS = 31
_AHEAD = _DAYS * 86_400
_DUE = N_("{subject} ({title}) is due by {day}: {command}")
_NOTHING = N_("None is on record, and none is due within {days} days.")
_REST = N_("{count} more: deskctl due list --kind {kind} --within 31d")


def name_what_is_due(
    desk: Reading, noun: str, *, customers: Sequence[str] = (), without_customers: Sequence[str] = ()
) -> None:
    """Print the first duties that the records of a noun would fulfil, each with its command, or that there are none."""
    kind = _KINDS.get(noun)
    if kind is None or is_quiet():
        return
    from deskctl.queries.due.due_inputs import DueInputs
    from deskctl.queries.due.due_list import DueFilter, due_list
    from deskctl.queries.due.json_rows import due_shape

    where = DueFilter((kind,), customer=(*customers,), within=_AHEAD, without={"customer": (*without_customers,)})
    duties = due_list(DueInputs(desk.conn, desk.at, desk.zone), where)
    for shape in (due_shape(duty, desk.at, desk.zone) for duty in duties[:_NAMED]):
        words = {"subject": shape["subject"], "title": shape["title"], "day": shape["due_on"], "command": shape["hint"]}
        narrate(visible(_(_DUE).format(**words)))
    if not duties:
        narrate(_(_NOTHING).format(days=_DAYS))
    if len(duties) > _NAMED:
        narrate(_(_REST).format(count=len(duties) - _NAMED, kind=kind))
