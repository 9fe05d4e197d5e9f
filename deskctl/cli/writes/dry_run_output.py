"""The output of a dry run: the events that would be recorded, and the clocks that would change."""

from collections.abc import Iterator

from deskctl.cli.app.invocation import Invocation
from deskctl.cli.output.answers import write_rows
from deskctl.names import ticket_name
from deskctl.operations.changed_clocks import changed_clocks
from deskctl.operations.perform import OperationResult
from deskctl.queries.json_values import Shape

_COLUMNS = ("what", "name", "before", "after")


def print_dry_run(invocation: Invocation, done: OperationResult) -> None:
    """Print the events that an operation would record and the clocks that would change."""
    with invocation.reading() as desk:
        clocks = changed_clocks(done.changes, desk.at, desk.zone)
    if invocation.form in {"json", "jsonl"}:
        ticket = None if done.ticket is None else ticket_name(done.ticket)
        shape = {"dry_run": True, "ticket": ticket, "events": list(done.events), "clocks": clocks}
        invocation.show(shape)
    else:
        rows, fields = _rows(done, clocks), invocation.fields
        write_rows(rows, invocation.form, all_fields=_COLUMNS, columns=_COLUMNS, selected=fields)


def _rows(done: OperationResult, clocks: list[Shape]) -> Iterator[Shape]:
    for event in done.events:
        yield {"what": "record", "name": event, "before": None, "after": None}
    for change in clocks:
        before, after = (_line(change[side]) for side in ("before", "after"))
        yield {"what": "clock", "name": f"{change['milestone']} {change['clause']}", "before": before, "after": after}


def _line(state: Shape | None) -> str | None:
    return None if state is None else f"{state['state'] or '-'} {state['due'] or '-'}"
